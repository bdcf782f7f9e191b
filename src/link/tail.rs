//! What an indirect report goes on with behind its own cue: "Wages grew 2.6 percent in the spring, the bureau announced on
//! Friday, lifting average pay to 3,180 euros", "Jets struck the port, the army said, in a raid that left nine dead".
//!
//! The participle has what was reported for its subject, so its numbers are the source's, too. A participle of the speaker
//! ("said, referring to …") has not, which is why only verbs of change and of what happens to people are taken.

use crate::extract::{Attribution, Claim, ContentKind, Context, Findings};
use crate::lexicon::Class;
use crate::text::{Tag, TokenKind};

/// How many tokens behind the cue the comma may stand ("said on Tuesday evening,").
const TIME: usize = 5;
/// How many tokens behind that comma the claim may stand.
const REACH: usize = 25;
/// Verbs by which one event has another for its consequence, by base form.
const CONSEQUENCES: &[&str] =
    &["bring", "cause", "drive", "force", "leave", "make", "mark", "prompt", "push", "send", "take", "destroy", "damage"];

/// The attribution in whose sentence the claim stands behind the cue, as part of what is reported.
pub(super) fn reported(context: &Context<'_>, findings: &Findings<'_>, claim: &Claim<'_>) -> Option<usize> {
    let doc = &context.doc;
    let at = claim.tokens.start as usize;
    let before = findings.attributions.partition_point(|a| a.cue.first().is_some_and(|c| c.start < claim.span.start));
    let n = before.checked_sub(1)?;
    let a = &findings.attributions[n];
    let end = frame_behind(a)?;
    if end > claim.span.start {
        return None;
    }
    let after = doc.token_at(end as usize - 1) + 1;
    let sentence = doc.sentence(at).tokens;
    if !sentence.holds(after) || !sentence.holds(doc.token_at(a.content[0].start as usize)) {
        return None;
    }
    let comma = (after..(after + TIME).min(at)).find(|&k| doc.kind(k) == TokenKind::Comma)?;
    let plain = |k: usize| !matches!(doc.kind(k), TokenKind::Quote | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash);
    if at - comma > REACH || !(comma..at).all(plain) {
        return None;
    }
    let first = comma + 1;
    let lemma = context.lexicon.lemma(doc.token(first));
    let goes_on = match doc.tag(first) {
        Tag::Ing => {
            CONSEQUENCES.contains(&lemma) || [Class::Change, Class::Event].iter().any(|&c| context.lexicon.entry_of(lemma, c).is_some())
        }
        // "in a raid that left nine dead"
        _ => doc.word(first) == "in" && matches!(doc.word(first + 1), "a" | "an" | "what") && (first..at).any(|k| doc.word(k) == "that"),
    };
    goes_on.then_some(n)
}

/// The end of source and cue where both stand behind an indirect content.
fn frame_behind(a: &Attribution<'_>) -> Option<u32> {
    if a.content_kind != ContentKind::Indirect {
        return None;
    }
    let (source, cue, content) = (a.source.last()?, a.cue.last()?, a.content.last()?);
    (content.end <= a.source[0].start.min(a.cue[0].start)).then_some(source.end.max(cue.end))
}
