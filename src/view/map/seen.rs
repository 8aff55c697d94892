//! What of the marks is in the view, worked out when the view or the marks change.

use super::legend::InView;
use super::marks::View;
use crate::plot::MapScale;

/// What was in the view last.
#[derive(Default)]
pub struct Seen {
    /// How often ground and marks had been laid out, and the view.
    of: Option<((u32, u32), MapScale)>,
    /// What the legend has to explain.
    pub in_view: InView,
    /// Numbers of the squares in view with most hits, most first.
    pub cells: Vec<usize>,
    /// How often it was worked out: for tests.
    #[cfg(test)]
    pub times: u32,
}

impl Seen {
    /// Looks at a view.
    pub fn update(&mut self, view: &View<'_>) {
        let of = (view.stage.laid_out, view.scale);
        if self.of == Some(of) {
            return;
        }
        self.of = Some(of);
        self.in_view = view.in_view();
        self.cells = view.main_cells();
        #[cfg(test)]
        {
            self.times += 1;
        }
    }
}
