//! The attribution pass: who says what.
//!
//! It starts from rare anchors (cue words, colons and dashes after names), proposes for each what the cue, the source and the
//! content could be, and lets the weights of a small linear model rank the proposals. The proposals are rules; the model only
//! chooses among them. What is found is then given its class, certainty and rule.

mod anchor;
mod content;
mod cues;
pub mod decide;
mod finish;
pub mod model;
pub mod shapes;
mod source;
mod templates;

pub use anchor::Anchor;
pub use content::Content;
pub use cues::{Cue, CueKind, CueTable};
pub use source::Source;

use anchor::View;
use decide::{Decider, Proposal, Question};
use model::{Model, Sink};

use crate::extract::rule::rule_ids;
use crate::extract::{Attribution, Context, Mention};
use crate::lexicon::{DataError, Lexicon};
use crate::text::{ByteSpan, ChunkKind, Flags, Tag, TokenSpan};
use shapes::{BY, OF, PREP, Shapes};
use templates as t;

rule_ids! {
    /// The rules of this family whose logic is Rust.
    pub struct AttributionRules {
        said_content = "attribution/said-content",
        content_said = "attribution/content-said",
        inverted = "attribution/inverted",
        split = "attribution/split",
        passive = "attribution/passive",
        according_to = "attribution/according-to",
        noun = "attribution/noun-cue",
        adjective = "attribution/adjective-cue",
        adverb = "attribution/adverb-cue",
        colon = "attribution/speaker-colon",
        dash = "attribution/dash-byline",
    }
}

pub(super) const WEIGHTS: &str = include_str!("weights.csv");
/// A cue whose sum is lower is not looked at any further; the last decision may still keep one that is only somewhat unlikely.
const HOPELESS: f32 = -0.5;
/// A draft is kept down to this sum: two in five of those at the edge are right, which is where leaving them out costs as much
/// as keeping them.
const DOUBTFUL: f32 = -0.5;

/// What the pass reads besides the lexicon.
#[derive(Debug)]
pub struct Tables {
    cues: CueTable,
    shapes: Shapes,
    model: Model,
}

impl Tables {
    /// Reads the cue tables and the built-in weights.
    ///
    /// # Errors
    /// The first fault of a cue file or of the weights.
    pub fn load(lexicon: &mut Lexicon) -> Result<Tables, DataError> {
        Self::with_weights(lexicon, WEIGHTS)
    }

    fn with_weights(lexicon: &mut Lexicon, weights: &str) -> Result<Tables, DataError> {
        let cues = CueTable::load(lexicon)?;
        let shapes = Shapes::load(lexicon);
        let model = Model::load(t::TEMPLATES, cues.names(), lexicon, weights)?;
        Ok(Tables { cues, shapes, model })
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The model, for the trainer.
    pub fn model_mut(&mut self) -> &mut Model {
        &mut self.model
    }
}

/// An attribution before it is written down.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    /// The anchor, with the cue's tokens as chosen.
    pub anchor: Anchor,
    /// The source.
    pub source: Source,
    /// The content.
    pub content: Content,
}

/// Finds everything of this family, in text order.
pub fn extract<'a>(context: &Context<'a>, mentions: &[Mention<'a>]) -> Vec<Attribution<'a>> {
    let tables = &context.rules.attribution_tables;
    let mut decider = Decider::new(&tables.model);
    let mut found = Vec::new();
    drafts(context, mentions, tables, &mut decider, |view, draft| found.extend(view.finish(&draft)));
    drop_hearsay(&mut found);
    found.sort_by_key(|a: &Attribution<'_>| a.cue.first().map_or(0, |c| c.start));
    found
}

/// "Reportedly" inside what a named source says adds nobody: the source is the one who reports.
fn drop_hearsay(found: &mut Vec<Attribution<'_>>) {
    let sourced: Vec<ByteSpan> = found.iter().filter(|a| !a.source.is_empty()).flat_map(|a| a.content.iter().copied()).collect();
    found.retain(|a| {
        let inside = a.cue.first().is_some_and(|cue| sourced.iter().any(|c| c.covers(*cue)));
        !(inside && a.source.is_empty() && matches!(a.lemma.as_ref(), "reportedly" | "allegedly"))
    });
}

/// Decides about every anchor of a document and hands over what is kept.
pub fn drafts<'a>(
    context: &Context<'a>,
    mentions: &[Mention<'a>],
    tables: &Tables,
    decider: &mut Decider<'_, '_>,
    mut then: impl FnMut(&View<'_, 'a>, Draft),
) {
    let view = View::new(context, mentions, tables);
    let (mut anchors, mut proposals) = (Vec::new(), Vec::new());
    view.anchors(&mut anchors);
    for mut anchor in anchors {
        let quote = view.quote_state(&anchor);
        decider.see(&anchor);
        let both = [Proposal::new(0, anchor.at, anchor.at + 1), Proposal::new(1, anchor.at, anchor.at + 1)];
        let choice = decider.choose(Question::Cue, &both, |p, sink| view.cue_features(&anchor, quote, p, sink));
        let score = if choice.index == 1 { choice.margin } else { -choice.margin };
        let sure = view.is_sure(&anchor);
        if score < HOPELESS && !sure && !(decider.is_taught() && choice.index == 1) {
            continue;
        }
        anchor.cue = view.cue_end(&anchor, decider, &mut proposals);
        let source = if anchor.kind == CueKind::Adverb { Source::NONE } else { view.source(&anchor, decider, &mut proposals) };
        let content = view.content(&anchor, &source, decider, &mut proposals);
        let draft = Draft { anchor, source, content };
        decider.outcome(&draft);
        if content.left.is_none() && content.right.is_none() {
            continue;
        }
        let choice = decider.choose(Question::Keep, &both, |p, sink| view.keep_features(&draft, score, quote, p, sink));
        let score = if choice.index == 1 { choice.margin } else { -choice.margin };
        if score > DOUBTFUL || sure {
            then(&view, draft);
        }
    }
}

impl View<'_, '_> {
    /// Cues that are too rare to be learnt and too clear to need it: "reportedly", and a name behind a dash behind a quotation.
    fn is_sure(&self, anchor: &Anchor) -> bool {
        match anchor.kind {
            CueKind::Adverb => self.tables.cues.get(anchor.number).trust == cues::Trust::High,
            CueKind::Dash => self.shape(anchor.at - 1) == shapes::CLOSES,
            CueKind::Colon => self.is_speaker(anchor),
            _ => false,
        }
    }

    /// Only a name stands before the colon, and a quotation behind it, or the name is in capitals as in a transcript.
    fn is_speaker(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        let mut words = anchor.start..anchor.at;
        let short = words.len() <= 4 && words.clone().all(|n| self.shape(n) == shapes::NAME);
        let transcript = doc.paragraph(anchor.at).tokens.start as usize == anchor.start && words.all(|n| doc.has(n, Flags::UPPER));
        short && (self.shape(anchor.at + 1) == shapes::OPENS || transcript)
    }

    fn cue_features(&self, anchor: &Anchor, quote: usize, p: &Proposal, sink: &mut Sink<'_>) {
        if p.code == 0 {
            return;
        }
        let (start, end) = (anchor.cue.start as usize, anchor.cue.end as usize);
        let (before, next) = (self.before(anchor, start), self.near(anchor, end));
        let before2 = if start > anchor.start { self.before(anchor, start - 1) } else { shapes::EDGE };
        let next2 = self.near(anchor, end + 1);
        let cue = self.tables.cues.get(anchor.number);
        let (trust, class, kind) = (cue.trust as usize, cue.class as usize, anchor.kind as usize);
        sink.one(t::CUE_KIND, kind);
        sink.one(t::CUE_ENTRY, anchor.number);
        sink.two(t::CUE_ENTRY_FORM, anchor.number, anchor.form);
        sink.two(t::CUE_ENTRY_NEXT, anchor.number, next);
        sink.two(t::CUE_ENTRY_BEFORE, anchor.number, before);
        sink.three(t::CUE_FORM_AROUND, anchor.form, before, next);
        sink.three(t::CUE_NEXT, anchor.form, next, next2);
        sink.three(t::CUE_BEFORE, anchor.form, before, before2);
        sink.one(t::CUE_WORD_NEXT, if end < anchor.end { self.word(end) } else { 0 });
        sink.one(t::CUE_WORD_BEFORE, if start > anchor.start { self.word(start - 1) } else { 0 });
        sink.three(t::CUE_TRUST_NEXT, trust, kind, next);
        sink.three(t::CUE_CLASS_NEXT, class, anchor.form, next);
        sink.three(t::CUE_QUOTE, kind, quote, trust);
        sink.two(t::CUE_ENTRY_QUOTE, anchor.number, quote);
        let zone = self.context.doc.paragraph(anchor.at).zone as usize;
        sink.two(t::CUE_ZONE, zone, kind);
        if anchor.negated {
            sink.one(t::CUE_NEGATED, anchor.number);
        }
        if anchor.modal {
            sink.two(t::CUE_MODAL, anchor.form, class);
        }
        let subject = (anchor.start..start).rev().find(|n| anchor::nominal(self.shape(*n)));
        sink.one(t::CUE_SUBJECT, subject.map_or(0, |n| self.word(n)));
        sink.three(t::CUE_SUBJECT_NEXT, subject.map_or(0, |n| self.shape(n)), next, trust);
        let quiet = self.near(anchor, self.quiet(anchor, end));
        sink.three(t::CUE_QUIET, anchor.form, before, quiet);
        sink.two(t::CUE_QUIET_ENTRY, anchor.number, quiet);
        let sort = subject.map_or(0, |n| self.sort(n));
        sink.two(t::CUE_SORT, anchor.number, sort);
        sink.three(t::CUE_SORT_FORM, sort, anchor.form, next);
        sink.three(t::CUE_TAKES, usize::from(cue.takes.has(cues::Takes::THAT)), next, anchor.form);
        sink.three(t::CUE_PLACE, (start - anchor.start).min(3), (anchor.end - end).min(3), anchor.form);
    }

    /// "expressed surprise at", "voiced doubts over": behind a light verb with its noun, the preposition before a noun group
    /// belongs to the cue, and the content begins behind it.
    fn takes_preposition(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        let (start, end) = (anchor.cue.start as usize, anchor.cue.end as usize);
        let light = anchor.kind == CueKind::Noun && (start..end).any(|n| doc.tag(n).is_verb());
        let preposition = end < anchor.end && matches!(doc.word(end), "about" | "at" | "over" | "with" | "for" | "regarding");
        let group = doc.chunk(end + 1).is_some_and(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize == end + 1);
        light && preposition && group
    }

    /// Chooses whether a preposition or "in a statement" belongs to the cue.
    fn cue_end(&self, anchor: &Anchor, decider: &mut Decider<'_, '_>, proposals: &mut Vec<Proposal>) -> TokenSpan {
        if !matches!(anchor.kind, CueKind::Verb | CueKind::Noun | CueKind::Adjective) {
            return anchor.cue;
        }
        let (start, end) = (anchor.cue.start as usize, anchor.cue.end as usize);
        let next = self.near(anchor, end);
        let particle = end < anchor.end && self.context.doc.tag(end) == Tag::Particle;
        let follows = particle || matches!(next, shapes::ABOUT | OF | shapes::AS | PREP | shapes::IN | shapes::TO | shapes::ADV);
        if !follows || next == BY {
            return anchor.cue;
        }
        if self.takes_preposition(anchor) {
            return TokenSpan::new(start, end + 1);
        }
        let noun_like = anchor.kind != CueKind::Verb && matches!(next, shapes::ABOUT | OF | shapes::IN);
        let known = noun_like || end < anchor.end && self.tables.cues.get(anchor.number).with.contains(&self.context.doc.token(end).word);
        proposals.clear();
        proposals.push(Proposal::new(0, start, end));
        proposals.push(Proposal::new(1, start, end + 1));
        let medium = (end + 1..anchor.end.min(end + 6)).find(|n| self.shape(*n) == shapes::MEDIUM);
        if let Some(medium) = medium.filter(|_| next == shapes::IN) {
            let last = if self.shape(medium + 1) == shapes::MEDIUM { medium + 1 } else { medium };
            proposals.push(Proposal::new(2, start, last + 1));
        }
        let choice = decider.choose(Question::CueEnd, proposals, |p, sink| {
            let code = p.code as usize;
            let at = p.end as usize;
            sink.one(t::CUE_END, code);
            sink.two(t::CUE_END_WORD, code, self.word(if code == 2 { at - 1 } else { end }));
            sink.two(t::CUE_END_ENTRY, code, anchor.number);
            sink.two(t::CUE_END_KNOWN, code, usize::from(known));
            sink.three(t::CUE_END_AFTER, code, next, self.near(anchor, at));
            sink.three(t::CUE_END_FORM, code, anchor.form, next);
            sink.three(t::CUE_END_ENTRY_SHAPE, code, anchor.number, next);
        });
        TokenSpan::new(start, proposals[choice.index].end as usize)
    }

    fn keep_features(&self, draft: &Draft, score: f32, quote: usize, p: &Proposal, sink: &mut Sink<'_>) {
        if p.code == 0 {
            return;
        }
        let Draft { anchor, source, content } = draft;
        let cue = self.tables.cues.get(anchor.number);
        let step = |margin: f32| (margin * 1.5) as usize;
        let cue_step = ((score + 4.0) * 2.0).clamp(0.0, 23.0) as usize;
        sink.one(t::KEEP_CUE, cue_step);
        sink.two(t::KEEP_CUE_KIND, cue_step, anchor.kind as usize);
        sink.two(t::KEEP_CUE_PLACE, cue_step, source.place);
        sink.two(t::KEEP_CUE_SIDE, cue_step, content.side);
        sink.one(t::KEEP_ENTRY, anchor.number);
        sink.two(t::KEEP_ENTRY_SIDE, anchor.number, content.side);
        sink.two(t::KEEP_ENTRY_PLACE, anchor.number, source.place);
        sink.three(t::KEEP_FORM_PLACE, anchor.form, source.place, content.side);
        sink.two(t::KEEP_SOURCE, step(source.margin).min(7), source.place);
        sink.two(t::KEEP_SIDE, step(content.side_margin).min(7), content.side);
        sink.two(t::KEEP_EDGE, step(content.edge_margin).min(7), content.side.min(2));
        sink.one(t::KEEP_HEAD, if source.place == 0 { 0 } else { self.word(source.head) });
        let head_shape = if source.place == 0 { 0 } else { self.shape(source.head) };
        sink.three(t::KEEP_HEAD_SHAPE, head_shape, anchor.form, source.place);
        let sort = if source.place == 0 { 0 } else { self.sort(source.head) };
        sink.three(t::KEEP_SORT, sort, cue.class as usize, content.side);
        sink.two(t::KEEP_SORT_ENTRY, anchor.number, sort);
        let Some(piece) = content.right.or(content.left) else { return };
        let finite = piece.range().take(40).any(|n| anchor::finite(self.shape(n)));
        let first = self.shape(piece.start as usize);
        let number = piece.range().take(40).any(|n| self.shape(n) == shapes::NUM);
        sink.three(t::KEEP_NUMBER, cue.class as usize, usize::from(number), usize::from(finite));
        sink.three(t::KEEP_CONTENT, first, anchor.form, usize::from(finite));
        sink.two(t::KEEP_CONTENT_ENTRY, anchor.number, first);
        sink.two(t::KEEP_FINITE, anchor.number, usize::from(finite));
        sink.three(t::KEEP_LENGTH, source::bucket(piece.len()), cue.trust as usize, anchor.kind as usize);
        let marks = piece.range().take(60).filter(|n| self.shape(*n) == shapes::OPENS).count().min(2) + usize::from(first == shapes::OPENS);
        sink.two(t::KEEP_QUOTED, anchor.number, marks);
        sink.three(t::KEEP_QUOTE_TRUST, cue.trust as usize, marks, quote);
    }
}
