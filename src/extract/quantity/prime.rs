//! Feet and inches by their signs: a man of 6'2", an altitude of 300'.

use super::number::Amount;
use super::suffix::length_before;
use super::view::View;
use crate::text::TokenKind;

/// Reads the signs behind `amount` as what they stand for: the suffix of feet, with the inches added to the value.
pub(super) fn feet<'a>(view: View<'_, 'a>, amount: &mut Amount<'a>) {
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
        None if amount.suffix.is_empty() && closes(view, amount.end) && alone(view, amount.end) => {
            amount.glue(view, amount.end + 1, "″");
            return;
        }
        None => return,
    };
    (amount.low, amount.high) = (amount.low + inches / 12.0, amount.high + inches / 12.0);
    amount.glue(view, end, "ft");
}

/// The sign of inches, glued to what stands before it, or apart before a word of size ("10 \" long").
fn closes(view: View<'_, '_>, at: usize) -> bool {
    matches!(view.word(at), "\"" | "”" | "″") && (view.adjoins(at) || view.any(at + 1, super::about::DIMENSIONS))
}

/// The straight mark at `at` belongs to no quotation: what stands around it in its sentence are pairs.
fn alone(view: View<'_, '_>, at: usize) -> bool {
    let sentence = view.sentence_start(at)..view.sentence_end(at);
    let glued = |n: usize| view.kind(n.wrapping_sub(1)) == TokenKind::Number && view.adjoins(n);
    let marks = |range: std::ops::Range<usize>| range.filter(|&n| view.word(n) == "\"" && !glued(n)).count();
    let apart = usize::from(!glued(at));
    view.word(at) == "\"" && marks(sentence.start..at) % 2 == 0 && (marks(sentence) - apart) % 2 == 0
}

/// A single mark opens before `sign` in its sentence.
fn opened(view: View<'_, '_>, sign: usize) -> bool {
    (view.sentence_start(sign)..sign).any(|n| matches!(view.word(n), "'" | "‘" | "’") && view.kind(n) != TokenKind::Clitic)
}
