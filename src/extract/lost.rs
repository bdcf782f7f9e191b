//! Candidates that a pass looked at and did not take, with the reason: what `explain` shows beside the findings.
//!
//! Nothing is kept of them in an ordinary run; a pass hands them over only where somebody asks.

use crate::extract::Findings;
use crate::extract::attribution::{Outcome, Traced};
use crate::text::ByteSpan;

/// What a candidate would have become.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// A numeric claim.
    Claim,
    /// An attribution.
    Attribution,
    /// A mention of an actor.
    Actor,
}

/// A candidate that lost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lost {
    /// Its words.
    pub span: ByteSpan,
    /// What it would have become.
    pub family: Family,
    /// A short name of the reason.
    pub reason: &'static str,
    /// The reason as a sentence.
    pub doc: String,
}

/// Why the findings of a document are what they are.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reasons {
    /// The candidates that lost.
    pub lost: Vec<Lost>,
    /// Every word that could be a cue, with what was decided about it, in text order.
    pub traced: Vec<Traced>,
}

impl Reasons {
    /// What was decided about the attribution with this cue.
    pub fn of_cue(&self, cue: ByteSpan) -> Option<&Traced> {
        self.traced.iter().find(|t| t.outcome == Outcome::Kept && t.cue == cue)
    }

    /// Adds the words that could be cues and stand in no finding.
    pub(super) fn attributions_that_lost(&mut self, findings: &Findings<'_>) {
        let found = |cue: ByteSpan| findings.attributions.iter().any(|a| a.cue.first() == Some(&cue));
        // What a rule of the user took away was told with that rule.
        let told = |cue: ByteSpan| self.lost.iter().any(|l| l.family == Family::Attribution && l.span.overlaps(cue));
        let lost: Vec<Lost> = self
            .traced
            .iter()
            .filter(|t| !found(t.cue) && !told(t.cue))
            .map(|traced| {
                let (reason, doc) = match traced.outcome {
                    Outcome::NoCue => ("no-cue", "The word is no cue here"),
                    Outcome::NoContent => ("no-content", "Nothing stands beside it that could be said"),
                    Outcome::Doubtful => ("doubtful", "Cue, source and content together are too unlikely"),
                    Outcome::Kept => ("set-aside", "It adds nothing to another attribution, or its rule is switched off"),
                };
                Lost { span: traced.cue, family: Family::Attribution, reason, doc: format!("{doc}{}", traced.last_reason()) }
            })
            .collect();
        self.lost.extend(lost);
    }
}

impl Lost {
    /// A number that is no claim.
    pub fn number(span: ByteSpan, why: Rejection) -> Lost {
        Lost { span, family: Family::Claim, reason: why.name(), doc: why.doc().to_string() }
    }
}

macro_rules! rejections {
    ($($variant:ident = $name:literal, $doc:literal;)*) => {
        /// Why a number is no claim.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Rejection { $(#[doc = $doc] $variant,)* }

        impl Rejection {
            /// All reasons.
            pub const ALL: &'static [Rejection] = &[$(Rejection::$variant,)*];

            /// Its short name.
            pub const fn name(self) -> &'static str {
                match self { $(Rejection::$variant => $name,)* }
            }

            /// What it says.
            pub const fn doc(self) -> &'static str {
                match self { $(Rejection::$variant => $doc,)* }
            }
        }
    };
}

rejections! {
    Glued = "glued", "Letters are glued to the digits that are no unit: an ordinal, a clock time or the name of a model.";
    Idiom = "idiom", "The number belongs to a set phrase.";
    Ordinal = "ordinal", "An ordinal in words says which one, not how many.";
    Sort = "sort", "The number with its hyphened word says what sort of thing it is, not how many there are.";
    Nothing = "no", "\"No\" or \"none\" counts only people, casualties and what nothing happened to.";
    Multiple = "multiple", "The word multiplies nothing that the sentence names.";
    Fraction = "fraction", "The fraction is a half or third of a game, a period or a place, or divides nothing that is named.";
    Vague = "vague", "The vague number word stands for something else here.";
    Per = "per", "It says of how many a rate is counted, as in \"per 100,000 people\".";
    Resumed = "resumed", "It names two or three that were named before and counts nothing new.";
    Clock = "clock", "A time of day.";
    Calendar = "calendar", "A day of a month or a date.";
    Chain = "chain", "Part of a chain of digits that names something: a telephone number, a date, a season or a part.";
    InName = "in-name", "Part of a name.";
    Label = "label", "The number labels what stands before it.";
    Year = "year", "A year.";
    Pronoun = "pronoun", "\"One\" stands for somebody or something.";
    Enumerator = "enumerator", "It numbers an item of a list.";
}
