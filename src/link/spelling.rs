//! One key for all the ways in which a name is written.
//!
//! Foreign names come in several spellings, and one article may hold two of them where an agency's text was cut into a
//! paper's own. The key leaves out what they differ in: accents, doubled letters, "y" for "i", "ou" for "u", a written-out
//! umlaut; words whose spellings differ more are rows of spellings.csv. It is only compared between names of one document and one
//! type, so that it may be rather wide.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words shorter than this keep their vowel pairs: "Joe" is not "Jo".
const VOWEL_PAIRS: usize = 5;

/// Appends the letters of `word` that all its spellings share.
pub(super) fn letters(word: &str, to: &mut String) {
    let from = to.len();
    if word.is_ascii() {
        for b in word.bytes() {
            letter(char::from(b.to_ascii_lowercase()), word.len(), from, to);
        }
        return;
    }
    for c in word.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        match c {
            'ø' => letter('o', word.len(), from, to),
            'ł' => letter('l', word.len(), from, to),
            'đ' | 'ð' => letter('d', word.len(), from, to),
            'ı' => letter('i', word.len(), from, to),
            'ß' => letter('s', word.len(), from, to),
            'æ' => letter('a', word.len(), from, to),
            'œ' => letter('o', word.len(), from, to),
            other => letter(other, word.len(), from, to),
        }
    }
}

/// Appends one letter of a word that began at `from` and has `length` bytes as written.
fn letter(c: char, length: usize, from: usize, to: &mut String) {
    if !c.is_alphanumeric() {
        return;
    }
    let c = if c == 'y' { 'i' } else { c };
    let last = to[from..].chars().next_back();
    if last == Some(c) && c.is_alphabetic() {
        return;
    }
    match (last, c) {
        (Some('o'), 'u') => {
            to.pop();
            if !to[from..].ends_with('u') {
                to.push('u');
            }
        }
        (Some('a' | 'o' | 'u'), 'e') if length >= VOWEL_PAIRS => {}
        _ => to.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    fn key(word: &str) -> String {
        let mut to = String::new();
        letters(word, &mut to);
        to
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, other) in [
            ("Zelensky", "Zelenskyy"),
            ("Zelenskiy", "Zelenskyi"),
            ("Núñez", "Nunez"),
            ("Müller", "Mueller"),
            ("Sørensen", "Sorensen"),
            ("Husseini", "Huseini"),
            ("Mahmoud", "Mahmud"),
            ("O’Brien", "O'Brien"),
            ("WAŁĘSA", "Walesa"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
    }

    #[test]
    fn other_names_have_another_key() {
        for (one, other) in
            [("Joe", "Jo"), ("Brown", "Braun"), ("Weber", "Webber Jr"), ("Hansen", "Hanson"), ("Kelly", "Kellow"), ("Lee", "Li")]
        {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
    }
}
