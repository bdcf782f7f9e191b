//! The figures of a whole set: added up over its documents, each with an interval that says how much of it is chance.
//!
//! The interval is the 95 % percentile bootstrap over documents (Efron 1979): documents are drawn again with replacement a
//! thousand times, from a generator with a fixed seed, so that the same set always gives the same interval.

use std::collections::BTreeMap;

use super::gold::{Gold, Kind};
use super::report::{LabelTally, Report, RuleTally};
use super::tally::{Ratio, Tally, figure_names, ratios};

const RESAMPLES: usize = 1000;
const SEED: u64 = 0x6f6e_7265_636f_7264;

/// A figure of the whole set.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// `claims.found`, `claims.source`, …
    pub name: String,
    /// Its counts.
    pub ratio: Ratio,
    /// The 95 % bootstrap interval of F1.
    pub interval: (f64, f64),
}

/// A set of documents, scored.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// How many articles were counted.
    pub articles: usize,
    /// By kind.
    pub tallies: [Tally; 3],
    /// All figures, in the order of `figure_names`; those of kinds that nobody annotated are left out.
    pub figures: Vec<Figure>,
    /// By rule.
    pub rules: BTreeMap<String, RuleTally>,
    /// By kind and label.
    pub labels: BTreeMap<(Kind, String), LabelTally>,
}

impl Totals {
    /// Adds up the articles among `scored`; cases are not counted, they pass or fail.
    pub fn of<'a>(scored: impl IntoIterator<Item = (&'a Gold, &'a Report)>) -> Totals {
        let articles: Vec<_> = scored.into_iter().filter(|(gold, _)| !gold.is_case).collect();
        let mut totals = Totals { articles: articles.len(), tallies: Kind::ALL.map(Tally::new), ..Totals::default() };
        for (_, report) in &articles {
            for (sum, tally) in totals.tallies.iter_mut().zip(&report.tallies) {
                sum.add(tally);
            }
            for (rule, tally) in &report.rules {
                let sum = totals.rules.entry(rule.clone()).or_default();
                sum.paired += tally.paired;
                sum.whole += tally.whole;
                sum.spurious += tally.spurious;
                sum.wrong_fields += tally.wrong_fields;
            }
            for (label, tally) in &report.labels {
                let sum = totals.labels.entry(label.clone()).or_default();
                sum.gold += tally.gold;
                sum.found += tally.found;
                sum.both += tally.both;
            }
        }
        let by_document: Vec<Vec<Ratio>> = articles.iter().map(|(_, report)| ratios(&report.tallies)).collect();
        let sums = ratios(&totals.tallies);
        let annotated = |kind: Kind| articles.iter().any(|(gold, _)| gold.kinds.contains(&kind));
        let kept: Vec<bool> =
            figure_names().iter().map(|n| Kind::ALL.into_iter().any(|k| n.starts_with(k.plural()) && annotated(k))).collect();
        let intervals = intervals(&by_document, sums.len());
        totals.figures = figure_names()
            .into_iter()
            .zip(sums)
            .zip(intervals)
            .zip(kept)
            .filter(|(_, kept)| *kept)
            .map(|(((name, ratio), interval), _)| Figure { name, ratio, interval })
            .collect();
        totals
    }

    /// The figure of a name.
    pub fn figure(&self, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|f| f.name == name)
    }
}

fn intervals(documents: &[Vec<Ratio>], figures: usize) -> Vec<(f64, f64)> {
    if documents.is_empty() {
        return vec![(0.0, 0.0); figures];
    }
    let mut random = SplitMix(SEED);
    let mut samples = vec![Vec::with_capacity(RESAMPLES); figures];
    for _ in 0..RESAMPLES {
        let mut sums = vec![Ratio::default(); figures];
        for _ in 0..documents.len() {
            let drawn = &documents[(random.next() % documents.len() as u64) as usize];
            for (sum, ratio) in sums.iter_mut().zip(drawn) {
                sum.add(ratio);
            }
        }
        for (list, sum) in samples.iter_mut().zip(&sums) {
            list.push(sum.f1());
        }
    }
    let bounds = |mut list: Vec<f64>| {
        list.sort_unstable_by(f64::total_cmp);
        (list[RESAMPLES / 40], list[RESAMPLES - 1 - RESAMPLES / 40])
    };
    samples.into_iter().map(bounds).collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
