//! What a percentage, a sum or a measure describes: the noun it stands with, the phrase behind "of", or the subject of the verb
//! it belongs to.

use super::counted::noun_phrase;
use super::draft::Draft;
use super::view::View;
use crate::extract::Measure;
use crate::lexicon::ChangeKind;
use crate::text::{ChunkKind, Tag, TokenKind, TokenSpan};

/// The tokens that say what `draft` is about; empty when nothing does.
pub(super) fn about(view: View<'_, '_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> TokenSpan {
    let none = TokenSpan::new(draft.first, draft.first);
    let end = view.sentence_end(draft.first);
    let measure = draft.measured.measure;
    if measure == Measure::Age {
        return age(view, draft, end).unwrap_or(none);
    }
    if let Some(span) = behind(view, draft, end) {
        return span;
    }
    if measure == Measure::Duration {
        return duration(view, draft).unwrap_or(none);
    }
    if let Some(span) = of_noun(view, draft) {
        return span;
    }
    // A second amount of the same subject: "fell $1.63, or 2.4 percent, to $66".
    if let Some(d) = drafts.last().filter(|d| !d.about.is_empty() && !d.counts() && d.measured.measure != Measure::Age) {
        let between = d.next..draft.first;
        let same = view.context.doc.sentence_index(d.first) == view.context.doc.sentence_index(draft.first)
            && between.len() <= 6
            && !between
                .clone()
                .any(|n| view.tag(n).is_verb() || matches!(view.tag(n), Tag::Aux | Tag::Modal | Tag::Sub) || view.tag(n).is_noun());
        if same {
            return d.about;
        }
    }
    subject(view, draft).unwrap_or(none)
}

/// "12 percent of voters", "$12m deal", "30 tons of cocaine", "$1 billion in gains".
fn behind(view: View<'_, '_>, draft: &Draft<'_>, end: usize) -> Option<TokenSpan> {
    let mut at = draft.next;
    let money = draft.measured.measure == Measure::Money;
    if view.is(at, "of") || draft.is_share() && view.tag(at) == Tag::Det || money && view.any(at, &["in"]) && !view.capital(at + 1) {
        if !draft.is_share() || view.is(at, "of") || money {
            at += 1;
        }
        while view.any(at, &["the", "all", "its", "their", "his", "her", "our", "those", "these", "this", "that", "a", "an"]) && at < end {
            if view.is(at, "those") && !view.tag(at + 1).is_noun() {
                return Some(TokenSpan::new(at, (at + 2).min(end)));
            }
            at += 1;
        }
        if view.calendar(at).is_some() || view.any(at, &["per", "last"]) {
            return None;
        }
        let phrase = noun_phrase(view, at, end)?;
        return Some(with_of(view, phrase, end));
    }
    if draft.measured.measure == Measure::Duration && !draft.measured.joined {
        return None;
    }
    let at = view.past_hyphen(at);
    if view.any(at, &["higher", "lower", "above", "below", "more", "less"]) {
        return None;
    }
    if draft.measured.per_unit && !view.tag(at).is_noun() {
        return None;
    }
    let sum = view.any(draft.first.wrapping_sub(1), &["the", "a", "an", "its", "their", "his", "her"])
        || draft.measured.joined
        || view.tag(at).is_noun();
    if sum
        && (view.tag(at).is_noun() || view.tag(at) == Tag::Adj)
        && view.calendar(at).is_none()
        && !view.any(at, &["year", "today", "yesterday", "tomorrow"])
    {
        return noun_phrase(view, at, end).filter(|s| !s.is_empty());
    }
    None
}

/// The phrase with one "of" phrase behind it.
fn with_of(view: View<'_, '_>, phrase: TokenSpan, end: usize) -> TokenSpan {
    let at = phrase.end as usize;
    if view.is(at, "of") || view.any(at, &["living", "under", "in", "at"]) && view.any(phrase.end as usize - 1, &["people", "those"]) {
        let mut n = at + 1;
        while view.any(n, &["the", "its", "their", "a", "an", "his", "her"]) {
            n += 1;
        }
        if let Some(more) = noun_phrase(view, n, end) {
            return TokenSpan::new(phrase.start as usize, more.end as usize);
        }
    }
    phrase
}

/// "a reward of 500 million pesos", "depth of 22 kilometres", "a revenue forecast of $3bn": the noun before "of".
fn of_noun(view: View<'_, '_>, draft: &Draft<'_>) -> Option<TokenSpan> {
    let mut before = draft.first.checked_sub(1)?;
    if view.any(before, &["between", "from"]) {
        before = before.checked_sub(1)?;
    }
    if !view.any(before, &["of", "at", "is", "was", "to"]) {
        return None;
    }
    let noun = before.checked_sub(1)?;
    if view.is(before, "of") || view.is(before, "at") && view.tag(noun).is_noun() {
        let chunk = view.context.doc.chunk(noun).filter(|c| c.kind == ChunkKind::Noun && c.head as usize == noun)?;
        if view.any(noun, &["rate", "total", "average", "speed", "cost", "price", "fee", "value"]) && view.is(before, "of") {
            return Some(without_article(view, chunk.tokens));
        }
        return Some(without_article(view, chunk.tokens));
    }
    None
}

fn without_article(view: View<'_, '_>, span: TokenSpan) -> TokenSpan {
    let mut at = span.start as usize;
    while at + 1 < span.end as usize && matches!(view.tag(at), Tag::Det | Tag::Poss) && !view.any(at, &["'s", "’s"]) {
        at += 1;
    }
    TokenSpan::new(at, span.end as usize)
}

/// "a two-day operation" has been read; "the trial lasted 14 months", "30 years in prison".
fn duration(view: View<'_, '_>, draft: &Draft<'_>) -> Option<TokenSpan> {
    if view.is(draft.next, "in") && view.any(draft.next + 1, &["prison", "jail", "custody"]) {
        return Some(TokenSpan::new(draft.next + 1, draft.next + 2));
    }
    let before = draft.first.wrapping_sub(1);
    let lasting = view.any(before, &["lasted", "lasts", "last", "took", "takes", "take", "taken", "lasting"]);
    if lasting { subject(view, draft) } else { None }
}

/// Whose age it is: the noun behind "52-year-old", the name before ", 34,".
fn age(view: View<'_, '_>, draft: &Draft<'_>, end: usize) -> Option<TokenSpan> {
    let next = view.past_hyphen(draft.next);
    if draft.measured.own {
        if let Some(span) = noun_phrase(view, next, end) {
            return Some(span);
        }
        return subject(view, draft);
    }
    let mut at = draft.first.checked_sub(1)?;
    while at > 0
        && (view.any(at, &["aged", "age", "ages", "of", "the", "between", "at"])
            || matches!(view.kind(at), TokenKind::Comma | TokenKind::Open))
    {
        at -= 1;
    }
    if view.tag(at).is_noun() || view.tag(at) == Tag::Pron && view.is(at, "those") {
        return view.context.doc.chunk(at).map(|c| without_article(view, c.tokens));
    }
    subject(view, draft)
}

/// The subject of the verb that the amount belongs to, or the noun that a change word describes.
fn subject(view: View<'_, '_>, draft: &Draft<'_>) -> Option<TokenSpan> {
    let start = view.sentence_start(draft.first);
    let mut at = draft.first;
    let mut verb = None;
    // To the verb.
    while at > start {
        at -= 1;
        let tag = view.tag(at);
        let in_noun = view.context.doc.chunk(at).is_some_and(|c| c.kind == ChunkKind::Noun);
        if (tag.is_verb() || matches!(tag, Tag::Aux | Tag::Modal)) && !in_noun {
            verb = Some(at);
            break;
        }
        let adverb =
            view.change(at).is_some_and(|(_, kind)| kind == ChangeKind::Adverb) && at + 4 >= draft.first && !matches!(tag, Tag::Prep);
        if adverb && view.kind(at.wrapping_sub(1)) != TokenKind::Comma {
            verb = Some(at);
            break;
        }
        if matches!(view.kind(at), TokenKind::Semicolon | TokenKind::Colon) {
            break;
        }
    }
    let Some(verb) = verb else {
        // No verb: the nearest noun group to the left.
        let nearest = (start..draft.first).rev().find(|&n| view.tag(n).is_noun())?;
        return view.context.doc.chunk(nearest).map(|c| without_article(view, c.tokens));
    };
    let mut at = view.context.doc.chunk(verb).filter(|c| c.kind == ChunkKind::Verb).map_or(verb, |c| c.tokens.start as usize);
    // Over the verb groups and conjunctions between the verb and its subject.
    let mut left = None;
    let mut steps = 0;
    while at > start && steps < 24 {
        at -= 1;
        steps += 1;
        let tag = view.tag(at);
        let chunk = view.context.doc.chunk(at);
        match chunk.map(|c| c.kind) {
            Some(ChunkKind::Noun) => {
                let c = chunk?;
                let pronoun = tag == Tag::Pron;
                at = c.tokens.start as usize;
                if pronoun && left.is_none() && !view.any(at, &["those", "these"]) {
                    if view.any(at, &["it", "they", "he", "she", "we", "you", "i"]) {
                        return None;
                    }
                    continue;
                }
                left = Some((at, left.map_or(c.tokens.end as usize, |(_, end)| end)));
            }
            Some(ChunkKind::Verb) => {
                if left.is_some() {
                    break;
                }
                at = chunk?.tokens.start as usize;
            }
            None if tag == Tag::Prep && left.is_some() => {}
            None if left.is_none() => {}
            None if tag == Tag::Conj && view.tag(at.wrapping_sub(1)).is_noun() && !view.is(at, "but") => {}
            None => break,
        }
    }
    let (from, to) = left?;
    let span = TokenSpan::new(from, to);
    Some(without_article(view, trimmed(view, span)))
}

/// A long subject is cut behind its first "of" or "in" phrase.
fn trimmed(view: View<'_, '_>, span: TokenSpan) -> TokenSpan {
    if span.len() <= 9 {
        return span;
    }
    let mut cut = None;
    let mut prepositions = 0;
    for n in span.range() {
        if view.tag(n) == Tag::Prep {
            prepositions += 1;
            if prepositions == 2 {
                cut = Some(n);
                break;
            }
        }
    }
    match cut {
        Some(n) => TokenSpan::new(span.start as usize, n),
        None => span,
    }
}
