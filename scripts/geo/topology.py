"""Polygons with shared vertices to arcs: each boundary is stored once, between two faces."""

import heapq
from collections import defaultdict

from shapely.geometry import Polygon

OUTSIDE = ""  # the face of sea and of everything beyond the sheet


def signed_area(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1])) / 2


def clean(ring):
    """Drops the closing vertex, repeated vertices and there-and-back spikes of a quantised ring."""
    points = list(ring[:-1]) if ring[0] == ring[-1] else list(ring)
    changed = True
    while changed and len(points) > 2:
        changed, kept = False, []
        for i, p in enumerate(points):
            if kept and p == kept[-1]:
                changed = True
                continue
            kept.append(p)
        points = kept
        for i in range(len(points)):
            if points[i - 1] == points[(i + 1) % len(points)]:
                drop = {i, (i + 1) % len(points)}
                points = [p for k, p in enumerate(points) if k not in drop]
                changed = True
                break
    return points if len(points) > 2 else []


class Topology:
    """Arcs between faces. `add` the polygons, then `build`."""

    def __init__(self, edge_class):
        self.left = {}  # directed edge -> face on its left
        self.edge_class = edge_class  # (a, b, face, face) -> class name
        self.arcs = []  # dicts: class, points
        self.arc_of_edge = {}  # directed edge -> (arc number, is forward)
        self.clashes = 0

    def add(self, face, exterior, holes):
        """One polygon of quantised points; exterior is turned anticlockwise, holes clockwise."""
        for ring, sign in [(exterior, 1), *((h, -1) for h in holes)]:
            ring = clean(ring)
            if not ring:
                continue
            if signed_area(ring) * sign < 0:
                ring.reverse()
            for a, b in zip(ring, ring[1:] + ring[:1]):
                if (a, b) in self.left and self.left[a, b] != face:
                    self.clashes += 1
                self.left[a, b] = face

    def _label(self, a, b):
        left, right = self.left.get((a, b), OUTSIDE), self.left.get((b, a), OUTSIDE)
        if left == right:
            return None
        return (left, right, self.edge_class(a, b, left, right))

    def build(self):
        """Chains edges of one label into arcs, cut where three or more boundaries meet."""
        edges = {}
        for a, b in self.left:
            label = self._label(a, b)
            if label:
                edges[a, b] = label
                edges[b, a] = (label[1], label[0], label[2])
        around = defaultdict(list)
        for (a, b), label in edges.items():
            around[a].append((b, label))

        def is_node(v):
            out = around[v]
            return len(out) != 2 or out[0][1] != (out[1][1][1], out[1][1][0], out[1][1][2])

        done = set()

        def trace(a, b):
            points = [a, b]
            while not is_node(points[-1]) and points[-1] != points[0]:
                c = next(n for n, _ in around[points[-1]] if n != points[-2])
                points.append(c)
            number = len(self.arcs)
            left, right, class_name = edges[a, b]
            self.arcs.append({"class": class_name, "left": left, "right": right, "points": points})
            for p, q in zip(points, points[1:]):
                self.arc_of_edge[p, q] = (number, True)
                self.arc_of_edge[q, p] = (number, False)
                done.update(((p, q), (q, p)))

        order = sorted(edges)
        for a, b in order:
            if (a, b) not in done and is_node(a):
                trace(a, b)
        for a, b in order:
            if (a, b) not in done:
                trace(a, b)

    def polygons(self, faces):
        """The union of some faces: polygons as lists of rings, each ring a list of signed arc numbers (~n: backwards)."""
        rings = self._rings(faces)
        shapes = [(Polygon(points), refs, points) for refs, points in rings]
        outers = [s for s in shapes if signed_area(s[2]) > 0]
        polygons = [[outer] for outer in sorted(outers, key=lambda s: -s[0].area)]
        for hole in (s for s in shapes if signed_area(s[2]) <= 0):
            inside = hole[0].buffer(0).representative_point()
            home = [p for p in polygons if p[0][0].buffer(0).contains(inside)]
            if home:
                min(home, key=lambda p: p[0][0].area).append(hole)
        return [[refs for _, refs, _ in polygon] for polygon in polygons]

    def _rings(self, faces):
        wanted = {}
        for number, arc in enumerate(self.arcs):
            left, right = arc["left"] in faces, arc["right"] in faces
            if left != right:
                wanted[number] = left
        starts = defaultdict(list)
        for number, forward in wanted.items():
            points = self.arcs[number]["points"]
            starts[points[0] if forward else points[-1]].append((number, forward))
        rings = []
        while wanted:
            number, forward = next(iter(wanted.items()))
            refs, chain = [], []
            start = None
            while True:
                wanted.pop(number)
                points = self.arcs[number]["points"]
                points = points if forward else points[::-1]
                starts[points[0]].remove((number, forward))
                start = points[0] if start is None else start
                refs.append(number if forward else ~number)
                chain.extend(points[:-1])
                if points[-1] == start:
                    break
                number, forward = starts[points[-1]][0]
            rings.append((refs, chain))
        return rings


def deltas(points):
    """Steps from point to point as text (Google's encoded polyline: 5 bits a character, zigzag, from "?" on)."""
    text, last = [], (0, 0)
    for x, y in points:
        for step in (x - last[0], y - last[1]):
            value = step << 1 if step >= 0 else ~(step << 1)
            while value >= 0x20:
                text.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            text.append(chr(value + 63))
        last = (x, y)
    return "".join(text)


def visvalingam(points, least):
    """Drops the inner vertex of the smallest triangle until every triangle is at least `least` (in squared units)."""
    n = len(points)
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))

    def area(i):
        (ax, ay), (bx, by), (cx, cy) = points[before[i]], points[i], points[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    heap = [(area(i), i) for i in range(1, n - 1)]
    heapq.heapify(heap)
    gone, left = [False] * n, n
    # A closed line keeps enough corners to stay an area.
    fewest = 5 if points[0] == points[-1] else 2
    while heap and left > fewest:
        size, i = heapq.heappop(heap)
        if gone[i] or size < area(i) and heapq.heappush(heap, (area(i), i)) is None:
            continue
        if size >= least:
            break
        gone[i], left = True, left - 1
        after[before[i]], before[after[i]] = after[i], before[i]
    return [p for p, dropped in zip(points, gone) if not dropped]
