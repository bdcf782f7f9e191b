//! Deciding between proposals: the best sum of weights wins, and a teacher can look on.
//!
//! The passes call `Decide::choose` wherever more than one proposal is left. In a scan the model alone decides and features are
//! only added up. When the weights are trained, or a decision is to be explained, a teacher is told every proposal with its features.

use crate::extract::attribution::features::{Lanes, Sink};
use crate::extract::attribution::model::{Model, Sum, Sums};
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

/// What became of a word that could be a cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is none here.
    NoCue,
    /// Nothing is said beside it.
    NoContent,
    /// The whole is too unlikely.
    Doubtful,
    /// It is the cue of an attribution.
    Kept,
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

/// Makes the decisions of the pass.
pub trait Decide {
    /// Takes the features of one proposal.
    type Sink: Sink;
    /// Takes the features of four proposals at once.
    type Lanes: Lanes;
    /// True when every decision must be shown, however clear.
    const TAUGHT: bool;

    /// Told of every anchor before anything is decided about it.
    fn see(&mut self, _anchor: &Anchor) {}

    /// Told of what was decided about an anchor, before the last question.
    fn outcome(&mut self, _draft: &Draft) {}

    /// Told of what became of an anchor.
    fn ends(&mut self, _outcome: Outcome) {}

    /// Chooses the best of `proposals`; of equals the first.
    fn choose(&mut self, question: Question, proposals: &[Proposal], features: impl Fn(&Proposal, &mut Self::Sink)) -> Choice;

    /// Chooses the best of four proposals whose codes are their places.
    fn choose_lane(&mut self, question: Question, proposals: &[Proposal; 4], features: impl FnOnce(&mut Self::Lanes)) -> Choice;

    /// Says yes or no about `proposal`, with the sum for yes.
    fn judge(&mut self, question: Question, proposal: Proposal, features: impl FnOnce(&mut Self::Sink)) -> (bool, f32);
}

/// Decides by weights alone.
#[derive(Debug)]
pub struct Decider<'m> {
    model: &'m Model,
}

impl<'m> Decider<'m> {
    /// By these weights.
    pub fn new(model: &'m Model) -> Self {
        Decider { model }
    }
}

impl<'m> Decide for Decider<'m> {
    type Sink = Sum<'m>;
    type Lanes = Sums<'m>;
    const TAUGHT: bool = false;

    #[inline]
    fn choose(&mut self, _question: Question, proposals: &[Proposal], features: impl Fn(&Proposal, &mut Sum<'m>)) -> Choice {
        // A lone proposal needs no weighing.
        if proposals.len() < 2 {
            return Best::NONE.choice();
        }
        let mut best = Best::NONE;
        for (n, proposal) in proposals.iter().enumerate() {
            let mut sink = Sum::new(self.model);
            features(proposal, &mut sink);
            best.see(n, sink.sum);
        }
        best.choice()
    }

    #[inline]
    fn choose_lane(&mut self, _question: Question, _proposals: &[Proposal; 4], features: impl FnOnce(&mut Sums<'m>)) -> Choice {
        let mut sums = Sums::new(self.model);
        features(&mut sums);
        Best::of(&sums.sums).choice()
    }

    #[inline]
    fn judge(&mut self, _question: Question, _proposal: Proposal, features: impl FnOnce(&mut Sum<'m>)) -> (bool, f32) {
        let mut sink = Sum::new(self.model);
        features(&mut sink);
        (sink.sum > 0, sink.sum as f32 / 100.0)
    }
}

/// The best sum so far and the next best.
struct Best {
    index: usize,
    best: i32,
    second: i32,
}

impl Best {
    const NONE: Best = Best { index: 0, best: i32::MIN, second: i32::MIN };

    fn of(sums: &[i32]) -> Best {
        let mut best = Best::NONE;
        sums.iter().enumerate().for_each(|(n, sum)| best.see(n, *sum));
        best
    }

    #[inline]
    fn see(&mut self, n: usize, sum: i32) {
        if sum > self.best {
            self.second = self.best;
            (self.index, self.best) = (n, sum);
        } else if sum > self.second {
            self.second = sum;
        }
    }

    fn choice(&self) -> Choice {
        Choice { index: self.index, margin: if self.second == i32::MIN { 9.0 } else { (self.best - self.second) as f32 / 100.0 } }
    }
}

/// Decides by weights while a teacher looks on and may know better.
pub struct Taught<'m, 't> {
    model: &'m Model,
    teacher: &'t mut dyn Teacher,
}

impl std::fmt::Debug for Taught<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taught").finish_non_exhaustive()
    }
}

/// The numbers of the features of one proposal.
#[derive(Debug, Default)]
pub struct Listed(pub(super) Vec<u32>);

impl Sink for Listed {
    fn add(&mut self, feature: usize) {
        self.0.push(feature as u32);
    }
}

impl Lanes for Listed {
    fn add(&mut self, feature: usize) {
        self.0.push(feature as u32);
    }
}

impl<'m, 't> Taught<'m, 't> {
    /// With a teacher looking on.
    pub fn new(model: &'m Model, teacher: &'t mut dyn Teacher) -> Self {
        Taught { model, teacher }
    }

    fn decide(&mut self, question: Question, proposals: &[Proposal], listed: Vec<Vec<u32>>) -> (Choice, Vec<i32>) {
        let sum = |features: &Vec<u32>| features.iter().map(|f| self.model.weight(*f as usize)).sum::<i32>();
        let sums: Vec<i32> = listed.iter().map(sum).collect();
        let mut choice = Best::of(&sums).choice();
        let right = self.teacher.right(question, proposals);
        let index = self.teacher.watch(question, listed, right, choice.index);
        if index != choice.index {
            let best = sums[choice.index];
            choice = Choice { index, margin: (sums[index] - best) as f32 / 100.0 };
        }
        (choice, sums)
    }
}

impl Decide for Taught<'_, '_> {
    type Sink = Listed;
    type Lanes = Listed;
    const TAUGHT: bool = true;

    fn see(&mut self, anchor: &Anchor) {
        self.teacher.see(anchor);
    }

    fn outcome(&mut self, draft: &Draft) {
        self.teacher.outcome(draft);
    }

    fn choose(&mut self, question: Question, proposals: &[Proposal], features: impl Fn(&Proposal, &mut Listed)) -> Choice {
        let listed = proposals.iter().map(|proposal| {
            let mut sink = Listed::default();
            features(proposal, &mut sink);
            sink.0
        });
        let listed = listed.collect();
        self.decide(question, proposals, listed).0
    }

    fn choose_lane(&mut self, question: Question, proposals: &[Proposal; 4], features: impl FnOnce(&mut Listed)) -> Choice {
        let mut sink = Listed::default();
        features(&mut sink);
        let listed = (0..4).map(|lane| sink.0.iter().map(|f| f + lane).collect()).collect();
        self.decide(question, proposals, listed).0
    }

    fn judge(&mut self, question: Question, proposal: Proposal, features: impl FnOnce(&mut Listed)) -> (bool, f32) {
        let mut sink = Listed::default();
        features(&mut sink);
        let both = [Proposal { code: 0, ..proposal }, Proposal { code: 1, ..proposal }];
        let (choice, sums) = self.decide(question, &both, vec![Vec::new(), sink.0]);
        (choice.index == 1, sums[1] as f32 / 100.0)
    }
}
