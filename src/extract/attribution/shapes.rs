//! Shapes: what a token looks like from the side, coarse enough to weigh and fine enough to tell clauses apart.
//!
//! The model asks the same few questions of many tokens: does a clause begin here, is this a time, a quotation, a verb. A
//! shape answers them with one byte.

use std::borrow::Cow;

use zerocopy::little_endian::U32;

use crate::lexicon::{Lexicon, Packer, Unpacker};
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

const WORDS: &[(usize, &str)] = &[
    (THAT, "that"),
    (HAVE, "have has had having 've"),
    (DO, "do does did doing"),
    (OF, "of"),
    (BY, "by"),
    (ABOUT, "about on for against over"),
    (IN, "in at"),
    (AS, "as"),
    (WHETHER, "whether"),
    (IF, "if"),
    (BECAUSE, "because since although though unless despite"),
    (WHILE, "while when after before until as once whereas"),
    (WHO, "who which whom whose"),
    (WH, "what how why where when"),
    (TIME_PREP, "during earlier later ago last this next"),
    (
        TIME,
        "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow january february march april june july \
         august september october november december week weekend month year morning afternoon evening night overnight recently",
    ),
    (
        MEDIUM,
        "statement interview email e-mail tweet post speech letter report memo note news press conference briefing broadcast message \
         telephone phone call release article op-ed column video twitter facebook television radio tv filing affidavit complaint",
    ),
    (
        HEARER,
        "reporters journalists him her them me us you voters supporters lawmakers viewers readers investors parliament congress crowd \
         audience newspaper magazine agency station broadcaster",
    ),
];

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
/// A form of "seem" or "appear".
pub const SEEM: u32 = 1 << 7;
/// The word makes what it stands in less than certain.
pub const HEDGE: u32 = 1 << 8;
/// A form of a verb that carries another verb by "to".
pub const CARRIER: u32 = 1 << 9;
/// A form of "ask".
pub const ASK: u32 = 1 << 10;
/// What somebody asks not to be.
pub const NAMED: u32 = 1 << 11;
/// "than" and "as".
pub const THAN: u32 = 1 << 12;
/// A form of "know".
pub const KNOW: u32 = 1 << 13;
/// A form of "tell".
pub const TELL: u32 = 1 << 14;
/// A form of a verb whose passive with "to" tells what nobody in particular says ("is believed to have fled").
pub const HEARSAY: u32 = 1 << 15;
/// A word that can stand in a form of words that attributes nothing ("went according to plan").
pub const IDLER: u32 = 1 << 16;
const SHAPE: u32 = CUE - 1;

/// Words that make a content less than certain.
const HEDGES: &str = "may might could reportedly possibly perhaps probably likely feared believed allegedly";
/// Verbs that carry another verb by "to".
const CARRIERS: &str = "go decline refuse continue begin start try seem appear fail use want need proceed struggle come be have like tend \
    attempt seek";

/// Verbs of hearsay in the passive with "to".
const HEARSAYS: &str = "believe think fear report allege say rumor rumour understand estimate expect presume suspect forecast project";

/// The shapes of words, by word number, with a bit for what else the pass must know of them.
#[derive(Debug)]
pub struct Shapes {
    of_word: Cow<'static, [U32]>,
}

impl Shapes {
    /// Makes the words known and remembers their shapes; words of `cues` (class bits) are the anchors of the pass.
    pub fn load(lexicon: &mut Lexicon, cues: u64) -> Shapes {
        let mut known = Vec::new();
        for &(shape, words) in WORDS {
            for word in words.split_whitespace() {
                match lexicon.intern_phrase(word)[..] {
                    [id] => known.push((id, shape)),
                    _ => known.push((lexicon.vocabulary().get(word), shape)),
                }
            }
        }
        let mut ids = |words: &str| words.split_whitespace().flat_map(|word| lexicon.intern_phrase(word)).collect::<Vec<_>>();
        let bits =
            [(IDLER, ids("according")), (HEDGE, ids(HEDGES)), (NAMED, ids("named identified anonymous unnamed")), (THAN, ids("than as"))];
        let lemmas = [
            (IDLER, ids("know tell ask claim")),
            (CARRIER, ids(CARRIERS)),
            (ASK, ids("ask")),
            (KNOW, ids("know")),
            (TELL, ids("tell")),
            (HEARSAY, ids(HEARSAYS)),
            (SEEM, ids("seem appear")),
        ];
        let mut of_word = vec![0u32; lexicon.vocabulary().len() + 1];
        for (id, shape) in known {
            if of_word[id.0 as usize] == 0 {
                of_word[id.0 as usize] = shape as u32;
            }
        }
        for (bit, ids) in bits {
            ids.iter().for_each(|id| of_word[id.0 as usize] |= bit);
        }
        let mut of_lemma = vec![0u32; of_word.len()];
        for (bit, ids) in lemmas {
            ids.iter().for_each(|id| of_lemma[id.0 as usize] |= bit);
        }
        for (n, word) in of_word.iter_mut().enumerate() {
            let info = lexicon.vocabulary().info(WordId(n as u32));
            *word |= of_lemma.get(info.lemma.0 as usize).copied().unwrap_or(0);
            if (info.classes | info.begins) & cues != 0 {
                *word |= CUE;
            }
        }
        of_word[WordId::UNKNOWN.0 as usize] = 0;
        Shapes { of_word: of_word.into_iter().map(U32::new).collect() }
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
