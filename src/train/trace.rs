//! Shows how one text is decided: every question, its proposals, and the weights that spoke for each.

use onrecord::extract::Context;
use onrecord::extract::attribution::decide::{Proposal, Question, Teacher};
use onrecord::extract::attribution::{Anchor, Draft};

/// Prints what it sees.
pub struct Tracer<'c, 'a> {
    /// The text.
    pub context: &'c Context<'a>,
    /// The proposals of the question at hand.
    pub proposals: Vec<Proposal>,
}

impl Teacher for Tracer<'_, '_> {
    fn see(&mut self, anchor: &Anchor) {
        println!("== {:?}", self.context.doc.text_of(anchor.cue));
    }

    fn outcome(&mut self, _draft: &Draft) {}

    fn right(&mut self, _question: Question, proposals: &[Proposal]) -> Option<usize> {
        self.proposals = proposals.to_vec();
        None
    }

    fn watch(&mut self, question: Question, features: Vec<Vec<u32>>, _right: Option<usize>, chosen: usize) -> usize {
        println!("  {question:?}");
        let model = self.context.rules.attribution_tables.model();
        let weight = |feature: &u32| model.weight(*feature as usize) as f32 / 100.0;
        for (n, traced) in features.iter().enumerate() {
            let p = &self.proposals[n];
            let sum: f32 = traced.iter().map(weight).sum();
            let words: Vec<&str> = (p.at..p.end.max(p.at + 1))
                .take(12)
                .filter(|n| (*n as usize) < self.context.doc.tokens().len())
                .map(|n| self.context.doc.word(n as usize))
                .collect();
            println!("   {} {sum:6.2} code {} {}", if n == chosen { "*" } else { " " }, p.code, words.join(" "));
            let mut rows: Vec<(f32, u32)> = traced.iter().map(|f| (weight(f), *f)).filter(|(w, _)| w.abs() > 0.2).collect();
            rows.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
            for (w, f) in rows.iter().take(6) {
                println!("            {w:6.2} {}", model.name(*f as usize, self.context.lexicon));
            }
        }
        chosen
    }
}
