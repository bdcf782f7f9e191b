//! Digits as written in news: "1,100", "3.5", "12,34,567", "3.5bn", "RM79", "164p" — and nothing that only looks like them.
//!
//! A form that can be read in two ways ("1.100,5") is no number here: nothing is better than a wrong value.

use std::borrow::Cow;

/// Digits at the start of a token, and the letters glued to them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Digits<'t> {
    pub value: f64,
    /// What follows the digits in the token.
    pub rest: &'t str,
    /// Bytes of the digits, with a scale suffix if there is one.
    pub len: usize,
    /// Only digits: no separator, no decimals, no scale.
    pub plain: bool,
    /// How many digits stand before the point.
    pub whole: usize,
    /// What a scale suffix multiplied by; 1 without one.
    pub scale: f64,
    /// The scale that a last letter would mean if it is one ("37m"); only what stands around decides.
    pub maybe: f64,
}

/// Suffixes that are always scales, then those that may be units.
const SCALES: &[(&str, f64)] = &[
    ("bn", 1e9),
    ("b", 1e9),
    ("mln", 1e6),
    ("mil", 1e6),
    ("mn", 1e6),
    ("k", 1e3),
    ("tn", 1e12),
    ("trn", 1e12),
    ("bln", 1e9),
    ("tln", 1e12),
];

/// Reads `text`, which begins with a digit.
pub(super) fn read(text: &str) -> Option<Digits<'_>> {
    if let Some((over, under)) = text.split_once('\u{2044}') {
        let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
        let plain = over > 0.0 && under > over;
        return plain.then_some(Digits { value: over / under, rest: "", len: text.len(), plain: false, whole: 0, scale: 1.0, maybe: 1.0 });
    }
    // "1 100" with a narrow space that does not break, which stays inside the token.
    if text.contains('\u{202f}') {
        let plain = text.replace('\u{202f}', ",");
        let whole = plain.split('.').next().unwrap_or("").bytes().filter(u8::is_ascii_digit).count();
        let d = read(&plain).filter(|d| d.rest.is_empty() && !d.plain)?;
        return Some(Digits { value: d.value, rest: "", len: text.len(), plain: false, whole, scale: 1.0, maybe: 1.0 });
    }
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() && (bytes[end].is_ascii_digit() || matches!(bytes[end], b',' | b'.')) {
        end += 1;
    }
    while end > 0 && !bytes[end - 1].is_ascii_digit() {
        end -= 1;
    }
    let (number, rest) = text.split_at(end);
    let (whole, decimals) = match number.split_once('.') {
        Some((_, after)) if after.contains(['.', ',']) => return None,
        Some((whole, after)) => (whole, Some(after)),
        None => (number, None),
    };
    if whole.contains(',') && !grouped(whole) {
        return None;
    }
    let ungrouped = if number.contains(',') { Cow::Owned(number.replace(',', "")) } else { Cow::Borrowed(number) };
    let value: f64 = ungrouped.parse().ok()?;
    // "1e10"
    if let Some(power) = rest.strip_prefix('e').filter(|p| matches!(p.len(), 1 | 2) && p.bytes().all(|b| b.is_ascii_digit())) {
        let value = format!("{ungrouped}e{power}").parse().ok()?;
        return Some(Digits { value, rest: "", len: text.len(), plain: false, whole: 0, scale: 1.0, maybe: 1.0 });
    }
    let plain = decimals.is_none() && !whole.contains(',');
    let mut digits =
        Digits { value, rest, len: end, plain, whole: whole.bytes().filter(u8::is_ascii_digit).count(), scale: 1.0, maybe: 1.0 };
    if rest.is_empty() {
        return Some(digits);
    }
    if let Some((_, scale)) = SCALES.iter().find(|(s, _)| s.eq_ignore_ascii_case(rest)) {
        digits = Digits { value: scaled(value, *scale), rest: "", len: text.len(), plain: false, scale: *scale, ..digits };
    } else if matches!(rest, "m" | "M" | "MM") {
        digits.maybe = 1e6;
    } else if rest == "t" {
        digits.maybe = 1e12;
    }
    Some(digits)
}

/// `value` times a power of ten, without the dust of binary fractions: 4.2 million is 4200000.
pub(super) fn scaled(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    let rounded = product.round();
    if (product - rounded).abs() < 1e-6 * product.abs().max(1.0) && product.abs() < 9e15 { rounded } else { product }
}

/// The value of a fraction sign.
pub(super) fn vulgar(sign: &str) -> Option<f64> {
    let (over, under) = match sign {
        "½" => (1.0, 2.0),
        "⅓" => (1.0, 3.0),
        "⅔" => (2.0, 3.0),
        "¼" => (1.0, 4.0),
        "¾" => (3.0, 4.0),
        "⅕" => (1.0, 5.0),
        "⅖" => (2.0, 5.0),
        "⅗" => (3.0, 5.0),
        "⅘" => (4.0, 5.0),
        "⅙" => (1.0, 6.0),
        "⅚" => (5.0, 6.0),
        "⅛" => (1.0, 8.0),
        "⅜" => (3.0, 8.0),
        "⅝" => (5.0, 8.0),
        "⅞" => (7.0, 8.0),
        _ => return None,
    };
    Some(over / under)
}

/// Groups of three, or the Indian two-two-three.
fn grouped(whole: &str) -> bool {
    let groups: Vec<&str> = whole.split(',').collect();
    let (first, last) = (groups[0], groups[groups.len() - 1]);
    let middle = &groups[1..groups.len() - 1];
    if first.is_empty() || last.len() != 3 {
        return false;
    }
    first.len() <= 3 && middle.iter().all(|g| g.len() == 3) || first.len() <= 2 && !middle.is_empty() && middle.iter().all(|g| g.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, value, rest) in [
            ("1,100", 1100.0, ""),
            ("3.5bn", 3.5e9, ""),
            ("12,34,567.89", 1_234_567.89, ""),
            ("164p", 164.0, "p"),
            ("37m", 37.0, "m"),
            ("50k", 50_000.0, ""),
            ("0.001", 0.001, ""),
            ("12th", 12.0, "th"),
            ("4.2b", 4.2e9, ""),
        ] {
            let d = read(text).unwrap();
            assert_eq!((d.value, d.rest), (value, rest), "{text}");
        }
    }

    #[test]
    fn unreadable() {
        for text in ["1.100,5", "1,10", "12,3456", "1.2.3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn scales_leave_no_dust() {
        assert_eq!(scaled(4.35, 1e6), 4_350_000.0);
        assert_eq!(scaled(1.1, 1e9), 1_100_000_000.0);
    }
}
