//! Rules: their ids, docs, patterns, examples and counter-examples, read from TOML and laid over by the user's files.
//!
//! A rule with a `pattern` is run by the pattern matcher; a rule without one names logic written in Rust, which holds its
//! `RuleId`. Either way the rule lists, explains and tests alike.

use std::collections::HashMap;

use crate::extract::Family;
use crate::extract::own::Own;
use crate::extract::rule_file::{self, Example, FILES, RawRule, Text};
use crate::lexicon::{DataError, DataFile, Lexicon};

/// The number of a rule in the rule set. Only the rule set makes one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(u16);

/// One rule in force.
#[derive(Debug)]
pub struct Rule {
    /// "family/name".
    pub id: Text,
    /// What it says, as a statement about English news.
    pub doc: Text,
    /// The pattern as written, for rules that have one.
    pub pattern_text: Option<Text>,
    /// The pattern compiled, with what a match becomes.
    pub(crate) own: Option<Own>,
    /// Fixed values that a pattern rule gives its finding ("type" = "organization").
    pub set: HashMap<Text, Text>,
    /// Texts that it must find something in.
    pub examples: Vec<Example>,
    /// Texts that it must find nothing in.
    pub counter: Vec<Text>,
    /// Where it comes from.
    pub origin: String,
    /// Its line there.
    pub line: u64,
    /// False when the user's overlay switched it off.
    pub enabled: bool,
}

/// All rules in force.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    by_name: HashMap<Text, RuleId>,
    /// Those with a pattern that are on, in file order.
    own: Vec<(Family, RuleId)>,
}

impl RuleSet {
    /// The built-in rules, read from each of their files, with the user's laid over: the same id replaces, `disabled = true`
    /// switches off.
    ///
    /// # Errors
    /// The first fault of a file, with its line.
    pub fn load(built_in: Vec<Vec<RawRule>>, lexicon: &mut Lexicon, overlay: &[DataFile]) -> Result<RuleSet, DataError> {
        let mut set = RuleSet { rules: Vec::new(), by_name: HashMap::new(), own: Vec::new() };
        for ((name, _), rules) in FILES.iter().zip(built_in) {
            set.lay(rules, rule_file::family(name), &rule_file::origin(name), lexicon, false)?;
        }
        for file in overlay.iter().filter(|f| f.name.ends_with(".toml")) {
            if !FILES.iter().any(|(name, _)| *name == file.name) {
                let known: Vec<&str> = FILES.iter().map(|(n, _)| *n).collect();
                return Err(DataError {
                    file: file.origin.clone(),
                    line: 0,
                    message: format!("unknown rule file; known are {}", known.join(", ")),
                });
            }
            set.lay(rule_file::read(file)?, rule_file::family(&file.name), &file.origin, lexicon, true)?;
        }
        set.own = set.iter().filter(|(_, rule)| rule.own.is_some() && rule.enabled).map(|(id, rule)| (family_of(&rule.id), id)).collect();
        Ok(set)
    }

    fn lay(&mut self, rules: Vec<RawRule>, family: &str, origin: &str, lexicon: &mut Lexicon, overlay: bool) -> Result<(), DataError> {
        let fail = |line, message: String| DataError { file: origin.into(), line, message };
        for raw in rules {
            let (line, known) = (raw.line, self.by_name.get(&raw.id).copied());
            if let (true, Some(id)) = (raw.disabled, known) {
                self.rules[id.0 as usize].enabled = false;
                continue;
            }
            if raw.pattern.is_none() && overlay {
                return Err(fail(
                    line,
                    format!("rule {:?} has no pattern; without one only `disabled = true` can be said of a built-in rule", raw.id),
                ));
            }
            let own = match &raw.pattern {
                Some(text) => Some(
                    Own::read(family_of(family), text, &raw.set, lexicon).map_err(|why| fail(line, format!("rule {:?}: {why}", raw.id)))?,
                ),
                None => None,
            };
            let rule = Rule {
                id: raw.id.clone(),
                doc: raw.doc,
                pattern_text: raw.pattern,
                own,
                set: raw.set,
                examples: raw.examples,
                counter: raw.counter,
                origin: origin.into(),
                line,
                enabled: !raw.disabled,
            };
            match known {
                Some(id) => self.rules[id.0 as usize] = rule,
                None => {
                    self.by_name.insert(raw.id, RuleId(self.rules.len() as u16));
                    self.rules.push(rule);
                }
            }
        }
        Ok(())
    }

    /// The rules with a pattern that are on, each with its family.
    pub(super) fn own(&self) -> &[(Family, RuleId)] {
        &self.own
    }

    /// The names of the rule files.
    pub fn file_names() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name)
    }

    /// The rule of a name; how Rust logic gets the id that it must put on its findings.
    ///
    /// # Errors
    /// When no rule file declares it.
    pub fn resolve(&self, name: &str) -> Result<RuleId, DataError> {
        self.by_name.get(name).copied().ok_or_else(|| DataError {
            file: "built in rules".into(),
            line: 0,
            message: format!("no rule {name:?} is declared"),
        })
    }

    /// A rule.
    pub fn get(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// The id's name.
    pub fn name(&self, id: RuleId) -> &str {
        &self.get(id).id
    }

    /// All rules with their ids, in file order.
    pub fn iter(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules.iter().enumerate().map(|(n, r)| (RuleId(n as u16), r))
    }
}

/// The family that an id or the name of a file begins with.
fn family_of(name: &str) -> Family {
    match name.split('/').next() {
        Some("quantity") => Family::Claim,
        Some("attribution") => Family::Attribution,
        _ => Family::Actor,
    }
}

/// Declares the struct that holds a family's rule ids, each resolved from the rule set when the extractor is built.
///
/// ```ignore
/// rule_ids! { pub struct QuantityRules { comparator_number = "quantity/comparator-number", } }
/// ```
macro_rules! rule_ids {
    ($(#[$doc:meta])* pub struct $name:ident { $($field:ident = $id:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name { $(#[doc = $id] pub $field: $crate::extract::RuleId,)* }

        impl $name {
            /// Resolves every id.
            ///
            /// # Errors
            /// When a rule file does not declare one of them.
            pub fn resolve(set: &$crate::extract::RuleSet) -> Result<Self, $crate::lexicon::DataError> {
                let _ = set;
                Ok(Self { $($field: set.resolve($id)?,)* })
            }

            /// The ids that have their logic in Rust.
            pub const NAMES: &'static [&'static str] = &[$($id,)*];
        }
    };
}
pub(crate) use rule_ids;
