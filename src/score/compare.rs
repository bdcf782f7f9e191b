//! When a field agrees with its gold: exactly for values and classes, by words for phrases that two people bound differently.
//!
//! The conventions are those of the claim guidelines: numbers to three decimals, units by their last word in either spelling, names when the words
//! of one are among the words of the other, phrases when they share half of their words (token F1), events when they share a
//! stem, contents and source phrases when they hold the same words.

use crate::lexicon::singular;

/// How a field came out, in the terms of MUC-5 (Chinchor and Sundheim 1993), which SemEval 2013 task 9 took over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grade {
    /// As expected.
    Correct,
    /// Not as expected, but it shares words, the side it bounds, or a flag.
    Partial,
    /// Something else than expected.
    Incorrect,
    /// Nothing, where something was expected.
    Missing,
    /// Something, where nothing was expected.
    Spurious,
}

impl Grade {
    /// Its name.
    pub fn name(self) -> &'static str {
        ["correct", "partial", "incorrect", "missing", "spurious"][self as usize]
    }
}

/// Grades a field; none when nothing was expected and nothing was found.
pub fn grade(field: &str, want: &str, got: &str) -> Option<Grade> {
    let (none_wanted, none_found) = (is_empty(field, want), is_empty(field, got));
    match agrees(field, want, got) {
        true if none_wanted && none_found => None,
        true => Some(Grade::Correct),
        false if none_wanted => Some(Grade::Spurious),
        false if none_found => Some(Grade::Missing),
        false if shares(field, want, got) => Some(Grade::Partial),
        false => Some(Grade::Incorrect),
    }
}

fn is_empty(field: &str, value: &str) -> bool {
    value.is_empty() || field == "flags" && flags(value).is_empty()
}

/// What a comparator says about the amount: "about" and "nearly" say the same, so do "more than" and "at least".
fn side(comparator: &str) -> &str {
    match comparator {
        "nearly" => "about",
        "at_least" => "more_than",
        "at_most" => "less_than",
        other => other,
    }
}

fn shares(field: &str, want: &str, got: &str) -> bool {
    match field {
        "comparator" => side(want) == side(got),
        "flags" => flags(want).iter().any(|f| flags(got).contains(f)),
        "actors" => names(want).iter().any(|n| names(got).contains(n)),
        "unit" | "source" | "actor" | "counted" | "about" | "event" | "content" | "part_of" | "source_phrase" => {
            let got = words(got, STOP);
            words(want, STOP).iter().any(|w| got.contains(w))
        }
        _ => false,
    }
}

/// True when two claims state the same amount: the same bounds and the same side, or overlapping ranges that are both vague.
/// "Nearly 40" may be written with one bound.
pub fn same_amount(want: [&str; 3], got: [&str; 3]) -> bool {
    let read = |[low, high, comparator]: [&str; 3]| {
        let (low, high, side) = (low.parse::<f64>().ok(), high.parse::<f64>().ok(), side(comparator).to_string());
        if side == "about" { (low.or(high), high.or(low), side) } else { (low, high, side) }
    };
    let (want, got) = (read(want), read(got));
    if want.2 == "vague" {
        let (infinite, zero) = (f64::INFINITY, 0.0);
        return got.2 == "vague"
            && got.0.unwrap_or(zero) <= want.1.unwrap_or(infinite)
            && want.0.unwrap_or(zero) <= got.1.unwrap_or(infinite);
    }
    let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => near(a, b),
        (a, b) => a == b,
    };
    want.2 == got.2 && same(want.0, got.0) && same(want.1, got.1)
}

/// True when two phrases for a source have the same head: the head of one is a word of the other. The head is the last word before
/// the first comma, bracket, preposition or relative word.
pub fn same_head(want: &str, got: &str) -> bool {
    let (a, b) = (words(want, &[]), words(got, &[]));
    match (head(want), head(got)) {
        (Some(want), Some(got)) => b.contains(&want) || a.contains(&got),
        (want, got) => want.is_none() && got.is_none(),
    }
}

/// Words that end the part of a noun phrase that its head stands in: prepositions, relative words and conjunctions.
pub const HEAD_ENDS: &[&str] = &[
    "of",
    "at",
    "in",
    "for",
    "from",
    "with",
    "on",
    "to",
    "by",
    "who",
    "which",
    "that",
    "whose",
    "where",
    "and",
    "or",
    "as",
    "about",
    "inside",
    "outside",
    "near",
    "against",
    "including",
];

fn head(phrase: &str) -> Option<String> {
    let first = phrase.split([',', ';', ':', '(', '[', '—']).find(|part| part.chars().any(char::is_alphanumeric))?;
    let plain: Vec<String> = words(first, &[]);
    let kept = plain.iter().take_while(|w| !HEAD_ENDS.contains(&w.as_str())).last();
    kept.or(plain.last()).cloned()
}

/// Token F1 of two contents, from 0 to 1.
pub fn token_f1(want: &str, got: &str) -> f64 {
    let (mut a, mut b) = (words(want, &[]), words(got, &[]));
    if a.is_empty() || b.is_empty() {
        return f64::from(u8::from(a.is_empty() && b.is_empty()));
    }
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    2.0 * f64::from(shared) / (a.len() + b.len()) as f64
}

const NAME_STOP: &[&str] = &["mr", "mrs", "ms", "dr", "president", "minister", "prime", "former", "senior", "new", "latest", "recent"];
const STOP: &[&str] = &[
    "of", "the", "a", "an", "in", "on", "at", "to", "for", "and", "or", "by", "with", "from", "as", "its", "their", "his", "her", "this",
    "that", "which", "who", "per", "each",
];

/// True when what was found for a field is what was expected.
pub fn agrees(field: &str, want: &str, got: &str) -> bool {
    match field {
        "low" | "high" => number(want, got),
        "unit" => want.eq_ignore_ascii_case(got) || last_word(want) == last_word(got),
        "source" | "actor" => name(want, got),
        "counted" | "about" => phrase(want, got),
        "event" => event(want, got),
        "content" | "part_of" | "source_phrase" => words(want, &[]) == words(got, &[]),
        "flags" => flags(want) == flags(got),
        "actors" => names(want) == names(got),
        _ => want == got,
    }
}

/// "spelled" says how a number is written, which the quoted text shows anyway.
fn flags(list: &str) -> Vec<&str> {
    let mut flags: Vec<&str> = list.split(';').map(str::trim).filter(|f| !f.is_empty() && *f != "spelled").collect();
    flags.sort_unstable();
    flags
}

/// The names of a list, in any order.
fn names(list: &str) -> Vec<&str> {
    let mut names: Vec<&str> = list.split("; ").flat_map(|part| part.split(" … ")).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names
}

fn number(want: &str, got: &str) -> bool {
    match (want.parse::<f64>(), got.parse::<f64>()) {
        (Ok(a), Ok(b)) => near(a, b),
        _ => want == got,
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= (1e-6 * a.abs().max(b.abs())).max(5e-4)
}

fn last_word(unit: &str) -> String {
    let unit = unit.to_lowercase().replace(" of age", "");
    let word = singular(unit.rsplit(' ').next().unwrap_or(""));
    // Britain measures in metres and litres, America in meters and liters.
    word.strip_suffix("tre").map(|stem| format!("{stem}ter")).unwrap_or_else(|| word.into_owned())
}

fn words(text: &str, stop: &[&str]) -> Vec<String> {
    text.replace("'s", "")
        .replace("’s", "")
        .replace('\u{ad}', "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase())
        .filter(|w| !stop.contains(&w.as_str()))
        .map(|w| singular(&w).into_owned())
        .collect()
}

fn name(want: &str, got: &str) -> bool {
    let stop: Vec<&str> = STOP.iter().chain(NAME_STOP).copied().collect();
    let (mut a, mut b) = (words(want, &stop), words(got, &stop));
    if a.is_empty() || b.is_empty() {
        (a, b) = (words(want, STOP), words(got, STOP));
    }
    if a.is_empty() || b.is_empty() {
        return a.is_empty() && b.is_empty();
    }
    a.iter().all(|w| b.contains(w)) || b.iter().all(|w| a.contains(w))
}

fn phrase(want: &str, got: &str) -> bool {
    let (a, b) = (words(want, STOP), words(got, STOP));
    if a.is_empty() && b.is_empty() {
        return true;
    }
    let shared = a.iter().filter(|w| b.contains(w)).count();
    shared > 0 && 4 * shared >= a.len() + b.len()
}

fn event(want: &str, got: &str) -> bool {
    let stems = |s: &str| -> Vec<String> {
        words(s, STOP)
            .iter()
            .filter(|w| !matches!(w.as_str(), "be" | "been" | "was" | "were" | "have" | "had" | "has"))
            .map(|w| stem(w))
            .collect()
    };
    let (a, b) = (stems(want), stems(got));
    a.is_empty() && b.is_empty() || a.iter().any(|w| b.contains(w))
}

/// A crude stem: common irregular forms, then endings.
fn stem(word: &str) -> String {
    let word = match word {
        "died" | "dead" | "death" | "dying" => "die",
        "rose" | "risen" => "rise",
        "fell" | "fallen" => "fall",
        "lost" | "losing" => "lose",
        "won" => "win",
        "shot" => "shoot",
        "sent" => "send",
        "fled" => "flee",
        "held" => "hold",
        "paid" => "pay",
        "spent" => "spend",
        "grew" | "grown" => "grow",
        "sold" => "sell",
        other => other,
    };
    let endings = ["ing", "ied", "ed", "es", "s", "e"];
    let cut = endings.into_iter().find_map(|e| word.strip_suffix(e).filter(|_| word.len() > 4)).unwrap_or(word);
    let mut chars: Vec<char> = cut.chars().collect();
    if chars.len() > 2 && chars[chars.len() - 1] == chars[chars.len() - 2] {
        chars.pop();
    }
    chars.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_the_same_in_either_spelling() {
        for (want, got) in
            [("meter", "metre"), ("litres", "liter"), ("square kilometers", "kilometre"), ("years of age", "year"), ("USD", "usd")]
        {
            assert_eq!(grade("unit", want, got), Some(Grade::Correct), "{want} and {got}");
        }
        for (want, got) in [("meter", "mile"), ("tonne", "ton"), ("USD", "EUR")] {
            assert_eq!(grade("unit", want, got), Some(Grade::Incorrect), "{want} and {got}");
        }
        assert_eq!(grade("unit", "meter", ""), Some(Grade::Missing));
        assert_eq!(grade("unit", "", "metre"), Some(Grade::Spurious));
    }
}
