//! Deciding between proposals: the best sum of weights wins, and a teacher can look on.
//!
//! The passes call `Decider::choose` wherever more than one proposal is left. In a scan the model alone decides. When the
//! weights are trained, or a decision is to be explained, a teacher is told every proposal with its features.

use crate::extract::attribution::model::{Model, Sink};
use crate::extract::attribution::{Anchor, Draft};

/// The questions that are decided by weights.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Question {
    /// Is this form a cue here?
    Cue,
    /// Where does the cue end?
    CueEnd,
    /// Which phrase is the source?
    Source,
    /// Where does the source phrase end?
    SourceEnd,
    /// On which side of the cue is the content?
    Side,
    /// Where does the content right of the cue start?
    Start,
    /// Where does it end?
    End,
    /// Where does the content left of the cue start?
    Left,
    /// Is the attribution as a whole to be kept?
    Keep,
}

/// A proposal: what it is, and the tokens it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// A number that the question gives a meaning.
    pub code: u32,
    /// First token.
    pub at: u32,
    /// One past the last token, or another number that the question gives a meaning.
    pub end: u32,
}

impl Proposal {
    /// A proposal about `at..end`.
    pub fn new(code: usize, at: usize, end: usize) -> Proposal {
        Proposal { code: code as u32, at: at as u32, end: end as u32 }
    }
}

/// What was chosen, and how clearly.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The proposal's place in the list.
    pub index: usize,
    /// Its sum less the next best one's.
    pub margin: f32,
}

/// Looks on while decisions are made.
pub trait Teacher {
    /// Told of every anchor before anything is decided about it.
    fn see(&mut self, anchor: &Anchor);
    /// Told of what was decided about the anchor, before the last question.
    fn outcome(&mut self, draft: &Draft);
    /// The right proposal of a list, when the gold has one; `None` leaves the decision out.
    fn right(&mut self, question: Question, proposals: &[Proposal]) -> Option<usize>;
    /// Told of every decision with the features of each proposal; returns the proposal to go on with.
    fn watch(&mut self, question: Question, features: Vec<Vec<u32>>, right: Option<usize>, chosen: usize) -> usize;
}

/// Decides by weights.
pub struct Decider<'m, 't> {
    model: &'m Model,
    teacher: Option<&'t mut dyn Teacher>,
}

impl std::fmt::Debug for Decider<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decider").field("taught", &self.teacher.is_some()).finish_non_exhaustive()
    }
}

impl<'m, 't> Decider<'m, 't> {
    /// By the model alone.
    pub fn new(model: &'m Model) -> Self {
        Decider { model, teacher: None }
    }

    /// With a teacher looking on.
    pub fn taught(model: &'m Model, teacher: &'t mut dyn Teacher) -> Self {
        Decider { model, teacher: Some(teacher) }
    }

    /// True when every decision must be shown, however clear.
    pub fn is_taught(&self) -> bool {
        self.teacher.is_some()
    }

    /// Shows an anchor to the teacher.
    pub fn see(&mut self, anchor: &Anchor) {
        if let Some(teacher) = &mut self.teacher {
            teacher.see(anchor);
        }
    }

    /// Shows a draft to the teacher.
    pub fn outcome(&mut self, draft: &Draft) {
        if let Some(teacher) = &mut self.teacher {
            teacher.outcome(draft);
        }
    }

    /// Chooses the best of `proposals`; of equals the first.
    #[inline]
    pub fn choose(&mut self, question: Question, proposals: &[Proposal], features: impl Fn(&Proposal, &mut Sink<'_>)) -> Choice {
        if self.teacher.is_some() {
            return self.choose_taught(question, proposals, &features);
        }
        let (mut index, mut best, mut second) = (0, f32::NEG_INFINITY, f32::NEG_INFINITY);
        for (n, proposal) in proposals.iter().enumerate() {
            let mut sink = self.model.sink();
            features(proposal, &mut sink);
            if sink.sum > best {
                second = best;
                (index, best) = (n, sink.sum);
            } else if sink.sum > second {
                second = sink.sum;
            }
        }
        Choice { index, margin: if second == f32::NEG_INFINITY { 9.0 } else { best - second } }
    }

    fn choose_taught(&mut self, question: Question, proposals: &[Proposal], features: &dyn Fn(&Proposal, &mut Sink<'_>)) -> Choice {
        let (mut sums, mut traces) = (Vec::new(), Vec::new());
        for proposal in proposals {
            let mut sink = self.model.sink();
            sink.trace = Some(Vec::new());
            features(proposal, &mut sink);
            sums.push(sink.sum);
            traces.push(sink.trace.unwrap_or_default());
        }
        let best = |without: Option<usize>| {
            (0..sums.len())
                .filter(|n| Some(*n) != without)
                .fold(None, |b: Option<usize>, n| if b.is_none_or(|b| sums[n] > sums[b]) { Some(n) } else { b })
        };
        let mut index = best(None).unwrap_or(0);
        if let Some(teacher) = &mut self.teacher {
            let right = teacher.right(question, proposals);
            index = teacher.watch(question, traces, right, index);
        }
        Choice { index, margin: best(Some(index)).map_or(9.0, |second| sums[index] - sums[second]) }
    }
}
