//! The user's alias file as data: what a row can ask for, and its faults.

use super::{DataError, Row};

/// What a row of aliases.csv asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AliasAction {
    /// The actor so named and the one of the column `actor` are one, called as the column says.
    Merge,
    /// Mentions so written are an actor of their own.
    Split,
    /// The actor so named is called as the column `actor` says.
    Rename,
    /// What is so named is no actor.
    Drop,
}

const TYPES: [&str; 6] = ["", "person", "organization", "country", "location", "group"];

impl AliasAction {
    /// The action of a row; an empty cell is a merge.
    pub fn of(row: &Row) -> Option<AliasAction> {
        Some(match &*row.cells[0] {
            "" | "merge" => AliasAction::Merge,
            "split" => AliasAction::Split,
            "rename" => AliasAction::Rename,
            "drop" => AliasAction::Drop,
            _ => return None,
        })
    }
}

/// Checks the rows of the alias file.
///
/// # Errors
/// An unknown action or type, a merge or rename without a name, a merge into a name that is itself merged away.
pub(super) fn check(rows: &[Row]) -> Result<(), DataError> {
    let mut merged = std::collections::HashMap::with_capacity(rows.len());
    for row in rows {
        let (actor, kind) = (&*row.cells[1], &*row.cells[2]);
        let action = AliasAction::of(row)
            .ok_or_else(|| row.error(format!("action is {:?}; it must be merge, split, rename, drop or empty (merge)", &*row.cells[0])))?;
        match action {
            AliasAction::Merge | AliasAction::Rename if actor.is_empty() => {
                return Err(row.error(format!("{:?} has no actor; name the actor that it belongs to in the column `actor`", &*row.entry)));
            }
            AliasAction::Drop if !actor.is_empty() || !kind.is_empty() => {
                return Err(row.error("a dropped name has no actor and no type; leave both cells empty"));
            }
            AliasAction::Merge if actor != &*row.entry => {
                merged.insert(&*row.entry, row);
            }
            _ => {}
        }
        if !TYPES.contains(&kind) {
            return Err(row.error(format!("type is {kind:?}; it must be {} or empty", TYPES[1..].join(", "))));
        }
    }
    for row in merged.values() {
        if let Some(other) = merged.get(&*row.cells[1]) {
            return Err(row.error(format!(
                "{:?} is itself merged into {:?} in line {}; name that actor here too",
                &*row.cells[1], &*other.cells[1], other.line
            )));
        }
    }
    Ok(())
}
