//! What a number measures: the currency before it, the unit behind it, glued to it or shared with the number that follows.

use std::borrow::Cow;

use super::flags::earlier;
use super::number::{Amount, Form};
use super::suffix::glued;
use super::view::View;
use super::word_list::{Words, words};
use crate::extract::Measure;
use crate::lexicon::{Class, Currency, CurrencyPlace, EntryId, NumberKind};
use crate::text::{Tag, TokenKind, TokenSpan};

/// The unit of an amount, and how far it reaches with it.
#[derive(Clone, Debug)]
pub(super) struct Measured<'a> {
    pub measure: Measure,
    /// The unit's name; empty when there is none (then it is a count, so far).
    pub unit: Cow<'a, str>,
    /// The amount is multiplied by this (0.01 for cents, 1e6 for an m that is a million).
    pub factor: f64,
    /// First token and byte with a currency sign.
    pub first: usize,
    pub start_byte: usize,
    /// One past the last byte of the span ("40p" and "40 $" with their sign).
    pub end_byte: usize,
    /// The token behind amount and unit.
    pub next: usize,
    /// The unit's tokens; empty when it is glued or absent.
    pub unit_tokens: TokenSpan,
    /// A hyphen joins amount and unit or noun ("two-year").
    pub joined: bool,
    /// "a day", "per barrel" follows.
    pub per_unit: bool,
    /// The unit is one's own and not taken over from a neighbour.
    pub own: bool,
}

/// The unit of `amount`; none when what is glued to it makes it no amount ("12th", "10am", "747F"). `money` is the currency of
/// the number before it in a range.
pub(super) fn measure<'a>(view: View<'_, 'a>, amount: &Amount<'a>, money: Option<&str>) -> Option<Measured<'a>> {
    let mut m = Measured {
        measure: Measure::Count,
        unit: Cow::Borrowed(""),
        factor: 1.0,
        first: amount.first,
        start_byte: amount.start_byte,
        end_byte: amount.end_byte,
        next: amount.after,
        unit_tokens: TokenSpan::new(amount.end, amount.end),
        joined: false,
        per_unit: false,
        own: false,
    };
    let before = currency_before(view, amount, &mut m);
    if !amount.suffix.is_empty() {
        glued(view, amount, &mut m, before || money.is_some())?;
    } else if !before {
        behind(view, amount, &mut m, money.is_some());
    } else if view.is_class(view.past_hyphen(m.next), Class::Currency) {
        // "$1.8 million dollars" says it twice.
        let word = view.past_hyphen(m.next);
        // "$30-$50" does not.
        if view.kind(word) == TokenKind::Word
            && view.context.lexicon.amounts().currency(view.word(word)).is_some_and(|c| c.code == *m.unit && c.factor == 1.0)
        {
            m.next = word + 1;
        }
    }
    if m.own {
        if m.measure == Measure::Money {
            scaled_behind(view, &mut m);
        }
        per(view, &mut m);
    }
    Some(m)
}

/// "75 USD million": the scale behind the currency.
fn scaled_behind(view: View<'_, '_>, m: &mut Measured<'_>) {
    let scale = view.number(m.next).filter(|n| n.kind == NumberKind::Scale && !m.unit_tokens.is_empty() && m.factor == 1.0);
    if let Some(n) = scale {
        m.factor = n.low;
        m.end_byte = view.tokens()[m.next].end as usize;
        m.next += 1;
    }
}

/// "MEUR", "MUSD": millions of the currency.
fn millions<'a>(view: View<'_, 'a>, written: &str) -> Option<&'a Currency> {
    let code = written.strip_prefix('M').filter(|c| c.len() == 3)?;
    view.context.lexicon.amounts().currency(code).filter(|c| c.place == CurrencyPlace::Code && c.code == code)
}

pub(super) fn set_money<'a>(view: View<'_, 'a>, m: &mut Measured<'a>, currency: &'a Currency) {
    m.measure = Measure::Money;
    m.unit = Cow::Borrowed(code(view, currency));
    m.factor *= currency.factor;
    m.own = true;
}

/// The code of a currency word, by the countries that the article names when several share the word.
fn code<'a>(view: View<'_, 'a>, currency: &'a Currency) -> &'a str {
    if currency.countries.is_empty() {
        return &currency.code;
    }
    let hit = |country: &str| currency.countries.iter().find(|(c, _)| c == country).map(|(_, code)| code.as_str());
    view.countries().iter().find_map(|code| hit(code)).unwrap_or(&currency.code)
}

fn currency_before<'a>(view: View<'_, 'a>, amount: &Amount<'a>, m: &mut Measured<'a>) -> bool {
    let amounts = view.context.lexicon.amounts();
    let at = amount.first;
    let sign_before = at > 0 && view.kind(at - 1) == TokenKind::Currency;
    if !amount.prefix.is_empty() {
        let dollar = at > 0 && sign_before && view.adjoins(at);
        let written = if dollar { format!("{}{}", view.word(at - 1), amount.prefix) } else { amount.prefix.to_string() };
        let Some(currency) = amounts.currency(&written) else { return false };
        set_money(view, m, currency);
        if dollar {
            m.first = at - 1;
            m.start_byte = view.tokens()[at - 1].start as usize;
        }
        return true;
    }
    // "Y=28,030"
    if at > 1 && view.is(at - 1, "=") && view.adjoins(at) && view.adjoins(at - 1) && amounts.currency(view.word(at - 2)).is_some() {
        set_money(view, m, amounts.currency(view.word(at - 2)).unwrap_or(&amounts.currencies[0]));
        m.first = at - 2;
        m.start_byte = view.tokens()[at - 2].start as usize;
        return true;
    }
    if let Some(currency) = at.checked_sub(1).and_then(|n| millions(view, view.word(n))) {
        set_money(view, m, currency);
        (m.first, m.start_byte, m.factor) = (at - 1, view.tokens()[at - 1].start as usize, 1e6);
        return true;
    }
    let fits = |most| view.ending_before(at, Class::Currency, most).filter(|(first, entry)| fits_before(view, *first, at, *entry));
    let Some((first, entry)) = fits(4).or_else(|| fits(1)) else { return false };
    let currency = &amounts.currencies[entry];
    let currency = if at - first == 1 { amounts.currency(view.word(first)).unwrap_or(currency) } else { currency };
    set_money(view, m, currency);
    m.first = first;
    m.start_byte = view.tokens()[first].start as usize;
    true
}

/// A sign, a code in capitals, or a prefix in its capitals stands before the amount; a currency word does not.
fn fits_before(view: View<'_, '_>, first: usize, at: usize, entry: usize) -> bool {
    let amounts = view.context.lexicon.amounts();
    let written = view.word(first);
    if at - first == 1 {
        // A sign that belongs to the number before it: "10 $ 30".
        let owned = first > 0 && view.kind(first - 1) == TokenKind::Number && !view.adjoins(at) && view.kind(first) == TokenKind::Currency;
        return match amounts.currency(written).map(|c| c.place) {
            Some(CurrencyPlace::Symbol) => !owned,
            Some(CurrencyPlace::Code) => written.len() == 3 && (view.adjoins(at) || !is_word(view, first) || is_sum(view, at)),
            Some(CurrencyPlace::Prefix) => written.len() > 1 && written != "US" && written != "GH",
            _ => false,
        };
    }
    // Letters and a sign: "US$", "HK $", but not the article of "a $4 billion deal".
    amounts.currencies[entry].place == CurrencyPlace::Symbol
        && (view.adjoins(first + 1) || written.len() > 1 || matches!(written, "c" | "S"))
}

/// The code is written as a word is: "ALL" of "ALL 12 bridges", "CUP", "TRY".
fn is_word(view: View<'_, '_>, code: usize) -> bool {
    [Tag::Noun, Tag::Adj, Tag::Base, Tag::Det, Tag::Adv].iter().any(|&tag| view.possible(code, tag))
}

/// The number at `at` is as large or as scaled as sums are.
fn is_sum(view: View<'_, '_>, at: usize) -> bool {
    view.word(at).len() > 3 || view.number_kind(at + 1) == Some(NumberKind::Scale)
}

pub(super) fn set_unit<'a>(m: &mut Measured<'a>, unit: &'a crate::lexicon::Unit) {
    m.measure = Measure::named(&unit.measure).unwrap_or(Measure::Other);
    m.unit = Cow::Borrowed(&unit.name);
    m.own = true;
}

/// A unit, a currency or an age in the words behind the amount.
pub(super) fn behind<'a>(view: View<'_, 'a>, amount: &Amount<'a>, m: &mut Measured<'a>, money: bool) {
    let lexicon = view.context.lexicon;
    let amounts = lexicon.amounts();
    let mut at = view.past_hyphen(amount.after);
    m.joined = at > amount.after;
    if matches!(amount.form, Form::Fraction | Form::Share | Form::Halved) {
        (m.measure, m.unit) = (Measure::Percent, Cow::Borrowed("percent"));
        return;
    }
    if matches!(amount.form, Form::Multiple | Form::Growth) {
        (m.measure, m.unit) = (Measure::Ratio, Cow::Borrowed("times"));
        return;
    }
    if amount.form == Form::Vague && view.is(at, "of") {
        at += 1;
    }
    // "2 by 3 metres"
    let side = view.any(at, words!["by", "x", "×"]) && !m.joined && view.kind(at + 1) == TokenKind::Number;
    if side
        && let Some((_, entry)) = lexicon.longest(view.tokens(), view.past_hyphen(at + 2), Class::Unit)
        && amounts.units[entry.0 as usize].measure == "length"
    {
        set_unit(m, &amounts.units[entry.0 as usize]);
        m.next = at;
        return;
    }
    // "a quake of magnitude 5.9"
    let before = amount.first.wrapping_sub(1 + usize::from(amount.first > 1 && view.joined(amount.first - 1)));
    let richter = || (at..at + 3).any(|n| view.is(n, "Richter"));
    if !amount.spelled && (view.is(before, "magnitude") || view.is(at, "on") && richter()) {
        (m.measure, m.unit, m.own) = (Measure::Other, Cow::Borrowed("magnitude"), true);
        return;
    }
    // "8-by-10-inch": both sides share the unit.
    if m.joined && view.any(at, words!["by", "x"]) && view.joined(at + 1) && view.kind(at + 2) == TokenKind::Number {
        let shared = view.past_hyphen(at + 3);
        if let Some(unit) = amounts.unit(view.word(shared)) {
            set_unit(m, unit);
            m.next = at;
            return;
        }
    }
    // "5- or 6-foot": the unit stands behind the last number of the list.
    if view.kind(at) == TokenKind::Hyphen && view.adjoins(at) && !view.adjoins(at + 1) {
        let shared = (at + 1..(at + 9).min(view.tokens().len())).find(|&n| view.joined(n) && !view.is_class(n + 1, Class::Number));
        if let Some(hyphen) = shared {
            m.next = at + 1;
            if let Some((len, entry)) = lexicon.longest(view.tokens(), hyphen + 1, Class::Unit) {
                set_unit(m, &amounts.units[entry.0 as usize]);
                m.own = false;
                m.unit_tokens = TokenSpan::new(hyphen + 1, hyphen + 1 + len);
            } else {
                m.unit_tokens = TokenSpan::new(hyphen + 1, hyphen + 2);
            }
            m.joined = true;
            return;
        }
    }
    // "12 US gallons", "an imperial pint"
    if view.any(at, words!["us", "imperial"])
        && let Some((_, entry)) = lexicon.longest(view.tokens(), at + 1, Class::Unit)
        && matches!(amounts.units[entry.0 as usize].measure.as_str(), "volume" | "mass")
    {
        at += 1;
    }
    let bracket = view.kind(at) == TokenKind::Open && view.kind(at + 2) == TokenKind::Close;
    if bracket {
        at += 1;
    }
    if let Some(currency) = millions(view, view.word(at)) {
        set_money(view, m, currency);
        (m.next, m.factor) = (at + 1, 1e6);
        m.unit_tokens = TokenSpan::new(at, at + 1);
        return;
    }
    let unit = lexicon.longest(view.tokens(), at, Class::Unit);
    let currency = lexicon.longest(view.tokens(), at, Class::Currency);
    let as_money = match (currency, unit) {
        (Some((a, entry)), Some((b, _))) => a > b || a == b && money_word(view, amount, at, entry, money),
        (Some((_, entry)), None) => money_word(view, amount, at, entry, money),
        _ => false,
    };
    if as_money && let Some((len, entry)) = currency {
        let currency = &amounts.currencies[entry.0 as usize];
        let currency = if len == 1 { amounts.currency(view.word(at)).unwrap_or(currency) } else { currency };
        set_money(view, m, currency);
        m.next = at + len;
        m.unit_tokens = TokenSpan::new(at, at + len);
        if currency.place == CurrencyPlace::Symbol || view.is(at, "p") {
            m.end_byte = view.tokens()[at + len - 1].end as usize;
        }
        return;
    }
    if let Some((len, entry)) = unit.filter(|&(len, _)| unit_word(view, amount, at, len)) {
        let unit = if len == 1 { amounts.unit(view.word(at)) } else { None }.unwrap_or(&amounts.units[entry.0 as usize]);
        set_unit(m, unit);
        m.next = at + len + usize::from(bracket);
        m.unit_tokens = TokenSpan::new(at, at + len);
        let (fused, end) = slashed(view, m.next, &unit.name);
        if let Some(name) = fused {
            m.unit = name;
            m.next = end;
        }
        age(view, m);
    } else if view.is(amount.end - 1, "something") && view.any(amount.first.wrapping_sub(1), words!["a", "an", "the", "his", "her"]) {
        // "a sixty-something pensioner"
        (m.measure, m.unit, m.own) = (Measure::Age, Cow::Borrowed("year of age"), true);
        m.next = at;
    } else if let Some(end) = year_old(view, at) {
        (m.measure, m.unit, m.own) = (Measure::Age, Cow::Borrowed("year of age"), true);
        m.next = end;
    }
}

/// The end of "yo", "y/o", "y-o" at `at`.
fn year_old(view: View<'_, '_>, at: usize) -> Option<usize> {
    if view.any(at, words!["yo", "y.o"]) {
        return Some(at + 1);
    }
    let mark = matches!(view.kind(at + 1), TokenKind::Slash | TokenKind::Hyphen) && view.adjoins(at + 1) && view.adjoins(at + 2);
    (mark && view.is(at, "y") && view.is(at + 2, "o")).then_some(at + 3)
}

/// A unit at `at`, behind a comparator that follows the amount.
pub(super) fn behind_comparator<'a>(view: View<'_, 'a>, amount: &Amount<'a>, m: &mut Measured<'a>, at: usize) {
    let at = view.past_hyphen(at);
    let found = view.context.lexicon.longest(view.tokens(), at, Class::Unit).filter(|&(len, _)| unit_word(view, amount, at, len));
    if let Some((len, entry)) = found {
        set_unit(m, &view.context.lexicon.amounts().units[entry.0 as usize]);
        m.next = at + len;
        m.unit_tokens = TokenSpan::new(at, at + len);
        age(view, m);
    }
}

/// A word that is a currency here: most always are, some only behind a large or scaled sum.
fn money_word(view: View<'_, '_>, amount: &Amount<'_>, at: usize, entry: EntryId, money: bool) -> bool {
    let word = view.word(at);
    let currency = &view.context.lexicon.amounts().currencies[entry.0 as usize];
    if currency.place == CurrencyPlace::Prefix || word == "P" {
        return false;
    }
    if view.context.lexicon.amounts().currency(word).is_some_and(|c| c.place == CurrencyPlace::Code) {
        return true;
    }
    if word.len() == 3 && currency.place == CurrencyPlace::Code && !view.is(at, "usd") && !view.is(at, "rmb") {
        return false;
    }
    const SUMS: Words<'_> = words![
        "cost", "costs", "paid", "pay", "worth", "price", "prices", "fine", "fined", "fee", "fees", "salary", "debt", "profit", "profits",
        "sales", "spend", "spent", "spending", "bill", "bills", "budget", "money", "earn", "earns", "earned", "euros", "dollars", "pence",
        "sterling", "tax", "donated", "raised", "revenue", "owed", "loan", "loans", "cash",
    ];
    let about_sums = || view.context.doc.sentence(at).tokens.range().into_iter().any(|t| view.any(t, SUMS));
    match word.to_ascii_lowercase().as_str() {
        "won" | "real" | "mark" | "marks" | "crown" | "crowns" | "som" | "rand" | "dong" | "lei" | "leu" | "lev" => {
            // "95 crowns" in an article that names Sweden, or in a sentence about a price
            let local = || view.countries().iter().any(|code| currency.countries.iter().any(|(c, _)| c == code));
            let coin = view.any(at, words!["crowns", "rand", "dong", "lei", "lev"]) && !amount.spelled && amount.low >= 10.0;
            let large = money || amount.scale > 1.0 || amount.low >= 1000.0;
            large || view.is(at, "marks") && amount.low.fract() != 0.0 || coin && (about_sums() || local())
        }
        "pound" | "pounds" => {
            let converted = view.kind(at + 1) == TokenKind::Open && (at + 2..at + 4).any(|n| view.kind(n) == TokenKind::Currency);
            converted || money || amount.scale > 1.0 || about_sums()
        }
        "p" => word == "p" && !amount.spelled,
        "dram" | "drams" | "ether" => false,
        _ => true,
    }
}

/// A word that is a unit here: symbols of one or two letters need their exact capitals and digits before them.
fn unit_word(view: View<'_, '_>, amount: &Amount<'_>, at: usize, len: usize) -> bool {
    let word = view.word(at);
    if len > 1 {
        return true;
    }
    if view.joined(at + 1) && view.any(at + 2, words!["half", "place", "hand", "placed", "rate", "team"]) {
        return false;
    }
    match word {
        "in" => amount.first > 0 && view.any(amount.first - 1, words!["ft", "feet", "foot", "x", "×"]),
        "second" | "Second" => {
            amount.low == 1.0 || view.is(at - 1, "a") || view.kind(at - 1) == TokenKind::Hyphen || view.tag(at + 1).is_noun()
        }
        "A" if view.kind(at + 1) == TokenKind::Slash && view.adjoins(at + 1) => true,
        "time" | "fold" | "h" | "s" | "t" | "x" | "a" | "A" | "am" | "pm" | "AM" | "PM" | "DM" | "kn" | "Pa" | "pa" | "J" | "N" | "K" => {
            word == "fold" && view.kind(at - 1) == TokenKind::Hyphen
        }
        "mi" | "ha" | "min" | "ms" | "ft" | "oz" | "km" | "cm" | "mm" | "kg" | "mg" | "lb" | "lbs" => true,
        // "6,000 C-class vans": a letter joined to a word, and no heat that anybody measures
        "L" | "C" | "F" if view.joined(at + 1) || amount.low.abs() > 5000.0 => false,
        "m" | "g" | "l" | "L" | "W" | "V" | "C" | "F" => !amount.spelled,
        // "2022′s"
        "′" if view.adjoins(at + 1) && view.is(at + 1, "s") => false,
        _ if word.chars().count() == 1 => !word.is_ascii() || word == "%",
        "barrel" => view.joined(at.wrapping_sub(1)) || view.tag(at + 1) != Tag::Plural,
        "stone" => !amount.spelled || amount.low < 40.0,
        _ => true,
    }
}

/// "km" "/" "h": a unit over a unit.
pub(super) fn slashed<'a>(view: View<'_, 'a>, at: usize, name: &str) -> (Option<Cow<'a, str>>, usize) {
    let amounts = view.context.lexicon.amounts();
    if view.kind(at) == TokenKind::Slash
        && view.adjoins(at)
        && view.adjoins(at + 1)
        && let Some(under) = amounts.unit(view.word(at + 1))
    {
        let per = match under.name.as_str() {
            "degree Celsius" => return (None, at),
            other => other,
        };
        return (Some(Cow::Owned(format!("{name} per {per}"))), at + 2);
    }
    (None, at)
}

/// Years, months, weeks and days become an age before "old" and "of age".
pub(super) fn age(view: View<'_, '_>, m: &mut Measured<'_>) {
    if m.measure != Measure::Duration {
        return;
    }
    // "a 6 yr. old", "nine months' old"
    let mark = view.adjoins(m.next) && matches!(view.word(m.next), "." | "'" | "’") && view.is(m.next + 1, "old");
    let at = if mark { m.next + 1 } else { view.past_hyphen(m.next) };
    let old = view.any(at, words!["old", "olds"]);
    if old || view.is(at, "of") && view.is(at + 1, "age") {
        m.measure = Measure::Age;
        m.unit = Cow::Owned(format!("{} of age", m.unit));
        m.next = if old { at + 1 } else { at + 2 };
    }
}

/// "a day", "per barrel", "an hour", "/month", "-a-share".
fn per<'a>(view: View<'_, 'a>, m: &mut Measured<'a>) {
    let amounts = view.context.lexicon.amounts();
    let at = view.past_hyphen(m.next);
    // "400,000 francs ($650) per passenger"
    if m.measure == Measure::Money && matches!(view.kind(at), TokenKind::Open | TokenKind::Close) {
        let close = if view.kind(at) == TokenKind::Close { Some(at) } else { (at + 2..at + 6).find(|&n| view.kind(n) == TokenKind::Close) };
        m.per_unit |= close.is_some_and(|n| view.is(n + 1, "per") && view.tag(n + 2).is_noun());
        return;
    }
    let slash = view.kind(at) == TokenKind::Slash;
    let per = view.any(at, words!["per", "each", "every"]) || slash;
    if !per && !view.any(at, words!["a", "an"]) {
        return;
    }
    let of = view.past_hyphen(at + 1);
    let unit = amounts.unit(view.word(of));
    let time = unit.is_some_and(|u| u.measure == "duration") || view.any(of, words!["annum", "capita", "head", "quarter"]);
    if per
        && matches!(m.measure, Measure::Length | Measure::Volume | Measure::Mass | Measure::Data | Measure::Energy | Measure::Other)
        && let Some(under) = unit.filter(|u| u.measure != "duration" || matches!(u.name.as_str(), "second" | "minute" | "hour"))
    {
        m.unit = Cow::Owned(format!("{} per {}", m.unit, under.name));
        m.next = of + 1;
        if under.measure == "duration" && m.measure == Measure::Length {
            m.measure = Measure::Speed;
        }
        return;
    }
    let thing = view.any(
        of,
        words![
            "share",
            "barrel",
            "ton",
            "tonne",
            "person",
            "pupil",
            "child",
            "household",
            "unit",
            "dozen",
            "ounce",
            "gallon",
            "litre",
            "pound"
        ],
    );
    let time = time && (per || !earlier(view, of + 1));
    // "$45 per sq ft"
    if per && let Some((len, _)) = view.context.lexicon.longest(view.tokens(), of, Class::Unit).filter(|u| u.0 > 1) {
        m.per_unit = true;
        m.next = of + len;
        return;
    }
    if time || per && view.tag(of).is_noun() || thing {
        m.per_unit = true;
        m.next = of + 1;
    }
}
