//! Rules that are written as a pattern: what users add to the passes without Rust.
//!
//! A match makes a mention or an attribution, changes a claim, or makes nothing and takes away what the program found there. The
//! user's word counts more: what overlaps it, and what logic of the same id found, goes. Where nobody has such a rule, nothing is
//! done and nothing costs.

use std::borrow::Cow;
use std::collections::HashMap;

use smallvec::SmallVec;

use super::attribution::content_kind;
use super::pattern::{Match, Pattern};
use super::{ActorType, Attribution, Certainty, Claim, Context, CueClass, Family, Lost, Measure, Mention, Rule, RuleId, SourceKind, keep};
use crate::lexicon::Lexicon;
use crate::text::{Document, Tag, TokenKind, TokenSpan, WordId};

/// A compiled pattern rule.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    pattern: Pattern,
    /// The words that a match begins with; none = any.
    first: Option<Vec<WordId>>,
    makes: Makes,
}

/// What a match becomes.
#[derive(Clone, Debug)]
enum Makes {
    Nothing,
    Mention(ActorType),
    Attribution { class: CueClass, certainty: Certainty },
    Claim { unit: Option<String>, measure: Option<Measure>, event: Option<String> },
}

/// The captures that a rule of a family may have.
const fn captures(family: Family) -> &'static [&'static str] {
    match family {
        Family::Claim => &[],
        Family::Attribution => &["source", "cue", "content"],
        Family::Actor => &["actor"],
    }
}

impl Own {
    /// Compiles a rule.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn read(family: Family, pattern: &str, set: &HashMap<String, String>, lexicon: &mut Lexicon) -> Result<Own, String> {
        let pattern = Pattern::parse(pattern, lexicon)?;
        if let Some(name) = pattern.names().find(|name| !captures(family).contains(name)) {
            return Err(format!("no capture {name:?} is known here; known are {:?}", captures(family)));
        }
        let get = |key: &str| set.get(key).map(String::as_str);
        let value = |key: &str, known: bool| if known { Ok(()) } else { Err(format!("{key} = {:?} is no {key}", get(key).unwrap_or(""))) };
        let keys: &[&str];
        let makes = match (get("finds"), family) {
            (Some("nothing"), _) => {
                keys = &["finds"];
                Makes::Nothing
            }
            (Some(_), _) => return Err("finds can only be \"nothing\"".into()),
            (None, Family::Actor) => {
                keys = &["type"];
                let kind = get("type").ok_or("set = { type = \"…\" } is missing: person, organization, country, location or group")?;
                Makes::Mention(ActorType::named(kind).ok_or_else(|| format!("type = {kind:?} is no type of an actor"))?)
            }
            (None, Family::Attribution) => {
                keys = &["class", "certainty"];
                if !pattern.names().any(|name| name == "cue") {
                    return Err("the words that attribute need a capture: cue:( … )".into());
                }
                let (class, certainty) = (get("class").map(CueClass::named), get("certainty").map(Certainty::named));
                value("class", class != Some(None))?;
                value("certainty", certainty != Some(None))?;
                Makes::Attribution {
                    class: class.flatten().unwrap_or(CueClass::Say),
                    certainty: certainty.flatten().unwrap_or(Certainty::Asserted),
                }
            }
            (None, Family::Claim) => {
                keys = &["unit", "measure", "event"];
                let measure = get("measure").map(Measure::named);
                value("measure", measure != Some(None))?;
                if !keys.iter().any(|key| set.contains_key(*key)) {
                    return Err("nothing is set: say unit, measure or event, or finds = \"nothing\"".into());
                }
                Makes::Claim { unit: set.get("unit").cloned(), measure: measure.flatten(), event: set.get("event").cloned() }
            }
        };
        if let Some(key) = set.keys().find(|key| !keys.contains(&key.as_str())) {
            return Err(format!("{key} cannot be set here; known are {}", keys.join(", ")));
        }
        Ok(Own { first: pattern.first_words(), pattern, makes })
    }
}

/// Every match of the rules of a family, rule by rule, in text order, those of one rule apart from each other.
fn matches(context: &Context<'_>, family: Family, mut then: impl FnMut(&Own, RuleId, &Match)) {
    for &(_, id) in context.rules.set.own().iter().filter(|(of, _)| *of == family) {
        let Some(own) = &context.rules.set.get(id).own else { continue };
        let mut at = 0;
        while at < context.doc.tokens().len() {
            let begins = own.first.as_ref().is_none_or(|words| words.contains(&context.doc.token(at).word));
            match if begins { own.pattern.match_at(context, at) } else { None } {
                Some(found) => {
                    at = (found.tokens.end as usize).max(at + 1);
                    then(own, id, &found);
                }
                None => at += 1,
            }
        }
    }
}

/// Logic in Rust whose id the user gave to a pattern finds no more.
fn built_in(context: &Context<'_>, rule: RuleId) -> bool {
    context.rules.set.get(rule).own.is_none()
}

fn taken(context: &Context<'_>, family: Family, tokens: TokenSpan, rule: RuleId) -> Lost {
    let Rule { id, doc, .. } = context.rules.set.get(rule);
    Lost { span: context.doc.bytes(tokens), family, reason: "rule", doc: format!("{id}: {doc}") }
}

/// Lays the actor rules over what was found.
pub(super) fn mentions<'a>(context: &Context<'a>, mentions: &mut Vec<Mention<'a>>, mut lost: Option<&mut Vec<Lost>>) {
    if context.rules.set.own().is_empty() {
        return;
    }
    mentions.retain(|m| built_in(context, m.rule));
    matches(context, Family::Actor, |own, rule, found| {
        let tokens = own.pattern.capture(found, "actor").unwrap_or(found.tokens);
        mentions.retain(|m| {
            let stays = !m.tokens.overlaps(tokens);
            if let (false, Makes::Nothing, Some(lost)) = (stays, &own.makes, lost.as_deref_mut()) {
                lost.push(taken(context, Family::Actor, m.tokens, rule));
            }
            stays
        });
        if let Makes::Mention(kind) = own.makes {
            let span = context.doc.bytes(tokens);
            let (roles, title) = (SmallVec::new(), None);
            mentions.push(Mention { span, tokens, kind, country: None, canonical: None, shared: false, title, roles, rule });
        }
    });
    mentions.sort_by_key(|m| m.span.start);
}

/// Lays the claim rules over what was found.
pub(super) fn claims<'a>(context: &Context<'a>, claims: &mut Vec<Claim<'a>>, mut lost: Option<&mut Vec<Lost>>) {
    if context.rules.set.own().is_empty() {
        return;
    }
    keep(claims, |c| built_in(context, c.rule));
    matches(context, Family::Claim, |own, rule, found| match &own.makes {
        Makes::Claim { unit, measure, event } => {
            for claim in claims.iter_mut().filter(|c| found.tokens.overlaps(c.tokens)) {
                claim.rule = rule;
                claim.measure = measure.unwrap_or(claim.measure);
                claim.unit = unit.clone().map_or(std::mem::take(&mut claim.unit), Cow::Owned);
                claim.event = event.clone().map(Cow::Owned).or(claim.event.take());
            }
        }
        _ => {
            if let Some(lost) = lost.as_deref_mut() {
                let gone = claims.iter().filter(|c| found.tokens.overlaps(c.tokens));
                lost.extend(gone.map(|c| taken(context, Family::Claim, c.tokens, rule)));
            }
            keep(claims, |c| !found.tokens.overlaps(c.tokens));
        }
    });
}

/// Lays the attribution rules over what was found.
pub(super) fn attributions<'a>(
    context: &Context<'a>,
    mentions: &[Mention<'a>],
    attributions: &mut Vec<Attribution<'a>>,
    mut lost: Option<&mut Vec<Lost>>,
) {
    if context.rules.set.own().is_empty() {
        return;
    }
    attributions.retain(|a| built_in(context, a.rule));
    let doc = &context.doc;
    matches(context, Family::Attribution, |own, rule, found| {
        let cue = own.pattern.capture(found, "cue").unwrap_or(found.tokens);
        let span = doc.bytes(cue);
        let mut made = None;
        if let Makes::Attribution { class, certainty } = own.makes {
            let Some(content) = content(doc, own, found) else { return };
            let source = own.pattern.capture(found, "source").filter(|s| !s.is_empty());
            let (source_kind, source_head) = source.map_or((SourceKind::None, None), |s| kind_of(doc, mentions, s));
            made = Some(Attribution {
                source: source.iter().map(|s| doc.bytes(*s)).collect(),
                source_head,
                source_kind,
                cue: vec![span],
                lemma: Cow::Owned(doc.slice(span).to_lowercase()),
                class,
                content_kind: content_kind(doc, &[content]),
                content: vec![doc.bytes(content)],
                certainty,
                rule,
            });
        }
        attributions.retain(|a| {
            let stays = !a.cue.iter().any(|c| c.overlaps(span));
            if let (false, Makes::Nothing, Some(lost)) = (stays, &own.makes, lost.as_deref_mut()) {
                lost.push(taken(context, Family::Attribution, cue, rule));
            }
            stays
        });
        attributions.extend(made);
    });
    let place = |a: &Attribution<'_>| a.cue.iter().chain(&a.content).map(|s| s.start).min();
    attributions.sort_by_key(place);
}

/// What is said: the capture, else the rest of the sentence behind the match, else what stands before it.
fn content(doc: &Document<'_>, own: &Own, found: &Match) -> Option<TokenSpan> {
    let sentence = doc.sentence(found.tokens.start as usize).tokens;
    let behind = || trimmed(doc, TokenSpan::new(found.tokens.end as usize, sentence.end as usize));
    let before = || trimmed(doc, TokenSpan::new(sentence.start as usize, found.tokens.start as usize));
    match own.pattern.capture(found, "content") {
        Some(content) => trimmed(doc, content),
        None => behind().or_else(before),
    }
}

/// Without the marks at its ends; none when nothing is left.
fn trimmed(doc: &Document<'_>, tokens: TokenSpan) -> Option<TokenSpan> {
    let (mut start, mut end) = (tokens.start as usize, tokens.end as usize);
    let mark = |n: usize| {
        use TokenKind::*;
        matches!(doc.kind(n), Period | Comma | Colon | Semicolon | Question | Exclamation | Dash | Hyphen | Quote | Apostrophe)
    };
    while start < end && mark(start) {
        start += 1;
    }
    while start < end && mark(end - 1) {
        end -= 1;
    }
    (start < end).then(|| TokenSpan::new(start, end))
}

/// What kind of phrase a source is, and its head.
fn kind_of(doc: &Document<'_>, mentions: &[Mention<'_>], source: TokenSpan) -> (SourceKind, Option<usize>) {
    let last = source.end as usize - 1;
    match mentions.iter().rfind(|m| source.covers(m.tokens)) {
        Some(name) => (SourceKind::Named, Some(name.tokens.end as usize - 1)),
        None if source.len() == 1 && doc.tag(last) == Tag::Pron => (SourceKind::Pronoun, Some(last)),
        None => (SourceKind::Nominal, Some(last)),
    }
}
