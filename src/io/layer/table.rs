//! Gazetteers: tables of places with a name, other spellings and coordinates; the layout of `GeoNames` too, which has no header.

use super::LayerError;
use super::gathering::Gathering;
use super::names::{Named, named, parts};
use crate::io::csv::{self, Header, Splitter, Step};
use crate::io::encoding::mended;
use crate::io::input::Input;
use crate::io::limits::Limits;
use crate::io::table_degrees::{Degrees, degrees};

/// Names of the column with degrees north.
const LATITUDE: [&str; 7] = ["latitude", "lat", "y", "ycoord", "point_y", "decimallatitude", "breite"];
/// Names of the column with degrees east.
const LONGITUDE: [&str; 9] =
    ["longitude", "lon", "lng", "long", "x", "xcoord", "point_x", "decimallongitude", "laenge"];
/// Columns of a `GeoNames` table: <https://download.geonames.org/export/dump/readme.txt>.
const GEONAMES_COLUMNS: usize = 19;

/// Where a table has what.
enum Columns {
    Named { names: Vec<String>, latitude: usize, longitude: usize },
    GeoNames,
}

pub(super) fn read(input: &mut Input<'_>, out: &mut Gathering) -> Result<(), LayerError> {
    let Some((header, delimiter)) = csv::header(input.head()) else {
        return Err(LayerError::Unrecognised("it is neither a map nor a table".to_owned()));
    };
    let columns = columns(&header, delimiter)?;
    let quoted = matches!(columns, Columns::Named { .. });
    let mut rows = Rows { skip_first: quoted, row: 0, columns };
    let limits = Limits::default();
    let mut splitter = if quoted {
        Splitter::new(delimiter, 0, &limits)
    } else {
        Splitter::without_quotes(delimiter, 0, &limits)
    };
    let mut block = vec![0; 64 << 10];
    loop {
        let n = input.read(&mut block)?;
        let mut rest = block.get(..n).unwrap_or_default();
        loop {
            let (used, step) = splitter.push(rest);
            rest = rest.get(used..).unwrap_or_default();
            match step {
                Step::Record => rows.take(&splitter, out)?,
                Step::NeedsMore if n == 0 => return Ok(()),
                Step::NeedsMore => break,
                Step::End => return Ok(()),
                Step::TooLong | Step::TooManyFields => {
                    let what = "it is longer than a record can be; a quotation mark may never close. The rest was left out";
                    out.begin(rows.row + 1);
                    out.trouble(what);
                    return Ok(());
                }
            }
            if rest.is_empty() && n > 0 {
                break;
            }
        }
    }
}

fn columns(header: &Header, delimiter: u8) -> Result<Columns, LayerError> {
    let keys: Vec<String> = header.names.iter().map(|name| csv::key(name)).collect();
    let find = |wanted: &[&str]| wanted.iter().find_map(|name| keys.iter().position(|key| key == name));
    if let (Some(latitude), Some(longitude)) = (find(&LATITUDE), find(&LONGITUDE)) {
        return Ok(Columns::Named { names: header.names.clone(), latitude, longitude });
    }
    let number = |column: usize| {
        header.names.get(column).is_some_and(|cell| matches!(degrees(cell), Degrees::Given(_)))
    };
    if delimiter == b'\t' && keys.len() == GEONAMES_COLUMNS && number(0) && number(4) && number(5) {
        return Ok(Columns::GeoNames);
    }
    let why = "a table of places needs columns called latitude and longitude, and a name";
    Err(LayerError::Unrecognised(why.to_owned()))
}

struct Rows {
    skip_first: bool,
    row: u32,
    columns: Columns,
}

impl Rows {
    fn take(&mut self, splitter: &Splitter, out: &mut Gathering) -> Result<(), LayerError> {
        self.row += 1;
        if self.row == 1 && self.skip_first {
            return Ok(());
        }
        let cells: Vec<String> = splitter.raw_fields().map(|field| mended(field).trim().to_owned()).collect();
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        let (names, at) = match &self.columns {
            Columns::GeoNames => (geonames(&cells), (cell(5), cell(4))),
            Columns::Named { names, latitude, longitude } => {
                let properties: Vec<(String, String)> =
                    names.iter().cloned().zip(cells.iter().cloned()).collect();
                (named(&properties), (cell(*longitude), cell(*latitude)))
            }
        };
        out.begin(self.row);
        let number = |text: &str| match degrees(text) {
            Degrees::Given(value) => value,
            _ => f64::NAN,
        };
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if names.name.is_empty() {
            out.trouble("the row has no name; it was left out");
            return Ok(());
        }
        out.point((number(at.0), number(at.1)))?;
        out.end(names);
        Ok(())
    }
}

fn geonames(cells: &[String]) -> Named {
    let cell = |column: usize| cells.get(column).map_or("", String::as_str);
    let name = cell(1).to_owned();
    let others = std::iter::once(cell(2).to_owned()).chain(parts(cell(3)));
    let alt_names = others.filter(|other| *other != name && !other.is_empty()).collect();
    Named { name, alt_names, within: vec![cell(8).to_owned()] }
}
