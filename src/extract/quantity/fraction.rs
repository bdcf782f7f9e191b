//! Parts of one: "a third", "two-fifths", "1/16", "two and a half", "½", "thirty-one sixths".
//!
//! A part of something is a share and comes out as a percentage; a part of a scale or a unit ("half a million", "a quarter
//! mile") and a fraction above one are plain numbers.

use super::number::{Amount, Form, continued, read};
use super::spelled::spelled;
use super::view::View;
use super::word_list::words;
use crate::lexicon::{Class, NumberKind};
use crate::text::{Tag, TokenKind};

/// A percentage as the records give it: three decimals.
pub(super) fn percentage(part: f64) -> f64 {
    (part * 100_000.0).round() / 1000.0
}

/// "2-1/2": the part behind a whole number, and its end.
pub(super) fn hyphenated_fraction(view: View<'_, '_>, amount: &Amount<'_>) -> Option<(f64, usize)> {
    let hyphen = amount.end;
    let whole = amount.plain && !amount.spelled && amount.low.fract() == 0.0;
    let joined = whole && view.kind(hyphen) == TokenKind::Hyphen && view.adjoins(hyphen) && view.adjoins(hyphen + 1);
    slash_fraction(view, hyphen + 1).filter(|f| joined && f.0 < 1.0)
}

/// "N/M" with no spaces, as a number, when it can be a fraction.
pub(super) fn slash_fraction(view: View<'_, '_>, at: usize) -> Option<(f64, usize)> {
    let slash = view.kind(at + 1) == TokenKind::Slash || view.word(at + 1) == "⁄";
    if view.kind(at) != TokenKind::Number || !slash || view.kind(at + 2) != TokenKind::Number {
        return None;
    }
    let apart = !view.adjoins(at + 1) && !view.adjoins(at + 2);
    let close = view.adjoins(at + 1) && view.adjoins(at + 2);
    if apart == close || matches!(view.kind(at + 3), TokenKind::Slash) {
        return None;
    }
    let (over, under) = (view.word(at).parse::<f64>().ok()?, view.word(at + 2).parse::<f64>().ok()?);
    let usual = [2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 16.0, 32.0, 64.0, 100.0, 128.0, 1000.0].contains(&under);
    (over > 0.0 && over < under && usual).then_some((over / under, at + 3))
}

/// "and a half", "and three quarters", also with hyphens: the part and its end.
pub(super) fn and_a_half(view: View<'_, '_>, at: usize) -> Option<(f64, usize)> {
    let and = view.past_hyphen(at);
    if !view.is(and, "and") {
        return None;
    }
    let first = view.past_hyphen(and + 1);
    let (count, end) = match view.number_kind(first) {
        Some(NumberKind::Unit | NumberKind::Teen | NumberKind::Ten) => spelled(view, first).map(|(count, end, _)| (count, end))?,
        _ if view.any(first, words!["a", "an"]) => (1.0, first + 1),
        _ => return None,
    };
    let part = view.past_hyphen(end);
    let n = view.number(part).filter(|n| matches!(n.kind, NumberKind::Part | NumberKind::Parts) && count < n.low)?;
    (!view.is(part + 1, "of")).then_some((count / n.low, part + 1))
}

/// "half", "a third", "a quarter of a million".
pub(super) fn part_of_one<'a>(view: View<'_, 'a>, at: usize) -> Option<Amount<'a>> {
    let n = view.number(at)?;
    let before = at.wrapping_sub(1);
    let article = view.any(before, words!["a", "an"]);
    let half = n.low == 2.0;
    if !article && !half && !view.number(at + 1).is_some_and(|n| n.kind == NumberKind::Scale) {
        return None;
    }
    if article && let Some(more) = unit_and(view, before.wrapping_sub(1), at + 1, 1.0 / n.low) {
        return Some(more);
    }
    let first = if article { before } else { at };
    Some(share(view, Amount::new(view, first, at + 1, 1.0), 1.0 / n.low))
}

/// "a year and a half", "the past mile and three quarters": one of the unit before `and`, and the part that ends at `end`.
fn unit_and<'a>(view: View<'_, 'a>, and: usize, end: usize, part: f64) -> Option<Amount<'a>> {
    let unit = and.checked_sub(1).filter(|&unit| view.is(and, "and") && view.is_class(unit, Class::Unit) && !of_another(view, end))?;
    let before = unit.checked_sub(1)?;
    let first = match view.any(before, words!["a", "an"]) {
        true => before,
        false if view.any(before, words!["past", "last", "next", "the", "this", "another"]) => unit,
        false => return None,
    };
    Some(Amount { after: unit, ..Amount::new(view, first, end, 1.0 + part) })
}

/// "and a third visit", "and a half-finished road": the part at the end belongs to what follows.
pub(super) fn of_another(view: View<'_, '_>, end: usize) -> bool {
    view.joined(end) || !view.is(end - 1, "half") && (view.tag(end).is_noun() || view.tag(end) == Tag::Adj)
}

/// "two thirds", "one-quarter", "thirty-one sixths": the number `amount` with its parts.
pub(super) fn fraction<'a>(view: View<'_, 'a>, amount: Amount<'a>) -> Option<Amount<'a>> {
    let (over, under, end) = over_tens(view, &amount).or_else(|| over_parts(view, &amount))?;
    let amount = amount.until(view, end);
    if over < under
        && let Some(more) = unit_and(view, amount.first.wrapping_sub(1), end, over / under)
    {
        return Some(more);
    }
    if over <= under {
        return Some(share(view, amount, over / under));
    }
    // More than one is no share of anything.
    Some(amount.with(Form::Number, over / under, over / under))
}

/// "23 hundredths": digits before decimal parts. Before other words of parts they count ("the last 3 quarters").
pub(super) fn digit_parts<'a>(view: View<'_, 'a>, amount: Amount<'a>) -> Option<Amount<'a>> {
    let n = view.number(amount.end).filter(|n| n.kind == NumberKind::Parts && amount.plain && matches!(n.low, 10.0 | 100.0 | 1000.0))?;
    (amount.low < n.low).then(|| share(view, amount.until(view, amount.end + 1), amount.low / n.low))
}

/// Numerator, denominator and end of a fraction whose parts are one word.
fn over_parts(view: View<'_, '_>, amount: &Amount<'_>) -> Option<(f64, f64, usize)> {
    let apart = view.kind(amount.end) == TokenKind::Hyphen && !view.adjoins(amount.end) && !view.adjoins(amount.end + 1);
    let at = if apart { amount.end + 1 } else { view.past_hyphen(amount.end) };
    let n = view.number(at).filter(|n| matches!(n.kind, NumberKind::Part | NumberKind::Parts))?;
    let many = amount.low > 1.0;
    let agrees = (n.kind == NumberKind::Parts) == many || many && at > amount.end;
    // "over eight quarters", "in both halves": periods, which are counted.
    let counted = amount.low > n.low && (n.kind == NumberKind::Part || matches!(n.low, 2.0 | 4.0));
    let periods = matches!(n.low, 2.0 | 4.0) && many && at == amount.end && periods(view, amount, at + 1);
    (agrees && !counted && !periods).then_some((amount.low, n.low, at + 1))
}

/// "the last three quarters", "for two quarters running", "the two halves": parts of a year or a game, and no share of anything.
fn periods(view: View<'_, '_>, amount: &Amount<'_>, end: usize) -> bool {
    if view.is(end, "of") {
        return false;
    }
    let before = amount.first.wrapping_sub(1);
    let chosen = ["last", "past", "previous", "next", "first", "final", "consecutive", "straight", "all", "both", "for", "after"];
    amount.low >= 2.0 && amount.low == view.number(end - 1).map_or(0.0, |n| n.low)
        || view.any(before, &chosen[..])
        || view.is(end, "in") && view.any(end + 1, words!["a", "succession"])
        || view.any(end, words!["running", "straight", "later", "ago", "earlier"])
}

/// Numerator, denominator and end of a fraction whose parts are two words: "one twenty-eighth", "three forty-firsts", "a hundred
/// forty-ninths".
fn over_tens(view: View<'_, '_>, amount: &Amount<'_>) -> Option<(f64, f64, usize)> {
    let last = amount.end - 1;
    let ten = |at: usize| view.number(at).filter(|n| n.kind == NumberKind::Ten).map(|n| n.low);
    let (over, tens, hyphen) = match ten(amount.end) {
        Some(tens) => (amount.low, tens, amount.end + 1),
        None => {
            let tens = ten(last).filter(|_| last > amount.first && view.joined(amount.end))?;
            (amount.low - tens, tens, amount.end)
        }
    };
    let at = view.past_hyphen(hyphen);
    let (units, many) = match view.number(at).filter(|n| n.low < 10.0) {
        Some(n) if n.kind == NumberKind::Parts => (n.low, true),
        Some(n) if n.kind == NumberKind::Part => (n.low, false),
        _ if view.is(at, "firsts") => (1.0, true),
        _ if view.is(at, "first") => (1.0, false),
        _ => return None,
    };
    // "chapter one, twenty-eighth verse" is no fraction, and neither is the ordinal "one hundred twenty-eighth".
    let one = over == 1.0 && hyphen > amount.end && at > hyphen && (view.is(at + 1, "of") || view.sentence_end(at) <= at + 2);
    (if many { over > 1.0 } else { one }).then_some((over, tens + units, at + 1))
}

/// "one over forty": a division that is said, where nothing is counted on either side.
pub(super) fn division<'a>(view: View<'_, 'a>, amount: &Amount<'a>) -> Option<Amount<'a>> {
    if amount.low != 1.0 || amount.scale > 1.0 || !view.is(amount.end, "over") {
        return None;
    }
    let before = amount.first.wrapping_sub(1);
    let opens = view.kind(before) != TokenKind::Word || view.any(before, words!["is", "equals", "of", "times"]);
    let under = read(view, amount.end + 1).filter(|b| opens && b.form == Form::Number && b.low > 1.0 && b.suffix.is_empty())?;
    let closes = view.kind(under.end) != TokenKind::Word && view.kind(under.end) != TokenKind::Percent;
    let value = 1.0 / under.low;
    closes.then(|| amount.until(view, under.end).with(Form::Number, value, value))
}

/// A part as a percentage, or as a number when a scale or a unit follows.
pub(super) fn share<'a>(view: View<'_, 'a>, mut amount: Amount<'a>, part: f64) -> Amount<'a> {
    // "half a percent", "one-fifth of 1 percent": of a hundredth.
    let one = amount.end + usize::from(view.is(amount.end, "of"));
    let hundredth =
        |at: usize| view.is(at, "percent") || view.is(at, "per") && view.is(at + 1, "cent") || view.kind(at) == TokenKind::Percent;
    if view.any(one, words!["a", "one", "1"]) && hundredth(one + 1) {
        let amount = if view.is(one, "a") { amount } else { amount.until(view, one + 1) };
        return Amount { after: one + 1, ..amount.with(Form::Number, part, part) };
    }
    let mut at = amount.end;
    if view.is(at, "of") && view.any(at + 1, words!["a", "an"]) {
        at += 2;
    } else if view.any(at, words!["a", "an"]) {
        at += 1;
    } else {
        at = view.past_hyphen(at);
    }
    if let Some(n) = view.number(at).filter(|n| matches!(n.kind, NumberKind::Scale | NumberKind::Dozen | NumberKind::Hundred)) {
        let amount = amount.until(view, at + 1);
        return continued(view, Amount { scale: n.low, ..amount.with(Form::Number, part * n.low, part * n.low) });
    }
    // "half a percentage point", "a quarter point"
    if view.any(at, words!["point", "points"]) || view.is(at, "percentage") && view.any(at + 1, words!["point", "points"]) {
        amount.after = at;
        return amount.with(Form::Number, part, part);
    }
    let measured =
        view.context.lexicon.longest(view.tokens(), at, Class::Unit).is_some_and(|(_, entry)| {
            !matches!(view.context.lexicon.amounts().units[entry.0 as usize].measure.as_str(), "percent" | "ratio")
        });
    // "half a mile", "a quarter-inch", "three-quarters ounce", but not "a third mile"
    let parts = view.number_kind(amount.end - 1) == Some(NumberKind::Parts) && view.tag(at) == Tag::Noun;
    // "half a cent"
    let coin = view.is_class(at, Class::Currency) && view.word(at).len() > 3;
    if (at > amount.end || parts) && (measured || coin) && view.word(at).len() > 2 {
        amount.after = at;
        return amount.with(Form::Number, part, part);
    }
    let percent = percentage(part);
    amount.with(Form::Fraction, percent, percent)
}
