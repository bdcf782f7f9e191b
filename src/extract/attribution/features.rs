//! Features and their numbers: every feature has a number that is known when the program is built.
//!
//! A template is a named question with one to three values ("source/head-shape=left1&name&past"). Each template owns a stretch of
//! one range of numbers, laid out at compile time, so that a feature's number is its template's first number and a few
//! additions. Words are numbered by the weights table: those that no weight names share one number.

/// What a value of a template counts.
#[derive(Clone, Copy, Debug)]
pub enum Domain {
    /// A word that the weights name.
    Word,
    /// A cue of the cue tables.
    Cue,
    /// A small number.
    Small(usize),
    /// One of these.
    Named(&'static [&'static str]),
}

/// How many words the weights can name, with the two that stand for all others.
pub const WORDS: usize = 1 << 14;
/// How many cues have features of their own; a lexicon overlay may add more, which the model then knows by their form and
/// surroundings alone.
pub const CUES: usize = 768;
/// The number of words outside the vocabulary.
pub const UNKNOWN_WORD: usize = 0;
/// The number of known words that no weight names.
pub const UNNAMED_WORD: usize = 1;

/// Stretches begin at multiples of this, so that the values of a last domain of four stand together.
const ALIGN: usize = 16;

impl Domain {
    const fn size(self) -> usize {
        match self {
            Domain::Word => WORDS,
            Domain::Cue => CUES,
            Domain::Small(n) => n,
            Domain::Named(names) => names.len(),
        }
    }
}

/// A template: its name and the domains of its values.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Its name in the weights table.
    pub name: &'static str,
    /// What its values count.
    pub domains: &'static [Domain],
}

/// Where the features of a template stand.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    offset: usize,
    first: usize,
    second: usize,
}

impl Slot {
    /// The number of a feature; missing values are 0.
    #[inline(always)]
    pub const fn at(self, a: usize, b: usize, c: usize) -> usize {
        self.offset + a * self.first + b * self.second + c
    }

    /// The values of the feature with this number.
    pub const fn values(self, feature: usize) -> [usize; 3] {
        let rest = feature - self.offset;
        [rest / self.first, rest % self.first / self.second, rest % self.second]
    }

    /// Its first number.
    pub const fn offset(self) -> usize {
        self.offset
    }
}

/// Gives every template its stretch; also the count of all numbers.
pub const fn lay_out<const N: usize>(templates: &[Template; N]) -> ([Slot; N], usize) {
    let mut slots = [Slot { offset: 0, first: 1, second: 1 }; N];
    let (mut n, mut offset) = (0, 0);
    while n < N {
        let domains = templates[n].domains;
        let second = if domains.len() > 2 { domains[2].size() } else { 1 };
        let first = second * if domains.len() > 1 { domains[1].size() } else { 1 };
        slots[n] = Slot { offset, first, second };
        offset = (offset + first * domains[0].size()).next_multiple_of(ALIGN);
        n += 1;
    }
    (slots, offset)
}

/// Takes the features of one proposal.
pub trait Sink {
    /// A feature by its number.
    fn add(&mut self, feature: usize);

    /// A feature of one value.
    #[inline(always)]
    fn one(&mut self, slot: Slot, a: usize) {
        self.add(slot.at(a, 0, 0));
    }

    /// A feature of two values.
    #[inline(always)]
    fn two(&mut self, slot: Slot, a: usize, b: usize) {
        self.add(slot.offset + a * slot.first + b);
    }

    /// A feature of three values.
    #[inline(always)]
    fn three(&mut self, slot: Slot, a: usize, b: usize, c: usize) {
        self.add(slot.at(a, b, c));
    }
}

/// Takes features of four proposals at once: their last value is the proposal.
pub trait Lanes {
    /// Four features that follow each other.
    fn add(&mut self, feature: usize);

    /// Features of one value and the proposal.
    #[inline(always)]
    fn one(&mut self, slot: Slot, a: usize) {
        self.add(slot.at(a, 0, 0));
    }

    /// Features of two values and the proposal.
    #[inline(always)]
    fn two(&mut self, slot: Slot, a: usize, b: usize) {
        self.add(slot.at(a, b, 0));
    }
}
