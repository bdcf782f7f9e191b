//! What speaks for and against a name, each piece of evidence being a rule with its weights.
//!
//! A rule of `actor.toml` gives points to the types that it speaks for (`set = { person = "6" }`) or to `none`, that the words
//! are no name of an actor. The points of all mentions of a name in the document are added up and the most decides, so that one
//! clear mention settles the unclear ones; the mention carries the rule that gave its type the most points.

use crate::extract::rule::RuleSet;
use crate::extract::{ActorType, RuleId};
use crate::lexicon::DataError;

/// What a name can turn out to be: the four types that are decided by points, and nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Outcome {
    Person,
    Organization,
    Location,
    Group,
    None,
}

impl Outcome {
    pub const ALL: [Outcome; 5] = [Outcome::Person, Outcome::Organization, Outcome::Location, Outcome::Group, Outcome::None];

    /// The type of a mention; none for no name.
    pub fn actor_type(self) -> Option<ActorType> {
        match self {
            Outcome::Person => Some(ActorType::Person),
            Outcome::Organization => Some(ActorType::Organization),
            Outcome::Location => Some(ActorType::Location),
            Outcome::Group => Some(ActorType::Group),
            Outcome::None => None,
        }
    }

    const NAMES: [&str; 5] = ["person", "organization", "location", "group", "none"];
}

/// Points for each outcome.
pub(super) type Points = [i16; 5];

macro_rules! evidence {
    ($($name:ident = $id:literal,)*) => {
        /// A rule of the actor family.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        #[repr(u8)]
        pub(super) enum Evidence { $(#[doc = $id] $name,)* }

        impl Evidence {
            pub const ALL: &'static [Evidence] = &[$(Evidence::$name,)*];
        }

        impl ActorRules {
            /// The ids that have their logic in Rust.
            pub const NAMES: &'static [&'static str] = &[$($id,)*];
        }
    };
}

evidence! {
    // what the words themselves say
    Country = "actor/country",
    Nationality = "actor/nationality",
    Place = "actor/place",
    KnownGroup = "actor/group",
    KnownOrganization = "actor/known-organization",
    OrganizationHead = "actor/organization-head",
    WeakOrganizationHead = "actor/weak-organization-head",
    CompanySuffix = "actor/company-suffix",
    Ampersand = "actor/ampersand",
    Acronym = "actor/acronym",
    WebAddress = "actor/web-address",
    PlaceHead = "actor/place-head",
    WeakPlaceHead = "actor/weak-place-head",
    PlaceAndName = "actor/place-and-name",
    ThingHead = "actor/thing-head",
    NotAName = "actor/not-a-name",
    FirstName = "actor/first-name",
    CommonFirstName = "actor/common-first-name",
    SingleFirstName = "actor/single-first-name",
    Initial = "actor/initial",
    NameParticle = "actor/name-particle",
    Generation = "actor/generation-suffix",
    SyllableName = "actor/syllable-name",
    TwoUnknownWords = "actor/two-unknown-words",
    UnknownWord = "actor/unknown-word",
    CommonWords = "actor/common-words",
    CommonWord = "actor/common-word",
    SentenceFirst = "actor/sentence-first",
    LowerElsewhere = "actor/lower-case-elsewhere",
    CapitalElsewhere = "actor/capital-elsewhere",
    WithDigits = "actor/digits",
    // what stands around
    Title = "actor/title",
    RoleBefore = "actor/role-before",
    RoleAfter = "actor/role-after",
    Age = "actor/age",
    Speaks = "actor/speaks",
    Who = "actor/who",
    AccordingTo = "actor/according-to",
    Told = "actor/told",
    Byline = "actor/byline",
    PrepositionIn = "actor/in",
    PrepositionNear = "actor/near",
    PrepositionAt = "actor/at",
    PrepositionFrom = "actor/from",
    PlaceComma = "actor/place-comma-place",
    PlaceNounAfter = "actor/place-noun-after",
    PlaceNounBefore = "actor/place-noun-before",
    OrganizationNounAfter = "actor/organization-noun-after",
    OrganizationNounBefore = "actor/organization-noun-before",
    Article = "actor/article",
    OfficeOf = "actor/office-of",
    PossessiveRole = "actor/possessive-role",
    AcronymBeside = "actor/parenthesised-acronym",
    Based = "actor/based",
    Dateline = "actor/dateline",
    NameOf = "actor/name-of",
    Label = "actor/label",
    Binomial = "actor/species",
    Quoted = "actor/quoted-title",
    TitlePhrase = "actor/after-minister-of",
    Vessel = "actor/vessel",
    Subject = "actor/subject",
    // what the rest of the document says
    Surname = "actor/surname",
    PartOfPerson = "actor/first-name-of-person",
    AcronymOf = "actor/acronym-of",
    ShortForm = "actor/short-form",
    SharedName = "actor/shared-name",
}

/// The actor rules with their points.
#[derive(Clone, Debug)]
pub struct ActorRules {
    rules: Vec<RuleId>,
    points: Vec<Points>,
}

impl ActorRules {
    /// Resolves every id and reads its points.
    ///
    /// # Errors
    /// When a rule file does not declare one of them, or its points are no numbers.
    pub fn resolve(set: &RuleSet) -> Result<Self, DataError> {
        let (mut rules, mut points) = (Vec::new(), Vec::new());
        for name in Self::NAMES {
            let id = set.resolve(name)?;
            let rule = set.get(id);
            let mut own = Points::default();
            for (key, value) in rule.set.iter().filter(|(key, _)| *key != "finds") {
                let fail = |message| DataError { file: rule.origin.clone(), line: rule.line, message };
                let place = Outcome::NAMES.iter().position(|n| n == key);
                let place = place.ok_or_else(|| fail(format!("{name}: {key:?} is none of {}", Outcome::NAMES.join(", "))))?;
                own[place] = value.parse().map_err(|_| fail(format!("{name}: {value:?} is no whole number")))?;
            }
            rules.push(id);
            points.push(if rule.enabled { own } else { Points::default() });
        }
        Ok(ActorRules { rules, points })
    }

    pub(super) fn id(&self, evidence: Evidence) -> RuleId {
        self.rules[evidence as usize]
    }

    pub(super) fn points(&self, evidence: Evidence) -> &Points {
        &self.points[evidence as usize]
    }
}

/// The evidence gathered for one name: each rule once or, from two mentions, twice.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Gathered {
    once: u128,
    twice: u128,
}

impl Gathered {
    pub fn has(self, evidence: Evidence) -> bool {
        self.once & (1u128 << evidence as u8) != 0
    }

    pub fn add(&mut self, evidence: Evidence) {
        let bit = 1u128 << evidence as u8;
        self.twice |= self.once & bit;
        self.once |= bit;
    }

    /// Nothing says that it is where something is or happens.
    pub fn placeless(self) -> bool {
        const PLACES: u128 = 1 << Evidence::PrepositionIn as u8
            | 1 << Evidence::PrepositionNear as u8
            | 1 << Evidence::PrepositionAt as u8
            | 1 << Evidence::PrepositionFrom as u8
            | 1 << Evidence::PlaceComma as u8
            | 1 << Evidence::PlaceNounAfter as u8
            | 1 << Evidence::PlaceNounBefore as u8
            | 1 << Evidence::Based as u8
            | 1 << Evidence::Dateline as u8;
        self.once & PLACES == 0
    }

    pub fn all(self) -> impl Iterator<Item = (Evidence, bool)> {
        let mut left = self.once;
        std::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            let n = left.trailing_zeros() as usize;
            left &= left - 1;
            Some((Evidence::ALL[n], self.twice & (1 << n) != 0))
        })
    }

    /// The points of every outcome: a second time counts half.
    pub fn points(self, rules: &ActorRules) -> Points {
        let mut sum = Points::default();
        for (evidence, twice) in self.all() {
            for (total, own) in sum.iter_mut().zip(rules.points(evidence)) {
                *total += own * 2 + if twice { *own } else { 0 };
            }
        }
        sum
    }

    /// The rule that gave `outcome` the most.
    pub fn decisive(self, rules: &ActorRules, outcome: Outcome) -> Option<Evidence> {
        self.all().map(|(e, _)| e).max_by_key(|e| (rules.points(*e)[outcome as usize], std::cmp::Reverse(*e)))
    }
}
