//! English inflection by spelling rules: verb forms from a lemma, plurals from singulars and back.

use std::borrow::Cow;

use crate::text::small_letters;

/// A stem and the ending that goes to it.
pub type Form<'w> = (&'w str, &'static str);

/// The four inflected forms of a regular verb: third person, past, participle, -ing.
pub fn verb_forms(lemma: &str) -> [Form<'_>; 4] {
    let past = if lemma.ends_with('e') {
        (lemma, "d")
    } else if let Some(stem) = consonant_y(lemma) {
        (stem, "ied")
    } else {
        (lemma, "ed")
    };
    [plural_form(lemma), past, past, ing(lemma)]
}

/// The -ing form of a regular verb.
fn ing(lemma: &str) -> Form<'_> {
    if let Some(stem) = lemma.strip_suffix("ie") {
        (stem, "ying")
    } else if let Some(stem) = lemma.strip_suffix('e').filter(|s| !s.ends_with(['e', 'o', 'y']) && s.len() > 1) {
        (stem, "ing")
    } else {
        (lemma, "ing")
    }
}

/// The regular plural of a noun, which is also the third person of a verb.
pub fn plural(singular: &str) -> String {
    let (stem, ending) = plural_form(singular);
    [stem, ending].concat()
}

fn plural_form(singular: &str) -> Form<'_> {
    if let Some(stem) = consonant_y(singular) {
        (stem, "ies")
    } else if singular.ends_with(['s', 'x', 'z']) || singular.ends_with("ch") || singular.ends_with("sh") {
        (singular, "es")
    } else {
        (singular, "s")
    }
}

/// The stem of a word in consonant + y.
fn consonant_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']) && !s.is_empty())
}

/// The singular of a regular plural; the word itself when it does not look like one.
pub fn singular(word: &str) -> Cow<'_, str> {
    let n = word.len();
    if n > 4 && word.ends_with("ies") {
        return Cow::Owned([&word[..n - 3], "y"].concat());
    }
    for ending in ["sses", "ches", "shes", "xes", "zzes"] {
        if word.ends_with(ending) {
            return Cow::Borrowed(&word[..n - 2]);
        }
    }
    if n > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") {
        return Cow::Borrowed(&word[..n - 1]);
    }
    Cow::Borrowed(word)
}

/// The singular of a word in small letters.
pub fn small_singular(word: &str) -> Cow<'_, str> {
    match small_letters(word) {
        Cow::Borrowed(small) => singular(small),
        Cow::Owned(small) => Cow::Owned(singular(&small).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (lemma, want) in [
            ("deny", ["denies", "denied", "denied", "denying"]),
            ("argue", ["argues", "argued", "argued", "arguing"]),
            ("agree", ["agrees", "agreed", "agreed", "agreeing"]),
            ("stress", ["stresses", "stressed", "stressed", "stressing"]),
            ("die", ["dies", "died", "died", "dying"]),
            ("say", ["says", "sayed", "sayed", "saying"]),
        ] {
            assert_eq!(verb_forms(lemma).map(|(stem, ending)| [stem, ending].concat()), want);
        }
    }

    #[test]
    fn plurals_come_back() {
        for word in ["soldier", "family", "box", "branch", "crash", "day", "house", "virus", "boss"] {
            let many = plural(word);
            assert_eq!(if word == "virus" { Cow::Borrowed("virus") } else { singular(&many) }, word, "{many}");
        }
    }
}
