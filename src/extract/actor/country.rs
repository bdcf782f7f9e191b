//! The country of an institution that many countries have.
//!
//! "Senate" and "Coast Guard" stand in the lexicon as short forms of one country's institution, whose full form has the country
//! in it. Written without it they are that country's only where the text speaks of that country more than of any other.

use std::cell::OnceCell;

use super::hits::Hits;
use crate::extract::Context;
use crate::lexicon::{Class, Row};
use crate::text::TokenSpan;

/// True when the lexicon has the words of the mention with a country before them: other countries have such a body too.
pub(super) fn many_have(context: &Context<'_>, tokens: TokenSpan, row: &Row) -> bool {
    let text = context.doc.slice(context.doc.bytes(tokens));
    let with_country = |form: &str| {
        let before = form.strip_suffix(text).and_then(|b| b.strip_suffix(' '));
        before.is_some_and(|b| {
            let lexicon = context.lexicon;
            lexicon.entry_of(b.trim_end_matches('.'), Class::Country).is_some()
                || lexicon.entry_of(b, Class::Nationality).is_some()
                || b == "U.S."
        })
    };
    with_country(&row.entry) || row.list(1).any(with_country)
}

/// "CBI", "NDP": letters that bodies of several countries bear are one country's only where the text is about that country.
pub(super) fn of_letters<'a>(context: &Context<'a>, tokens: TokenSpan, spoken_of: &Spoken<'a>, hits: &Hits) -> Option<Option<&'a str>> {
    if tokens.len() != 1 {
        return None;
    }
    let row = context.lexicon.row(Class::Letters, context.lexicon.entry(context.doc.token(tokens.start as usize), Class::Letters)?);
    let mut bearers = row.list(0).filter(|code| spoken_of.of(code, context, hits));
    Some(bearers.next().filter(|_| bearers.next().is_none()))
}

/// How often the document names each country, its people and its places, by country code; counted when first asked.
#[derive(Debug, Default)]
pub(super) struct Spoken<'a> {
    counts: OnceCell<Vec<(&'a str, usize)>>,
}

impl<'a> Spoken<'a> {
    /// True when the document names the country of this code, and no other more often.
    pub fn of(&self, code: &str, context: &Context<'a>, hits: &Hits) -> bool {
        let counts = self.counts.get_or_init(|| count(context, hits));
        let own = counts.iter().find(|(c, _)| *c == code).map_or(0, |c| c.1);
        own > 0 && counts.iter().all(|c| c.1 <= own)
    }
}

fn count<'a>(context: &Context<'a>, hits: &Hits) -> Vec<(&'a str, usize)> {
    const NAMED: u64 = Class::Country.bit() | Class::Nationality.bit() | Class::Place.bit();
    let lexicon = context.lexicon;
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for &at in &hits.starts {
        let Some((class, _, entry)) = hits.at(at as usize, NAMED).max_by_key(|hit| hit.1) else { continue };
        let row = lexicon.row(class, entry);
        let code = match class {
            Class::Country => row.cells[0].as_str(),
            Class::Place => row.cells[1].as_str(),
            _ => {
                let country = lexicon.country(&row.cells[0]);
                country.map_or("", |e| lexicon.row(Class::Country, e).cells[0].as_str())
            }
        };
        match counts.iter_mut().find(|(c, _)| *c == code) {
            Some((_, count)) => *count += 1,
            None if code.is_empty() => {}
            None => counts.push((code, 1)),
        }
    }
    counts
}
