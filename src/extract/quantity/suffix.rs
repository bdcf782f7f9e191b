//! Letters glued behind digits: a scale ("37m" of people), a unit ("37m" of rope, "12kg"), a currency ("164p") or an age.

use std::borrow::Cow;

use super::measure::{Measured, age, behind, set_money, set_unit, slashed};
use super::number::Amount;
use super::view::View;
use super::word_list::{Words, words};
use crate::extract::Measure;
use crate::lexicon::CurrencyPlace;
use crate::text::TokenKind;

/// Letters glued behind the digits.
pub(super) fn glued<'a>(view: View<'_, 'a>, amount: &Amount<'a>, m: &mut Measured<'a>, money: bool) -> Option<()> {
    let amounts = view.context.lexicon.amounts();
    let suffix = amount.suffix;
    let next = view.past_hyphen(amount.end);
    let money_only = matches!(suffix, "t" | "MM");
    let scale = matches!(suffix, "m" | "M" | "MM" | "t") && amount.maybe > 1.0;
    if scale && (money || !money_only && is_million(view, amount, next)) {
        m.factor *= amount.maybe;
        m.end_byte = view.tokens()[amount.end - 1].end as usize;
        if !money {
            let rest = Amount { suffix: "", maybe: 1.0, ..*amount };
            behind(view, &rest, m, money);
        }
        return Some(());
    }
    if money {
        return None;
    }
    if suffix == "x" {
        (m.measure, m.unit, m.own) = (Measure::Ratio, Cow::Borrowed("times"), true);
        return Some(());
    }
    if suffix == "yo" {
        (m.measure, m.unit, m.own) = (Measure::Age, Cow::Borrowed("year of age"), true);
        return Some(());
    }
    // "9st 4lb", but "1st" and "21st"
    if suffix == "st" && view.word(amount.end).ends_with("lb") {
        set_unit(m, amounts.unit("stone")?);
        m.next = amount.end;
        return Some(());
    }
    if suffix == "F" && !heat(view, amount) {
        return None;
    }
    if let Some(unit) = amounts.unit(suffix).filter(|_| !matches!(suffix, "am" | "pm" | "s" | "AM" | "PM" | "th")) {
        set_unit(m, unit);
        m.next = amount.end;
        let (fused, end) = slashed(view, m.next, &unit.name);
        if let Some(name) = fused {
            m.unit = name;
            m.next = end;
        } else {
            age(view, m);
        }
        return Some(());
    }
    let currency = amounts.currency(suffix).filter(|c| suffix == "p" || suffix == "¢" || c.place == CurrencyPlace::Code)?;
    set_money(view, m, currency);
    m.end_byte = view.tokens()[amount.end - 1].end as usize;
    Some(())
}

/// "104F" is a temperature among words of weather, heat or another scale; "13F" and "777F" are names.
fn heat(view: View<'_, '_>, amount: &Amount<'_>) -> bool {
    const HEAT: Words<'_> = words![
        "temperature",
        "temperatures",
        "degrees",
        "degree",
        "heat",
        "heatwave",
        "hot",
        "hotter",
        "hottest",
        "warm",
        "warmer",
        "cold",
        "colder",
        "coldest",
        "cool",
        "high",
        "highs",
        "low",
        "lows",
        "weather",
        "celsius",
        "fahrenheit",
        "oven",
        "fever",
        "freezing",
        "mercury",
        "thermometer",
        "forecast",
    ];
    let scale = |n: usize| view.kind(n) == TokenKind::Number || view.word(n).as_bytes().first().is_some_and(u8::is_ascii_digit);
    let celsius = |n: usize| scale(n) && view.word(n).ends_with('C') || view.any(n, words!["c", "°"]) && scale(n.wrapping_sub(1));
    let sentence = view.context.doc.sentence(amount.first).tokens.range();
    sentence.into_iter().any(|n| view.any(n, HEAT) || celsius(n))
}

/// "37m": metres before words of place and size or another length, millions otherwise.
fn is_million(view: View<'_, '_>, amount: &Amount<'_>, next: usize) -> bool {
    if amount.suffix == "M" {
        return true;
    }
    const PLACE: Words<'_> = words![
        "tall",
        "long",
        "wide",
        "deep",
        "high",
        "from",
        "above",
        "below",
        "away",
        "down",
        "into",
        "off",
        "across",
        "north",
        "south",
        "east",
        "west",
        "apart",
        "sprint",
        "race",
        "freestyle",
        "hurdles",
        "butterfly",
        "backstroke",
        "breaststroke",
        "relay",
        "x",
        "is",
        "run",
        "dash",
        "underwater",
        "inland",
        "behind",
        "ahead",
        "to",
        "swim",
        "drop",
        "fence",
        "wall",
        "tower",
        "statue",
        "asteroid",
        "crater",
        "yacht",
        "boat",
        "ship",
        "stretch",
        "waves",
        "wave",
        "medley",
        "final",
    ];
    if view.any(next, PLACE) || amount.spelled {
        return false;
    }
    let open = view.kind(next) == TokenKind::Open && view.kind(next + 1) == TokenKind::Number;
    if open && (view.word(next + 1).ends_with("ft") || view.any(next + 2, words!["ft", "feet"])) {
        return false;
    }
    !length_before(view, amount)
}

/// Words of size or of moving through a distance stand before the amount.
pub(super) fn length_before(view: View<'_, '_>, amount: &Amount<'_>) -> bool {
    let length = words![
        "height",
        "depth",
        "length",
        "outreach",
        "width",
        "metres",
        "meters",
        "metre",
        "tall",
        "distance",
        "snow",
        "altitude",
        "elevation",
        "slopes",
        "surface",
        "ground",
        "cleared",
        "leapt",
        "swam",
        "ran",
    ];
    let start = view.sentence_start(amount.first).max(amount.first.saturating_sub(8));
    (start..amount.first).any(|t| view.any(t, length))
}
