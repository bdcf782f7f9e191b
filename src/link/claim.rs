//! Claims to attributions and actors: who says the number, and whom it is about.

use smallvec::SmallVec;

use super::Links;
use crate::extract::{ActorType, Claim, Context, Findings};
use crate::lexicon::Class;
use crate::text::{ByteSpan, Tag, TokenKind};

/// How far behind the counted phrase, in tokens, the place of the claim may stand.
const PLACE_REACH: usize = 14;

/// How many attributions before and behind a claim can hold it.
const WINDOW: usize = 40;

/// Fills `links.claim_attribution` and `links.claim_actors`.
pub(super) fn claims<'a>(context: &Context<'a>, findings: &Findings<'a>, links: &mut Links<'a>) {
    let mut actor_of = vec![usize::MAX; findings.mentions.len()];
    for (n, actor) in links.actors.iter().enumerate() {
        for &(m, _) in &actor.mentions {
            actor_of[m] = n;
        }
    }
    for (n, claim) in findings.claims.iter().enumerate() {
        links.claim_attribution[n] = attribution(findings, claim);
        links.claim_actors[n] = about(context, findings, claim, &actor_of);
    }
}

/// The innermost attribution whose content holds the claim; none when the claim stands in a source or a cue.
fn attribution(findings: &Findings<'_>, claim: &Claim<'_>) -> Option<usize> {
    let inside = |pieces: &[ByteSpan]| pieces.iter().any(|p| p.covers(claim.span));
    let mut best: Option<(usize, usize, bool)> = None;
    // Attributions stand in text order; one that holds the claim is near it.
    let near = findings.attributions.partition_point(|a| a.cue.first().is_some_and(|c| c.start < claim.span.start));
    let from = near.saturating_sub(WINDOW);
    for (n, a) in findings.attributions.iter().enumerate().skip(from).take(2 * WINDOW) {
        if inside(&a.source) || inside(&a.cue) {
            return None;
        }
        if !inside(&a.content) {
            continue;
        }
        let length: usize = a.content.iter().map(|p| p.len()).sum();
        let sourced = !a.source.is_empty();
        // "reportedly" inside what somebody says hedges it; the one who says it is still the source.
        let better = best.is_none_or(|(_, shortest, has)| if has == sourced { length < shortest } else { sourced });
        if better {
            best = Some((n, length, sourced));
        }
    }
    best.map(|(n, _, _)| n)
}

/// The actors in the counted phrase, the owner before it and the place behind it.
fn about(context: &Context<'_>, findings: &Findings<'_>, claim: &Claim<'_>, actor_of: &[usize]) -> SmallVec<[usize; 2]> {
    let doc = &context.doc;
    let start = claim.tokens.start as usize;
    let end = claim.tokens.end.max(claim.counted_tokens.end) as usize;
    let from = if claim.counted_tokens.is_empty() { start } else { start.min(claim.counted_tokens.start as usize) };
    let sentence = doc.sentence(start).tokens;
    let mut actors = SmallVec::new();
    let first = findings.mentions.partition_point(|m| m.tokens.start < sentence.start);
    for (n, m) in findings.mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.tokens.start < sentence.end) {
        let (m_start, m_end) = (m.tokens.start as usize, m.tokens.end as usize);
        let within = m_start >= from && m_end <= end;
        let owner = m_end < start && m_end + 2 >= start && doc.kind(m_end) == TokenKind::Clitic;
        let place = m_start >= end
            && m_start - end <= PLACE_REACH
            && matches!(m.kind, ActorType::Country | ActorType::Location)
            && located(context, m_start)
            && !(end..m_start).any(|k| barrier(context, k));
        let of = m_start > 0
            && m_start >= end
            && m_start - end <= 3
            && matches!(doc.word(m_start - 1), "of" | "from" | "the" | "by")
            && !doc.tag(m_start - 1).is_verb();
        if (within || owner || place || of) && actor_of[n] != usize::MAX && !actors.contains(&actor_of[n]) {
            actors.push(actor_of[n]);
        }
    }
    actors
}

/// A preposition of place stands before it.
fn located(context: &Context<'_>, at: usize) -> bool {
    let doc = &context.doc;
    let mut before = at.saturating_sub(1);
    while before > 0 && matches!(doc.tag(before), Tag::Det | Tag::Adj) && at - before < 4 {
        before -= 1;
    }
    matches!(doc.word(before), "in" | "near" | "at" | "across" | "outside" | "around" | "throughout" | "inside" | "of")
}

/// What parts the claim from what stands behind it.
fn barrier(context: &Context<'_>, at: usize) -> bool {
    let doc = &context.doc;
    matches!(doc.kind(at), TokenKind::Semicolon | TokenKind::Quote | TokenKind::Colon)
        || context.lexicon.is(doc.token(at), Class::DocumentNoun)
}
