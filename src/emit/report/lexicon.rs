//! The lexicon rows behind the extractions of a record, for the card of the report.

use serde_json::Value;

use super::compact::{Lexicon, items};
use crate::emit::explain::words::{OF_ACTORS, OF_ATTRIBUTIONS, OF_CLAIMS, entries};
use crate::extract::Context;
use crate::lexicon::Class;
use crate::text::ByteSpan;

/// Finds the rows of `record`, whose text `context` is of.
pub fn lexicon_rows(context: &Context<'_>, record: &Value) -> Lexicon {
    let text = context.doc.text;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let span = |from: &Value, to: &Value| {
        let at = |place: &Value| bytes.get(place.as_u64()? as usize).copied();
        Some(ByteSpan::new(at(from)?, at(to)?.max(at(from)?)))
    };
    let rows = |spans: Vec<Option<ByteSpan>>, classes: &[Class]| -> Vec<String> {
        spans.into_iter().flatten().flat_map(|span| entries(context, span, classes)).collect()
    };
    let spans_of = |spans: &Value| spans.as_array().into_iter().flatten().map(|s| span(&s[0], &s[1])).collect::<Vec<_>>();
    let claims = items(record, "claims").map(|c| rows(vec![span(&c["start"], &c["end"])], OF_CLAIMS)).collect();
    let attributions = items(record, "attributions")
        .map(|a| rows([spans_of(&a["cue"]["spans"]), spans_of(&a["source"]["spans"])].concat(), OF_ATTRIBUTIONS))
        .collect();
    let actors = items(record, "actors")
        .map(|a| rows(items(a, "mentions").take(1).map(|m| span(&m["start"], &m["end"])).collect(), OF_ACTORS))
        .collect();
    Lexicon { claims, attributions, actors }
}
