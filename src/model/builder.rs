//! Gathers rows in any order and makes a dataset sorted by time.

use std::sync::Arc;

use super::LonLat;
use super::both::{MANY_ROWS, both};
use super::cells::{MetTypes, PlaceCells, TypeCells};
use super::columns::{Columns, NO_DETAIL, NO_SITE, Origin, PlaceNames, Site, Texts};
use super::dataset::{Dataset, FileInfo};
use super::event::{Detail, Event};
use super::figure::{SideDeaths, Toll};
use super::kind::Kind;
use super::known::Known;
use super::long_text::Stretch;
use super::names::Names;
use super::part::Told;
use super::place::PlacePrecision;
use super::spots::Spots;
use super::time::When;
use super::waiting::Waiting;

/// The reader repaired something in this row.
pub const REPAIRED: u8 = 1;
/// Another row of the same file has the same id.
pub const SAME_ID: u8 = 2;
/// The file gave a coordinate that is no place on Earth.
pub const BAD_PLACE: u8 = 4;
/// The file gave a date that could not be read.
pub const BAD_DATE: u8 = 8;

/// One row as a reader sees it; texts are borrowed from the reader's buffer.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The file's own id.
    pub id: &'a str,
    /// Headline, if the file has one.
    pub title: &'a str,
    /// What happened, in words.
    pub summary: &'a str,
    /// Where in its record the summary stands just so, if it is to be left there.
    pub summary_at: Option<Stretch>,
    /// When; `None` where no valid date is given.
    pub when: Option<When>,
    /// Place name.
    pub place: &'a str,
    /// First-order unit.
    pub admin1: &'a str,
    /// Second-order unit.
    pub admin2: &'a str,
    /// Country.
    pub country: &'a str,
    /// Coordinates, if valid.
    pub at: Option<LonLat>,
    /// How sure the place is.
    pub place_precision: PlacePrecision,
    /// What is known of the cells that hold all this.
    pub place_cells: PlaceCells,
    /// Kind for colour.
    pub kind: Kind,
    /// The file's own type.
    pub event_type: &'a str,
    /// The file's own subtype.
    pub sub_type: &'a str,
    /// What is known of the cells that hold these two, on which the kind depends and nothing else.
    pub type_cells: TypeCells,
    /// The first two actors; empty where there is none.
    pub actors: [&'a str; 2],
    /// Those named as associated with each of the two, as the file lists them.
    pub associates: [&'a str; 2],
    /// Fatalities as the data set counts them.
    pub toll: Option<Toll>,
    /// Deaths by side.
    pub sides: Option<SideDeaths>,
    /// Source as the file names it.
    pub source: &'a str,
    /// Where the row stands.
    pub origin: Origin,
    /// Marks: [`REPAIRED`], [`SAME_ID`], [`BAD_PLACE`], [`BAD_DATE`].
    pub flags: u8,
    /// Claims, links and the like, where the file has them.
    pub detail: Option<Box<Detail>>,
}

impl Default for Draft<'_> {
    fn default() -> Self {
        Self {
            id: "",
            title: "",
            summary: "",
            summary_at: None,
            when: None,
            place: "",
            admin1: "",
            admin2: "",
            country: "",
            at: None,
            place_precision: PlacePrecision::Unknown,
            place_cells: PlaceCells::Apart,
            kind: Kind::Other,
            event_type: "",
            sub_type: "",
            type_cells: TypeCells::Apart,
            actors: [""; 2],
            associates: [""; 2],
            toll: None,
            sides: None,
            source: "",
            origin: Origin::default(),
            flags: 0,
            detail: None,
        }
    }
}

/// Gathers rows; [`build`](Self::build) may be called more than once, to show events while a file loads.
#[derive(Clone, Default)]
pub struct DatasetBuilder {
    pub(super) files: Vec<FileInfo>,
    pub(super) columns: Columns,
    pub(super) names: Names,
    pub(super) places: Vec<PlaceNames>,
    pub(super) sites: Vec<Site>,
    pub(super) types: Vec<[u32; 2]>,
    pub(super) details: Vec<Arc<Detail>>,
    pub(super) heap: Vec<u8>,
    pub(super) told: Option<Told>,
    pub(super) spots: Spots,
    /// Places by the cells of their names.
    pub(super) named: Spots,
    pub(super) met_types: MetTypes,
    /// Places and sites of rows whose site was met with another place first. Some may be there more than once.
    elsewhere: Vec<(u32, u32)>,
    /// Rows whose names have no codes yet: only ever some while parts are gathered.
    pub(super) waiting: Waiting,
    place_codes: Known,
    site_codes: Known,
    type_codes: Known,
}

impl DatasetBuilder {
    /// A builder whose rows are taken in parts, to be put behind those of another builder.
    pub fn for_parts() -> Self {
        Self { told: Some(Told::default()), ..Self::default() }
    }

    /// Adds a file; rows pushed with the returned number in their origin belong to it.
    pub fn add_file(&mut self, file: FileInfo) -> u16 {
        self.files.push(file);
        u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX)
    }

    /// Lets a reader write down what it learns of its file.
    pub fn file_mut(&mut self, file: u16) -> Option<&mut FileInfo> {
        self.files.get_mut(usize::from(file))
    }

    /// Makes room for so many more rows, so that columns need not move while they grow.
    pub fn expect(&mut self, rows: usize) {
        self.columns.reserve(rows);
    }

    /// A file by its number.
    pub fn file(&self, file: u16) -> Option<&FileInfo> {
        self.files.get(usize::from(file))
    }

    /// Number of rows so far.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether no row was pushed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds one row.
    pub fn push(&mut self, draft: &Draft<'_>) {
        let row = self.columns.len();
        self.waiting.push(draft, &self.names);
        let left = self.columns.stretch.push(row, draft.summary_at);
        let texts = self.texts(draft, left);
        let detail = self.detail(draft.detail.as_deref());
        let c = &mut self.columns;
        c.push_when(draft.when);
        c.place_precision.push(draft.place_precision);
        c.kind.push(if let TypeCells::Met(met) = draft.type_cells { met.kind } else { draft.kind });
        c.flags.push(draft.flags);
        c.push_toll(draft.toll, draft.sides);
        c.origin.push(draft.origin);
        c.texts.push(texts);
        c.detail.push(row, detail);
        if self.told.is_none() || self.waiting.is_full() {
            self.settle_names();
        }
    }

    /// Adds an event that a reader holds whole.
    pub fn push_event(&mut self, event: &Event, origin: Origin) {
        let mut actors = event.detail.actors.iter().map(|a| a.name.as_str());
        let first = [actors.next().unwrap_or_default(), actors.next().unwrap_or_default()];
        self.push(&Draft {
            id: &event.id,
            title: &event.title,
            summary: &event.summary,
            when: event.when,
            place: &event.place.name,
            admin1: &event.place.admin1,
            admin2: &event.place.admin2,
            country: &event.place.country,
            at: event.place.at,
            place_precision: event.place.precision,
            kind: event.kind,
            event_type: &event.event_type,
            sub_type: &event.sub_type,
            actors: first,
            toll: event.toll,
            source: event.detail.sources.first().map_or("", |s| s.title.as_str()),
            origin,
            detail: Some(Box::new(event.detail.clone())),
            ..Draft::default()
        });
    }

    /// Where a row stands and the file's own id of it, by its number in the order of pushing.
    pub fn origin_and_id(&self, row: usize) -> Option<(Origin, &str)> {
        let texts = self.columns.texts.get(row)?;
        let start = usize::try_from(texts.at).ok()?;
        let id = self.heap.get(start..start + usize::from(texts.id))?;
        Some((self.columns.origin.get(row)?, std::str::from_utf8(id).ok()?))
    }

    /// Adds marks to a row that was pushed already, by its number in the order of pushing.
    pub fn mark(&mut self, row: usize, flags: u8) {
        if let Some(have) = self.columns.flags.get_mut(row) {
            *have |= flags;
        }
    }

    /// The rows so far as a dataset in order of time.
    pub fn build(&self) -> Dataset {
        Dataset::so_far(self)
    }

    /// The finished dataset.
    pub fn finish(self) -> Dataset {
        self.finish_beside(|_| ()).0
    }

    /// The finished dataset, and what was found among all rows while their order was worked out.
    pub fn finish_beside<T: Send>(mut self, find: impl Fn(&Self) -> T + Sync) -> (Dataset, T) {
        let needless = self.forget_codes();
        let (mut order, mut found) = (Vec::new(), None);
        both(
            "rows of a file",
            self.len() >= MANY_ROWS,
            || found = Some(find(&self)),
            || {
                drop(needless);
                order = self.columns.order();
            },
        );
        let found = found.unwrap_or_else(|| find(&self));
        (Dataset::from_builder(self, &order), found)
    }

    /// The distinct combinations of place names so far.
    pub fn places(&self) -> &[PlaceNames] {
        &self.places
    }

    /// The distinct spots so far.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// Number of the file, code of the place and number of the site of every row that has a site: each at least once. Of a single
    /// file it is known without a look at the rows.
    pub fn spots(&self) -> impl Iterator<Item = (u16, u32, u32)> {
        let (of_sites, of_rows) = if self.files.len() == 1 { (usize::MAX, 0) } else { (0, usize::MAX) };
        let first = (0..).zip(&self.sites).map(|(site, known)| (0, known.place, site));
        let elsewhere = self.elsewhere.iter().map(|&(place, site)| (0, place, site));
        let rows = self.columns.place.iter().zip(&self.columns.site).enumerate().take(of_rows);
        let rows = rows
            .filter(|(_, (_, site))| **site != NO_SITE)
            .map(|(row, (&place, &site))| (self.columns.origin.file(row), place, site));
        first.chain(elsewhere).take(of_sites).chain(rows)
    }

    /// Lets go of what is needed only for adding rows.
    fn forget_codes(&mut self) -> impl Send + use<> {
        self.names.forget_recent();
        let codes = [&mut self.place_codes, &mut self.site_codes, &mut self.type_codes].map(std::mem::take);
        let met = [&mut self.spots, &mut self.named].map(std::mem::take);
        (codes, met, std::mem::take(&mut self.waiting))
    }

    pub(super) fn place_code(&mut self, names: PlaceNames) -> u32 {
        self.place_codes.code(&mut self.places, names)
    }

    pub(super) fn site_code(&mut self, site: Site) -> u32 {
        let code = self.site_codes.code(&mut self.sites, site);
        self.meet(site, code);
        code
    }

    /// The codes of all these, as if they had been asked for one by one.
    pub(super) fn place_codes(&mut self, names: &[PlaceNames], codes: &mut Vec<u32>) {
        self.place_codes.codes(&mut self.places, names, codes);
    }

    /// The codes of all these, as if they had been asked for one by one.
    pub(super) fn site_codes(&mut self, sites: &[Site], codes: &mut Vec<u32>) {
        let before = codes.len();
        self.site_codes.codes(&mut self.sites, sites, codes);
        for (&site, &code) in sites.iter().zip(codes.get(before..).unwrap_or_default()) {
            self.meet(site, code);
        }
    }

    /// Takes note of a site's place if it is not the one that was named there first.
    fn meet(&mut self, site: Site, code: u32) {
        if self.sites.get(code as usize).is_some_and(|first| first.place != site.place) {
            self.elsewhere.push((site.place, code));
        }
    }

    pub(super) fn type_code(&mut self, kind: [u32; 2]) -> u32 {
        self.type_codes.code(&mut self.types, kind)
    }

    /// Keeps the row's texts; `left` is the length of a summary that is left in its file.
    fn texts(&mut self, draft: &Draft<'_>, left: Option<u32>) -> Texts {
        let at = self.heap.len() as u64;
        let id = clip(draft.id, usize::from(u16::MAX));
        let title = clip(draft.title, usize::from(u16::MAX));
        let summary = if left.is_some() { "" } else { clip(draft.summary, u32::MAX as usize) };
        for text in [id, title, summary] {
            self.heap.extend_from_slice(text.as_bytes());
        }
        Texts {
            at,
            id: u16::try_from(id.len()).unwrap_or_default(),
            title: u16::try_from(title.len()).unwrap_or_default(),
            summary: left.unwrap_or(u32::try_from(summary.len()).unwrap_or_default()),
        }
    }

    fn detail(&mut self, detail: Option<&Detail>) -> u32 {
        let Some(detail) = detail else { return NO_DETAIL };
        self.details.push(Arc::new(detail.clone()));
        u32::try_from(self.details.len() - 1).unwrap_or(NO_DETAIL)
    }
}

/// Adds a value; gives its code, where so many values came before the first of these.
pub(super) fn push<V>(values: &mut Vec<V>, value: V, before: usize) -> u32 {
    values.push(value);
    u32::try_from(before + values.len() - 1).unwrap_or(u32::MAX)
}

/// The text cut to at most `max` bytes at a character boundary.
fn clip(text: &str, max: usize) -> &str {
    if text.len() <= max {
        return text;
    }
    let end = (0..=max).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}
