//! The project's own annotated articles as gold: words quoted there become places in the text.

use std::error::Error;
use std::ops::Range;
use std::path::Path;

use onrecord::run::fixtures::load;
use onrecord::score::{Item, Kind};

use crate::gold::{Article, Spans};

/// Reads every fixture folder under `folder` whose attributions are complete, in the order of their names.
///
/// # Errors
/// A folder that is no fixture, or words that do not stand in their article.
pub fn read(folder: &Path) -> Result<Vec<Article>, Box<dyn Error>> {
    let loaded = load(&[folder.to_path_buf()]);
    if let Some(fault) = loaded.faults.first() {
        return Err(fault.to_string().into());
    }
    let mut articles = Vec::new();
    for gold in loaded.golds.into_iter().filter(|gold| gold.reviewed && gold.kinds.contains(&Kind::Attribution)) {
        let rows = gold.items.iter().filter(|i| i.kind == Kind::Attribution);
        let attributions =
            rows.map(|item| spans(&gold.text, item)).collect::<Result<Vec<_>, _>>().map_err(|e| format!("{}: {e}", gold.id))?;
        articles.push(Article::new(gold.id, gold.text, attributions));
    }
    Ok(articles)
}

fn spans(text: &str, item: &Item) -> Result<Spans, String> {
    let field = |name: &str| item.fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
    let pieces = |name: &str, near: &Range<usize>| {
        field(name).split(" … ").filter(|p| !p.is_empty()).map(|piece| nearest(text, piece, near)).collect::<Result<Vec<_>, _>>()
    };
    // A speaker after a dash or before a colon has no words for a cue: the place is told by the content.
    let content = field("content");
    let near = match &item.span {
        Some(span) => span.clone(),
        None => nearest(text, content.split(" … ").next().unwrap_or(content), &(0..0))?,
    };
    let content = pieces("content", &near)?;
    let source = pieces("source", &near)?;
    let cue = match (&item.span, source.first()) {
        (Some(span), _) => span.clone(),
        (None, Some(source)) => mark(text, source, &near).ok_or_else(|| format!("line {}: no mark beside the source", item.line))?,
        (None, None) => return Err(format!("line {}: neither cue nor source", item.line)),
    };
    let points = |span: &Range<usize>| (text[..span.start].chars().count(), text[..span.end].chars().count());
    Ok(Spans {
        source: source.iter().map(points).collect(),
        cue: vec![points(&cue)],
        content: content.iter().map(points).collect(),
        dontcare: false,
    })
}

/// The colon behind a speaker that stands before the content, or the dash before one that stands behind it.
fn mark(text: &str, source: &Range<usize>, content: &Range<usize>) -> Option<Range<usize>> {
    let is_mark = |c: char| matches!(c, ':' | '-' | '–' | '—');
    if source.start < content.start {
        let at = source.end + text[source.end..content.start].find(is_mark)?;
        return Some(at..at + text[at..].chars().next()?.len_utf8());
    }
    let at = content.end + text[content.end..source.start].rfind(is_mark)?;
    Some(at..at + text[at..].chars().next()?.len_utf8())
}

/// The place of `words` that is nearest to `near`.
fn nearest(text: &str, words: &str, near: &Range<usize>) -> Result<Range<usize>, String> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let ends = |range: &Range<usize>| {
        let inner = |c: char| c.is_alphanumeric();
        (!words.starts_with(inner) || !letter(text[..range.start].chars().next_back()))
            && (!words.ends_with(inner) || !letter(text[range.end..].chars().next()))
    };
    let found = text.match_indices(words).map(|(n, _)| n..n + words.len()).filter(ends);
    let distance = |r: &Range<usize>| r.start.saturating_sub(near.end) + near.start.saturating_sub(r.end);
    found.min_by_key(distance).ok_or_else(|| format!("{words:?} does not stand in the article"))
}
