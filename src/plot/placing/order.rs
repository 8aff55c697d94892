//! Puts zones and pockets in the order in which they are shown, when all are known.

use super::super::cluster::add;
use super::{Pocket, Whereabouts, Why, Work, Zone, ZoneShape, number};

/// More countries than this share a pocket.
const MOST_COUNTRIES: usize = 4;

impl Work<'_> {
    /// Small areas first, so that a district is picked before the province around it.
    pub(super) fn sort_zones(&mut self) {
        let base = self.base;
        let size = |zone: &Zone| match zone.shape {
            ZoneShape::Area(area) => {
                base.area(area).map_or(0.0, |a| a.bounds.width_km() * a.bounds.height_km())
            }
            ZoneShape::Around { radius_km, .. } => 4.0 * radius_km * radius_km,
        };
        let moved = sort_moving(&mut self.out.zones, |a, b| size(a).total_cmp(&size(b)));
        self.renumber(|place| match place {
            Whereabouts::Zone(n) => Whereabouts::Zone(moved.get(n as usize).copied().unwrap_or(n)),
            other => other,
        });
    }

    pub(super) fn sort_tray(&mut self) {
        for (sort, most) in [(Why::Line(String::new()), 1), (Why::Country(String::new()), MOST_COUNTRIES)] {
            let same = |p: &&Pocket| std::mem::discriminant(&p.why) == std::mem::discriminant(&sort);
            if self.out.tray.iter().filter(same).count() > most {
                self.join(&sort);
            }
        }
        let moved = sort_moving(&mut self.out.tray, |a, b| a.why.cmp(&b.why));
        self.renumber(|place| match place {
            Whereabouts::Pocket(n) => Whereabouts::Pocket(moved.get(n as usize).copied().unwrap_or(n)),
            other => other,
        });
    }

    /// Makes one pocket of all that are of this sort.
    fn join(&mut self, sort: &Why) {
        let old = std::mem::take(&mut self.out.tray);
        let mut moved: Vec<u32> = Vec::with_capacity(old.len());
        let mut joined: Option<usize> = None;
        for pocket in old {
            let is_same = std::mem::discriminant(&pocket.why) == std::mem::discriminant(sort);
            if let Some(all) = joined.filter(|_| is_same).and_then(|at| self.out.tray.get_mut(at)) {
                add(&mut all.kinds, &pocket.kinds);
                all.keys.extend(pocket.keys);
                moved.push(joined.map_or(0, number));
                continue;
            }
            moved.push(number(self.out.tray.len()));
            if is_same {
                joined = Some(self.out.tray.len());
                self.out.tray.push(Pocket { why: sort.clone(), ..pocket });
            } else {
                self.out.tray.push(pocket);
            }
        }
        for pocket in &mut self.out.tray {
            pocket.keys.sort_unstable();
        }
        self.renumber(|place| match place {
            Whereabouts::Pocket(n) => Whereabouts::Pocket(moved.get(n as usize).copied().unwrap_or(n)),
            other => other,
        });
    }

    fn renumber(&mut self, change: impl Fn(Whereabouts) -> Whereabouts) {
        for (_, place) in &mut self.out.whereabouts {
            *place = change(*place);
        }
    }
}

/// Sorts a list and says for each old number which one it has now.
fn sort_moving<T>(list: &mut Vec<T>, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> Vec<u32> {
    let mut with_old: Vec<(usize, T)> = std::mem::take(list).into_iter().enumerate().collect();
    with_old.sort_by(|a, b| order(&a.1, &b.1));
    let mut moved = vec![0; with_old.len()];
    for (new, (old, value)) in with_old.into_iter().enumerate() {
        if let Some(slot) = moved.get_mut(old) {
            *slot = number(new);
        }
        list.push(value);
    }
    moved
}
