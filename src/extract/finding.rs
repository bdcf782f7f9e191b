//! What the passes find: claims, attributions and mentions, before they are linked to one another.
//!
//! Every finding carries the rule that made it; a `RuleId` can only be had from the rule set, so a finding without a declared
//! rule does not compile.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::values::{ActorType, Certainty, Change, Comparator, ContentKind, CueClass, Flag, Measure, SourceKind};
use crate::extract::RuleId;
use crate::text::{ByteSpan, TokenSpan};

/// The stretches of text that a part of an attribution consists of: nearly always one or two.
pub type Pieces = SmallVec<[ByteSpan; 2]>;

/// A set of flags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FlagSet(u16);

impl FlagSet {
    const ALL: [Flag; 9] = [
        Flag::Vague,
        Flag::Hedged,
        Flag::Negated,
        Flag::PerUnit,
        Flag::Definite,
        Flag::Spelled,
        Flag::Descending,
        Flag::Superseded,
        Flag::Additional,
    ];

    /// Adds `flag`.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= 1 << flag as u8;
    }

    /// The set with `flag`.
    pub fn with(mut self, flag: Flag) -> FlagSet {
        self.insert(flag);
        self
    }

    /// True when `flag` is set.
    pub fn has(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u8) != 0
    }

    /// The flags that are set, in their fixed order.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Self::ALL.into_iter().filter(move |f| self.has(*f))
    }
}

impl serde::Serialize for FlagSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'d> serde::Deserialize<'d> for FlagSet {
    fn deserialize<D: serde::Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        let flags: Vec<Flag> = serde::Deserialize::deserialize(from)?;
        Ok(flags.into_iter().fold(FlagSet::default(), FlagSet::with))
    }
}

/// An amount that the text asserts.
#[derive(Clone, Debug)]
pub struct Claim<'t> {
    /// From the comparator to the last number word.
    pub span: ByteSpan,
    /// The tokens that `span` covers or touches.
    pub tokens: TokenSpan,
    /// Inclusive lower bound.
    pub low: Option<f64>,
    /// Inclusive upper bound.
    pub high: Option<f64>,
    /// How the amount bounds the value.
    pub comparator: Comparator,
    /// What kind of amount.
    pub measure: Measure,
    /// Head noun in the singular, ISO 4217 code, "percent", or the unit's full name; empty when unknown.
    pub unit: Cow<'t, str>,
    /// The counted noun phrase without the number.
    pub counted: Option<Cow<'t, str>>,
    /// Where the counted phrase (or the unit) stands, for links to actors; empty when nowhere.
    pub counted_tokens: TokenSpan,
    /// What a percentage, sum or measure describes.
    pub about: Option<Cow<'t, str>>,
    /// What happened to the counted.
    pub event: Option<Cow<'t, str>>,
    /// The direction, when the number is the size of a change or the level that a change leads from.
    pub change: Option<Change>,
    /// Marks.
    pub flags: FlagSet,
    /// Index of the claim it is a share of.
    pub part_of: Option<usize>,
    /// The rule that made it.
    pub rule: RuleId,
}

/// Somebody says something.
#[derive(Clone, Debug)]
pub struct Attribution<'t> {
    /// The source phrase; empty when none is given.
    pub source: Pieces,
    /// The token of the source's head noun or name.
    pub source_head: Option<usize>,
    /// What kind of phrase it is.
    pub source_kind: SourceKind,
    /// The cue.
    pub cue: Pieces,
    /// The cue's lemma ("say", "according to").
    pub lemma: Cow<'t, str>,
    /// The cue's class.
    pub class: CueClass,
    /// What is attributed, in text order.
    pub content: Pieces,
    /// Direct, indirect or mixed.
    pub content_kind: ContentKind,
    /// How sure.
    pub certainty: Certainty,
    /// The rule that made it.
    pub rule: RuleId,
}

/// A name of an actor in the text.
#[derive(Clone, Debug)]
pub struct Mention<'t> {
    /// The name only: no title, no article, no possessive.
    pub span: ByteSpan,
    /// Its tokens.
    pub tokens: TokenSpan,
    /// What it names.
    pub kind: ActorType,
    /// ISO 3166-1 code of the country that it is, or whose nationality it is.
    pub country: Option<Cow<'t, str>>,
    /// The name to show when it is not the one in the text (a nationality word: the country's name).
    pub canonical: Option<Cow<'t, str>>,
    /// The words are a part of the name that `canonical` is; the rest stands behind "and" ("North and South Korea").
    pub shared: bool,
    /// The title right before it ("Mr", "President").
    pub title: Option<TokenSpan>,
    /// Titles, offices and appositions that stand with this mention.
    pub roles: SmallVec<[TokenSpan; 1]>,
    /// The rule that made it.
    pub rule: RuleId,
}

/// Everything that the passes found in one document, each list in text order.
#[derive(Clone, Debug, Default)]
pub struct Findings<'t> {
    /// Numeric claims.
    pub claims: Vec<Claim<'t>>,
    /// Attributions.
    pub attributions: Vec<Attribution<'t>>,
    /// Mentions of named actors.
    pub mentions: Vec<Mention<'t>>,
}
