//! What a headline leaves out and the first sentences tell: who says its number.
//!
//! "Peru Quake Kills 41" names nobody, and "Strike kills 46, doctors say" nobody by name; when the opening says the same number,
//! whoever says it there says it in the headline.

use super::Links;
use crate::extract::{Context, Findings, SourceKind};
use crate::text::Zone;

/// How many sentences, headline included, are the opening.
pub(super) const OPENING: usize = 3;

/// True when the claim stands in the headline.
pub(super) fn holds(context: &Context<'_>, findings: &Findings<'_>, claim: usize) -> bool {
    context.doc.paragraph(findings.claims[claim].tokens.start as usize).zone == Zone::Headline
}

/// The nameless source of a headline's attribution can be the source of another one: its noun is in the other's name, title or
/// words ("doctors", "the Sudan Doctors Network"; "governor", "Gov. Elmer Quispe, the regional governor").
pub(super) fn may_be_one(context: &Context<'_>, findings: &Findings<'_>, links: &Links<'_>, headline: usize, other: usize) -> bool {
    let doc = &context.doc;
    let (short, full) = (&findings.attributions[headline], &findings.attributions[other]);
    let known = links.source_actor[headline].map(|n| &links.actors[n]);
    if short.source_kind != SourceKind::Nominal || known.is_some_and(|a| a.kind != SourceKind::Nominal) {
        return false;
    }
    let Some(head) = short.source_head.or_else(|| Some(doc.token_at(short.source.last()?.end as usize - 1))) else { return false };
    let noun = context.lexicon.base(doc.word(head));
    let has = |words: &str| {
        words.split(|c: char| !c.is_alphanumeric()).any(|w| !w.is_empty() && context.lexicon.base(w).eq_ignore_ascii_case(&noun))
    };
    full.source.iter().any(|s| has(doc.slice(*s)))
        || links.source_actor[other].map(|n| &links.actors[n]).is_some_and(|a| has(&a.name) || a.roles.iter().any(|role| has(role)))
}

/// Gives the headline's claims the source of the claim that first says the same, where that stands in the opening.
pub(super) fn sources(context: &Context<'_>, findings: &Findings<'_>, links: &mut Links<'_>) {
    for later in 0..links.same_as.len() {
        let Some(first) = links.same_as[later].filter(|&first| holds(context, findings, first)) else { continue };
        let opening = context.doc.sentence_index(findings.claims[later].tokens.start as usize) < OPENING;
        let confirmed = links.same_as[..later].contains(&Some(first));
        let Some(source) = links.claim_attribution[later].filter(|&s| opening && !confirmed && !findings.attributions[s].source.is_empty())
        else {
            continue;
        };
        match links.claim_attribution[first] {
            None => links.claim_attribution[first] = Some(source),
            Some(own) if links.source_actor[own].is_none() => links.source_actor[own] = links.source_actor[source],
            Some(_) => {}
        }
    }
}
