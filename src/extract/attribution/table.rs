//! Reading the weights table: a row is a feature by name and its weight with two decimals.
//!
//! The table is read at every start, so rows are told apart with few steps: it is sorted, so that a row mostly has the template,
//! and often the first values, of the row before, and those are not looked up again.

use std::collections::HashMap;

use crate::extract::attribution::features::{CUES, Domain, UNKNOWN_WORD, WORDS};
use crate::extract::attribution::templates::{SLOTS, TEMPLATES};
use crate::lexicon::{IntMap, Lexicon};
use crate::text::WordId;

/// Reads rows of the weights table and numbers the words that they name.
pub struct Reader<'r> {
    cues: HashMap<&'r str, usize>,
    template: usize,
    last: [(&'r str, usize); 3],
    numbers: IntMap<WordId, usize>,
    words: Vec<WordId>,
}

impl<'r> Reader<'r> {
    /// `cues` are the names of the cue numbers.
    pub fn new(cues: &[String]) -> Reader<'_> {
        let mut numbers = HashMap::with_capacity(cues.len());
        for (n, cue) in cues.iter().enumerate().take(CUES - 1) {
            numbers.entry(cue.as_str()).or_insert(n);
        }
        Reader { cues: numbers, template: 0, last: [("", 0); 3], numbers: IntMap::default(), words: Vec::new() }
    }

    /// The words that the rows named, in the order of their numbers.
    pub fn into_words(self) -> Vec<WordId> {
        self.words
    }

    /// The feature and the weight in hundredths of a row; none when it names a cue or word that the user's overlay took away.
    ///
    /// # Errors
    /// What is wrong with the row.
    pub fn row(&mut self, row: &'r str, lexicon: &mut Lexicon) -> Result<Option<(usize, i16)>, String> {
        // Weights are short: a look at each byte from the end is quicker than a search.
        let comma = row.bytes().rposition(|b| b == b',');
        let parsed = comma.and_then(|at| Some((&row[..at], hundredths(&row[at + 1..])?)));
        let (feature, weight) = parsed.ok_or_else(|| format!("{row:?} is no feature and weight with two decimals"))?;
        let values = match feature.strip_prefix(TEMPLATES[self.template].name).and_then(|rest| rest.strip_prefix('=')) {
            Some(values) => values,
            None => {
                let (name, values) = feature.split_once('=').ok_or_else(|| format!("{feature:?} has no value"))?;
                let known = TEMPLATES.iter().position(|t| t.name == name);
                self.template = known.ok_or_else(|| format!("{name:?} is no template"))?;
                self.last = [("", 0); 3];
                values
            }
        };
        let (mut at, mut rest) = ([0; 3], values);
        let mut all = true;
        for (k, &domain) in TEMPLATES[self.template].domains.iter().enumerate() {
            let end = rest.bytes().position(|b| b == b'&').unwrap_or(rest.len());
            let value = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or("");
            if value == self.last[k].0 && !value.is_empty() {
                at[k] = self.last[k].1;
                continue;
            }
            match self.number_of(domain, value, lexicon) {
                Some(found) => (at[k], self.last[k]) = (found, (value, found)),
                None if matches!(domain, Domain::Word | Domain::Cue) => all = false,
                None => return Err(format!("{feature:?} has a value {value:?} that its template does not know")),
            }
        }
        Ok(all.then(|| (SLOTS[self.template].at(at[0], at[1], at[2]), weight)))
    }

    fn number_of(&mut self, domain: Domain, value: &str, lexicon: &mut Lexicon) -> Option<usize> {
        match domain {
            Domain::Word if value == "?" => Some(UNKNOWN_WORD),
            Domain::Word => {
                let word = match lexicon.intern_phrase(value)[..] {
                    [word] => word,
                    _ => Some(lexicon.vocabulary().get(value)).filter(|w| *w != WordId::UNKNOWN)?,
                };
                let next = self.words.len() + 2;
                let number = *self.numbers.entry(word).or_insert(next);
                if number == next {
                    self.words.push(word);
                }
                Some(number).filter(|n| *n < WORDS)
            }
            Domain::Cue => self.cues.get(value).copied(),
            Domain::Small(most) => value.parse().ok().filter(|v| *v < most),
            Domain::Named(names) => names.iter().position(|name| *name == value),
        }
    }
}

/// A weight with two decimals as a number of hundredths.
fn hundredths(weight: &str) -> Option<i16> {
    let (digits, negative) = weight.strip_prefix('-').map_or((weight, false), |digits| (digits, true));
    let [whole @ .., b'.', tenth, hundredth] = digits.as_bytes() else { return None };
    let known = (1..=2).contains(&whole.len()) && whole.iter().chain([tenth, hundredth]).all(u8::is_ascii_digit);
    let sum = whole.iter().chain([tenth, hundredth]).fold(0i16, |n, d| n.wrapping_mul(10).wrapping_add(i16::from(d.wrapping_sub(b'0'))));
    known.then_some(if negative { -sum } else { sum })
}
