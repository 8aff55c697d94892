//! Which of our kinds a file's own type of event belongs to.

use crate::model::Kind;

/// The kind of an ACLED event by its type and subtype, in the words of every release since 2016 (ACLED Codebook;
/// "Strategic developments" hold agreements, transfers of territory and much else, so the subtype decides).
pub fn acled(event_type: &str, sub_type: &str) -> Kind {
    let starts = |word: &str| starts_with(event_type, word);
    if starts("battle") {
        Kind::Battle
    } else if starts("explosion") || starts("remote violence") {
        Kind::Strike
    } else if starts("violence against") {
        Kind::Civilians
    } else if starts("protest") || starts("riot") {
        Kind::Protest
    } else if starts("non-violent") || starts("headquarters") {
        Kind::Movement
    } else if starts("strategic") {
        strategic(sub_type)
    } else {
        Kind::Other
    }
}

fn strategic(sub_type: &str) -> Kind {
    if starts_with(sub_type, "agreement") {
        return Kind::Diplomacy;
    }
    let moves = ["non-violent transfer", "headquarters", "change to group"];
    if moves.iter().any(|word| starts_with(sub_type, word)) { Kind::Movement } else { Kind::Other }
}

/// The words and the kind of UCDP's `type_of_violence`, given as a code or in words; `None` for others
/// (UCDP GED Codebook: 1 state-based, 2 non-state, 3 one-sided).
pub fn ucdp(code: &str) -> Option<(&'static str, Kind)> {
    if code == "1" || starts_with(code, "state") {
        return Some(("State-based conflict", Kind::Battle));
    }
    if code == "2" || starts_with(code, "non") {
        return Some(("Non-state conflict", Kind::Battle));
    }
    (code == "3" || starts_with(code, "one")).then_some(("One-sided violence", Kind::Civilians))
}

/// The kind that words of any file speak of; [`Kind::Other`] where none is known.
pub fn in_words(event_type: &str, sub_type: &str) -> Kind {
    if let Some((_, kind)) = ucdp(event_type).filter(|_| event_type.len() > 1) {
        return kind;
    }
    let from_acled = acled(event_type, sub_type);
    if from_acled != Kind::Other {
        return from_acled;
    }
    let text = format!("{event_type} {sub_type}").to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let found = WORDS.iter().find(|(list, _)| list.iter().any(|word| words.contains(word)));
    found.map_or(Kind::Other, |(_, kind)| *kind)
}

const WORDS: [(&[&str], Kind); 7] = [
    (
        &[
            "airstrike",
            "airstrikes",
            "strike",
            "strikes",
            "shelling",
            "bomb",
            "bombing",
            "explosion",
            "ied",
            "mine",
            "drone",
            "missile",
            "rocket",
            "artillery",
        ],
        Kind::Strike,
    ),
    (&["battle", "battles", "clash", "clashes", "fighting", "combat", "skirmish", "ambush"], Kind::Battle),
    (
        &[
            "civilian",
            "civilians",
            "massacre",
            "abduction",
            "kidnapping",
            "murder",
            "killing",
            "assassination",
            "torture",
        ],
        Kind::Civilians,
    ),
    (&["protest", "protests", "riot", "riots", "demonstration", "rally", "strike action"], Kind::Protest),
    (
        &[
            "meeting",
            "talks",
            "visit",
            "agreement",
            "ceasefire",
            "truce",
            "negotiation",
            "negotiations",
            "summit",
            "diplomacy",
            "treaty",
        ],
        Kind::Diplomacy,
    ),
    (&["statement", "accusation", "announcement", "declaration", "speech"], Kind::Statement),
    (
        &[
            "movement",
            "closure",
            "displacement",
            "deployment",
            "withdrawal",
            "evacuation",
            "crossing",
            "opening",
        ],
        Kind::Movement,
    ),
];

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_every_release_find_their_kind() {
        assert_eq!(acled("Battle-No change of territory", ""), Kind::Battle);
        assert_eq!(acled("VIOLENCE AGAINST CIVILIANS", "Attack"), Kind::Civilians);
        assert_eq!(acled("Explosions/Remote violence", "Air/drone strike"), Kind::Strike);
        assert_eq!(acled("Riots/Protests", ""), Kind::Protest);
        assert_eq!(acled("Strategic developments", "Agreement"), Kind::Diplomacy);
        assert_eq!(acled("Strategic developments", "Arrests"), Kind::Other);
        assert_eq!(ucdp("one-side violence").unwrap().1, Kind::Civilians);
        assert_eq!(ucdp("non-state conflict").unwrap().0, "Non-state conflict");
        assert_eq!(ucdp("4"), None);
        assert_eq!(in_words("Peace talks", ""), Kind::Diplomacy);
        assert_eq!(in_words("earthquake", ""), Kind::Other);
    }
}
