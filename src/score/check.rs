//! A finished check: everything that the outputs show, and the one verdict that both the last line and the exit status come from.

use std::fmt;

use super::gates::Breach;
use super::gold::Gold;
use super::report::{Difference, Report};
use super::totals::Totals;

/// How a check ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Every gate holds.
    Passed,
    /// At least one gate does not.
    Failed,
    /// Fixtures are missing, empty or broken, or cannot be compared with the baseline: nothing is known.
    Broken,
}

impl Verdict {
    /// The exit status.
    pub fn status(self) -> u8 {
        self as u8
    }

    /// Its name in the outputs.
    pub fn name(self) -> &'static str {
        ["passed", "failed", "broken"][self as usize]
    }
}

/// What is wrong with a fixture, gates or baseline file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, 0 when the file as a whole is meant.
    pub line: u64,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// A finished check.
#[derive(Debug, Default)]
pub struct Check {
    /// What was scored, in the order of the paths, each with its comparison.
    pub scored: Vec<(Gold, Report)>,
    /// The articles added up.
    pub totals: Totals,
    /// The drafts that were left out.
    pub drafts: Vec<String>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// How many gates there were: floors, drops and cases.
    pub gates: usize,
    /// The gates that do not hold.
    pub breaches: Vec<Breach>,
    /// The hash of the gold.
    pub gold_hash: String,
    /// The program's version, and the digest of its lexicon and rules.
    pub made_by: String,
}

impl Check {
    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        if !self.faults.is_empty() || self.scored.is_empty() {
            Verdict::Broken
        } else if self.breaches.is_empty() {
            Verdict::Passed
        } else {
            Verdict::Failed
        }
    }

    /// The verdict as the last line says it.
    pub fn verdict_line(&self) -> String {
        let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let (cases, articles) = (self.cases().count(), count(self.totals.articles, "article"));
        match self.verdict() {
            Verdict::Passed if self.gates == 0 => format!("passed: {articles} scored, but no gate is set, so nothing could fail"),
            Verdict::Passed => format!("passed: {articles} and {}, all {} hold", count(cases, "case"), count(self.gates, "gate")),
            Verdict::Failed => format!("failed: {} of {} not met", self.breaches.len(), count(self.gates, "gate")),
            Verdict::Broken if self.faults.is_empty() => "broken: there is no reviewed fixture to score".into(),
            Verdict::Broken => format!("broken: {} in the fixtures, nothing is certain", count(self.faults.len(), "fault")),
        }
    }

    /// The cases.
    pub fn cases(&self) -> impl Iterator<Item = &(Gold, Report)> {
        self.scored.iter().filter(|(gold, _)| gold.is_case)
    }

    /// The differences that count, the worst first: lost and made-up findings, then wrong fields; in failing cases before articles.
    /// Pending cases are known to differ and are left out.
    pub fn worst(&self) -> Vec<(&Gold, &Difference)> {
        let known = self.scored.iter().filter(|(gold, _)| gold.pending.is_empty());
        let mut all: Vec<(&Gold, &Difference)> = known.flat_map(|(gold, r)| r.differences.iter().map(move |d| (gold, d))).collect();
        // Stable, so that equals keep the order of the text.
        all.sort_by(|(a, x), (b, y)| b.is_case.cmp(&a.is_case).then(y.weight.total_cmp(&x.weight)));
        all
    }
}

/// The cases that do not come out as written, and those that do although they are marked pending.
pub fn case_breaches(scored: &[(Gold, Report)]) -> Vec<Breach> {
    let breach = |(gold, report): &(Gold, Report)| {
        let message = match (report.differences.first(), gold.pending.is_empty()) {
            (None, true) | (Some(_), false) => return None,
            (None, false) => "passes now; take `pending` out".to_string(),
            (Some(first), true) => format!("{:?}: {}", gold.text, first.told()),
        };
        Some(Breach { gate: format!("case {}", gold.id), message, file: gold.gold_file.clone(), line: gold.line })
    };
    scored.iter().filter(|(gold, _)| gold.is_case).filter_map(breach).collect()
}

impl Difference {
    /// What is wrong, in a line.
    pub fn told(&self) -> String {
        let (kind, text) = (self.kind.name(), &self.text);
        let quoted = |value: &str| if value.is_empty() { "nothing".to_string() } else { format!("{value:?}") };
        match &self.field {
            None if self.rule.is_empty() => format!("{kind} {text:?} is missing"),
            None => format!("{kind} {text:?} is not expected"),
            Some(field) => format!("{kind} {text:?}: {field} should be {}, is {}", quoted(&self.want), quoted(&self.got)),
        }
    }
}
