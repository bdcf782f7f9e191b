//! Numbers without their noun: what they count is understood from the number before ("nine of them", "wounded five"), from the
//! subject ("the toll rose to 52"), from what happened ("27 were injured"), or from the sum they stand beside.

use super::clause::{described, governor, subject_of};
use super::counted::{MORE, head_of, noun_phrase};
use super::draft::Draft;
use super::measure::Measured;
use super::number::{Amount, Form};
use super::view::View;
use crate::extract::{Comparator, Measure};
use crate::lexicon::{Class, EventKind, NumberKind};
use crate::text::{Tag, TokenKind, TokenSpan};

/// How far to the left of a number, in tokens, the subject may stand that says what it counts.
const SUBJECT: usize = 64;

/// Plurals that have a level, and are not counted by it.
const LEVELS: &[&str] = &[
    "shares",
    "stocks",
    "prices",
    "futures",
    "yields",
    "rates",
    "profits",
    "revenues",
    "earnings",
    "costs",
    "wages",
    "rents",
    "temperatures",
    "bonds",
    "gilts",
    "indices",
    "losses",
    "savings",
    "reserves",
    "takings",
    "receipts",
    "proceeds",
    "levels",
    "sales",
];

/// A number without its noun: "nine of them", "27 were injured", "wounded five", "reached 19", "the toll rose to 52".
pub(super) fn understood<'a>(view: View<'_, 'a>, draft: &mut Draft<'a>, drafts: &[Draft<'a>]) {
    let sentence = view.context.doc.sentence_index(draft.first);
    let near = |d: &Draft<'_>, most: usize| sentence - view.context.doc.sentence_index(d.first).min(sentence) <= most;
    let usable = |d: &Draft<'_>| d.counts() && !d.unit.is_empty() && !d.measured.joined;
    let from = super::part::recent(view, draft, drafts);
    let last_of = |wanted: &dyn Fn(&Draft<'_>) -> bool| drafts[from..].iter().rposition(|d| usable(d) && wanted(d)).map(|n| from + n);
    let last = last_of(&|_| true);
    // "killed 23 people, nine of them children, and injured dozens": people, not children.
    let same = last_of(&|d| near(d, 0) && d.part_of.is_none()).or_else(|| last_of(&|d| near(d, 0)));
    let of_them = view.is(draft.next, "of") && view.any(draft.next + 1, &["them", "whom", "which", "those", "these"])
        || view.is(draft.first.wrapping_sub(1), "whom") && view.is(draft.first.wrapping_sub(2), "of");
    if of_them && let Some(n) = last {
        return borrow(draft, drafts, n);
    }
    if let Some(span) = subject_count(view, draft) {
        let toll = view.event(span.end as usize - 1) == Some(EventKind::Toll);
        if !toll || deadly(view, span) {
            draft.counted = span;
            draft.unit = if toll { "death".into() } else { head_of(view, span) };
        }
        return;
    }
    // "Car sales totalled 41,000": the subject is what is counted.
    if let Some(span) = totalled(view, draft) {
        draft.counted = span;
        draft.unit = head_of(view, span);
        return;
    }
    let before = draft.first.wrapping_sub(1);
    // "a mother of four"
    if view.is(before, "of") && view.any(before.wrapping_sub(1), &["father", "mother", "dad", "mum", "mom", "parents"]) {
        draft.unit = "child".into();
        return;
    }
    // "a crowd of about 2,000", "a crowd estimated at 2,000"
    let estimated = view.is(before, "at") && view.any(before.wrapping_sub(1), &["estimated", "put"]);
    const PEOPLED: &[&str] =
        &["crowd", "audience", "congregation", "gathering", "mob", "town", "city", "village", "community", "hamlet", "suburb"];
    let peopled = before.wrapping_sub(1 + usize::from(estimated));
    if (estimated || view.is(before, "of")) && view.any(peopled, PEOPLED) && draft.amount.low >= 10.0 {
        draft.unit = "person".into();
        return;
    }
    let level = view.change(before).is_some() || view.any(before, &["to", "at", "near", "by"]) && same.is_none();
    let harmed = (draft.next..(draft.next + 4).min(view.sentence_end(draft.first))).any(|n| people(view, n));
    // "The fire gutted 12 homes, and five others were hurt": others are what was counted before only when it can be hurt.
    let others = harmed && view.is(draft.next, "others");
    let hurt = |d: &Draft<'_>| {
        let event = d.event.text().is_some_and(|e| !e.is_empty()) && (d.first.saturating_sub(2)..d.next + 6).any(|n| people(view, n));
        event || d.unit == "person" || (d.counted.range()).any(|n| view.is_class(n, Class::Role))
    };
    // "has infected 340 people in 12 countries and killed 61": people, not countries.
    let same = if people(view, before) { last_of(&|d| near(d, 0) && d.part_of.is_none() && hurt(d)).or(same) } else { same };
    if let Some(n) = same.filter(|&n| (!level || draft.amount.low.fract() == 0.0) && (!others || hurt(&drafts[n]))) {
        return borrow(draft, drafts, n);
    }
    // ", killing 14": the tagger takes the verb for the noun where no object stands.
    let harming = view.word(before).ends_with("ing") && view.context.lexicon.outcome(view.word(before)).is_some();
    if harmed || harming || people(view, before) || people(view, before.wrapping_sub(1)) && view.tag(before) == Tag::Adv {
        draft.unit = "person".into();
    } else if let Some(n) = last.filter(|_| {
        let verb = view.tag(draft.next) == Tag::Aux || view.tag(draft.next).is_verb();
        let taken = view.any(before, &["took", "won", "got", "secured", "gained", "lost", "kept"]);
        let more = view.any(draft.next, &["more", "others"]) || view.any(before, &["another", "further", "had", "have", "has"]);
        verb || more || taken && !view.tag(draft.next).is_noun()
    }) {
        borrow(draft, drafts, n);
    }
}

/// "95 km/h where 60 is allowed", "62 percent upstream but only 35 downstream": a bare number of the size of the measure
/// before it has the same unit.
pub(super) fn same_measure<'a>(view: View<'_, 'a>, draft: &mut Draft<'a>, drafts: &[Draft<'a>]) {
    let bare = draft.unit.is_empty() || draft.borrowed.is_some();
    let Some(d) = drafts.last().filter(|_| bare && draft.amount.form == Form::Number && draft.amount.scale == 1.0) else { return };
    let same_sentence = view.context.doc.sentence_index(d.first) == view.context.doc.sentence_index(draft.first);
    let before = draft.amount.first.wrapping_sub(1);
    // "added 2 percent to 1,940": a change and a level.
    let level = d.change.is_some() && view.any(before, &["to", "at", "near"]);
    // "from 14 miles to 24": the level reached has the unit of the level left.
    let reached = view.is(before, "to") && d.next == before && d.measured.own && d.measured.measure != Measure::Money;
    let reached = reached && (view.is(d.first, "from") || view.is(d.first.wrapping_sub(1), "from"));
    let measure = reached || matches!(d.measured.measure, Measure::Percent | Measure::Speed | Measure::Temperature);
    let (a, b) = (d.low.or(d.high).unwrap_or(0.0).abs(), draft.amount.low.abs());
    let alike = a > 0.0 && b > 0.0 && (0.05..20.0).contains(&(b / a)) && (d.measured.measure != Measure::Percent || b <= 100.0);
    let stands_alone = !view.tag(draft.next).is_noun()
        && !view.is(draft.next, "of")
        && !d.is_share()
        && !view.any(draft.next, MORE)
        && !(draft.next..draft.next + 3).any(|n| people(view, n));
    if same_sentence && measure && alike && !level && stands_alone && !draft.measured.joined {
        draft.measured.measure = d.measured.measure;
        draft.unit = d.unit.clone();
        (draft.borrowed, draft.counted) = (None, TokenSpan::new(draft.end, draft.end));
        draft.rule = d.rule;
    }
}

/// "10.9 billion crowns, against a forecast of 11.2 billion", "to 95 crowns from 130": a bare number beside a sum is a sum.
pub(super) fn same_currency<'a>(view: View<'_, 'a>, draft: &mut Draft<'a>, drafts: &[Draft<'a>]) {
    if !draft.unit.is_empty() || draft.amount.form != Form::Number || draft.measured.joined || view.tag(draft.next).is_noun() {
        return;
    }
    let sentence = view.context.doc.sentence_index(draft.first);
    // "3.1 billion crowns ($294 million), against 3.6 billion": not of the currency in brackets
    let bracketed = |d: &Draft<'_>| view.kind(d.first.wrapping_sub(1)) == TokenKind::Open;
    let sum = |d: &&Draft<'_>| d.measured.measure == Measure::Money && !bracketed(d);
    let Some(d) = drafts.iter().rev().take(3).find(sum) else { return };
    let apart = sentence - view.context.doc.sentence_index(d.first).min(sentence);
    let (a, b) = (d.low.or(d.high).unwrap_or(0.0).abs(), draft.amount.low.abs() * d.measured.factor.min(1.0));
    let alike = a > 0.0 && b > 0.0 && (0.01..100.0).contains(&(b / a));
    let large = draft.amount.scale >= 1e6 && apart <= 1;
    let level = apart == 0 && view.any(draft.first.wrapping_sub(1), &["from", "against"]) && draft.first <= d.next + 3;
    if alike && (large || level) {
        // "45 cents, up from 40"
        if d.measured.factor < 1.0 && !large {
            let cents = |v: f64| super::value(v, d.measured.factor);
            (draft.low, draft.high) = (draft.low.map(cents), draft.high.map(cents));
        }
        draft.measured.measure = d.measured.measure;
        draft.unit = d.unit.clone();
        (draft.borrowed, draft.counted) = (None, TokenSpan::new(draft.end, draft.end));
        draft.rule = d.rule;
    }
}

/// "1.84 euros a litre, up 14 cents": hundredths of the currency that was named before.
pub(super) fn cents_of<'a>(view: View<'_, 'a>, amount: &Amount<'a>, measured: &mut Measured<'a>, drafts: &[Draft<'a>]) {
    const IN_CENTS: &[&str] = &["EUR", "AUD", "CAD", "NZD", "SGD", "HKD", "ZAR"];
    let bare = measured.unit == "USD" && measured.factor < 1.0 && view.any(amount.after, &["cent", "cents"]);
    let sum = |d: &&Draft<'_>| d.measured.measure == Measure::Money && d.measured.factor >= 1.0;
    let Some(d) = drafts.last().filter(sum).filter(|_| bare) else { return };
    let near = view.context.doc.sentence_index(amount.first) <= view.context.doc.sentence_index(d.first) + 1;
    if near && IN_CENTS.contains(&d.measured.unit.as_ref()) {
        measured.unit = d.measured.unit.clone();
    }
}

/// The plural subject of a verb that gives a total.
fn totalled(view: View<'_, '_>, draft: &Draft<'_>) -> Option<TokenSpan> {
    let verb = governor(view, draft.first, false).filter(|g| g.nouns == 0)?;
    // "Cases tripled to 611", but not "Shares climbed to 611".
    let reached = view.is(draft.first.wrapping_sub(1), "to")
        && draft.amount.low.fract() == 0.0
        && draft.comparator == Comparator::Exact
        && (view.change(verb.head).is_some() || matches!(view.number_kind(verb.head), Some(NumberKind::Growth)));
    if !reached
        && !view.any(
            verb.head,
            &[
                "total",
                "totals",
                "totalled",
                "totaled",
                "totalling",
                "totaling",
                "number",
                "numbered",
                "numbers",
                "running",
                "stand",
                "stood",
                "stands",
            ],
        )
    {
        return None;
    }
    let subject = subject_of(view, verb.group, 0)?;
    let head = subject.head as usize;
    let plural = matches!(view.tag(head), Tag::Plural | Tag::Third);
    let level = reached && view.any(head, LEVELS);
    described(view, &subject).filter(|_| plural && !level)
}

/// The toll or count `span` is of deaths: a toll by itself, a count or tally where somebody died nearby ("vote count").
fn deadly(view: View<'_, '_>, span: TokenSpan) -> bool {
    const DEATH: &[&str] =
        &["dead", "death", "deaths", "died", "dies", "killed", "killing", "bodies", "body", "fatalities", "casualties", "victims", "toll"];
    let head = span.end as usize - 1;
    if view.is(head, "toll") || view.any(head.wrapping_sub(1), DEATH) {
        return true;
    }
    let named = view.tag(head.wrapping_sub(1)).is_noun();
    let start = view.sentence_start(view.sentence_start(head).saturating_sub(1));
    !named && (start..view.sentence_end(head)).any(|n| view.any(n, DEATH))
}

/// "at least 20 and perhaps as many as 35 people were hurt": two numbers of one noun, with what happened to it.
pub(super) fn share_noun<'a>(view: View<'_, 'a>, draft: &mut Draft<'a>, next: &Draft<'a>) {
    let bare = draft.counts() && draft.unit.is_empty() && draft.amount.form == Form::Number && draft.next < next.first;
    let own = next.counts() && next.borrowed.is_none() && !next.unit.is_empty() && next.counted.start as usize >= next.next;
    if !bare || !own || next.first > draft.next + 3 {
        return;
    }
    let linked = view.any(draft.next, &["and", "or", "but"])
        && (draft.next + 1..next.first).all(|n| view.tag(n) == Tag::Adv || view.any(n, &["perhaps", "possibly", "maybe"]));
    if linked {
        (draft.unit, draft.counted, draft.event) = (next.unit.clone(), next.counted, next.event);
        draft.about = TokenSpan::new(draft.end, draft.end);
    }
}

pub(super) fn borrow<'a>(draft: &mut Draft<'a>, drafts: &[Draft<'a>], n: usize) {
    draft.unit = drafts[n].unit.clone();
    draft.counted = drafts[n].counted;
    draft.borrowed = Some(n);
}

pub(super) fn people(view: View<'_, '_>, at: usize) -> bool {
    matches!(view.event(at), Some(EventKind::Harm | EventKind::Person | EventKind::State))
}

/// "The number of huts burnt … reached 19", "the toll rose to 52": what the subject counts.
fn subject_count(view: View<'_, '_>, draft: &Draft<'_>) -> Option<TokenSpan> {
    let start = view.sentence_start(draft.first).max(draft.first.saturating_sub(SUBJECT));
    let mut at = draft.first;
    while at > start {
        at -= 1;
        if view.any(at, &["number", "total"]) && view.is(at + 1, "of") {
            let mut noun = at + 2;
            while view.any(noun, &["the", "its", "their", "such", "those"]) {
                noun += 1;
            }
            let word = || (view.small(noun) && noun < draft.first).then(|| TokenSpan::new(noun, noun + 1));
            return noun_phrase(view, noun, draft.first).or_else(word);
        }
        // "nine counts of theft" are counted themselves.
        if view.event(at) == Some(EventKind::Toll) && view.tag(at).is_noun() && view.tag(at.wrapping_sub(1)) != Tag::Num {
            return view.context.doc.chunk(at).map(|_| {
                let from = if view.tag(at.wrapping_sub(1)).is_noun() && at > start { at - 1 } else { at };
                TokenSpan::new(from, at + 1)
            });
        }
    }
    None
}
