//! Gold attributions in tokens.

use serde::{Deserialize, Serialize};

use onrecord::extract::Context;
use onrecord::score::HEAD_ENDS;
use onrecord::text::TokenKind;

/// One article of the gold.
#[derive(Deserialize, Serialize)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its attributions.
    pub attributions: Vec<Spans>,
    /// How much its decisions count.
    #[serde(skip)]
    pub weight: f32,
    /// The number of the gold that it comes from.
    #[serde(skip)]
    pub origin: usize,
}

/// An attribution in code points.
#[derive(Deserialize, Serialize)]
pub struct Spans {
    /// The source; empty when there is none.
    pub source: Vec<(usize, usize)>,
    /// The cue.
    pub cue: Vec<(usize, usize)>,
    /// The content.
    pub content: Vec<(usize, usize)>,
    /// Neither required nor punished.
    #[serde(default)]
    pub dontcare: bool,
}

/// An attribution in word tokens.
pub struct Known {
    /// Words of the source.
    pub source: Vec<usize>,
    /// The source's head.
    pub head: Option<usize>,
    /// Words of the cue; for a cue of marks alone the marks.
    pub cue: Vec<usize>,
    /// Words of the content.
    pub content: Vec<usize>,
    /// Neither required nor punished.
    pub open: bool,
}

/// The gold of one article in tokens.
pub struct Marked {
    /// Its attributions.
    pub known: Vec<Known>,
}

impl Article {
    /// An article with its attributions.
    pub fn new(id: String, text: String, attributions: Vec<Spans>) -> Article {
        Article { id, text, attributions, weight: 1.0, origin: 0 }
    }

    /// Finds the tokens of every span.
    pub fn mark(&self, context: &Context<'_>) -> Marked {
        let doc = &context.doc;
        let mut bytes: Vec<usize> = self.text.char_indices().map(|(b, _)| b).collect();
        bytes.push(self.text.len());
        let tokens = |spans: &[(usize, usize)], words: bool| {
            let mut found = Vec::new();
            for &(s, e) in spans {
                let mut n = doc.token_at(bytes[s]);
                while doc.get(n).is_some_and(|t| (t.start as usize) < bytes[e]) {
                    if !words || matches!(doc.kind(n), TokenKind::Word | TokenKind::Number) {
                        found.push(n);
                    }
                    n += 1;
                }
            }
            found.sort_unstable();
            found
        };
        let known = self
            .attributions
            .iter()
            .map(|a| {
                let source = tokens(&a.source, true);
                let cue = tokens(&a.cue, true);
                let cue = if cue.is_empty() { tokens(&a.cue, false) } else { cue };
                Known { head: head(context, &source), source, cue, content: tokens(&a.content, true), open: a.dontcare }
            })
            .collect();
        Marked { known }
    }
}

fn head(context: &Context<'_>, run: &[usize]) -> Option<usize> {
    let doc = &context.doc;
    let mut head = None;
    for (k, &n) in run.iter().enumerate() {
        if k > 0 && head.is_some() {
            let gap = run[k - 1] + 1..n;
            let cut = gap.clone().any(|g| {
                matches!(
                    doc.kind(g),
                    TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Open | TokenKind::Close | TokenKind::Dash
                )
            });
            if cut {
                break;
            }
        }
        let word = doc.word(n).to_lowercase();
        // "officials familiar with the talks", "a person close to the minister"
        let stop = HEAD_ENDS.contains(&word.as_str()) || matches!(word.as_str(), "familiar" | "close");
        if stop && head.is_some() {
            break;
        }
        if !stop {
            head = Some(n);
        }
    }
    head.or(run.last().copied())
}
