//! What is claimed of people killed, side by side: no claim is merged with another.

use super::claim::{Claim, Harm};
use super::event::Event;
use super::event_ref::EventRef;
use super::figure::{Figure, NOT_GIVEN};

/// Victims of a claim that speaks of all who were killed.
const ALL_SIDES: &str = "all sides";

impl Event {
    /// The figures claimed of people killed, in the order of the claims; those of all sides alone where there are such.
    pub fn killed(&self) -> Vec<Figure> {
        killed(&self.detail.claims)
    }

    /// These figures in words: "over 200 / 58"; empty where nothing is claimed.
    pub fn killed_in_words(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for figure in self.killed() {
            let figure = figure.to_string();
            if !words.contains(&figure) {
                words.push(figure);
            }
        }
        words.join(" / ")
    }
}

impl EventRef<'_> {
    /// The lowest and the highest number claimed of people killed, as [`Event::killed`] lists them; a figure without an
    /// upper bound counts as its lower one. `None` where no number is claimed.
    pub fn killed_range(self) -> Option<(u32, u32)> {
        if let Some(detail) = self.own_detail() {
            return range(killed(&detail.claims));
        }
        if let Some(toll) = self.toll() {
            return Some((toll.low.min(toll.high), toll.high.max(toll.low)));
        }
        let sides = self.sides()?;
        let given = [sides.side_a, sides.side_b, sides.civilians, sides.unknown];
        range(given.into_iter().filter(|&n| n != NOT_GIVEN && n != 0).map(Figure::Exact))
    }
}

fn killed(claims: &[Claim]) -> Vec<Figure> {
    let of = |all: bool| {
        let killed = claims.iter().filter(|claim| claim.harm == Harm::Killed);
        killed.filter(move |claim| (claim.victims == ALL_SIDES) == all).map(|claim| claim.figure)
    };
    let whole: Vec<Figure> = of(true).collect();
    if whole.is_empty() { of(false).collect() } else { whole }
}

fn range(figures: impl IntoIterator<Item = Figure>) -> Option<(u32, u32)> {
    let stated = figures.into_iter().filter(|figure| figure.is_stated()).map(Figure::bounds);
    let numbers = stated.map(|(low, high)| (low, high.unwrap_or(low)));
    numbers.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}
