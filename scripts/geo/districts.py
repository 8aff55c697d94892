"""Pakistan's districts from the SVG drawing, made to fit Natural Earth's outline of the country."""

import json
import re
from typing import NamedTuple

from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

from names import DISTRICTS, alternatives
from topology import deltas

SCALE = 2_000  # units per degree: 50 m; the drawing itself is good to 0.7 km
MEMBER = "index.js"


class Drawn(NamedTuple):
    """The districts' file, and their shapes in degrees by name."""

    file: dict
    shapes: dict


def to_degrees(x, y):
    """Least squares on 60 provincial corners; median misfit 0.7 km."""
    return 60.5746 + 0.0099976 * x + 0.0000157 * y, 37.3389 - 0.0000022 * x - 0.0086814 * y


def rings_of(path):
    """Rings of an SVG path of the commands m, M, l, L, z."""
    rings, ring, at, command = [], [], (0.0, 0.0), "m"
    for token in re.findall(r"[mMlLzZ]|-?\d+\.?\d*,-?\d+\.?\d*", path):
        if token in "zZ":
            rings.append(ring)
            at, ring = ring[0], []
        elif token in "mMlL":
            command = token
        else:
            x, y = map(float, token.split(","))
            at = (x, y) if command.isupper() else (at[0] + x, at[1] + y)
            if command in "mM":
                if ring:
                    rings.append(ring)
                ring, command = [], "L" if command == "M" else "l"
            ring.append(at)
    return rings + ([ring] if ring else [])


def largest_first(geometry):
    parts = [g for g in getattr(geometry, "geoms", [geometry]) if g.geom_type == "Polygon"]
    return sorted(parts, key=lambda g: -g.area)


def fill_gaps(shapes, country):
    """Cuts the districts to the country and gives every gap between them to the district it touches most."""
    shapes = {name: shape.intersection(country) for name, shape in shapes.items()}
    gaps = country.difference(unary_union(list(shapes.values())).buffer(1e-6))
    for gap in largest_first(gaps):
        fat = gap.buffer(0.003)
        best = max(shapes, key=lambda name: fat.intersection(shapes[name]).area)
        if fat.intersection(shapes[best]).area > 0:
            shapes[best] = unary_union([shapes[best], gap.buffer(2e-6)])
    return shapes


def build(packages, country, provinces, tribal):
    """The districts. `country` and `provinces` are shapely shapes in degrees."""
    text = packages.read("districts", MEMBER).decode("utf-8")
    drawing = json.loads(text[len("export default "):].strip().rstrip(";"))
    shapes = {}
    for location in drawing["locations"]:
        name = DISTRICTS.get(location["name"], location["name"])
        polygons = [Polygon([to_degrees(*p) for p in ring]).buffer(0) for ring in rings_of(location["path"]) if len(ring) > 2]
        shapes[name] = unary_union(polygons)
    shapes = fill_gaps(shapes, country)
    found = []
    for name, shape in sorted(shapes.items()):
        parent = max(provinces, key=lambda p: provinces[p].intersection(shape).area)
        found.append(record(name, parent, shape))
    # One area of the past, last so that a point is first found in its district of today.
    former = unary_union([Polygon([(x / 10_000, y / 10_000) for x, y in rings[0]]).buffer(0) for rings in tribal])
    found.append(record("Former FATA", "Khyber Pakhtunkhwa", former))
    return Drawn({"format": "borderline-shapes-1", "units_per_degree": SCALE, "shapes": found}, shapes)


def record(name, parent, shape):
    parts = [p for p in largest_first(shape) if p.area > 2e-4] or largest_first(shape)[:1]
    rings = []
    for part in parts:
        part = part.simplify(0.0015)
        for ring in [part.exterior, *part.interiors]:
            points = [(round(x * SCALE), round(y * SCALE)) for x, y in ring.coords[:-1]]
            if len(points) > 2 and Polygon(points).area > 200:
                rings.append(deltas(points))
    return {"name": name, "parent": parent, "alt": alternatives(name), "lines": rings}


def outline(areas, arcs, scale):
    """A shapely shape of an area record over arcs."""
    polygons = []
    for polygon in areas["polygons"]:
        rings = []
        for refs in polygon:
            ring = []
            for number in refs:
                points = arcs[number]["points"] if number >= 0 else arcs[~number]["points"][::-1]
                ring += [(x / scale, y / scale) for x, y in points[:-1]]
            rings.append(ring)
        polygons.append(Polygon(rings[0], rings[1:]).buffer(0))
    return unary_union(polygons) if len(polygons) > 1 else MultiPolygon(largest_first(polygons[0]))
