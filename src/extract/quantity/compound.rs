//! Amounts in two units of one measure: "3 dollars 50 cents", "five feet and two inches", "12 stone 4 pounds". They are one
//! number in the larger unit.

use super::fraction::{and_a_half, of_another};
use super::measure::{Measured, measure};
use super::number::{Amount, Form, read};
use super::view::View;
use crate::extract::Measure;
use crate::text::TokenKind;

/// The larger unit, the smaller one, and how many of the smaller make one of the larger.
const STEPS: &[(&str, &str, f64)] = &[("foot", "inch", 12.0), ("pound", "ounce", 16.0), ("stone", "pound", 14.0)];

/// Adds the smaller part behind `amount` to it, when one follows, and widens both to its end.
pub(super) fn join<'a>(view: View<'_, 'a>, amount: &mut Amount<'a>, measured: &mut Measured<'a>) {
    // "two years and a half"
    if measured.own
        && !measured.joined
        && !measured.unit_tokens.is_empty()
        && measured.next > amount.end
        && let Some((part, end)) = and_a_half(view, measured.next)
        && amount.form == Form::Number
        && amount.low.fract() == 0.0
        && !of_another(view, end)
    {
        (amount.low, amount.high, amount.plain) = (amount.low + part, amount.high + part, false);
        (amount.end, amount.end_byte) = (end, view.tokens()[end - 1].end as usize);
        (measured.end_byte, measured.next) = (amount.end_byte, end);
        return;
    }
    let money = measured.measure == Measure::Money && !measured.unit_tokens.is_empty() && measured.factor == 1.0;
    let size = STEPS.iter().any(|s| s.0 == measured.unit) && !measured.joined;
    if !(money || size) || amount.form != Form::Number || amount.low.fract() != 0.0 || measured.per_unit {
        return;
    }
    let and = view.is(measured.next, "and");
    let at = measured.next + usize::from(and);
    if view.kind(at) != TokenKind::Number && view.number(at).is_none() {
        return;
    }
    let Some(part) = read(view, at).filter(|p| p.first == at && p.form == Form::Number && p.scale == 1.0) else { return };
    let Some(unit) = measure(view, &part, None) else { return };
    let share = if money {
        let minor = unit.own && unit.unit == measured.unit && unit.factor < 1.0;
        // "18 dollars 40", "21 EUR 75", "18 dollars and 40.": two digits, and nothing that they could count.
        let sign = measured.unit_tokens.start as usize;
        let named = view.word(sign).len() > 2;
        let two = part.plain && part.whole == 2 || part.spelled && (10.0..100.0).contains(&part.low);
        let shared = unit.first == sign && unit.unit == measured.unit && unit.next == part.end;
        let stops = !view.tag(part.end).is_noun() && (!and || view.kind(part.end) != TokenKind::Word);
        let bare = (!unit.own || shared) && named && two && stops;
        if minor {
            unit.factor
        } else if bare {
            0.01
        } else {
            return;
        }
    } else {
        let step = STEPS.iter().find(|s| s.0 == measured.unit && s.1 == unit.unit);
        let Some(step) = step.filter(|s| unit.own && part.low < s.2) else { return };
        1.0 / step.2
    };
    if money && part.low * share >= 1.0 {
        return;
    }
    let value = amount.low + part.low * share;
    let value = if money { (value * 100.0).round() / 100.0 } else { value };
    (amount.low, amount.high, amount.plain) = (value, value, false);
    (amount.end, amount.end_byte) = (part.end, part.end_byte);
    (measured.end_byte, measured.next, measured.per_unit) = (unit.end_byte, unit.next, unit.per_unit);
}
