//! Who says how many, laid out as numbers: claims grouped by harm and victims, bars on one scale a harm.

use crate::model::{Claim, Figure, Harm};

/// All claims of one harm, on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct HarmGroup {
    /// What is said to have been done.
    pub harm: Harm,
    /// The scale of its bars; `None` where no claim gives a number.
    pub scale: Option<Scale>,
    /// One for each group of victims, in the order in which claims name them.
    pub victims: Vec<VictimGroup>,
}

/// Claims about the same victims.
#[derive(Debug, Clone, PartialEq)]
pub struct VictimGroup {
    /// Whom or what the claims speak of; may be empty.
    pub victims: String,
    /// How the figures stand to each other.
    pub verdict: Verdict,
    /// One for each claim.
    pub rows: Vec<ClaimRow>,
}

/// One claim's place in the panel.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimRow {
    /// Position in the event's list of claims.
    pub claim: usize,
    /// Its bar; `None` where it gives no number.
    pub bar: Option<Bar>,
    /// Whether another claim about the same victims cannot be true together with it.
    pub contested: bool,
}

/// How the figures about the same victims stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Fewer than two figures, or all the same.
    Same,
    /// Different figures that can be true together: the lowest and the highest.
    Differ(Figure, Figure),
    /// Figures that cannot be true together: the lowest and the highest.
    Contradict(Figure, Figure),
}

/// A bar in parts of its scale, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Up to here every reading of the figure reaches: its lower bound.
    pub sure: f32,
    /// Up to here the figure may reach: its upper bound, or the scale's end.
    pub possible: f32,
    /// Whether no upper bound is given: "at least", "over".
    pub open: bool,
}

/// A scale from 0 to a round number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Where it ends.
    pub max: u32,
    /// Ascending, the first 0.
    pub ticks: Vec<u32>,
}

impl Scale {
    /// Part of the scale at which a number stands, 0 to 1.
    #[expect(clippy::cast_possible_truncation, reason = "a part of 1 needs no more than f32 holds")]
    pub fn part(&self, number: u32) -> f32 {
        (f64::from(number) / f64::from(self.max.max(1))).min(1.0) as f32
    }
}

/// Groups and measures claims; harms in the order of [`Harm::ALL`].
pub fn layout(claims: &[Claim]) -> Vec<HarmGroup> {
    let of_harm = |harm: Harm| claims.iter().enumerate().filter(move |(_, c)| c.harm == harm);
    let group = |harm| {
        let scale = scale(of_harm(harm).map(|(_, claim)| claim.figure));
        let mut victims: Vec<VictimGroup> = Vec::new();
        for (index, claim) in of_harm(harm) {
            let bar = scale.as_ref().and_then(|scale| bar(claim.figure, scale));
            let contested = of_harm(harm).any(|(_, other)| claim.contradicts(other));
            let row = ClaimRow { claim: index, bar, contested };
            match victims.iter_mut().find(|v| v.victims.eq_ignore_ascii_case(&claim.victims)) {
                Some(group) => group.rows.push(row),
                None => victims.push(VictimGroup {
                    victims: claim.victims.clone(),
                    verdict: Verdict::Same,
                    rows: vec![row],
                }),
            }
        }
        for group in &mut victims {
            group.verdict = verdict(group, claims);
        }
        HarmGroup { harm, scale, victims }
    };
    Harm::ALL.into_iter().map(group).filter(|group| !group.victims.is_empty()).collect()
}

fn verdict(group: &VictimGroup, claims: &[Claim]) -> Verdict {
    let mut figures: Vec<Figure> =
        group.rows.iter().filter_map(|row| Some(claims.get(row.claim)?.figure)).collect();
    figures.retain(|figure| figure.is_stated());
    figures.sort_by_key(|figure| {
        let (low, high) = figure.bounds();
        (low, high.unwrap_or(u32::MAX))
    });
    match (figures.first(), figures.last()) {
        (Some(low), Some(high)) if low != high => {
            if group.rows.iter().any(|row| row.contested) {
                Verdict::Contradict(*low, *high)
            } else {
                Verdict::Differ(*low, *high)
            }
        }
        _ => Verdict::Same,
    }
}

fn bar(figure: Figure, scale: &Scale) -> Option<Bar> {
    if !figure.is_stated() {
        return None;
    }
    let (low, high) = figure.bounds();
    Some(Bar {
        sure: scale.part(low),
        possible: high.map_or(1.0, |high| scale.part(high)),
        open: high.is_none(),
    })
}

/// The scale that holds all figures, with room for open ends to run out.
fn scale(figures: impl Iterator<Item = Figure>) -> Option<Scale> {
    let reach = |figure: Figure| match figure.bounds() {
        (low, None) => low.saturating_add(low / 6).saturating_add(1),
        (_, Some(high)) => high,
    };
    let most = figures.filter(|f| f.is_stated()).map(reach).max()?.max(1);
    let step = round_step(most.div_ceil(4));
    let max = most.div_ceil(step).saturating_mul(step);
    let ticks = (0..=most.div_ceil(step)).map(|n| n.saturating_mul(step)).collect();
    Some(Scale { max, ticks })
}

/// The next of 1, 2, 5, 10, 20, 50, … that is not below `least`.
fn round_step(least: u32) -> u32 {
    let mut power = 1_u32;
    loop {
        for digit in [1, 2, 5] {
            let step = power.saturating_mul(digit);
            if step >= least || step == u32::MAX {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(speaker: &str, victims: &str, harm: Harm, figure: Figure) -> Claim {
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

    fn october() -> Vec<Claim> {
        vec![
            claim("Islamabad", "Taliban fighters", Harm::Killed, Figure::MoreThan(200)),
            claim("Islamabad", "Taliban posts", Harm::PostsTaken, Figure::MoreThan(21)),
            claim("Taliban", "Pakistani soldiers", Harm::Killed, Figure::Exact(58)),
            claim("article", "Pakistani soldiers", Harm::Killed, Figure::AtLeast(23)),
            claim("article", "Pakistani soldiers", Harm::Wounded, Figure::Exact(29)),
        ]
    }

    #[test]
    fn claims_of_a_harm_share_a_scale_and_stand_by_victims() {
        let groups = layout(&october());
        assert_eq!(
            groups.iter().map(|g| g.harm).collect::<Vec<_>>(),
            [Harm::Killed, Harm::Wounded, Harm::PostsTaken]
        );
        let killed = &groups[0];
        assert_eq!(killed.scale.as_ref().unwrap().ticks, [0, 100, 200, 300]);
        assert_eq!(killed.victims.iter().map(|v| v.rows.len()).collect::<Vec<_>>(), [1, 2]);
        let bars: Vec<Bar> = killed.victims.iter().flat_map(|v| &v.rows).map(|r| r.bar.unwrap()).collect();
        assert_eq!(bars[0], Bar { sure: 201.0 / 300.0, possible: 1.0, open: true });
        assert_eq!(bars[1], Bar { sure: 58.0 / 300.0, possible: 58.0 / 300.0, open: false });
        assert!(bars[2].open && (bars[2].sure - 23.0 / 300.0).abs() < 1e-6);
    }

    #[test]
    fn figures_that_differ_are_told_from_figures_that_contradict() {
        let mut claims = october();
        let soldiers = |claims: &[Claim]| layout(claims)[0].victims[1].clone();
        assert_eq!(soldiers(&claims).verdict, Verdict::Differ(Figure::AtLeast(23), Figure::Exact(58)));
        claims[3].figure = Figure::Exact(23);
        let group = soldiers(&claims);
        assert_eq!(group.verdict, Verdict::Contradict(Figure::Exact(23), Figure::Exact(58)));
        assert!(group.rows.iter().all(|row| row.contested));
        assert!(!layout(&claims)[0].victims[0].rows[0].contested, "other victims are another matter");
    }

    #[test]
    fn several_without_a_number_has_no_bar_and_contradicts_nothing() {
        let claims = [
            claim("a", "tanks", Harm::Destroyed, Figure::Unstated),
            claim("b", "tanks", Harm::Destroyed, Figure::Exact(3)),
        ];
        let group = &layout(&claims)[0];
        assert_eq!(group.victims[0].rows[0].bar, None);
        assert_eq!(group.victims[0].verdict, Verdict::Same);
        assert_eq!(layout(&claims[..1])[0].scale, None);
    }

    #[test]
    fn scales_hold_every_figure() {
        for figure in [
            Figure::Exact(0),
            Figure::Exact(1),
            Figure::Exact(7),
            Figure::AtLeast(u32::MAX - 1),
            Figure::Between(9, 4),
        ] {
            let scale = scale(std::iter::once(figure)).unwrap();
            let (low, high) = figure.bounds();
            assert!(scale.max >= high.unwrap_or(low), "{figure:?} {scale:?}");
            assert!(scale.ticks.len() <= 6 && scale.ticks[0] == 0, "{scale:?}");
            assert!(scale.ticks.windows(2).all(|t| t[0] < t[1]), "{scale:?}");
        }
    }

    #[test]
    fn a_range_has_a_sure_part_and_a_possible_one() {
        let bar = layout(&[claim("UCDP", "all", Harm::Killed, Figure::Between(5, 10))])[0].victims[0].rows[0]
            .bar
            .unwrap();
        assert!(bar.sure > 0.0 && bar.sure < bar.possible && !bar.open);
    }
}
