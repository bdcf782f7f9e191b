//! Linking: mentions to actors, pronoun and definite sources to actors, numbers to the attributions
//! that hold them and to the numbers that they repeat or replace.

mod about;
mod alias;
mod apposition;
mod claim;
mod correct;
mod few;
mod headline;
mod letters;
mod owner;
mod person;
mod pronoun;
mod resolve;
mod revise;
mod same;
mod spelling;
mod tail;
mod thing;

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

pub(crate) use thing::{Described, Thing};

pub use few::Few;

use crate::extract::{ActorType, Context, Findings, RuleId, SourceKind};

/// Why a mention was joined to its actor; the reasons are SPEC.md's `link` values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkReason {
    /// The full name.
    Full,
    /// The surname alone.
    Surname,
    /// An acronym of the name.
    Acronym,
    /// An acronym in brackets behind the name.
    ParenthesisedAcronym,
    /// A nationality word of the country.
    Nationality,
    /// Another spelling.
    Spelling,
    /// A short form ("the Commission").
    ShortForm,
    /// The user's alias file.
    AliasFile,
}

impl LinkReason {
    /// Its name in the record.
    pub const fn name(self) -> &'static str {
        match self {
            LinkReason::Full => "full",
            LinkReason::Surname => "surname",
            LinkReason::Acronym => "acronym",
            LinkReason::ParenthesisedAcronym => "parenthesised-acronym",
            LinkReason::Nationality => "nationality",
            LinkReason::Spelling => "spelling",
            LinkReason::ShortForm => "short-form",
            LinkReason::AliasFile => "alias-file",
        }
    }
}

/// Indices into `Findings::mentions`, each with the reason why the mention is joined to the actor.
pub type Mentioned = SmallVec<[(usize, LinkReason); 4]>;

/// An actor with its mentions.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Actor<'t> {
    /// The fullest form in the document.
    pub name: Cow<'t, str>,
    /// Named, or nominal.
    pub kind: SourceKind,
    /// What it is.
    pub actor_type: ActorType,
    /// ISO 3166-1 code.
    pub country: Option<Cow<'t, str>>,
    /// Titles, offices and appositions, each once.
    pub roles: Few<Cow<'t, str>>,
    /// The organisations and countries that its roles name.
    pub belongs_to: SmallVec<[usize; 2]>,
    /// The actors that its name may mean, where nothing in the text tells which.
    pub could_be: SmallVec<[usize; 2]>,
    /// Its other names, each once.
    pub aliases: Few<Cow<'t, str>>,
    /// Indices into `Findings::mentions`, in text order, with the reason of each.
    pub mentions: Mentioned,
    /// The rule of its first mention, or of the source phrase that a nominal actor is.
    pub rule: RuleId,
}

/// The links of a document's findings.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct Links<'t> {
    /// The actors, in order of their first mention (nominal ones: of the source phrase).
    pub actors: Vec<Actor<'t>>,
    /// For each attribution the actor that is its source.
    pub source_actor: Vec<Option<usize>>,
    /// For each claim the attribution whose content holds it.
    pub claim_attribution: Vec<Option<usize>>,
    /// For each claim the actors it is about.
    pub claim_actors: Vec<SmallVec<[usize; 2]>>,
    /// For each claim the first one of the document that says the same; empty when no claim repeats another.
    pub same_as: Vec<Option<usize>>,
    /// The claims that the text replaces by others, in text order.
    pub superseded: Vec<usize>,
}

/// Links the findings of one document. Mentions that the user's alias file drops are taken out of the findings.
#[doc(hidden)]
pub fn link<'a>(context: &Context<'a>, findings: &mut Findings<'a>) -> Links<'a> {
    let actors = alias::actors(context, &mut findings.mentions, findings.attributions.len());
    let findings = &*findings;
    let mut links = Links {
        actors,
        source_actor: vec![None; findings.attributions.len()],
        claim_attribution: vec![None; findings.claims.len()],
        claim_actors: Vec::new(),
        same_as: Vec::new(),
        superseded: Vec::new(),
    };
    let actor_of = actor_of(findings, &mut links.actors);
    resolve::sources(context, findings, &mut links, &actor_of);
    claim::claims(context, findings, &mut links, &actor_of);
    revise::superseded(context, findings, &mut links);
    same::claims(context, findings, &mut links);
    headline::sources(context, findings, &mut links);
    links
}

/// The actor of each mention; on the way the actors learn to whom their roles belong.
fn actor_of<'a>(findings: &Findings<'a>, actors: &mut [Actor<'a>]) -> SmallVec<[usize; 64]> {
    let mut actor_of: SmallVec<[usize; 64]> = smallvec![usize::MAX; findings.mentions.len()];
    for (n, actor) in actors.iter().enumerate() {
        for &(m, _) in &actor.mentions {
            actor_of[m] = n;
        }
    }
    for (n, m) in findings.mentions.iter().enumerate() {
        for role in &m.roles {
            let from = findings.mentions.partition_point(|o| o.tokens.start < role.start);
            for (o, owner) in findings.mentions.iter().enumerate().skip(from).take_while(|(_, o)| o.tokens.end <= role.end) {
                let (person, owner_of) = (actor_of[n], actor_of[o]);
                if owner.kind == ActorType::Person || person == owner_of || person.max(owner_of) == usize::MAX {
                    continue;
                }
                if !actors[person].belongs_to.contains(&owner_of) {
                    actors[person].belongs_to.push(owner_of);
                }
                if actors[person].country.is_none() {
                    actors[person].country = actors[owner_of].country.clone();
                }
            }
        }
    }
    actor_of
}
