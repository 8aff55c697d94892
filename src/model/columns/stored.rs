//! How the columns of a dataset are kept in an index file.

use std::io;

use super::super::place::PlacePrecision;
use super::super::stored::{ColumnsIn, ColumnsOut, StoredError};
use super::super::{Kind, Precision};
use super::wide::Wide;
use super::{
    Columns, FixedLonLat, NO_ASSOCIATES, NO_DETAIL, NO_RANGE, NO_SIDES, Origins, Rare, RowTexts, Site,
};
use crate::model::long_text::Stretches;

impl Columns {
    /// Writes all columns.
    pub fn store(&self, out: &mut ColumnsOut<'_>) -> io::Result<()> {
        out.column(&self.start)?;
        out.column(&self.secs)?;
        out.column(&self.precision.iter().map(|&v| v as u8).collect::<Vec<_>>())?;
        out.column(&self.place_precision.iter().map(|&v| v as u8).collect::<Vec<_>>())?;
        out.column(&self.kind.iter().map(|&v| v as u8).collect::<Vec<_>>())?;
        out.column(&self.flags)?;
        out.column(&self.site)?;
        out.column(&self.place)?;
        out.column(&self.actors)?;
        out.column(&self.event_type)?;
        out.column(&self.source)?;
        out.column(&self.best)?;
        out.column(&self.origin.file.values)?;
        out.column(&self.origin.row)?;
        self.origin.byte.store(out)?;
        out.column(&self.origin.len)?;
        self.texts.at.store(out)?;
        out.column(&self.texts.id)?;
        out.column(&self.texts.title.values)?;
        out.column(&self.texts.summary)?;
        out.column(&self.stretch.0.values)?;
        out.column(&self.range.values)?;
        out.column(&self.sides.values)?;
        out.column(&self.associates.values)
    }

    /// A sum over where the rows stand in their files.
    pub fn order_sum(&self) -> u32 {
        let mut sum = crc32fast::Hasher::new();
        sum.update(bytemuck::cast_slice(&self.origin.byte.low));
        sum.update(bytemuck::cast_slice(&self.origin.byte.high.values));
        sum.update(bytemuck::cast_slice(&self.origin.row));
        sum.update(bytemuck::cast_slice(&self.origin.file.values));
        sum.finalize()
    }

    /// Reads columns that were written so.
    pub fn restore(from: &mut ColumnsIn<'_>) -> Result<Self, StoredError> {
        let start = from.column::<i64>()?;
        let rows = start.len();
        Ok(Self {
            start,
            secs: from.rows(rows)?,
            precision: from.listed(rows, &Precision::ALL)?,
            place_precision: from.listed(rows, &PlacePrecision::ALL)?,
            kind: from.listed(rows, &Kind::ALL)?,
            flags: from.rows(rows)?,
            site: from.rows(rows)?,
            place: from.rows(rows)?,
            actors: from.rows(rows)?,
            event_type: from.rows(rows)?,
            source: from.rows(rows)?,
            best: from.rows(rows)?,
            origin: Origins {
                file: Rare { values: from.rare(rows)?, absent: 0 },
                row: from.rows(rows)?,
                byte: Wide::restore(from, rows)?,
                len: from.rows(rows)?,
            },
            texts: RowTexts {
                at: Wide::restore(from, rows)?,
                id: from.rows(rows)?,
                title: Rare { values: from.rare(rows)?, absent: 0 },
                summary: from.rows(rows)?,
            },
            stretch: Stretches(Rare { values: from.rare(rows)?, absent: Stretches::default().0.absent }),
            range: Rare { values: from.rare(rows)?, absent: NO_RANGE },
            sides: Rare { values: from.rare(rows)?, absent: NO_SIDES },
            associates: Rare { values: from.rare(rows)?, absent: NO_ASSOCIATES },
            detail: Rare::new(NO_DETAIL),
        })
    }
}

impl Wide {
    /// As two columns: the lower halves, and the upper ones.
    fn store(&self, out: &mut ColumnsOut<'_>) -> io::Result<()> {
        out.column(&self.low)?;
        out.column(&self.high.values)
    }

    fn restore(from: &mut ColumnsIn<'_>, rows: usize) -> Result<Self, StoredError> {
        Ok(Self { low: from.rows(rows)?, high: Rare { values: from.rare(rows)?, absent: 0 } })
    }
}

impl Site {
    /// As two columns: position, and precision with the place's code.
    pub(in crate::model) fn store(sites: &[Self], out: &mut ColumnsOut<'_>) -> io::Result<()> {
        out.column(&sites.iter().map(|site| [site.at.lon(), site.at.lat()]).collect::<Vec<_>>())?;
        out.column(&sites.iter().map(|site| [site.precision as u32, site.place]).collect::<Vec<_>>())
    }

    /// Reads what was written so.
    pub(in crate::model) fn restore(from: &mut ColumnsIn<'_>) -> Result<Vec<Self>, StoredError> {
        let at = from.column::<[i32; 2]>()?;
        let named = from.rows::<[u32; 2]>(at.len())?;
        let site = |(at, [precision, place]): ([i32; 2], [u32; 2])| {
            let precision = *PlacePrecision::ALL.get(precision as usize)?;
            Some(Self { at: FixedLonLat::of_units(at), precision, place })
        };
        let sites: Option<Vec<Self>> = at.into_iter().zip(named).map(site).collect();
        sites.ok_or(StoredError::Damaged("a precision stands for nothing"))
    }
}
