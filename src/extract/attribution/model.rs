//! The linear model that ranks what the rules propose.
//!
//! Rules say what could be a cue, a source or an edge of a content; where several proposals are left, named features are added
//! up and the best sum wins. The weights are a table that can be read (`weights.csv`: feature, weight in hundredths). Few
//! numbers of features have a weight, so only the pages that hold one are kept: the table stays in the cache, and at run time a
//! feature costs two loads.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Deref;

use zerocopy::little_endian::{I16, U16};

use crate::extract::attribution::cues::CueTable;
use crate::extract::attribution::features::{Domain, Lanes, Sink, Slot, Template, UNKNOWN_WORD, UNNAMED_WORD, WORDS};
use crate::extract::attribution::table::Reader;
use crate::extract::attribution::templates::{FEATURES, SLOTS, TEMPLATES};
use crate::lexicon::{DataError, Lexicon, Packer, Unpacker};
use crate::text::WordId;

/// Feature numbers in a page.
const PAGE: usize = 16;
/// Pages; a power of two, as is the next, so that a mask keeps every look-up inside.
const PAGES: usize = (FEATURES / PAGE + 1).next_power_of_two();
/// Pages that can hold weights. Those beyond the ones in use are never touched.
const MOST_PACKED: usize = 1 << 14;

type Pages = [U16; PAGES];
type Packed = [[I16; PAGE]; MOST_PACKED];

/// A table that lies in the program, or was made when it ran.
#[derive(Debug)]
enum Held<T: 'static> {
    Built(&'static T),
    Own(Box<T>),
}

impl<T> Deref for Held<T> {
    type Target = T;
    fn deref(&self) -> &T {
        match self {
            Held::Built(table) => table,
            Held::Own(table) => table,
        }
    }
}

/// The weights in force.
#[derive(Debug)]
pub struct Model {
    /// For each page of feature numbers where its weights stand; page 0 is empty and shared.
    pages: Held<Pages>,
    /// The pages that hold weights, in hundredths.
    packed: Held<Packed>,
    /// The feature number of every word of the vocabulary.
    words: Cow<'static, [U16]>,
}

/// Weights while their pages are filled.
struct Filling {
    pages: Box<Pages>,
    packed: Box<Packed>,
    /// How many pages are in use.
    count: usize,
}

impl Filling {
    fn new() -> Filling {
        Filling { pages: zeros(U16::ZERO), packed: zeros([I16::ZERO; PAGE]), count: 1 }
    }

    /// True unless there is no room.
    fn insert(&mut self, feature: usize, hundredths: i16) -> bool {
        let page = &mut self.pages[feature / PAGE];
        if *page == U16::ZERO {
            if self.count == MOST_PACKED {
                return false;
            }
            *page = (self.count as u16).into();
            self.count += 1;
        }
        self.packed[usize::from(page.get())][feature % PAGE] = hundredths.into();
        true
    }
}

impl Model {
    /// Reads the weights table.
    ///
    /// # Errors
    /// A line that is no feature and number.
    pub fn load(cues: &CueTable, lexicon: &mut Lexicon, table: &str) -> Result<Model, DataError> {
        let names: Vec<String> = cues.names().collect();
        let mut reader = Reader::new(&names);
        let mut filling = Filling::new();
        let mut begin = 0;
        let unended = (!table.ends_with('\n')).then_some(table.len());
        for (end, line) in memchr::memchr_iter(b'\n', table.as_bytes()).chain(unended).zip(1..) {
            let row = &table[begin..end];
            begin = end + 1;
            if line == 1 {
                continue;
            }
            let fault = |message| DataError { file: "built in weights.csv".into(), line, message };
            if let Some((feature, hundredths)) = reader.row(row, lexicon).map_err(fault)?
                && !filling.insert(feature, hundredths)
            {
                return Err(fault("there are more weights than the model has room for".into()));
            }
        }
        let words = reader.into_words();
        let mut model = Model { pages: Held::Own(filling.pages), packed: Held::Own(filling.packed), words: Cow::default() };
        model.name_words(lexicon, words);
        Ok(model)
    }

    pub(super) fn pack(&self, to: &mut Packer) {
        to.list(&self.pages[..]);
        to.list(&self.packed[..]);
        to.list(&self.words);
    }

    pub(super) fn unpack(from: &mut Unpacker) -> Option<Model> {
        let (pages, packed) = (Held::Built(from.fixed()?), Held::Built(from.fixed()?));
        Some(Model { pages, packed, words: from.list()? })
    }

    /// Gives these words features of their own, in this order, and no others.
    pub fn name_words(&mut self, lexicon: &Lexicon, words: impl IntoIterator<Item = WordId>) {
        let mut numbers = vec![U16::new(UNNAMED_WORD as u16); lexicon.vocabulary().len() + 1];
        numbers[WordId::UNKNOWN.0 as usize] = U16::new(UNKNOWN_WORD as u16);
        for (word, number) in words.into_iter().zip(2..WORDS) {
            numbers[word.0 as usize] = U16::new(number as u16);
        }
        self.words = numbers.into();
    }

    /// Sets every weight from a list by feature number, rounded to hundredths.
    pub fn set(&mut self, weights: &[f32]) {
        let mut filling = Filling::new();
        for (feature, weight) in weights.iter().enumerate() {
            let hundredths = (weight * 100.0).round() as i16;
            if hundredths != 0 {
                filling.insert(feature, hundredths);
            }
        }
        (self.pages, self.packed) = (Held::Own(filling.pages), Held::Own(filling.packed));
    }

    /// The weight of a feature in hundredths.
    pub fn weight(&self, feature: usize) -> i32 {
        i32::from(page(&self.pages, &self.packed, feature)[feature % PAGE].get())
    }

    /// The feature number of a word.
    #[inline]
    pub fn word(&self, word: WordId) -> usize {
        self.words.get(word.0 as usize).map_or(UNNAMED_WORD, |n| usize::from(n.get()))
    }

    /// The name of a feature, as in the weights table.
    pub fn name(&self, feature: usize, cues: &CueTable, lexicon: &Lexicon) -> String {
        let n = SLOTS.partition_point(|s: &Slot| s.offset() <= feature) - 1;
        let Template { name, domains } = TEMPLATES[n];
        let mut text = name.to_string();
        for (k, (domain, value)) in domains.iter().zip(SLOTS[n].values(feature)).enumerate() {
            text.push(if k == 0 { '=' } else { '&' });
            let _ = match domain {
                Domain::Word if value == UNKNOWN_WORD => write!(text, "?"),
                Domain::Word if value == UNNAMED_WORD => write!(text, "…"),
                Domain::Word => {
                    let word = self.words.iter().position(|number| usize::from(number.get()) == value);
                    write!(text, "{}", word.map_or("", |word| lexicon.vocabulary().word(WordId(word as u32))))
                }
                Domain::Cue => write!(text, "{}", cues.names().nth(value).unwrap_or("…".into())),
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

#[inline(always)]
fn page<'m>(pages: &Pages, packed: &'m Packed, feature: usize) -> &'m [I16; PAGE] {
    &packed[usize::from(pages[feature / PAGE % PAGES].get()) % MOST_PACKED]
}

/// Adds up the weights of one proposal.
#[derive(Debug)]
pub struct Sum<'m> {
    pages: &'m Pages,
    packed: &'m Packed,
    /// The sum, in hundredths.
    pub sum: i32,
}

impl<'m> Sum<'m> {
    /// Nothing so far.
    #[inline]
    pub fn new(model: &'m Model) -> Self {
        Sum { pages: &model.pages, packed: &model.packed, sum: 0 }
    }
}

impl Sink for Sum<'_> {
    #[inline(always)]
    fn add(&mut self, feature: usize) {
        self.sum += i32::from(page(self.pages, self.packed, feature)[feature % PAGE].get());
    }
}

/// Adds up the weights of four proposals.
#[derive(Debug)]
pub struct Sums<'m> {
    pages: &'m Pages,
    packed: &'m Packed,
    /// The sums, in hundredths.
    pub sums: [i32; 4],
}

impl<'m> Sums<'m> {
    /// Nothing so far.
    #[inline]
    pub fn new(model: &'m Model) -> Self {
        Sums { pages: &model.pages, packed: &model.packed, sums: [0; 4] }
    }
}

impl Lanes for Sums<'_> {
    #[inline(always)]
    fn add(&mut self, feature: usize) {
        let (quarters, _) = page(self.pages, self.packed, feature).as_chunks::<4>();
        let quarter = quarters[feature / 4 % 4];
        for (sum, weight) in self.sums.iter_mut().zip(quarter) {
            *sum += i32::from(weight.get());
        }
    }
}
