//! Typed readings of the name lexicons: what the actor pass asks of a row, parsed once.
//!
//! The CSV stays the place to edit; here its cells become small enums, so that no cell is parsed for a token of a text.

use super::image::{Packer, Unpacker};
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
#[derive(Debug, Default, PartialEq)]
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

const GENDERS: [Gender; 3] = [Gender::Male, Gender::Female, Gender::Open];
const POSITIONS: [HeadPosition; 3] = [HeadPosition::First, HeadPosition::Last, HeadPosition::Any];

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

    pub(super) fn pack(&self, to: &mut Packer) {
        let gendered = |gender: Gender, common: bool| GENDERS.iter().position(|g| *g == gender).unwrap_or(0) as u8 * 2 + u8::from(common);
        let bytes = |flags: &[bool]| flags.iter().map(|&flag| u8::from(flag)).collect::<Vec<u8>>();
        to.bytes(&self.first_names.iter().map(|name| gendered(name.gender, name.common)).collect::<Vec<u8>>());
        to.bytes(&self.titles.iter().map(|gender| gendered(*gender, false)).collect::<Vec<u8>>());
        let positioned =
            |head: &OrganizationHead| POSITIONS.iter().position(|p| *p == head.position).unwrap_or(0) as u8 * 2 + u8::from(head.weak);
        to.bytes(&self.heads.iter().map(positioned).collect::<Vec<u8>>());
        to.numbers(self.speech.iter().map(|word| word.0));
        to.bytes(&bytes(&self.organizations));
        to.bytes(&bytes(&self.places));
        to.bytes(&bytes(&self.roles));
    }

    pub(super) fn unpack(from: &mut Unpacker<'_>) -> Option<Names> {
        let gender = |byte: u8| GENDERS[(byte >> 1) as usize % GENDERS.len()];
        let position = |byte: u8| POSITIONS[(byte >> 1) as usize % POSITIONS.len()];
        let flag = |byte: u8| byte & 1 == 1;
        let flags = |bytes: &[u8]| bytes.iter().map(|&byte| flag(byte)).collect();
        Some(Names {
            first_names: from.bytes()?.iter().map(|&b| FirstName { gender: gender(b), common: flag(b) }).collect(),
            titles: from.bytes()?.iter().map(|&b| gender(b)).collect(),
            heads: from.bytes()?.iter().map(|&b| OrganizationHead { position: position(b), weak: flag(b) }).collect(),
            speech: from.numbers()?.iter().map(|word| WordId(u32::from_le_bytes(*word))).collect(),
            organizations: flags(from.bytes()?),
            places: flags(from.bytes()?),
            roles: flags(from.bytes()?),
        })
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
