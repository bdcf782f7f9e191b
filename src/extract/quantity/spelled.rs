//! Numbers in words, of any length: "forty-two", "twenty-five hundred", "three hundred and sixteen thousand", "two point five".

use super::view::View;
use crate::lexicon::NumberKind;

/// The number in words that begins at `at`: its value, its end, and its last scale (1 without one).
pub(super) fn spelled(view: View<'_, '_>, at: usize) -> Option<(f64, usize, f64)> {
    let (mut total, mut current, mut end, mut j) = (0.0, 0.0, at, at);
    let mut last = None;
    let (mut last_scale, mut scale) = (f64::INFINITY, 1.0);
    loop {
        let n = match view.number(j) {
            Some(n) => n,
            None if view.is(j, "and") && matches!(last, Some(NumberKind::Hundred | NumberKind::Scale)) => {
                // "two hundred and six": joined when what follows is smaller than the last step, also below a scale that is
                // still to come ("three hundred and sixteen thousand").
                let hundred = last == Some(NumberKind::Hundred);
                let small = |k: &NumberKind| matches!(k, NumberKind::Unit | NumberKind::Teen | NumberKind::Ten);
                let Some((rest, rest_end, _)) = view.number_kind(j + 1).filter(small).and_then(|_| spelled(view, j + 1)) else { break };
                // "between six hundred and four thousand": the "and" of a range.
                let range = view.is(at.wrapping_sub(1), "between") && !view.is(rest_end, "and");
                if range || fraction_follows(view, rest_end, rest) {
                    break;
                }
                // "and twenty-five thousand six hundred", but not "and two hundred one".
                let step = [1e9, 1e6, 1e3].into_iter().find(|&s| rest >= s).unwrap_or(1.0);
                if hundred && rest / step >= 100.0 {
                    break;
                }
                if hundred {
                    j += 1;
                    continue;
                }
                if rest < last_scale {
                    return Some((total + current + rest, rest_end, scale));
                }
                break;
            }
            // "fifty - two", as text with marks set apart has it.
            None if last == Some(NumberKind::Ten)
                && end == j
                && view.kind(j) == crate::text::TokenKind::Hyphen
                && !view.adjoins(j)
                && !view.adjoins(j + 1)
                && view.number_kind(j + 1) == Some(NumberKind::Unit) =>
            {
                j += 1;
                continue;
            }
            None if view.joined(j) && end == j && matches!(view.number_kind(j + 1), Some(k) if joins(last, k)) => {
                j += 1;
                continue;
            }
            None => break,
        };
        if !joins(last, n.kind) {
            break;
        }
        match n.kind {
            NumberKind::Hundred | NumberKind::Dozen => {
                current = f64::max(current, 1.0) * n.low;
                scale = n.low;
            }
            NumberKind::Scale if n.low > last_scale => {
                total = (total + f64::max(current, if total > 0.0 { 0.0 } else { 1.0 })) * n.low;
                current = 0.0;
                last_scale = n.low;
                scale = n.low;
            }
            NumberKind::Scale => {
                total += f64::max(current, 1.0) * n.low;
                current = 0.0;
                last_scale = n.low;
                scale = n.low;
            }
            _ => current += n.low,
        }
        last = Some(n.kind);
        j += 1;
        end = j;
    }
    // "two point five"
    if view.is(end, "point") && scale <= 100.0 {
        let mut decimals = String::from("0.");
        let mut k = end + 1;
        while let Some(n) = view.number(k).filter(|n| matches!(n.kind, NumberKind::Zero | NumberKind::Unit)) {
            decimals.push_str(&n.low.to_string());
            k += 1;
        }
        // "point seventy-one"
        if k == end + 1
            && let Some((value, last, _)) =
                view.number_kind(k).filter(|n| matches!(n, NumberKind::Teen | NumberKind::Ten)).and_then(|_| spelled(view, k))
            && value < 100.0
        {
            decimals.push_str(&value.to_string());
            k = last;
        }
        if k > end + 1 {
            return Some((total + current + decimals.parse::<f64>().ok()?, k, 1.0));
        }
    }
    (end > at).then_some((total + current, end, scale))
}

/// The parts behind `count` make less than one: "a hundred and three quarters", but not "a hundred and forty ninths".
fn fraction_follows(view: View<'_, '_>, at: usize, count: f64) -> bool {
    let parts = view.number(view.past_hyphen(at)).filter(|n| matches!(n.kind, NumberKind::Part | NumberKind::Parts));
    parts.is_some_and(|n| count < n.low)
}

/// The word `next` can continue a number whose last word is `last`.
fn joins(last: Option<NumberKind>, next: NumberKind) -> bool {
    use NumberKind::{Dozen, Hundred, Scale, Teen, Ten, Unit, Zero};
    match next {
        Zero => last.is_none(),
        Unit => matches!(last, None | Some(Ten | Hundred | Scale)),
        Teen | Ten => matches!(last, None | Some(Hundred | Scale)),
        Hundred => matches!(last, None | Some(Unit | Teen | Ten | Scale)),
        Scale => last != Some(Dozen),
        Dozen => matches!(last, None | Some(Unit | Teen | Ten)),
        _ => false,
    }
}
