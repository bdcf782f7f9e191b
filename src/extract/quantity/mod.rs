//! The quantity pass.

use crate::extract::rule::rule_ids;
use crate::extract::{Claim, Context, Mention};

rule_ids! {
    /// The rules of this family whose logic is Rust.
    pub struct QuantityRules {
    }
}

/// Finds everything of this family, in text order.
pub fn extract<'a>(_context: &Context<'a>, _mentions: &[Mention<'a>]) -> Vec<Claim<'a>> {
    Vec::new()
}
