//! Which marks stand out: what is selected or under the pointer in any view, also where it is folded into a count.

use crate::model::{Event, EventId, Span};
use crate::plot::What;
use crate::query::{Lane, LaneBy, LanePart, Lanes, PlaceKey};
use crate::workspace::{Hover, Workspace};

/// How a mark stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emphasis {
    /// Not.
    None,
    /// Under the pointer here or in another view.
    Hovered,
    /// One of several selected events, not the one in front.
    Listed,
    /// The selected event.
    Selected,
}

/// An event that stands out, with what finds it in counts.
struct Sought {
    id: EventId,
    span: Option<Span>,
    event: Event,
    file: u16,
}

/// What stands out in this frame.
pub(super) struct Marked<'a> {
    work: &'a Workspace,
    front: Option<Sought>,
    hovered: Option<Sought>,
    places: &'a [PlaceKey],
}

impl<'a> Marked<'a> {
    /// Looks up what is selected and hovered.
    pub fn new(work: &'a Workspace) -> Self {
        let sought = |id: EventId| {
            let event = work.event(id)?;
            let file = work.store().origin(id).map(|origin| origin.file).unwrap_or_default();
            Some(Sought { id, span: event.when.map(|w| w.span), event, file })
        };
        let front = work.selection().front().and_then(sought);
        let (hovered, places): (_, &[PlaceKey]) = match work.hover() {
            Hover::Event(id) => (sought(*id), &[]),
            Hover::Places(keys) => (None, keys),
            Hover::Nothing => (None, &[]),
        };
        Self { work, front, hovered, places }
    }

    /// How a mark stands out.
    pub fn of(&self, lane: &Lane, lanes: &Lanes, what: &What) -> Emphasis {
        match what {
            What::Event(item) => self.of_event(item.id, item.place),
            What::Same(folded) | What::Cell(folded) | What::More(folded) => {
                let holds = |sought: &Option<Sought>| {
                    sought.as_ref().is_some_and(|s| {
                        folded.parts.iter().any(|part| s.is_in(part)) && s.is_of(lane, lanes)
                    })
                };
                if holds(&self.front) {
                    Emphasis::Selected
                } else if holds(&self.hovered) {
                    Emphasis::Hovered
                } else {
                    Emphasis::None
                }
            }
        }
    }

    fn of_event(&self, id: EventId, place: PlaceKey) -> Emphasis {
        let is = |sought: &Option<Sought>| sought.as_ref().is_some_and(|s| s.id == id);
        if is(&self.front) {
            Emphasis::Selected
        } else if is(&self.hovered) || self.places.binary_search(&place).is_ok() {
            Emphasis::Hovered
        } else if self.work.selection().contains(id) {
            Emphasis::Listed
        } else {
            Emphasis::None
        }
    }
}

impl Sought {
    fn is_in(&self, part: &LanePart) -> bool {
        self.span.is_some_and(|span| {
            part.starts.start() <= span.start()
                && span.start() < part.starts.end()
                && span.end() > part.ends_after
                && (part.min_secs..=part.max_secs).contains(&span.secs())
        })
    }

    /// Whether it stands in the lane; in that of the others if no other lane holds it.
    fn is_of(&self, lane: &Lane, lanes: &Lanes) -> bool {
        if lane.key.code == u32::MAX {
            return !lanes.lanes.iter().any(|other| other.key.code != u32::MAX && self.is_of(other, lanes));
        }
        let named = |name: &str| *name == *lane.label;
        match lane.key.by {
            LaneBy::Kind => self.event.kind.index() == lane.key.code as usize,
            LaneBy::File => u32::from(self.file) == lane.key.code,
            LaneBy::Country => named(&self.event.place.country),
            LaneBy::Actor => {
                let mut actors = self.event.detail.actors.iter().take(2);
                if lane.label.is_empty() {
                    self.event.detail.actors.is_empty()
                } else {
                    actors.any(|a| named(&a.name))
                }
            }
            LaneBy::Source => {
                let titles: Vec<&str> = self.event.detail.sources.iter().map(|s| s.title.as_str()).collect();
                named(titles.first().copied().unwrap_or_default()) || named(&titles.join("; "))
            }
        }
    }
}
