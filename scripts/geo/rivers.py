"""The main rivers of the theatre, simplified by Visvalingam's areas."""

from shapely.geometry import LineString
from shapely.ops import linemerge

from topology import deltas, visvalingam

SCALE = 1_000
LEAST_AREA_DEG2 = 1.5e-4  # about 1.5 km²
MOST_SCALERANK = 8


def build(packages, window):
    """The rivers' file as a dict."""
    by_name = {}
    for record, line in packages.shapes("10m/ne_10m_rivers_lake_centerlines", "latin-1"):
        if record["scalerank"] > MOST_SCALERANK:
            continue
        starts = [*line.parts, len(line.points)]
        for a, b in zip(starts, starts[1:]):
            part = LineString(line.points[a:b]).intersection(window)
            for piece in getattr(part, "geoms", [part]):
                if piece.geom_type == "LineString" and not piece.is_empty:
                    by_name.setdefault(" ".join((record["name"] or "").split()), []).append(piece)
    shapes = []
    for name, pieces in sorted(by_name.items()):
        merged = linemerge(pieces) if len(pieces) > 1 else pieces[0]
        lines = []
        for piece in getattr(merged, "geoms", [merged]):
            points = visvalingam(list(piece.coords), LEAST_AREA_DEG2)
            if LineString(points).length > 0.3:
                lines.append(deltas([(round(x * SCALE), round(y * SCALE)) for x, y in points]))
        if lines:
            shapes.append({"name": name, "lines": lines})
    return {"format": "borderline-shapes-1", "units_per_degree": SCALE, "shapes": shapes}
