//! Which area a point lies in, fast: edges of each area sorted into horizontal bands.

use super::area::{Area, crosses_ray, edges};
use super::plane::{Plane, PlaneBounds};

/// The edges of one area by bands of y, for point-in-area tests in well under a microsecond.
#[derive(Clone, Debug)]
pub struct BandIndex {
    bounds: PlaneBounds,
    band_km: f64,
    bands: Vec<Vec<(Plane, Plane)>>,
}

impl BandIndex {
    /// Indexes the rings of an area.
    pub fn new(area: &Area) -> Self {
        Self::within(&area.rings, area.bounds)
    }

    /// Indexes outer rings and holes; `None` without points.
    pub fn of_rings(rings: &[Vec<Plane>]) -> Option<Self> {
        PlaneBounds::around(rings.iter().flatten().copied()).map(|bounds| Self::within(rings, bounds))
    }

    fn within(rings: &[Vec<Plane>], bounds: PlaneBounds) -> Self {
        let edge_count: usize = rings.iter().map(Vec::len).sum();
        let band_count = (edge_count / 4).clamp(1, 512);
        let band_km = (bounds.height_km() / count(band_count)).max(1e-9);
        let mut index = Self { bounds, band_km, bands: vec![Vec::new(); band_count] };
        for (a, b) in rings.iter().flat_map(|ring| edges(ring)) {
            let (low, high) = (index.band(a.y_km.min(b.y_km)), index.band(a.y_km.max(b.y_km)));
            for band in index.bands.iter_mut().take(high + 1).skip(low) {
                band.push((a, b));
            }
        }
        index
    }

    /// Whether the point lies inside the area, by the even-odd rule.
    pub fn contains(&self, p: Plane) -> bool {
        self.bounds.contains(p)
            && self
                .bands
                .get(self.band(p.y_km))
                .is_some_and(|band| band.iter().filter(|&&(a, b)| crosses_ray(a, b, p)).count() % 2 == 1)
    }

    /// The smallest rectangle around the area.
    pub fn bounds(&self) -> PlaneBounds {
        self.bounds
    }

    /// All edges; one that spans several bands comes several times.
    pub fn edges(&self) -> impl Iterator<Item = (Plane, Plane)> + '_ {
        self.bands.iter().flatten().copied()
    }

    /// Points on an even grid that lie inside: about `most` times the share of its rectangle that the area fills.
    pub fn points_inside(&self, most: usize) -> Vec<Plane> {
        let (width, height) = (self.bounds.width_km().max(1e-6), self.bounds.height_km().max(1e-6));
        let step_km = (width * height / count(most.max(1))).sqrt();
        let (columns, rows) = ((width / step_km).ceil().max(1.0), (height / step_km).ceil().max(1.0));
        let mut points = Vec::new();
        let mut row = 0.5;
        while row < rows {
            let mut column = 0.5;
            while column < columns {
                let p = self.bounds.min.moved(width * column / columns, height * row / rows);
                points.extend(self.contains(p).then_some(p));
                column += 1.0;
            }
            row += 1.0;
        }
        points
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the bands")]
    fn band(&self, y_km: f64) -> usize {
        let band = ((y_km - self.bounds.min.y_km) / self.band_km).clamp(0.0, 1e6) as usize;
        band.min(self.bands.len().saturating_sub(1))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred bands")]
fn count(bands: usize) -> f64 {
    bands as f64
}
