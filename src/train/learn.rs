//! Watching decisions beside the gold, and learning weights from them.
//!
//! The weights are those of a log-linear ranker for each question, fitted by AdaGrad in a fixed order with a penalty that
//! keeps rare features at nothing.

use std::collections::HashMap;

use onrecord::extract::Context;
use onrecord::extract::attribution::decide::{Proposal, Question, Teacher};
use onrecord::extract::attribution::{Anchor, Draft, FEATURES};
use onrecord::text::TokenKind;

use crate::gold::{Known, Marked};
use crate::{content_tokens, is_last};

const EPOCHS: usize = 12;
const RATE: f32 = 0.15;

/// What keeps the table small.
#[derive(Clone, Copy)]
pub struct Settings {
    /// Features seen less often are left out.
    pub least: u32,
    /// How strongly small weights are pulled to nothing, for each decision.
    pub pull: f32,
}

/// A decision with the features of its proposals and the right one.
pub struct Decision {
    /// How much it counts.
    pub weight: f32,
    question: Question,
    proposals: Vec<Vec<u32>>,
    right: Option<usize>,
}

/// What the gold says of an anchor.
#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    /// It is the cue of this attribution.
    Cue(usize),
    /// It is none.
    No,
    /// The gold leaves it open.
    Open,
}

/// Looks on and compares with the gold.
pub struct Watcher<'c, 'a> {
    context: &'c Context<'a>,
    marked: &'c Marked,
    forced: bool,
    verdict: Verdict,
    /// The gold's way was left, so that what follows teaches nothing.
    lost: bool,
    good: bool,
    anchor: Option<Anchor>,
    /// What was seen.
    pub decisions: Vec<Decision>,
}

impl<'c, 'a> Watcher<'c, 'a> {
    /// With `forced` every decision follows the gold.
    pub fn new(context: &'c Context<'a>, marked: &'c Marked, forced: bool) -> Self {
        Watcher { context, marked, forced, verdict: Verdict::Open, lost: false, good: false, anchor: None, decisions: Vec::new() }
    }

    fn first_word(&self, mut at: usize) -> usize {
        while at < self.context.doc.tokens().len() && !self.is_word(at) {
            at += 1;
        }
        at
    }

    fn last_word(&self, mut end: usize) -> usize {
        while end > 0 && !self.is_word(end - 1) {
            end -= 1;
        }
        end
    }

    fn is_word(&self, at: usize) -> bool {
        matches!(self.context.doc.kind(at), TokenKind::Word | TokenKind::Number)
    }

    fn known(&self) -> Option<&'c Known> {
        match self.verdict {
            Verdict::Cue(n) => Some(&self.marked.known[n]),
            _ => None,
        }
    }

    fn judge(&self, anchor: &Anchor) -> Verdict {
        let mut verdict = Verdict::No;
        for (n, known) in self.marked.known.iter().enumerate() {
            if known.cue.contains(&anchor.at) {
                let verbs_before = known.cue.iter().take_while(|t| **t < anchor.at).count();
                let overlap = known.cue.iter().filter(|t| anchor.cue.holds(**t)).count();
                let enough = 2 * overlap >= known.cue.len() || overlap >= 2 || verbs_before == 0;
                return if known.open {
                    Verdict::Open
                } else if enough {
                    Verdict::Cue(n)
                } else {
                    Verdict::Open
                };
            }
            if known.content.binary_search(&anchor.at).is_ok() {
                verdict = Verdict::Open;
            }
        }
        verdict
    }

    fn nearest(&self, proposals: &[Proposal], wanted: usize, place: impl Fn(&Proposal) -> usize) -> Option<usize> {
        let distance = |p: &Proposal| place(p).abs_diff(wanted);
        let (n, best) = proposals.iter().enumerate().min_by_key(|(n, p)| (distance(p), *n))?;
        (distance(best) <= 2).then_some(n)
    }

    fn is_good(&self, draft: &Draft) -> bool {
        let Some(known) = self.known() else { return false };
        let source_right = match (known.head, draft.source.place) {
            (None, 0) => true,
            (Some(head), place) if place > 0 => draft.source.tokens.holds(head) && known.source.contains(&draft.source.head),
            _ => false,
        };
        let pieces = content_tokens(draft);
        let size: usize = pieces.iter().map(|p| p.range().filter(|n| self.is_word(*n)).count()).sum();
        let hit = known.content.iter().filter(|n| pieces.iter().any(|p| p.holds(**n))).count();
        source_right && 4 * hit >= size + known.content.len()
    }
}

impl Teacher for Watcher<'_, '_> {
    fn see(&mut self, anchor: &Anchor) {
        self.verdict = self.judge(anchor);
        self.lost = false;
        self.good = false;
        self.anchor = Some(*anchor);
    }

    fn outcome(&mut self, draft: &Draft) {
        self.good = self.is_good(draft);
    }

    fn right(&mut self, question: Question, proposals: &[Proposal]) -> Option<usize> {
        match (question, self.verdict) {
            (_, Verdict::Open) => return None,
            (Question::Cue, verdict) => return Some(usize::from(verdict != Verdict::No)),
            (Question::Keep, _) => return Some(usize::from(self.good)),
            _ => {}
        }
        let known = self.known()?;
        let cue = self.anchor?.cue;
        match question {
            Question::CueEnd => {
                let last = known.cue.last()? + 1;
                proposals.iter().position(|p| self.last_word(p.end as usize) == last)
            }
            Question::Source => match known.head {
                None => Some(0),
                Some(head) => proposals.iter().position(|p| p.code > 0 && (p.at as usize) <= head && head < p.end as usize),
            },
            Question::SourceEnd => {
                let last = known.source.last()? + 1;
                proposals.iter().position(|p| self.last_word(p.end as usize) == last)
            }
            Question::Side => {
                let left = known.content.iter().any(|n| *n < cue.start as usize);
                let right = known.content.iter().any(|n| *n >= cue.end as usize);
                Some(match (left, right) {
                    (false, true) => 0,
                    (true, false) => 1,
                    (true, true) => 2,
                    (false, false) => 3,
                })
            }
            Question::Start => {
                let first = *known.content.iter().find(|n| **n >= cue.end as usize)?;
                self.nearest(proposals, first, |p| self.first_word(p.at as usize))
            }
            Question::End => {
                let last = known.content.last()? + 1;
                self.nearest(proposals, last, |p| self.last_word(p.end as usize))
            }
            Question::Left => {
                let first = *known.content.first()?;
                self.nearest(proposals, first, |p| self.first_word(p.at as usize))
            }
            Question::Cue | Question::Keep => None,
        }
    }

    fn watch(&mut self, question: Question, features: Vec<Vec<u32>>, right: Option<usize>, chosen: usize) -> usize {
        if !self.forced {
            if is_last(question) && right.is_some() {
                self.decisions.push(Decision { weight: 1.0, question, proposals: features, right });
            }
            return chosen;
        }
        if !self.lost && !is_last(question) && self.verdict != Verdict::Open && (question == Question::Cue || self.known().is_some()) {
            self.decisions.push(Decision { weight: 1.0, question, proposals: features, right });
        }
        if right.is_none() && matches!(question, Question::Source | Question::Side | Question::Start) {
            self.lost = true;
        }
        right.unwrap_or(chosen)
    }
}

/// Says for each question how often the right answer was among the proposals.
pub fn coverage(decisions: &[Decision]) {
    let mut counts: HashMap<String, (usize, usize, usize)> = HashMap::new();
    for d in decisions {
        let row = counts.entry(format!("{:?}", d.question)).or_default();
        row.0 += 1;
        row.1 += usize::from(d.right.is_some());
        row.2 += d.proposals.len();
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort();
    for (question, (all, right, proposals)) in rows {
        println!(
            "{question:10} {all:7} decisions, answer proposed {:.3}, {:.1} proposals",
            right as f64 / all as f64,
            proposals as f64 / all as f64
        );
    }
}

/// Fits the weights: once with the pull, to find the features that matter, and once more with those alone.
pub fn learn(decisions: &[Decision], settings: Settings) -> Vec<f32> {
    let mut seen = vec![0u32; FEATURES];
    for d in decisions.iter().filter(|d| d.right.is_some()) {
        for f in d.proposals.iter().flatten() {
            seen[*f as usize] += 1;
        }
    }
    let open: Vec<bool> = seen.iter().map(|n| *n >= settings.least).collect();
    let first = fit(decisions, &open, settings.pull);
    let open: Vec<bool> = first.iter().map(|w| w.abs() >= 0.02).collect();
    fit(decisions, &open, 0.0)
}

fn fit(decisions: &[Decision], open: &[bool], pull: f32) -> Vec<f32> {
    let size = open.len();
    let (mut weights, mut squares) = (vec![0f32; size], vec![1e-3f32; size]);
    let mut averages = vec![0f32; size];
    let mut sums = Vec::new();
    for epoch in 0..EPOCHS {
        for d in decisions {
            let Some(right) = d.right else { continue };
            sums.clear();
            sums.extend(d.proposals.iter().map(|p| p.iter().map(|f| weights[*f as usize]).sum::<f32>()));
            let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f32 = sums.iter().map(|s| (s - most).exp()).sum();
            for (n, proposal) in d.proposals.iter().enumerate() {
                let slope = d.weight * ((sums[n] - most).exp() / total - f32::from(u8::from(n == right)));
                for &f in proposal {
                    let f = f as usize;
                    if !open[f] {
                        continue;
                    }
                    squares[f] += slope * slope;
                    let step = RATE / squares[f].sqrt();
                    let moved = weights[f] - step * slope;
                    weights[f] = if pull > 0.0 { moved.signum() * (moved.abs() - step * pull).max(0.0) } else { moved };
                }
            }
        }
        if epoch >= EPOCHS / 2 {
            for (a, w) in averages.iter_mut().zip(&weights) {
                *a += w / (EPOCHS - EPOCHS / 2) as f32;
            }
        }
    }
    if pull > 0.0 { weights } else { averages }
}
