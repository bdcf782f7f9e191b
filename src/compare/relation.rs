//! How two numbers for one thing stand to each other: repeat, refine, revise, contradict.
//!
//! A claim is an interval. "At least 40" and "47" do not contradict each other, "47" and "52" do, unless the one takes the place
//! of the other: because the text says so, because the same source says both, or because a count of the dead, the missing or the
//! like grew from one day to the next, as such counts do.

use serde::{Deserialize, Serialize};

use super::number::Number;
use super::sighting::Sighting;
use crate::extract::Comparator;

/// How much "about 50" may be off.
const ABOUT: f64 = 0.1;

/// Outcomes whose count goes on growing for days.
const TOLLS: &[&str] = &[
    "arrest",
    "casualty",
    "damage",
    "death",
    "destruction",
    "displacement",
    "evacuation",
    "hospital",
    "infection",
    "injury",
    "missing",
    "rescue",
];

/// How a claim stands to those before it, or a group's claims to one another; the later ones are the stronger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The first, or the only one.
    #[default]
    First,
    /// The same number again.
    Repeat,
    /// Another number that is true together with the ones before ("more than 40", "47").
    Refine,
    /// A number that takes the place of an earlier one.
    Revise,
    /// A number that cannot be true together with another one's.
    Contradict,
}

impl Relation {
    /// Its name in the output.
    pub const fn name(self) -> &'static str {
        match self {
            Relation::First => "first",
            Relation::Repeat => "repeat",
            Relation::Refine => "refine",
            Relation::Revise => "revise",
            Relation::Contradict => "contradict",
        }
    }
}

/// The values that a claim allows.
fn interval(of: &Sighting) -> (f64, f64) {
    let low = of.low.map_or(f64::NEG_INFINITY, |n| n.0);
    let high = of.high.map_or(f64::INFINITY, |n| n.0);
    match of.comparator {
        Comparator::About => (low - low.abs() * ABOUT, high + high.abs() * ABOUT),
        Comparator::Nearly => (low - low.abs() * ABOUT, high),
        _ => (low, high),
    }
}

/// Both can be true.
pub fn agree(a: &Sighting, b: &Sighting) -> bool {
    let ((a_low, a_high), (b_low, b_high)) = (interval(a), interval(b));
    a_low <= b_high && b_low <= a_high
}

/// The one number that a claim gives.
pub fn anchor(of: &Sighting) -> Number {
    of.low.or(of.high).unwrap_or(Number(0.0))
}

fn equal(a: &Sighting, b: &Sighting) -> bool {
    (a.low, a.high) == (b.low, b.high)
}

/// How `later` stands to `earlier`; `replaced` holds the numbers that some text of the group replaces by others.
fn pair(earlier: &Sighting, later: &Sighting, replaced: &[(Option<Number>, Option<Number>)]) -> Relation {
    if equal(earlier, later) {
        return Relation::Repeat;
    }
    if agree(earlier, later) {
        return Relation::Refine;
    }
    let old = |s: &Sighting| s.superseded || replaced.contains(&(s.low, s.high));
    let one_voice = earlier.source.is_some() && same_name(earlier.source.as_deref(), later.source.as_deref());
    let dated = earlier.date.is_some() && later.date.is_some() && earlier.date < later.date;
    let toll = later.key.action.split('+').all(|outcome| TOLLS.contains(&outcome));
    let grew = dated && toll && anchor(later) > anchor(earlier);
    let unsaid = dated && (earlier.source.is_none() || later.source.is_none());
    if old(earlier) || old(later) || one_voice || grew || unsaid { Relation::Revise } else { Relation::Contradict }
}

fn same_name(a: Option<&str>, b: Option<&str>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if plain(a) == plain(b))
}

/// A name without article and capitals, in which the same sources are written differently.
pub fn plain(name: &str) -> String {
    name.trim_start_matches("the ").trim_start_matches("The ").to_lowercase()
}

/// How each claim of a group stands to those before it. A number that was said before is a repeat, whoever else said another.
pub fn relations(claims: &[&Sighting]) -> Vec<Relation> {
    let replaced: Vec<_> = claims.iter().filter(|c| c.superseded).map(|c| (c.low, c.high)).collect();
    let each = |n: usize| {
        let before = &claims[..n];
        if before.iter().any(|b| equal(b, claims[n])) {
            return Relation::Repeat;
        }
        before.iter().map(|b| pair(b, claims[n], &replaced)).max().unwrap_or_default()
    };
    (0..claims.len()).map(each).collect()
}
