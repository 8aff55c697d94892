//! Meshes where they stand on the screen: moved when the view moves, and cut to what is seen once it stands still, for each
//! frame copies them whole.

use std::sync::Arc;

use egui::epaint::{Mesh, Pos2};
use egui::{Painter, Rect, Shape, vec2};

use crate::plot::Onto;

/// Meshes of one sheet on the screen.
#[derive(Default)]
pub struct Standing {
    at: Option<(Onto, Rect)>,
    meshes: Vec<Arc<Mesh>>,
    extent: Extent,
}

/// How much of the sheet the meshes show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Extent {
    /// All of it, also what lies outside the view.
    #[default]
    Sheet,
    /// What is in the view.
    View,
}

/// What lies so near outside the view stays, in points: screens round its edge to whole pixels.
const SPARE: f32 = 2.0;

impl Standing {
    /// The sheet has changed.
    pub fn forget(&mut self) {
        self.at = None;
    }

    /// The meshes for a view that shows `clip` of the screen; `moved` puts those of the sheet where they stand.
    pub fn meshes(&mut self, onto: Onto, clip: Rect, moved: impl FnOnce() -> Vec<Mesh>) -> &[Arc<Mesh>] {
        if self.at != Some((onto, clip)) {
            self.meshes = moved().into_iter().map(Arc::new).collect();
            self.at = Some((onto, clip));
            self.extent = Extent::Sheet;
        } else if self.extent == Extent::Sheet {
            for mesh in &mut self.meshes {
                *mesh = Arc::new(within(mesh, clip.expand(SPARE)));
            }
            self.extent = Extent::View;
        }
        &self.meshes
    }
}

/// By how much clips differ, in points: nothing that a screen shows.
const HAIR: f32 = 1.0 / 1024.0;

/// Paints large meshes one above the other, of all that are painted so from the `nth` on. egui puts all shapes of one clip behind
/// each other, and would copy those before to larger memory with each; so each is clipped otherwise by a hair.
pub fn paint_apart(painter: &Painter, nth: u8, meshes: &[Arc<Mesh>]) {
    for (nth, mesh) in (nth..).zip(meshes).filter(|(_, mesh)| !mesh.is_empty()) {
        let mut clip = painter.clip_rect();
        clip.max += vec2(0.0, HAIR * f32::from(nth + 1));
        let mut painter = painter.clone();
        painter.set_clip_rect(clip);
        painter.add(Shape::Mesh(Arc::clone(mesh)));
    }
}

/// The triangles of which something may lie in a rectangle, in their order.
fn within(mesh: &Mesh, clip: Rect) -> Mesh {
    let beyond: Vec<u8> = mesh.vertices.iter().map(|vertex| sides_beyond(vertex.pos, clip)).collect();
    let mut numbers = vec![u32::MAX; mesh.vertices.len()];
    let mut out = Mesh::with_texture(mesh.texture_id);
    for triangle in mesh.triangles() {
        // All three beyond one side.
        let common = triangle
            .iter()
            .fold(u8::MAX, |sides, &corner| sides & beyond.get(corner as usize).copied().unwrap_or_default());
        if common != 0 {
            continue;
        }
        for corner in triangle {
            let at = corner as usize;
            let (Some(number), Some(vertex)) = (numbers.get_mut(at), mesh.vertices.get(at)) else { continue };
            if *number == u32::MAX {
                *number = u32::try_from(out.vertices.len()).unwrap_or(u32::MAX);
                out.vertices.push(*vertex);
            }
            out.indices.push(*number);
        }
    }
    out
}

/// One bit for each side of a rectangle that a point lies beyond.
fn sides_beyond(at: Pos2, clip: Rect) -> u8 {
    u8::from(at.x < clip.left())
        | u8::from(at.x > clip.right()) << 1
        | u8::from(at.y < clip.top()) << 2
        | u8::from(at.y > clip.bottom()) << 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Spot;
    use egui::{Color32, pos2, vec2};

    const VIEW: Rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));

    fn squares(at: &[Pos2]) -> Mesh {
        let mut mesh = Mesh::default();
        for &at in at {
            mesh.add_colored_rect(Rect::from_center_size(at, vec2(10.0, 10.0)), Color32::WHITE);
        }
        mesh
    }

    #[test]
    fn what_reaches_into_the_view_stays_and_what_lies_beside_it_goes() {
        let mut mesh = squares(&[pos2(50.0, 50.0), pos2(103.0, 50.0), pos2(50.0, -40.0), pos2(130.0, 130.0)]);
        // Its corners lie beyond three sides, and it covers all of the view.
        for at in [pos2(-900.0, 2000.0), pos2(50.0, -2000.0), pos2(1000.0, 2000.0)] {
            mesh.colored_vertex(at, Color32::BLACK);
        }
        mesh.add_triangle(16, 17, 18);
        let cut = within(&mesh, VIEW);
        assert!(cut.is_valid());
        let corners =
            |mesh: &Mesh| -> Vec<_> { mesh.indices.iter().map(|&n| mesh.vertices[n as usize]).collect() };
        let (before, after) = (corners(&mesh), corners(&cut));
        assert_eq!(after[..12], before[..12]);
        assert_eq!(after[12..], before[24..]);
        assert_eq!(cut.vertices.len(), 11);
    }

    #[test]
    fn a_view_that_moves_on_or_grows_has_all_of_its_sheet_again() {
        let sheet = squares(&[pos2(50.0, 50.0), pos2(300.0, 50.0)]);
        let mut standing = Standing::default();
        let here = Onto { times: 1.0, by: Spot::default() };
        let there = Onto { times: 1.0, by: Spot::new(1.0, 0.0) };
        let wide = Rect::from_min_max(pos2(0.0, 0.0), pos2(400.0, 100.0));
        let mut count = |onto: Onto, clip: Rect| {
            let meshes = standing.meshes(onto, clip, || vec![sheet.clone()]);
            meshes.iter().map(|mesh| mesh.vertices.len()).sum::<usize>()
        };
        assert_eq!([count(here, VIEW), count(here, VIEW), count(here, VIEW)], [8, 4, 4]);
        assert_eq!([count(there, VIEW), count(there, VIEW)], [8, 4]);
        assert_eq!([count(there, wide), count(there, wide)], [8, 8]);
        let changed = squares(&[pos2(50.0, 50.0)]);
        standing.forget();
        assert_eq!(standing.meshes(there, wide, || vec![changed])[0].vertices.len(), 4);
    }
}
