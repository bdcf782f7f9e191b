//! A decision between proposals in a line: what was chosen, what lost, and the features that made the difference.

use crate::extract::attribution::decide::Question;
use crate::extract::attribution::{Decision, Weighed};

/// The decision in words; empty when there was no choice.
pub(super) fn told(decision: &Decision) -> String {
    let chosen = decision.proposals.first();
    let sum = chosen.map_or(0.0, |p| p.sum);
    let question = match decision.question {
        Question::Cue => format!("a cue here ({sum:+.2})"),
        Question::Keep => format!("kept as a whole ({sum:+.2})"),
        _ if decision.proposals.len() < 2 => return String::new(),
        Question::CueEnd => choice("cue", decision),
        Question::Source => choice("source", decision),
        Question::SourceEnd => choice("source phrase", decision),
        Question::Side => choice("content", decision),
        Question::Start | Question::Left => choice("content from", decision),
        Question::End => choice("content up to", decision),
    };
    let overruled = if decision.overruled { " (a rule overruled it)" } else { "" };
    match decision.features_in_words() {
        words if words.is_empty() => format!("{question}{overruled}"),
        words => format!("{question}{overruled}: {words}"),
    }
}

/// "source “the clerk” (+2.10), not nobody (+0.32)".
fn choice(name: &str, decision: &Decision) -> String {
    let weighed = |p: &Weighed| format!("{} ({:+.2})", p.what, p.sum);
    let mut proposals = decision.proposals.iter().map(weighed);
    let chosen = proposals.next().unwrap_or_default();
    format!("{name} {chosen}, not {}", proposals.collect::<Vec<_>>().join(" or "))
}
