//! What was decided about every word that could be a cue, with the features that decided: `explain` shows it.
//!
//! The pass is the same as in an ordinary run; only the one who decides is another, who keeps the sums of all proposals. So an
//! ordinary run pays nothing for it.

use crate::extract::Context;
use crate::extract::attribution::decide::{Choice, Decide, Listed, Proposal, Question};
use crate::extract::attribution::model::Model;
use crate::extract::attribution::templates::SIDES;
use crate::extract::attribution::{Anchor, Draft, Outcome};
use crate::text::ByteSpan;

/// How many of the proposals that lost are kept.
const LOSERS: usize = 2;
/// How many features are kept of a decision.
const REASONS: usize = 4;
/// How many words of a place in the text are shown.
const WORDS: usize = 5;

/// A word that could be a cue, and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Traced {
    /// The cue, as far as it was decided.
    pub cue: ByteSpan,
    /// What became of it.
    pub outcome: Outcome,
    /// What was decided about it, in that order.
    pub decisions: Vec<Decision>,
}

/// How a question was decided.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// The question.
    pub question: Question,
    /// What was chosen, then the best of those that lost; a question that is answered with yes or no has one.
    pub proposals: Vec<Weighed>,
    /// The features that spoke most for or against what was chosen, seen from the next best, with their weights.
    pub features: Vec<(String, f32)>,
    /// A rule overruled the weights.
    pub overruled: bool,
}

/// A proposal and its sum.
#[derive(Clone, PartialEq, Debug)]
pub struct Weighed {
    /// What was proposed, in words.
    pub what: String,
    /// The sum of its weights.
    pub sum: f32,
}

/// Decides by weights and keeps what it sees.
#[derive(Debug)]
pub struct Tracer<'c, 'a> {
    context: &'c Context<'a>,
    /// Every word that could be a cue, in text order.
    pub traced: Vec<Traced>,
}

impl<'c, 'a> Tracer<'c, 'a> {
    /// For one document.
    pub fn new(context: &'c Context<'a>) -> Self {
        Tracer { context, traced: Vec::new() }
    }

    fn model(&self) -> &'c Model {
        &self.context.rules.attribution_tables.model
    }

    fn sum(&self, features: &[u32]) -> i32 {
        features.iter().map(|f| self.model().weight(*f as usize)).sum()
    }

    /// The features in which `best` differs most from `next`.
    fn reasons(&self, best: &[u32], next: &[u32]) -> Vec<(String, f32)> {
        let weights = |features: &[u32], others: &[u32], sign: i32| {
            let own = features.iter().filter(|f| !others.contains(f)).map(|f| (*f, sign * self.model().weight(*f as usize)));
            own.filter(|(_, weight)| *weight != 0).collect::<Vec<_>>()
        };
        let mut all = weights(best, next, 1);
        all.extend(weights(next, best, -1).into_iter().filter(|(_, weight)| *weight > 0));
        all.sort_by_key(|(feature, weight)| (-weight.abs(), *feature));
        let told = |(feature, weight): (u32, i32)| {
            let against = if best.contains(&feature) { "" } else { "no " };
            (
                format!("{against}{}", self.context.rules.attribution_tables.feature_name(feature as usize, self.context.lexicon)),
                weight as f32 / 100.0,
            )
        };
        all.into_iter().take(REASONS).map(told).collect()
    }

    fn decided(&mut self, question: Question, proposals: Vec<(String, Vec<u32>)>) -> Choice {
        let mut order: Vec<(usize, i32)> = proposals.iter().map(|(_, features)| self.sum(features)).enumerate().collect();
        order.sort_by_key(|(n, sum)| (-sum, *n));
        let features = |place: usize| order.get(place).map_or(&[][..], |(n, _)| &proposals[*n].1);
        let decision = Decision {
            question,
            proposals: order
                .iter()
                .take(1 + LOSERS)
                .map(|(n, sum)| Weighed { what: proposals[*n].0.clone(), sum: *sum as f32 / 100.0 })
                .collect(),
            features: self.reasons(features(0), features(1)),
            overruled: false,
        };
        if let Some(traced) = self.traced.last_mut() {
            traced.decisions.push(decision);
        }
        let margin = order.get(1).map_or(9.0, |(_, second)| (order[0].1 - second) as f32 / 100.0);
        Choice { index: order.first().map_or(0, |(n, _)| *n), margin }
    }

    fn words(&self, from: usize, to: usize) -> String {
        let doc = &self.context.doc;
        let to = to.min(doc.tokens().len());
        if from >= to {
            return String::new();
        }
        let text = &doc.text[doc.token(from).start as usize..doc.token(to - 1).end as usize];
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A proposal in words.
    fn told(&self, question: Question, proposal: &Proposal) -> String {
        let (at, end) = (proposal.at as usize, proposal.end as usize);
        match question {
            Question::Source if proposal.code == 0 => "nobody".into(),
            Question::Source | Question::SourceEnd | Question::CueEnd => format!("“{}”", self.words(at, end)),
            Question::Start | Question::Left => format!("“{} …”", self.words(at, at + WORDS)),
            Question::End => format!("“… {}”", self.words(at.max(end.saturating_sub(WORDS)), end)),
            Question::Side => SIDES[proposal.code as usize % SIDES.len()].into(),
            Question::Cue | Question::Keep => String::new(),
        }
    }
}

impl Decide for Tracer<'_, '_> {
    type Sink = Listed;
    type Lanes = Listed;
    const TAUGHT: bool = false;

    fn see(&mut self, anchor: &Anchor) {
        let cue = self.context.doc.bytes(anchor.cue);
        self.traced.push(Traced { cue, outcome: Outcome::NoCue, decisions: Vec::new() });
    }

    fn outcome(&mut self, draft: &Draft) {
        let cue = self.context.doc.bytes(draft.anchor.cue);
        let Some(traced) = self.traced.last_mut() else { return };
        traced.cue = cue;
        for decision in traced.decisions.iter_mut().filter(|d| d.question == Question::Side) {
            decision.overruled = decision.proposals.first().is_some_and(|p| p.what != SIDES[draft.content.side]);
        }
    }

    fn ends(&mut self, outcome: Outcome) {
        if let Some(traced) = self.traced.last_mut() {
            traced.outcome = outcome;
        }
    }

    fn choose(&mut self, question: Question, proposals: &[Proposal], features: impl Fn(&Proposal, &mut Listed)) -> Choice {
        let listed = proposals.iter().map(|proposal| {
            let mut sink = Listed::default();
            features(proposal, &mut sink);
            (self.told(question, proposal), sink.0)
        });
        let listed = listed.collect();
        self.decided(question, listed)
    }

    fn choose_lane(&mut self, question: Question, proposals: &[Proposal; 4], features: impl FnOnce(&mut Listed)) -> Choice {
        let mut sink = Listed::default();
        features(&mut sink);
        let of_lane = |(proposal, lane): (&Proposal, u32)| (self.told(question, proposal), sink.0.iter().map(|f| f + lane).collect());
        let listed = proposals.iter().zip(0..).map(of_lane).collect();
        self.decided(question, listed)
    }

    fn judge(&mut self, question: Question, _proposal: Proposal, features: impl FnOnce(&mut Listed)) -> (bool, f32) {
        let mut sink = Listed::default();
        features(&mut sink);
        let sum = self.sum(&sink.0);
        self.decided(question, vec![(String::new(), sink.0)]);
        (sum > 0, sum as f32 / 100.0)
    }
}

impl Traced {
    /// The last decision in words: its sum and the features that spoke most.
    pub fn last_reason(&self) -> String {
        let Some(decision) = self.decisions.last() else { return ".".into() };
        let sum = decision.proposals.first().map_or(0.0, |p| p.sum);
        match decision.features_in_words() {
            words if words.is_empty() => format!(" ({sum:+.2})."),
            words => format!(" ({sum:+.2}): {words}."),
        }
    }
}

impl Decision {
    /// The features that spoke most, with their weights.
    pub fn features_in_words(&self) -> String {
        self.features.iter().map(|(name, weight)| format!("{name} {weight:+.2}")).collect::<Vec<_>>().join(", ")
    }
}
