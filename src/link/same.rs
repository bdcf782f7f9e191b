//! The same claim said twice in one document: the headline's figure that the first paragraph confirms, the toll that is told
//! again at the end.
//!
//! Only claims of one value are compared, which few are, so the cost follows the repetitions and not the claims. Two claims are
//! one when they count the same thing (see [`Thing`]), nothing that is said of either contradicts the other, and no second source
//! stands behind the later one: who else says a number is news.

use smallvec::SmallVec;

use super::thing::{self, Described, Thing};
use super::{Links, headline};
use crate::extract::{Claim, Comparator, Context, Findings, Flag, Measure};

/// Numbers up to this one come again by chance; they are only the same when the first stands in the article's opening.
const COMMON: f64 = 12.0;
/// How many earlier claims of the same value a claim is compared with.
const MOST_FIRST: usize = 16;

/// Fills `links.same_as`.
pub(super) fn claims<'a>(context: &Context<'a>, findings: &Findings<'a>, links: &mut Links<'a>) {
    let all = &findings.claims;
    let mut order: SmallVec<[(Measure, u64, usize); 32]> =
        all.iter().enumerate().filter_map(|(n, c)| Some((c.measure, anchor(c)?.to_bits(), n))).collect();
    order.sort_unstable();
    let mut first: Vec<(usize, Option<Thing>)> = Vec::new();
    for of_one_value in order.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|g| g.len() > 1) {
        first.clear();
        for &(_, _, later) in of_one_value {
            let read = |n: usize| Thing::read(context.lexicon, Described::from(&all[n]));
            let (mut thing, mut same) = (None, None);
            for (earlier, known) in &mut first {
                if !may_be(context, findings, links, *earlier, later) {
                    continue;
                }
                let a = &*known.get_or_insert_with(|| read(*earlier));
                let b = &*thing.get_or_insert_with(|| read(later));
                if alike(a, b, &all[*earlier]) {
                    same = Some(*earlier);
                    break;
                }
            }
            if let Some(earlier) = same {
                if links.same_as.is_empty() {
                    links.same_as = vec![None; all.len()];
                }
                links.same_as[later] = Some(earlier);
            } else if first.len() < MOST_FIRST {
                first.push((later, thing));
            }
        }
    }
}

/// The number that the claim gives.
fn anchor(claim: &Claim<'_>) -> Option<f64> {
    // "no deaths" and "0 deaths" too, and no negative zero.
    claim.low.or(claim.high).map(|v| v + 0.0)
}

/// What can be told without reading the words: place, bounds, marks, actors and sources.
fn may_be(context: &Context<'_>, findings: &Findings<'_>, links: &Links<'_>, earlier: usize, later: usize) -> bool {
    let (a, b) = (&findings.claims[earlier], &findings.claims[later]);
    let doc = &context.doc;
    let (at_a, at_b) = (a.tokens.start as usize, b.tokens.start as usize);
    let in_headline = headline::holds(context, findings, earlier);
    let sentence = doc.sentence_index(at_a);
    // Percentages and measures of an article often agree by chance, and the words around them rarely tell all.
    let tells = matches!(a.measure, Measure::Count | Measure::Money);
    let telling = tells && anchor(a).is_some_and(|v| v.abs() > COMMON || v.fract() != 0.0);
    sentence != doc.sentence_index(at_b)
        && (telling || sentence < headline::OPENING)
        && !matches!(a.measure, Measure::Age | Measure::Score)
        && bounds(a, b, in_headline)
        && (a.measure != Measure::Count || thing::can_be_one(context.lexicon, &a.unit, &b.unit))
        && a.change == b.change
        && [Flag::PerUnit, Flag::Negated, Flag::Additional].iter().all(|&f| a.flags.has(f) == b.flags.has(f))
        && a.part_of.is_some() == b.part_of.is_some()
        && !parted(&links.claim_actors[earlier], &links.claim_actors[later])
        && one_source(context, findings, links, earlier, later, in_headline)
}

/// The same bounds; a headline may leave the comparator out.
fn bounds(a: &Claim<'_>, b: &Claim<'_>, headline: bool) -> bool {
    let exact = |c: &Claim<'_>| c.comparator == Comparator::Exact;
    let range = |c: &Claim<'_>| matches!(c.comparator, Comparator::Between | Comparator::Vague);
    a.comparator == b.comparator && (a.low, a.high) == (b.low, b.high)
        || (headline && exact(a) || b.flags.has(Flag::Definite)) && !range(a) && !range(b)
}

/// Both are about somebody, and nobody is in both.
fn parted(a: &[usize], b: &[usize]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.contains(x))
}

/// One of them has no source, or both have the same; a headline may leave the name out.
fn one_source(context: &Context<'_>, findings: &Findings<'_>, links: &Links<'_>, a: usize, b: usize, in_headline: bool) -> bool {
    let sourced = |n: usize| links.claim_attribution[n].filter(|&s| !findings.attributions[s].source.is_empty());
    match (sourced(a), sourced(b)) {
        (Some(x), Some(y)) if x != y => {
            links.source_actor[x].is_some() && links.source_actor[x] == links.source_actor[y]
                || in_headline && headline::may_be_one(context, findings, links, x, y)
        }
        _ => true,
    }
}

/// They count one thing, told well enough to be sure.
fn alike(a: &Thing, b: &Thing, earlier: &Claim<'_>) -> bool {
    if a.is_bare() || b.is_bare() {
        return false;
    }
    let whole = earlier.measure == Measure::Count;
    let heads = if whole { a.head == b.head } else { shared_words(&a.head, &b.head) };
    let kinds = a.kind.is_empty() || b.kind.is_empty() || a.kind.iter().any(|k| b.kind.contains(k));
    if !heads || !kinds {
        return false;
    }
    match (a.action.as_str(), b.action.as_str()) {
        ("", "") => whole || !a.head.is_empty(),
        // The noun alone has to tell it, and "people" does not.
        ("", _) | (_, "") => a.head != "person" && !a.head.is_empty(),
        (x, y) => x == y,
    }
}

/// The last word of one description is in the other.
fn shared_words(a: &str, b: &str) -> bool {
    let last = |s: &str| s.rsplit(' ').next().unwrap_or("").to_string();
    a == b || !a.is_empty() && !b.is_empty() && (a.split(' ').any(|w| w == last(b)) || b.split(' ').any(|w| w == last(a)))
}
