//! The record: what is written down of one document, in the shape of SPEC.md section 2.
//!
//! Offsets are Unicode code points of the document's text, end exclusive. Strings borrow from the text and the rules wherever
//! they can; `Record::into_owned` makes one that borrows nothing and may be kept.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use smallvec::SmallVec;

use crate::extract::{ActorType, Certainty, Change, Comparator, ContentKind, CueClass, FlagSet, Measure, SourceKind};
use crate::link::LinkReason;

/// First code point and one past the last of each piece. Nearly always there is one.
pub type Spans = SmallVec<[(usize, usize); 1]>;

fn claim_id<S: Serializer>(n: &u32, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(&format_args!("c{n}"))
}

fn some_claim_id<S: Serializer>(n: &Option<u32>, s: S) -> Result<S::Ok, S::Error> {
    match n {
        Some(n) => claim_id(n, s),
        None => s.serialize_none(),
    }
}

fn attribution_id<S: Serializer>(n: &u32, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(&format_args!("s{n}"))
}

fn some_attribution_id<S: Serializer>(n: &Option<u32>, s: S) -> Result<S::Ok, S::Error> {
    match n {
        Some(n) => attribution_id(n, s),
        None => s.serialize_none(),
    }
}

fn actor_id<S: Serializer>(n: &u32, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(&format_args!("a{n}"))
}

fn some_actor_id<S: Serializer>(n: &Option<u32>, s: S) -> Result<S::Ok, S::Error> {
    match n {
        Some(n) => actor_id(n, s),
        None => s.serialize_none(),
    }
}

fn actor_ids<S: Serializer>(list: &[u32], s: S) -> Result<S::Ok, S::Error> {
    s.collect_seq(list.iter().map(|n| format!("a{n}")))
}

fn flags<S: Serializer>(set: &FlagSet, s: S) -> Result<S::Ok, S::Error> {
    s.collect_seq(set.iter())
}

/// A bound as a JSON number without a needless fraction.
fn number<S: Serializer>(n: &Option<f64>, s: S) -> Result<S::Ok, S::Error> {
    match n {
        None => s.serialize_none(),
        Some(v) if v.fract() == 0.0 && v.abs() < 9.0e15 => s.serialize_i64(*v as i64),
        Some(v) => s.serialize_f64(*v),
    }
}

/// One document and all that was found in it.
#[derive(Clone, Debug, Serialize)]
pub struct Record<'t> {
    /// The path, or the id that the input gives.
    pub doc: Cow<'t, str>,
    /// The headline.
    pub title: Option<Cow<'t, str>>,
    /// The date of publication as the input gives it, ISO 8601.
    pub date: Option<Cow<'t, str>>,
    /// Numeric claims in text order.
    pub claims: Vec<ClaimRecord<'t>>,
    /// Attributions in text order of their first span.
    pub attributions: Vec<AttributionRecord<'t>>,
    /// Actors in order of their first mention.
    pub actors: Vec<ActorRecord<'t>>,
    /// The text that the offsets refer to, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'t, str>>,
}

/// A numeric claim.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimRecord<'t> {
    /// 1, 2, … in the document; written "c1".
    #[serde(serialize_with = "claim_id")]
    pub id: u32,
    /// The number of its sentence, from 1.
    pub sentence: u32,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words of the span.
    pub text: Cow<'t, str>,
    /// Inclusive lower bound; none = open.
    #[serde(serialize_with = "number")]
    pub low: Option<f64>,
    /// Inclusive upper bound; none = open.
    #[serde(serialize_with = "number")]
    pub high: Option<f64>,
    /// How the amount bounds the value.
    pub comparator: Comparator,
    /// What kind of amount.
    pub measure: Measure,
    /// Head noun in the singular, ISO 4217 code, "percent" or a unit's full name.
    pub unit: Cow<'t, str>,
    /// The counted noun phrase.
    pub counted: Option<Cow<'t, str>>,
    /// What a percentage, sum or measure describes.
    pub about: Option<Cow<'t, str>>,
    /// What happened to the counted.
    pub event: Option<Cow<'t, str>>,
    /// Up or down, when the number is the size of a change or the level it leads from.
    pub change: Option<Change>,
    /// Marks.
    #[serde(serialize_with = "flags")]
    pub flags: FlagSet,
    /// The claim it is a share of.
    #[serde(serialize_with = "some_claim_id")]
    pub part_of: Option<u32>,
    /// The attribution whose content holds it.
    #[serde(serialize_with = "some_attribution_id")]
    pub attribution: Option<u32>,
    /// The actor who claims it.
    #[serde(serialize_with = "some_actor_id")]
    pub source: Option<u32>,
    /// That actor's name, or the words of the source.
    pub source_name: Option<Cow<'t, str>>,
    /// How sure the text is.
    pub certainty: Certainty,
    /// The actors that the claim is about.
    #[serde(serialize_with = "actor_ids")]
    pub actors: SmallVec<[u32; 4]>,
    /// The first claim of the document that says the same, where an earlier one does.
    #[serde(serialize_with = "some_claim_id")]
    pub same_as: Option<u32>,
    /// The rule that made it.
    pub rule: Cow<'t, str>,
    /// Its sentence, for the table.
    #[serde(skip)]
    pub context: Cow<'t, str>,
}

/// The source of an attribution.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRecord<'t> {
    /// Where it stands; empty when none is given.
    pub spans: Spans,
    /// Its words, pieces joined by a blank.
    pub text: Cow<'t, str>,
    /// Named, nominal, pronoun or none.
    pub kind: SourceKind,
    /// The actor that it is.
    #[serde(serialize_with = "some_actor_id")]
    pub actor: Option<u32>,
}

/// The cue of an attribution.
#[derive(Clone, Debug, Serialize)]
pub struct CueRecord<'t> {
    /// Where it stands.
    pub spans: Spans,
    /// Its words.
    pub text: Cow<'t, str>,
    /// Its lemma.
    pub lemma: Cow<'t, str>,
    /// Its class.
    pub class: CueClass,
}

/// The content of an attribution.
#[derive(Clone, Debug, Serialize)]
pub struct ContentRecord<'t> {
    /// Where it stands, in text order.
    pub spans: Spans,
    /// Its words, pieces joined by " … ".
    pub text: Cow<'t, str>,
    /// Direct, indirect or mixed.
    pub kind: ContentKind,
}

/// An attribution.
#[derive(Clone, Debug, Serialize)]
pub struct AttributionRecord<'t> {
    /// 1, 2, … in the document; written "s1".
    #[serde(serialize_with = "attribution_id")]
    pub id: u32,
    /// The number of the cue's sentence, from 1.
    pub sentence: u32,
    /// Who.
    pub source: SourceRecord<'t>,
    /// Says.
    pub cue: CueRecord<'t>,
    /// What.
    pub content: ContentRecord<'t>,
    /// How sure.
    pub certainty: Certainty,
    /// The rule that made it.
    pub rule: Cow<'t, str>,
    /// The cue's sentence, for the table.
    #[serde(skip)]
    pub context: Cow<'t, str>,
}

/// One mention of an actor.
#[derive(Clone, Debug, Serialize)]
pub struct MentionRecord<'t> {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub text: Cow<'t, str>,
    /// Why it belongs to the actor.
    pub link: LinkReason,
    /// Its own type where it is not the actor's (a nationality word: group).
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ActorType>,
    /// The number of its sentence, from 1, for the table.
    #[serde(skip)]
    pub sentence: u32,
    /// Its sentence, for the table.
    #[serde(skip)]
    pub context: Cow<'t, str>,
    /// The rule that made the mention, for `--mentions`.
    #[serde(skip)]
    pub rule: Cow<'t, str>,
}

/// An actor.
#[derive(Clone, Debug, Serialize)]
pub struct ActorRecord<'t> {
    /// 1, 2, … in the document; written "a1".
    #[serde(serialize_with = "actor_id")]
    pub id: u32,
    /// The fullest form in the document.
    pub name: Cow<'t, str>,
    /// Named, or nominal for a nameless source that is referred to again.
    pub kind: SourceKind,
    /// What it is.
    #[serde(rename = "type")]
    pub actor_type: ActorType,
    /// ISO 3166-1 code of its country.
    pub country: Option<Cow<'t, str>>,
    /// Titles, offices and appositions.
    pub roles: Vec<Cow<'t, str>>,
    /// The organisations and countries that its roles name.
    #[serde(serialize_with = "actor_ids", skip_serializing_if = "SmallVec::is_empty")]
    pub belongs_to: SmallVec<[u32; 4]>,
    /// The actors that its name may mean, where nothing in the text tells which.
    #[serde(serialize_with = "actor_ids", skip_serializing_if = "SmallVec::is_empty")]
    pub could_be: SmallVec<[u32; 4]>,
    /// Its other names in the document.
    pub aliases: Vec<Cow<'t, str>>,
    /// Where it is named.
    pub mentions: Vec<MentionRecord<'t>>,
    /// The rule that made its first mention.
    pub rule: Cow<'t, str>,
}
