//! Typed readings of the name lexicons: what the actor pass asks of a row, parsed once.
//!
//! The CSV stays the place to edit; here its cells become small enums, so that no cell is parsed for a token of a text.

use std::borrow::Cow;

use zerocopy::little_endian::U32;

use super::image::{Packer, Unpacker};
use super::{Class, DataError, EntryId, RowView, Vocabulary};
use crate::text::WordId;

/// Whether a person's name or title tells man or woman.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(u8)]
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
#[repr(u8)]
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

/// The typed rows, by the row numbers of their classes: a byte each, its lowest bit for yes or no and the others for the number of
/// a gender or position.
#[derive(Debug, Default, PartialEq)]
pub struct Names {
    first_names: Cow<'static, [u8]>,
    titles: Cow<'static, [u8]>,
    heads: Cow<'static, [u8]>,
    /// The name is also a common word ("Apple").
    organizations: Cow<'static, [u8]>,
    /// The same of places ("Reading").
    places: Cow<'static, [u8]>,
    /// The role is one of a single person.
    roles: Cow<'static, [u8]>,
    /// The numbers of the verbs of speech, sorted.
    speech: Vec<WordId>,
}

/// Verbs whose subject is mostly a person who speaks.
const SPEECH: &[&str] = &[
    "add", "admit", "argue", "ask", "believe", "claim", "comment", "declare", "explain", "insist", "joke", "note", "observe", "recall",
    "reply", "say", "state", "tell", "think", "tweet", "warn", "write",
];

const GENDERS: [Gender; 3] = [Gender::Male, Gender::Female, Gender::Open];
const POSITIONS: [HeadPosition; 3] = [HeadPosition::First, HeadPosition::Last, HeadPosition::Any];

fn byte(number: u8, flag: bool) -> u8 {
    number << 1 | u8::from(flag)
}

fn number(byte: u8) -> usize {
    usize::from(byte >> 1)
}

fn is_set(byte: u8) -> bool {
    byte & 1 == 1
}

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
            Class::FirstName => self.first_names.to_mut().push(byte(gender(row, 0)? as u8, flag(row, 1)?)),
            Class::Title => self.titles.to_mut().push(byte(gender(row, 1)? as u8, false)),
            Class::OrganizationHead => self.heads.to_mut().push(byte(position(row)? as u8, flag(row, 1)?)),
            Class::Organization => self.organizations.to_mut().push(byte(0, flag(row, 4)?)),
            Class::Place => self.places.to_mut().push(byte(0, flag(row, 2)?)),
            Class::Role => self.roles.to_mut().push(byte(0, row.cells[0] == "person")),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn pack(&self, to: &mut Packer) {
        for list in [&self.first_names, &self.titles, &self.heads, &self.organizations, &self.places, &self.roles] {
            to.list(list);
        }
        to.list(&self.speech.iter().map(|word| U32::new(word.0)).collect::<Vec<_>>());
    }

    pub(super) fn unpack(from: &mut Unpacker) -> Option<Names> {
        Some(Names {
            first_names: from.list()?,
            titles: from.list()?,
            heads: from.list()?,
            organizations: from.list()?,
            places: from.list()?,
            roles: from.list()?,
            speech: from.list::<U32>()?.iter().map(|word| WordId(word.get())).collect(),
        })
    }

    /// A row of first_names.csv.
    pub fn first_name(&self, entry: EntryId) -> FirstName {
        let row = self.first_names[entry.0 as usize];
        FirstName { gender: GENDERS[number(row) % GENDERS.len()], common: is_set(row) }
    }

    /// The gender that a row of titles.csv tells.
    pub fn title(&self, entry: EntryId) -> Gender {
        GENDERS[number(self.titles[entry.0 as usize]) % GENDERS.len()]
    }

    /// True when a row of organizations.csv is also a common word.
    pub fn common_organization(&self, entry: EntryId) -> bool {
        is_set(self.organizations[entry.0 as usize])
    }

    /// True when a row of places.csv is also a common word.
    pub fn common_place(&self, entry: EntryId) -> bool {
        is_set(self.places[entry.0 as usize])
    }

    /// True when a row of roles.csv is a role of one person, false for groups.
    pub fn person_role(&self, entry: EntryId) -> bool {
        is_set(self.roles[entry.0 as usize])
    }

    /// A row of organization_heads.csv.
    pub fn head(&self, entry: EntryId) -> OrganizationHead {
        let row = self.heads[entry.0 as usize];
        OrganizationHead { position: POSITIONS[number(row) % POSITIONS.len()], weak: is_set(row) }
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
