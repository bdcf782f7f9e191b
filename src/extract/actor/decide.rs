//! From candidates to decisions: every distinct name of the document is decided once, from all that was seen of it.
//!
//! A first round decides from the evidence of each name. A second lets the decided names help the others: the surname of a
//! known person, the acronym of a known organisation, a part of a longer name.

use super::context::Witness;
use super::evidence::{ActorRules, Evidence, Gathered, Outcome};
use super::parse::Piece;
use crate::lexicon::{Class, IntMap};
use crate::text::{Flags, TokenKind, TokenSpan};

/// A distinct name of the document.
#[derive(Debug)]
pub(super) struct Name {
    pub gathered: Gathered,
    pub outcome: Outcome,
    /// A piece that is this name.
    pub piece: usize,
}

/// All names of a document with the name of each piece.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub names: Vec<Name>,
    pub of_piece: Vec<u32>,
    by_key: IntMap<u32, u32>,
}

impl Names {
    /// Gathers the evidence of all pieces and decides.
    pub fn of(pieces: &[Piece], witness: &Witness<'_, '_>, rules: &ActorRules) -> Names {
        let mut names = Names::default();
        for (n, piece) in pieces.iter().enumerate() {
            let key = witness.key(piece.tokens);
            let id = *names.by_key.entry(key).or_insert(names.names.len() as u32);
            if id as usize == names.names.len() {
                let mut gathered = Gathered::default();
                witness.own(piece, &mut gathered);
                names.names.push(Name { gathered, outcome: Outcome::None, piece: n });
            }
            names.of_piece.push(id);
            let gathered = &mut names.names[id as usize].gathered;
            witness.place(piece, gathered);
            witness.around(piece, gathered);
        }
        for name in &mut names.names {
            name.outcome = decide(name.gathered, rules);
        }
        names.second(pieces, witness, rules);
        names
    }

    fn second(&mut self, pieces: &[Piece], witness: &Witness<'_, '_>, rules: &ActorRules) {
        // The tails and heads of persons' names; the acronyms and inner words of organisations' names.
        let mut parts: IntMap<u32, Evidence> = IntMap::default();
        for name in &self.names {
            let piece = &pieces[name.piece];
            if piece.known.is_some_and(|k| k.class != Class::Organization) {
                continue;
            }
            let (start, end) = (piece.tokens.start as usize, piece.tokens.end as usize);
            match name.outcome {
                Outcome::Person if end - start > 1 => {
                    for k in start + 1..end {
                        if witness.name_word(k) {
                            parts.insert(witness.key(TokenSpan::new(k, end)), Evidence::Surname);
                        }
                    }
                    if witness.given(start) {
                        parts.entry(witness.key(TokenSpan::new(start, start + 1))).or_insert(Evidence::PartOfPerson);
                    }
                }
                Outcome::Organization if end - start > 1 => {
                    for key in witness.acronyms(piece.tokens).into_iter().flatten() {
                        parts.entry(key).or_insert(Evidence::AcronymOf);
                    }
                    for k in start..end {
                        for to in k + 1..=end {
                            if to - k < end - start && witness.name_word(k) && witness.short_form(piece.tokens, k, to) {
                                parts.entry(witness.key(TokenSpan::new(k, to))).or_insert(Evidence::ShortForm);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        if parts.is_empty() {
            return;
        }
        for (&key, &id) in &self.by_key {
            if let Some(&evidence) = parts.get(&key) {
                let name = &mut self.names[id as usize];
                let piece = &pieces[name.piece];
                if piece.known.is_some_and(|k| k.class != Class::Organization) {
                    continue;
                }
                // "the Commission" is short for a name, "Commission" at the start of a sentence is not.
                let single = piece.tokens.len() == 1 && witness.parse.common(piece.tokens.start as usize);
                let stands = name.gathered.has(Evidence::Article) && name.gathered.has(Evidence::CapitalElsewhere);
                if evidence == Evidence::ShortForm && single && !stands {
                    continue;
                }
                name.gathered.add(evidence);
                name.outcome = decide(name.gathered, rules);
            }
        }
    }
}

/// The outcome with the most points; nothing wins a draw.
fn decide(gathered: Gathered, rules: &ActorRules) -> Outcome {
    let points = gathered.points(rules);
    let mut best = Outcome::None;
    for outcome in Outcome::ALL {
        if points[outcome as usize] > points[best as usize] {
            best = outcome;
        }
    }
    best
}

impl Witness<'_, '_> {
    /// Equal names have equal keys: the words without stops.
    pub fn key(&self, tokens: TokenSpan) -> u32 {
        let doc = &self.parse.scan.context.doc;
        tokens
            .range()
            .filter(|&k| doc.kind(k) != TokenKind::Period)
            .fold(0x811c_9dc5, |hash: u32, k| (hash.rotate_left(5) ^ doc.token(k).hash).wrapping_mul(0x9e37_79b1))
    }

    /// A word that can stand alone for the name: no particle, no stop.
    pub fn name_word(&self, at: usize) -> bool {
        let doc = &self.parse.scan.context.doc;
        doc.kind(at) == TokenKind::Word && doc.token(at).width() > 1
    }

    /// Keys of the acronyms of a name: its capitals, with and without those behind "and".
    pub fn acronyms(&self, tokens: TokenSpan) -> [Option<u32>; 2] {
        let doc = &self.parse.scan.context.doc;
        let mut letters = [0u8; 12];
        let mut count = 0;
        for k in tokens.range() {
            let word = doc.word(k).as_bytes();
            if doc.kind(k) == TokenKind::Word && word[0].is_ascii_uppercase() && count < letters.len() {
                letters[count] = word[0];
                count += 1;
            }
        }
        let key = |letters: &[u8]| {
            let text = std::str::from_utf8(letters).unwrap_or_default();
            (0x811c_9dc5u32.rotate_left(5) ^ crate::text::fold_hash(text)).wrapping_mul(0x9e37_79b1)
        };
        [(count >= 2).then(|| key(&letters[..count])), (count >= 3).then(|| key(&letters[1..count]))]
    }

    /// A word that can be a first name: not all capitals.
    pub fn given(&self, at: usize) -> bool {
        !self.parse.scan.context.doc.has(at, Flags::UPPER) && self.name_word(at)
    }

    /// "the Commission" of "European Commission", "Halden" of "Halden Marine": the closing word when it is one of organisations, the
    /// first word when it is no common one, several words unless they are a person's name.
    pub fn short_form(&self, tokens: TokenSpan, from: usize, to: usize) -> bool {
        let doc = &self.parse.scan.context.doc;
        let lexicon = self.parse.scan.context.lexicon;
        if !(from..to).all(|k| doc.kind(k) == TokenKind::Word) {
            return false;
        }
        let given = lexicon.is(doc.token(from), Class::FirstName);
        match to - from {
            1 if from == tokens.start as usize => !self.parse.common(from) && !given || self.parse.scan.closing_head(from),
            1 => self.parse.scan.closing_head(from) && doc.token(from).width() > 3,
            _ => !given && doc.token(from).capital() && doc.token(to - 1).capital(),
        }
    }
}
