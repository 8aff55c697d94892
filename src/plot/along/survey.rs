//! Where places stand to a border, for the filter: the same placing that strip and diagram show.

use super::{Along, Line, Stand};
use crate::geo::referencing::Referencing;
use crate::geo::{BaseMap, BorderKey, Style};
use crate::plot::REACH_KM;
use crate::plot::placing::place_all;
use crate::query::{PlaceRange, PlaceWords, Places, Surveyor};

/// Puts places on the map of a border and then along it.
#[derive(Clone, Copy, Debug, Default)]
pub struct MapSurveyor;

impl Surveyor for MapSurveyor {
    fn survey(
        &self,
        border: BorderKey,
        places: &Places,
        words: &dyn PlaceWords,
    ) -> Result<Vec<PlaceRange>, String> {
        let broken = |error: crate::geo::AtlasError| error.to_string();
        let border = border.border().map_err(broken)?.ok_or_else(|| format!("{border} is no border"))?;
        let base = BaseMap::of_border(&border, Style::Outline).map_err(broken)?;
        let on_map = place_all(places, &base, words);
        let reference = Referencing::new(&border);
        let line = Line { base: &base, border: &border, reference: &reference };
        Ok(Along::new(places, &on_map, line, words).ranges())
    }
}

impl Along {
    /// The places beside the border with the kilometres where their events may lie, ascending by key. Of a district it is known
    /// on which side it lies, and no more.
    pub fn ranges(&self) -> Vec<PlaceRange> {
        let range = |&(key, stand)| match stand {
            Stand::Beside(at) => Some(PlaceRange { key, km: (at.km, at.km), off_km: (at.off_km, at.off_km) }),
            Stand::Stretch(n) => {
                let stretch = self.stretches.get(n as usize)?;
                let off_km = match stretch.off_km {
                    _ if stretch.whole => (0.0, 0.0),
                    off if off < 0.0 => (-REACH_KM, 0.0),
                    _ => (0.0, REACH_KM),
                };
                Some(PlaceRange { key, km: (stretch.from_km, stretch.to_km), off_km })
            }
            Stand::Away(_) | Stand::Nowhere(_) => None,
        };
        self.stands().iter().filter_map(range).collect()
    }
}
