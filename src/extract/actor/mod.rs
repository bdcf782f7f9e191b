//! The actor pass: the names of persons, organisations, places, countries and groups.
//!
//! Finding capitals is nearly free; refusing, typing and bounding them is the work. `scan` collects runs of capitals, `parse`
//! splits them into candidates, `context` gathers the evidence for each, `decide` adds it up over the document, and what is
//! left here is to write the mentions down.

mod context;
mod country;
mod decide;
mod evidence;
mod hits;
mod memory;
mod own;
mod parse;
mod plain;
mod roles;
mod scan;
mod shared;
mod title;

use std::borrow::Cow;

use smallvec::SmallVec;

pub use evidence::ActorRules;

use crate::extract::{ActorType, Context, Mention};
use crate::lexicon::Class;
use crate::text::{Tag, TokenKind, TokenSpan, Zone};
use context::Witness;
use country::Spoken;
use decide::{Name, Names};
use evidence::Evidence;
use hits::Hits;
use memory::Memory;
use parse::{Parse, Piece};
use scan::Scan;

/// Finds the names, in text order.
pub fn extract<'a>(context: &Context<'a>) -> Vec<Mention<'a>> {
    let doc = &context.doc;
    let plain: SmallVec<[bool; 128]> = doc.analysis.sentences.iter().map(|s| capitals_mean_nothing(context, s.tokens)).collect();
    let memory = Memory::of(doc, context.lexicon.vocabulary().len(), &plain);
    let hits = Hits::of(doc, context.lexicon);
    let parse = Parse { scan: Scan { context, hits: &hits }, memory: &memory };
    let witness = Witness { parse };
    let mut pieces = Vec::with_capacity(hits.starts.len());
    let mut done = 0;
    for &start in &hits.starts {
        let start = start as usize;
        if start < done || plain[doc.sentence_index(start)] || !parse.scan.begins(start) {
            continue;
        }
        done = parse.scan.run(start);
        parse.run(start, done, &mut |piece| pieces.push(piece));
    }
    let rules = &context.rules.actor;
    let mut names = Names::of(&pieces, &witness, rules);
    let spoken_of = Spoken::default();
    let mut mentions: Vec<Mention<'a>> = Vec::with_capacity(pieces.len());
    let named = pieces.iter().zip(&names.of_piece);
    mentions.extend(named.filter_map(|(piece, &id)| mention(&witness, &spoken_of, piece, &names.names[id as usize])));
    let spoken = mentions.len();
    for (sentence, _) in doc.analysis.sentences.iter().zip(&plain).filter(|(_, plain)| **plain) {
        let mut found = Vec::new();
        plain::line(&witness, &mut names, rules, sentence.tokens, |piece, id| found.push((piece, id)));
        mentions.extend(found.iter().filter_map(|(piece, id)| mention(&witness, &spoken_of, piece, &names.names[*id as usize])));
    }
    if mentions.len() > spoken {
        mentions.sort_by_key(|m| m.tokens.start);
    }
    shared::complete(context, &hits.starts, &mut mentions);
    roles::fill(context, &mut mentions);
    hits.keep();
    mentions
}

/// A mention with nothing but its place and type.
fn plain_mention<'a>(context: &Context<'a>, tokens: TokenSpan, kind: ActorType) -> Mention<'a> {
    Mention {
        span: context.doc.bytes(tokens),
        tokens,
        kind,
        country: None,
        canonical: None,
        shared: false,
        title: None,
        roles: SmallVec::new(),
        rule: context.rules.actor.id(Evidence::SharedName),
    }
}

/// A headline in Title Case or a line in capitals: what is a name there only the rest of the document tells.
fn capitals_mean_nothing(context: &Context<'_>, tokens: TokenSpan) -> bool {
    let doc = &context.doc;
    let headline = doc.paragraph(tokens.start as usize).zone != Zone::Body;
    // A line in capitals begins with one.
    let mut words = tokens.range().map(|k| doc.token(k)).filter(|t| t.kind == TokenKind::Word).take(3);
    // So does a headline that stands as a sentence, which has no stop.
    let stopped = doc.kind(tokens.end as usize - 1) != TokenKind::Word;
    if !headline && stopped && !words.any(|t| t.flags.has(crate::text::Flags::UPPER)) {
        return false;
    }
    let (mut capital, mut lower, mut upper) = (0, 0, 0);
    for t in tokens.range().map(|k| doc.token(k)).filter(|t| t.kind == TokenKind::Word && t.width() > 3) {
        if t.capital() {
            capital += 1;
        } else if !matches!(t.tag, Tag::Prep | Tag::Conj | Tag::Det | Tag::Sub) {
            lower += 1;
        }
        upper += usize::from(t.flags.has(crate::text::Flags::UPPER));
    }
    (upper >= 4 && upper * 4 > (capital + lower) * 3)
        || (!stopped && upper >= 3 && upper == capital && lower == 0)
        || ((headline || !stopped) && capital >= 4 && lower == 0)
}

fn mention<'a>(witness: &Witness<'_, 'a>, spoken_of: &Spoken<'a>, piece: &Piece, name: &Name) -> Option<Mention<'a>> {
    let context = witness.parse.scan.context;
    let mut kind = name.outcome.actor_type()?;
    // A common word that is short for an organisation is so only with its article or where it stands as a name does.
    let lexicon = context.lexicon;
    if piece.first && piece.tokens.len() == 1 && !piece.article && name.gathered.has(Evidence::ShortForm) {
        let token = context.doc.token(piece.tokens.start as usize);
        let common = lexicon.is(token, Class::CommonWord) || !lexicon.info(token).tags.is_empty();
        if common && !witness.subject(piece) {
            return None;
        }
    }
    let (mut country, mut canonical) = (None, None);
    if let Some(known) = piece.known {
        let row = lexicon.row(known.class, known.entry);
        match known.class {
            Class::Country if kind == ActorType::Location => {
                kind = ActorType::Country;
                country = Some(Cow::Borrowed(row.cells[0].as_str()));
                canonical = Some(Cow::Borrowed(row.entry.as_str()));
            }
            Class::Nationality if kind == ActorType::Group => {
                canonical = Some(Cow::Borrowed(row.cells[0].as_str()));
            }
            Class::Organization if kind == ActorType::Organization => {
                let code = row.cells[3].as_str();
                let hits = witness.parse.scan.hits;
                let own = match country::of_letters(context, piece.tokens, spoken_of, hits) {
                    Some(told) => told,
                    None if code.is_empty() || !country::many_have(context, piece.tokens, row) => Some(code),
                    None => Some(code).filter(|c| spoken_of.of(c, context, hits)),
                };
                country = own.filter(|c| !c.is_empty()).map(Cow::Borrowed);
            }
            Class::Place if kind == ActorType::Location => {
                country = Some(Cow::Borrowed(row.cells[1].as_str())).filter(|c| !c.is_empty());
            }
            _ => {}
        }
    }
    Some(Mention {
        country,
        canonical,
        title: piece.title,
        rule: context.rules.actor.id(name.decisive),
        ..plain_mention(context, piece.tokens, kind)
    })
}
