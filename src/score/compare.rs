//! When a field agrees with its gold: exactly for values and classes, by words for phrases that two people bound differently.
//!
//! The conventions are those of the claim guidelines: numbers to three decimals, units by their last word, names when the words
//! of one are among the words of the other, phrases when they share half of their words (token F1), events when they share a
//! stem, contents and source phrases when they hold the same words.

use crate::lexicon::singular;

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
        _ => want == got,
    }
}

/// "spelled" says how a number is written, which the quoted text shows anyway.
fn flags(list: &str) -> Vec<&str> {
    let mut flags: Vec<&str> = list.split(';').map(str::trim).filter(|f| !f.is_empty() && *f != "spelled").collect();
    flags.sort_unstable();
    flags
}

fn number(want: &str, got: &str) -> bool {
    match (want.parse::<f64>(), got.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= (1e-6 * a.abs().max(b.abs())).max(5e-4),
        _ => want == got,
    }
}

fn last_word(unit: &str) -> String {
    let unit = unit.to_lowercase().replace(" of age", "");
    singular(unit.rsplit(' ').next().unwrap_or(""))
}

fn words(text: &str, stop: &[&str]) -> Vec<String> {
    text.replace("'s", "")
        .replace("’s", "")
        .replace('\u{ad}', "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase())
        .filter(|w| !stop.contains(&w.as_str()))
        .map(|w| singular(&w))
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
