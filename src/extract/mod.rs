//! The passes, in their order: actors, then numeric claims, then attributions.
//!
//! Names come first because both others ask for them: a number inside a name is no claim, and a name bounds a source. The
//! families below never import one another; what they share is the `Context` and the findings.

#[doc(hidden)]
pub mod actor;
#[doc(hidden)]
pub mod attribution;
mod finding;
mod lost;
mod own;
mod pattern;
#[doc(hidden)]
pub mod quantity;
mod rule;
mod rule_file;
mod values;

pub use finding::FlagSet;
#[doc(hidden)]
pub use finding::{Attribution, Claim, Findings, Mention};
#[doc(hidden)]
pub use lost::{Family, Lost, Reasons, Rejection};
pub use rule::{Rule, RuleId, RuleSet};
pub use rule_file::Example;
pub use values::{ActorType, Certainty, Change, Comparator, ContentKind, CueClass, Flag, Measure, SourceKind};

use std::sync::Arc;

use crate::lexicon::{DataError, DataFile, Lexicon, Unpacker, broken};
use crate::text::Document;

/// The rule set with every family's ids resolved.
#[derive(Debug)]
pub struct Rules {
    /// All rules.
    pub set: RuleSet,
    /// Ids of the quantity family.
    pub(crate) quantity: quantity::QuantityRules,
    /// Ids of the attribution family.
    pub(crate) attribution: attribution::AttributionRules,
    /// Cues, shapes and weights of the attribution family.
    #[doc(hidden)]
    pub attribution_tables: attribution::Tables,
    /// Ids of the actor family.
    pub(crate) actor: actor::ActorRules,
}

impl Rules {
    /// Loads the rules and the tables from their files, and resolves the ids that Rust logic asks for.
    ///
    /// # Errors
    /// The first fault of a file, with its line.
    #[doc(hidden)]
    pub fn load(lexicon: &mut Lexicon, overlay: &[DataFile]) -> Result<Rules, DataError> {
        let tables = attribution::Tables::load(lexicon)?;
        Rules::of(RuleSet::load(rule_file::read_built_in()?, lexicon, overlay)?, tables)
    }

    fn of(set: RuleSet, attribution_tables: attribution::Tables) -> Result<Rules, DataError> {
        Ok(Rules {
            quantity: quantity::QuantityRules::resolve(&set)?,
            attribution: attribution::AttributionRules::resolve(&set)?,
            attribution_tables,
            actor: actor::ActorRules::resolve(&set)?,
            set,
        })
    }
}

/// The lexicon and the rules from the block that the build script made, with the user's files laid over. Where these change more than
/// they add, what follows from the words is made anew.
///
/// # Errors
/// The first fault of a file, with its line; a block that is none of this program's.
pub(crate) fn unpack(block: &'static [u8], overlay: &Arc<[DataFile]>) -> Result<(Lexicon, Rules), DataError> {
    let mut from = Unpacker::new(block);
    let files = (0..rule_file::FILES.len()).map(|_| rule_file::unpack(&mut from)).collect::<Option<_>>();
    let files = files.ok_or_else(broken)?;
    let mut lexicon = Lexicon::unpack(&mut from)?;
    let mut tables = attribution::Tables::unpack(&mut lexicon, &mut from)?;
    if overlay.iter().any(|file| !file.name.ends_with(".toml")) && !lexicon.append(overlay)? {
        lexicon = Lexicon::load(overlay)?;
        tables = attribution::Tables::load(&mut lexicon)?;
    }
    let rules = Rules::of(RuleSet::load(files, &mut lexicon, overlay)?, tables)?;
    Ok((lexicon, rules))
}

/// The built-in rule files and weights, each with its name.
pub(crate) fn built_in_data() -> impl Iterator<Item = (&'static str, &'static str)> {
    rule_file::FILES.iter().copied().chain([("weights.csv", attribution::WEIGHTS)])
}

/// What every pass reads.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The document.
    pub doc: Document<'a>,
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// The rules.
    pub rules: &'a Rules,
}

/// Runs the passes over a document.
#[doc(hidden)]
pub fn extract<'a>(context: &Context<'a>) -> Findings<'a> {
    passes(context, None)
}

/// The same with the reasons: what was decided, and the candidates that lost, in text order.
#[doc(hidden)]
pub fn extract_and_explain<'a>(context: &Context<'a>) -> (Findings<'a>, Reasons) {
    let mut reasons = Reasons::default();
    let findings = passes(context, Some(&mut reasons));
    reasons.attributions_that_lost(&findings);
    reasons.lost.sort_by_key(|l| (l.span.start, l.span.end, l.family));
    (findings, reasons)
}

/// Keeps the claims of rules that are on; what was part of another claim is part of none.
fn keep(claims: &mut Vec<Claim<'_>>, on: impl Fn(&Claim<'_>) -> bool) {
    if claims.iter().all(&on) {
        return;
    }
    let stays: Vec<bool> = claims.iter().map(on).collect();
    keep_marked(claims, &stays);
}

/// Keeps the claims that are marked, one mark for each; what was part of another claim is part of none.
fn keep_marked(claims: &mut Vec<Claim<'_>>, stays: &[bool]) {
    let mut before = 0;
    let place = |stays: &bool| {
        before += usize::from(*stays);
        stays.then(|| before - 1)
    };
    let places: Vec<Option<usize>> = stays.iter().map(place).collect();
    retain_marked(claims, stays);
    for claim in claims {
        claim.part_of = claim.part_of.and_then(|n| places[n]);
    }
}

/// Keeps what is marked, one mark for each.
fn retain_marked<T>(items: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    items.retain(|_| stays.next().is_none_or(|stays| *stays));
}

fn passes<'a>(context: &Context<'a>, mut reasons: Option<&mut Reasons>) -> Findings<'a> {
    let mut mentions = actor::extract(context);
    own::mentions(context, &mut mentions, reasons.as_mut().map(|r| &mut r.lost));
    let mut claims = quantity::extract(context, &mentions, reasons.as_mut().map(|r| &mut r.lost));
    own::claims(context, &mut claims, reasons.as_mut().map(|r| &mut r.lost));
    let mut attributions = attribution::extract(context, &mentions, reasons.as_deref_mut());
    own::attributions(context, &mentions, &mut attributions, reasons.map(|r| &mut r.lost));
    let mut findings = Findings { claims, attributions, mentions };
    let on = |rule| context.rules.set.get(rule).enabled;
    keep(&mut findings.claims, |c| on(c.rule));
    findings.mentions.retain(|m| on(m.rule));
    findings.attributions.retain(|a| on(a.rule));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Packer;

    #[test]
    fn the_block_in_the_program_is_that_of_these_files() {
        let mut packer = Packer::default();
        rule_file::read_built_in().expect("the rules are read").iter().for_each(|rules| rule_file::pack(rules, &mut packer));
        let mut lexicon = Lexicon::load(&[]).expect("the lexicon loads");
        let tables = attribution::Tables::load(&mut lexicon).expect("the tables load");
        lexicon.pack(&mut packer);
        tables.pack(&mut packer);
        assert!(packer.into_bytes() == crate::PACKED);
        assert!(unpack(&crate::PACKED[..crate::PACKED.len() / 2], &Arc::from([])).is_err(), "half a block is an error");
    }
}
