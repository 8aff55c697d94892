//! Finds areas and points of layers by any spelling that people and files use.

use std::collections::HashMap;

use super::{Known, LayerOnMap, LayerPoint, LayerShape};
use crate::geo::base::BaseMap;
use crate::geo::gazetteer::{area_key, fold};
use crate::geo::{AreaLevel, AreaRef};

impl Known {
    /// Makes the names of an area known.
    pub(super) fn area(&mut self, number: usize, shape: &LayerShape) {
        for name in shape.alt_names.iter().chain([&shape.name]) {
            push(&mut self.by_area, area_key(name), number);
        }
        let within = shape.within.iter().map(|name| area_key(name)).filter(|name| !name.is_empty());
        self.within.push(within.collect());
    }

    /// Makes the names of a point known.
    pub(super) fn point(&mut self, number: usize, shape: &LayerShape) {
        for name in shape.alt_names.iter().chain([&shape.name]) {
            push(&mut self.by_point, fold(name), number);
        }
    }
}

fn push(list: &mut HashMap<String, Vec<usize>>, name: String, number: usize) {
    if name.is_empty() {
        return;
    }
    let numbers = list.entry(name).or_default();
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

impl BaseMap {
    /// The one area of the user's layers that a file's own words name; the layer that was added last goes first. None where
    /// several areas of a layer may be meant, or where the layer or this map says that it lies in another province or
    /// country than the file does.
    pub fn layer_area_named(&self, name: &str, admin1: &str, country: &str) -> Option<AreaRef> {
        let wanted = area_key(name);
        if wanted.is_empty() {
            return None;
        }
        self.numbered_layers().rev().find_map(|(number, layer)| {
            let index = self.area_of_layer(layer, &wanted, admin1, country)?;
            Some(AreaRef { level: AreaLevel::Layer(number), index })
        })
    }

    fn area_of_layer(&self, layer: &LayerOnMap, wanted: &str, admin1: &str, country: &str) -> Option<usize> {
        let laid = &layer.laid.known;
        let numbers = laid.by_area.get(wanted)?;
        let said = self.area_named("", "", country).and_then(|area| self.area(area));
        let in_country = |&&number: &&usize| {
            let lies_in = laid.countries.get(number).map_or("", String::as_str);
            let words = laid.within.get(number).map(Vec::as_slice).unwrap_or_default();
            let named = area_key(country);
            named.is_empty()
                || words.contains(&named)
                || said.is_some_and(|said| said.name == lies_in)
                || (lies_in.is_empty() && words.len() < 2)
        };
        let candidates: Vec<usize> = numbers.iter().filter(in_country).copied().collect();
        let province = area_key(admin1);
        let of_province = |&&number: &&usize| {
            laid.within.get(number).is_some_and(|within| self.is_within(within, &province, country))
        };
        let fitting: Vec<usize> = candidates.iter().filter(of_province).copied().collect();
        match (fitting.as_slice(), candidates.as_slice()) {
            ([one], _) => Some(*one),
            // The file's province is not among those that the layer names: its only area of the name may be meant, unless
            // the layer puts it into a province.
            ([], [one]) if province.is_empty() || laid.within.get(*one).is_none_or(Vec::is_empty) => {
                Some(*one)
            }
            _ => None,
        }
    }

    /// Whether one of the folded names is the province, in any spelling that this map knows.
    fn is_within(&self, within: &[String], province: &str, country: &str) -> bool {
        if province.is_empty() {
            return false;
        }
        let known =
            |name: &str| self.area_named("", name, country).filter(|a| a.level == AreaLevel::Province);
        let wanted = known(province);
        within.iter().any(|name| name == province || (wanted.is_some() && known(name) == wanted))
    }

    /// All points of the user's layers with that name in any spelling, with the layer's number.
    pub fn layer_points_named(&self, name: &str) -> impl Iterator<Item = (usize, &LayerPoint)> {
        let wanted = fold(name);
        self.layers.iter().enumerate().flat_map(move |(number, layer)| {
            let numbers = layer.laid.known.by_point.get(&wanted).map_or(&[][..], Vec::as_slice);
            numbers.iter().filter_map(move |&n| Some((number, layer.laid.points.get(n)?)))
        })
    }
}
