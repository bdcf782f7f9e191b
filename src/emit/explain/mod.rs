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
    let sentences: Vec<ByteSpan> = context.doc.analysis.sentences.iter().map(|s| context.doc.bytes(s.tokens)).collect();
    let marks = known.marks();
    let marked = by_sentence(&marks, &sentences);
    let details = Details::new(&known, how.color, &sentences);
    let breaks: Vec<usize> = how.lines.iter().flat_map(|_| memchr::memchr_iter(b'\n', context.doc.text.as_bytes())).collect();
    let mut out = String::new();
    for (n, &span) in sentences.iter().enumerate() {
        if span.is_empty() || !how.shows(&breaks, span) {
            continue;
        }
        let here: Vec<Mark> = marked[n].iter().map(|&mark| marks[mark].clone()).collect();
        let head = paint(&format!("{:>4}  ", n + 1), "1", how.color);
        let width = how.width.saturating_sub(6);
        out.push_str(&draw(context.doc.text, (span.start as usize, span.end as usize), &here, width, (&head, "      "), how.color));
        details.sentence(n, &mut out);
        out.push('\n');
    }
    out
}

/// The marks that reach into each sentence.
fn by_sentence(marks: &[Mark], sentences: &[ByteSpan]) -> Vec<Vec<usize>> {
    let mut marked = vec![Vec::new(); sentences.len()];
    for (n, mark) in marks.iter().enumerate() {
        let first = sentences.partition_point(|s| s.end <= mark.span.start);
        let reached = sentences[first..].iter().take_while(|s| s.start < mark.span.end).count();
        marked[first..first + reached].iter_mut().for_each(|here| here.push(n));
    }
    marked
}

impl Explain {
    /// The sentence at `span` touches the lines that are asked for; `breaks` are the places of the line breaks.
    fn shows(&self, breaks: &[usize], span: ByteSpan) -> bool {
        let Some(lines) = &self.lines else { return true };
        let line = |byte: usize| breaks.partition_point(|&b| b < byte) + 1;
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
