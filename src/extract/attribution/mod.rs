//! The attribution pass: who says what.
//!
//! It starts from rare anchors (cue words, colons and dashes after names), proposes for each what the cue, the source and the
//! content could be, and lets the weights of a small linear model rank the proposals. The proposals are rules; the model only
//! chooses among them. What is found is then given its class, certainty and rule.

mod amend;
mod anchor;
mod certainty;
mod cited;
mod content;
mod cues;
pub mod decide;
mod ends;
mod features;
mod finish;
mod frames;
mod idle;
mod judge;
mod model;
mod nouns;
mod openings;
mod shapes;
mod sorts;
mod source;
mod sure;
mod table;
mod tables;
mod templates;
mod told;
mod trace;

pub use anchor::Anchor;
pub(crate) use content::Content;
pub(crate) use cues::CueKind;
pub(in crate::extract) use finish::content_kind;
pub(crate) use source::Source;

use std::cell::Cell;

use anchor::{Buffers, View};
use cited::Cited;
pub(crate) use decide::Outcome;
use decide::{Decide, Decider, Proposal, Question};
use trace::Tracer;

use crate::extract::rule::rule_ids;
use crate::extract::{Attribution, Context, Mention, Reasons};
use crate::text::ByteSpan;
pub use tables::Tables;
pub(super) use tables::WEIGHTS;
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

/// A cue whose sum is lower is not looked at any further; the last decision may still keep one that is only somewhat unlikely.
const HOPELESS: f32 = -0.5;
/// A draft is kept down to this sum: two in five of those at the edge are right, which is where leaving them out costs as much
/// as keeping them.
const DOUBTFUL: f32 = -0.5;
/// The same for a speaker of standing further left of the cue: so far down two in three are right.
const STANDING: f32 = -1.0;

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
    // Of an article there are fewer than sentences.
    let mut found = Vec::with_capacity(context.doc.analysis.sentences.len().min(64));
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
    // In the order of their starts, each with the furthest end so far: a search then says whether one covers a place.
    let mut sourced: Vec<ByteSpan> = found.iter().filter(|a| !a.source.is_empty()).flat_map(|a| a.content.iter().copied()).collect();
    sourced.sort_by_key(|c| c.start);
    let mut furthest = 0;
    for content in &mut sourced {
        furthest = content.end.max(furthest);
        content.end = furthest;
    }
    let covered = |cue: &ByteSpan| {
        let before = sourced.partition_point(|c| c.start <= cue.start);
        before > 0 && sourced[before - 1].end >= cue.end
    };
    found.retain(|a| !(hearsay(a) && a.cue.first().is_some_and(covered)));
}

/// Decides about every anchor of a document and hands over what is kept.
pub fn drafts<'a, D: Decide>(context: &Context<'a>, mentions: &[Mention<'a>], decider: &mut D, mut then: impl FnMut(&View<'_, 'a>, Draft)) {
    let mut buffers = BUFFERS.take();
    let (view, proposals) = View::new(context, mentions, &mut buffers);
    let mut cited = Cited::default();
    if !D::TAUGHT
        && let Some(draft) = view.headline_topic()
    {
        then(&view, draft);
    }
    for mut anchor in view.anchors() {
        let mut frame = view.frame(&anchor);
        // "For" and "in" are cues in a frame only.
        if frame.is_none() && context.rules.attribution_tables.cues.is_opening(anchor.number) {
            continue;
        }
        anchor.quote = view.quote_state(&anchor);
        decider.see(&anchor);
        if !D::TAUGHT && view.cites(&anchor, &mut cited, decider, proposals, |draft| then(&view, draft)) {
            continue;
        }
        let whole = Proposal::new(1, anchor.at, anchor.at + 1);
        let (is_cue, score) = decider.judge(Question::Cue, whole, |sink| view.cue_features(&anchor, sink));
        // Asked only where the weights are against it.
        let proposed = anchor;
        let framed = frame.is_some();
        let sure = || framed || view.is_sure(&proposed);
        if score < HOPELESS && !(D::TAUGHT && is_cue) && !sure() {
            decider.ends(Outcome::NoCue);
            continue;
        }
        anchor.cue = view.cue_end(&anchor, decider, proposals);
        let nobody = anchor.kind == CueKind::Adverb || view.is_state(&anchor);
        if anchor.cue != proposed.cue {
            frame = view.frame(&anchor);
        }
        let frame = frame.filter(|_| !D::TAUGHT);
        let source = match frame {
            _ if nobody => Source::NONE,
            Some(frame) => frame.source,
            None => view.source(&anchor, decider, proposals),
        };
        let content = view.content(&anchor, &source, frame.as_ref(), decider, proposals);
        let draft = Draft { anchor, source, content };
        decider.outcome(&draft);
        if content.left.is_none() && content.right.is_none() {
            decider.ends(Outcome::NoContent);
            continue;
        }
        let (_, score) = decider.judge(Question::Keep, whole, |sink| view.keep_features(&draft, score, sink));
        let kept = (score > view.floor(&draft) || sure()) && (D::TAUGHT || !view.is_deed(&draft) && !view.is_telephoned(&draft));
        decider.ends(if kept { Outcome::Kept } else { Outcome::Doubtful });
        if kept {
            if !D::TAUGHT {
                view.said(&draft, &mut cited, |draft| then(&view, draft));
            }
            then(&view, draft);
        }
    }
    BUFFERS.set(buffers);
}

impl View<'_, '_> {
    /// A verb of some trust with a clause, or one that goes on from another ("…, adding 40 buses").
    fn states(&self, draft: &Draft) -> bool {
        let piece = draft.content.right.or(draft.content.left);
        let trusted = self.tables.cues.get(draft.anchor.number).trust != cues::Trust::Low;
        trusted
            && (draft.anchor.form == anchor::FORM_ING
                || piece.is_some_and(|p| self.any_finite(p.start as usize..p.end.min(p.start + 40) as usize)))
    }

    /// "ordered 61 jets", "conceding 14 goals": a number of things and no clause behind a verb that does something with them.
    fn is_deed(&self, draft: &Draft) -> bool {
        let anchor = &draft.anchor;
        let Some(piece) = draft.content.right.filter(|p| p.start == anchor.cue.end && self.shape(p.start as usize) == shapes::NUM) else {
            return false;
        };
        let range = piece.start as usize..piece.end as usize;
        anchor.kind == CueKind::Verb
            && draft.content.left.is_none()
            && matches!(self.tables.cues.get(anchor.number).name.as_str(), "order" | "concede" | "log" | "post")
            && !self.any_finite(range.clone())
            && !range.into_iter().any(|n| matches!(self.shape(n), shapes::TO | shapes::THAT | shapes::OPENS))
    }

    /// "He calls his mother every Sunday": somebody is called and nothing is said of them, as in "called him a liar".
    fn is_telephoned(&self, draft: &Draft) -> bool {
        let anchor = &draft.anchor;
        if anchor.kind != CueKind::Verb
            || anchor.form == anchor::FORM_PASSIVE
            || draft.content.left.is_some()
            || anchor.cue.end as usize != anchor.at + 1
            || self.tables.cues.get(anchor.number).name != "call"
        {
            return false;
        }
        // "The paper called “Harbour” closed in May": the quotation is a name.
        if self.near(anchor, anchor.at + 1) == shapes::OPENS {
            let closes = (anchor.at + 2..anchor.end).find(|n| self.shape(*n) == shapes::CLOSES);
            return closes.is_some_and(|n| anchor::finite(self.near(anchor, n + 1)));
        }
        let Some((group, head)) = self.group_at(anchor, anchor.at + 1) else { return false };
        let owned = || matches!(self.shape(group.start as usize), shapes::POSS | shapes::DET) && self.sort(head) == sorts::ROLE;
        let somebody = matches!(self.sort(head), sorts::PERSON | sorts::PRONOUN) || owned();
        let over = matches!(
            self.near(anchor, group.end as usize),
            shapes::STOP | shapes::EDGE | shapes::TO | shapes::TIME | shapes::TIME_PREP | shapes::IN
        );
        somebody && (over || self.calendar_at(group.end as usize))
    }

    /// "every Sunday"
    fn calendar_at(&self, at: usize) -> bool {
        self.shape(at) == shapes::DET && self.shape(at + 1) == shapes::TIME
    }

    /// How little a draft may sum up to: of an -ing form whose subject is neither somebody nor a document more is asked, and less
    /// where a person, an organisation or a role that stands further off was chosen as the one who speaks.
    fn floor(&self, draft: &Draft) -> f32 {
        let place = draft.source.place;
        let sort = if place == source::PLACE_NONE { sorts::OTHER } else { self.sort(draft.source.head) };
        if draft.anchor.form == anchor::FORM_ING && place != source::PLACE_NONE && sort == sorts::OTHER {
            0.0
        } else if source::is_further_left(place) && matches!(sort, sorts::PERSON | sorts::ORGANIZATION | sorts::ROLE) && self.states(draft)
        {
            STANDING
        } else {
            DOUBTFUL
        }
    }
}
