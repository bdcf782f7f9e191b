//! Names in lines whose capitals say nothing: headlines in Title Case, lines in capitals.
//!
//! There only what is known counts: the names that the running text decided, and the countries, places and organisations of the
//! lexicon that no common word could be.

use super::context::Witness;
use super::decide::Names;
use super::evidence::{ActorRules, Outcome};
use super::parse::{Known, Piece};
use crate::lexicon::Class;
use crate::text::{Flags, TokenKind, TokenSpan};

/// The longest name looked for, in tokens.
const LONGEST: usize = 6;
/// The entries that are taken from the lexicon, the surest first.
const KNOWN: [Class; 5] = [Class::Country, Class::Nationality, Class::Group, Class::Organization, Class::Place];

/// Finds the names of one line and hands each with the number of its name to `found`.
pub(super) fn line(witness: &Witness<'_, '_>, names: &mut Names, rules: &ActorRules, tokens: TokenSpan, mut found: impl FnMut(Piece, u32)) {
    let doc = &witness.parse.scan.context.doc;
    let (mut at, end) = (tokens.start as usize, tokens.end as usize);
    while at < end {
        if !witness.parse.scan.begins(at) {
            at += 1;
            continue;
        }
        let known = entry(witness, at, end);
        let own = (1..=LONGEST.min(end - at)).rev().find_map(|length| {
            let span = TokenSpan::new(at, at + length);
            let id = names.find(witness.key(span)).filter(|_| doc.kind(at + length - 1) == TokenKind::Word)?;
            let alone = length > 1 || !witness.parse.common(at) || names.names[id as usize].outcome == Outcome::Person;
            (alone && names.names[id as usize].outcome != Outcome::None).then_some((length, id))
        });
        let make = |length: usize, known| Piece {
            tokens: TokenSpan::new(at, at + length),
            known,
            title: None,
            article: false,
            first: true,
            place_and_name: false,
        };
        at += match (own, known) {
            (Some((length, id)), known) if known.is_none_or(|(n, _)| n <= length) => {
                found(make(length, known.filter(|(n, _)| *n == length).map(|(_, k)| k)), id);
                length
            }
            (_, Some((length, known))) => {
                let piece = make(length, Some(known));
                let id = names.add(&piece, witness, rules);
                found(piece, id);
                length
            }
            _ => 1,
        };
    }
}

/// The longest entry at `at` that is a name whatever its capitals.
fn entry(witness: &Witness<'_, '_>, at: usize, end: usize) -> Option<(usize, Known)> {
    let doc = &witness.parse.scan.context.doc;
    let lexicon = witness.parse.scan.context.lexicon;
    let mut best: Option<(usize, Known)> = None;
    for class in KNOWN {
        let Some((length, entry)) = witness.parse.scan.hits.longest(at, class) else { continue };
        let token = doc.token(at);
        let doubtful = length == 1
            && (witness.parse.common(at) || lexicon.is(token, Class::FirstName) || token.flags.has(Flags::UPPER) && token.width() <= 4);
        let sure = !doubtful || matches!(class, Class::Country | Class::Nationality) && token.width() > 4;
        if at + length <= end && sure && best.is_none_or(|(n, _)| length > n) {
            best = Some((length, Known { class, entry }));
        }
    }
    best
}
