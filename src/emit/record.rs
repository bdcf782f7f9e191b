//! The record: what is written down of one document, in the shape of SPEC.md section 2.
//!
//! Offsets are Unicode code points of the document's text, end exclusive. Strings borrow from the text and the rules wherever
//! they can; `Record::into_owned` makes one that borrows nothing and may be kept.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};
use smallvec::SmallVec;

use super::ids;
use crate::extract::{ActorType, Certainty, Change, Comparator, ContentKind, CueClass, FlagSet, Measure, SourceKind};
use crate::link::{Few, LinkReason};

/// First code point and one past the last of each piece. Nearly always there is one.
pub type Spans = SmallVec<[(usize, usize); 1]>;

/// A bound as a JSON number without a needless fraction.
fn number<S: Serializer>(n: &Option<f64>, s: S) -> Result<S::Ok, S::Error> {
    match n {
        None => s.serialize_none(),
        Some(v) if v.fract() == 0.0 && v.abs() < 9.0e15 => s.serialize_i64(*v as i64),
        Some(v) => s.serialize_f64(*v),
    }
}

/// One document and all that was found in it. As JSON it is a line of `--format jsonl`, and can be read back.
///
/// ```
/// use onrecord::{Extractor, Record};
///
/// let record = Extractor::new()?.extract("Over 1,100 soldiers were killed, the ministry said.");
/// let line = serde_json::to_string(&record)?;
/// let again: Record<'static> = serde_json::from_str(&line)?;
/// assert_eq!((again.claims[0].low, again.claims[0].high), (Some(1100.0), None));
/// assert_eq!(again.claims[0].attribution, Some(again.attributions[0].id));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'t, str>>,
    /// The author, where the input is a web page that names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Cow<'t, str>>,
}

/// A numeric claim.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClaimRecord<'t> {
    /// 1, 2, … in the document; written "c1".
    #[serde(with = "ids::claim")]
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
    /// What a percentage, sum or measure describes; whose figure a count is, where the text says so.
    pub about: Option<Cow<'t, str>>,
    /// What happened to the counted.
    pub event: Option<Cow<'t, str>>,
    /// Up or down, when the number is the size of a change or the level it leads from.
    pub change: Option<Change>,
    /// Marks.
    pub flags: FlagSet,
    /// The claim it is a share of.
    #[serde(with = "ids::claim::some")]
    pub part_of: Option<u32>,
    /// The attribution whose content holds it.
    #[serde(with = "ids::attribution::some")]
    pub attribution: Option<u32>,
    /// The actor who claims it.
    #[serde(with = "ids::actor::some")]
    pub source: Option<u32>,
    /// That actor's name, or the words of the source.
    pub source_name: Option<Cow<'t, str>>,
    /// How sure the text is.
    pub certainty: Certainty,
    /// The actors that the claim is about.
    #[serde(with = "ids::actor::list")]
    pub actors: SmallVec<[u32; 4]>,
    /// The first claim of the document that says the same, where an earlier one does.
    #[serde(default, with = "ids::claim::some")]
    pub same_as: Option<u32>,
    /// The rule that made it.
    pub rule: Cow<'t, str>,
    /// Its sentence, for the table.
    #[serde(skip)]
    pub context: Cow<'t, str>,
}

/// The source of an attribution.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceRecord<'t> {
    /// Where it stands; empty when none is given.
    pub spans: Spans,
    /// Its words, pieces joined by a blank.
    pub text: Cow<'t, str>,
    /// Named, nominal, pronoun or none.
    pub kind: SourceKind,
    /// The actor that it is.
    #[serde(with = "ids::actor::some")]
    pub actor: Option<u32>,
}

/// The cue of an attribution.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContentRecord<'t> {
    /// Where it stands, in text order.
    pub spans: Spans,
    /// Its words, pieces joined by " … ".
    pub text: Cow<'t, str>,
    /// Direct, indirect or mixed.
    pub kind: ContentKind,
}

/// An attribution.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AttributionRecord<'t> {
    /// 1, 2, … in the document; written "s1".
    #[serde(with = "ids::attribution")]
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
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
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
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActorRecord<'t> {
    /// 1, 2, … in the document; written "a1".
    #[serde(with = "ids::actor")]
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
    pub roles: Few<Cow<'t, str>>,
    /// The organisations and countries that its roles name.
    #[serde(default, with = "ids::actor::list", skip_serializing_if = "SmallVec::is_empty")]
    pub belongs_to: SmallVec<[u32; 4]>,
    /// The actors that its name may mean, where nothing in the text tells which.
    #[serde(default, with = "ids::actor::list", skip_serializing_if = "SmallVec::is_empty")]
    pub could_be: SmallVec<[u32; 4]>,
    /// Its other names in the document.
    pub aliases: Few<Cow<'t, str>>,
    /// Where it is named.
    pub mentions: Few<MentionRecord<'t>>,
    /// The rule that made its first mention.
    pub rule: Cow<'t, str>,
}
