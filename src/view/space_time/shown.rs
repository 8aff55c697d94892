//! What the diagram shows: the newest rows and their answer, and until they are there the last ones, each with its own.

use std::sync::Arc;

use egui::Context;

use crate::plot::KmAxis;
use crate::plot::space_time::SpaceRows;
use crate::query::Answer;
use crate::store::Reply;
use crate::view::along::Course;
use crate::view::map::later::{Later, Place};
use crate::workspace::Warp;

/// So many places are put into rows within a frame.
const AT_ONCE: usize = 20_000;

/// The newest rows.
#[derive(Default)]
pub(super) struct NewestRows {
    made: Option<Rows>,
    later: Later<Rows>,
}

/// Rows and what they were made for.
struct Rows {
    course: Arc<Course>,
    warp: Warp,
    number: u16,
    table: Arc<SpaceRows>,
}

impl NewestRows {
    /// The newest rows of a course: these, if they are made, else the last ones, if there are some.
    pub fn get(
        &mut self,
        (ctx, place): (&Context, Place),
        course: &Arc<Course>,
        warp: Warp,
        number: u16,
    ) -> Option<Arc<SpaceRows>> {
        if let Some(rows) = self.later.take() {
            self.made = Some(rows);
        }
        let is_made =
            |rows: &Rows| Arc::ptr_eq(&rows.course, course) && (rows.warp, rows.number) == (warp, number);
        if !self.made.as_ref().is_some_and(is_made) {
            let place = if course.along.stands().len() <= AT_ONCE { Place::Here } else { place };
            let course = Arc::clone(course);
            self.later.start(place, ctx, move || Rows::new(course, warp, number));
            if let Some(rows) = self.later.take() {
                self.made = Some(rows);
            }
        }
        let made = self.made.as_ref().filter(|rows| Arc::ptr_eq(&rows.course, course));
        made.map(|rows| Arc::clone(&rows.table))
    }

    /// Whether newer rows are being made.
    pub fn is_busy(&self) -> bool {
        self.later.is_busy()
    }
}

impl Rows {
    fn new(course: Arc<Course>, warp: Warp, number: u16) -> Self {
        let axis = KmAxis::new(&course.parts(), &course.along.weights, warp.share());
        let table = Arc::new(SpaceRows::new(&course.along, Arc::new(axis), number));
        Self { course, warp, number, table }
    }
}

/// An answer with the rows and edges that it was asked for.
#[derive(Clone)]
pub(super) struct Shown {
    pub answer: Arc<Answer>,
    pub rows: Arc<SpaceRows>,
    pub edges: Arc<[i64]>,
    course: Arc<Course>,
}

impl Shown {
    /// What is to be shown after a reply to a question about rows of a course and edges: its answer, or the last one while that
    /// is of the same course. `None` where there is nothing to show yet.
    pub fn after(
        last: Option<Self>,
        reply: Reply,
        course: &Arc<Course>,
        rows: &Arc<SpaceRows>,
        edges: Arc<[i64]>,
    ) -> Option<Self> {
        let answer = reply.answer?;
        if reply.fresh {
            return Some(Self { answer, rows: Arc::clone(rows), edges, course: Arc::clone(course) });
        }
        last.filter(|last| Arc::ptr_eq(&last.answer, &answer) && Arc::ptr_eq(&last.course, course))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;
    use crate::geo::{Bands, Border};
    use crate::plot::along::Along;
    use crate::query::SpaceTime;

    fn course() -> Arc<Course> {
        let border = Border::durand().unwrap();
        let (bands, along) = (Bands::default(), Along::default());
        Arc::new(Course { border, bands, landmarks: Vec::new(), along, note: String::new() })
    }

    fn rows(course: &Arc<Course>, number: u16) -> Arc<SpaceRows> {
        Rows::new(Arc::clone(course), Warp::default(), number).table
    }

    fn reply(answer: &Arc<Answer>, fresh: bool) -> Reply {
        Reply { answer: Some(Arc::clone(answer)), fresh, generation: None }
    }

    #[test]
    fn the_last_answer_stays_with_its_own_rows_and_edges_until_the_new_one_is_there() {
        let (course, other) = (course(), course());
        let (few, many) = (rows(&course, 36), rows(&course, 90));
        let answer = || Arc::new(Answer::SpaceTime(SpaceTime::default()));
        let (first, second) = (answer(), answer());
        let nothing = Shown::after(None, Reply::default(), &course, &few, [1, 2].into());
        assert!(nothing.is_none());
        let shown = Shown::after(nothing, reply(&first, true), &course, &few, [1, 2].into());
        let waiting = Shown::after(shown, reply(&first, false), &course, &many, [1, 2, 3].into()).unwrap();
        assert!(Arc::ptr_eq(&waiting.answer, &first) && Arc::ptr_eq(&waiting.rows, &few));
        assert_eq!(*waiting.edges, [1, 2]);
        let elsewhere = Shown::after(Some(waiting.clone()), reply(&first, false), &other, &many, [1].into());
        assert!(elsewhere.is_none(), "rows of another border say nothing about this one");
        let done =
            Shown::after(Some(waiting), reply(&second, true), &course, &many, [1, 2, 3].into()).unwrap();
        assert!(Arc::ptr_eq(&done.answer, &second) && Arc::ptr_eq(&done.rows, &many));
        assert_eq!(*done.edges, [1, 2, 3]);
    }

    #[test]
    fn rows_of_many_places_are_made_once_and_the_last_ones_serve_meanwhile() {
        let (ctx, course) = (Context::default(), course());
        let mut newest = NewestRows::default();
        let mut get = |percent| newest.get((&ctx, Place::Here), &course, Warp::percent(percent), 36).unwrap();
        let (true_km, again, warped) = (get(0), get(0), get(100));
        assert!(Arc::ptr_eq(&true_km, &again) && !Arc::ptr_eq(&again, &warped));
    }
}
