//! What happened to the counted: the verb it is the object or the subject of, the participle behind it, or the noun that names
//! the event.

use super::draft::{Draft, Event};
use super::view::View;
use crate::extract::Measure;
use crate::lexicon::{ChangeKind, EventKind};
use crate::text::{ChunkKind, Tag, TokenKind};

/// Verbs that only carry another verb or a state ("are feared to have drowned", "was reported missing").
const CARRIERS: &[&str] = &[
    "fear",
    "believe",
    "report",
    "list",
    "know",
    "think",
    "presume",
    "say",
    "expect",
    "estimate",
    "confirm",
    "appear",
    "seem",
    "continue",
    "begin",
    "start",
    "leave",
    "declare",
    "consider",
    "suppose",
    "allege",
    "understand",
    "assume",
    "set",
    "need",
    "have",
    "go",
    "want",
    "manage",
    "describe",
];

/// Verbs whose object does what an infinitive behind it says.
const CAUSES: &[&str] = &["force", "cause", "lead", "prompt", "allow", "help", "enable", "drive", "push", "order"];

/// The event of `draft`.
pub(super) fn event<'a>(view: View<'_, 'a>, draft: &Draft<'a>, drafts: &[Draft<'a>]) -> Event<'a> {
    if draft.measured.measure == Measure::Age || draft.verb {
        return Event::None;
    }
    if draft.amount.form == super::number::Form::Growth {
        return Event::Said(view.word(draft.amount.first));
    }
    let counted = draft.counted;
    let own = draft.borrowed.is_none() && !counted.is_empty() && counted.start as usize >= draft.first;
    if own && draft.counts() {
        let head = counted.end as usize - 1;
        if view.event(head) == Some(EventKind::Noun) && !view.any(head, &["case", "cases", "strike", "strikes", "victims"]) {
            return Event::Said(view.word(head));
        }
    }
    let after = if own { counted.end as usize } else { draft.next };
    if let Some(state) = state_behind(view, after, draft) {
        return state;
    }
    if let Some(event) = left(view, draft, after, drafts) {
        return event;
    }
    right(view, after, view.sentence_end(draft.first)).map_or(Event::None, |at| Event::Said(view.word(at)))
}

/// "12 dead", "3 people dead", "people killed", "12 missing": a state or a participle right behind.
fn state_behind<'a>(view: View<'_, 'a>, after: usize, draft: &Draft<'_>) -> Option<Event<'a>> {
    let end = view.sentence_end(draft.first);
    let mut at = after;
    while at < end
        && view.any(at, &["more", "others", "still", "feared", "reported", "reportedly", "confirmed", "also", "all", "people"])
        && at < after + 3
    {
        at += 1;
    }
    if at >= end {
        return None;
    }
    let kind = view.event(at);
    let participle =
        view.tag(at) == Tag::Participle || view.tag(at) == Tag::Past && matches!(kind, Some(EventKind::Harm | EventKind::Person));
    let said = kind == Some(EventKind::State) && !view.tag(at).is_noun()
        || participle && matches!(kind, Some(EventKind::Harm | EventKind::Person));
    said.then(|| Event::Said(coordinated(view, at, end)))
}

/// "killed or wounded", "dead or missing": the words with what they are joined to.
fn coordinated<'a>(view: View<'_, 'a>, at: usize, end: usize) -> &'a str {
    let pair = view.any(at + 1, &["or", "and"]) && at + 2 < end && view.event(at + 2).is_some() && view.tag(at + 2) != Tag::Plural;
    let last = if pair { at + 2 } else { at };
    view.context.doc.text_of(crate::text::TokenSpan::new(at, last + 1))
}

/// The verb or event noun to the left that the amount belongs to.
fn left<'a>(view: View<'_, 'a>, draft: &Draft<'a>, after: usize, drafts: &[Draft<'a>]) -> Option<Event<'a>> {
    let start = view.sentence_start(draft.first);
    let end = view.sentence_end(draft.first);
    let mut at = draft.first;
    let mut preposition = false;
    let mut steps = 0;
    while at > start && steps < 14 {
        at -= 1;
        steps += 1;
        let tag = view.tag(at);
        if let Some(d) = drafts.last().filter(|d| d.first <= at && at < after_of(d).max(d.end)) {
            // "143 drones and seven missiles": the event of the amount it is joined to.
            let joined = (after_of(d)..draft.first)
                .all(|n| view.any(n, &["and", "or", "another", ",", "about", "plus", "as", "well"]) || n >= draft.first);
            if joined && d.counts() == draft.counts() && d.event != Event::None {
                return Some(d.event);
            }
            at = d.first;
            continue;
        }
        if tag.is_verb() || tag == Tag::Aux || tag == Tag::Modal {
            let chunk = view.context.doc.chunk(at).filter(|c| c.kind == ChunkKind::Verb);
            let head = chunk.map_or(at, |c| c.head as usize);
            if view.context.doc.chunk(at).is_some_and(|c| c.kind == ChunkKind::Noun) {
                continue;
            }
            return verb_event(view, head, after, end, preposition);
        }
        if let Some((_, ChangeKind::Adverb)) =
            view.change(at).filter(|_| at + 1 == draft.first || at + 2 == draft.first && view.any(at + 1, &["by", "from", "about"]))
        {
            let by_verb =
                (1..=2).any(|n| at >= start + n && view.change(at - n).is_some_and(|c| matches!(c.1, ChangeKind::Verb | ChangeKind::Both)));
            if !by_verb && !view.is(at, "off") {
                return Some(Event::Said(view.word(at)));
            }
        }
        if tag == Tag::Prep || tag == Tag::Particle {
            preposition = true;
            let noun = at.wrapping_sub(1);
            let event_noun = matches!(view.event(noun), Some(EventKind::Noun))
                || view.change(noun).is_some_and(|c| matches!(c.1, ChangeKind::Noun | ChangeKind::Both))
                || nominal(view.word(noun));
            if view.any(at, &["of", "in", "by"]) && at > start && view.tag(noun).is_noun() && event_noun && at + 1 == draft.first {
                return Some(Event::Said(view.word(noun)));
            }
        }
        if matches!(view.kind(at), TokenKind::Semicolon | TokenKind::Colon) || tag == Tag::Sub && view.is(at, "that") {
            return None;
        }
        if view.kind(at) == TokenKind::Comma && steps > 1 && verb_follows(view, after, end) {
            return None;
        }
        if matches!(tag, Tag::Sub | Tag::Wh) || tag == Tag::Conj && verb_follows(view, after, end) {
            return None;
        }
    }
    None
}

fn after_of(d: &Draft<'_>) -> usize {
    if d.counted.is_empty() || (d.counted.start as usize) < d.first { d.next } else { d.counted.end as usize }
}

/// Nouns made of verbs name what happens.
fn nominal(word: &str) -> bool {
    word.len() > 6 && (word.ends_with("ation") || word.ends_with("ment") || word.ends_with("sion"))
}

fn verb_follows(view: View<'_, '_>, after: usize, end: usize) -> bool {
    (after..end.min(after + 3))
        .find(|&n| !matches!(view.tag(n), Tag::Adv | Tag::Neg))
        .is_some_and(|n| matches!(view.tag(n), Tag::Aux | Tag::Modal | Tag::Past | Tag::Third | Tag::Base))
}

/// The event of an object whose verb is at `head`.
fn verb_event<'a>(view: View<'_, 'a>, head: usize, after: usize, end: usize, preposition: bool) -> Option<Event<'a>> {
    let lemma = view.lemma(head);
    if lemma == "leave" {
        let state = (after..end.min(after + 5))
            .find(|&n| matches!(view.event(n), Some(EventKind::State | EventKind::Harm | EventKind::Person)) || view.tag(n) == Tag::Adj);
        return Some(Event::Said(view.word(state.unwrap_or(head))));
    }
    if CAUSES.contains(&lemma) && view.tag(after) == Tag::To {
        let verb = (after + 1..end.min(after + 4)).find(|&n| view.tag(n).is_verb());
        return Some(Event::Said(view.word(verb.unwrap_or(head))));
    }
    if lemma == "be" {
        // "there were over 100 children inside", "was 4.1 percent": nothing happens, unless a participle follows.
        return None;
    }
    if view.tag(head) == Tag::Modal {
        return None;
    }
    let _ = preposition;
    Some(Event::Said(view.word(head)))
}

/// The verb, state or participle that a subject ending at `after` has.
fn right(view: View<'_, '_>, after: usize, end: usize) -> Option<usize> {
    let mut at = after;
    let mut steps = 0;
    while at < end && steps < 12 {
        steps += 1;
        let tag = view.tag(at);
        if tag.is_verb() || matches!(tag, Tag::Aux | Tag::Modal) {
            if view.context.doc.chunk(at).is_some_and(|c| c.kind == ChunkKind::Noun) {
                at += 1;
                continue;
            }
            return predicate(view, at, end);
        }
        if matches!(view.kind(at), TokenKind::Period | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Quote) {
            return None;
        }
        at += 1;
    }
    None
}

/// The word that says what happens, from the first word of a verb group on.
fn predicate(view: View<'_, '_>, at: usize, end: usize) -> Option<usize> {
    let chunk = view.context.doc.chunk(at).filter(|c| c.kind == ChunkKind::Verb);
    let (head, next) = chunk.map_or((at, at + 1), |c| (c.head as usize, c.tokens.end as usize));
    let lemma = view.lemma(head);
    if lemma == "be" || CARRIERS.contains(&lemma) {
        let mut n = next;
        while n < end.min(next + 4) {
            let tag = view.tag(n);
            let verbal = tag == Tag::To || tag.is_verb() || tag == Tag::Aux && n > next;
            if verbal && view.context.doc.chunk(n).is_some_and(|c| c.kind == ChunkKind::Verb) {
                return predicate(view, n, end);
            }
            if view.event(n) == Some(EventKind::State) || tag == Tag::Adj || tag == Tag::Participle {
                return Some(n);
            }
            if !matches!(tag, Tag::Adv | Tag::Neg | Tag::Prep) && !view.is(n, "as") {
                break;
            }
            n += 1;
        }
        return if lemma == "be" { None } else { Some(head) };
    }
    Some(head)
}
