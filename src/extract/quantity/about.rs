//! What a percentage, a sum or a measure describes: the noun it stands with, the phrase behind "of", or the subject or object of
//! the verb it belongs to.

use super::clause::{copula, described, governor, noun_group, predicate_of, says_when, subject_of, verb_group};
use super::counted::noun_phrase;
use super::draft::Draft;
use super::number::Form;
use super::subject::subject;
use super::view::View;
use super::word_list::{Words, words};
use crate::extract::Measure;
use crate::lexicon::{Class, EventKind};
use crate::text::{Tag, TokenKind, TokenSpan};

/// Adjectives behind a measure that say which side of the thing before it is measured.
pub(super) const DIMENSIONS: Words<'_> = words!["high", "long", "wide", "deep", "tall", "thick", "across", "old"];

/// Nouns whose "of" phrase says how many they hold: "a poll of 1,000 voters".
const GATHERED: Words<'_> = words![
    "poll",
    "survey",
    "sample",
    "trial",
    "study",
    "average",
    "sales",
    "fleet",
    "crowd",
    "team",
    "workforce",
    "turnout",
    "output",
    "production",
    "membership",
    "audience",
    "staff",
    "population",
    "army",
    "force",
    "delegation",
    "panel",
    "cast",
    "garrison",
    "town",
    "city",
    "village",
    "community",
];

/// The tokens that say what `draft` is about; empty when nothing does.
pub(super) fn about(view: View<'_, '_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> TokenSpan {
    let none = TokenSpan::new(draft.first, draft.first);
    let span = found(view, draft, drafts);
    if span.is_empty() || span.len() == 1 && !view.tag(span.start as usize).is_noun() && view.tag(span.start as usize) == Tag::Det {
        return none;
    }
    // What is said of another amount is said of what that describes: "0.8 times sales" after "nine times profit".
    let overlaps = |first: usize, next: usize| (span.start as usize) < next && first < span.end as usize;
    // "9-by-12-inch plate": what stands behind the amount.
    if overlaps(draft.amount.first, draft.amount.end) && draft.amount.form != Form::Share {
        let end = span.end as usize;
        return if end > draft.next && draft.measured.joined { TokenSpan::new(end - 1, end) } else { none };
    }
    // "12 million euros for 40 buses": of the buses; how many stands in their own row.
    let own_number = span.len() > 1 && view.tag(span.start as usize) == Tag::Num && !view.joined(span.start as usize + 1);
    if own_number && draft.measured.measure == Measure::Money {
        return TokenSpan::new(span.start as usize + 1, span.end as usize);
    }
    let other = drafts.iter().rev().take(3).find(|d| overlaps(d.amount.first, d.next.max(d.amount.end)));
    match other {
        // "rose 12 points to 4,310": the size of the change is not what has the level.
        Some(d)
            if d.counts()
                && d.unit != "point"
                && (d.counted.start as usize) >= d.next
                && overlaps(d.counted.start as usize, d.counted.end as usize) =>
        {
            span
        }
        Some(d) if (d.about.start as usize) < draft.amount.end && draft.amount.first < d.about.end as usize => none,
        Some(d) => d.about,
        None => span,
    }
}

fn found(view: View<'_, '_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> TokenSpan {
    let none = TokenSpan::new(draft.first, draft.first);
    let end = view.sentence_end(draft.first);
    if draft.measured.measure == Measure::Age {
        return age(view, draft, end).unwrap_or(none);
    }
    if draft.measured.measure == Measure::Score {
        return noun_phrase(view, draft.next, end).unwrap_or(none);
    }
    // "four crates in every nine"
    let inside = draft.amount.first + 1;
    let noun = matches!(view.tag(inside), Tag::Plural | Tag::Noun);
    if draft.amount.form == Form::Share && noun && inside < draft.amount.end {
        return TokenSpan::new(inside, inside + 1);
    }
    let counted = draft.counts() && !draft.unit.is_empty();
    if !counted && let Some(span) = behind(view, draft, end) {
        return span;
    }
    if draft.measured.measure == Measure::Percent
        && let Some(span) = understood(view, draft, drafts)
    {
        return span;
    }
    if view.any(draft.next, DIMENSIONS)
        && let Some(group) = draft.first.checked_sub(1).and_then(|n| noun_group(view, n)).filter(|g| g.tokens.end as usize == draft.first)
        && let Some(span) = described(view, group)
    {
        return span;
    }
    if view.kind(draft.first.wrapping_sub(1)) == TokenKind::Open
        && let Some(d) = drafts.last().filter(|d| d.next + 1 >= draft.first)
    {
        return d.about;
    }
    if draft.measured.measure == Measure::Duration {
        return duration(view, draft).unwrap_or(none);
    }
    if matches!(draft.amount.form, Form::Growth | Form::Halved) {
        let mut at = draft.next;
        while at < end && matches!(view.tag(at), Tag::Det | Tag::Poss) {
            at += 1;
        }
        let object = if at > draft.next { noun_phrase(view, at, end) } else { None };
        let subject = || subject_of(view, verb_group(view, draft.amount.first)?.tokens, 0).and_then(|g| described(view, &g));
        return object.or_else(subject).unwrap_or(none);
    }
    if let Some(span) = before_of(view, draft, draft.first) {
        return span;
    }
    // "a quake of magnitude 5.9"
    let magnitude = view.is(draft.first.wrapping_sub(1), "magnitude");
    if magnitude && let Some(span) = before_of(view, draft, draft.first - 1) {
        return span;
    }
    if let Some(span) = carried(view, draft, drafts) {
        return span;
    }
    subject(view, draft).unwrap_or(none)
}

/// Of whom a share without a noun is a share: "one in nine said", "of those evicted, a quarter", "half of them".
fn understood(view: View<'_, '_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> Option<TokenSpan> {
    let start = view.sentence_start(draft.first);
    let of_them = view.is(draft.next, "of") && view.any(draft.next + 1, words!["them", "whom", "these", "those"]);
    let verb = view.tag(draft.next).is_verb() || matches!(view.tag(draft.next), Tag::Aux | Tag::Modal);
    if !(of_them || verb && draft.is_share()) {
        return None;
    }
    if view.is(start, "of") && draft.first > start + 1 {
        let opens = (start + 1..draft.first).find(|&n| view.kind(n) == TokenKind::Comma)?;
        return (opens + 1 == draft.first).then(|| TokenSpan::new(start + 1, opens));
    }
    let sentence = |at: usize| view.context.doc.sentence_index(at);
    let last = drafts.iter().rev().take(3).find(|d| {
        let whole = if d.counts() { !d.counted.is_empty() } else { d.is_share() && !d.about.is_empty() };
        whole && sentence(draft.first) - sentence(d.first).min(sentence(draft.first)) <= 1
    })?;
    let asked = view.any(last.about.end.saturating_sub(1) as usize, words!["poll", "survey", "sample"]) && !last.about.is_empty();
    let own = sentence(last.first) == sentence(draft.first) || of_them || last.is_share() || asked;
    own.then_some(if last.counts() { last.counted } else { last.about })
}

/// Whose figure a count is, where the counted is not itself the subject: "the mill employs 400 people", "a survey of 1,000
/// tenants", "a six-cylinder engine". Nobody's when something befell the counted: who did it says nothing of the number.
pub(super) fn holder(view: View<'_, '_>, draft: &Draft<'_>) -> TokenSpan {
    let none = TokenSpan::new(draft.first, draft.first);
    // "a six-cylinder engine", "a 12 page report"
    let unit = draft.counted.end as usize;
    let bare = draft.counted.len() == 1 && draft.amount.low > 1.0 && !draft.amount.spelled && view.tag(unit - 1) == Tag::Noun;
    if draft.measured.joined || bare && unit > draft.next && view.tag(unit) == Tag::Noun && view.event(unit).is_none() {
        return noun_phrase(view, unit, view.sentence_end(draft.first)).unwrap_or(none);
    }
    if draft.amount.form == Form::Zero || view.any(draft.first.wrapping_sub(1), words!["including", "among", "the", "than"]) {
        return none;
    }
    let befell = |at: usize| matches!(view.event(at), Some(EventKind::Harm | EventKind::Person | EventKind::State));
    let end = view.sentence_end(draft.first);
    let behind = if draft.counted.is_empty() { draft.next } else { draft.counted.end as usize };
    let suffered = || (behind.saturating_sub(1)..end.min(behind + 3)).any(befell);
    if let Some(span) = before_of(view, draft, draft.first).filter(|s| view.any(s.end as usize - 1, GATHERED)) {
        return if suffered() { none } else { span };
    }
    // The object of the verb, or the level that a verb of change leads to.
    // "which has 400 workers": the verb behind is the verb of the clause around.
    let reaches = |p: Option<usize>, head: usize| p.is_some_and(|p| view.is(p, "to")) && view.change(head).is_some();
    let Some(verb) = governor(view, draft.first, false).filter(|g| g.nouns == 0 || reaches(g.preposition, g.head)) else { return none };
    let opens = (verb.group.start as usize).wrapping_sub(1);
    let relative = view.tag(opens) == Tag::Wh || view.is(opens, "that") && view.tag(opens.wrapping_sub(1)).is_noun();
    let close = verb.preposition.is_none_or(|p| p == verb.group.end as usize || view.is(p, "to") && view.change(verb.head).is_some());
    if !close || view.is_class(verb.head, Class::Cue) || !relative && predicate_of(view, behind, end, 2).is_some() {
        return none;
    }
    // "forced 200,000 from their homes", "leaving 30": with the counted understood, only who has or gets it.
    const HAVING: &[&str] = &["take", "win", "get", "secure", "gain", "hold", "have", "own", "keep", "employ", "score"];
    if draft.borrowed.is_some() && !HAVING.contains(&view.lemma(verb.head)) {
        return none;
    }
    // Who employs people has them; who arrests them does not.
    let happened = || view.event(verb.head).is_some() && view.lemma(verb.head) != "employ";
    if happened() || suffered() {
        return none;
    }
    let named = |g: &crate::text::Chunk| view.tag(g.head as usize).is_noun() && !says_when(view, g);
    let subject = subject_of(view, verb.group, 0).filter(named).and_then(|g| described(view, &g));
    // "which employs 8,200 people in three countries, will shed 900": the group inside an insertion is no subject.
    let number = |s: &TokenSpan| view.tag(s.start as usize) == Tag::Num && !view.joined(s.start as usize + 1);
    let subject = subject.filter(|s| !number(s));
    let other = |s: &TokenSpan| s.end as usize <= draft.first && (draft.counted.start >= s.end || draft.counted.end <= s.start);
    subject.filter(other).unwrap_or(none)
}

/// "12 percent of voters", "$12m deal", "30 tons of cocaine", "$2 billion in losses", "$30 for a lamp".
fn behind(view: View<'_, '_>, draft: &Draft<'_>, end: usize) -> Option<TokenSpan> {
    // "8 miles (13 kilometres) of tunnels": the same amount again in brackets.
    let mut at = past_brackets(view, draft.next);
    // "Dow +0.2% Nasdaq +0.8%"
    if view.is(draft.first.wrapping_sub(1), "+") {
        return None;
    }
    let money = draft.measured.measure == Measure::Money;
    let of = view.is(at, "of");
    if draft.measured.measure == Measure::Ratio {
        if view.is(at, "as") && view.any(at + 1, words!["many", "much"]) {
            return noun_phrase(view, at + 2, end);
        }
        let said = governor(view, draft.first, false).is_some_and(|g| copula(view, g.head) && g.nouns == 0 && g.preposition.is_none());
        let compared = !said && matches!(view.tag(at), Tag::Det | Tag::Poss) && !view.is(at, "that");
        return if compared { noun_phrase(view, at + 1, end) } else { None };
    }
    if view.any(at, DIMENSIONS) {
        return None;
    }
    // "one in three inter-island ferries"
    let compound = view.kind(at) == TokenKind::Word && view.joined(at + 1);
    let bare_share = draft.is_share() && (matches!(view.tag(at), Tag::Det | Tag::Poss | Tag::Noun | Tag::Plural | Tag::Adj) || compound);
    // "a prize of 3 million pesos for a design" says before what the sum is.
    let named = view.is(draft.first.wrapping_sub(1), "of") && !view.any(draft.first.wrapping_sub(2), words!["total", "sum"]);
    let sum = money && view.any(at, words!["in", "for", "on"]) && !view.capital(at + 1) && !named;
    if of || bare_share || sum {
        let for_it = view.any(at, words!["for", "on"]);
        // "fell to 60% of GDP", "turnout was 68% of voters": the share is said of the subject.
        if of && draft.measured.measure == Measure::Percent && !draft.is_share() && said_of_subject(view, draft) {
            return None;
        }
        if !bare_share || of {
            at += 1;
        }
        while at < end
            && (matches!(view.tag(at), Tag::Det | Tag::Poss | Tag::Num)
                || view.any(at, words!["own", "all", "about", "some", "more", "than", "nearly"]))
            && !view.is(at, "those")
        {
            at += 1;
        }
        if view.any(at, words!["those", "them", "whom", "which"]) {
            if view.is(at, "those") {
                // "those over 65", "those with pets"
                let noun = if view.tag(at + 1) == Tag::Prep { noun_group(view, at + 2).map(|g| g.tokens.end as usize) } else { None };
                return Some(TokenSpan::new(at, noun.unwrap_or(at + 2).min(end)));
            }
            // "a quarter of them students"
            return noun_phrase(view, at + 1, end);
        }
        // "more than a quarter of last season's 640 reported thefts"
        if let Some(owner) = (at..end.min(at + 5)).find(|&n| view.kind(n) == TokenKind::Clitic).filter(|&n| view.tag(n + 1) == Tag::Num) {
            at = (owner + 1..end).find(|&n| view.tag(n) != Tag::Num).unwrap_or(at);
        }
        let phrase = noun_phrase(view, at, end)?;
        let group = noun_group(view, phrase.end as usize - 1);
        if group.is_some_and(|g| says_when(view, g)) || view.is(at, "per") || for_it && view.tag(phrase.end as usize - 1) == Tag::Name {
            return None;
        }
        return Some(with_of(view, phrase, end));
    }
    if draft.measured.measure == Measure::Duration && !draft.measured.joined {
        return None;
    }
    // "the 600-metre-wide strait"
    let side = view.past_hyphen(at);
    let at = if side > at && view.any(side, DIMENSIONS) { side + 1 } else { side };
    let apart = view.any(
        at,
        words![
            "higher",
            "lower",
            "above",
            "below",
            "more",
            "less",
            "today",
            "yesterday",
            "tomorrow",
            "away",
            "apart",
            "north",
            "south",
            "east",
            "west",
            "southwest",
            "northwest",
            "southeast",
            "northeast",
            "inland",
            "short",
        ],
    );
    // "a 23 percent lower risk"
    let compared = apart && view.any(at, words!["higher", "lower"]) && view.any(draft.first.wrapping_sub(1), words!["a", "an"]);
    if compared && view.tag(at + 1).is_noun() {
        return noun_phrase(view, at + 1, end).map(|span| with_of(view, span, end));
    }
    // "Winds of 185 kph (115 mph) hit the coast": a verb that is written as the noun.
    let verb = view.tag(at + 1) == Tag::Det && view.possible(at, Tag::Past);
    if apart || verb || view.calendar(at).is_some() || view.tag(at) == Tag::Det {
        return None;
    }
    let modifier = matches!(view.tag(at), Tag::Adj | Tag::Participle) && draft.measured.joined;
    // "three-quarters of inter-island trade", "a 750 metre swim", "40 foot shipping containers"
    let article = view.any(draft.first.wrapping_sub(1), words!["a", "an"])
        && (view.possible(at, Tag::Noun) || view.tag(at) == Tag::Base)
        && view.small(at);
    let gerund = view.tag(at) == Tag::Ing && view.tag(at + 1).is_noun() && !draft.counts() && view.possible(at, Tag::Noun);
    if view.tag(at).is_noun() || modifier || article || gerund {
        if article && !view.tag(at).is_noun() && !view.tag(at + 1).is_noun() {
            return Some(TokenSpan::new(at, at + 1));
        }
        let span = noun_phrase(view, at, end).filter(|s| !s.is_empty())?;
        let group = noun_group(view, span.end as usize - 1);
        return (!group.is_some_and(|g| says_when(view, g))).then_some(span);
    }
    if view.tag(at) == Tag::Adj { noun_phrase(view, at, end) } else { None }
}

/// Past an amount in brackets behind an amount; `at` itself when none stands there.
fn past_brackets(view: View<'_, '_>, at: usize) -> usize {
    let number = |n: usize| view.kind(n) == TokenKind::Number || view.kind(n) == TokenKind::Word && view.tag(n) == Tag::Num;
    if view.kind(at) != TokenKind::Open || !(at + 1..at + 4).any(number) {
        return at;
    }
    (at + 2..at + 9).find(|&n| view.kind(n) == TokenKind::Close).map_or(at, |close| close + 1)
}

/// A verb of change or being leads to the percentage.
fn said_of_subject(view: View<'_, '_>, draft: &Draft<'_>) -> bool {
    governor(view, draft.first, false).is_some_and(|g| {
        g.nouns == 0
            && (copula(view, g.head) || view.change(g.head).is_some_and(|_| g.preposition.is_some() || draft.first != draft.amount.first))
    })
}

/// The phrase with one "of" phrase behind it, or the clause words of "farmers along the dam".
fn with_of(view: View<'_, '_>, phrase: TokenSpan, end: usize) -> TokenSpan {
    let at = phrase.end as usize;
    let people = view.any(phrase.end as usize - 1, words!["people", "those"]);
    if view.is(at, "of") || people && view.tag(at) == Tag::Ing {
        let mut n = at + 1;
        while n < end && matches!(view.tag(n), Tag::Det | Tag::Poss | Tag::Prep) {
            n += 1;
        }
        if let Some(more) = noun_phrase(view, n, end) {
            return TokenSpan::new(phrase.start as usize, more.end as usize);
        }
    }
    phrase
}

/// "a fine of 30 million dinars", "at a height of 9 kilometres", "a price of 150p": the noun before "of".
fn before_of(view: View<'_, '_>, draft: &Draft<'_>, first: usize) -> Option<TokenSpan> {
    let start = view.sentence_start(draft.first);
    let of = first.checked_sub(1).filter(|&n| n > start)?;
    if !view.is(of, "of") {
        return None;
    }
    // "fines of up to €10,000": a plural that the tagger took for a verb.
    if view.tag(of - 1) == Tag::Third {
        return Some(TokenSpan::new(of - 1, of));
    }
    let group = noun_group(view, of - 1)?;
    // "at a rate of 5 percent" names nothing, "an unemployment rate of 5 percent" does.
    let head = group.head as usize;
    let named = head > group.tokens.start as usize && (view.tag(head - 1).is_noun() || view.tag(head - 1) == Tag::Ing);
    const LEVELS: Words<'_> = words!["total", "record", "average", "rate", "close", "high", "low", "peak", "maximum", "minimum"];
    if view.any(head, LEVELS) && !named {
        return None;
    }
    described(view, group)
}

/// Another amount of the same subject: "dropped $2, or 5 percent, to $38".
fn carried(view: View<'_, '_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> Option<TokenSpan> {
    let d =
        drafts.last().filter(|d| !d.about.is_empty() && d.measured.measure != Measure::Age && d.measured.measure != Measure::Duration)?;
    // "51 percent of the vote to 48 percent"
    let against = draft.first == d.about.end as usize + 1 && view.any(draft.first - 1, words!["to", "against", "versus"]);
    if against && d.measured.measure == draft.measured.measure && d.measured.measure == Measure::Percent {
        return Some(d.about);
    }
    if (d.about.start as usize) >= d.first || view.context.doc.sentence_index(d.first) != view.context.doc.sentence_index(draft.first) {
        return None;
    }
    let between = d.next..draft.first;
    // "1,480 crowns a week by the spring, against 910 crowns in Tarrow"
    if view.is(draft.first - 1, "with") && view.is(draft.first - 2, "compared") && d.measured.measure == draft.measured.measure {
        return Some(d.about);
    }
    // "a fine of $8,000 for one and $12,000 for the other"
    let beside = view.any(draft.first - 1, words!["and", "or"]) && d.measured.measure == draft.measured.measure && between.len() <= 6;
    if beside && !between.clone().any(|n| verb_group(view, n).is_some() || view.kind(n) == TokenKind::Semicolon) {
        return Some(d.about);
    }
    let other = between.clone().any(|n| {
        verb_group(view, n).is_some() && !view.any(n, words!["compared"])
            || matches!(view.tag(n), Tag::Sub | Tag::Wh)
            || view.tag(n) == Tag::Conj && !view.is(n, "or")
            || noun_group(view, n).is_some_and(|g| !says_when(view, g))
    });
    (between.len() <= 10 && !other).then_some(d.about)
}

/// "the trial lasted 14 months", "nine years in jail".
fn duration(view: View<'_, '_>, draft: &Draft<'_>) -> Option<TokenSpan> {
    if view.is(draft.next, "in") && view.any(draft.next + 1, words!["prison", "jail", "custody"]) {
        return Some(TokenSpan::new(draft.next + 1, draft.next + 2));
    }
    let before = draft.first.wrapping_sub(1);
    if view.is(before, "of") {
        return before_of(view, draft, draft.first);
    }
    // "cut the journey from four hours to 90 minutes"
    let changed = || governor(view, draft.first, false).is_some_and(|g| view.change(g.head).is_some() && g.nouns > 0);
    if view.any(before, words!["from", "to", "by"]) && changed() {
        return subject(view, draft).filter(|s| s.end as usize <= draft.first);
    }
    let lasting = view.any(before, words!["lasted", "lasts", "last", "took", "takes", "take", "taken", "lasting"]);
    if lasting { subject(view, draft) } else { None }
}

/// Whose age it is: the noun behind "52-year-old", the name before ", 34,".
fn age(view: View<'_, '_>, draft: &Draft<'_>, end: usize) -> Option<TokenSpan> {
    let next = view.past_hyphen(draft.next);
    let start = view.sentence_start(draft.first);
    if draft.measured.own && !view.any(draft.first.wrapping_sub(1), words!["aged"]) {
        return noun_phrase(view, next, end).or_else(|| subject(view, draft));
    }
    let mut at = draft.first.checked_sub(1)?;
    while at > start
        && (view.any(at, words!["aged", "age", "ages", "of", "the", "between", "at"])
            || matches!(view.kind(at), TokenKind::Comma | TokenKind::Open))
    {
        at -= 1;
    }
    if let Some(group) = noun_group(view, at).filter(|g| view.tag(g.head as usize).is_noun()) {
        return described(view, group);
    }
    if view.is(at, "those") {
        return Some(TokenSpan::new(at, at + 1));
    }
    subject(view, draft)
}
