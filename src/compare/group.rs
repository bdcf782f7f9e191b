//! Claims that count the same thing, over all documents.
//!
//! [`Merge`] is a set of sightings, so putting two of them together is a union: in any order, any number of times, the result is
//! the same. The groups are made from the whole set at the end, in the set's own order, and so do not depend on how it came
//! about either.
//!
//! Claims of one key (what is counted, and what happened to it) are one group when every two of them can be about one thing:
//! published within some days of each other, about the same actors, at the same place, in documents about the same names. A
//! claim joins the group with which its document shares most (complete linkage, greedy in order of publication).

use std::collections::{BTreeSet, HashMap};

use super::number::Number;
use super::relation::{self, Relation};
use super::sighting::{Key, Sighting};
use crate::extract::Comparator;

/// How far apart in days documents about one event are published, unless the user says otherwise.
pub const DAYS: u32 = 7;
/// With how many claims of a group a new one is compared: the first ones.
const PROFILES: usize = 24;
/// With how many groups a claim is compared for each of its names: the latest ones.
const CANDIDATES: usize = 200;
/// Numbers further apart than this factor, and by more than `APART`, count different things.
const FACTOR: f64 = 10.0;
/// See `FACTOR`.
const APART: f64 = 50.0;
/// What documents must share when neither place nor actor tells: a name counts two, a country one.
const SHARED: usize = 3;

/// A set of claims to compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    sightings: BTreeSet<Sighting>,
}

impl Merge {
    /// Nothing yet.
    pub fn new() -> Merge {
        Merge::default()
    }

    /// Adds claims.
    pub fn extend(&mut self, sightings: impl IntoIterator<Item = Sighting>) {
        self.sightings.extend(sightings);
    }

    /// Adds everything of another set. The order of merging does not matter, and nothing is counted twice.
    pub fn merge(&mut self, other: Merge) {
        self.sightings.extend(other.sightings);
    }

    /// The claims, in their order.
    pub fn sightings(&self) -> impl Iterator<Item = &Sighting> {
        self.sightings.iter()
    }

    /// How many claims there are.
    pub fn len(&self) -> usize {
        self.sightings.len()
    }

    /// True when there is no claim.
    pub fn is_empty(&self) -> bool {
        self.sightings.is_empty()
    }

    /// The groups, claims that nothing can be compared with included: contradictions first, then what is told most often.
    /// `days` is how far apart the documents of one event may be published.
    pub fn groups(&self, days: u32) -> Vec<Group<'_>> {
        let mut by_key: HashMap<&Key, Vec<&Sighting>> = HashMap::new();
        for sighting in &self.sightings {
            by_key.entry(&sighting.key).or_default().push(sighting);
        }
        let mut groups: Vec<Group<'_>> = by_key.into_values().flat_map(|all| cluster(&all, days)).map(Group::new).collect();
        groups.sort_by(|a, b| {
            let rank = |g: &Group<'_>| (std::cmp::Reverse(g.relation), std::cmp::Reverse(g.documents));
            rank(a).cmp(&rank(b)).then_with(|| a.claims[0].1.cmp(b.claims[0].1)).then_with(|| a.claims.cmp(&b.claims))
        });
        groups
    }
}

/// Claims that count one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'m> {
    /// The strongest relation among its claims.
    pub relation: Relation,
    /// The smallest number that still stands: not replaced, and no mere "dozens" where there are others.
    pub low: Option<Number>,
    /// The largest number that still stands.
    pub high: Option<Number>,
    /// The places that its claims name, else the names that all its documents share.
    pub places: Vec<&'m str>,
    /// How many documents.
    pub documents: usize,
    /// How many sources; the articles themselves count as one.
    pub sources: usize,
    /// The claims in order of date, document and place, each with its relation to those before it.
    pub claims: Vec<(Relation, &'m Sighting)>,
}

impl<'m> Group<'m> {
    fn new(claims: Vec<&'m Sighting>) -> Group<'m> {
        let relations = relation::relations(&claims);
        // Numbers that are replaced, and words like "dozens", count only when there is nothing else.
        let firm = |c: &&&Sighting| !c.superseded && c.comparator != Comparator::Vague;
        let kept: Vec<&&Sighting> = claims.iter().filter(firm).collect();
        let standing = if kept.is_empty() { claims.iter().collect() } else { kept };
        let documents: BTreeSet<&str> = claims.iter().map(|c| c.doc.as_str()).collect();
        let sources: BTreeSet<Option<String>> = claims.iter().map(|c| c.source.as_deref().map(relation::plain)).collect();
        Group {
            relation: relations.iter().copied().max().unwrap_or_default(),
            low: standing.iter().filter_map(|c| c.low.or(c.high)).min(),
            high: standing.iter().filter_map(|c| c.high.or(c.low)).max(),
            places: places(&claims),
            documents: documents.len(),
            sources: sources.len(),
            claims: relations.into_iter().zip(claims).collect(),
        }
    }

    /// It is of at least so many documents, and more than one claim that nothing compares with, unless these are wanted.
    pub fn is_shown(&self, alone: bool, documents: usize) -> bool {
        (alone || self.relation != Relation::First) && self.documents >= documents
    }

    /// What is counted.
    pub fn key(&self) -> &'m Key {
        &self.claims[0].1.key
    }

    /// The claim that tells best what is counted: the first with a noun and an event, else the first.
    pub fn told(&self) -> &'m Sighting {
        let all = || self.claims.iter().map(|(_, claim)| *claim);
        let full = all().find(|c| c.counted.is_some() && c.event.is_some() && !c.superseded);
        full.or_else(|| all().find(|c| c.counted.is_some())).unwrap_or(self.claims[0].1)
    }

    /// The dates of the first and the last document that have one.
    pub fn dates(&self) -> Option<(&'m str, &'m str)> {
        let mut dates = self.claims.iter().filter_map(|(_, c)| c.date.as_deref());
        let first = dates.next()?;
        Some((first, dates.next_back().unwrap_or(first)))
    }
}

/// Where a group's claims are about: what the claims say, else what all their documents name.
fn places<'m>(claims: &[&'m Sighting]) -> Vec<&'m str> {
    let common = |of: fn(&Sighting) -> &[String]| -> Vec<&'m str> {
        let Some((first, rest)) = claims.split_first() else { return Vec::new() };
        of(first).iter().map(String::as_str).filter(|name| rest.iter().all(|c| of(c).is_empty() || has(of(c), name))).take(3).collect()
    };
    let mut found = common(|c| &c.places);
    if found.is_empty() {
        found = common(|c| &c.near);
    }
    if found.is_empty() {
        found = common(|c| &c.actors);
    }
    if found.is_empty() {
        found = common(|c| &c.scene.names);
    }
    if found.is_empty() {
        found = common(|c| &c.scene.countries);
    }
    found
}

fn has(sorted: &[String], name: &str) -> bool {
    sorted.binary_search_by(|n| n.as_str().cmp(name)).is_ok()
}

/// Groups the claims of one key, given in order.
fn cluster<'m>(claims: &[&'m Sighting], days: u32) -> Vec<Vec<&'m Sighting>> {
    let mut groups: Vec<Vec<&'m Sighting>> = Vec::new();
    let mut by_name: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    let mut candidates: Vec<usize> = Vec::new();
    for &claim in claims {
        candidates.clear();
        for name in names(claim) {
            candidates.extend(by_name.get(name).into_iter().flatten().rev().take(CANDIDATES));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let fits = |n: usize| groups[n].iter().take(PROFILES).try_fold(usize::MAX, |least, of| Some(least.min(together(of, claim, days)?)));
        // The first of those that share most.
        let best = candidates.iter().filter_map(|&n| Some((fits(n)?, std::cmp::Reverse(n)))).max();
        let at = match best {
            Some((_, std::cmp::Reverse(n))) => n,
            None => {
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        for name in names(claim) {
            by_name.entry(name).or_default().insert(at);
        }
        groups[at].push(claim);
    }
    groups
}

/// The names under which a claim can be found; its document is one.
fn names(of: &Sighting) -> impl Iterator<Item = &str> {
    of.near.iter().chain(&of.actors).chain(&of.scene.names).map(String::as_str).chain([of.doc.as_str()])
}

/// How much tells that two claims of one key count one thing; none when something tells that they do not.
fn together(a: &Sighting, b: &Sighting, days: u32) -> Option<usize> {
    let narrowed = |x: &Sighting, y: &Sighting| x.kind.iter().all(|k| has(&y.kind, k));
    if !narrowed(a, b) && !narrowed(b, a) || !near(a.date.as_deref(), b.date.as_deref(), days) || !of_one_size(a, b) {
        return None;
    }
    let actors = shared(&a.actors, &b.actors);
    let places = shared(&a.places, &b.places);
    let near_by = shared(&a.near, &b.near);
    let parted = |x: &[String], y: &[String], common: usize| common == 0 && !x.is_empty() && !y.is_empty();
    if parted(&a.actors, &b.actors, actors) || parted(&a.places, &b.places, places) || parted(&a.near, &b.near, near_by) {
        return None;
    }
    let weight = |names: usize, countries: usize| 2 * names + countries;
    let scene = weight(shared(&a.scene.names, &b.scene.names), shared(&a.scene.countries, &b.scene.countries));
    let told = 4 * actors + 4 * places + 2 * near_by + scene;
    if a.doc == b.doc {
        // One article gives two numbers for one thing when it replaces the one, or when two sources do not agree.
        let two_voices = a.source.is_some() && b.source.is_some() && a.source != b.source;
        return (a.superseded || b.superseded || two_voices || relation::agree(a, b) && a.comparator != b.comparator).then_some(told);
    }
    let least = [a, b].iter().map(|s| weight(s.scene.names.len(), s.scene.countries.len())).min().unwrap_or(0);
    let one_scene = scene >= SHARED && 2 * scene >= least;
    let counts = a.key.unit.is_empty();
    let sure = if counts {
        near_by > 0 && scene >= SHARED || places > 0 && scene > 0 || actors > 0 && scene > 0 || one_scene
    } else {
        actors > 0 && scene > 0 || one_scene && scene > SHARED
    };
    sure.then_some(told)
}

/// How many names two sorted lists share.
fn shared(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|name| has(b, name)).count()
}

/// Numbers that can be two counts of one thing.
fn of_one_size(a: &Sighting, b: &Sighting) -> bool {
    let (x, y) = (relation::anchor(a).0.abs(), relation::anchor(b).0.abs());
    let (small, large) = (x.min(y), x.max(y));
    large <= small * FACTOR || large - small <= APART
}

/// Published within `days` of each other, as far as the dates are known.
fn near(a: Option<&str>, b: Option<&str>, days: u32) -> bool {
    match (a.and_then(day_number), b.and_then(day_number)) {
        (Some(a), Some(b)) => a.abs_diff(b) <= u64::from(days),
        _ => true,
    }
}

/// The number of a day, given as YYYY-MM-DD, in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms", days_from_civil).
fn day_number(date: &str) -> Option<i64> {
    let mut parts = date.get(..10)?.split('-').map(|p| p.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let apart = |a: &str, b: &str| day_number(b).zip(day_number(a)).map(|(b, a)| b - a);
        assert_eq!(apart("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(apart("2023-12-31", "2024-01-01"), Some(1));
        assert_eq!(apart("2000-01-01", "2001-01-01T10:00"), Some(366));
        assert_eq!(day_number("yesterday"), None);
        assert_eq!(day_number("2024-13-01"), None);
    }
}
