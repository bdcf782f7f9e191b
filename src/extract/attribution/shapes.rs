//! Shapes: what a token looks like from the side, coarse enough to weigh and fine enough to tell clauses apart.
//!
//! The model asks the same few questions of many tokens: does a clause begin here, is this a time, a quotation, a verb. A
//! shape answers them with one byte.

use crate::extract::Context;
use crate::lexicon::Lexicon;
use crate::text::{Flags, Tag, TokenKind};

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

/// Nouns for what is written or counted and can be a source.
const DOCUMENTS: &str = "report reports poll polls polling survey surveys study studies data figures records documents document results \
    statement statements letter letters memo filing filings lawsuit suit complaint affidavit indictment editorial article articles analysis \
    analyses review statistics evidence research findings summary transcript ruling numbers email emails e-mail e-mails message video ad ads \
    website page book paper release tweet tweets post posts notice census estimates forecast forecasts index sources documentary";

/// The shapes of words, by word number.
#[derive(Debug)]
pub struct Shapes {
    of_word: Vec<u8>,
    documents: Vec<bool>,
}

impl Shapes {
    /// Makes the words known and remembers their shapes.
    pub fn load(lexicon: &mut Lexicon) -> Shapes {
        let mut known = Vec::new();
        for &(shape, words) in WORDS {
            for word in words.split_whitespace() {
                if let [id] = lexicon.intern_phrase(word)[..] {
                    known.push((id, shape));
                }
            }
        }
        let document_words: Vec<_> = DOCUMENTS.split_whitespace().flat_map(|word| lexicon.intern_phrase(word)).collect();
        let mut of_word = vec![0; lexicon.vocabulary().len() + 1];
        let mut documents = vec![false; of_word.len()];
        for id in document_words {
            documents[id.0 as usize] = true;
        }
        for (id, shape) in known {
            if of_word[id.0 as usize] == 0 {
                of_word[id.0 as usize] = shape as u8;
            }
        }
        Shapes { of_word, documents }
    }

    /// True for "report", "poll" and the like.
    pub fn is_document(&self, word: usize) -> bool {
        self.documents.get(word).is_some_and(|d| *d)
    }

    fn word(&self, n: usize) -> usize {
        self.of_word.get(n).map_or(0, |s| *s as usize)
    }

    /// The shape of token `at`; `EDGE` outside `start..end`.
    pub fn of(&self, context: &Context<'_>, at: usize, start: usize, end: usize) -> usize {
        if at < start || at >= end {
            return EDGE;
        }
        let t = context.doc.token(at);
        match t.kind {
            TokenKind::Word | TokenKind::Clitic => {}
            TokenKind::Number => return NUM,
            TokenKind::Comma => return COMMA,
            TokenKind::Colon => return COLON,
            TokenKind::Semicolon => return SEMICOLON,
            TokenKind::Period | TokenKind::Question | TokenKind::Exclamation => return STOP,
            TokenKind::Dash => return DASH,
            TokenKind::Hyphen => return if t.spaced() { DASH } else { OTHER },
            TokenKind::Open | TokenKind::Close => return BRACKET,
            TokenKind::Quote | TokenKind::Apostrophe => {
                return if t.flags.has(Flags::OPENS) {
                    OPENS
                } else if t.flags.has(Flags::CLOSES) {
                    CLOSES
                } else {
                    OTHER
                };
            }
            TokenKind::Currency | TokenKind::Percent => return NUM,
            _ => return OTHER,
        }
        let known = self.word(t.word.0 as usize);
        match known {
            0 => {}
            THAT if !matches!(t.tag, Tag::Sub | Tag::Pron) => {}
            HEARER if t.tag == Tag::Poss => return POSS,
            MEDIUM | HEARER if t.tag.is_verb() => {}
            WHILE if t.tag == Tag::Prep => return PREP,
            other => return other,
        }
        match t.tag {
            Tag::Det => DET,
            Tag::Pron => PRON,
            Tag::Poss => POSS,
            Tag::Prep | Tag::Particle => PREP,
            Tag::Conj => CONJ,
            Tag::Sub => SUB,
            Tag::Wh => WH,
            Tag::To => TO,
            Tag::Neg => NEG,
            Tag::Aux => self.auxiliary(context, at),
            Tag::Modal => MODAL,
            Tag::Adv => ADV,
            Tag::Adj => ADJ,
            Tag::Noun => NOUN,
            Tag::Plural => PLURAL,
            Tag::Name => NAME,
            Tag::Num => NUM,
            Tag::Base => BASE,
            Tag::Third | Tag::Past => FINITE,
            Tag::Participle => PARTICIPLE,
            Tag::Ing => ING,
            Tag::Intj | Tag::Mark => OTHER,
        }
    }

    fn auxiliary(&self, context: &Context<'_>, at: usize) -> usize {
        match context.lexicon.lemma(context.doc.token(at)) {
            "have" | "'ve" => HAVE,
            "do" => DO,
            _ => BE,
        }
    }
}
