//! Feet and inches by their signs: a man of 6'2", an altitude of 300'.

use super::number::Amount;
use super::suffix::length_before;
use super::view::View;
use crate::text::TokenKind;

/// Reads the signs behind `amount` as what they stand for: the suffix of feet, with the inches added to the value.
pub(super) fn feet(view: View<'_, '_>, amount: &mut Amount<'_>) {
    if !amount.plain {
        return;
    }
    let (inches, end) = match amount.suffix.strip_prefix(['\'', '’', '′']) {
        // "6'2" is one token.
        Some(inches) => match inches.parse::<f64>() {
            Ok(inches) if inches < 12.0 && closes(view, amount.end) => (inches, amount.end + 1),
            _ => return,
        },
        // The mark may close a quotation that began before.
        None if amount.suffix.is_empty()
            && matches!(view.word(amount.end), "'" | "’" | "′")
            && view.adjoins(amount.end)
            && length_before(view, amount)
            && !opened(view, amount.end) =>
        {
            (0.0, amount.end + 1)
        }
        None => return,
    };
    (amount.low, amount.high) = (amount.low + inches / 12.0, amount.high + inches / 12.0);
    (amount.end, amount.after, amount.plain, amount.suffix) = (end, end, false, "ft");
    amount.end_byte = view.tokens()[end - 1].end as usize;
}

/// The sign of inches, glued to what stands before it.
fn closes(view: View<'_, '_>, at: usize) -> bool {
    matches!(view.word(at), "\"" | "”" | "″") && view.adjoins(at)
}

/// A single mark opens before `sign` in its sentence.
fn opened(view: View<'_, '_>, sign: usize) -> bool {
    (view.sentence_start(sign)..sign).any(|n| matches!(view.word(n), "'" | "‘" | "’") && view.kind(n) != TokenKind::Clitic)
}
