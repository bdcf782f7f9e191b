//! Linking: mentions to actors, pronoun and definite sources to actors, numbers to the attributions
//! that hold them and to the numbers that they repeat or replace.

mod alias;
mod claim;
mod pronoun;
mod resolve;
mod revise;
mod same;
mod thing;

use std::borrow::Cow;

use smallvec::SmallVec;

pub use thing::{Described, Thing};

use crate::extract::{ActorType, Context, Findings, RuleId, SourceKind};

/// Why a mention was joined to its actor; the reasons are SPEC.md's `link` values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize)]
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

/// An actor with its mentions.
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
    pub roles: Vec<Cow<'t, str>>,
    /// Its other names, each once.
    pub aliases: Vec<Cow<'t, str>>,
    /// Indices into `Findings::mentions`, in text order, with the reason of each.
    pub mentions: SmallVec<[(usize, LinkReason); 2]>,
    /// The rule of its first mention, or of the source phrase that a nominal actor is.
    pub rule: RuleId,
}

/// The links of a document's findings.
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

/// Links the findings of one document.
pub fn link<'a>(context: &Context<'a>, findings: &Findings<'a>) -> Links<'a> {
    let mut links = Links {
        actors: alias::actors(context, &findings.mentions),
        source_actor: vec![None; findings.attributions.len()],
        claim_attribution: vec![None; findings.claims.len()],
        claim_actors: vec![SmallVec::new(); findings.claims.len()],
        same_as: Vec::new(),
        superseded: Vec::new(),
    };
    resolve::sources(context, findings, &mut links);
    claim::claims(context, findings, &mut links);
    revise::superseded(context, findings, &mut links);
    same::claims(context, findings, &mut links);
    links
}
