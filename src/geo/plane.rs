//! Points and rectangles on the projected plane, in kilometres, y north.

/// A point on the projected plane: kilometres east and north of the projection's centre.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Plane {
    /// Kilometres east.
    pub x_km: f64,
    /// Kilometres north (screens turn this round).
    pub y_km: f64,
}

impl Plane {
    /// A point from kilometres east and north.
    pub fn new(x_km: f64, y_km: f64) -> Self {
        Self { x_km, y_km }
    }

    /// Straight distance on the plane in km.
    pub fn distance_km(self, other: Self) -> f64 {
        self.distance2(other).sqrt()
    }

    /// The square of the distance, in km²: enough to compare, and faster.
    pub fn distance2(self, other: Self) -> f64 {
        let (dx, dy) = (self.x_km - other.x_km, self.y_km - other.y_km);
        dx * dx + dy * dy
    }

    /// The point a share `t` (0..=1) of the way to `other`.
    #[must_use]
    pub fn towards(self, other: Self, t: f64) -> Self {
        Self::new(self.x_km + (other.x_km - self.x_km) * t, self.y_km + (other.y_km - self.y_km) * t)
    }

    /// This point moved by `x_km` and `y_km`.
    #[must_use]
    pub fn moved(self, x_km: f64, y_km: f64) -> Self {
        Self::new(self.x_km + x_km, self.y_km + y_km)
    }

    /// The nearest point of the segment `a`–`b`.
    #[must_use]
    pub fn nearest_on(self, a: Self, b: Self) -> Self {
        let (dx, dy) = (b.x_km - a.x_km, b.y_km - a.y_km);
        let length2 = dx * dx + dy * dy;
        if length2 <= 0.0 {
            return a;
        }
        let t = ((self.x_km - a.x_km) * dx + (self.y_km - a.y_km) * dy) / length2;
        a.towards(b, t.clamp(0.0, 1.0))
    }
}

/// An upright rectangle on the plane, in km; `min` is the south-west corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaneBounds {
    /// South-west corner.
    pub min: Plane,
    /// North-east corner.
    pub max: Plane,
}

impl PlaneBounds {
    /// The smallest rectangle around some points; `None` without points.
    pub fn around(points: impl IntoIterator<Item = Plane>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        let mut bounds = Self { min: first, max: first };
        for point in points {
            bounds.include(point);
        }
        Some(bounds)
    }

    /// Grows to hold one more point.
    pub fn include(&mut self, p: Plane) {
        self.min = Plane::new(self.min.x_km.min(p.x_km), self.min.y_km.min(p.y_km));
        self.max = Plane::new(self.max.x_km.max(p.x_km), self.max.y_km.max(p.y_km));
    }

    /// Whether the point lies inside or on the edge.
    pub fn contains(&self, p: Plane) -> bool {
        (self.min.x_km..=self.max.x_km).contains(&p.x_km) && (self.min.y_km..=self.max.y_km).contains(&p.y_km)
    }

    /// How far inside the nearest edge the point lies, in km; negative outside.
    pub fn depth_km(&self, p: Plane) -> f64 {
        let across = (p.x_km - self.min.x_km).min(self.max.x_km - p.x_km);
        across.min(p.y_km - self.min.y_km).min(self.max.y_km - p.y_km)
    }

    /// Whether the other rectangle lies wholly inside.
    pub fn encloses(&self, other: &Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }

    /// Whether the two rectangles share a point.
    pub fn meets(&self, other: &Self) -> bool {
        self.min.x_km <= other.max.x_km
            && other.min.x_km <= self.max.x_km
            && self.min.y_km <= other.max.y_km
            && other.min.y_km <= self.max.y_km
    }

    /// The middle.
    pub fn centre(&self) -> Plane {
        self.min.towards(self.max, 0.5)
    }

    /// Width (east–west) in km.
    pub fn width_km(&self) -> f64 {
        self.max.x_km - self.min.x_km
    }

    /// Height (north–south) in km.
    pub fn height_km(&self) -> f64 {
        self.max.y_km - self.min.y_km
    }

    /// The rectangle grown by `margin_km` on every side.
    #[must_use]
    pub fn grown(&self, margin_km: f64) -> Self {
        Self { min: self.min.moved(-margin_km, -margin_km), max: self.max.moved(margin_km, margin_km) }
    }
}
