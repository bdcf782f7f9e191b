//! The value reader: one number in digits, words or both, with fractions, vague words and multiples, from the token where it
//! begins. Ranges, units and comparators are read around it by others.

use super::digits::{self, scaled, vulgar};
use super::fraction::{and_a_half, digit_parts, division, fraction, hyphenated_fraction, part_of_one, share, slash_fraction};
use super::power::{is_exponent, raised};
use super::spelled::spelled;
use super::view::View;
use super::word_list::words;
use crate::lexicon::NumberKind;
use crate::text::{Flags, TokenKind};

/// What sort of number it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// A number.
    Number,
    /// "half", "a third": low and high hold the percentage.
    Fraction,
    /// "one in five": low and high hold the percentage.
    Share,
    /// "dozens".
    Vague,
    /// "twice", "threefold".
    Multiple,
    /// "doubled".
    Growth,
    /// "halved": a fall by half.
    Halved,
    /// "no", "nobody", "not one", "none".
    Zero,
}

/// A number as read, with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount<'a> {
    /// First token and one past the last.
    pub first: usize,
    pub end: usize,
    /// First byte and one past the last.
    pub start_byte: usize,
    pub end_byte: usize,
    pub low: f64,
    pub high: f64,
    pub form: Form,
    /// Digits only, so that it could be a year or a label.
    pub plain: bool,
    /// Digits before the point, 0 when spelled.
    pub whole: usize,
    /// What its scale ("million", "bn") multiplies by; 1 without one.
    pub scale: f64,
    /// Written in words.
    pub spelled: bool,
    /// Letters glued behind the digits that are no scale ("p", "km", "th").
    pub suffix: &'a str,
    /// What a glued letter would multiply by if it is a scale ("37m"); 1 otherwise.
    pub maybe: f64,
    /// Letters glued before the digits ("RM", "EUR").
    pub prefix: &'a str,
    /// Where a unit or a noun would follow.
    pub after: usize,
}

impl<'a> Amount<'a> {
    pub(super) fn new(view: View<'_, 'a>, first: usize, end: usize, value: f64) -> Self {
        Amount {
            first,
            end,
            start_byte: view.tokens()[first].start as usize,
            end_byte: view.tokens()[end - 1].end as usize,
            low: value,
            high: value,
            form: Form::Number,
            plain: false,
            whole: 0,
            scale: 1.0,
            spelled: true,
            suffix: "",
            maybe: 1.0,
            prefix: "",
            after: end,
        }
    }

    pub(super) fn with(mut self, form: Form, low: f64, high: f64) -> Self {
        (self.form, self.low, self.high) = (form, low, high);
        self
    }

    /// Reads what stands up to the token `end` as if the letters of a unit, `suffix`, were glued to the number.
    pub(super) fn glue(&mut self, view: View<'_, 'a>, end: usize, suffix: &'a str) {
        (self.end, self.after, self.plain, self.suffix) = (end, end, false, suffix);
        self.end_byte = view.tokens()[end - 1].end as usize;
    }

    pub(super) fn until(mut self, view: View<'_, 'a>, end: usize) -> Self {
        if end > self.end {
            self.end = end;
            self.after = end;
            self.end_byte = view.tokens()[end - 1].end as usize;
            self.suffix = "";
            self.plain = false;
        }
        self
    }
}

/// The number that begins at token `at`, or around it where `at` is its anchor ("a third" at "third").
pub(super) fn read<'a>(view: View<'_, 'a>, at: usize) -> Option<Amount<'a>> {
    if view.has(at, Flags::NON_ASCII)
        && let Some(value) = vulgar(view.word(at))
    {
        let amount = Amount { spelled: false, ..Amount::new(view, at, at + 1, value) };
        return Some(if view.is(at + 1, "of") { share(view, amount, value) } else { amount });
    }
    match view.kind(at) {
        TokenKind::Number if is_exponent(view, at) => None,
        TokenKind::Number => from_digits(view, at, 0).map(|a| digit_parts(view, a).unwrap_or_else(|| continued(view, a))),
        TokenKind::Word => match view.number_kind(at) {
            Some(kind) => from_words(view, at, kind),
            None => {
                let letters = view.word(at).bytes().take_while(u8::is_ascii_alphabetic).count();
                if letters == 0 && view.has(at, Flags::NON_ASCII) && view.word(at).as_bytes()[0].is_ascii_digit() {
                    return from_digits(view, at, 0).map(|a| continued(view, a));
                }
                let glued = view.word(at).as_bytes().get(letters).is_some_and(u8::is_ascii_digit);
                let prefix = view.word(at).get(..letters).filter(|_| glued)?;
                if at > 0 && view.adjoins(at) && view.kind(at - 1) == TokenKind::Hyphen {
                    return None;
                }
                let dollar = at > 0 && view.kind(at - 1) == TokenKind::Currency && view.adjoins(at);
                if !dollar && view.context.lexicon.amounts().currency(prefix).is_none_or(|c| !is_prefix(c, prefix)) {
                    return None;
                }
                from_digits(view, at, letters).map(|a| continued(view, a))
            }
        },
        _ => None,
    }
}

fn is_prefix(currency: &crate::lexicon::Currency, written: &str) -> bool {
    use crate::lexicon::CurrencyPlace::{Code, Prefix};
    matches!(currency.place, Prefix | Code) && (written.len() > 1 || written == "R")
}

fn from_digits<'a>(view: View<'_, 'a>, at: usize, skip: usize) -> Option<Amount<'a>> {
    let text = view.word(at);
    let d = digits::read(&text[skip..])?;
    let start = view.tokens()[at].start as usize;
    let mut amount = Amount::new(view, at, at + 1, d.value);
    amount.prefix = &text[..skip];
    amount.end_byte = start + skip + d.len;
    amount.suffix = d.rest;
    amount.plain = d.plain;
    amount.whole = d.whole;
    amount.scale = d.scale;
    amount.maybe = d.maybe;
    amount.spelled = false;
    // ".5": the point is a token of its own.
    if skip == 0 && at > 0 && view.kind(at - 1) == TokenKind::Period && view.adjoins(at) && !view.adjoins(at - 1) && d.plain {
        let value: f64 = format!("0.{}", &text[..d.len]).parse().ok()?;
        amount.first = at - 1;
        amount.start_byte = start - 1;
        (amount.low, amount.high, amount.plain) = (value, value, false);
    }
    if let Some((value, end)) = raised(view, &amount) {
        // A power beyond all numbers is none, and its pieces are none either.
        if !value.is_finite() {
            return None;
        }
        amount = amount.until(view, end);
        (amount.low, amount.high, amount.plain, amount.whole) = (value, value, false, 0);
        return Some(amount);
    }
    // "fell 8 . 4 %", as text with marks set apart has it.
    if d.plain && d.rest.is_empty() && view.kind(at + 1) == TokenKind::Period && !view.adjoins(at + 1) {
        amount = spaced_decimals(view, amount);
    }
    // "1 000 000": groups of three set off by spaces, the first of at most three digits.
    if d.plain && d.rest.is_empty() && d.whole <= 3 {
        amount = spaced_groups(view, amount);
    }
    Some(amount)
}

/// Decimals behind a full stop that stands apart, before a percent sign or a scale: there it ends no sentence.
fn spaced_decimals<'a>(view: View<'_, 'a>, amount: Amount<'a>) -> Amount<'a> {
    let digits = amount.end + 1;
    let scaled = view.kind(digits + 1) == TokenKind::Percent
        || view.any(digits + 1, words!["percent", "per", "pc"])
        || view.number(digits + 1).is_some_and(|n| n.kind == NumberKind::Scale);
    let plain = view.kind(digits) == TokenKind::Number && view.word(digits).bytes().all(|b| b.is_ascii_digit());
    if !scaled || !plain || view.adjoins(digits) {
        return amount;
    }
    let Ok(value) = format!("{}.{}", view.word(amount.end - 1), view.word(digits)).parse::<f64>() else { return amount };
    let amount = amount.until(view, digits + 1);
    Amount { low: value, high: value, ..amount }
}

fn spaced_groups<'a>(view: View<'_, 'a>, mut amount: Amount<'a>) -> Amount<'a> {
    let mut at = amount.end;
    let comma = view.kind(at) == TokenKind::Comma && view.adjoins(at);
    let mut value = amount.low;
    let mut zeros = true;
    loop {
        let digits = if comma { if view.kind(at) != TokenKind::Comma { break } else { at + 1 } } else { at };
        // "1 234 567.89": the last group may have decimals.
        let (group, decimals) = view.word(digits).split_once('.').unwrap_or((view.word(digits), ""));
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if view.kind(digits) != TokenKind::Number
            || group.len() != 3
            || view.adjoins(digits)
            || !all_digits(group)
            || !all_digits(decimals)
            || decimals.len() == 3
        {
            break;
        }
        let rest = if decimals.is_empty() { group } else { view.word(digits) };
        value = value * 1000.0 + rest.parse::<f64>().unwrap_or(0.0);
        zeros &= group == "000";
        at = digits + 1;
        if !decimals.is_empty() {
            break;
        }
    }
    // "1 200 people": one number where nothing before it takes a label.
    let before = amount.first.wrapping_sub(1);
    let label = view.is_class(before, crate::lexicon::Class::Label) || view.capital(before) || view.kind(before) == TokenKind::Number;
    let counted = view.tag(at) == crate::text::Tag::Plural && view.small(at) || view.is(at, "people");
    let alone = !comma && !label && counted && amount.low >= 1.0;
    // One group set off by a plain space may be two numbers; three zeros are not.
    let groups = if comma { (at - amount.end) / 2 } else { at - amount.end };
    if groups > 1
        || groups == 1 && (zeros || alone || !comma && !view.context.doc.text[..view.tokens()[amount.end].start as usize].ends_with(' '))
    {
        amount = amount.until(view, at);
        (amount.low, amount.high, amount.whole) = (value, value, amount.whole + 3);
    }
    amount
}

/// Scale words, mixed fractions and spaced suffixes behind a number.
pub(super) fn continued<'a>(view: View<'_, 'a>, mut amount: Amount<'a>) -> Amount<'a> {
    if !amount.suffix.is_empty() {
        return amount;
    }
    if let Some(part) = division(view, &amount) {
        return part;
    }
    // "sixty-something": any number of that ten.
    let something = view.past_hyphen(amount.end);
    if view.is(something, "something") && amount.low % 10.0 == 0.0 && (20.0..=90.0).contains(&amount.low) {
        let (low, high) = (amount.low, amount.low + 9.0);
        return amount.until(view, something + 1).with(Form::Vague, low, high);
    }
    let mut value = amount.low;
    // "1/16", "10 1/2"
    if let Some((part, end)) = slash_fraction(view, amount.end - 1).filter(|_| amount.plain && !amount.spelled) {
        value = part;
        amount = amount.until(view, end);
    } else if let Some((part, end)) = slash_fraction(view, amount.end).filter(|f| f.0 < 1.0 && amount.plain && !view.adjoins(amount.end)) {
        value += part;
        amount = amount.until(view, end);
    } else if let Some((part, end)) = slash_fraction(view, view.past_hyphen(amount.end)).filter(|f| f.0 < 1.0 && cents(view, &amount)) {
        // "$6.14 1/4 a bushel", "$6.14-1/4": a part of the cent.
        value = (value * 1e4 + part * 100.0).round() / 1e4;
        amount = amount.until(view, end);
    } else if let Some((part, end)) = hyphenated_fraction(view, &amount) {
        value += part;
        amount = amount.until(view, end);
    } else if let Some(part) = vulgar(view.word(amount.end)).filter(|_| amount.plain) {
        value += part;
        amount = amount.until(view, amount.end + 1);
    }
    (value, amount) = with_part(view, value, amount);
    let before = amount.end;
    loop {
        let at = view.past_hyphen(amount.end);
        let scale = match view.number(at) {
            Some(n) if matches!(n.kind, NumberKind::Hundred | NumberKind::Scale | NumberKind::Dozen) => n.low,
            Some(n) if n.kind == NumberKind::Vague && n.low == 24.0 && view.is(at, "dozens") => 12.0,
            _ if at == amount.end && !view.adjoins(at) => match view.word(at) {
                "bn" | "B" | "bln" => 1e9,
                "mn" | "mln" => 1e6,
                "tn" | "trn" | "tln" => 1e12,
                "k" => 1e3,
                "M" if !view.adjoins(at + 1) => 1e6,
                _ => break,
            },
            _ => break,
        };
        value = scaled(value, scale);
        amount = amount.until(view, at + 1);
        amount.scale *= scale;
    }
    if amount.end > before {
        (value, amount) = with_smaller(view, value, amount);
        (value, amount) = with_part(view, value, amount);
    }
    (amount.low, amount.high) = (value, value);
    amount
}

/// Dollars and cents, with a currency sign before them.
fn cents(view: View<'_, '_>, amount: &Amount<'_>) -> bool {
    let digits = view.word(amount.end - 1);
    let two = digits.rsplit_once('.').is_some_and(|(_, decimals)| decimals.len() == 2);
    two && view.kind(amount.first.wrapping_sub(1)) == TokenKind::Currency && (view.joined(amount.end) || !view.adjoins(amount.end))
}

/// "and a half" behind a number: half of its scale if it ends in one ("three million and a half"), else half of one. A scale of
/// its own goes first ("six million and a half thousand").
fn with_part<'a>(view: View<'_, 'a>, value: f64, mut amount: Amount<'a>) -> (f64, Amount<'a>) {
    let Some((part, end)) = and_a_half(view, amount.end) else { return (value, amount) };
    let large = amount.scale > 100.0 || amount.scale == 12.0;
    let own = view.number(end).filter(|n| large && n.kind == NumberKind::Scale && n.low < amount.scale);
    let (scale, end) = match own {
        Some(n) => (n.low, end + 1),
        None if large => (amount.scale, end),
        None => (1.0, end),
    };
    amount = amount.until(view, end);
    (scaled(value + part * scale, 1.0), amount)
}

/// "6 thousand 2 hundred", "2 crore 50 lakh", "5 hundred and 14": a smaller step that belongs to the number.
fn with_smaller<'a>(view: View<'_, 'a>, mut value: f64, mut amount: Amount<'a>) -> (f64, Amount<'a>) {
    let mut last = amount.scale;
    loop {
        let and = last == 100.0 && view.is(amount.end, "and");
        let at = amount.end + usize::from(and);
        // "5 hundred and 4 hundred" are two numbers.
        if and && view.number(at + 1).is_some_and(|n| matches!(n.kind, NumberKind::Hundred | NumberKind::Scale)) {
            break;
        }
        let step = view.number(at + 1).filter(|n| !and && matches!(n.kind, NumberKind::Hundred | NumberKind::Scale)).map(|n| n.low);
        let rest = match view.kind(at) {
            TokenKind::Number if !view.adjoins(at) => {
                digits::read(view.word(at)).filter(|d| d.plain && d.rest.is_empty()).map(|d| (d.value, at + 1))
            }
            TokenKind::Word if and => spelled(view, at).map(|(value, end, _)| (value, end)),
            _ => None,
        };
        let Some((rest, end)) = rest.filter(|r| r.0 > 0.0 && r.0 * step.unwrap_or(1.0) < last && (and || step.is_some())) else { break };
        value += rest * step.unwrap_or(1.0);
        amount = amount.until(view, end + usize::from(step.is_some()));
        match step {
            Some(step) => last = step,
            None => break,
        }
    }
    (value, amount)
}

fn from_words<'a>(view: View<'_, 'a>, at: usize, kind: NumberKind) -> Option<Amount<'a>> {
    let one = |low, high| Amount::new(view, at, at + 1, low).with(Form::Number, low, high);
    match kind {
        NumberKind::Unit if view.is(at, "one") && at > 0 && view.is(at - 1, "not") => {
            Some(Amount::new(view, at - 1, at + 1, 0.0).with(Form::Zero, 0.0, 0.0))
        }
        NumberKind::Zero | NumberKind::Unit | NumberKind::Teen | NumberKind::Ten => {
            let spelled = spelled(view, at)?;
            let amount = Amount { scale: spelled.2, ..Amount::new(view, at, spelled.1, spelled.0) };
            Some(fraction(view, amount).unwrap_or_else(|| continued(view, amount)))
        }
        NumberKind::Hundred | NumberKind::Scale | NumberKind::Dozen => bare_scale(view, at, kind),
        NumberKind::Part => part_of_one(view, at),
        NumberKind::Parts | NumberKind::Several => None,
        NumberKind::Vague => {
            let (len, entry) = view.context.lexicon.longest(view.tokens(), at, crate::lexicon::Class::Number)?;
            let n = view.context.lexicon.amounts().numbers[entry.0 as usize];
            let mut amount = Amount::new(view, at, at + len, n.low).with(Form::Vague, n.low, n.high);
            if at > 0 && view.number_kind(at - 1) == Some(NumberKind::Several) {
                amount.first = at - 1;
                amount.start_byte = view.tokens()[at - 1].start as usize;
            }
            Some(amount)
        }
        NumberKind::Multiple | NumberKind::Growth => {
            let n = view.number(at)?;
            let form = if kind == NumberKind::Growth { Form::Growth } else { Form::Multiple };
            Some(one(n.low, n.low).with(form, n.low, n.low))
        }
        NumberKind::Halving => Some(one(50.0, 50.0).with(Form::Halved, 50.0, 50.0)),
        NumberKind::None if view.is(at, "single") => {
            let not = at.checked_sub(2).filter(|&n| view.is(n, "not") && view.is(n + 1, "a"))?;
            Some(Amount::new(view, not, at + 1, 0.0).with(Form::Zero, 0.0, 0.0))
        }
        NumberKind::None => {
            let (len, _) = view.context.lexicon.longest(view.tokens(), at, crate::lexicon::Class::Number)?;
            Some(Amount::new(view, at, at + len, 0.0).with(Form::Zero, 0.0, 0.0))
        }
        NumberKind::Nobody => Some(one(0.0, 0.0).with(Form::Zero, 0.0, 0.0)),
        NumberKind::Couple => {
            let article = at.checked_sub(1).filter(|&a| view.is(a, "a"))?;
            let counts = view.is(at + 1, "of") || view.is(at + 1, "more") || view.number(at + 1).is_some();
            let amount = Amount::new(view, article, at + 1, 2.0);
            counts.then(|| continued(view, amount))
        }
    }
}

/// "a hundred", "several thousand", "million".
fn bare_scale<'a>(view: View<'_, 'a>, at: usize, kind: NumberKind) -> Option<Amount<'a>> {
    let n = view.number(at)?;
    let before = at.wrapping_sub(1);
    if view.number_kind(before) == Some(NumberKind::Several) {
        let few = view.is(before, "few") && view.is(before.wrapping_sub(1), "a");
        let first = if few { before - 1 } else { before };
        let (low, high) = if kind == NumberKind::Dozen { (24.0, 99.0) } else { (n.low, n.low * 10.0) };
        let mut end = at + 1;
        let mut factor = 1.0;
        while let Some(next) = view.number(end).filter(|n| n.kind == NumberKind::Scale) {
            factor *= next.low;
            end += 1;
        }
        return Some(Amount { scale: n.low, ..Amount::new(view, first, end, low).with(Form::Vague, low * factor, high * factor) });
    }
    let article = view.any(before, words!["a", "an"]);
    let first = if article { before } else { at };
    let (value, end, scale) = spelled(view, at)?;
    let amount = Amount { scale, ..Amount::new(view, first, end, value) };
    Some(continued(view, amount))
}
