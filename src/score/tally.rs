//! Counts that can be added up over documents, and the figures made of them.
//!
//! Definitions (gold = expected, found = the program's; a pair is one of each that share text, one to one):
//!
//! * `found`: pairs over found (precision), over gold (recall).
//! * `exact`, `partial`, `type`, `strict`: SemEval 2013 task 9 as nervaluate counts it. A pair is *exact* when its spans are the
//!   same and *typed* when its label is (measure of a claim, certainty of an attribution, type of an actor). `exact`: exact pairs;
//!   `type`: typed pairs; `strict`: pairs that are both; `partial`: an exact pair counts 1, any other 0.5. What is not correct in a
//!   pair is incorrect, gold without a pair missing, a finding without one spurious.
//! * `whole`: pairs that can be used as they stand. A claim: the amount (bounds and side), the unit and the source agree. An
//!   attribution: the heads of the sources agree and the contents share half of their words (token F1). A mention: span, actor
//!   and type agree.
//! * `all`: pairs in which every judged field agrees (and the span of a mention).
//! * a field: correct over correct + partial + incorrect + spurious (precision), over correct + partial + incorrect + missing
//!   (recall), after MUC-5; the fields of gold without a pair are missing, of findings without one spurious; where nothing was
//!   expected and nothing found, nothing is counted. The field `source` of claims is the accuracy of number → source links.
//! * `clusters`: B-cubed (Bagga and Baldwin 1998) over mentions, a mention that only one side has counting as wrong.

use super::compare::Grade;
use super::gold::Kind;

/// Numerators and denominators of precision and recall, which can be added.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    /// What is right of what was found, and how much was found.
    pub precision: (f64, f64),
    /// What is right of what was expected, and how much was expected.
    pub recall: (f64, f64),
}

impl Ratio {
    fn of(hits: f64, found: f64, gold: f64) -> Self {
        Ratio { precision: (hits, found), recall: (hits, gold) }
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: &Ratio) {
        self.precision.0 += other.precision.0;
        self.precision.1 += other.precision.1;
        self.recall.0 += other.recall.0;
        self.recall.1 += other.recall.1;
    }

    /// Precision, from 0 to 1; 1 when nothing was found and nothing expected.
    pub fn precision(&self) -> f64 {
        self.share(self.precision)
    }

    /// Recall, from 0 to 1; 1 when nothing was found and nothing expected.
    pub fn recall(&self) -> f64 {
        self.share(self.recall)
    }

    /// The harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    fn share(&self, (hits, all): (f64, f64)) -> f64 {
        if all > 0.0 { hits / all } else { f64::from(u8::from(self.precision.1 + self.recall.1 == 0.0)) }
    }
}

/// How often a field got each grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Grades {
    /// As expected.
    pub correct: usize,
    /// Something in common with what was expected.
    pub partial: usize,
    /// Something else.
    pub incorrect: usize,
    /// Expected and not found.
    pub missing: usize,
    /// Found and not expected.
    pub spurious: usize,
}

impl Grades {
    /// Counts one more.
    pub fn count(&mut self, grade: Grade) {
        match grade {
            Grade::Correct => self.correct += 1,
            Grade::Partial => self.partial += 1,
            Grade::Incorrect => self.incorrect += 1,
            Grade::Missing => self.missing += 1,
            Grade::Spurious => self.spurious += 1,
        }
    }

    fn add(&mut self, other: &Grades) {
        self.correct += other.correct;
        self.partial += other.partial;
        self.incorrect += other.incorrect;
        self.missing += other.missing;
        self.spurious += other.spurious;
    }

    fn ratio(&self) -> Ratio {
        let both = self.correct + self.partial + self.incorrect;
        Ratio::of(self.correct as f64, (both + self.spurious) as f64, (both + self.missing) as f64)
    }
}

/// The counts of one kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Gold findings.
    pub gold: usize,
    /// Findings of the program.
    pub found: usize,
    /// Pairs.
    pub paired: usize,
    /// Pairs with the same span.
    pub exact: usize,
    /// Pairs with the same label.
    pub typed: usize,
    /// Pairs with both.
    pub strict: usize,
    /// Pairs that can be used as they stand.
    pub whole: usize,
    /// Pairs in which every judged field agrees.
    pub right: usize,
    /// By field, in the order of `Kind::fields`.
    pub fields: Vec<Grades>,
    /// B-cubed of the mentions.
    pub clusters: Ratio,
}

/// The names of the figures of a kind that are not fields.
const WHOLE: [&str; 7] = ["found", "exact", "partial", "type", "strict", "whole", "all"];

impl Tally {
    /// An empty tally of a kind.
    pub fn new(kind: Kind) -> Self {
        Tally { fields: kind.fields().map(|_| Grades::default()).collect(), ..Tally::default() }
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: &Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.paired += other.paired;
        self.exact += other.exact;
        self.typed += other.typed;
        self.strict += other.strict;
        self.whole += other.whole;
        self.right += other.right;
        for (own, others) in self.fields.iter_mut().zip(&other.fields) {
            own.add(others);
        }
        self.clusters.add(&other.clusters);
    }

    /// Its figures, in the order of `figure_names`.
    fn ratios(&self, kind: Kind) -> impl Iterator<Item = Ratio> + '_ {
        let (found, gold) = (self.found as f64, self.gold as f64);
        let partial = (self.exact + self.paired) as f64 / 2.0;
        let [paired, exact, typed, strict, whole, right] =
            [self.paired, self.exact, self.typed, self.strict, self.whole, self.right].map(|n| n as f64);
        let hits = [paired, exact, partial, typed, strict, whole, right];
        hits.into_iter()
            .map(move |hits| Ratio::of(hits, found, gold))
            .chain(self.fields.iter().map(Grades::ratio))
            .chain((kind == Kind::Actor).then_some(self.clusters))
    }

    /// Correct, partial, incorrect, missing and spurious spans in the four schemes of SemEval 2013 task 9.
    pub fn schemes(&self) -> [(&'static str, Grades); 4] {
        let (missing, spurious) = (self.gold - self.paired, self.found - self.paired);
        let of = |correct: usize| Grades { correct, partial: 0, incorrect: self.paired - correct, missing, spurious };
        let partial = Grades { correct: self.exact, partial: self.paired - self.exact, incorrect: 0, missing, spurious };
        [("strict", of(self.strict)), ("exact", of(self.exact)), ("partial", partial), ("type", of(self.typed))]
    }
}

/// The names of all figures: `claims.found`, `claims.source`, …, in their fixed order.
pub fn figure_names() -> Vec<String> {
    let of = |kind: Kind| {
        let clusters = (kind == Kind::Actor).then_some("clusters");
        let parts = WHOLE.into_iter().chain(kind.fields()).chain(clusters);
        parts.map(move |part| format!("{}.{part}", kind.plural()))
    };
    Kind::ALL.into_iter().flat_map(of).collect()
}

/// The figures of the three kinds, in the order of `figure_names`.
pub fn ratios(tallies: &[Tally; 3]) -> Vec<Ratio> {
    Kind::ALL.into_iter().flat_map(|kind| tallies[kind as usize].ratios(kind)).collect()
}
