//! Powers: scientific notation ("1.7x10^5", "6 × 10²³") and a number raised to another ("2^10").

use super::number::Amount;
use super::view::View;
use crate::text::{Flags, TokenKind};

/// The value and the end of the power that the digits of `amount` begin; the value may be beyond all numbers.
pub(super) fn raised(view: View<'_, '_>, amount: &Amount<'_>) -> Option<(f64, usize)> {
    let end = amount.end;
    let times = |text: &str| matches!(text.chars().next(), Some('x' | '×'));
    if amount.suffix.is_empty() {
        // "6 x 10^23": the ten stands apart.
        if times(view.word(end)) && view.word(end).chars().count() == 1 {
            return ten(view, amount.low, end + 1, view.word(end + 1));
        }
        let (power, end) = exponent(view, end)?;
        return Some((amount.low.powf(power), end));
    }
    ten(view, amount.low, end - 1, amount.suffix.strip_prefix(['x', '×'])?)
}

/// `factor` times the power of ten whose ten, `text`, ends the token at `at`.
fn ten(view: View<'_, '_>, factor: f64, at: usize, text: &str) -> Option<(f64, usize)> {
    let (power, end) = match text.strip_prefix("10")? {
        "" if view.has(at + 1, Flags::NON_ASCII) => raised_digits(view, at + 1)?,
        "" => exponent(view, at + 1)?,
        signs if view.has(at, Flags::NON_ASCII) => (superscript(signs)?, at + 1),
        _ => return None,
    };
    // Printed and read again, so that no dust of binary fractions is left.
    Some((format!("{factor}e{power}").parse().ok()?, end))
}

/// The number at `at` is what another is raised to.
pub(super) fn is_exponent(view: View<'_, '_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let sign = if matches!(view.word(before), "-" | "+") { before.wrapping_sub(1) } else { before };
    view.word(sign) == "^" && view.adjoins(at)
}

/// "^6", "^-4", glued to what it raises.
fn exponent(view: View<'_, '_>, at: usize) -> Option<(f64, usize)> {
    if view.word(at) != "^" || !view.adjoins(at) {
        return None;
    }
    let signed = matches!(view.word(at + 1), "-" | "+" | "\u{2212}");
    let digits = at + 1 + usize::from(signed);
    if view.kind(digits) != TokenKind::Number || !view.adjoins(digits) || signed && !view.adjoins(at + 1) {
        return None;
    }
    let power: f64 = view.word(digits).parse().ok()?;
    let negative = signed && view.word(at + 1) != "+";
    Some((if negative { -power } else { power }, digits + 1))
}

/// "²³", "⁻⁴": an exponent in raised digits, each of which may be a token.
fn raised_digits(view: View<'_, '_>, at: usize) -> Option<(f64, usize)> {
    let mut end = at;
    while view.adjoins(end) && view.has(end, Flags::NON_ASCII) {
        end += 1;
    }
    let signs: String = (at..end).map(|n| view.word(n)).collect();
    Some((superscript(&signs)?, end))
}

/// The value of a number in raised digits.
fn superscript(signs: &str) -> Option<f64> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let (negative, digits) = match signs.strip_prefix('⁻') {
        Some(rest) => (true, rest),
        None => (false, signs),
    };
    let mut value = 0.0;
    for sign in digits.chars() {
        value = value * 10.0 + DIGITS.iter().position(|&d| d == sign)? as f64;
    }
    (!digits.is_empty()).then_some(if negative { -value } else { value })
}
