//! Tokens: where each word, number and mark stands, what it looks like, and what the lexicon and the tagger say of it.

use std::ops::{BitOr, BitOrAssign};

/// The number of a word in the lexicon's vocabulary; 0 is a word the lexicon does not know.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct WordId(pub u32);

impl WordId {
    /// A word that no lexicon file and no rule names.
    pub const UNKNOWN: WordId = WordId(0);
}

/// What a token is, by its characters alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters, possibly with inner apostrophes, dots or digits ("don't", "U.S", "F16").
    Word,
    /// Starts with a digit ("1,100", "3.5bn", "12th", "2016").
    Number,
    /// A contracted ending split off its word: 's 're 've 'll 'd 'm.
    Clitic,
    /// `.`
    Period,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `?`
    Question,
    /// `!`
    Exclamation,
    /// `…` or a run of dots.
    Ellipsis,
    /// A hyphen `-` or `‐`, with or without spaces.
    Hyphen,
    /// A long dash: `–`, `—`, or two or more hyphens.
    Dash,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// A double quotation mark of any style, ``''`` and ` `` ` included.
    Quote,
    /// A single quotation mark or an apostrophe that stands alone.
    Apostrophe,
    /// `$ £ € ¥ ₹` and other currency signs.
    Currency,
    /// `%`
    Percent,
    /// `/`
    Slash,
    /// `&`
    Ampersand,
    /// Any other mark.
    Other,
}

/// What a token looks like and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Flags(pub u16);

impl Flags {
    /// Nothing.
    pub const NONE: Flags = Flags(0);
    /// The first letter is upper case.
    pub const CAPITAL: Flags = Flags(1);
    /// At least two letters, all upper case.
    pub const UPPER: Flags = Flags(1 << 1);
    /// Upper case after a lower-case letter ("McCain", "iPhone").
    pub const MIXED: Flags = Flags(1 << 2);
    /// Holds a digit.
    pub const DIGIT: Flags = Flags(1 << 3);
    /// White space stands before it.
    pub const SPACE: Flags = Flags(1 << 4);
    /// A line break stands before it.
    pub const LINE: Flags = Flags(1 << 5);
    /// An empty line stands before it.
    pub const BLANK: Flags = Flags(1 << 6);
    /// It begins a paragraph.
    pub const PARAGRAPH: Flags = Flags(1 << 7);
    /// It begins a sentence.
    pub const SENTENCE: Flags = Flags(1 << 8);
    /// It stands between quotation marks (the marks themselves included).
    pub const QUOTED: Flags = Flags(1 << 9);
    /// Holds a character outside ASCII.
    pub const NON_ASCII: Flags = Flags(1 << 10);
    /// A mark that opens a quotation (curly, or decided by the quote pass).
    pub const OPENS: Flags = Flags(1 << 11);
    /// A mark that closes a quotation.
    pub const CLOSES: Flags = Flags(1 << 12);

    /// True when every flag of `other` is set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// True when any flag of `other` is set.
    pub fn any(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Flags {
    type Output = Flags;
    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}

/// The shallow part of speech that the tagger gave a token.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Tag {
    /// A mark, or nothing known.
    Mark,
    /// Article, demonstrative, quantifier.
    Det,
    /// Personal pronoun.
    Pron,
    /// Possessive pronoun or the possessive 's.
    Poss,
    /// Preposition.
    Prep,
    /// Coordinating conjunction.
    Conj,
    /// Subordinating conjunction ("that", "because", "while").
    Sub,
    /// wh-word as pronoun or adverb.
    Wh,
    /// "to" before a verb.
    To,
    /// "not", "never", "n't".
    Neg,
    /// Form of be, have, do.
    Aux,
    /// Modal verb.
    Modal,
    /// Adverb.
    Adv,
    /// Adjective.
    Adj,
    /// Noun, singular.
    Noun,
    /// Noun, plural.
    Plural,
    /// Capitalised noun that is no sentence-first common word.
    Name,
    /// Number in digits or words.
    Num,
    /// Interjection.
    Intj,
    /// Verb, base form.
    Base,
    /// Verb, third person singular.
    Third,
    /// Verb, past tense.
    Past,
    /// Verb, past participle.
    Participle,
    /// Verb, -ing form.
    Ing,
    /// Adverbial particle of a verb ("up", "out").
    Particle,
}

impl Tag {
    /// All tags, each at its number.
    pub const ALL: [Tag; 25] = [
        Tag::Mark,
        Tag::Det,
        Tag::Pron,
        Tag::Poss,
        Tag::Prep,
        Tag::Conj,
        Tag::Sub,
        Tag::Wh,
        Tag::To,
        Tag::Neg,
        Tag::Aux,
        Tag::Modal,
        Tag::Adv,
        Tag::Adj,
        Tag::Noun,
        Tag::Plural,
        Tag::Name,
        Tag::Num,
        Tag::Intj,
        Tag::Base,
        Tag::Third,
        Tag::Past,
        Tag::Participle,
        Tag::Ing,
        Tag::Particle,
    ];

    /// A verb in any form, auxiliaries and modals not included.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Base | Tag::Third | Tag::Past | Tag::Participle | Tag::Ing)
    }

    /// A noun or a name.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Noun | Tag::Plural | Tag::Name)
    }
}

/// A set of tags.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct TagSet(pub u32);

impl TagSet {
    /// The set of this one tag.
    pub fn of(tag: Tag) -> TagSet {
        TagSet(1 << tag as u8)
    }

    /// The set of these tags.
    pub const fn all(tags: &[Tag]) -> TagSet {
        let (mut set, mut n) = (0, 0);
        while n < tags.len() {
            set |= 1 << tags[n] as u8;
            n += 1;
        }
        TagSet(set)
    }

    /// With `tag` added.
    pub fn with(self, tag: Tag) -> TagSet {
        TagSet(self.0 | 1 << tag as u8)
    }

    /// True when `tag` is in the set.
    pub fn has(self, tag: Tag) -> bool {
        self.0 & (1 << tag as u8) != 0
    }

    /// True when the set holds no tag.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// One token of a document.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Hash of the folded text; equal words have equal hashes in any capitals.
    pub hash: u32,
    /// The word's number in the vocabulary.
    pub word: WordId,
    /// Looks and place.
    pub flags: Flags,
    /// What it is by its characters.
    pub kind: TokenKind,
    /// What the tagger said.
    pub tag: Tag,
}

impl Token {
    /// How many bytes it has.
    pub fn width(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when white space stands before it.
    pub fn spaced(&self) -> bool {
        self.flags.has(Flags::SPACE)
    }

    /// True when its first letter is upper case.
    pub fn capital(&self) -> bool {
        self.flags.has(Flags::CAPITAL)
    }
}
