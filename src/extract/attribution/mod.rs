//! The attribution pass.

use crate::extract::rule::rule_ids;
use crate::extract::{Attribution, Context, Mention};

rule_ids! {
    /// The rules of this family whose logic is Rust.
    pub struct AttributionRules {
    }
}

/// Finds everything of this family, in text order.
pub fn extract<'a>(_context: &Context<'a>, _mentions: &[Mention<'a>]) -> Vec<Attribution<'a>> {
    Vec::new()
}
