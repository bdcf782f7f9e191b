//! One claim as it is compared: what it counts, how much, who says so, and where it stands.
//!
//! A sighting is made from a record alone, so extractions that were written years ago can be compared with today's. It carries
//! the names that its document is about, because a sentence seldom says all: "At least 12 people were killed" is about the
//! place that the headline names.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::number::Number;
use crate::Record;
use crate::emit::{ActorRecord, ClaimRecord, MentionRecord};
use crate::extract::{ActorType, Certainty, Change, Comparator, Flag, Measure};
use crate::lexicon::{Class, Lexicon};
use crate::link::{Described, Thing};

/// A document's opening, in code points: who is named there, the document is about.
const OPENING: usize = 600;
/// Who is named this often, the document is about, too.
const OFTEN: usize = 3;
/// The most names a scene keeps.
const MOST_NAMES: usize = 16;
/// A place belongs to a claim when it is named this many code points before it, or half as many behind it.
const NEAR: usize = 240;
/// Numbers up to this one, of which nothing happened, are counted everywhere ("two countries").
const SMALL: f64 = 12.0;

/// What must be equal for two claims to count the same thing at all. Claims of different keys never meet in a group, so a large
/// collection can be split by key and each part compared alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Key {
    /// The noun in its base form ("soldier", "unemployment rate"); "person" for people of whom no more is said.
    pub what: String,
    /// What happened: an outcome ("death", "death+injury") or the base form of a verb; empty when nothing did.
    pub action: String,
    /// What kind of amount.
    pub measure: Measure,
    /// The unit; empty for counts.
    pub unit: String,
    /// The direction, when the number is the size of a change.
    pub change: Option<Change>,
    /// It is a rate ("300 a day").
    pub rate: bool,
    /// It is a share of a larger number of its document.
    pub share: bool,
    /// It comes on top of others ("another 12").
    pub additional: bool,
}

/// Whom and what a document is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Scene {
    /// Countries, by their usual names, sorted.
    pub countries: Vec<String>,
    /// Places, organisations, persons and groups, sorted.
    pub names: Vec<String>,
}

/// One claim as it is compared. The order is that of the output: date, document, place in it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Sighting {
    /// The date of the document, ISO 8601.
    pub date: Option<String>,
    /// The document.
    pub doc: String,
    /// The number of the sentence, from 1.
    pub sentence: u32,
    /// The number of the claim in its document.
    pub claim: u32,
    /// The words of the number.
    pub text: String,
    /// Inclusive lower bound; none = open.
    pub low: Option<Number>,
    /// Inclusive upper bound; none = open.
    pub high: Option<Number>,
    /// How the number bounds the value.
    pub comparator: Comparator,
    /// What is counted.
    #[serde(flatten)]
    pub key: Key,
    /// Words that narrow the noun, sorted.
    pub kind: Vec<String>,
    /// The counted phrase, or what the number describes, as the text has it.
    pub counted: Option<String>,
    /// What happened, as the text has it.
    pub event: Option<String>,
    /// The text replaces the number by another.
    pub superseded: bool,
    /// Who says so; none = the article itself.
    pub source: Option<String>,
    /// How sure the text is.
    pub certainty: Certainty,
    /// Whom the claim is about, places left out, sorted.
    pub actors: Vec<String>,
    /// Where, as the claim itself says, sorted.
    pub places: Vec<String>,
    /// Places named close to the claim, its own among them, sorted.
    pub near: Vec<String>,
    /// What the document is about.
    #[serde(serialize_with = "scene", deserialize_with = "shared_scene")]
    pub scene: Arc<Scene>,
}

fn scene<S: Serializer>(scene: &Arc<Scene>, s: S) -> Result<S::Ok, S::Error> {
    Scene::serialize(scene, s)
}

fn shared_scene<'d, D: Deserializer<'d>>(from: D) -> Result<Arc<Scene>, D::Error> {
    Scene::deserialize(from).map(Arc::new)
}

/// Makes sightings from records.
///
/// ```
/// use onrecord::compare::{DAYS, Merge, Reader, Relation};
///
/// let extractor = onrecord::Extractor::new()?;
/// let (reader, mut merge) = (Reader::new(extractor.lexicon()), Merge::new());
/// for (doc, toll, source) in [("one", 14, "the district police"), ("two", 19, "the Red Crescent")] {
///     let mut record = extractor.extract(&format!("Floods in Sylhet killed {toll} people, {source} said."));
///     record.doc = doc.into();
///     merge.extend(reader.sightings(&record));
/// }
/// let groups = merge.groups(DAYS);
/// assert_eq!((groups.len(), groups[0].relation), (1, Relation::Contradict));
/// # Ok::<(), onrecord::DataError>(())
/// ```
#[derive(Debug)]
pub struct Reader<'l> {
    lexicon: &'l Lexicon,
    /// Country codes to the names that the lexicon lists first.
    countries: HashMap<&'l str, &'l str>,
}

impl<'l> Reader<'l> {
    /// A reader with the words of `lexicon`.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let mut countries = HashMap::new();
        for row in lexicon.rows(Class::Country) {
            countries.entry(row.cells[0].as_str()).or_insert(row.entry.as_str());
        }
        Reader { lexicon, countries }
    }

    /// The claims of `record` that can be compared, in text order. A claim that repeats an earlier one of its document is left
    /// out; where it alone names a source, the earlier one gets it.
    pub fn sightings(&self, record: &Record<'_>) -> Vec<Sighting> {
        let mut scene = None;
        let mut found = Vec::new();
        for claim in record.claims.iter().filter(|c| c.same_as.is_none()) {
            let Some((key, kind)) = self.key(claim) else { continue };
            let scene = scene.get_or_insert_with(|| Arc::new(self.scene(record)));
            let (actors, places, near) = self.about(record, claim);
            let repeats = || record.claims.iter().filter(|c| c.same_as == Some(claim.id)).find_map(|c| c.source_name.as_deref());
            found.push(Sighting {
                date: record.date.as_deref().map(str::to_string),
                doc: record.doc.to_string(),
                sentence: claim.sentence,
                claim: claim.id,
                text: claim.text.to_string(),
                low: claim.low.map(Number),
                high: claim.high.map(Number),
                comparator: claim.comparator,
                key,
                kind,
                counted: claim.counted.as_deref().or(claim.about.as_deref()).map(str::to_string),
                event: claim.event.as_deref().map(str::to_string),
                superseded: claim.flags.has(Flag::Superseded),
                source: claim.source_name.as_deref().or_else(repeats).map(str::to_string),
                certainty: claim.certainty,
                actors,
                places,
                near,
                scene: Arc::clone(scene),
            });
        }
        found
    }

    /// What `claim` counts; none when nothing can be compared with it: a reference, a rejected number, an age, a result of a
    /// match, a share of people asked, a number whose noun is not named.
    fn key(&self, claim: &ClaimRecord<'_>) -> Option<(Key, Vec<String>)> {
        let anchor = claim.low.or(claim.high)?;
        if claim.flags.has(Flag::Negated) || matches!(claim.measure, Measure::Age | Measure::Score | Measure::Ratio) {
            return None;
        }
        let described = Described {
            measure: claim.measure,
            unit: &claim.unit,
            counted: claim.counted.as_deref(),
            about: claim.about.as_deref(),
            event: claim.event.as_deref(),
        };
        let thing = Thing::read(self.lexicon, described);
        if thing.is_bare() || thing.head.is_empty() {
            return None;
        }
        let count = claim.measure == Measure::Count;
        let idle = thing.action.is_empty();
        let vain = match claim.measure {
            Measure::Count => idle && (anchor <= SMALL || claim.flags.has(Flag::Definite) || claim.change.is_some()),
            Measure::Percent => self.people(&thing.head),
            Measure::Duration => idle,
            _ => false,
        };
        if vain {
            return None;
        }
        let key = Key {
            what: thing.head,
            action: thing.action,
            measure: claim.measure,
            unit: if count { String::new() } else { claim.unit.to_string() },
            change: claim.change.filter(|_| !claim.flags.has(Flag::Superseded)),
            rate: claim.flags.has(Flag::PerUnit),
            share: claim.part_of.is_some(),
            additional: claim.flags.has(Flag::Additional),
        };
        Some((key, thing.kind))
    }

    /// A share of people who were asked or counted: what they were asked, the record does not tell.
    fn people(&self, what: &str) -> bool {
        what.split(' ').any(|word| {
            matches!(word, "voter" | "respondent" | "adult" | "people" | "person" | "resident" | "vote" | "those")
                || self.lexicon.entry_of(word, Class::Role).is_some()
        })
    }

    /// The name under which an actor is the same in all documents: a country's usual one, a place's without the capitals of a
    /// dateline.
    fn name(&self, actor: &ActorRecord<'_>) -> String {
        let code = actor.country.as_deref().filter(|_| actor.actor_type == ActorType::Country);
        if let Some(name) = code.and_then(|code| self.countries.get(code)) {
            return (*name).to_string();
        }
        let place = actor.actor_type == ActorType::Location;
        if place && actor.name.chars().count() > 2 && !actor.name.chars().any(char::is_lowercase) {
            return capitalised(&actor.name);
        }
        actor.name.to_string()
    }

    /// The actors that the claim is about, its places, and the places named close to it.
    fn about(&self, record: &Record<'_>, claim: &ClaimRecord<'_>) -> (Vec<String>, Vec<String>, Vec<String>) {
        let (mut actors, mut places) = (BTreeSet::new(), BTreeSet::new());
        for id in &claim.actors {
            let Some(actor) = record.actors.iter().find(|a| a.id == *id) else { continue };
            let list = if actor.actor_type == ActorType::Location { &mut places } else { &mut actors };
            list.insert(self.name(actor));
        }
        let (from, to) = (claim.start.saturating_sub(NEAR), claim.end + NEAR / 2);
        // Where a source is, what it says need not have happened.
        let of_source = |m: &MentionRecord<'_>| {
            record.attributions.iter().any(|a| a.source.spans.iter().any(|&(start, end)| start <= m.start && m.end <= end))
        };
        let in_reach = |m: &MentionRecord<'_>| m.start >= from && m.end <= to && !of_source(m);
        let close = |a: &&ActorRecord<'_>| a.actor_type == ActorType::Location && a.mentions.iter().any(in_reach);
        let near: BTreeSet<String> = record.actors.iter().filter(close).map(|a| self.name(a)).chain(places.iter().cloned()).collect();
        let list = |set: BTreeSet<String>| set.into_iter().collect();
        (list(actors), list(places), list(near))
    }

    fn scene(&self, record: &Record<'_>) -> Scene {
        let mut ranked: Vec<(usize, &ActorRecord<'_>)> = record
            .actors
            .iter()
            .filter_map(|a| Some((a.mentions.first()?.start, a)))
            .filter(|(start, a)| *start < OPENING || a.mentions.len() >= OFTEN)
            .collect();
        ranked.sort_by_key(|(start, _)| *start);
        let (mut countries, mut names) = (BTreeSet::new(), BTreeSet::new());
        for (_, actor) in ranked.into_iter().take(MOST_NAMES) {
            if let Some(country) = actor.country.as_deref().and_then(|code| self.countries.get(code)) {
                countries.insert((*country).to_string());
            }
            if actor.actor_type != ActorType::Country {
                names.insert(self.name(actor));
            }
        }
        Scene { countries: countries.into_iter().collect(), names: names.into_iter().collect() }
    }
}

/// "NEW DELHI" as "New Delhi".
fn capitalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut first = true;
    for c in name.chars() {
        if first {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        first = !c.is_alphanumeric();
    }
    out
}
