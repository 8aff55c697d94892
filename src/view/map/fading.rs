//! The steps of the way from a schematic to its outline, made one at a time as one comes near.

use std::sync::Arc;

use egui::Context;

use super::later::{Later, Place};
use crate::geo::fade::STEPS;
use crate::geo::{AtlasError, BaseMap};

/// The steps that were made so far, of one schematic.
#[derive(Debug, Default)]
pub struct Fading {
    of: Option<Arc<BaseMap>>,
    have: Vec<(u8, Arc<BaseMap>)>,
    /// What was shown of the same schematic with other layers, until its step is there with these.
    before: Option<Arc<BaseMap>>,
    making: Later<Made>,
}

/// A step of a schematic.
type Made = (Arc<BaseMap>, u8, Option<Arc<BaseMap>>);

/// How many steps further on maps are made before they are needed.
const AHEAD: u8 = 3;

impl Fading {
    /// The map of a schematic's way that suits a zoom: the nearest one that is there, and while it is not the right one
    /// that is being made. `outline` gives the end of the way.
    pub fn at(
        &mut self,
        (place, ctx): (Place, &Context),
        schematic: &Arc<BaseMap>,
        km_per_point: f64,
        outline: impl FnOnce() -> Result<Arc<BaseMap>, AtlasError> + Send + 'static,
    ) -> Arc<BaseMap> {
        let Some(wanted) = schematic.step_at(km_per_point) else { return Arc::clone(schematic) };
        if !self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, schematic)) {
            let is_same = self.of.as_ref().is_some_and(|of| of.is_of_the_ground_of(schematic));
            self.before = self.nearest(wanted).filter(|_| is_same);
            self.of = Some(Arc::clone(schematic));
            self.have = vec![(0, Arc::clone(schematic))];
        }
        self.take();
        let near = schematic.step_at(km_per_point * NEAR).is_some_and(|step| step > 0);
        if let Some(step) = self.next(wanted, place).filter(|_| near) {
            let schematic = Arc::clone(schematic);
            self.making.start(place, ctx, move || {
                let made = if step == STEPS {
                    outline().ok().map(|outline| outline.as_last_step(&schematic))
                } else {
                    schematic.step(step)
                };
                let made = made.map(Arc::new);
                if let Some(map) = &made {
                    map.detail(km_per_point);
                }
                (schematic, step, made)
            });
            self.take();
        }
        if self.have.iter().any(|(step, _)| *step == wanted) {
            self.before = None;
        }
        self.before.clone().or_else(|| self.nearest(wanted)).unwrap_or_else(|| Arc::clone(schematic))
    }

    fn nearest(&self, wanted: u8) -> Option<Arc<BaseMap>> {
        let nearest = self.have.iter().min_by_key(|(step, _)| step.abs_diff(wanted));
        nearest.map(|(_, map)| Arc::clone(map))
    }

    fn take(&mut self) {
        if let Some((of, step, Some(map))) = self.making.take()
            && self.of.as_ref().is_some_and(|own| Arc::ptr_eq(own, &of))
        {
            self.have.push((step, map));
        }
    }

    /// The step that is missing most: the wanted one, the end, those that come next.
    fn next(&self, wanted: u8, place: Place) -> Option<u8> {
        let is_missing = |step: &u8| !self.have.iter().any(|(have, _)| have == step);
        if place == Place::Here {
            return Some(wanted).filter(is_missing);
        }
        let order = [wanted, STEPS].into_iter().chain(
            (1..=AHEAD).flat_map(|by| [wanted.saturating_add(by).min(STEPS), wanted.saturating_sub(by)]),
        );
        order.into_iter().find(is_missing)
    }
}

/// Steps are made from this much further out on.
const NEAR: f64 = 0.7;
