"""Afghanistan, Pakistan and their neighbours at 1:10m: countries and provinces over shared arcs."""

import math

from shapely.geometry import LineString, Point, Polygon, shape
from shapely.strtree import STRtree

from projection import Lambert
from topology import OUTSIDE, Topology, deltas

BOUNDS = (60.5, 23.6, 78.0, 38.5)  # of the two countries; the projection is made for them
SHEET_KM = (-1080, -948, 1080, 960)  # the sheet's edge in plane km, multiples of the schematic's 12 km grid
SCALE = 10_000  # units per degree
PROJECTION = Lambert(*BOUNDS)

COUNTRIES = {  # ISO A2 -> (A3, name as shown)
    "AF": ("AFG", "Afghanistan"), "PK": ("PAK", "Pakistan"), "IR": ("IRN", "Iran"), "TM": ("TKM", "Turkmenistan"),
    "UZ": ("UZB", "Uzbekistan"), "TJ": ("TJK", "Tajikistan"), "KG": ("KGZ", "Kyrgyzstan"), "KZ": ("KAZ", "Kazakhstan"),
    "CN": ("CHN", "China"), "IN": ("IND", "India"), "NP": ("NPL", "Nepal"), "OM": ("OMN", "Oman"),
    "AE": ("ARE", "United Arab Emirates"), "QA": ("QAT", "Qatar"), "SA": ("SAU", "Saudi Arabia"),
    "KAS": ("KAS", "Siachen Glacier"),
}
PROVINCES_OF = ("AF", "PK")
NAMES = {  # Natural Earth's spelling -> the one that event files use most
    "Jawzjan": "Jowzjan", "Hirat": "Herat", "Paktya": "Paktia", "Hilmand": "Helmand", "Sari Pul": "Sar-e Pol",
    "Wardak": "Maidan Wardak", "K.P.": "Khyber Pakhtunkhwa", "F.A.T.A.": "Khyber Pakhtunkhwa", "Sind": "Sindh",
    "Baluchistan": "Balochistan", "Northern Areas": "Gilgit-Baltistan", "Azad Kashmir": "Azad Jammu and Kashmir",
    "F.C.T.": "Islamabad Capital Territory",
}
# Known errors of the source: two provinces carry another's name; GeoNames' name in the same record tells.
MISNAMED = {"Wilayat-e Daykundi": ("Daykundi", "AF-DAY"), "Panjshir": ("Panjshir", "AF-PAN")}
CLASS_OF_FEATURE = {
    "International boundary (verify)": "international", "Line of control (please verify)": "line-of-control",
    "Disputed (please verify)": "indefinite", "Indefinite (please verify)": "indefinite",
    "Indeterminant frontier": "indefinite",
}


def a2(name):
    """ISO A2 of a country by the name that the map shows."""
    return next(a2 for a2, (_, shown) in COUNTRIES.items() if shown == name)


def province_name(properties):
    """Name and ISO code, with the known errors mended and the former tribal areas merged."""
    if properties["gn_name"] in MISNAMED and properties["name"] in ("Uruzgan", "Parwan"):
        return MISNAMED[properties["gn_name"]]
    name = NAMES.get(properties["name"], properties["name"])
    return name, "PK-KP" if name == "Khyber Pakhtunkhwa" else properties["iso_3166_2"]


def sheet():
    """The sheet's edge as a polygon in degrees, its sides followed every 24 km."""
    x0, y0, x1, y1 = SHEET_KM
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    points = []
    for (ax, ay), (bx, by) in zip(corners, corners[1:]):
        steps = int(max(abs(bx - ax), abs(by - ay)) // 24)
        points += [PROJECTION.inverse(ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps) for i in range(steps)]
    return Polygon(points)


def on_sheet_edge(p):
    x, y = PROJECTION.forward(p[0] / SCALE, p[1] / SCALE)
    x0, y0, x1, y1 = SHEET_KM
    return min(abs(x - x0), abs(x - x1), abs(y - y0), abs(y - y1)) < 0.05


class BoundaryClasses:
    """Which class Natural Earth gives to the boundary nearest to a point."""

    def __init__(self, packages, window):
        self.lines, self.classes = [], []
        for record, line in packages.shapes("10m/ne_10m_admin_0_boundary_lines_land", "utf-8"):
            name = CLASS_OF_FEATURE.get(record["featurecla"])
            geometry = LineString(line.points)
            if name and geometry.intersects(window):
                for a, b in zip(line.points, line.points[1:]):
                    self.lines.append(LineString([a, b]))
                    self.classes.append(name)
        self.tree = STRtree(self.lines)

    def at(self, lon, lat):
        return self.classes[self.tree.nearest(Point(lon, lat))]


def polygons_of(geometry):
    if geometry.geom_type == "Polygon":
        return [geometry]
    return [g for g in getattr(geometry, "geoms", []) if g.geom_type == "Polygon"]


def quantised(ring):
    return [(round(x * SCALE), round(y * SCALE)) for x, y in ring.coords]


def build(packages):
    """The theatre's file as a dict, and its polygons in degrees by (level, name) for the checks."""
    window = sheet()
    classes = BoundaryClasses(packages, window)

    def edge_class(a, b, left, right):
        if on_sheet_edge(a) and on_sheet_edge(b):
            return "sheet"
        if OUTSIDE in (left, right):
            return "coast"
        sides = {left.split("/")[0], right.split("/")[0]}
        if len(sides) == 1:
            return "province"
        if sides == {"AF", "PK"}:
            return "contested"
        if sides <= {"IN", "PK", "CN", "KAS"}:
            return classes.at((a[0] + b[0]) / 2 / SCALE, (a[1] + b[1]) / 2 / SCALE)
        return "international"

    topology, codes, tribal = Topology(edge_class), {}, []
    for feature in packages.json("places", "data/states/admin1.json")["features"]:
        properties, geometry = feature["properties"], shape(feature["geometry"])
        country = "KAS" if properties["adm0_a3"] == "KAS" else properties["iso_a2"]
        if country not in COUNTRIES or not geometry.intersects(window):
            continue
        face = country
        if country in PROVINCES_OF:
            name, code = province_name(properties)
            face = f"{country}/{name}"
            codes[face] = code
            if properties["name"] == "F.A.T.A.":
                tribal = [[quantised(p.exterior)] for p in polygons_of(geometry)]
        clipped = geometry if window.contains(geometry) else geometry.buffer(0).intersection(window)
        for polygon in polygons_of(clipped):
            topology.add(face, quantised(polygon.exterior), [quantised(h) for h in polygon.interiors])
    topology.build()
    areas = country_areas(topology) + province_areas(topology, codes)
    return {
        "format": "borderline-theatre-1",
        "bounds": BOUNDS,
        "sheet_km": SHEET_KM,
        "units_per_degree": SCALE,
        "arcs": [{"class": a["class"], "name": line_name(a), "d": deltas(a["points"])} for a in topology.arcs],
        "areas": areas,
    }, tribal, topology


def line_name(arc):
    if arc["class"] == "contested":
        return "Durand Line"
    if arc["class"] == "line-of-control":
        return "Line of Control"
    if arc["class"] in ("international", "indefinite"):
        names = sorted(COUNTRIES[side.split("/")[0]][1] for side in (arc["left"], arc["right"]))
        return "–".join(names)
    return ""


def country_areas(topology):
    faces = {f for arc in topology.arcs for f in (arc["left"], arc["right"]) if f != OUTSIDE}
    found = []
    for a2, (a3, name) in COUNTRIES.items():
        own = {f for f in faces if f.split("/")[0] == a2}
        if own:
            found.append({"level": "country", "name": name, "code": a3, "parent": "", "polygons": topology.polygons(own)})
    return found


def province_areas(topology, codes):
    return [
        {"level": "province", "name": face.split("/")[1], "code": code, "parent": COUNTRIES[face.split("/")[0]][1],
         "polygons": topology.polygons({face})}
        for face, code in sorted(codes.items())
    ]


def report(topology):
    """What a maintainer wants to see after a build."""
    by_class = {}
    for arc in topology.arcs:
        n, points, km = by_class.get(arc["class"], (0, 0, 0.0))
        xy = [PROJECTION.forward(x / SCALE, y / SCALE) for x, y in arc["points"]]
        km += sum(math.dist(a, b) for a, b in zip(xy, xy[1:]))
        by_class[arc["class"]] = (n + 1, points + len(xy), km)
    for name, (n, points, km) in sorted(by_class.items()):
        print(f"  {name:16} {n:4} arcs {points:6} vertices {km:8.0f} km")
    print(f"  {topology.clashes} edges claimed twice")
