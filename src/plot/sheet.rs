//! A sheet of the map, somewhat larger than the view: what is laid out on it once stays right while the view moves over it.

use super::{Frame, MapScale, Spot};
use crate::geo::{Plane, PlaneBounds};

/// A part of the plane at one zoom. Positions on it are points right and down of its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// The plane point in the middle.
    pub origin: Plane,
    /// Kilometres a point.
    pub km_per_point: f64,
    /// Its extent in points, around (0, 0).
    pub frame: Frame,
}

/// From a sheet to the screen: only moved at the sheet's own zoom, stretched while the next sheet is being laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Onto {
    /// How many times larger the screen shows the sheet; 1 at its own zoom.
    pub times: f64,
    /// Where the middle of the sheet stands on the screen.
    pub by: Spot,
}

impl Default for Onto {
    fn default() -> Self {
        Self { times: 1.0, by: Spot::default() }
    }
}

impl Onto {
    /// Where a position on the sheet stands on the screen.
    pub fn screen(self, at: Spot) -> Spot {
        Spot::new(at.x * self.times + self.by.x, at.y * self.times + self.by.y)
    }

    /// Which position on the sheet stands at one of the screen.
    pub fn sheet(self, at: Spot) -> Spot {
        Spot::new((at.x - self.by.x) / self.times, (at.y - self.by.y) / self.times)
    }

    /// Where a mark of a fixed size stands on the screen: its middle moves, its size stays.
    pub fn mark(self, frame: &Frame) -> Frame {
        let middle = self.screen(frame.centre());
        let (w, h) = (frame.width(), frame.height());
        Frame::sized(Spot::new(middle.x - w / 2.0, middle.y - h / 2.0), w, h)
    }
}

/// How far a sheet reaches beyond the view on each side, as a share of the view.
const BEYOND: f64 = 0.3;

impl Sheet {
    /// A sheet around a view.
    pub fn around(scale: &MapScale) -> Self {
        let (w, h) = (scale.frame.width(), scale.frame.height());
        let half = Spot::new(w * (0.5 + BEYOND), h * (0.5 + BEYOND));
        Self {
            origin: scale.centre,
            km_per_point: scale.km_per_point,
            frame: Frame { min: Spot::new(-half.x, -half.y), max: half },
        }
    }

    /// The part of the plane that was in view when the sheet was made.
    pub fn view(&self) -> PlaneBounds {
        let half = |side: f64| side / (2.0 + 4.0 * BEYOND) * self.km_per_point;
        let (x, y) = (half(self.frame.width()), half(self.frame.height()));
        PlaneBounds { min: self.origin.moved(-x, -y), max: self.origin.moved(x, y) }
    }

    /// Whether the view lies on this sheet, at its zoom.
    pub fn serves(&self, scale: &MapScale) -> bool {
        let near = (self.km_per_point / scale.km_per_point - 1.0).abs() < 1e-9;
        near && self.frame.encloses(&self.seen_by(scale))
    }

    /// The part of the sheet that a view shows.
    pub fn seen_by(&self, scale: &MapScale) -> Frame {
        let middle = self.spot(scale.centre);
        let (w, h) = (scale.frame.width(), scale.frame.height());
        Frame::sized(Spot::new(middle.x - w / 2.0, middle.y - h / 2.0), w, h)
    }

    /// Where a plane point stands on the sheet.
    pub fn spot(&self, p: Plane) -> Spot {
        Spot::new(
            (p.x_km - self.origin.x_km) / self.km_per_point,
            (self.origin.y_km - p.y_km) / self.km_per_point,
        )
    }

    /// Which plane point stands at a position on the sheet.
    pub fn plane(&self, p: Spot) -> Plane {
        self.origin.moved(p.x * self.km_per_point, -p.y * self.km_per_point)
    }

    /// How positions on the sheet come onto the screen of a view, whatever its zoom.
    pub fn onto(&self, scale: &MapScale) -> Onto {
        // A zoom that comes back to the sheet's own may differ by what was rounded.
        let times = self.km_per_point / scale.km_per_point;
        let times = if (times - 1.0).abs() < 1e-9 { 1.0 } else { times };
        Onto { times, by: scale.screen_from_plane(self.origin) }
    }

    /// The part of the plane that the sheet shows, grown by some points.
    pub fn window(&self, grown_points: f64) -> PlaneBounds {
        let frame = self.frame.grown(grown_points);
        PlaneBounds {
            min: self.origin.moved(frame.min.x * self.km_per_point, -frame.max.y * self.km_per_point),
            max: self.origin.moved(frame.max.x * self.km_per_point, -frame.min.y * self.km_per_point),
        }
    }

    /// A line of plane points as it is drawn: points closer than `least` points are left out, and parts outside the
    /// sheet are cut off (what comes back may be several lines, or none).
    pub fn line(&self, points: impl IntoIterator<Item = Plane>, least: f64) -> Vec<Vec<Spot>> {
        let room = self.frame.grown(24.0);
        let mut lines: Vec<Vec<Spot>> = Vec::new();
        let mut current: Vec<Spot> = Vec::new();
        let mut before: Option<Spot> = None;
        let mut points = points.into_iter().peekable();
        while let Some(point) = points.next() {
            let at = self.spot(point);
            let Some(from) = before else {
                before = Some(at);
                continue;
            };
            if from.distance2(at) < least * least && points.peek().is_some() {
                continue;
            }
            let around = Frame {
                min: Spot::new(from.x.min(at.x), from.y.min(at.y)),
                max: Spot::new(from.x.max(at.x), from.y.max(at.y)),
            };
            if room.overlaps(&around.grown(0.01)) {
                if current.is_empty() {
                    current.push(from);
                }
                current.push(at);
            } else if !current.is_empty() {
                lines.push(std::mem::take(&mut current));
            }
            before = Some(at);
        }
        if current.len() > 1 {
            lines.push(current);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::{Camera, MapLimits};

    fn scale(x: f64, km_per_point: f64) -> MapScale {
        let home = PlaneBounds { min: Plane::new(-500.0, -500.0), max: Plane::new(500.0, 500.0) };
        let frame = Frame::sized(Spot::new(10.0, 20.0), 400.0, 300.0);
        let camera = Camera::At { center_km: [x, 0.0], km_per_point };
        MapScale::new(camera, frame, &MapLimits::around(home, None))
    }

    #[test]
    fn a_sheet_serves_small_moves_of_the_view_and_no_other_zoom() {
        let sheet = Sheet::around(&scale(0.0, 2.0));
        assert!(sheet.serves(&scale(0.0, 2.0)) && sheet.serves(&scale(200.0, 2.0)));
        assert!(!sheet.serves(&scale(300.0, 2.0)) && !sheet.serves(&scale(0.0, 1.9)));
    }

    #[test]
    fn what_stands_on_the_sheet_stands_right_on_the_screen() {
        let (sheet, moved) = (Sheet::around(&scale(0.0, 2.0)), scale(100.0, 2.0));
        let p = Plane::new(30.0, -44.0);
        for view in [moved, scale(100.0, 1.7), scale(-20.0, 5.0)] {
            let onto = sheet.onto(&view);
            let screen = onto.screen(sheet.spot(p));
            assert!(screen.distance(view.screen_from_plane(p)) < 1e-9);
            assert!(onto.sheet(screen).distance(sheet.spot(p)) < 1e-9);
        }
    }

    #[test]
    fn a_long_line_is_cut_to_the_sheet_and_thinned() {
        let sheet = Sheet::around(&scale(0.0, 1.0));
        let zigzag: Vec<Plane> = (0..20_000).map(|n| Plane::new(f64::from(n) - 10_000.0, 0.0)).collect();
        let lines = sheet.line(zigzag, 4.0);
        assert_eq!(lines.len(), 1);
        assert!((100..300).contains(&lines[0].len()), "{}", lines[0].len());
        let out =
            [Plane::new(0.0, 0.0), Plane::new(0.0, 900.0), Plane::new(50.0, 900.0), Plane::new(50.0, 0.0)];
        assert_eq!(sheet.line(out, 1.0).len(), 2);
        assert!(sheet.line([Plane::new(0.0, 900.0), Plane::new(900.0, 900.0)], 1.0).is_empty());
    }
}
