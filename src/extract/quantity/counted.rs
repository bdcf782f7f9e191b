//! The counted noun phrase and its head: behind the number or behind "of".

use std::borrow::Cow;

use super::clause::governor;
use super::draft::Draft;
use super::headless::{self, people};
use super::label::headline;
use super::number::Form;
use super::view::View;
use crate::lexicon::{Class, singular, small_singular};
use crate::text::{Flags, Tag, TokenKind, TokenSpan, small_letters};

/// The words that stand between a number and what it counts without being counted.
pub(super) const MORE: &[&str] = &["more", "additional", "further", "extra", "others", "other", "new"];

/// Fills `counted` and `unit` of a count. `drafts` are the claims before it.
pub(super) fn count<'a>(view: View<'_, 'a>, draft: &mut Draft<'a>, drafts: &[Draft<'a>]) {
    if let Some(span) = phrase(view, draft) {
        draft.unit = head_of(view, span);
        draft.counted = coordinated(view, draft, span);
        if draft.unit == "point" && !draft.measured.joined && polled(view, draft.first) {
            draft.measured.measure = crate::extract::Measure::Percent;
            draft.unit = "percentage point".into();
            draft.counted = TokenSpan::new(draft.end, draft.end);
            draft.next = draft.next.max(span.end as usize);
        }
        return;
    }
    headless::understood(view, draft, drafts);
}

/// Points in a sentence about a poll or a party's support are percentage points.
fn polled(view: View<'_, '_>, at: usize) -> bool {
    const POLL: &[&str] = &[
        "poll",
        "polls",
        "polling",
        "pollster",
        "survey",
        "surveys",
        "support",
        "approval",
        "rating",
        "ratings",
        "voters",
        "vote",
        "party",
        "coalition",
    ];
    const INDEX: &[&str] =
        &["index", "shares", "stocks", "dow", "nasdaq", "ftse", "nikkei", "dax", "game", "games", "scored", "rebounds", "season"];
    let sentence = view.context.doc.sentence(at).tokens.range();
    sentence.clone().any(|n| view.any(n, POLL)) && !sentence.into_iter().any(|n| view.any(n, INDEX))
}

/// "12 men and women were held", "killed 12 women and children.": two bare plurals under one number. A verb behind the second
/// is its own when the first is an object ("held 12 men and police said").
fn coordinated(view: View<'_, '_>, draft: &Draft<'_>, span: TokenSpan) -> TokenSpan {
    let (head, second) = (span.end as usize - 1, span.end as usize + 1);
    let many = draft.amount.low > 1.0 && plural(view, head) && head >= draft.next;
    let pair = many && view.any(head + 1, &["and", "or"]) && plural(view, second) && view.small(second);
    // "scores of cows and hundreds of sheep" are two numbers.
    // So are "600 elephants and upwards of 2,000 buffalo".
    let other = view.is_class(second, Class::Number) || view.is(second + 1, "of") && view.tag(second + 2) == Tag::Num;
    if !pair || other || view.is_class(second, Class::Unit) {
        return span;
    }
    let next = second + 1;
    let verb = view.tag(next).is_verb() || matches!(view.tag(next), Tag::Aux | Tag::Modal);
    let subject = governor(view, draft.first, true).is_none();
    let ends = next >= view.sentence_end(draft.first) || view.tag(next) == Tag::Prep || view.tag(next) == Tag::Mark;
    if ends || verb && subject { TokenSpan::new(span.start as usize, next) } else { span }
}

/// The phrase behind the number, if a noun stands there.
pub(super) fn phrase(view: View<'_, '_>, draft: &Draft<'_>) -> Option<TokenSpan> {
    let joined = view.joined(draft.next) || draft.measured.joined;
    if joined {
        let at =
            if draft.measured.unit_tokens.is_empty() { view.past_hyphen(draft.next) } else { draft.measured.unit_tokens.start as usize };
        return (view.kind(at) == TokenKind::Word).then(|| TokenSpan::new(at, at + 1));
    }
    let end = view.sentence_end(draft.first);
    let mut at = draft.next;
    if view.is(at, "out") && view.is(at + 1, "of") {
        at += 1;
    }
    if view.is(at, "of") {
        at += 1;
        while at < end
            && (matches!(view.tag(at), Tag::Det | Tag::Poss | Tag::Num)
                || view.any(at, &["own", "about", "some", "nearly", "more", "than", "all"])
                || view.any(at, &["last", "past", "next", "first", "previous", "remaining", "other"]) && view.tag(at + 1) == Tag::Num)
        {
            at += 1;
        }
        // "17 of the chamber's 120 seats": what both count stands behind the owner.
        let owner = (at..(at + 5).min(end)).find(|&n| view.kind(n) == TokenKind::Clitic);
        if let Some(owner) = owner.filter(|&n| view.tag(n + 1) == Tag::Num) {
            at = owner + 1;
            while at < end && view.tag(at) == Tag::Num {
                at += 1;
            }
        }
        // "three of them twins": the kind stands behind the pronoun.
        if view.any(at, &["them", "whom", "these", "those", "us"]) {
            at += 1;
            return noun_phrase(view, at, end).filter(|s| !view.capital(s.end as usize - 1));
        }
    }
    // "taking three others prisoner": the others are counted.
    if view.is(at, "others") {
        return None;
    }
    while view.any(at, MORE) && !(view.is(at, "new") && view.tag(at + 1) == Tag::Name) {
        at += 1;
    }
    if matches!(view.kind(at), TokenKind::Quote) && at == draft.next {
        at += 1;
    }
    // "Flood Leaves 30 Dead": in a headline a state or a participle has a capital too.
    let known = |tag| view.possible(at, tag);
    if view.capital(at) && people(view, at) && (known(Tag::Participle) || known(Tag::Adj)) && !known(Tag::Plural) {
        return None;
    }
    let span = noun_phrase(view, at, end)?;
    // "31 required an operation": more than one, and no plural: the noun is not what is counted.
    let head = span.end as usize - 1;
    let verb = matches!(view.tag(span.start as usize), Tag::Participle | Tag::Past | Tag::Ing) && view.event(span.start as usize).is_none();
    let many = draft.amount.low > 1.0;
    // "700 heart transplants", "One proposal asks": a plural and a verb of the same letters, told by the number.
    let single = draft.amount.low == 1.0 && draft.amount.form == Form::Number;
    if single && span.len() > 1 && matches!(view.tag(head), Tag::Plural | Tag::Third) && view.tag(head - 1) == Tag::Noun {
        return Some(TokenSpan::new(span.start as usize, head));
    }
    if many && draft.amount.form == Form::Number && !plural(view, head) && view.small(head) && span.end as usize == head + 1 {
        let next = head + 1;
        let noun = view.tag(next) == Tag::Third && view.tag(next + 1) == Tag::Sub && next < end;
        if noun {
            return Some(TokenSpan::new(span.start as usize, next + 1));
        }
        // "a 12 page report": a measure without its hyphen, as text that lost its marks has it.
        let digits = !draft.amount.spelled && draft.amount.low.fract() == 0.0 && span.start as usize == draft.next;
        if digits && span.len() > 1 && (span.start as usize..=head).all(|n| view.tag(n) == Tag::Noun && view.small(n)) {
            return Some(TokenSpan::new(span.start as usize, span.start as usize + 1));
        }
    }
    // "300 people homeless": a state behind the counted.
    if many && span.len() > 1 && people(view, head) && plural(view, head - 1) {
        return Some(TokenSpan::new(span.start as usize, head));
    }
    if verb
        && many
        && view.tag(head) == Tag::Noun
        && !view.is_class(head, Class::Plural)
        && !view.any(head, &["men", "women", "people", "children"])
    {
        return None;
    }
    Some(span)
}

/// The noun group that begins at `at`: modifiers and nouns up to the head. The groups of the tagger begin before the number, and
/// end too early where a plural looks like a verb, so the words are read again here.
pub(super) fn noun_phrase(view: View<'_, '_>, at: usize, end: usize) -> Option<TokenSpan> {
    if at >= end || view.has(at, Flags::PARAGRAPH) || view.calendar(at).is_some() && view.capital(at) {
        return None;
    }
    let mut n = at;
    let mut head = None;
    while n < end && n < at + 10 {
        let joined = n > at && view.kind(n - 1) == TokenKind::Hyphen && view.adjoins(n);
        match view.tag(n) {
            // "amber worth $3 million"
            Tag::Noun if head.is_some() && view.is(n, "worth") && (n + 1..n + 4).any(|n| priced(view, n)) => break,
            Tag::Noun | Tag::Name => head = Some(n),
            Tag::Plural => {
                head = Some(n);
                // "two gas alarms", "12 sports clubs"
                let person = view.any(n, &["men", "women", "children", "people"]);
                let plurals = many_before(view, at) && view.tag(n + 1) == Tag::Plural && n + 1 < end && !person;
                let compound = view.tag(n + 1).is_noun()
                    && view.small(n + 1)
                    && !view.any(n + 1, &["home", "abroad", "overseas"])
                    && n + 1 < end
                    && view.tag(n + 1) != Tag::Name
                    && !view.is_class(n + 1, Class::Verb);
                if !compound && !plurals && !view.joined(n + 1) && view.kind(n + 1) != TokenKind::Clitic {
                    break;
                }
            }
            Tag::Adj if head.is_none() || joined => {}
            // "two short-range ballistic missiles"
            Tag::Adj if head == Some(n - 1) && view.joined(n - 2) && view.tag(n + 1).is_noun() => {}
            Tag::Participle | Tag::Past | Tag::Ing if joined || head.is_none() && modifies(view, n, end) => {}
            Tag::Adv if head.is_none() && matches!(view.tag(n + 1), Tag::Adj | Tag::Participle | Tag::Past) => {}
            // "eight straight titles"
            Tag::Adv if head.is_none() && n == at && view.is(n, "straight") => {}
            Tag::Third
                if n == at
                    && !matches!(view.tag(n + 1), Tag::Det | Tag::Pron | Tag::Poss)
                    && (many_before(view, n) || !matches!(view.tag(n + 1), Tag::Sub | Tag::To | Tag::Num)) =>
            {
                head = Some(n);
                break;
            }
            Tag::Third
                if head == Some(n.wrapping_sub(1))
                    && n > at
                    && view.tag(n - 1) == Tag::Noun
                    && (many_before(view, at) || !matches!(view.tag(n + 1), Tag::Det | Tag::Pron | Tag::Sub | Tag::To | Tag::Num)) =>
            {
                head = Some(n);
                break;
            }
            Tag::Poss if view.kind(n) == TokenKind::Clitic && head.is_some() => head = None,
            _ if view.joined(n) && n > at || view.joined(n + 1) && view.kind(n) == TokenKind::Word => {}
            _ if joined => {}
            Tag::Num if joined || view.joined(n + 1) => {}
            _ => break,
        }
        n += 1;
    }
    let head = head?;
    (view.kind(head) == TokenKind::Word && !view.any(head, &["percent", "cent"])).then(|| TokenSpan::new(at, head + 1))
}

/// A number or a currency sign begins at `at`.
fn priced(view: View<'_, '_>, at: usize) -> bool {
    view.tag(at) == Tag::Num || view.kind(at) == TokenKind::Currency
}

/// More than one: what stands behind such a number is no verb in the singular ("12 wounds that", "8 rebounds while").
pub(super) fn many_before(view: View<'_, '_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    // "the $40 million contract includes": a price is not how many.
    let price = (0..at).rev().find(|&n| view.tag(n) != Tag::Num).is_some_and(|n| view.kind(n) == TokenKind::Currency);
    view.tag(before) == Tag::Num && !view.any(before, &["one", "1"]) && !price
}

/// A participle that stands before the noun it belongs to.
fn modifies(view: View<'_, '_>, at: usize, end: usize) -> bool {
    (at + 1..end.min(at + 4)).find_map(|n| match view.tag(n) {
        Tag::Noun | Tag::Plural | Tag::Name => Some(true),
        Tag::Adj | Tag::Participle | Tag::Ing => None,
        _ if view.joined(n) => None,
        _ => Some(false),
    }) == Some(true)
}

/// A word for more than one.
pub(super) fn plural(view: View<'_, '_>, at: usize) -> bool {
    view.tag(at) == Tag::Plural
        || view.is_class(at, Class::Plural)
        || view.any(at, &["people", "men", "women", "children", "staff", "aircraft"])
}

/// The head noun of a phrase in the singular.
pub(super) fn head_of<'a>(view: View<'_, 'a>, span: TokenSpan) -> Cow<'a, str> {
    let at = span.end as usize - 1;
    singular_of(view, at)
}

/// The singular of the word at `at`, as written but for its ending.
pub(super) fn singular_of<'a>(view: View<'_, 'a>, at: usize) -> Cow<'a, str> {
    let word = view.word(at);
    let small = small_letters(word);
    if small == "people" {
        return "person".into();
    }
    if small == "innings" {
        return "inning".into();
    }
    if matches!(&*small, "series" | "species" | "staff" | "aircraft" | "troops" | "means") {
        return if small == "troops" { "troop".into() } else { small };
    }
    if view.is_class(at, Class::Plural) {
        return Cow::Borrowed(view.lemma(at));
    }
    let name = view.tag(at) == Tag::Name || view.capital(at) && !view.has(at, Flags::SENTENCE);
    if name && !(view.possible(at, Tag::Plural) && headline(view, at)) { singular(word) } else { small_singular(word) }
}
