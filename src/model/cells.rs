//! Cells that stand side by side, known as a whole: rows in which they are equal have the same place, or the same type.

use super::builder::DatasetBuilder;
use super::keys::Key;
use super::kind::Kind;

/// What is known of the cells that hold the names, coordinates and precision of a row's place, as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub enum PlaceCells {
    /// Nothing can be: what they mean is told cell by cell.
    #[default]
    Apart,
    /// What they mean is told, and from now on known by the text of all of them and by that of the names.
    New(CellsKey, CellsKey),
    /// The names were met with other coordinates or another precision, and only these are told.
    Named(CellsKey, MetNames),
    /// They were met: all that is told is the precision.
    Met(MetSpot),
}

/// What is known of the cells that hold the type and subtype of a row, as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub enum TypeCells {
    /// Nothing can be: what they mean is told cell by cell.
    #[default]
    Apart,
    /// What they mean is told, and from now on known.
    New(CellsKey),
    /// They were met: neither type nor subtype nor kind is told.
    Met(MetType),
}

/// Stands for the text of cells that are side by side.
#[derive(Clone, Copy, Debug)]
pub struct CellsKey(pub(super) Key);

/// Codes of a place and of the site that is there.
#[derive(Clone, Copy, Debug)]
pub struct MetSpot {
    pub(super) place: u32,
    pub(super) site: u32,
}

/// The code of a place.
#[derive(Clone, Copy, Debug)]
pub struct MetNames(pub(super) u32);

/// The code of a type and subtype, with the kind of such events.
#[derive(Clone, Copy, Debug)]
pub struct MetType {
    pub(super) code: u32,
    pub(super) kind: Kind,
}

/// Sets of types that are kept; each type belongs to one.
const SETS: usize = 64;
/// Types that a set holds at most: with fewer none takes the place of another, whatever their keys.
const WAYS: usize = 4;

/// Types whose cells were met lately.
#[derive(Clone, Default)]
pub(super) struct MetTypes(Vec<[Option<(Key, MetType)>; WAYS]>);

impl MetTypes {
    fn find(&self, key: Key) -> Option<MetType> {
        let (set, _) = slot(key);
        self.0.get(set)?.iter().flatten().find(|(met, _)| *met == key).map(|(_, kind)| *kind)
    }

    /// Keeps what cells mean; where a set is full, in the place of another.
    pub fn learn(&mut self, CellsKey(key): CellsKey, code: u32, kind: Kind) {
        if self.0.is_empty() {
            self.0 = vec![[None; WAYS]; SETS];
        }
        let (set, way) = slot(key);
        let Some(set) = self.0.get_mut(set) else { return };
        let way = set.iter().position(|met| met.is_none_or(|(met, _)| met == key)).unwrap_or(way);
        if let Some(met) = set.get_mut(way) {
            *met = Some((key, MetType { code, kind }));
        }
    }
}

/// The set of a key, and the place that it takes where the set is full.
fn slot((hash, _): Key) -> (usize, usize) {
    let at = usize::try_from(hash % (SETS * WAYS) as u64).unwrap_or(0);
    (at % SETS, at / SETS)
}

impl DatasetBuilder {
    /// What is known of the places of some rows, each by the text of all its cells and by that of its names. What is known is
    /// fetched from memory for all at the same time.
    pub fn met_places(&self, texts: &[Option<[&str; 2]>], met: &mut Vec<PlaceCells>) {
        let none = CellsKey((0, 0));
        let key = |text| CellsKey(self.names.key(text));
        met.clear();
        met.extend(texts.iter().map(|texts| match texts {
            Some([all, _]) => PlaceCells::New(key(all), none),
            None => PlaceCells::Apart,
        }));
        self.spots.fetch(met.iter().filter_map(|cells| Some(cells.to_tell()?.0.0)));
        for (cells, texts) in met.iter_mut().zip(texts) {
            if let (PlaceCells::New(all, names), Some([_, text])) = (&mut *cells, texts) {
                match self.spots.find(all.0) {
                    Some((place, site)) => *cells = PlaceCells::Met(MetSpot { place, site }),
                    None => *names = key(text),
                }
            }
        }
        self.named.fetch(met.iter().filter_map(|cells| Some(cells.to_tell()?.1.0)));
        for cells in met {
            if let Some((all, names)) = cells.to_tell()
                && let Some((place, _)) = self.named.find(names.0)
            {
                *cells = PlaceCells::Named(all, MetNames(place));
            }
        }
    }

    /// What is known of the type of a row, by the text of its cells.
    #[inline]
    pub fn met_type(&self, text: &str) -> TypeCells {
        let key = self.names.key(text);
        self.met_types.find(key).map_or(TypeCells::New(CellsKey(key)), TypeCells::Met)
    }
}

impl PlaceCells {
    /// The keys of cells that are told.
    fn to_tell(self) -> Option<(CellsKey, CellsKey)> {
        if let Self::New(all, names) = self { Some((all, names)) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_one_set_do_not_take_each_others_place_until_it_is_full() {
        let mut types = MetTypes::default();
        let key = |n: usize| (u64::try_from(n * SETS).unwrap(), Key::default().1);
        let found = |types: &MetTypes, n| types.find(key(n)).map(|met| met.code);
        for n in [0, 1, 1, 0, 2, 3] {
            types.learn(CellsKey(key(n)), u32::try_from(n).unwrap(), Kind::Other);
        }
        assert_eq!([0, 1, 2, 3].map(|n| found(&types, n)), [0, 1, 2, 3].map(Some));
        assert_eq!(found(&types, 4), None);
        types.learn(CellsKey(key(4)), 4, Kind::Other);
        assert_eq!([1, 2, 3, 4].map(|n| found(&types, n)), [1, 2, 3, 4].map(Some));
        assert_eq!(found(&types, 0), None);
    }
}
