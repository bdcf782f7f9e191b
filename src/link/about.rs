//! Whom a claim is about: the names in the counted phrase, its owner, and the place, when the sentence says it.
//!
//! "Twelve North Korean soldiers", "Kenya's 40 mills", "300 members of the Red Cross", "In Goma, 12 people were killed". Who acts
//! is not whom a number counts, and where the source is, the number need not be.

use smallvec::SmallVec;

use crate::extract::{ActorType, Claim, Context, Findings};
use crate::lexicon::Class;
use crate::text::{Tag, TokenKind, TokenSpan};

/// How far from the claim, in tokens, its place may stand.
const PLACE_REACH: usize = 14;

/// The actors that `claim`, which stands in the content of `attribution`, is about, in text order; `actor_of` has the actor of
/// each mention.
pub(super) fn actors(
    context: &Context<'_>,
    findings: &Findings<'_>,
    claim: &Claim<'_>,
    attribution: Option<usize>,
    actor_of: &[usize],
) -> SmallVec<[usize; 2]> {
    let mut found = SmallVec::new();
    let doc = &context.doc;
    let (start, number_end) = (claim.tokens.start as usize, claim.tokens.end as usize);
    let sentence = doc.sentence(start).tokens;
    let counted = claim.counted_tokens;
    // A phrase that is borrowed from another sentence says nothing of this one.
    let own = !counted.is_empty() && sentence.holds(counted.start as usize);
    let behind = own && counted.start as usize >= start;
    let end = if behind { number_end.max(counted.end as usize) } else { number_end };
    let head = if own { counted } else { claim.tokens };
    let first = findings.mentions.partition_point(|m| m.tokens.start < sentence.start);
    let here = findings.mentions[first..].iter().take_while(|m| m.tokens.start < sentence.end);
    let mut before: Option<usize> = None;
    let mut place_behind = false;
    for (m, n) in here.zip(first..) {
        let at = m.tokens.start as usize;
        let place = matches!(m.kind, ActorType::Country | ActorType::Location);
        let named = within(m.tokens, TokenSpan::new(start, end)) || own && within(m.tokens, counted);
        let belongs = named || owns(context, m.tokens, start) || owns(context, m.tokens, head.start as usize) || of(context, at, end);
        let located = place && located(context, m.tokens);
        let near = located && at >= end && at - end <= PLACE_REACH && clear(context, end, at);
        // "the unemployment rate in Spain fell to 11 percent"
        let between = located && own && !behind && at >= counted.end as usize && at < start && clear(context, counted.end as usize, at);
        if belongs || near || between {
            place_behind |= near || between;
            push(&mut found, actor_of[n]);
        } else if located
            && at < start
            && start - at <= PLACE_REACH
            && clear(context, at, start)
            && !framed(findings, m.span.start, claim, attribution)
        {
            before = Some(n);
        }
    }
    // "In Goma, 12 people were killed", "Floods in Sylhet killed 14 people"
    if let Some(n) = before.filter(|_| !place_behind) {
        push(&mut found, actor_of[n]);
    }
    found
}

fn push(found: &mut SmallVec<[usize; 2]>, actor: usize) {
    if actor != usize::MAX && !found.contains(&actor) {
        found.push(actor);
    }
}

fn within(inner: TokenSpan, outer: TokenSpan) -> bool {
    inner.start >= outer.start && inner.end <= outer.end
}

/// "Kenya's 40 mills": a name with the sign of the possessive right before `start`.
fn owns(context: &Context<'_>, name: TokenSpan, start: usize) -> bool {
    let end = name.end as usize;
    end < start && end + 2 >= start && context.doc.kind(end) == TokenKind::Clitic
}

/// "members of the Red Cross", "soldiers from Ghana".
fn of(context: &Context<'_>, at: usize, end: usize) -> bool {
    let doc = &context.doc;
    at > end && at - end <= 3 && matches!(doc.word(at - 1), "of" | "from" | "the" | "by") && !doc.tag(at - 1).is_verb()
}

/// The mention stands in the frame of the claim's attribution, or the cue stands between it and the claim: it is where the
/// source is.
fn framed(findings: &Findings<'_>, at: u32, claim: &Claim<'_>, attribution: Option<usize>) -> bool {
    let Some(a) = attribution.map(|n| &findings.attributions[n]) else { return false };
    let between = |start: u32| start >= at && start < claim.span.start;
    a.source.iter().any(|s| s.start <= at && at < s.end) || a.cue.iter().any(|c| between(c.start))
}

/// A preposition of place stands before it.
fn located(context: &Context<'_>, name: TokenSpan) -> bool {
    let doc = &context.doc;
    let at = name.start as usize;
    let mut before = at.saturating_sub(1);
    while before > 0 && matches!(doc.tag(before), Tag::Det | Tag::Adj) && at - before < 4 {
        before -= 1;
    }
    // "across the river from" says where something else is.
    matches!(
        doc.word(before),
        "in" | "In" | "near" | "at" | "At" | "across" | "Across" | "outside" | "around" | "throughout" | "inside" | "of"
    ) && doc.word(name.end as usize - 1 + usize::from(doc.get(name.end as usize).is_some())) != "from"
}

/// Nothing parts the two places.
fn clear(context: &Context<'_>, from: usize, to: usize) -> bool {
    !(from..to).any(|k| barrier(context, k))
}

/// What parts the claim from what stands behind or before it.
fn barrier(context: &Context<'_>, at: usize) -> bool {
    let doc = &context.doc;
    matches!(doc.kind(at), TokenKind::Semicolon | TokenKind::Quote | TokenKind::Colon)
        || context.lexicon.is(doc.token(at), Class::DocumentNoun)
}
