//! Figures that the text itself replaces: "the toll rose to 52 from 47", "an earlier count of 47", "had initially reported 47
//! dead".
//!
//! The earlier figure stays a claim, for somebody did claim it, and is marked as superseded. A level that merely changed (a
//! rate, a price, last year's sales) was right in its time and is not: only tolls, and numbers that the text calls revised or
//! estimates, are replaced.

use super::Links;
use super::thing::{self, Described, Thing};
use crate::extract::{Claim, Context, Findings, Measure};
use crate::text::{Document, Token, TokenKind};

/// How far before an earlier figure, in tokens, the words stand that call it one.
const REACH: usize = 10;

/// Verbs that give a figure.
const REPORTED: &[&str] = &["reported", "put", "said", "announced", "estimated", "counted", "confirmed", "listed"];
/// Words that say that it was done before.
const EARLY: &[&str] = &["earlier", "initially", "previously", "initial", "previous", "preliminary"];

/// Fills `links.superseded`.
pub(super) fn superseded<'a>(context: &Context<'a>, findings: &Findings<'a>, links: &mut Links<'a>) {
    let claims = &findings.claims;
    for (n, claim) in claims.iter().enumerate() {
        if claim.tokens.start == 0 || matches!(claim.measure, Measure::Age | Measure::Score | Measure::Duration) {
            continue;
        }
        let replaced = match said_before(&context.doc, claim) {
            None => false,
            Some(Earlier::From) => in_sentence(context, claims, n)
                .is_some_and(|other| outcome(context, claim) || outcome(context, &claims[other]) || corrected(context, claim)),
            Some(Earlier::Said) => outcome(context, claim) && another(context, claims, n),
        };
        if replaced {
            links.superseded.push(n);
        }
    }
}

/// How the text calls a figure an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Earlier {
    /// "from 47": a new level stands beside it.
    From,
    /// "an earlier count of 47", "initially reported 47".
    Said,
}

fn said_before(doc: &Document<'_>, claim: &Claim<'_>) -> Option<Earlier> {
    let first = claim.tokens.start as usize;
    let start = (doc.sentence(first).tokens.start as usize).max(first.saturating_sub(REACH));
    // "from an initial 60", "from the previously reported 47"
    let mut at = first - 1;
    while at > start
        && matches!(doc.word(at), "an" | "a" | "the" | "earlier" | "initial" | "previous" | "previously" | "reported" | "initially")
    {
        at -= 1;
    }
    if doc.word(at) == "from" {
        return Some(Earlier::From);
    }
    // What is only said to be earlier must be a toll, which is a count.
    if claim.measure != Measure::Count {
        return None;
    }
    // "an earlier figure of 98", "the previous toll, 47"
    if matches!(doc.word(first - 1), "of" | "at" | ",") {
        let noun = first.checked_sub(2).filter(|&n| n > start)?;
        if matches!(doc.word(noun), "toll" | "count" | "tally" | "figure" | "estimate" | "number" | "total" | "report")
            && (start..noun).rev().take(2).any(|k| matches!(doc.word(k), "earlier" | "previous" | "initial" | "preliminary"))
        {
            return Some(Earlier::Said);
        }
    }
    // "had initially reported 61 dead", "earlier put the toll at 47", "an earlier count had put the dead at 30"
    let parts = |t: &Token| matches!(t.kind, TokenKind::Semicolon | TokenKind::Quote | TokenKind::Colon);
    let back = doc.tokens()[start..first].iter().enumerate().rev().take_while(|(_, t)| !parts(t));
    let mut verbs = back.filter(|(_, t)| t.tag.is_verb()).map(|(n, _)| start + n);
    let verb = verbs.find(|&k| REPORTED.contains(&doc.word(k)))?;
    let before = (start..verb).rev().take(4);
    let early = |k: usize| EARLY.iter().any(|w| w.eq_ignore_ascii_case(doc.word(k)));
    (before.into_iter().any(early) || early(verb + 1)).then_some(Earlier::Said)
}

/// The nearest claim of the same sentence that gives the new level.
fn in_sentence(context: &Context<'_>, claims: &[Claim<'_>], n: usize) -> Option<usize> {
    let sentence = context.doc.sentence(claims[n].tokens.start as usize).tokens;
    let fits = |m: usize| {
        let other = &claims[m];
        let near = sentence.holds(other.tokens.start as usize) && other.measure == claims[n].measure && other.change.is_none();
        near && (other.unit == claims[n].unit || other.unit.is_empty() || claims[n].unit.is_empty() || outcome(context, other))
    };
    [n.checked_sub(1), n.checked_sub(2), Some(n + 1)].into_iter().flatten().find(|&m| m < claims.len() && fits(m))
}

/// A count of what happened to people or things: a toll.
fn outcome(context: &Context<'_>, claim: &Claim<'_>) -> bool {
    let said = |words: &str| words.split(' ').any(|w| context.lexicon.outcome(w).is_some());
    claim.measure == Measure::Count && (said(&claim.unit) || claim.event.as_deref().is_some_and(said))
}

/// The sentence says that a figure was revised, or that it is an estimate.
fn corrected(context: &Context<'_>, claim: &Claim<'_>) -> bool {
    let doc = &context.doc;
    let at = claim.tokens.start as usize;
    (doc.sentence(at).tokens.start as usize..at).rev().take(3 * REACH).any(|k| {
        matches!(
            doc.word(k),
            "revised"
                | "revising"
                | "revises"
                | "corrected"
                | "restated"
                | "forecast"
                | "forecasts"
                | "estimate"
                | "estimates"
                | "projection"
                | "projections"
                | "outlook"
        )
    })
}

/// Another claim of the document counts the same and is not this number.
fn another(context: &Context<'_>, claims: &[Claim<'_>], n: usize) -> bool {
    let read = |claim: &Claim<'_>| Thing::read(context.lexicon, Described::from(claim));
    let thing = read(&claims[n]);
    !thing.is_bare()
        && claims.iter().enumerate().take(n + 50).skip(n.saturating_sub(50)).any(|(m, other)| {
            m != n
                && other.measure == claims[n].measure
                && (other.low, other.high) != (claims[n].low, claims[n].high)
                && (other.measure != Measure::Count || thing::can_be_one(context.lexicon, &other.unit, &claims[n].unit))
                && {
                    let there = read(other);
                    there.head == thing.head && there.action == thing.action
                }
        })
}
