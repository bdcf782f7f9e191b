//! The clause around an amount: the verb that governs it, the verb it is the subject of, and the subject of a verb, read from
//! noun and verb groups without a parse.

use super::draft::Draft;
use super::view::View;
use super::word_list::words;
use crate::lexicon::{CalendarKind, Class, NumberKind};
use crate::text::{Chunk, ChunkKind, Tag, TokenKind, TokenSpan};

/// The verb group to the left of an amount, and how the amount hangs on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Governor {
    /// The main verb.
    pub head: usize,
    /// The verb group.
    pub group: TokenSpan,
    /// The preposition right before the amount, if one stands there.
    pub preposition: Option<usize>,
    /// Noun groups stand between the verb and the amount.
    pub nouns: usize,
}

/// The verb group that holds `at`.
pub(super) fn verb_group<'a>(view: View<'_, 'a>, at: usize) -> Option<&'a Chunk> {
    let group = view.context.doc.chunk(at).filter(|c| c.kind == ChunkKind::Verb)?;
    (group.tokens.len() > 1 || !taken_for_verb(view, at)).then_some(group)
}

/// A lone word tagged as a verb that cannot be one where it stands.
pub(super) fn taken_for_verb(view: View<'_, '_>, at: usize) -> bool {
    // "10,000 visitors last year"
    if view.is(at, "last") && noun_group(view, at + 1).is_some_and(|g| says_when(view, g)) {
        return true;
    }
    // "inter-island ferries": a part of a word.
    if view.joined(at + 1) && view.tag(at) == Tag::Base {
        return true;
    }
    let Some(before) = at.checked_sub(1).filter(|_| view.small(at)) else { return false };
    match view.tag(at) {
        // "will cut rations by half": no finite verb follows a base form.
        // "7 basis points": behind more than one a singular is no head, so the plural is.
        Tag::Third => {
            let number = |n: usize| view.tag(n) == Tag::Num && !view.any(n, words!["one", "1"]) && view.word(n).len() != 4;
            let many = before > 0 && view.tag(before) == Tag::Noun && view.small(before) && number(before - 1);
            let scale = || view.number_kind(before) == Some(NumberKind::Scale);
            let unit = || scale() || view.is_class(at, Class::Currency) || view.is_class(at, Class::Unit);
            many || number(before) && unit()
                || matches!(view.tag(before), Tag::Base | Tag::Ing) && view.small(before)
                || !view.word(at).ends_with('s')
        }
        // "raise ferry toll by 6 percent": a base form does not agree with a singular; of a change it can be said
        // ("see the rate rise"), and of a plural before a preposition ("lorries per week cross").
        Tag::Base => {
            let of_plural = before >= 2 && view.tag(before - 1) == Tag::Prep && view.tag(before - 2) == Tag::Plural;
            view.tag(before) == Tag::Noun
                && !of_plural
                && view.small(before)
                && !view.is_class(before, Class::Plural)
                && view.change(at).is_none()
                && view.event(at).is_none()
                && view.get(at).is_some_and(|t| view.context.lexicon.info(t).tags.has(Tag::Noun))
        }
        _ => false,
    }
}

/// The noun group that begins right behind a verb, also where its one word looks like a verb ("will cut rations").
pub(super) fn object_at(view: View<'_, '_>, at: usize) -> Option<Chunk> {
    let chunk = *view.context.doc.chunk(at)?;
    match chunk.kind {
        ChunkKind::Noun => Some(chunk),
        ChunkKind::Verb if chunk.tokens.len() == 1 && taken_for_verb(view, at) => Some(Chunk { kind: ChunkKind::Noun, ..chunk }),
        ChunkKind::Verb => None,
    }
}

pub(super) fn noun_group<'a>(view: View<'_, 'a>, at: usize) -> Option<&'a Chunk> {
    view.context.doc.chunk(at).filter(|c| c.kind == ChunkKind::Noun)
}

/// A form of "be".
pub(super) fn copula(view: View<'_, '_>, at: usize) -> bool {
    view.lemma(at) == "be" || view.any(at, words!["is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "’s", "’re"])
}

/// The word that carries the meaning of a verb group that ends in "have" or a modal before a word the tagger took for a noun.
pub(super) fn main_verb(view: View<'_, '_>, head: usize) -> usize {
    if !matches!(view.tag(head), Tag::Modal | Tag::Aux) || copula(view, head) {
        return head;
    }
    let next = if view.tag(head + 1) == Tag::Adv { head + 2 } else { head + 1 };
    let tags = view.get(next).map(|t| view.context.lexicon.info(t).tags).unwrap_or_default();
    let wanted = if view.tag(head) == Tag::Modal { Tag::Base } else { Tag::Participle };
    let verb = tags.has(wanted) || view.tag(head) == Tag::Modal && view.tag(next) == Tag::Noun && view.small(next);
    if verb && view.kind(next) == TokenKind::Word { next } else { head }
}

/// A verb group that can be a predicate: not an infinitive, not a lone participle.
pub(super) fn finite(view: View<'_, '_>, group: &Chunk) -> bool {
    let first = view.tag(group.tokens.start as usize);
    matches!(first, Tag::Aux | Tag::Modal | Tag::Past | Tag::Third | Tag::Base)
}

/// The finite verb that a noun phrase ending at `after` is the subject of; at most `phrases` prepositional phrases between.
pub(super) fn predicate_of<'a>(view: View<'_, 'a>, after: usize, end: usize, phrases: usize) -> Option<&'a Chunk> {
    let mut at = after;
    let mut passed = 0;
    let mut participle = None;
    while at < end {
        if let Some(group) = verb_group(view, at) {
            if finite(view, group) {
                return Some(group);
            }
            if participle.is_some() || view.tag(group.head as usize) != Tag::Participle {
                break;
            }
            // "wells tested stayed dry": a participle that a finite verb follows belongs to the noun.
            participle = Some(group);
            at = group.tokens.end as usize;
            continue;
        }
        // "90 tractors and 5 barges were": another counted phrase of the same subject.
        if (view.tag(at) == Tag::Conj || view.kind(at) == TokenKind::Comma)
            && let Some(more) = noun_group(view, at + 1).filter(|g| g.tokens.range().take(2).any(|n| view.tag(n) == Tag::Num))
        {
            at = more.tokens.end as usize;
            continue;
        }
        match view.tag(at) {
            Tag::Adv | Tag::Neg | Tag::Particle => at += 1,
            Tag::Mark if view.kind(at) == TokenKind::Dash => at += 1,
            Tag::Prep if passed < phrases => {
                passed += 1;
                at += 1;
                while matches!(view.tag(at), Tag::Prep | Tag::Adv) && at < end {
                    at += 1;
                }
                at = noun_group(view, at)?.tokens.end as usize;
            }
            _ => break,
        }
    }
    participle
}

/// The verb to the left that the amount beginning at `first` depends on. `subject` says that a verb follows the amount, so that
/// the clause may begin at a comma or "and".
pub(super) fn governor(view: View<'_, '_>, first: usize, subject: bool) -> Option<Governor> {
    let start = view.sentence_start(first);
    let preposition = first
        .checked_sub(1)
        .filter(|&at| at >= start && matches!(view.tag(at), Tag::Prep | Tag::Sub | Tag::To) && !view.any(at, words!["that", "than"]));
    let (mut at, mut nouns) = (first, 0);
    // "The swell hit 6 metres": a noun right before a number is a verb if it can be one; "its rate from 4 to 3 percent" has a verb.
    if let Some(before) = first
        .checked_sub(1)
        .filter(|&n| n >= start && !view.is(first, "from") && noun_group(view, n).is_some_and(|g| g.tokens.start as usize <= n))
    {
        let token = view.tokens()[before];
        let tags = view.context.lexicon.info(&token).tags;
        let other = view.any(
            before,
            words!["last", "next", "past", "further", "opening", "near", "down", "up", "like", "total", "record", "second", "age", "no"],
        );
        // "fined the bank 3 million": behind an article stands a noun.
        let noun = before > start && matches!(view.tag(before - 1), Tag::Det | Tag::Poss);
        let verbal = !other && !noun && [Tag::Past, Tag::Third, Tag::Base, Tag::Ing].into_iter().any(|t| tags.has(t));
        if verbal && !view.capital(before) && (view.tag(before) != Tag::Name) {
            return Some(Governor { head: before, group: TokenSpan::new(before, before + 1), preposition: None, nouns: 0 });
        }
    }
    while at > start {
        at -= 1;
        if view.is(at, "according") {
            continue;
        }
        if let Some(group) = verb_group(view, at) {
            return Some(Governor { head: group.head as usize, group: group.tokens, preposition, nouns });
        }
        if let Some(group) = noun_group(view, at) {
            nouns += 1;
            at = group.tokens.start as usize;
            // "…, costing Egypt $800m": an -ing form that the tagger took for part of the noun group.
            let ing = view.word(at).ends_with("ing")
                && view.small(at)
                && view.is_class(at, crate::lexicon::Class::Verb)
                && group.tokens.len() > 1;
            if ing && at > start && view.kind(at - 1) == TokenKind::Comma {
                return Some(Governor { head: at, group: TokenSpan::new(at, at + 1), preposition, nouns });
            }
            continue;
        }
        let boundary = matches!(view.kind(at), TokenKind::Semicolon | TokenKind::Colon)
            || view.tag(at) == Tag::Wh
            || view.tag(at) == Tag::Sub && Some(at) != preposition;
        let soft = view.kind(at) == TokenKind::Comma || view.tag(at) == Tag::Conj;
        if boundary || soft && subject {
            return None;
        }
    }
    None
}

/// "The Greens won 12 seats, the Liberals nine and the Socialists 31": a name and its number, with the verb of the number before.
pub(super) fn shared_verb(view: View<'_, '_>, before: &Draft<'_>, draft: &Draft<'_>) -> bool {
    let sentence = view.context.doc.sentence_index(draft.first);
    let counted = |n: &usize| view.tag(*n).is_noun() || view.tag(*n) == Tag::Adj;
    let Some(from) = (before.next..draft.first).find(|n| !counted(n)).filter(|_| before.counts()) else { return false };
    let linked = view.context.doc.sentence_index(before.first) == sentence && (view.kind(from) == TokenKind::Comma || view.is(from, "and"));
    let labelled = view.is_class(draft.first.wrapping_sub(1), Class::Label);
    let named = !labelled && (from + 1..draft.first).all(|n| view.tag(n).is_noun() || matches!(view.tag(n), Tag::Det | Tag::Conj));
    let closed = matches!(view.kind(draft.next), TokenKind::Comma | TokenKind::Period | TokenKind::Semicolon) || view.is(draft.next, "and");
    let verb = words!["won", "took", "got", "gained", "lost", "secured", "scored", "received", "wins", "takes"];
    let start = view.sentence_start(draft.first);
    let shared = (start..from).rev().take(24).any(|n| view.any(n, verb));
    linked && named && closed && shared && draft.first - from <= 6 && !draft.measured.own
}

/// "last month", "Tuesday", "the quarter": a noun group that says when; or "57%", which is an amount itself.
pub(super) fn says_when(view: View<'_, '_>, group: &Chunk) -> bool {
    let head = group.head as usize;
    matches!(view.calendar(head), Some(CalendarKind::Month | CalendarKind::Weekday | CalendarKind::Season))
        || view.kind(head) == TokenKind::Percent
        || view.any(
            head,
            words![
                "percent",
                "cent",
                "week",
                "month",
                "year",
                "quarter",
                "day",
                "night",
                "morning",
                "afternoon",
                "evening",
                "today",
                "yesterday",
                "period",
                "decade",
                "time",
                "trade",
                "trading",
                "session",
                "half",
                "weekend",
                "years",
                "months",
                "overnight",
            ],
        )
        || view.tag(head) == Tag::Num
}

/// The noun group that is the subject of the verb group `group`.
pub(super) fn subject_of(view: View<'_, '_>, group: TokenSpan, depth: usize) -> Option<Chunk> {
    let verb = group.start as usize;
    // A verb that the tagger took for the last noun of the group before it.
    if let Some(g) = noun_group(view, verb).filter(|g| (g.tokens.start as usize) < verb) {
        return Some(Chunk { tokens: TokenSpan::new(g.tokens.start as usize, verb), head: verb as u32 - 1, kind: ChunkKind::Noun });
    }
    let start = view.sentence_start(group.start as usize);
    let mut at = group.start as usize;
    if depth > 4 {
        return None;
    }
    let mut found: Option<&Chunk> = None;
    while at > start {
        at -= 1;
        if let Some(verb) = verb_group(view, at) {
            // "Fares in Leipzig have tripled", "that borrowing has slowed": a noun that looks like a verb.
            let lone = verb.tokens.len() == 1 && matches!(view.tag(at), Tag::Third | Tag::Ing | Tag::Base);
            let before = at.checked_sub(1).filter(|&n| n >= start);
            let opens = before
                .is_none_or(|n| matches!(view.tag(n), Tag::Sub | Tag::Conj | Tag::Det | Tag::Adj) || view.kind(n) == TokenKind::Comma);
            let heads = at == start && view.capital(at) && view.tag(at) == Tag::Third && verb.tokens.len() == 1;
            if heads
                || lone
                    && opens
                    && (found.is_some() || at + 1 == group.start as usize)
                    && found.is_none_or(|f| f.tokens.start as usize > at)
            {
                found = Some(verb);
                continue;
            }
            // "expected to reach", "rose … and was", "cut power, leaving": the subject of the verb before.
            if found.is_some() {
                let participle = matches!(view.tag(verb.head as usize), Tag::Participle | Tag::Ing) && !finite(view, verb);
                let noun_before = verb.tokens.start as usize > start && noun_group(view, verb.tokens.start as usize - 1).is_some();
                if participle && noun_before {
                    found = None;
                    at = verb.tokens.start as usize;
                    continue;
                }
                break;
            }
            return subject_of(view, verb.tokens, depth + 1);
        }
        if let Some(noun) = noun_group(view, at) {
            at = noun.tokens.start as usize;
            let skipped =
                says_when(view, noun) || view.any(noun.head as usize, words!["little", "much", "all", "both", "each", "more", "less"]);
            if found.is_none() && skipped && noun.tokens.start as usize > start {
                continue;
            }
            if found.is_some() {
                break;
            }
            found = Some(noun);
            continue;
        }
        match view.tag(at) {
            Tag::Prep if found.is_some() && view.joined(at + 1) => {}
            Tag::Prep if found.is_some() => {
                // "Shares in Halden": what stands before the preposition is the head.
                let before = at.checked_sub(1).filter(|&n| n >= start).and_then(|n| noun_group(view, n));
                match before {
                    Some(noun) if !(says_when(view, noun) && view.tag(noun.head as usize) == Tag::Num) => {
                        found = Some(noun);
                        at = noun.tokens.start as usize;
                    }
                    _ if at == start => found = None,
                    None if at == start + 1 && view.tag(start) == Tag::Third => found = None,
                    _ => break,
                }
            }
            Tag::Wh if found.is_none() => {
                return (start..at).rev().take(3).find_map(|n| noun_group(view, n)).copied();
            }
            // "boats that weigh 10 tons": what stands before is the subject of the relative clause.
            Tag::Sub if found.is_none() && at > start && at + 1 == group.start as usize && view.is(at, "that") => {
                return noun_group(view, at - 1).copied();
            }
            Tag::Conj if found.is_none() => {
                let verb = (start..at).rev().find_map(|n| verb_group(view, n))?;
                return subject_of(view, verb.tokens, depth + 1);
            }
            Tag::Sub | Tag::Wh | Tag::Conj => break,
            _ if view.kind(at) == TokenKind::Comma => {
                if found.is_some() {
                    break;
                }
                let ing = view.tag(group.start as usize) == Tag::Ing || view.tag(group.start as usize) == Tag::Participle;
                if ing {
                    return match (start..at).rev().find_map(|n| verb_group(view, n)) {
                        Some(verb) => subject_of(view, verb.tokens, depth + 1),
                        // "The satellite, weighing 1.4 tonnes, will"
                        None => at.checked_sub(1).and_then(|n| noun_group(view, n)).copied(),
                    };
                }
                // An insertion between commas: "The yield, at 6 percent, was".
                match (start.max(at.saturating_sub(14))..at).rev().find(|&n| view.kind(n) == TokenKind::Comma) {
                    Some(comma) => at = comma,
                    None => continue,
                }
            }
            _ if matches!(view.kind(at), TokenKind::Semicolon | TokenKind::Colon) => break,
            _ => {}
        }
    }
    // "Crude fell": nothing but words before the verb, and none that the tagger took for a noun.
    let words =
        (start..group.start as usize).all(|n| view.kind(n) == TokenKind::Word && !view.tag(n).is_verb() && view.tag(n) != Tag::Pron);
    let few = (1..=3).contains(&(group.start as usize - start));
    if found.is_none() && words && few && depth == 0 {
        return Some(Chunk { tokens: TokenSpan::new(start, verb), head: verb as u32 - 1, kind: ChunkKind::Noun });
    }
    found.copied()
}

/// The phrase without its article; with its "of" phrase when the head says nothing alone ("the number of cases").
pub(super) fn described(view: View<'_, '_>, group: &Chunk) -> Option<TokenSpan> {
    let mut at = group.tokens.start as usize;
    let end = group.tokens.end as usize;
    if view.tag(at) == Tag::Pron && !view.any(at, words!["those"]) || view.is(group.head as usize, "there") {
        return None;
    }
    // "S&P 500", "TA-125": a name that the group holds a part of.
    if let Some(name) = view.mention(group.head as usize).filter(|m| m.tokens.len() > 1 && m.tokens.end as usize > end) {
        return Some(TokenSpan::new(name.tokens.start as usize, name.tokens.end as usize));
    }
    // "FTSE 100", "S&P 500": a name that ends in a number.
    if view.tag(at) == Tag::Num && at + 1 == end && at > 0 && view.tag(at - 1) == Tag::Name {
        at -= 1;
        while at > 1 && view.kind(at - 1) == TokenKind::Ampersand && view.adjoins(at) {
            at -= 2;
        }
    }
    // "TA-125": a number joined to a name.
    while at > 1 && view.joined(at - 1) && view.kind(at - 2) == TokenKind::Word && view.tag(at) == Tag::Num {
        at -= 2;
    }
    // "a 9 per cent surcharge": the group begins behind the unit.
    if at + 1 < end && view.any(at, words!["cent", "percent", "pc"]) {
        at += 1;
    }
    // "driving monthly output down": a verb that the group took in.
    let comma = at > 0 && view.kind(at - 1) == TokenKind::Comma;
    if comma && at + 1 < end && view.tag(at) == Tag::Ing && view.is_class(at, Class::Verb) {
        at += 1;
    }
    while at + 1 < end && (matches!(view.tag(at), Tag::Det) || view.tag(at) == Tag::Poss && view.kind(at) != TokenKind::Clitic) {
        at += 1;
    }
    let mut stop = end;
    let general = view.any(
        group.head as usize,
        words![
            "number",
            "average",
            "price",
            "prices",
            "cost",
            "value",
            "level",
            "share",
            "total",
            "length",
            "size",
            "rate",
            "amount",
            "percentage",
            "proportion",
            "equivalent",
            "pair",
        ],
    );
    if general
        && view.is(end, "of")
        && let Some(more) = (end + 1..end + 4).find_map(|n| noun_group(view, n))
        && view.tag(more.tokens.start as usize) != Tag::Num
        && view.kind(more.tokens.start as usize) != TokenKind::Currency
    {
        stop = more.tokens.end as usize;
    }
    Some(TokenSpan::new(at, stop))
}
