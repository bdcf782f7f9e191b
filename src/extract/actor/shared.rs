//! Names that share a word over "and": "North and South Korea", "Bill and Hillary Clinton", "the Health and Education
//! departments".
//!
//! The first of them is written in part only. Its mention covers the words that are there and carries the whole name, so that it
//! is linked to it.

use std::borrow::Cow;

use super::plain_mention;
use crate::extract::{ActorType, Context, Mention};
use crate::lexicon::{Class, singular};
use crate::text::{Flags, Tag, TokenKind, TokenSpan};

/// Completes the shared names among `mentions`, adding those that are none by themselves; `starts` are the capitals.
pub(super) fn complete<'a>(context: &Context<'a>, starts: &[u32], mentions: &mut Vec<Mention<'a>>) {
    let doc = &context.doc;
    let mut found: Vec<Mention<'a>> = Vec::new();
    for m in mentions.iter() {
        let start = m.tokens.start as usize;
        // Most names stand behind no "and", which one look tells.
        if start < 2 || !matches!(doc.word(start - 1), "and" | "&" | "or") || !doc.token(start - 2).capital() {
            continue;
        }
        let alone = start < 3 || doc.kind(start - 3) != TokenKind::Word || !doc.token(start - 3).capital();
        if !alone || doc.kind(start - 2) != TokenKind::Word {
            continue;
        }
        let whole = match m.kind {
            ActorType::Country | ActorType::Location | ActorType::Group => compass(context, m.tokens),
            ActorType::Person => {
                given(context, m.tokens).map(|name| Mention { canonical: Some(name), ..plain_mention(context, m.tokens, m.kind) })
            }
            _ => None,
        };
        if let Some(whole) = whole {
            let tokens = TokenSpan::new(start - 2, start - 1);
            let roles = Default::default();
            found.push(Mention { span: doc.bytes(tokens), tokens, shared: true, title: None, roles, ..whole });
        }
    }
    departments(context, starts, &mut found);
    for whole in found {
        match mentions.binary_search_by_key(&whole.tokens.start, |m| m.tokens.start) {
            Ok(n) if mentions[n].tokens.end == whole.tokens.end => {
                let old = &mut mentions[n];
                // "Jordan and Hillary Clinton": a country is no first name.
                if old.kind == whole.kind || matches!(old.kind, ActorType::Organization | ActorType::Location) {
                    *old = Mention { title: old.title, roles: old.roles.clone(), ..whole };
                }
            }
            Ok(_) => {}
            Err(n) => {
                let free = n == 0 || mentions[n - 1].tokens.end <= whole.tokens.start;
                if free {
                    mentions.insert(n, whole);
                }
            }
        }
    }
}

/// "North" of "North and South Korea": the lexicon has the whole name.
fn compass<'a>(context: &Context<'a>, right: TokenSpan) -> Option<Mention<'a>> {
    let (doc, lexicon) = (&context.doc, context.lexicon);
    let first = right.start as usize;
    if right.len() < 2 || !direction(doc.word(first)) || !direction(doc.word(first - 2)) {
        return None;
    }
    let mut tokens = [*doc.token(first - 2); 4];
    let length = right.len().min(4);
    for (n, token) in tokens.iter_mut().enumerate().take(length).skip(1) {
        *token = *doc.token(first + n);
    }
    for class in [Class::Country, Class::Nationality, Class::Place] {
        let Some((found, entry)) = lexicon.longest(&tokens[..length], 0, class) else { continue };
        if found != length {
            continue;
        }
        let row = lexicon.row(class, entry);
        let text = |cell: &'a str| Some(Cow::Borrowed(cell)).filter(|c| !c.is_empty());
        let (kind, country, canonical) = match class {
            Class::Country => (ActorType::Country, text(&row.cells[0]), text(&row.entry)),
            Class::Nationality => (ActorType::Group, None, text(&row.cells[0])),
            _ => (ActorType::Location, text(&row.cells[1]), text(&row.entry)),
        };
        return Some(Mention { country, canonical, ..plain_mention(context, right, kind) });
    }
    None
}

fn direction(word: &str) -> bool {
    matches!(word, "North" | "South" | "East" | "West" | "Northern" | "Southern" | "Eastern" | "Western" | "Upper" | "Lower")
}

/// "Bill Clinton" of "Bill and Hillary Clinton": two first names before one surname.
fn given<'a>(context: &Context<'a>, right: TokenSpan) -> Option<Cow<'a, str>> {
    let (doc, lexicon) = (&context.doc, context.lexicon);
    let first = right.start as usize;
    let name = |at: usize| lexicon.is(doc.token(at), Class::FirstName) && !doc.has(at, Flags::UPPER);
    let country = lexicon.is(doc.token(first - 2), Class::Country);
    if right.len() != 2 || !name(first) || !name(first - 2) || country || doc.kind(first + 1) != TokenKind::Word {
        return None;
    }
    // A surname may be a first name too, but then nobody writes it beside the full name of another.
    let surname = first >= 4 && doc.kind(first - 3) == TokenKind::Comma && doc.token(first - 4).capital();
    (!surname).then(|| Cow::Owned([doc.word(first - 2), " ", doc.word(first + 1)].concat()))
}

/// "the Health and Education departments": two bodies, each named by its subject.
fn departments<'a>(context: &Context<'a>, starts: &[u32], found: &mut Vec<Mention<'a>>) {
    let doc = &context.doc;
    for &start in starts {
        let start = start as usize;
        let Some(head) = doc.get(start + 3) else { continue };
        // The subjects have capitals, "and" and the head have none.
        if head.capital() || doc.token(start + 1).capital() || !doc.token(start + 2).capital() || head.kind != TokenKind::Word {
            continue;
        }
        let plural = matches!(doc.word(start + 3), "departments" | "ministries" | "committees" | "commissions" | "agencies");
        if !plural || doc.word(start + 1) != "and" {
            continue;
        }
        let known = |k: usize| context.lexicon.is(doc.token(k), Class::Country) || context.lexicon.is(doc.token(k), Class::Nationality);
        let longer = |k: usize| doc.kind(k) == TokenKind::Word && doc.token(k).capital() && doc.tag(k) != Tag::Det;
        if known(start) || known(start + 2) || start > 0 && longer(start - 1) {
            continue;
        }
        let head = singular(doc.word(start + 3));
        for at in [start, start + 2] {
            let name = [doc.word(at), " ", &head[..1].to_uppercase(), &head[1..]].concat();
            let whole = plain_mention(context, TokenSpan::new(at, at + 1), ActorType::Organization);
            found.push(Mention { canonical: Some(Cow::Owned(name)), shared: true, ..whole });
        }
    }
}
