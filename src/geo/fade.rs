//! On the way from a schematic to the outline: each point goes straight from where it is drawn to where it truly is.
//!
//! A schematic that is looked at from near is only wrong, so it turns into the outline as one zooms in. The way has a few
//! steps, each a whole map: lines, areas, districts, rivers, crossings and whatever is placed on it move together, and
//! each place is on its own side at every step.

use std::sync::{Arc, OnceLock};

use super::area::{Area, AreaName};
use super::atlas::{AreaLevel, Atlas};
use super::base::{AreaIndex, BaseMap, Polyline, bands};
use super::plane::Plane;
use super::schematic::Schematic;
use super::theatre::{areas, border_lines};
use super::warp::{Home, nearest_edge};
use crate::model::LonLat;

/// Steps from the schematic to the outline.
pub const STEPS: u8 = 12;
/// The way is half gone when a cell of the schematic's grid is this many points wide.
const CELL_POINTS: f64 = 60.0;
/// How far inside its own area a place is brought that would stand beyond its edge, in km.
const INSIDE_KM: [f64; 3] = [0.6, 0.15, 0.02];
/// A place whose area is drawn further away, in cells, stands on an island that the schematic has left out.
const LEFT_OUT_CELLS: f64 = 3.5;
/// Rounds to find which point is drawn at a place; each takes away most of what is left.
const ROUNDS: usize = 24;

/// What a schematic keeps of the outline.
#[derive(Clone, Debug)]
pub(super) struct Truth {
    atlas: Atlas,
    /// For each line its points on the schematic and in truth, as many of both.
    lines: Vec<[Vec<Plane>; 2]>,
    main: Vec<bool>,
    /// Rings of districts and points of rivers, as the lines.
    districts: Vec<Vec<[Vec<Plane>; 2]>>,
    district_labels: Vec<Plane>,
    rivers: Vec<[Vec<Plane>; 2]>,
    /// Drawn and true positions of the gazetteer.
    places: Vec<[Plane; 2]>,
    grid_km: f64,
    labels: OnceLock<[Vec<(String, Plane)>; 2]>,
}

/// Where a map stands on the way.
#[derive(Clone, Debug)]
pub(super) struct Fade {
    pub(super) schematic: Arc<BaseMap>,
    pub(super) step: u8,
}

impl Truth {
    /// `arcs`: the true points of the atlas's lines.
    pub(super) fn new(atlas: &Atlas, arcs: &[Vec<Plane>], schematic: &Schematic, main: &[bool]) -> Self {
        let drawn = schematic.lines.iter().zip(&schematic.anchors);
        let lines = arcs.iter().zip(drawn).map(|(truth, (corners, anchors))| match (corners, anchors) {
            (Some(corners), Some(anchors)) => with_corners(corners, anchors, truth),
            _ => [Vec::new(), Vec::new()],
        });
        Self {
            atlas: atlas.clone(),
            lines: lines.collect(),
            main: main.to_vec(),
            districts: Vec::new(),
            district_labels: Vec::new(),
            rivers: Vec::new(),
            places: Vec::new(),
            grid_km: schematic.grid_km,
            labels: OnceLock::new(),
        }
    }

    /// Adds districts: their true rings, followed as they were when they were bent.
    pub(super) fn districts(&mut self, bent: &[Area], rings: Vec<Vec<Vec<Plane>>>, truth: &[Area]) {
        let pair = |(bent, rings): (&Area, Vec<Vec<Plane>>)| {
            bent.rings.iter().cloned().zip(rings).map(|(drawn, truth)| [drawn, truth]).collect()
        };
        self.districts = bent.iter().zip(rings).map(pair).collect();
        self.district_labels = truth.iter().map(|district| district.label_at).collect();
    }

    /// Adds rivers.
    pub(super) fn rivers(&mut self, bent: &[Polyline], truth: &[Polyline]) {
        let pairs = bent.iter().zip(truth);
        self.rivers = pairs.map(|(bent, truth)| [bent.points.clone(), truth.points.clone()]).collect();
    }

    /// Adds the gazetteer: where places are drawn, and where the outline draws them.
    pub(super) fn places(&mut self, drawn: &[Plane], truth: &[Plane]) {
        self.places = drawn.iter().zip(truth).map(|(&drawn, &truth)| [drawn, truth]).collect();
    }

    /// Where countries and provinces have their names on the outline.
    fn labels(&self) -> &[Vec<(String, Plane)>; 2] {
        self.labels.get_or_init(|| {
            let lines: Vec<Vec<Plane>> = self.lines.iter().map(|[_, truth]| truth.clone()).collect();
            [AreaLevel::Country, AreaLevel::Province].map(|level| {
                areas(&self.atlas, level, &lines).map(|area| (area.name, area.label_at)).collect()
            })
        })
    }
}

impl BaseMap {
    /// How far this map is on the way from the schematic to the outline, 0 to 1; 1 for a map without a schematic.
    pub fn share(&self) -> f64 {
        match (&self.fade, &self.warp) {
            (Some(fade), _) => f64::from(fade.step) / f64::from(STEPS),
            (None, Some(_)) => 0.0,
            (None, None) => 1.0,
        }
    }

    /// Which step of the way suits a zoom, 0 for the schematic to [`STEPS`] for the outline; `None` for a map that does
    /// not change with the zoom.
    pub fn step_at(&self, km_per_point: f64) -> Option<u8> {
        let cell_points = self.truth()?.grid_km / km_per_point;
        let share = ((cell_points / CELL_POINTS).log2() + 0.5).clamp(0.0, 1.0);
        Some(step_of(share))
    }

    /// The step that this map is; 0 for a schematic and for a map that has none.
    pub fn shown_step(&self) -> u8 {
        self.fade.as_ref().map_or(0, |fade| fade.step)
    }

    /// Whether this is neither a schematic nor an outline.
    pub(super) fn is_on_the_way(&self) -> bool {
        self.fade.as_ref().is_some_and(|fade| fade.step < STEPS)
    }

    /// Whether another schematic is this one with other layers.
    pub fn is_of_the_ground_of(&self, other: &Self) -> bool {
        self.truth.as_ref().zip(other.truth.as_ref()).is_some_and(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// Whether two maps are steps of one way, or the same.
    pub fn is_kin(a: &Arc<Self>, b: &Arc<Self>) -> bool {
        let root = |map: &Arc<Self>| map.fade.as_ref().map_or(Arc::clone(map), |f| Arc::clone(&f.schematic));
        Arc::ptr_eq(&root(a), &root(b))
    }

    /// Where a point drawn at one step of the way is drawn at another, about.
    pub fn at_step(&self, p: Plane, from: u8, to: u8) -> Plane {
        let warp = self.warp.as_ref().or_else(|| self.fade.as_ref()?.schematic.warp.as_ref());
        let Some(warp) = warp.filter(|_| from != to) else { return p };
        let drawn =
            |truth: Plane, step: u8| warp.shifted(truth).towards(truth, f64::from(step) / f64::from(STEPS));
        let mut truth = p;
        for _ in 0..ROUNDS {
            let off = drawn(truth, from);
            // Half of the way: shifts may turn round quickly beside a line.
            truth = truth.moved((p.x_km - off.x_km) * 0.5, (p.y_km - off.y_km) * 0.5);
        }
        drawn(truth, to)
    }

    /// The map at one step of the way, from the schematic of a border; `None` when this is none. The last step is the
    /// outline itself: [`Self::as_last_step`].
    pub fn step(self: &Arc<Self>, step: u8) -> Option<Self> {
        let truth = self.truth.as_ref()?;
        let share = f64::from(step) / f64::from(STEPS);
        let between = |pair: &[Vec<Plane>; 2]| between(pair, share);
        let lines: Vec<Vec<Plane>> = truth.lines.iter().map(between).collect();
        let mut map = Self { truth: None, warp: None, ..(**self).clone() };
        map.fade = Some(Fade { schematic: Arc::clone(self), step });
        map.details = Arc::default();
        map.schematic_shift_km = self.schematic_shift_km.map(|km| km * (1.0 - share));
        map.lines = border_lines(&truth.atlas.arcs, &lines, &truth.main);
        for (level, labels) in [AreaLevel::Country, AreaLevel::Province].into_iter().zip(truth.labels()) {
            let list = if level == AreaLevel::Country { &mut map.countries } else { &mut map.provinces };
            redraw(list, areas(&truth.atlas, level, &lines).collect(), labels, share);
        }
        let districts = map.districts.iter_mut().zip(&truth.districts).zip(&truth.district_labels);
        for ((district, rings), label) in districts {
            let label_at = district.label_at.towards(*label, share);
            let name = AreaName {
                name: district.name.clone(),
                code: district.code.clone(),
                parent: district.parent.clone(),
                alt_names: district.alt_names.clone(),
            };
            let rings = rings.iter().map(|ring| vec![between(ring)]).collect();
            if let Some(moved) = Area::labelled(name, rings, Some(label_at)) {
                *district = moved;
            }
        }
        for (river, points) in map.rivers.iter_mut().zip(&truth.rivers) {
            river.points = between(points);
        }
        map.drawn_index = AreaIndex {
            countries: bands(&map.countries),
            provinces: bands(&map.provinces),
            districts: Vec::new(),
        };
        let planes = |map: &Self| -> Vec<Plane> {
            let pairs = map.places.iter().zip(&truth.places);
            pairs
                .map(|(place, [drawn, truth])| {
                    let between = drawn.towards(*truth, share);
                    if place.kind.is_on_border() {
                        return between;
                    }
                    let home = map.home_of(map.projection.forward(place.at));
                    map.kept_inside(home.as_ref(), between)
                })
                .collect()
        };
        let planes = planes(&map);
        for (place, plane) in map.places.iter_mut().zip(planes) {
            place.plane = plane;
        }
        map.layers = self.layers_at(&map, share);
        Some(map)
    }

    /// An outline as the last step of the way from a schematic of the same border.
    #[must_use]
    pub fn as_last_step(&self, schematic: &Arc<Self>) -> Self {
        let fade = Fade { schematic: Arc::clone(schematic), step: STEPS };
        let map = Self { fade: Some(fade), home: schematic.home, ..self.clone() };
        let layers = schematic.layers_at(&map, 1.0);
        Self { layers, ..map }
    }

    /// Where a place is drawn at this step.
    pub(super) fn place_at_step(&self, at: LonLat, fade: &Fade) -> Plane {
        let truth = self.projection.forward(at);
        if fade.step >= STEPS {
            return truth;
        }
        let drawn = fade.schematic.place(at);
        self.between(fade, [drawn, truth], |p| self.kept_inside(self.home_of(truth).as_ref(), p))
    }

    /// Where a place is drawn at this step that the schematic and the outline draw at these points; `kept` brings a point
    /// into the place's own area.
    pub(super) fn between(
        &self,
        fade: &Fade,
        [drawn, truth]: [Plane; 2],
        kept: impl FnOnce(Plane) -> Plane,
    ) -> Plane {
        let between = drawn.towards(truth, self.share());
        let is_crossing = fade.schematic.crossings.iter().any(|&(_, crossing)| crossing == drawn);
        if is_crossing { between } else { kept(between) }
    }

    /// The point, brought into the place's own area where it would stand beyond its edge.
    pub(super) fn kept_inside(&self, home: Option<&Home<'_>>, p: Plane) -> Plane {
        let Some(home) = home else { return p };
        if home.index.contains(p) {
            return p;
        }
        let Some(edge) = nearest_edge(&home.area.rings, p) else { return p };
        let gap = edge.distance_km(p);
        let left_out = self.truth().is_some_and(|truth| gap > LEFT_OUT_CELLS * truth.grid_km);
        if left_out {
            return p;
        }
        let around = |step_km: f64| {
            let beyond = (gap > 1e-6).then(|| p.towards(edge, (gap + step_km) / gap));
            beyond.into_iter().chain(super::warp::ring(edge, step_km)).find(|&q| home.index.contains(q))
        };
        INSIDE_KM.into_iter().find_map(around).unwrap_or(p)
    }

    fn truth(&self) -> Option<&Truth> {
        self.truth.as_deref().or_else(|| self.fade.as_ref()?.schematic.truth.as_deref())
    }
}

/// The step nearest to a share of the way.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and STEPS")]
fn step_of(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * f64::from(STEPS)).round() as u8
}

fn between([drawn, truth]: &[Vec<Plane>; 2], share: f64) -> Vec<Plane> {
    drawn.iter().zip(truth).map(|(drawn, truth)| drawn.towards(*truth, share)).collect()
}

/// Areas in their new shape; those without one keep theirs. Names go straight from one place to the other.
fn redraw(list: &mut [Area], mut made: Vec<Area>, labels: &[(String, Plane)], share: f64) {
    for area in list {
        let Some(found) = made.iter().position(|new| new.name == area.name) else { continue };
        let before = area.label_at;
        *area = made.swap_remove(found);
        if let Some((_, label)) = labels.iter().find(|(name, _)| *name == area.name) {
            let label = before.towards(*label, share);
            if area.contains(label) {
                area.label_at = label;
            }
        }
    }
}

/// A line's points on the schematic and in truth, where each bend of the schematic has a point on the true line too.
fn with_corners(corners: &[Plane], anchors: &[Plane], truth: &[Plane]) -> [Vec<Plane>; 2] {
    let mut ends = vec![0.0];
    for (a, b) in corners.iter().zip(corners.iter().skip(1)) {
        ends.push(ends.last().copied().unwrap_or(0.0) + a.distance_km(*b));
    }
    let [mut drawn, mut real] = [Vec::new(), Vec::new()];
    let mut before: Option<(f64, Plane)> = None;
    for (&anchor, &true_point) in anchors.iter().zip(truth) {
        let at = along(corners, &ends, anchor);
        if let Some((from, from_point)) = before {
            let passed = corners.iter().zip(&ends).filter(|&(_, &end)| end > from + 1e-6 && end < at - 1e-6);
            for (&corner, &end) in passed {
                drawn.push(corner);
                real.push(from_point.towards(true_point, (end - from) / (at - from)));
            }
        }
        drawn.push(anchor);
        real.push(true_point);
        before = Some((at, true_point));
    }
    [drawn, real]
}

/// How far along a line its point nearest to `p` lies, in km.
fn along(corners: &[Plane], ends: &[f64], p: Plane) -> f64 {
    let mut best = (f64::INFINITY, 0.0);
    for ((&a, &b), &start) in corners.iter().zip(corners.iter().skip(1)).zip(ends) {
        let on = p.nearest_on(a, b);
        let dist2 = on.distance2(p);
        if dist2 < best.0 {
            best = (dist2, start + a.distance_km(on));
        }
    }
    best.1
}

#[cfg(test)]
mod tests;
