//! Areas on the plane: rings, a triangulation to fill them, and where their name stands.

use earcut::Earcut;

use super::plane::{Plane, PlaneBounds};

/// A country, province or district as drawn.
#[derive(Clone, Debug)]
pub struct Area {
    /// The name as shown.
    pub name: String,
    /// ISO 3166 alpha-3 of a country, 3166-2 of a province, empty for others.
    pub code: String,
    /// The name of the area that this one lies in; empty for a country.
    pub parent: String,
    /// Other names it is known by.
    pub alt_names: Vec<String>,
    /// Outer rings and holes, without repeating the first point. A point is inside by the even-odd rule.
    pub rings: Vec<Vec<Plane>>,
    /// Corners of the filling triangles as numbers into the points of all rings, one ring after the other.
    pub triangles: Vec<[u32; 3]>,
    /// The point that lies deepest inside the largest part: where the name stands.
    pub label_at: Plane,
    /// The smallest rectangle around the rings.
    pub bounds: PlaneBounds,
    /// The surface of its largest part in square kilometres of the plane, holes not taken off.
    pub largest_km2: f64,
}

/// What an area is called and belongs to, before it has a shape.
#[derive(Clone, Debug, Default)]
pub struct AreaName {
    /// As [`Area::name`].
    pub name: String,
    /// As [`Area::code`].
    pub code: String,
    /// As [`Area::parent`].
    pub parent: String,
    /// As [`Area::alt_names`].
    pub alt_names: Vec<String>,
}

impl Area {
    /// An area from polygons, each an outer ring followed by its holes; `None` when nothing has an extent.
    pub fn new(name: AreaName, polygons: Vec<Vec<Vec<Plane>>>) -> Option<Self> {
        Self::labelled(name, polygons, None)
    }

    /// The same with its name at a point that is known.
    pub fn labelled(name: AreaName, polygons: Vec<Vec<Vec<Plane>>>, label_at: Option<Plane>) -> Option<Self> {
        let mut rings: Vec<Vec<Plane>> = Vec::new();
        let mut triangles = Vec::new();
        let mut largest: Option<(f64, Vec<Vec<Plane>>)> = None;
        let mut before = 0_u32;
        let mut earcut = Earcut::new();
        for polygon in polygons {
            let Some(outer) = polygon.first().filter(|outer| outer.len() > 2).cloned() else { continue };
            let polygon: Vec<Vec<Plane>> = polygon.into_iter().filter(|ring| ring.len() > 2).collect();
            before = triangulate(&mut earcut, &polygon, before, &mut triangles);
            let size = ring_area_km2(&outer).abs();
            if largest.as_ref().is_none_or(|(most, _)| size > *most) {
                largest = Some((size, polygon.clone()));
            }
            rings.extend(polygon);
        }
        let bounds = PlaneBounds::around(rings.iter().flatten().copied())?;
        let largest_km2 = largest.as_ref().map_or(0.0, |(size, _)| *size);
        let deepest = || largest.map_or(bounds.centre(), |(_, polygon)| deepest_point(&polygon));
        let label_at = label_at.unwrap_or_else(deepest);
        let AreaName { name, code, parent, alt_names } = name;
        Some(Self { name, code, parent, alt_names, rings, triangles, label_at, bounds, largest_km2 })
    }

    /// Whether the point lies inside, by the even-odd rule (a walk over all edges: for many points use `area_at`).
    pub fn contains(&self, p: Plane) -> bool {
        self.bounds.contains(p) && inside(&self.rings, p)
    }

    /// Where the name stands when only a part of the map is in view: the deepest point of the area's part within
    /// `view`; `None` when the area is not in view. Takes a fraction of a millisecond: ask when the view changes.
    pub fn label_within(&self, view: PlaneBounds) -> Option<Plane> {
        if !self.bounds.meets(&view) {
            return None;
        }
        if view.contains(self.bounds.min) && view.contains(self.bounds.max) {
            return Some(self.label_at);
        }
        let parts: Vec<Vec<Plane>> =
            self.rings.iter().map(|ring| clipped(ring, view)).filter(|ring| ring.len() > 2).collect();
        (!parts.is_empty()).then(|| deepest_point(&parts))
    }

    /// The surface in square kilometres of the plane.
    pub fn size_km2(&self) -> f64 {
        let points: Vec<Plane> = self.rings.iter().flatten().copied().collect();
        let corner =
            |i: u32| usize::try_from(i).ok().and_then(|i| points.get(i)).copied().unwrap_or_default();
        self.triangles.iter().map(|&[a, b, c]| ring_area_km2(&[corner(a), corner(b), corner(c)]).abs()).sum()
    }
}

/// The signed area of a ring in km², positive when it runs anticlockwise.
pub fn ring_area_km2(ring: &[Plane]) -> f64 {
    edges(ring).map(|(a, b)| a.x_km * b.y_km - b.x_km * a.y_km).sum::<f64>() / 2.0
}

/// The edges of a ring, the closing one last.
pub fn edges(ring: &[Plane]) -> impl Iterator<Item = (Plane, Plane)> + '_ {
    let closing = ring.last().copied().zip(ring.first().copied());
    ring.windows(2).filter_map(|pair| if let [a, b] = *pair { Some((a, b)) } else { None }).chain(closing)
}

/// The corners of a ring and points between them on edges longer than `step_km`.
pub fn followed(ring: &[Plane], step_km: f64) -> impl Iterator<Item = Plane> + '_ {
    edges(ring).flat_map(move |(a, b)| steps(a, b, step_km))
}

/// The points of an edge, no more than `step_km` apart, without its end.
pub fn steps(a: Plane, b: Plane, step_km: f64) -> impl Iterator<Item = Plane> {
    let count = (a.distance_km(b) / step_km).ceil().max(1.0);
    let mut at = 0.0;
    std::iter::from_fn(move || {
        let p = a.towards(b, at / count);
        at += 1.0;
        (at <= count).then_some(p)
    })
}

/// Even-odd rule over all edges.
pub fn inside(rings: &[Vec<Plane>], p: Plane) -> bool {
    rings.iter().flat_map(|ring| edges(ring)).filter(|&(a, b)| crosses_ray(a, b, p)).count() % 2 == 1
}

/// Whether a ray to the east from `p` crosses the edge.
pub fn crosses_ray(a: Plane, b: Plane, p: Plane) -> bool {
    (a.y_km > p.y_km) != (b.y_km > p.y_km)
        && p.x_km < a.x_km + (p.y_km - a.y_km) / (b.y_km - a.y_km) * (b.x_km - a.x_km)
}

/// Cuts a polygon, an outer ring and its holes, into triangles; `before` is the number of its first corner. Returns the
/// number behind its last.
pub(super) fn triangulate(
    earcut: &mut Earcut<f64>,
    polygon: &[Vec<Plane>],
    before: u32,
    out: &mut Vec<[u32; 3]>,
) -> u32 {
    let mut holes: Vec<u32> = Vec::new();
    let mut count = 0_u32;
    for (index, ring) in polygon.iter().enumerate() {
        if index > 0 {
            holes.push(count);
        }
        count += u32::try_from(ring.len()).unwrap_or(0);
    }
    let mut corners: Vec<u32> = Vec::new();
    earcut.earcut(polygon.iter().flatten().map(|p| [p.x_km, p.y_km]), &holes, &mut corners);
    for corner in corners.chunks_exact(3) {
        if let [a, b, c] = *corner {
            out.push([before + a, before + b, before + c]);
        }
    }
    before + count
}

/// The pole of inaccessibility, by refining a grid of cells (after Mapbox's polylabel), to 2 % of the size.
fn deepest_point(polygon: &[Vec<Plane>]) -> Plane {
    let thin: Vec<Vec<Plane>> = polygon.iter().map(|ring| thinned(ring, 120)).collect();
    let Some(bounds) = PlaneBounds::around(thin.iter().flatten().copied()) else {
        return Plane::default();
    };
    let (width, height) = (bounds.width_km(), bounds.height_km());
    let mut half = width.min(height).max(1e-6) / 2.0;
    let depth = |p: Plane| {
        let nearest = thin
            .iter()
            .flat_map(|ring| edges(ring))
            .map(|(a, b)| p.distance2(p.nearest_on(a, b)))
            .fold(f64::INFINITY, f64::min)
            .sqrt();
        if inside(&thin, p) { nearest } else { -nearest }
    };
    let mut cells = Vec::new();
    let mut y = bounds.min.y_km + half;
    while y - half < bounds.max.y_km {
        let mut x = bounds.min.x_km + half;
        while x - half < bounds.max.x_km {
            cells.push(Plane::new(x, y));
            x += 2.0 * half;
        }
        y += 2.0 * half;
    }
    cells.push(bounds.centre());
    let mut best = (f64::NEG_INFINITY, bounds.centre());
    let stop = 0.02 * width.min(height);
    while half > stop && !cells.is_empty() {
        let mut measured: Vec<(f64, Plane)> = cells.iter().map(|&c| (depth(c), c)).collect();
        measured.sort_by(|a, b| b.0.total_cmp(&a.0));
        if let Some(&first) = measured.first()
            && first.0 > best.0
        {
            best = first;
        }
        measured.retain(|&(d, _)| d + half * std::f64::consts::SQRT_2 > best.0 + stop);
        half /= 2.0;
        cells = measured
            .iter()
            .take(24)
            .flat_map(|&(_, c)| {
                [(-half, -half), (half, -half), (-half, half), (half, half)].map(|(x, y)| c.moved(x, y))
            })
            .collect();
    }
    best.1
}

/// The part of a ring within a rectangle (Sutherland–Hodgman).
fn clipped(ring: &[Plane], view: PlaneBounds) -> Vec<Plane> {
    let sides: [&dyn Fn(Plane) -> f64; 4] =
        [&|p| p.x_km - view.min.x_km, &|p| view.max.x_km - p.x_km, &|p| p.y_km - view.min.y_km, &|p| {
            view.max.y_km - p.y_km
        }];
    let mut kept = ring.to_vec();
    for inside in sides {
        let mut next = Vec::with_capacity(kept.len());
        for (a, b) in edges(&kept) {
            let (from, to) = (inside(a), inside(b));
            if from >= 0.0 {
                next.push(a);
            }
            if (from >= 0.0) != (to >= 0.0) {
                next.push(a.towards(b, from / (from - to)));
            }
        }
        kept = next;
    }
    kept
}

/// At most about `most` points of a ring, evenly taken.
fn thinned(ring: &[Plane], most: usize) -> Vec<Plane> {
    ring.iter().copied().step_by(ring.len().div_ceil(most).max(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<Plane> {
        points.iter().map(|&(x, y)| Plane::new(x, y)).collect()
    }

    #[test]
    fn a_concave_area_with_a_hole_is_filled_right() {
        let outer = ring(&[
            (0.0, 0.0),
            (10.0, 0.0),
            (10.0, 10.0),
            (6.0, 10.0),
            (6.0, 4.0),
            (4.0, 4.0),
            (4.0, 10.0),
            (0.0, 10.0),
        ]);
        let hole = ring(&[(1.0, 1.0), (1.0, 3.0), (3.0, 3.0), (3.0, 1.0)]);
        let island = ring(&[(20.0, 0.0), (21.0, 0.0), (21.0, 1.0), (20.0, 1.0)]);
        let area = Area::new(AreaName::default(), vec![vec![outer, hole], vec![island]]).unwrap();
        assert!((area.size_km2() - (100.0 - 12.0 - 4.0 + 1.0)).abs() < 1e-9, "{}", area.size_km2());
        assert!(!area.contains(Plane::new(5.0, 8.0)) && !area.contains(Plane::new(2.0, 2.0)));
        assert!(area.contains(Plane::new(0.5, 5.0)) && area.contains(Plane::new(20.5, 0.5)));
    }

    #[test]
    fn a_crescent_has_its_name_inside_and_not_at_its_centre() {
        let outer = ring(&[
            (0.0, 0.0),
            (12.0, 0.0),
            (12.0, 12.0),
            (8.0, 12.0),
            (8.0, 2.0),
            (4.0, 2.0),
            (4.0, 12.0),
            (0.0, 12.0),
        ]);
        let area = Area::new(AreaName::default(), vec![vec![outer]]).unwrap();
        assert!(area.contains(area.label_at), "{:?}", area.label_at);
        assert!((area.label_at.x_km - 6.0).abs() > 3.0, "{:?}", area.label_at);
    }

    #[test]
    fn a_name_stands_in_the_part_that_is_in_view() {
        let outer = ring(&[(0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0)]);
        let area = Area::new(AreaName::default(), vec![vec![outer]]).unwrap();
        let view = |x0: f64, x1: f64| PlaneBounds { min: Plane::new(x0, -50.0), max: Plane::new(x1, 50.0) };
        let label = area.label_within(view(80.0, 200.0)).unwrap();
        assert!((82.0..98.0).contains(&label.x_km) && (3.0..7.0).contains(&label.y_km), "{label:?}");
        assert_eq!(area.label_within(view(-10.0, 110.0)), Some(area.label_at));
        assert_eq!(area.label_within(view(101.0, 110.0)), None);
    }

    #[test]
    fn nothing_makes_no_area() {
        assert!(Area::new(AreaName::default(), vec![vec![ring(&[(0.0, 0.0), (1.0, 1.0)])]]).is_none());
    }
}
