//! The attribution pass: who says what.
//!
//! It starts from rare anchors (cue words, colons and dashes after names), proposes for each what the cue, the source and the
//! content could be, and lets the weights of a small linear model rank the proposals. The proposals are rules; the model only
//! chooses among them. What is found is then given its class, certainty and rule.

mod anchor;
mod certainty;
mod content;
mod cues;
pub mod decide;
mod ends;
mod features;
mod finish;
mod judge;
mod model;
mod shapes;
mod source;
mod table;
mod templates;
mod trace;

pub use anchor::Anchor;
pub(crate) use content::Content;
pub(crate) use cues::{CueKind, CueTable};
pub(in crate::extract) use finish::content_kind;
pub(crate) use source::Source;

use std::cell::Cell;

use anchor::{Buffers, View};
pub(crate) use decide::Outcome;
use decide::{Decide, Decider, Proposal, Question};
use model::Model;
use trace::Tracer;

use crate::extract::rule::rule_ids;
use crate::extract::{Attribution, Context, Mention, Reasons};
use crate::lexicon::{Class, DataError, Lexicon};
use crate::text::{ByteSpan, Flags};
use shapes::Shapes;
pub use templates::FEATURES;
pub(crate) use trace::{Decision, Traced, Weighed};

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
        let cues = CueTable::load(lexicon)?;
        let shapes = Shapes::load(lexicon, Class::Cue.bit() | Class::CueNoun.bit() | Class::CueWord.bit());
        let model = Model::load(cues.names(), lexicon, WEIGHTS)?;
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

thread_local! {
    static BUFFERS: Cell<Buffers> = Cell::default();
}

/// Finds everything of this family, in text order. What was decided about every word that could be a cue is told to `reasons`.
pub fn extract<'a>(context: &Context<'a>, mentions: &[Mention<'a>], reasons: Option<&mut Reasons>) -> Vec<Attribution<'a>> {
    let mut found = Vec::new();
    let finish = |view: &View<'_, 'a>, draft: Draft| found.extend(view.finish(&draft));
    match reasons {
        None => drafts(context, mentions, &mut Decider::new(&context.rules.attribution_tables.model), finish),
        Some(reasons) => {
            let mut tracer = Tracer::new(context);
            drafts(context, mentions, &mut tracer, finish);
            reasons.traced = tracer.traced;
        }
    }
    drop_hearsay(&mut found);
    found.sort_by_key(|a: &Attribution<'_>| a.cue.first().map_or(0, |c| c.start));
    found
}

/// "Reportedly" inside what a named source says adds nobody: the source is the one who reports.
fn drop_hearsay(found: &mut Vec<Attribution<'_>>) {
    let hearsay = |a: &Attribution<'_>| a.source.is_empty() && matches!(a.lemma.as_ref(), "reportedly" | "allegedly");
    if !found.iter().any(hearsay) {
        return;
    }
    let sourced: Vec<ByteSpan> = found.iter().filter(|a| !a.source.is_empty()).flat_map(|a| a.content.iter().copied()).collect();
    found.retain(|a| !(hearsay(a) && a.cue.first().is_some_and(|cue| sourced.iter().any(|c| c.covers(*cue)))));
}

/// Decides about every anchor of a document and hands over what is kept.
pub fn drafts<'a, D: Decide>(context: &Context<'a>, mentions: &[Mention<'a>], decider: &mut D, mut then: impl FnMut(&View<'_, 'a>, Draft)) {
    let mut buffers = BUFFERS.take();
    let (view, proposals) = View::new(context, mentions, &mut buffers);
    for mut anchor in view.anchors() {
        anchor.quote = view.quote_state(&anchor);
        decider.see(&anchor);
        let whole = Proposal::new(1, anchor.at, anchor.at + 1);
        let (is_cue, score) = decider.judge(Question::Cue, whole, |sink| view.cue_features(&anchor, sink));
        let sure = view.is_sure(&anchor);
        if score < HOPELESS && !sure && !(D::TAUGHT && is_cue) {
            decider.ends(Outcome::NoCue);
            continue;
        }
        anchor.cue = view.cue_end(&anchor, decider, proposals);
        let nobody = anchor.kind == CueKind::Adverb || view.is_state(&anchor);
        let source = if nobody { Source::NONE } else { view.source(&anchor, decider, proposals) };
        let content = view.content(&anchor, &source, decider, proposals);
        let draft = Draft { anchor, source, content };
        decider.outcome(&draft);
        if content.left.is_none() && content.right.is_none() {
            decider.ends(Outcome::NoContent);
            continue;
        }
        let (_, score) = decider.judge(Question::Keep, whole, |sink| view.keep_features(&draft, score, sink));
        let kept = score > view.floor(&draft) || sure;
        decider.ends(if kept { Outcome::Kept } else { Outcome::Doubtful });
        if kept {
            then(&view, draft);
        }
    }
    BUFFERS.set(buffers);
}

impl View<'_, '_> {
    /// How little a draft may sum up to: of an -ing form whose subject is neither somebody nor a document more is asked.
    fn floor(&self, draft: &Draft) -> f32 {
        let thing = draft.source.place != 0 && self.sort(draft.source.head) == 0;
        if draft.anchor.form == anchor::FORM_ING && thing { 0.0 } else { DOUBTFUL }
    }

    /// Cues that are too rare to be learnt and too clear to need it: "reportedly", and a name behind a dash behind a quotation.
    fn is_sure(&self, anchor: &Anchor) -> bool {
        match anchor.kind {
            CueKind::Adverb => self.tables.cues.get(anchor.number).trust == cues::Trust::High,
            CueKind::Dash => self.shape(anchor.at - 1) == shapes::CLOSES,
            CueKind::Colon => self.is_speaker(anchor),
            CueKind::Noun => self.is_said_to_exist(anchor) || self.comes_from_somebody(anchor),
            CueKind::Verb => self.is_hearsay(anchor) || self.puts_at(anchor),
            _ => false,
        }
    }

    /// "He is believed to have fled": what nobody in particular says stands on both sides of the cue.
    fn is_hearsay(&self, anchor: &Anchor) -> bool {
        let passive = anchor.form == anchor::FORM_PASSIVE && self.near(anchor, anchor.at + 1) == shapes::TO;
        passive && self.tables.shapes.is(self.context.doc.token(anchor.at), shapes::HEARSAY) || self.is_state(anchor)
    }

    /// "Dozens are feared dead": nobody is named, and what is feared stands on both sides.
    fn is_state(&self, anchor: &Anchor) -> bool {
        anchor.kind == CueKind::Verb && anchor.form == anchor::FORM_PASSIVE && self.before_state(anchor.at)
    }

    /// "a warning from the coastguard that the hull was cracked"
    fn comes_from_somebody(&self, anchor: &Anchor) -> bool {
        let end = anchor.cue.end as usize;
        let from = end < anchor.end && matches!(self.context.doc.word(end), "from" | "by");
        from && self.near(anchor, self.quiet(anchor, end)) == shapes::THAT
    }

    /// "Police in Lima put the number of wounded at 260."
    fn puts_at(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        if !matches!(doc.word(anchor.at), "put" | "puts") {
            return false;
        }
        let mut behind =
            (anchor.at + 1..anchor.end.min(anchor.at + 12)).take_while(|n| !matches!(self.shape(*n), shapes::COMMA | shapes::TO));
        let at = behind.find(|n| doc.word(*n) == "at");
        at.is_some_and(|at| at > anchor.at + 1 && (at + 1..anchor.end.min(at + 4)).any(|n| self.shape(n) == shapes::NUM))
    }

    /// "There were reports that the bridge was mined."
    fn is_said_to_exist(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        if self.near(anchor, anchor.cue.end as usize) != shapes::THAT {
            return false;
        }
        let group = doc.chunk(anchor.at).map_or(anchor.at, |c| c.tokens.start as usize).min(anchor.cue.start as usize);
        let be = (anchor.start..group).rev().find(|n| !matches!(self.shape(*n), shapes::ADV | shapes::NEG));
        be.is_some_and(|n| n > anchor.start && self.shape(n) == shapes::BE && doc.word(n - 1).eq_ignore_ascii_case("there"))
    }

    /// Only a name stands before the colon, and a quotation behind it, or the name is in capitals as in a transcript.
    fn is_speaker(&self, anchor: &Anchor) -> bool {
        let doc = &self.context.doc;
        let mut words = anchor.start..anchor.at;
        let short = words.len() <= 4 && words.clone().all(|n| self.shape(n) == shapes::NAME);
        let transcript = doc.paragraph(anchor.at).tokens.start as usize == anchor.start && words.all(|n| doc.has(n, Flags::UPPER));
        short && (self.shape(anchor.at + 1) == shapes::OPENS || transcript)
    }
}
