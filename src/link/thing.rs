//! What a number counts, in a form that can be compared: "52 dead", "52 people were killed" and "a death toll of 52" count one
//! thing.
//!
//! Two numbers agree or contradict one another only when they count the same thing. The same reading serves claims of one
//! document, where a repeated claim is recognised, and claims of many, which are put side by side.

use std::borrow::Cow;

use crate::extract::{Claim, Measure};
use crate::lexicon::{Class, Lexicon};

/// Nouns for people of whom nothing more is said.
const ANYBODY: &[&str] = &["person", "people", "victim", "body", "life", "individual", "human", "soul"];

/// Verbs that say how high a number stands and not what happened, by base form.
const LEVELS: &[&str] = &[
    "amount", "be", "become", "climb", "come", "confirm", "count", "cross", "estimate", "exceed", "have", "hit", "hold", "leave", "mount",
    "number", "pass", "put", "reach", "record", "register", "remain", "report", "revise", "say", "see", "stand", "surpass", "tally", "top",
    "total", "update",
];

/// Verbs that say of lives that they ended, by base form.
const TAKING: &[&str] = &["claim", "cost", "lose", "take"];

/// Verbs that make the counted more or fewer, by base form, in one word for all of them; without them 900 jobs that were added
/// would be 900 jobs that were cut.
const CHANGING: &[(&str, &str)] = &[
    ("add", "addition"),
    ("axe", "reduction"),
    ("create", "addition"),
    ("cut", "reduction"),
    ("eliminate", "reduction"),
    ("gain", "addition"),
    ("lose", "loss"),
    ("scrap", "reduction"),
    ("shed", "reduction"),
    ("slash", "reduction"),
    ("trim", "reduction"),
];

/// Small words of a description.
const SMALL: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "from", "her", "his", "in", "its", "more", "new", "of", "on", "or", "other", "others", "our",
    "some", "that", "the", "their", "these", "this", "those", "to", "total", "who", "with",
];

/// No word of `SMALL` is longer, in bytes.
const LONGEST_SMALL: usize = 6;

/// The words that describe a number.
#[derive(Clone, Copy, Debug)]
pub struct Described<'d> {
    /// What kind of amount.
    pub measure: Measure,
    /// The unit; of counts the head noun.
    pub unit: &'d str,
    /// The counted phrase.
    pub counted: Option<&'d str>,
    /// What a percentage, sum or measure describes.
    pub about: Option<&'d str>,
    /// What happened to the counted.
    pub event: Option<&'d str>,
}

impl<'d> From<&'d Claim<'_>> for Described<'d> {
    fn from(claim: &'d Claim<'_>) -> Self {
        Described {
            measure: claim.measure,
            unit: &claim.unit,
            counted: claim.counted.as_deref(),
            about: claim.about.as_deref(),
            event: claim.event.as_deref(),
        }
    }
}

/// What a number counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Thing {
    /// The noun in its base form ("soldier", "unemployment rate"); "person" for people of whom nothing more is said; empty
    /// when the text names nothing.
    pub head: String,
    /// What happened: the outcome ("death", "death+injury") or the base form of the verb; empty when nothing did.
    pub action: String,
    /// The words that narrow the noun, in base form, sorted; names left out, for they are actors.
    pub kind: Vec<String>,
}

impl Thing {
    /// Reads what is counted from the words that describe it.
    pub fn read(lexicon: &Lexicon, of: Described<'_>) -> Thing {
        let mut outcomes: Vec<&str> = Vec::new();
        let mut note = |word: &str| {
            let found = lexicon.outcome(word);
            if let Some(outcome) = found.filter(|o| !outcomes.contains(o)) {
                outcomes.push(outcome);
            }
            found.is_some()
        };
        let (mut head, mut kind) = (String::new(), Vec::new());
        if of.measure == Measure::Count {
            let unit = lexicon.base(of.unit).into_owned();
            let event = note(&unit);
            head = if event || ANYBODY.contains(&unit.as_str()) { "person".into() } else { unit };
            for word in content(of.counted.unwrap_or("")) {
                if note(word) || !word.starts_with(|c: char| c.is_lowercase()) {
                    continue;
                }
                let base = lexicon.base(word).into_owned();
                if base != head && base != of.unit && !ANYBODY.contains(&base.as_str()) && !is_toll(lexicon, &base) {
                    kind.push(base);
                }
            }
            kind.sort_unstable();
            kind.dedup();
        } else {
            for word in content(of.about.unwrap_or("")) {
                if !head.is_empty() {
                    head.push(' ');
                }
                head.push_str(&lexicon.base(word));
            }
        }
        let mut action: Cow<'_, str> = Cow::Borrowed("");
        for word in content(of.event.unwrap_or("")) {
            if note(word) {
                continue;
            }
            let base = lexicon.base(word).into_owned();
            let changing = CHANGING.binary_search_by_key(&base.as_str(), |(verb, _)| verb);
            if let (Measure::Count, Ok(found)) = (of.measure, changing) {
                action = Cow::Borrowed(CHANGING[found].1);
                continue;
            }
            let level = LEVELS.contains(&base.as_str()) || is_toll(lexicon, &base) || lexicon.entry_of(&base, Class::Change).is_some();
            if !level && action.is_empty() {
                action = Cow::Owned(base);
            }
        }
        // "claimed the lives of 12", "12 lost their lives"; "saved 12 lives" is no death.
        let event = of.event.unwrap_or("");
        let taken = event.ends_with(" lives") || event.ends_with(" life");
        if taken && event.split(' ').next().is_some_and(|verb| TAKING.contains(&&*lexicon.base(verb))) {
            outcomes.push("death");
        }
        if !outcomes.is_empty() {
            outcomes.sort_unstable();
            action = Cow::Owned(outcomes.join("+"));
        }
        Thing { head, action: action.into_owned(), kind }
    }

    /// True when nothing tells what is counted.
    pub fn is_bare(&self) -> bool {
        self.action.is_empty() && (self.head.is_empty() || self.head == "person" && self.kind.is_empty())
    }
}

/// Counts with these units can count one thing: the units are one, or both say no more than "people" or what happened.
pub(super) fn can_be_one(lexicon: &Lexicon, a: &str, b: &str) -> bool {
    let open = |unit: &str| unit.is_empty() || ANYBODY.contains(&unit) || lexicon.outcome(unit).is_some();
    a.eq_ignore_ascii_case(b) || open(a) && open(b)
}

fn is_toll(lexicon: &Lexicon, base: &str) -> bool {
    use crate::lexicon::EventKind;
    lexicon.entry_of(base, Class::Event).is_some_and(|e| lexicon.amounts().events[e.0 as usize] == EventKind::Toll)
}

fn is_small(word: &str) -> bool {
    word.len() <= LONGEST_SMALL && SMALL.iter().any(|small| small.eq_ignore_ascii_case(word))
}

/// The words of a phrase that say something.
fn content(phrase: &str) -> impl Iterator<Item = &str> {
    phrase
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '’' && c != '\'')
        .map(|w| w.trim_end_matches("’s").trim_end_matches("'s").trim_matches(['-', '’', '\'']))
        .filter(|w| !w.is_empty() && !w.starts_with(|c: char| c.is_ascii_digit()) && !is_small(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(unit: &str, counted: &str, event: &str) -> (String, String) {
        let lexicon = Lexicon::load(&[]).expect("the built-in data load");
        let some = |s: &'static str| (!s.is_empty()).then_some(s);
        let leak = |s: &str| -> &'static str { Box::leak(s.to_string().into_boxed_str()) };
        let of = Described { measure: Measure::Count, unit, counted: some(leak(counted)), about: None, event: some(leak(event)) };
        let read = Thing::read(&lexicon, of);
        (read.head, read.action)
    }

    #[test]
    fn lists_are_in_the_form_they_are_searched_in() {
        assert!(CHANGING.is_sorted());
        assert!(SMALL.iter().all(|word| word.len() <= LONGEST_SMALL));
    }

    #[test]
    fn words_for_one_outcome_are_one_thing() {
        let deaths = ("person".to_string(), "death".to_string());
        for (unit, counted, event) in [
            ("person", "people", "killed"),
            ("person", "", "dead"),
            ("death", "death toll", "rose"),
            ("fatality", "fatalities", "fatalities"),
        ] {
            assert_eq!(thing(unit, counted, event), deaths, "{unit} {counted} {event}");
        }
        assert_eq!(thing("soldier", "North Korean soldiers", "killed or wounded"), ("soldier".into(), "death+injury".into()));
        assert_eq!(thing("house", "houses", "destroyed"), ("house".into(), "destruction".into()));
        assert_eq!(thing("job", "jobs", "stood"), ("job".into(), String::new()));
        assert_eq!(thing("job", "jobs", "slashed"), ("job".into(), "reduction".into()));
        assert_eq!(thing("job", "jobs", "added"), ("job".into(), "addition".into()));
    }
}
