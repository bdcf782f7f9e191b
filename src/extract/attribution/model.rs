//! The linear model that ranks what the rules propose.
//!
//! Rules say what could be a cue, a source or an edge of a content; where several proposals are left, named features are added
//! up and the best sum wins. The weights are a table that can be read (`weights.csv`: feature, weight in hundredths). Few
//! numbers of features have a weight, so only the pages that hold one are kept: the table stays in the cache, and at run time a
//! feature costs two loads.

use std::fmt::Write as _;

use crate::extract::attribution::features::{Domain, Lanes, Sink, Slot, Template, UNKNOWN_WORD, UNNAMED_WORD, WORDS};
use crate::extract::attribution::table::Reader;
use crate::extract::attribution::templates::{FEATURES, SLOTS, TEMPLATES};
use crate::lexicon::{DataError, Lexicon};
use crate::text::WordId;

/// Feature numbers in a page.
const PAGE: usize = 16;
/// Pages; a power of two, as is the next, so that a mask keeps every look-up inside.
const PAGES: usize = (FEATURES / PAGE + 1).next_power_of_two();
/// Pages that can hold weights: as many as a page number can name, so that no look-up needs a check. Those beyond the ones in
/// use are never touched.
const MOST_PACKED: usize = 1 << u16::BITS;

/// The weights in force.
#[derive(Debug)]
pub struct Model {
    /// For each page of feature numbers where its weights stand; page 0 is empty and shared.
    pages: Box<[u16; PAGES]>,
    /// The pages that hold weights, in hundredths.
    packed: Box<[[i16; PAGE]; MOST_PACKED]>,
    /// How many those are.
    count: usize,
    /// The feature number of every word of the vocabulary.
    words: Vec<u16>,
    /// The word of every feature number.
    named: Vec<WordId>,
    cues: Vec<String>,
}

impl Model {
    /// Reads the weights table. `cues` are the names of the cue numbers.
    ///
    /// # Errors
    /// A line that is no feature and number.
    pub fn load(cues: Vec<String>, lexicon: &mut Lexicon, table: &str) -> Result<Model, DataError> {
        let mut reader = Reader::new(&cues);
        let mut rows = Vec::with_capacity(table.len() / 24);
        let mut begin = 0;
        let unended = (!table.ends_with('\n')).then_some(table.len());
        for (end, line) in memchr::memchr_iter(b'\n', table.as_bytes()).chain(unended).zip(1..) {
            let row = &table[begin..end];
            begin = end + 1;
            if line == 1 {
                continue;
            }
            let fault = |message| DataError { file: "built in weights.csv".into(), line, message };
            rows.extend(reader.row(row, lexicon).map_err(fault)?);
        }
        let words = reader.into_words();
        let mut model = Model { pages: zeros(0), packed: zeros([0; PAGE]), count: 1, words: Vec::new(), named: Vec::new(), cues };
        model.name_words(lexicon, words);
        for (feature, hundredths) in rows {
            model.insert(feature, hundredths);
        }
        Ok(model)
    }

    /// Gives these words features of their own, in this order, and no others.
    pub fn name_words(&mut self, lexicon: &Lexicon, words: impl IntoIterator<Item = WordId>) {
        self.words = vec![UNNAMED_WORD as u16; lexicon.vocabulary().len() + 1];
        self.words[WordId::UNKNOWN.0 as usize] = UNKNOWN_WORD as u16;
        self.named = vec![WordId::UNKNOWN; 2];
        for word in words.into_iter().take(WORDS - 2) {
            self.words[word.0 as usize] = self.named.len() as u16;
            self.named.push(word);
        }
    }

    /// Sets every weight from a list by feature number, rounded to hundredths.
    pub fn set(&mut self, weights: &[f32]) {
        (self.pages, self.packed, self.count) = (zeros(0), zeros([0; PAGE]), 1);
        for (feature, weight) in weights.iter().enumerate() {
            let hundredths = (weight * 100.0).round() as i16;
            if hundredths != 0 {
                self.insert(feature, hundredths);
            }
        }
    }

    fn insert(&mut self, feature: usize, hundredths: i16) {
        let page = &mut self.pages[feature / PAGE];
        if *page == 0 {
            if self.count == MOST_PACKED {
                return;
            }
            *page = self.count as u16;
            self.count += 1;
        }
        self.packed[*page as usize][feature % PAGE] = hundredths;
    }

    #[inline(always)]
    fn page(&self, feature: usize) -> &[i16; PAGE] {
        &self.packed[usize::from(self.pages[feature / PAGE % PAGES])]
    }

    /// The weight of a feature in hundredths.
    #[inline(always)]
    pub fn weight(&self, feature: usize) -> i32 {
        i32::from(self.page(feature)[feature % PAGE])
    }

    /// The feature number of a word.
    #[inline]
    pub fn word(&self, word: WordId) -> usize {
        self.words.get(word.0 as usize).map_or(UNNAMED_WORD, |n| *n as usize)
    }

    /// The name of a feature, as in the weights table.
    pub fn name(&self, feature: usize, lexicon: &Lexicon) -> String {
        let n = SLOTS.partition_point(|s: &Slot| s.offset() <= feature) - 1;
        let Template { name, domains } = TEMPLATES[n];
        let mut text = name.to_string();
        for (k, (domain, value)) in domains.iter().zip(SLOTS[n].values(feature)).enumerate() {
            text.push(if k == 0 { '=' } else { '&' });
            let _ = match domain {
                Domain::Word if value == UNKNOWN_WORD => write!(text, "?"),
                Domain::Word if value == UNNAMED_WORD => write!(text, "…"),
                Domain::Word => write!(text, "{}", self.named.get(value).map_or("", |w| lexicon.vocabulary().word(*w))),
                Domain::Cue => write!(text, "{}", self.cues.get(value).map_or("…", String::as_str)),
                Domain::Small(_) => write!(text, "{value}"),
                Domain::Named(names) => write!(text, "{}", names[value]),
            };
        }
        text
    }
}

/// An array on the heap that never stood on the stack.
fn zeros<T: Clone, const N: usize>(zero: T) -> Box<[T; N]> {
    vec![zero; N].into_boxed_slice().try_into().unwrap_or_else(|_| unreachable!("the slice has N elements"))
}

/// Adds up the weights of one proposal.
#[derive(Debug)]
pub struct Sum<'m> {
    model: &'m Model,
    /// The sum, in hundredths.
    pub sum: i32,
}

impl<'m> Sum<'m> {
    /// Nothing so far.
    #[inline]
    pub fn new(model: &'m Model) -> Self {
        Sum { model, sum: 0 }
    }
}

impl Sink for Sum<'_> {
    #[inline(always)]
    fn add(&mut self, feature: usize) {
        self.sum += self.model.weight(feature);
    }
}

/// Adds up the weights of four proposals.
#[derive(Debug)]
pub struct Sums<'m> {
    model: &'m Model,
    /// The sums, in hundredths.
    pub sums: [i32; 4],
}

impl<'m> Sums<'m> {
    /// Nothing so far.
    #[inline]
    pub fn new(model: &'m Model) -> Self {
        Sums { model, sums: [0; 4] }
    }
}

impl Lanes for Sums<'_> {
    #[inline(always)]
    fn add(&mut self, feature: usize) {
        let (quarters, _) = self.model.page(feature).as_chunks::<4>();
        let quarter = quarters[feature / 4 % 4];
        for (sum, weight) in self.sums.iter_mut().zip(quarter) {
            *sum += i32::from(weight);
        }
    }
}
