//! The lexicon rows that stand behind a finding: which words of a span the lexicon knows, and in which file and line.

use crate::extract::Context;
use crate::lexicon::Class;
use crate::text::ByteSpan;

/// What the passes ask the lexicon about numbers.
pub(in crate::emit) const OF_CLAIMS: &[Class] = &[
    Class::Number,
    Class::Comparator,
    Class::Currency,
    Class::Unit,
    Class::Change,
    Class::Event,
    Class::Outcome,
    Class::Label,
    Class::Clock,
    Class::NumberIdiom,
];

/// What they ask about cues and sources.
pub(in crate::emit) const OF_ATTRIBUTIONS: &[Class] =
    &[Class::Cue, Class::CueNoun, Class::CueWord, Class::Role, Class::OrganizationNoun, Class::DocumentNoun, Class::Title];

/// What they ask about names.
pub(in crate::emit) const OF_ACTORS: &[Class] = &[
    Class::Country,
    Class::Nationality,
    Class::FirstName,
    Class::Title,
    Class::OrganizationHead,
    Class::OrganizationSuffix,
    Class::Organization,
    Class::PlaceHead,
    Class::Group,
    Class::Place,
    Class::Surname,
    Class::NameParticle,
    Class::NotName,
    Class::ThingHead,
];

/// How many rows are told of one finding.
const MOST: usize = 6;

/// The rows of `classes` that the words of `span` stand in, as "file:line entry", each once, in text order.
pub(in crate::emit) fn entries(context: &Context<'_>, span: ByteSpan, classes: &[Class]) -> Vec<String> {
    let tokens = context.doc.tokens();
    let (mut at, end) = (context.doc.token_at(span.start as usize), span.end);
    let mut found: Vec<String> = Vec::new();
    while at < tokens.len() && tokens[at].start < end {
        for &class in classes {
            let Some((length, entry)) = context.lexicon.longest(tokens, at, class) else { continue };
            if length == 0 || tokens[at + length - 1].end > end {
                continue;
            }
            let row = context.lexicon.row(class, entry);
            let origin = row.origin.strip_prefix("built in ").unwrap_or(&row.origin);
            let words = &context.doc.text[tokens[at].start as usize..tokens[at + length - 1].end as usize];
            let said = format!("“{words}” {origin}:{}", row.line);
            if !found.contains(&said) {
                found.push(said);
            }
        }
        at += 1;
    }
    if found.len() > MOST {
        let more = found.len() - MOST;
        found.truncate(MOST);
        found.push(format!("and {more} more"));
    }
    found
}
