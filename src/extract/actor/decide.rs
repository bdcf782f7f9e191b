//! From candidates to decisions: every distinct name of the document is decided once, from all that was seen of it.
//!
//! A first round decides from the evidence of each name. A second lets the decided names help the others: the surname of a
//! known person, the acronym of a known organisation, a part of a longer name.

use smallvec::SmallVec;

use super::context::Witness;
use super::evidence::{ActorRules, Evidence, Gathered, Outcome};
use super::parse::Piece;
use crate::lexicon::{Class, IntMap, int_map};
use crate::text::{Flags, TokenKind, TokenSpan};

/// A distinct name of the document.
#[derive(Debug)]
pub(super) struct Name {
    pub gathered: Gathered,
    pub outcome: Outcome,
    /// The evidence that gave the outcome the most.
    pub decisive: Evidence,
    /// A piece that is this name.
    pub piece: usize,
}

/// All names of a document with the name of each piece.
#[derive(Debug)]
pub(super) struct Names {
    pub names: Vec<Name>,
    pub of_piece: Vec<u32>,
    by_key: IntMap<u32, u32>,
}

impl Names {
    /// Gathers the evidence of all pieces and decides.
    pub fn of(pieces: &[Piece], witness: &Witness<'_, '_>, rules: &ActorRules) -> Names {
        let mut names =
            Names { names: Vec::with_capacity(pieces.len()), of_piece: Vec::with_capacity(pieces.len()), by_key: int_map(pieces.len()) };
        for (n, piece) in pieces.iter().enumerate() {
            let key = witness.key(piece.tokens) ^ witness.twin(piece);
            let id = *names.by_key.entry(key).or_insert(names.names.len() as u32);
            if id as usize == names.names.len() {
                let mut gathered = Gathered::default();
                witness.own(piece, &mut gathered);
                names.names.push(Name { gathered, outcome: Outcome::None, decisive: Evidence::UnknownWord, piece: n });
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
        for name in names.names.iter_mut().filter(|n| n.outcome != Outcome::None) {
            name.decisive = name.gathered.decisive(rules, name.outcome).unwrap_or(Evidence::UnknownWord);
        }
        names
    }

    /// The number of the name of the same words.
    pub fn find(&self, key: u32) -> Option<u32> {
        self.by_key.get(&key).copied()
    }

    /// The number of a piece's name, made if it is new.
    pub fn add(&mut self, piece: &Piece, witness: &Witness<'_, '_>, rules: &ActorRules) -> u32 {
        let next = self.names.len() as u32;
        let id = *self.by_key.entry(witness.key(piece.tokens) ^ witness.twin(piece)).or_insert(next);
        if id == next {
            let mut gathered = Gathered::default();
            witness.own(piece, &mut gathered);
            let outcome = decide(gathered, rules);
            let decisive = gathered.decisive(rules, outcome).unwrap_or(Evidence::UnknownWord);
            self.names.push(Name { gathered, outcome, decisive, piece: usize::MAX });
        }
        id
    }

    /// Lets the names that several words decided help the names that are a part or an acronym of them.
    fn second(&mut self, pieces: &[Piece], witness: &Witness<'_, '_>, rules: &ActorRules) {
        // The words of the longer names, so that a short name finds the names that hold it; their acronyms beside.
        let mut words: SmallVec<[(u32, u32, u32); 64]> = SmallVec::new();
        let mut acronyms: SmallVec<[u32; 32]> = SmallVec::new();
        for (n, name) in self.names.iter().enumerate() {
            let piece = &pieces[name.piece];
            let named = matches!(name.outcome, Outcome::Person | Outcome::Organization);
            if !named || piece.tokens.len() < 2 || piece.known.is_some_and(|k| k.class != Class::Organization) {
                continue;
            }
            words.extend(piece.tokens.range().map(|k| (witness.hash(k), n as u32, k as u32)));
            if name.outcome == Outcome::Organization {
                acronyms.extend(witness.acronyms(piece.tokens).into_iter().flatten());
            }
        }
        if words.is_empty() {
            return;
        }
        // In the order of what they and the words behind them are, so that all names with the same words in a row stand together.
        let rest = |&(_, holder, at): &(u32, u32, u32)| {
            (at as usize + 1..pieces[self.names[holder as usize].piece].tokens.end as usize).map(|k| witness.hash(k))
        };
        words.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| rest(a).cmp(rest(b))));
        acronyms.sort_unstable();
        for n in 0..self.names.len() {
            let piece = &pieces[self.names[n].piece];
            let place = piece.known.is_some_and(|k| matches!(k.class, Class::Place | Class::Country));
            if piece.known.is_some_and(|k| k.class != Class::Organization) && !(place && self.names[n].gathered.placeless()) {
                continue;
            }
            let Some(evidence) = self.part_of(n, pieces, witness, &words, &acronyms) else { continue };
            // "Paris said" of Valeria Paris, whom a first name or a title makes a person; "in Paris" is the city.
            if place && evidence != Evidence::Surname {
                continue;
            }
            // "the Commission" is short for a name, "Commission" at the start of a sentence is not.
            let name = &mut self.names[n];
            let single = piece.tokens.len() == 1 && witness.parse.common(piece.tokens.start as usize);
            let stands = name.gathered.has(Evidence::Article) && name.gathered.has(Evidence::CapitalElsewhere)
                || name.gathered.has(Evidence::Subject);
            if evidence == Evidence::ShortForm && single && !stands {
                continue;
            }
            name.gathered.add(evidence);
            name.outcome = decide(name.gathered, rules);
        }
    }

    /// What part of a longer name the name `n` is: persons' surnames and first names before the rest.
    fn part_of(
        &self,
        n: usize,
        pieces: &[Piece],
        witness: &Witness<'_, '_>,
        words: &[(u32, u32, u32)],
        acronyms: &[u32],
    ) -> Option<Evidence> {
        let tokens = pieces[self.names[n].piece].tokens;
        let (start, length) = (tokens.start as usize, tokens.len());
        let first = witness.hash(start);
        let order = |&(word, holder, at): &(u32, u32, u32)| {
            let end = pieces[self.names[holder as usize].piece].tokens.end as usize;
            word.cmp(&first).then_with(|| {
                let rest = (at as usize + 1..end).take(length - 1).map(|k| witness.hash(k));
                rest.cmp((start + 1..start + length).map(|k| witness.hash(k)))
            })
        };
        let from = words.partition_point(|w| order(w).is_lt());
        let mut best: Option<Evidence> = None;
        for &(_, holder, at) in words[from..].iter().take_while(|w| order(w).is_eq()) {
            let whole = pieces[self.names[holder as usize].piece].tokens;
            let (at, end) = (at as usize, at as usize + length);
            if holder as usize == n || length >= whole.len() {
                continue;
            }
            let found = match self.names[holder as usize].outcome {
                Outcome::Person if end == whole.end as usize && witness.name_word(at) => {
                    let holder = self.names[holder as usize].gathered;
                    let place = pieces[self.names[n].piece].known.is_some_and(|k| k.class != Class::Organization);
                    let bearer = whole.len() == 2 && (holder.has(Evidence::FirstName) || holder.has(Evidence::Title));
                    (!place || bearer).then_some(Evidence::Surname)
                }
                Outcome::Person if at == whole.start as usize && length == 1 && witness.given(start) => Some(Evidence::PartOfPerson),
                Outcome::Organization
                    if witness.name_word(at)
                        && (witness.short_form(whole, at, end)
                            || at == whole.start as usize && self.names[n].gathered.has(Evidence::Subject)) =>
                {
                    Some(Evidence::ShortForm)
                }
                _ => None,
            };
            if found.is_some_and(|f| best.is_none_or(|b| f < b)) {
                best = found;
            }
        }
        best.or_else(|| (length == 1 && acronyms.binary_search(&witness.key(tokens)).is_ok()).then_some(Evidence::AcronymOf))
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
    /// The hash of a token's word.
    fn hash(&self, at: usize) -> u32 {
        self.parse.scan.context.doc.token(at).hash
    }

    /// Equal names have equal keys: the words without stops.
    pub fn key(&self, tokens: TokenSpan) -> u32 {
        let doc = &self.parse.scan.context.doc;
        tokens
            .range()
            .filter(|&k| doc.kind(k) != TokenKind::Period)
            .fold(0x811c_9dc5, |hash: u32, k| (hash.rotate_left(5) ^ doc.token(k).hash).wrapping_mul(0x9e37_79b1))
    }

    /// What keeps the place of a name apart from the company of the same name: the Amazon from Amazon.
    fn twin(&self, piece: &Piece) -> u32 {
        let place = piece.known.is_some_and(|k| k.class == Class::Place) && piece.tokens.len() == 1;
        let token = self.parse.scan.context.doc.token(piece.tokens.start as usize);
        if place && self.parse.scan.context.lexicon.is(token, Class::Organization) { 0x7f4a_7c15 } else { 0 }
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
