//! The actor pass.

use crate::extract::rule::rule_ids;
use crate::extract::{Context, Mention};

rule_ids! {
    /// The rules of this family whose logic is Rust.
    pub struct ActorRules {
    }
}

/// Finds everything of this family, in text order.
pub fn extract<'a>(_context: &Context<'a>) -> Vec<Mention<'a>> {
    Vec::new()
}
