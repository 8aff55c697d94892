//! Actors, claims, sources and relations in words that fit in one cell, and back.
//!
//! The words are made for people. What they cannot say in a way that reads back the same is a loss that the caller
//! counts, by reading its own words again.

use crate::model::{Actor, Claim, Figure, Harm, Link, Relation, Reply, Role, Source, Stance};

/// Divides actors and sources.
const LIST: &str = "; ";
/// Divides claims and relations, whose words often hold semicolons.
const BAR: &str = " | ";

/// `Pakistan; Afghanistan; Qatar (mediator)`.
pub fn actors(list: &[Actor]) -> String {
    let word = |actor: &Actor| match actor.role {
        Role::Party => actor.name.clone(),
        role => format!("{} ({})", actor.name, role.id()),
    };
    list.iter().map(word).collect::<Vec<_>>().join(LIST)
}

/// The actors of such words.
pub fn read_actors(words: &str) -> Vec<Actor> {
    let actor = |word: &str| {
        let role = word.strip_suffix(')').and_then(|word| word.rsplit_once(" ("));
        match role.and_then(|(name, role)| Some((name, Role::from_id(role)?))) {
            Some((name, role)) => Actor { name: name.to_owned(), role },
            None => Actor { name: word.to_owned(), role: Role::Party },
        }
    };
    parts(words, LIST).map(actor).collect()
}

/// `Border clashes (by Dawn) [2025-10-12] <https://…> | Radio`; names alone are divided by semicolons, as data sets do.
pub fn sources(list: &[Source]) -> String {
    let word = |source: &Source| {
        let mut word = source.title.clone();
        for (text, before, after) in
            [(&source.publisher, " (by ", ")"), (&source.date, " [", "]"), (&source.url, " <", ">")]
        {
            if !text.is_empty() {
                word.push_str(before);
                word.push_str(text);
                word.push_str(after);
            }
        }
        word
    };
    let words: Vec<String> = list.iter().map(word).collect();
    words.join(if is_marked(&words.join(BAR)) { BAR } else { LIST })
}

/// The sources of such words. A link alone is called by its host when it is shown.
pub fn read_sources(words: &str) -> Vec<Source> {
    parts(words, if is_marked(words) { BAR } else { LIST }).map(read_source).collect()
}

/// Whether words about sources hold more than names.
fn is_marked(words: &str) -> bool {
    words.ends_with(['>', ']', ')']) || ["> | ", "] | ", ") | "].iter().any(|mark| words.contains(mark))
}

fn read_source(word: &str) -> Source {
    fn cut<'a>(word: &mut &'a str, before: &str, after: char) -> &'a str {
        let found = word.strip_suffix(after).and_then(|start| start.rsplit_once(before));
        let Some((start, text)) = found else { return "" };
        *word = start;
        text
    }
    let mut title = word;
    let url = cut(&mut title, " <", '>');
    let date = cut(&mut title, " [", ']');
    let publisher = cut(&mut title, " (by ", ')');
    let [title, publisher, url, date] = [title, publisher, url, date].map(str::to_owned);
    Source { title, publisher, url, date }
}

/// `follows torkham-1 (said by Dawn: one day later)`.
pub fn relations(list: &[Link]) -> String {
    let word = |link: &Link| {
        let said = said(" (said by ", &link.asserted_by, &link.note, ")");
        format!("{} {}{said}", link.relation.id(), link.to)
    };
    list.iter().map(word).collect::<Vec<_>>().join(BAR)
}

/// The relations of such words; those of another form are left out.
pub fn read_relations(words: &str) -> Vec<Link> {
    parts(words, BAR).filter_map(read_relation).collect()
}

fn read_relation(word: &str) -> Option<Link> {
    let (relation, rest) = word.split_once(' ')?;
    let relation = Relation::from_id(relation)?;
    let (to, said) = rest.split_once(" (said by ").map_or((rest, ""), |(to, said)| (to, said));
    let said = said.strip_suffix(')').unwrap_or(said);
    let (by, note) = said.split_once(": ").unwrap_or((said, ""));
    let [to, asserted_by, note] = [to, by, note].map(str::to_owned);
    Some(Link { relation, to, asserted_by, note })
}

/// `Pakistan's army: over 200 killed (Taliban fighters) “and affiliates” [source 1] [denied by Taliban: no such thing]`.
pub fn claims(list: &[Claim]) -> String {
    list.iter().map(claim).collect::<Vec<_>>().join(BAR)
}

fn claim(claim: &Claim) -> String {
    let mut word = format!("{}: ", claim.speaker);
    if claim.figure.is_stated() {
        word.push_str(&claim.figure.to_string());
        word.push(' ');
    }
    word.push_str(claim.harm.label());
    let source = claim.source.map(|n| (n + 1).to_string()).unwrap_or_default();
    for (text, before, after) in
        [(&claim.victims, " (", ")"), (&claim.text, " “", "”"), (&source, " [source ", "]")]
    {
        if !text.is_empty() {
            word.push_str(before);
            word.push_str(text);
            word.push_str(after);
        }
    }
    for reply in &claim.replies {
        word.push_str(" [");
        word.push_str(reply.stance.label());
        word.push_str(&said(" by ", &reply.by, &reply.note, ""));
        word.push(']');
    }
    word
}

/// The claims of such words; words of another form become a claim in words.
pub fn read_claims(words: &str) -> Vec<Claim> {
    let in_words = |word: &str| Claim {
        speaker: String::new(),
        victims: String::new(),
        harm: Harm::Other,
        figure: Figure::Unstated,
        text: word.to_owned(),
        source: None,
        replies: Vec::new(),
    };
    parts(words, BAR).map(|word| read_claim(word).unwrap_or_else(|| in_words(word))).collect()
}

fn read_claim(word: &str) -> Option<Claim> {
    let (speaker, rest) = word.split_once(": ")?;
    let (figure, harm, mut rest) = read_count(rest)?;
    let victims = take(&mut rest, " (", ")");
    let text = take(&mut rest, " “", "”");
    let source = take(&mut rest, " [source ", "]");
    let source = match source.as_str() {
        "" => None,
        number => Some(number.parse::<usize>().ok()?.checked_sub(1)?),
    };
    let mut replies = Vec::new();
    while !rest.is_empty() {
        replies.push(read_reply(&take(&mut rest, " [", "]"))?);
    }
    Some(Claim { speaker: speaker.to_owned(), victims, harm, figure, text, source, replies })
}

/// The figure and harm that a claim begins with, and what comes behind them.
fn read_count(text: &str) -> Option<(Figure, Harm, &str)> {
    let ends = [" (", " “", " ["].iter().filter_map(|mark| text.find(mark));
    let (head, rest) = text.split_at_checked(ends.min().unwrap_or(text.len()))?;
    // "posts taken" is longer than any harm that its words end with.
    Harm::ALL.into_iter().find_map(|harm| {
        let figure = head.strip_suffix(harm.label())?;
        let figure =
            if figure.is_empty() { Figure::Unstated } else { read_figure(figure.strip_suffix(' ')?)? };
        Some((figure, harm, rest))
    })
}

type Make = fn(u32) -> Figure;

/// A figure as its `Display` writes it.
fn read_figure(text: &str) -> Option<Figure> {
    if let Some((low, high)) = text.split_once('–') {
        return Some(Figure::Between(low.parse().ok()?, high.parse().ok()?));
    }
    let forms: [(&str, Make); 4] = [
        ("at least ", Figure::AtLeast),
        ("over ", Figure::MoreThan),
        ("at most ", Figure::AtMost),
        ("", Figure::Exact),
    ];
    forms.into_iter().find_map(|(start, make)| text.strip_prefix(start)?.parse().ok().map(make))
}

fn read_reply(word: &str) -> Option<Reply> {
    Stance::ALL.into_iter().find_map(|stance| {
        let rest = word.strip_prefix(stance.label())?;
        let rest = if rest.is_empty() { rest } else { rest.strip_prefix(" by ")? };
        let (by, note) = rest.split_once(": ").unwrap_or((rest, ""));
        Some(Reply { stance, by: by.to_owned(), note: note.to_owned() })
    })
}

/// Who says it and their note between marks; nothing where neither is given.
fn said(before: &str, by: &str, note: &str, after: &str) -> String {
    match (by, note) {
        ("", "") => String::new(),
        (by, "") => format!("{before}{by}{after}"),
        (by, note) => format!("{before}{by}: {note}{after}"),
    }
}

/// Takes the text between two marks off the start; empty where the first mark does not stand there. The second one
/// counts where the words end behind it or go on with the first mark of another part.
fn take(rest: &mut &str, before: &str, after: &str) -> String {
    let goes_on = |behind: &str| behind.is_empty() || behind.starts_with(" “") || behind.starts_with(" [");
    let found = rest.strip_prefix(before).and_then(|inner| {
        let ends = inner.match_indices(after).filter_map(|(at, _)| {
            let behind = inner.get(at + after.len()..)?;
            goes_on(behind).then_some((inner.get(..at)?, behind))
        });
        ends.into_iter().next()
    });
    let Some((text, behind)) = found else {
        // What cannot be taken apart must not be taken apart for ever.
        if before == " [" {
            *rest = "";
        }
        return String::new();
    };
    *rest = behind;
    text.to_owned()
}

fn parts<'a>(words: &'a str, divider: &'a str) -> impl Iterator<Item = &'a str> {
    words.split(divider).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_in_words_is_a_claim_again() {
        let claim = Claim {
            speaker: "Pakistan's army".into(),
            victims: "Taliban fighters".into(),
            harm: Harm::Killed,
            figure: Figure::MoreThan(200),
            text: "and affiliates".into(),
            source: Some(1),
            replies: vec![
                Reply { stance: Stance::Denied, by: "Taliban".into(), note: "no such thing".into() },
                Reply { stance: Stance::NotConfirmed, by: "UN".into(), note: String::new() },
            ],
        };
        let bare = Claim {
            harm: Harm::PostsTaken,
            figure: Figure::Between(5, 9),
            victims: String::new(),
            text: String::new(),
            source: None,
            replies: Vec::new(),
            ..claim.clone()
        };
        let unstated = Claim { harm: Harm::Statement, figure: Figure::Unstated, ..bare.clone() };
        let all = vec![claim, bare, unstated];
        let words = claims(&all);
        assert!(words.starts_with("Pakistan's army: over 200 killed (Taliban fighters) “and affiliates” [source 2] [denied by Taliban: no such thing]"), "{words}");
        assert_eq!(read_claims(&words), all);
        let odd = read_claims("nothing like a claim [");
        assert_eq!((odd.len(), odd[0].text.as_str()), (1, "nothing like a claim ["));
    }

    #[test]
    fn actors_sources_and_relations_come_back() {
        let actor = |name: &str, role| Actor { name: name.to_owned(), role };
        let list = vec![actor("Pakistan", Role::Party), actor("Qatar (state)", Role::Mediator)];
        assert_eq!(actors(&list), "Pakistan; Qatar (state) (mediator)");
        assert_eq!(read_actors(&actors(&list)), list);
        let source = |title: &str, publisher: &str, url: &str, date: &str| {
            let [title, publisher, url, date] = [title, publisher, url, date].map(str::to_owned);
            Source { title, publisher, url, date }
        };
        let list = vec![
            source("Border clashes, again", "Dawn", "https://example.org/a", "2025-10-12"),
            source("Radio", "", "", ""),
        ];
        assert_eq!(read_sources(&sources(&list)), list);
        let link = |note: &str| Link {
            relation: Relation::RetaliationFor,
            to: "kabul-1".into(),
            asserted_by: "Taliban".into(),
            note: note.to_owned(),
        };
        let list = vec![link("on the next day"), link("")];
        assert_eq!(read_relations(&relations(&list)), list);
    }
}
