//! One slide of a `TimelineJS` timeline, from its sheet or its JSON, as an event.

use std::ops::RangeInclusive;

use super::cells::{add_line, between, with_clock, year_month_day};
use super::format::ReadError;
use super::html::plain;
use super::kinds;
use super::sink::FileSink;
use crate::model::{Draft, Origin, When};

/// Years that a timeline of history may have; those below 1 are counted as astronomers do, as in the program's own
/// model. Timelines of the universe go beyond; their slides stay without a date.
const YEARS: RangeInclusive<i32> = -9999..=9999;

/// What a slide says; all texts may hold HTML.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slide<'a> {
    /// Its own id.
    pub id: &'a str,
    /// Headline.
    pub headline: &'a str,
    /// Text below it.
    pub text: &'a str,
    /// The date as it is to be shown.
    pub display_date: &'a str,
    /// Group, in older files tag.
    pub group: &'a str,
    /// Link to a picture or film, or a quotation.
    pub media: &'a str,
    /// Who made it.
    pub credit: &'a str,
    /// What it shows.
    pub caption: &'a str,
}

/// A time as a slide gives it: `[year, month, day]` and the time of day.
pub type Moment<'a> = ([&'a str; 3], &'a str);

/// From the start to the end, with the mark for the row.
pub fn when(start: Moment<'_>, end: Moment<'_>, at: Origin, out: &mut FileSink<'_>) -> (Option<When>, u8) {
    let mut one = |(date, clock): Moment<'_>| {
        let (when, bad) = year_month_day(date, &YEARS, at, out);
        (when.map(|when| with_clock(when, clock, at, out)), bad)
    };
    let ((start, bad_start), (end, bad_end)) = (one(start), one(end));
    let (when, turned) = between(start, end, at, out);
    (when, bad_start | bad_end | turned)
}

/// What of a timeline an event stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A slide.
    Slide,
    /// A stretch of time behind the slides.
    Era,
}

/// Hands a slide on as an event.
///
/// # Errors
/// When the dataset is full.
pub fn push(
    slide: &Slide<'_>,
    part: Part,
    (when, flags): (Option<When>, u8),
    at: Origin,
    out: &mut FileSink<'_>,
) -> Result<(), ReadError> {
    let (title, group) = (plain(slide.headline), plain(slide.group));
    let media = slide.media.trim();
    let is_link = media.starts_with("https://") || media.starts_with("http://");
    let mut summary = String::new();
    add_line(&mut summary, "", &plain(slide.text));
    add_line(&mut summary, "Date as given: ", &plain(slide.display_date));
    if !is_link {
        add_line(&mut summary, "", &plain(media));
    }
    add_line(&mut summary, "Picture: ", &plain(slide.caption));
    add_line(&mut summary, "Credit: ", &plain(slide.credit));
    let event_type = if part == Part::Era { "Era" } else { &group };
    out.push(Draft {
        id: slide.id,
        title: &title,
        summary: &summary,
        when,
        kind: kinds::in_words(event_type, ""),
        event_type,
        source: if is_link { media } else { "" },
        origin: at,
        flags,
        ..Draft::default()
    })
}
