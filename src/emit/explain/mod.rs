//! An explanation of everything that was found in a text, and of what was not taken: for people at a terminal.
//!
//! Sentence by sentence: the words with their marks, then for each extraction the rule, the lexicon rows behind it, its links and
//! why they were made, and the candidates that lost, with the reason. It reads what the passes and the linker hand over, and
//! decides nothing itself.

mod decided;
mod details;
mod marks;
pub(in crate::emit) mod words;

use std::ops::RangeInclusive;

use crate::emit::{self, Record};
use crate::extract::{Context, Findings, Reasons, extract_and_explain};
use crate::link::{self, Links};
use crate::text::ByteSpan;
use details::Details;
use marks::{Layer, Mark, draw, paint};

/// How an explanation is written.
#[derive(Clone, Debug)]
pub struct Explain {
    /// With the codes of a terminal's colours.
    pub color: bool,
    /// Characters in a line.
    pub width: usize,
    /// Only the sentences that touch these lines of the text, from 1; none = all.
    pub lines: Option<RangeInclusive<usize>>,
}

/// Everything that is known of one document.
struct Known<'k, 'a> {
    context: &'k Context<'a>,
    findings: &'k Findings<'a>,
    links: &'k Links<'a>,
    record: &'k Record<'a>,
    reasons: &'k Reasons,
}

/// Explains the document of `context`.
pub fn explain(context: &Context<'_>, how: &Explain) -> String {
    let (mut findings, reasons) = extract_and_explain(context);
    let links = link::link(context, &mut findings);
    let record = emit::record(context, &findings, links.clone());
    let known = Known { context, findings: &findings, links: &links, record: &record, reasons: &reasons };
    let marks = known.marks();
    let details = Details { known: &known, color: how.color };
    let mut out = String::new();
    for (number, sentence) in (1..).zip(&context.doc.analysis.sentences) {
        let span = context.doc.bytes(sentence.tokens);
        if span.is_empty() || !how.shows(context.doc.text, span) {
            continue;
        }
        let here: Vec<Mark> = marks.iter().filter(|m| m.span.overlaps(span)).cloned().collect();
        let head = paint(&format!("{number:>4}  "), "1", how.color);
        let width = how.width.saturating_sub(6);
        out.push_str(&draw(context.doc.text, (span.start as usize, span.end as usize), &here, width, (&head, "      "), how.color));
        details.sentence(span, &mut out);
        out.push('\n');
    }
    out
}

impl Explain {
    fn shows(&self, text: &str, span: ByteSpan) -> bool {
        let Some(lines) = &self.lines else { return true };
        let line = |byte: usize| text.as_bytes()[..byte].iter().filter(|b| **b == b'\n').count() + 1;
        let (first, last) = (line(span.start as usize), line((span.end as usize).saturating_sub(1)));
        first <= *lines.end() && *lines.start() <= last
    }
}

impl Known<'_, '_> {
    fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut add = |span: ByteSpan, label: String, layer: Layer| marks.push(Mark { span, label, layer });
        for (n, claim) in self.findings.claims.iter().enumerate() {
            add(claim.span, format!("c{}", n + 1), Layer::Claim);
        }
        for (n, said) in self.findings.attributions.iter().enumerate() {
            let parts =
                [(&said.source, "source", Layer::Source), (&said.cue, "cue", Layer::Cue), (&said.content, "content", Layer::Content)];
            for (spans, name, layer) in parts {
                for span in spans {
                    add(*span, format!("s{} {name}", n + 1), layer);
                }
            }
        }
        for (n, actor) in self.links.actors.iter().enumerate() {
            for &(mention, _) in &actor.mentions {
                add(self.findings.mentions[mention].span, format!("a{}", n + 1), Layer::Actor);
            }
        }
        for lost in &self.reasons.lost {
            add(lost.span, "×".into(), Layer::Lost);
        }
        marks
    }
}
