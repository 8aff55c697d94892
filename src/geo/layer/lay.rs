//! Puts a layer on a base map: projected, and shifted with the lines around it where the map is a schematic.

use std::sync::Arc;

use super::{
    Known, LaidLayer, Layer, LayerLine, LayerOnMap, LayerPoint, LayerRole, LayerShape, LayerSight,
    MOST_LAYERS, Way,
};
use crate::geo::area::{Area, AreaName, edges, followed, steps};
use crate::geo::base::BaseMap;
use crate::geo::lookup::BandIndex;
use crate::geo::plane::{Plane, PlaneBounds};
use crate::geo::warp::Home;
use crate::geo::{AreaLevel, AreaRef};
use crate::model::LonLat;

/// Long edges are followed in steps of this length when they are bent with a schematic.
const STEP_KM: f64 = 4.0;
/// Parts farther than this beyond the map's sheet are not drawn on it.
const BEYOND_KM: f64 = 4_000.0;
/// No edge of a real outline is longer than this on the plane: one that is goes the wrong way around the world.
const LONGEST_EDGE_KM: f64 = 3_000.0;
/// So many corners of an area say which country it lies in.
const ASKED: usize = 64;

impl BaseMap {
    /// Where a layer lies on this map, a schematic or true one. Takes about a second for a million points on a schematic: call
    /// it on a thread.
    pub fn lay(&self, layer: &Layer) -> LaidLayer {
        let mut laying =
            Laying { base: self, out: LaidLayer::default(), known: Known::default(), way: Way::default() };
        for shape in &layer.shapes {
            laying.shape(shape);
        }
        let Laying { out, known, way, .. } = laying;
        LaidLayer { name: layer.name.clone(), known: Arc::new(known), way: Arc::new(way), ..out }
    }

    /// This schematic's layers where another map of its way to the outline draws them, when `share` of the way is gone.
    pub(in crate::geo) fn layers_at(&self, map: &Self, share: f64) -> Vec<LayerOnMap> {
        let at = |layer: &LayerOnMap| LayerOnMap {
            laid: Arc::new(layer.laid.at(map, share)),
            style: layer.style,
            note: layer.note.clone(),
        };
        self.layers.iter().map(at).collect()
    }

    /// The same map with these layers on it.
    #[must_use]
    pub fn with_layers(&self, layers: Vec<LayerOnMap>) -> Self {
        let mut map = self.clone();
        map.layers = layers;
        map
    }

    /// The layer that stands for the borders, if one that is shown does.
    pub fn other_borders(&self) -> Option<&LayerOnMap> {
        self.layers
            .iter()
            .find(|layer| layer.style.role == LayerRole::Borders && layer.style.sight == LayerSight::Shown)
    }

    /// The layers with the numbers by which their areas are known.
    pub(super) fn numbered_layers(&self) -> impl DoubleEndedIterator<Item = (u8, &LayerOnMap)> {
        let layers = self.layers.iter().take(MOST_LAYERS).enumerate();
        layers.map(|(number, layer)| (u8::try_from(number).unwrap_or(u8::MAX), layer))
    }

    /// The areas of layers that hold a place, the layer added last first.
    pub fn layer_areas_at(&self, at: LonLat) -> impl Iterator<Item = AreaRef> {
        let p = self.projection.forward(at);
        self.numbered_layers().rev().flat_map(move |(number, layer)| {
            let areas = layer.laid.known.truth.iter().enumerate();
            let holding = areas.filter(move |(_, truth)| truth.as_ref().is_some_and(|t| t.contains(p)));
            holding.map(move |(index, _)| AreaRef { level: AreaLevel::Layer(number), index })
        })
    }

    /// The country that most corners lie in.
    fn country_of(&self, rings: &[Vec<Plane>]) -> Option<usize> {
        let count: usize = rings.iter().map(Vec::len).sum();
        let asked: Vec<Plane> =
            rings.iter().flatten().copied().step_by(count.div_ceil(ASKED).max(1)).collect();
        let inside = |index: &BandIndex| asked.iter().filter(|&&p| index.contains(p)).count();
        let most = self.index.countries.iter().map(inside).enumerate().max_by_key(|&(_, n)| n);
        // Corners on the border itself lie on either side of a line that is drawn a little differently.
        most.filter(|&(_, n)| n * 2 > asked.len()).map(|(number, _)| number)
    }

    /// Points shifted with the schematic; true ones stay on other maps. What truly lies in the country is drawn in it; what
    /// reaches beyond its border in the layer does so here too.
    fn bent_points(&self, points: &[Plane], country: Option<usize>) -> Vec<Plane> {
        let Some(warp) = &self.warp else { return points.to_vec() };
        let truth = country.and_then(|number| self.index.countries.get(number));
        let home = country.and_then(|number| {
            let (area, index) = (self.countries.get(number)?, self.drawn_index.countries.get(number)?);
            Some(Home { area, index })
        });
        let bend = |&p: &Plane| match truth.filter(|truth| truth.contains(p)) {
            Some(_) => warp.edge_point(p, home.as_ref()),
            None => warp.shifted(p),
        };
        points.iter().map(bend).collect()
    }
}

/// A layer that is being laid on a map.
struct Laying<'a> {
    base: &'a BaseMap,
    out: LaidLayer,
    known: Known,
    way: Way,
}

impl Laying<'_> {
    fn shape(&mut self, shape: &LayerShape) {
        let base = self.base;
        let project = |ring: &Vec<LonLat>| -> Vec<Plane> {
            ring.iter().map(|&at| base.projection.forward(at)).collect()
        };
        let mut polygons: Vec<Vec<Vec<Plane>>> = Vec::new();
        for polygon in &shape.areas {
            let rings: Vec<Vec<Plane>> = polygon.iter().map(project).collect();
            if !rings.first().is_some_and(|outer| self.is_near(outer)) {
                self.out.left_out += 1;
            } else if rings.iter().all(|ring| edges(ring).all(|(a, b)| a.distance_km(b) < LONGEST_EDGE_KM)) {
                polygons.push(rings);
            } else {
                // It goes around the world: only its outline can be drawn, with a gap there.
                for ring in &rings {
                    let closed: Vec<Plane> = ring.iter().chain(ring.first()).copied().collect();
                    self.line(&closed);
                }
            }
        }
        self.area(shape, &polygons);
        for line in shape.lines.iter().map(project) {
            if self.is_near(&line) {
                self.line(&line);
            } else {
                self.out.left_out += 1;
            }
        }
        for &at in &shape.points {
            let plane = base.place(at);
            if self.is_near(&[plane]) {
                self.known.point(self.out.points.len(), shape);
                self.out.points.push(LayerPoint { name: shape.name.clone(), at, plane });
            } else {
                self.out.left_out += 1;
            }
        }
    }

    fn is_near(&self, points: &[Plane]) -> bool {
        let window = self.base.sheet.grown(BEYOND_KM);
        let bounds = PlaneBounds::around(points.iter().copied());
        bounds.is_some_and(|b| is_finite(&b) && b.meets(&window))
    }

    fn area(&mut self, shape: &LayerShape, polygons: &[Vec<Vec<Plane>>]) {
        let base = self.base;
        let rings: Vec<Vec<Plane>> = polygons.iter().flatten().cloned().collect();
        let Some(true_index) = BandIndex::of_rings(&rings) else { return };
        let country = base.country_of(&rings);
        let pair = |ring: &Vec<Plane>| {
            let truth = if base.warp.is_some() { followed(ring, STEP_KM).collect() } else { ring.clone() };
            [base.bent_points(&truth, country), truth]
        };
        let way: Vec<Vec<[Vec<Plane>; 2]>> =
            polygons.iter().map(|polygon| polygon.iter().map(pair).collect()).collect();
        let name = AreaName {
            name: shape.name.clone(),
            code: String::new(),
            parent: shape.within.first().cloned().unwrap_or_default(),
            alt_names: shape.alt_names.clone(),
        };
        let Some(area) = Area::new(name, between(&way, 0.0)) else { return };
        self.known.area(self.out.areas.len(), shape);
        self.known.truth.push(Some(true_index));
        let country = country.and_then(|number| base.countries.get(number));
        self.known.countries.push(country.map_or_else(String::new, |country| country.name.clone()));
        self.out.areas.push(area);
        self.way.areas.push(if base.warp.is_some() { way } else { Vec::new() });
    }

    /// A line, cut where it would go the wrong way around the world.
    fn line(&mut self, points: &[Plane]) {
        let mut parts: Vec<Vec<Plane>> = Vec::new();
        let mut part: Vec<Plane> = Vec::new();
        for &p in points {
            if part.last().is_some_and(|&last| last.distance_km(p) > LONGEST_EDGE_KM) {
                parts.push(std::mem::take(&mut part));
            }
            part.push(p);
        }
        parts.push(part);
        for part in parts.into_iter().filter(|part| part.len() > 1) {
            let mut truth = part;
            if self.base.warp.is_some() {
                // Followed as a ring, without the way back.
                let open = truth.iter().zip(truth.iter().skip(1));
                let back = truth.last().copied();
                truth = open.flat_map(|(&a, &b)| steps(a, b, STEP_KM)).chain(back).collect();
            }
            let drawn = self.base.bent_points(&truth, None);
            self.out.lines.extend(line(drawn.clone()));
            if self.base.warp.is_some() {
                self.way.lines.push([drawn, truth]);
            }
        }
    }
}

impl LaidLayer {
    /// The true shape of an area.
    pub(in crate::geo) fn truth(&self, area: usize) -> Option<&BandIndex> {
        self.known.truth.get(area)?.as_ref()
    }

    /// The same where another map of the way from this schematic to its outline draws it.
    fn at(&self, map: &BaseMap, share: f64) -> Self {
        let areas = self.areas.iter().zip(&self.way.areas);
        let moved = areas.map(|(area, way)| {
            let name = AreaName {
                name: area.name.clone(),
                code: area.code.clone(),
                parent: area.parent.clone(),
                alt_names: area.alt_names.clone(),
            };
            Area::new(name, between(way, share)).unwrap_or_else(|| area.clone())
        });
        let points = self.points.iter().map(|p| LayerPoint { plane: map.place(p.at), ..p.clone() });
        Self {
            name: self.name.clone(),
            areas: moved.collect(),
            lines: self.way.lines.iter().filter_map(|pair| line(on_the_way(pair, share))).collect(),
            points: points.collect(),
            left_out: self.left_out,
            known: Arc::clone(&self.known),
            way: Arc::clone(&self.way),
        }
    }
}

fn line(points: Vec<Plane>) -> Option<LayerLine> {
    let bounds = PlaneBounds::around(points.iter().copied())?;
    Some(LayerLine { bounds, points })
}

fn between(way: &[Vec<[Vec<Plane>; 2]>], share: f64) -> Vec<Vec<Vec<Plane>>> {
    way.iter().map(|polygon| polygon.iter().map(|pair| on_the_way(pair, share)).collect()).collect()
}

fn on_the_way([drawn, truth]: &[Vec<Plane>; 2], share: f64) -> Vec<Plane> {
    drawn.iter().zip(truth).map(|(drawn, truth)| drawn.towards(*truth, share)).collect()
}

fn is_finite(bounds: &PlaneBounds) -> bool {
    [bounds.min.x_km, bounds.min.y_km, bounds.max.x_km, bounds.max.y_km].iter().all(|v| v.is_finite())
}
