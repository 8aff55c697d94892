//! Counts of people harmed, from columns, as claims with the data set as their speaker.

use super::rows::number;
use super::sink::FileSink;
use crate::model::{Actor, Claim, Detail, Figure, Harm, Origin, Role, Source};

/// A column of counts: whom it counts and what was done to them.
pub struct Counted {
    /// Column name, for problems.
    pub column: &'static str,
    /// What was done.
    pub harm: Harm,
    /// To whom.
    pub victims: &'static str,
}

/// Reads the cells of columns of counts into claims; a cell that is blank, a code for unknown or 0 makes none.
pub fn claims<'a>(
    cells: impl IntoIterator<Item = (&'static Counted, &'a str)>,
    speaker: &str,
    at: Origin,
    out: &mut FileSink<'_>,
) -> Vec<Claim> {
    let given = cells.into_iter().filter_map(|(counted, cell)| {
        let n = number(cell, counted.column, at, out).filter(|&n| n > 0)?;
        Some(claim(speaker, counted.victims, counted.harm, Figure::Exact(n)))
    });
    given.collect()
}

/// One count as a claim.
pub fn claim(speaker: &str, victims: &str, harm: Harm, figure: Figure) -> Claim {
    Claim {
        speaker: speaker.to_owned(),
        victims: victims.to_owned(),
        harm,
        figure,
        text: String::new(),
        source: None,
        replies: Vec::new(),
    }
}

/// The whole detail of a row: its parties, claims and sources.
pub fn detail(actors: &[(&str, Role)], claims: Vec<Claim>, sources: &[&str]) -> Box<Detail> {
    let named = actors.iter().filter(|(name, _)| !name.is_empty());
    let titles = sources.iter().filter(|title| !title.is_empty());
    Box::new(Detail {
        actors: named.map(|&(name, role)| Actor { name: name.to_owned(), role }).collect(),
        claims,
        sources: titles.map(|&title| Source { title: title.to_owned(), ..Source::default() }).collect(),
        links: Vec::new(),
    })
}
