//! Numbers that are no amounts: years, dates, clock times, ordinals, numbers in names, labels, phone numbers, the pronoun
//! "one", "no" before what is not counted, and idioms.

use super::label::{in_name, label};
use super::measure::Measured;
use super::number::{Amount, Form};
use super::view::View;
use super::word_list::{Words, words};
use crate::extract::{Measure, Rejection};
use crate::lexicon::{CalendarKind, Class, EventKind, NumberKind};
use crate::text::{Flags, Tag, TokenKind};

/// Why the number is no claim; none when it is one. `compared` says that a comparator stands with it.
pub(super) fn rejected(view: View<'_, '_>, a: &Amount<'_>, m: &Measured<'_>, compared: bool) -> Option<Rejection> {
    use Rejection::*;
    let when = |bad: bool, why: Rejection| bad.then_some(why);
    // "six-speed", "three-way": what sort, not how many.
    let sort = m.joined
        && view.any(view.past_hyphen(a.end), words!["speed", "way", "time", "sided", "dimensional", "legged", "pronged", "horse", "fold"]);
    let any_form = when(idiom(view, a), Idiom)
        .or_else(|| when(ordinal(view, a), Ordinal))
        .or_else(|| when(sort && a.form == Form::Number && !m.own, Sort));
    if any_form.is_some() {
        return any_form;
    }
    match a.form {
        Form::Zero => return when(!zero(view, a), Nothing),
        Form::Halved => return when(view.tag(a.first) == Tag::Adj || view.tag(a.first.wrapping_sub(1)) == Tag::Det, Multiple),
        Form::Multiple | Form::Growth => return when(!multiple(view, a), Multiple),
        Form::Fraction => return when(!fraction(view, a, compared), Fraction),
        Form::Vague => return when(vague_is_other(view, a), Vague),
        Form::Share => return None,
        Form::Number => {}
    }
    if m.measure == Measure::Money {
        return None;
    }
    let per = view.is(a.first.wrapping_sub(1), "per") && !m.own;
    when(per, Per)
        .or_else(|| when(resumed(view, a, m), Resumed))
        .or_else(|| when(clock(view, a), Clock))
        .or_else(|| when(calendar(view, a, m), Calendar))
        .or_else(|| when(chain(view, a, m), Chain))
        .or_else(|| when(in_name(view, a, m), InName))
        .or_else(|| when(!m.own && label(view, a, compared), Label))
        .or_else(|| when(!m.own && year(view, a, compared), Year))
        .or_else(|| when(view.is(a.first, "one") && a.end == a.first + 1 && !m.own && pronoun(view, a), Pronoun))
        .or_else(|| when(enumerator(view, a), Enumerator))
}

fn idiom(view: View<'_, '_>, a: &Amount<'_>) -> bool {
    (0..=3).any(|back| {
        let Some(at) = a.first.checked_sub(back) else { return false };
        view.context.lexicon.longest(view.tokens(), at, Class::NumberIdiom).is_some_and(|(len, _)| {
            // "the one kilometre to the shore"
            at + len > a.first && at + len >= a.end && !(at + len == a.end && sized(view, a.end))
        })
    })
}

/// "twenty-first", "forty-second": an ordinal in words; "third-quarter" is one too.
fn ordinal(view: View<'_, '_>, a: &Amount<'_>) -> bool {
    if !a.spelled || a.form != Form::Number {
        return false;
    }
    let at = view.past_hyphen(a.end);
    let joined = at > a.end;
    joined
        && (view.any(at, words!["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"])
            && !view.joined(at + 1))
        || joined && view.word(at).ends_with("th") && matches!(view.number_kind(at), Some(NumberKind::Part))
}

/// "the two countries", "both sides": names two that were named before, and counts nothing new.
fn resumed(view: View<'_, '_>, a: &Amount<'_>, m: &Measured<'_>) -> bool {
    const NAMED: Words<'_> = words![
        "countries",
        "nations",
        "sides",
        "neighbours",
        "neighbors",
        "leaders",
        "men",
        "women",
        "allies",
        "rivals",
        "presidents",
        "companies",
        "parties",
        "powers",
    ];
    let the = view.any(a.first.wrapping_sub(1), words!["the", "these", "those"]);
    the && a.spelled && !m.own && a.low <= 3.0 && view.any(a.end, NAMED)
}

/// Half past, 6:40, 1430 GMT, 11 a.m.
fn clock(view: View<'_, '_>, a: &Amount<'_>) -> bool {
    let colon =
        |at: usize| view.kind(at) == TokenKind::Colon && view.adjoins(at) && view.kind(at + 1) == TokenKind::Number && view.adjoins(at + 1);
    if colon(a.end) || a.first > 1 && view.kind(a.first - 2) == TokenKind::Number && colon(a.first - 1) {
        return true;
    }
    let next = match view.calendar(a.end) {
        Some(CalendarKind::Clock) => !view.is(a.end, "am") || !view.capital(a.end),
        Some(CalendarKind::Zone) => view.has(a.end, Flags::UPPER) || view.is(a.end, "local"),
        _ => false,
    };
    let bare_hour = a.plain && a.low <= 24.0;
    // "7pm to 9", "between 6 and 8 a.m."
    let later = bare_hour
        && view.any(a.end, words!["to", "and", "-", "–", "or"])
        && matches!(view.kind(a.end + 1), TokenKind::Number)
        && (view.calendar(a.end + 2) == Some(CalendarKind::Clock)
            || view.word(a.end + 1).ends_with(['m', 'M']) && view.word(a.end + 1).len() > 3);
    next || later || view.is(a.first.wrapping_sub(1), "past") && view.is(a.first.wrapping_sub(2), "half")
}

/// A day of a month, or a number between slashes.
fn calendar(view: View<'_, '_>, a: &Amount<'_>, m: &Measured<'_>) -> bool {
    let before = a.first.wrapping_sub(1);
    let period_before = view.kind(before) == TokenKind::Period && view.month(before.wrapping_sub(1));
    if a.plain && a.low >= 1.0 && a.low <= 31.0 && !m.own {
        if view.month(before) || period_before {
            return true;
        }
        // "March 3-5", "3 and 4 March", "9 July"
        if view.month(a.end) && !view.is(a.end, "may") || view.is(a.end, "May") && !view.any(a.end + 1, words!["be", "have", "not"]) {
            return true;
        }
        if view.is(a.end, "of") && view.month(a.end + 1) {
            return true;
        }
        let linked =
            |at: usize| matches!(view.kind(at), TokenKind::Hyphen | TokenKind::Dash) || view.any(at, words!["and", "to", "or", "through"]);
        if linked(before) && view.kind(before.wrapping_sub(1)) == TokenKind::Number && {
            let day = before.wrapping_sub(2);
            view.month(day) || view.kind(day) == TokenKind::Period && view.month(day.wrapping_sub(1))
        } {
            return !view.tag(a.end).is_noun() || view.capital(a.end);
        }
        if linked(a.end) && view.kind(a.end + 1) == TokenKind::Number && view.month(a.end + 2) {
            return true;
        }
    }
    let slash = |at: usize| view.kind(at) == TokenKind::Slash && view.adjoins(at);
    a.plain
        && !m.own
        && (slash(a.end) && view.kind(a.end + 1) == TokenKind::Number
            || slash(before) && view.kind(before.wrapping_sub(1)) == TokenKind::Number)
}

/// Part of a chain of numbers that names something: a phone number, an ISO date, a part number.
fn chain(view: View<'_, '_>, a: &Amount<'_>, m: &Measured<'_>) -> bool {
    let hyphen = |at: usize| view.kind(at) == TokenKind::Hyphen && view.adjoins(at) && view.adjoins(at + 1);
    let before = a.first.wrapping_sub(1);
    let left = hyphen(before) && view.kind(before.wrapping_sub(1)) == TokenKind::Number;
    let right = hyphen(a.end) && view.kind(a.end + 1) == TokenKind::Number;
    if left && right {
        return true;
    }
    if left && hyphen(before.wrapping_sub(2)) && view.kind(before.wrapping_sub(3)) == TokenKind::Number {
        return true;
    }
    if right && hyphen(a.end + 2) && view.kind(a.end + 3) == TokenKind::Number {
        return true;
    }
    // "0800 555 010": digits beside digits, when neither is a year.
    let plain = |at: usize| view.kind(at) == TokenKind::Number && view.word(at).bytes().all(|b| b.is_ascii_digit());
    let digits = |at: usize| plain(at) && view.word(at).len() != 4;
    let row =
        a.plain && !m.own && a.suffix.is_empty() && (digits(before) && !view.adjoins(a.first) || digits(a.end) && !view.adjoins(a.end));
    if row && (view.word(before).starts_with('0') || view.word(a.end).starts_with('0')) || row && digits(before) && digits(a.end) {
        return true;
    }
    // "+47 911 22 333", "(555) 123-4567", "20 31 44 09"
    let abroad = view.is(before, "+") && view.adjoins(a.first) && plain(a.end) && plain(a.end + 1);
    let area = view.kind(before) == TokenKind::Open
        && view.kind(a.end) == TokenKind::Close
        && a.whole == 3
        && plain(a.end + 1)
        && hyphen(a.end + 2);
    let last = plain(before) && plain(before.wrapping_sub(1)) && !view.adjoins(a.first) && !view.adjoins(before);
    if a.plain && !m.own && (last || abroad || area || plain(a.end) && !view.adjoins(a.end) && plain(a.end + 1) && !view.adjoins(a.end + 1))
    {
        return true;
    }
    // Long runs of digits without separators are numbers of things, not amounts.
    let phone = a.plain && a.whole >= 9 && view.any(before, words!["call", "on", "number", "phone", "tel"]);
    // "2014-15", "2025-26 budget": a year and the next.
    let season = |at: usize| view.word(at).len() == 4 && matches!(view.word(at).get(..2), Some("19" | "20"));
    if left && season(before.wrapping_sub(1)) && a.plain && matches!(a.whole, 2 | 4) || left && view.capital(a.end) && !m.own {
        return true;
    }
    let pair = (left || right) && !m.own && a.plain && a.form == Form::Number && !view.tag(a.end).is_noun();
    phone || pair || a.plain && a.whole > 1 && view.word(a.first).starts_with('0') && a.suffix.is_empty() && !m.own
}

/// A year: four digits where a year stands, unless people or things are counted.
fn year(view: View<'_, '_>, a: &Amount<'_>, compared: bool) -> bool {
    if a.spelled {
        return false;
    }
    if !a.plain || a.whole != 4 || view.kind(a.end) == TokenKind::Percent {
        return view.kind(a.first.wrapping_sub(1)) == TokenKind::Apostrophe && view.adjoins(a.first) && a.plain && a.whole == 2;
    }
    let year = a.low;
    if !(1000.0..2200.0).contains(&year) {
        return false;
    }
    let before = a.first.wrapping_sub(1);
    let counted = (a.end..a.end + 3).find_map(|n| match view.tag(n) {
        Tag::Plural if view.small(n) => Some(true),
        Tag::Adj | Tag::Noun if view.small(n) => None,
        _ => Some(view.is(n, "people")),
    }) == Some(true);
    let dated = view.any(
        before,
        words!["in", "since", "by", "until", "till", "from", "during", "after", "before", "mid", "early", "late", "circa", "year"],
    ) || view.calendar(before).is_some()
        || view.kind(before) == TokenKind::Comma && view.kind(before.wrapping_sub(1)) == TokenKind::Number;
    let modern = (1900.0..2060.0).contains(&year);
    if compared {
        return modern && !counted && year % 100.0 != 0.0 && view.any(before, words!["about", "around"]);
    }
    if modern {
        let round = year % 100.0 == 0.0;
        return !(counted && round && !dated);
    }
    // "by 2100", but not "fell by 2100"
    let far = (2060.0..2200.0).contains(&year) && view.change(before.wrapping_sub(1)).is_none();
    let opens = far && before == view.sentence_start(a.first);
    dated && (!counted || opens) && (far || !view.is(before, "by")) && !view.is(before, "from")
}

/// A unit of size stands at `at`: "that one mile" measures, "that one day" tells when.
fn sized(view: View<'_, '_>, at: usize) -> bool {
    let unit = view.context.lexicon.amounts().unit(view.word(at));
    unit.is_some_and(|unit| matches!(unit.measure.as_str(), "length" | "area" | "volume" | "mass"))
}

/// "one" that stands for somebody or something, or is an article.
fn pronoun(view: View<'_, '_>, a: &Amount<'_>) -> bool {
    let (before, next) = (a.first.wrapping_sub(1), a.end);
    if view.any(before, words!["minus", "negative"]) {
        return false;
    }
    if view.any(
        before,
        words![
            "no", "any", "every", "each", "the", "this", "that", "which", "another", "only", "old", "new", "same", "other", "such", "whole"
        ],
    ) && !(view.is(before, "that") && view.tag(before) == Tag::Sub)
        && !(view.any(before, words!["the", "only", "another", "other", "new"]) && view.tag(next).is_noun() && !view.is(before, "no"))
    {
        return true;
    }
    if view.kind(next) == TokenKind::Number && !view.adjoins(next)
        || view.is(next, "of")
        || view.is(next, "can")
        || view.is(next, "must")
        || view.is(next, "should")
    {
        return true;
    }
    let mut at = view.past_hyphen(next);
    for _ in 0..4 {
        match view.tag(at) {
            Tag::Noun | Tag::Plural => {
                return view.any(at, words!["day", "thing", "way", "time", "s"]) || view.tag(at) == Tag::Plural && at == next;
            }
            Tag::Adj | Tag::Name | Tag::Participle | Tag::Num => at += 1,
            _ if view.kind(at) == TokenKind::Hyphen => at += 1,
            _ => break,
        }
    }
    if at > next && view.tag(at - 1) == Tag::Name {
        return false;
    }
    // "one was killed", "killed two and wounded one", "one dead": the event says that it counts.
    let near = (next..next + 4).any(|n| matches!(view.event(n), Some(EventKind::Harm | EventKind::Person | EventKind::State)));
    let object = matches!(view.event(before), Some(EventKind::Harm | EventKind::Person));
    !(near || object)
}

/// An explicit zero: of people and casualties, or of anything that a passive says nothing happened to.
fn zero(view: View<'_, '_>, a: &Amount<'_>) -> bool {
    let at = a.end;
    let not_one = view.is(a.end - 1, "one") && view.is(a.first, "not") || view.is(a.end - 1, "single");
    let happened = |from: usize| {
        let end = view.sentence_end(from.min(view.tokens().len() - 1)).min(from + 5);
        (from..end).any(|n| matches!(view.event(n), Some(EventKind::Harm | EventKind::Person | EventKind::State)))
    };
    if view.any(a.first, words!["nobody"]) || view.is(a.end - 1, "one") && view.is(a.first, "no") {
        return happened(at);
    }
    if view.is(a.first, "none") {
        return view.is(at, "of") && (at..at + 4).any(|n| view.tag(n) == Tag::Num);
    }
    if not_one {
        let noun = view.get(at).is_some_and(|t| view.context.lexicon.info(t).tags.has(Tag::Noun));
        return view.tag(at).is_noun() || view.is(at, "of") || view.tag(at) == Tag::Adj || noun && view.kind(at) == TokenKind::Word;
    }
    let Some(chunk) = view.context.doc.chunk(at).filter(|c| c.tokens.holds(at)) else { return false };
    let head = chunk.head as usize;
    if !view.tag(head).is_noun()
        || view.any(head, words!["one", "longer", "doubt", "comment", "evidence", "way", "plans", "reason", "signs", "sign", "idea"])
    {
        return false;
    }
    if matches!(view.event(head), Some(EventKind::Noun)) && view.tag(head) == Tag::Plural {
        return true;
    }
    // "No barns had been burnt", "no flat has been sold": a passive.
    let verb = chunk.tokens.end as usize;
    let aux = view.tag(verb) == Tag::Aux && view.any(verb, words!["was", "were", "is", "are", "has", "have", "had", "been"]);
    let participle =
        |n: usize| view.get(n).is_some_and(|t| view.context.lexicon.info(t).tags.has(Tag::Participle)) || view.tag(n) == Tag::Participle;
    aux && (verb..verb + 4).any(participle)
        && !view.is(head, "decision")
        && !view.is(head, "decisions")
        && !view.any(
            head,
            words!["charges", "details", "date", "reason", "explanation", "money", "attempt", "effort", "information", "evidence"],
        )
}

/// "twice as many", "double the sum", "doubled": but not "double murder", "a double", "twice a week".
fn multiple(view: View<'_, '_>, a: &Amount<'_>) -> bool {
    let (before, next) = (a.first.wrapping_sub(1), a.end);
    if a.form == Form::Growth {
        if view.any(a.first, words!["doubles", "doubling", "tripling", "trebling"]) {
            return view.tag(before).is_noun()
                && !view.any(before, words!["women", "men", "mixed", "s"])
                && !view.any(next, words!["down", "up", "back"])
                || view.kind(before) == TokenKind::Comma;
        }
        return !view.any(next, words!["down", "up", "back", "over", "as"]) && !view.tag(before).eq(&Tag::Det);
    }
    if view.joined(next) || view.joined(before) {
        return false;
    }
    let compares =
        view.any(next, words!["the", "its", "their", "his", "her", "that", "what", "as", "those", "last", "our", "this", "normal"]);
    let reached =
        view.any(before, words!["than", "to", "nearly", "almost", "about", "would", "will", "could", "roughly", "around", "over", "by"]);
    match view.word(a.first).to_ascii_lowercase().as_str() {
        "twice" | "thrice" => compares,
        word if word.ends_with("fold") => true,
        _ => compares || reached && !view.tag(next).is_noun() && (!view.is(before, "to") || !view.any(next, words!["down", "up", "check"])),
    }
}

/// "half of", "a third of", "by a third", "two-thirds wanted": but not "first half", "a third man", "half-time".
fn fraction(view: View<'_, '_>, a: &Amount<'_>, compared: bool) -> bool {
    let (before, next) = (a.first.wrapping_sub(1), a.end);
    let of = view.is(next, "of");
    let half = view.is(a.end - 1, "half");
    let article = view.any(a.first, words!["a", "an"]);
    if view.joined(next) && !view.any(next + 1, words!["percent"]) {
        return false;
    }
    if half && !article {
        if view.any(
            before,
            words![
                "first", "second", "the", "other", "better", "final", "top", "bottom", "this", "that", "a", "an", "past", "southern",
                "northern", "eastern", "western", "back", "front", "opening", "latter", "each",
            ],
        ) || view.tag(before) == Tag::Adj && !compared
            || view.any(next, words!["past", "time", "way", "brother", "sister", "term", "price", "back", "marathon", "moon"])
            || view.joined(before)
        {
            return of && view.is(before, "the") || compared;
        }
        return true;
    }
    if compared || of || view.any(before, words!["by", "only", "just", "another", "up", "down", "than"]) {
        return !(view.is(next, "time") || of && view.any(next + 1, words!["a"]) && view.any(next + 2, words!["century"]));
    }
    if view.any(a.end - 1, words!["quarter"]) && article {
        // "a quarter were students": three months are one thing and take "was".
        return view.any(next, words!["were", "are", "have", "say", "said", "think"]);
    }
    let verb = view.tag(next).is_verb() || matches!(view.tag(next), Tag::Aux | Tag::Modal | Tag::Prep | Tag::Conj);
    let stop = matches!(view.kind(next), TokenKind::Comma | TokenKind::Period | TokenKind::Close | TokenKind::Semicolon);
    if article {
        return verb || stop && !view.any(before, words!["and", "for"]);
    }
    verb || stop || view.tag(next) == Tag::Det || !view.tag(next).is_noun() || view.is(next, "majority")
}

/// "scores" that are results or a verb.
fn vague_is_other(view: View<'_, '_>, a: &Amount<'_>) -> bool {
    let (before, next) = (a.first.wrapping_sub(1), a.end);
    if view.is(a.end - 1, "scores") && a.end == a.first + 1 {
        let subject = view.any(next, words!["were", "are", "have", "had"]) && !view.tag(before).is_noun();
        let counts = subject || view.any(next, words!["of", "more"]);
        return !counts || matches!(view.tag(before), Tag::Pron | Tag::Name);
    }
    if view.is(a.first, "tens") && a.end == a.first + 1 {
        return !view.is(next, "of");
    }
    view.any(before, words!["the"])
        && view.any(a.end - 1, words!["thousands", "hundreds"])
        && !view.is(next, "of")
        && !view.tag(next).is_noun()
}

/// "1)" and "(2)", and a lone number on its line.
fn enumerator(view: View<'_, '_>, a: &Amount<'_>) -> bool {
    if !a.plain || a.whole > 2 {
        return false;
    }
    let before = a.first.wrapping_sub(1);
    let list = view.kind(a.end) == TokenKind::Close && view.word(a.end) == ")" && !view.capital(before);
    let opens = view.kind(before) == TokenKind::Open;
    // "1 ) costs rise; 2 ) sales fall", as text with marks set apart has it.
    let apart = view.any(a.first.wrapping_sub(1), words!["and", ":", ";"]) || a.first == view.sentence_start(a.first);
    if list && !opens && (view.adjoins(a.end) || apart) {
        let open = (a.first.saturating_sub(12)..a.first).any(|n| view.kind(n) == TokenKind::Open);
        return !open;
    }
    list && opens && a.low < 20.0 && !view.capital(before.wrapping_sub(1))
}
