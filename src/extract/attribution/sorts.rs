//! Sorts: what the head of a phrase is, as far as it matters for who can speak, be asked or be cited.

/// The names of the sorts in the weights table.
pub const SORTS: &[&str] = &[
    "other",
    "person",
    "organization",
    "country",
    "location",
    "group",
    "role",
    "organization-noun",
    "place-noun",
    "calendar",
    "pronoun",
    "relative",
    "document",
    "number",
];

macro_rules! sorts {
    ($($name:ident = $value:expr,)*) => { $(#[allow(missing_docs)] pub const $name: usize = $value;)* };
}
sorts! {
    OTHER = 0, PERSON = 1, ORGANIZATION = 2, COUNTRY = 3, LOCATION = 4, GROUP = 5, ROLE = 6, ORGANIZATION_NOUN = 7, PLACE_NOUN = 8,
    CALENDAR = 9, PRONOUN = 10, RELATIVE = 11, DOCUMENT = 12, NUMBER = 13,
}

/// Those who hold opinions and from whom a saying comes, "them" among them.
pub const SPEAKERS: &[usize] = &[PERSON, ORGANIZATION, COUNTRY, GROUP, ROLE, ORGANIZATION_NOUN, PRONOUN];
/// Those who can be named alone, beside a headline or behind "per".
pub const NAMEABLE: &[usize] = &[PERSON, ORGANIZATION, GROUP, ROLE, ORGANIZATION_NOUN];
/// Those who report what a poll found, in words of their own.
pub const REPORTERS: &[usize] = &[PERSON, ORGANIZATION, ORGANIZATION_NOUN, PRONOUN];
/// Those who think and say inside what another says.
pub const THINKERS: &[usize] = &[PERSON, GROUP, ROLE, ORGANIZATION_NOUN];
/// Those who can be cited, documents among them.
pub const CITABLE: &[usize] = &[PERSON, ORGANIZATION, COUNTRY, LOCATION, GROUP, ROLE, ORGANIZATION_NOUN, DOCUMENT];
