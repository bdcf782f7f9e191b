//! Typed readings of the name lexicons: what the actor pass asks of a row, parsed once.
//!
//! The CSV stays the place to edit; here its cells become small enums, so that no cell is parsed for a token of a text.

use super::{Class, DataError, EntryId, RowView, Vocabulary};
use crate::text::WordId;

/// Whether a person's name or title tells man or woman.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Gender {
    /// A man.
    Male,
    /// A woman.
    Female,
    /// Either, or not said.
    #[default]
    Open,
}

/// Where an organisation word stands in the name that it heads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeadPosition {
    /// "Ministry of", "Bank of": opens the name.
    First,
    /// "Agency", "Party": closes it.
    Last,
    /// Either.
    Any,
}

/// An organisation word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OrganizationHead {
    /// Where it stands.
    pub position: HeadPosition,
    /// A word that also closes names of other things ("House", "Bar").
    pub weak: bool,
}

/// A first name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FirstName {
    /// Man or woman.
    pub gender: Gender,
    /// Also a common word ("Grace", "Will").
    pub common: bool,
}

/// The typed rows, by the row numbers of their classes.
#[derive(Debug, Default)]
pub struct Names {
    first_names: Vec<FirstName>,
    titles: Vec<Gender>,
    heads: Vec<OrganizationHead>,
    /// The numbers of the verbs of speech, sorted.
    speech: Vec<WordId>,
    /// The name is also a common word ("Apple").
    organizations: Vec<bool>,
    /// The same of places ("Reading").
    places: Vec<bool>,
    /// The role is one of a single person.
    roles: Vec<bool>,
}

/// Verbs whose subject is mostly a person who speaks.
const SPEECH: &[&str] = &[
    "add", "admit", "argue", "ask", "believe", "claim", "comment", "declare", "explain", "insist", "joke", "note", "observe", "recall",
    "reply", "say", "state", "tell", "think", "tweet", "warn", "write",
];

impl Names {
    /// Finds the numbers of the verbs of speech.
    pub(super) fn find_speech(&mut self, vocabulary: &Vocabulary) {
        self.speech = SPEECH.iter().map(|w| vocabulary.get(w)).filter(|&w| w != WordId::UNKNOWN).collect();
        self.speech.sort_unstable();
    }

    /// True for the lemma of a verb of speech.
    pub fn speech(&self, lemma: WordId) -> bool {
        self.speech.binary_search(&lemma).is_ok()
    }

    /// Takes the next row of a class, when it is one of the name files.
    ///
    /// # Errors
    /// A cell that is none of its column's words, with file and line.
    pub(super) fn take(&mut self, class: Class, row: RowView<'_>) -> Result<(), DataError> {
        match class {
            Class::FirstName => self.first_names.push(FirstName { gender: gender(row, 0)?, common: flag(row, 1)? }),
            Class::Title => self.titles.push(gender(row, 1)?),
            Class::OrganizationHead => self.heads.push(OrganizationHead { position: position(row)?, weak: flag(row, 1)? }),
            Class::Organization => self.organizations.push(flag(row, 4)?),
            Class::Place => self.places.push(flag(row, 2)?),
            Class::Role => self.roles.push(row.cells[0] == "person"),
            _ => {}
        }
        Ok(())
    }

    /// A row of first_names.csv.
    pub fn first_name(&self, entry: EntryId) -> FirstName {
        self.first_names[entry.0 as usize]
    }

    /// The gender that a row of titles.csv tells.
    pub fn title(&self, entry: EntryId) -> Gender {
        self.titles[entry.0 as usize]
    }

    /// True when a row of organizations.csv is also a common word.
    pub fn common_organization(&self, entry: EntryId) -> bool {
        self.organizations[entry.0 as usize]
    }

    /// True when a row of places.csv is also a common word.
    pub fn common_place(&self, entry: EntryId) -> bool {
        self.places[entry.0 as usize]
    }

    /// True when a row of roles.csv is a role of one person, false for groups.
    pub fn person_role(&self, entry: EntryId) -> bool {
        self.roles[entry.0 as usize]
    }

    /// A row of organization_heads.csv.
    pub fn head(&self, entry: EntryId) -> OrganizationHead {
        self.heads[entry.0 as usize]
    }
}

fn gender(row: RowView<'_>, column: usize) -> Result<Gender, DataError> {
    match row.cells[column] {
        "m" => Ok(Gender::Male),
        "f" => Ok(Gender::Female),
        "" | "u" | "mf" => Ok(Gender::Open),
        other => Err(row.error(format!("gender is {other:?}; it must be m, f or empty"))),
    }
}

fn flag(row: RowView<'_>, column: usize) -> Result<bool, DataError> {
    match row.cells[column] {
        "true" => Ok(true),
        "" | "false" => Ok(false),
        other => Err(row.error(format!("{other:?} must be true or empty"))),
    }
}

fn position(row: RowView<'_>) -> Result<HeadPosition, DataError> {
    match row.cells[0] {
        "first" => Ok(HeadPosition::First),
        "last" | "" => Ok(HeadPosition::Last),
        "any" => Ok(HeadPosition::Any),
        other => Err(row.error(format!("position is {other:?}; it must be first, last or any"))),
    }
}
