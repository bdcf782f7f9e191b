//! Shapes: what a token looks like from the side, coarse enough to weigh and fine enough to tell clauses apart.
//!
//! The model asks the same few questions of many tokens: does a clause begin here, is this a time, a quotation, a verb. A
//! shape answers them with one byte.

use std::borrow::Cow;

use zerocopy::little_endian::U32;

use crate::lexicon::{Class, DataError, Lexicon, Packer, Unpacker};
use crate::text::{Flags, Tag, Token, TokenKind, WordId};

/// The names of the shapes in the weights table.
pub const SHAPES: &[&str] = &[
    "edge",
    "that",
    "opens",
    "closes",
    "comma",
    "colon",
    "stop",
    "dash",
    "to",
    "of",
    "by",
    "about",
    "in",
    "as",
    "prep",
    "whether",
    "who",
    "wh",
    "conj",
    "sub",
    "det",
    "pron",
    "poss",
    "name",
    "noun",
    "plural",
    "adj",
    "adv",
    "neg",
    "num",
    "finite",
    "base",
    "ing",
    "participle",
    "be",
    "have",
    "do",
    "modal",
    "time",
    "time-prep",
    "bracket",
    "semicolon",
    "other",
    "medium",
    "if",
    "because",
    "while",
    "hearer",
];

macro_rules! shapes {
    ($($name:ident = $value:expr,)*) => { $(#[allow(missing_docs)] pub const $name: usize = $value;)* };
}
shapes! {
    EDGE = 0, THAT = 1, OPENS = 2, CLOSES = 3, COMMA = 4, COLON = 5, STOP = 6, DASH = 7, TO = 8, OF = 9, BY = 10, ABOUT = 11, IN = 12,
    AS = 13, PREP = 14, WHETHER = 15, WHO = 16, WH = 17, CONJ = 18, SUB = 19, DET = 20, PRON = 21, POSS = 22, NAME = 23, NOUN = 24,
    PLURAL = 25, ADJ = 26, ADV = 27, NEG = 28, NUM = 29, FINITE = 30, BASE = 31, ING = 32, PARTICIPLE = 33, BE = 34, HAVE = 35, DO = 36,
    MODAL = 37, TIME = 38, TIME_PREP = 39, BRACKET = 40, SEMICOLON = 41, OTHER = 42, MEDIUM = 43, IF = 44, BECAUSE = 45, WHILE = 46,
    HEARER = 47,
}

/// The shape of a token of each kind; `WORD` for those that are told by their word.
const WORD: u8 = 255;
const SPACED: u8 = 254;
const MARK: u8 = 253;
const KIND_SHAPES: usize = TokenKind::Other as usize + 1;
const OF_KIND: [u8; KIND_SHAPES] = {
    let mut shapes = [OTHER as u8; KIND_SHAPES];
    shapes[TokenKind::Word as usize] = WORD;
    shapes[TokenKind::Clitic as usize] = WORD;
    shapes[TokenKind::Number as usize] = NUM as u8;
    shapes[TokenKind::Comma as usize] = COMMA as u8;
    shapes[TokenKind::Colon as usize] = COLON as u8;
    shapes[TokenKind::Semicolon as usize] = SEMICOLON as u8;
    shapes[TokenKind::Period as usize] = STOP as u8;
    shapes[TokenKind::Question as usize] = STOP as u8;
    shapes[TokenKind::Exclamation as usize] = STOP as u8;
    shapes[TokenKind::Dash as usize] = DASH as u8;
    shapes[TokenKind::Hyphen as usize] = SPACED;
    shapes[TokenKind::Open as usize] = BRACKET as u8;
    shapes[TokenKind::Close as usize] = BRACKET as u8;
    shapes[TokenKind::Quote as usize] = MARK;
    shapes[TokenKind::Apostrophe as usize] = MARK;
    shapes[TokenKind::Currency as usize] = NUM as u8;
    shapes[TokenKind::Percent as usize] = NUM as u8;
    shapes
};

/// The shape of a word by its tag.
const OF_TAG: [u8; 32] = {
    let mut shapes = [OTHER as u8; 32];
    let of_tags = [
        (Tag::Det, DET),
        (Tag::Pron, PRON),
        (Tag::Poss, POSS),
        (Tag::Prep, PREP),
        (Tag::Particle, PREP),
        (Tag::Conj, CONJ),
        (Tag::Sub, SUB),
        (Tag::Wh, WH),
        (Tag::To, TO),
        (Tag::Neg, NEG),
        (Tag::Aux, BE),
        (Tag::Modal, MODAL),
        (Tag::Adv, ADV),
        (Tag::Adj, ADJ),
        (Tag::Noun, NOUN),
        (Tag::Plural, PLURAL),
        (Tag::Name, NAME),
        (Tag::Num, NUM),
        (Tag::Base, BASE),
        (Tag::Third, FINITE),
        (Tag::Past, FINITE),
        (Tag::Participle, PARTICIPLE),
        (Tag::Ing, ING),
    ];
    let mut n = 0;
    while n < of_tags.len() {
        shapes[of_tags[n].0 as usize] = of_tags[n].1 as u8;
        n += 1;
    }
    shapes
};

#[inline(always)]
fn of_tag(tag: Tag) -> u8 {
    OF_TAG[tag as usize % 32]
}

/// The word may be a cue.
pub const CUE: u32 = 1 << 6;
const SHAPE: u32 = CUE - 1;

/// What a use is told by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    /// The word as it stands.
    Word,
    /// All forms of the word.
    Lemma,
}

macro_rules! uses {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $text:literal, $by:ident;)*) => {
        $($(#[$doc])* pub const $name: u32 = 1 << $bit;)*
        /// The uses by their names in `attribution_words.csv`.
        const USES: &[(&str, u32, By)] = &[$(($text, $name, By::$by),)*];
    };
}
uses! {
    /// A form of "seem" or "appear".
    SEEM = 7, "seems", Lemma;
    /// The word makes what it stands in less than certain.
    HEDGE = 8, "hedge", Word;
    /// A form of a verb that carries another verb by "to".
    CARRIER = 9, "carrier", Lemma;
    /// A form of "ask".
    ASK = 10, "asks", Lemma;
    /// What somebody asks not to be.
    NAMED = 11, "named", Word;
    /// "than" and "as".
    THAN = 12, "than", Word;
    /// A form of "know".
    KNOW = 13, "knows", Lemma;
    /// A form of "tell".
    TELL = 14, "tells", Lemma;
    /// A form of a verb whose passive with "to" tells what nobody in particular says ("is believed to have fled").
    HEARSAY = 15, "hearsay", Lemma;
    /// A word that can stand in a form of words that attributes nothing ("went according to plan").
    IDLER = 16, "idler", Lemma;
    /// Makes a plural one of people who differ ("many residents").
    SOME_OF_MANY = 17, "some-of-many", Word;
    /// A poll.
    POLL = 18, "poll", Word;
    /// What somebody has who judges ("in her view").
    VIEW = 19, "view", Word;
    /// A verb that joins a subject to what it is judged to be, besides "be".
    COPULA = 20, "copula", Word;
    /// Begins a judgement behind such a verb ("is too little").
    JUDGEMENT = 21, "judgement", Word;
    /// An adjective or noun that judges ("a betrayal").
    VERDICT = 22, "verdict", Word;
    /// A verb that a clause follows without "that".
    PLAIN_SAYING = 23, "plain-saying", Word;
    /// A noun that stands for a number of the sentence before.
    FIGURE = 24, "figure", Word;
    /// A verb by which figures come out.
    GIVES = 25, "gives", Lemma;
    /// What finds what a headline says ("Poll: …").
    FINDER = 26, "finder", Word;
    /// What is told about without anybody who tells it.
    HEARD = 27, "heard", Lemma;
    /// A verb that makes or handles a report or claim: behind "the report that he wrote" nothing is told.
    MAKES = 28, "makes", Lemma;
    /// A noun that counts what stands behind its "of".
    AMOUNT = 29, "amount", Word;
    /// Makes a share a rough one.
    ROUGHLY = 30, "roughly", Word;
    /// A verb that is done with a poll ("a poll of drivers published on Friday").
    SURVEYED = 31, "surveyed", Lemma;
}

/// The shapes of words, by word number, with a bit for what else the pass must know of them.
#[derive(Debug)]
pub struct Shapes {
    of_word: Cow<'static, [U32]>,
}

impl Shapes {
    /// Reads what the pass must know of words; words of `cues` (class bits) are its anchors.
    ///
    /// # Errors
    /// A row with a shape or a use that there is none of.
    pub fn load(lexicon: &mut Lexicon, cues: u64) -> Result<Shapes, DataError> {
        let mut known = Vec::new();
        lexicon.each_row(Class::AttributionWord, |lexicon, row| {
            let shape = match row.cells[0] {
                "" => 0,
                cell => SHAPES
                    .iter()
                    .position(|name| *name == cell)
                    .ok_or_else(|| row.error(format!("shape is {cell:?}; it must be empty or {}", SHAPES.join(", "))))?,
            };
            let (mut word, mut lemma) = (shape as u32, 0);
            for cell in row.list(1) {
                let uses = || {
                    let names: Vec<&str> = USES.iter().map(|(name, ..)| *name).collect();
                    row.error(format!("uses has {cell:?}; it must be of {}", names.join(", ")))
                };
                let (_, bit, by) = USES.iter().find(|(name, ..)| *name == cell).ok_or_else(uses)?;
                match by {
                    By::Word => word |= bit,
                    By::Lemma => (word, lemma) = (word | bit, lemma | bit),
                }
            }
            // "op-ed" is one word of a text and several of a row.
            let id = match lexicon.intern_phrase(row.entry)[..] {
                [id] => id,
                _ => lexicon.vocabulary().get(row.entry),
            };
            known.push((id, word, lemma));
            Ok(())
        })?;
        let mut of_word = vec![0u32; lexicon.vocabulary().len() + 1];
        let mut of_lemma = of_word.clone();
        for (id, word, lemma) in known {
            of_word[id.0 as usize] |= word;
            of_lemma[id.0 as usize] |= lemma;
        }
        for (n, word) in of_word.iter_mut().enumerate() {
            let info = lexicon.vocabulary().info(WordId(n as u32));
            *word |= of_lemma.get(info.lemma.0 as usize).copied().unwrap_or(0);
            if (info.classes | info.begins) & cues != 0 {
                *word |= CUE;
            }
        }
        of_word[WordId::UNKNOWN.0 as usize] = 0;
        Ok(Shapes { of_word: of_word.into_iter().map(U32::new).collect() })
    }

    pub(super) fn pack(&self, to: &mut Packer) {
        to.list(&self.of_word);
    }

    pub(super) fn unpack(from: &mut Unpacker) -> Option<Shapes> {
        Some(Shapes { of_word: from.list()? })
    }

    /// True when the word of a token has this bit.
    #[inline]
    pub fn is(&self, token: &Token, bit: u32) -> bool {
        self.word(token) & bit != 0
    }

    #[inline]
    fn word(&self, token: &Token) -> u32 {
        self.of_word.get(token.word.0 as usize).map_or(0, |s| s.get())
    }

    /// The shape of a token, and whether a cue could be or begin here.
    #[inline]
    pub fn of(&self, t: &Token) -> (u8, bool) {
        match OF_KIND[t.kind as usize] {
            WORD => {
                let word = self.word(t);
                let shape = match word & SHAPE {
                    0 => of_tag(t.tag),
                    known => among(known as usize, t.tag),
                };
                (shape, word & CUE != 0 && t.kind == TokenKind::Word)
            }
            SPACED => (if t.spaced() { DASH as u8 } else { OTHER as u8 }, true),
            MARK if t.flags.has(Flags::OPENS) => (OPENS as u8, false),
            MARK if t.flags.has(Flags::CLOSES) => (CLOSES as u8, false),
            MARK => (OTHER as u8, false),
            shape => (shape, matches!(t.kind, TokenKind::Colon | TokenKind::Dash)),
        }
    }
}

/// The shape of a word with a shape of its own, unless its tag says that it is something else here.
fn among(known: usize, tag: Tag) -> u8 {
    match known {
        THAT if !matches!(tag, Tag::Sub | Tag::Pron) => of_tag(tag),
        HAVE | DO if tag != Tag::Aux => of_tag(tag),
        HEARER if tag == Tag::Poss => POSS as u8,
        MEDIUM | HEARER if tag.is_verb() => of_tag(tag),
        WHILE if tag == Tag::Prep => PREP as u8,
        other => other as u8,
    }
}
