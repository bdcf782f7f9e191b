//! Rules that are written as a pattern: what users add to the passes without Rust.
//!
//! A match makes a mention or an attribution, changes a claim, or makes nothing and takes away what the program found there. The
//! user's word counts more: what overlaps it, and what logic of the same id found, goes. Where nobody has such a rule, nothing is
//! done and nothing costs.

use std::borrow::Cow;
use std::collections::HashMap;

use smallvec::{SmallVec, smallvec};

use super::attribution::content_kind;
use super::pattern::{Match, Pattern};
use super::rule_file::Text;
use super::{
    ActorType, Attribution, Certainty, Claim, Context, CueClass, Family, Lost, Measure, Mention, Rule, RuleId, SourceKind, keep,
    keep_marked, retain_marked,
};
use crate::lexicon::Lexicon;
use crate::text::{Document, Span, Tag, TokenKind, TokenSpan, WordId};

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
    pub fn read(family: Family, pattern: &str, set: &HashMap<Text, Text>, lexicon: &mut Lexicon) -> Result<Own, String> {
        let pattern = Pattern::parse(pattern, lexicon)?;
        if let Some(name) = pattern.names().find(|name| !captures(family).contains(name)) {
            return Err(format!("no capture {name:?} is known here; known are {:?}", captures(family)));
        }
        let get = |key: &str| set.get(key).map(|value| &**value);
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
                Makes::Claim { unit: get("unit").map(str::to_string), measure: measure.flatten(), event: get("event").map(str::to_string) }
            }
        };
        if let Some(key) = set.keys().find(|key| !keys.contains(&&***key)) {
            return Err(format!("{key} cannot be set here; known are {}", keys.join(", ")));
        }
        Ok(Own { first: pattern.first_words(), pattern, makes })
    }
}

/// The rules of a family that match anywhere, each with its matches: in text order and apart from each other.
fn matches<'c>(context: &'c Context<'_>, family: Family) -> impl Iterator<Item = (&'c Own, RuleId, Vec<Match>)> {
    let rules = context.rules.set.own().iter().filter(move |(of, _)| *of == family);
    rules.filter_map(move |&(_, id)| {
        let own = context.rules.set.get(id).own.as_ref()?;
        let (mut at, mut all) = (0, Vec::new());
        while at < context.doc.tokens().len() {
            let begins = own.first.as_ref().is_none_or(|words| words.contains(&context.doc.token(at).word));
            match if begins { own.pattern.match_at(context, at) } else { None } {
                Some(found) => {
                    at = (found.tokens.end as usize).max(at + 1);
                    all.push(found);
                }
                None => at += 1,
            }
        }
        (!all.is_empty()).then_some((own, id, all))
    })
}

/// Where things stand, so that what overlaps a span is found without a walk over all of them.
struct Places<Unit> {
    /// Each span with the index of what stands there, by its start.
    spans: Vec<(Span<Unit>, usize)>,
    /// How far the spans up to this one reach: never falls, whatever lies inside what.
    reach: Vec<u32>,
}

impl<Unit: Copy> Places<Unit> {
    fn of(spans: impl Iterator<Item = (usize, Span<Unit>)>) -> Self {
        let mut spans: Vec<(Span<Unit>, usize)> = spans.map(|(n, span)| (span, n)).collect();
        spans.sort_by_key(|(span, _)| span.start);
        let furthest = |end: &mut u32, (span, _): &(Span<Unit>, usize)| {
            *end = span.end.max(*end);
            Some(*end)
        };
        let reach = spans.iter().scan(0, furthest).collect();
        Places { spans, reach }
    }

    /// The indices of what overlaps a span.
    fn overlapping(&self, with: Span<Unit>) -> impl Iterator<Item = usize> {
        let from = self.reach.partition_point(|end| *end <= with.start);
        let to = self.spans.partition_point(|(span, _)| span.start < with.end);
        self.spans[from.min(to)..to].iter().filter(move |(span, _)| span.overlaps(with)).map(|(_, n)| *n)
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
    for (own, rule, all) in matches(context, Family::Actor) {
        let places = Places::of(mentions.iter().map(|m| m.tokens).enumerate());
        let (mut stays, mut made) = (vec![true; mentions.len()], Vec::new());
        for found in &all {
            let tokens = own.pattern.capture(found, "actor").unwrap_or(found.tokens);
            if tokens.is_empty() {
                continue;
            }
            for n in places.overlapping(tokens) {
                if let (Makes::Nothing, Some(lost)) = (&own.makes, lost.as_deref_mut().filter(|_| stays[n])) {
                    lost.push(taken(context, Family::Actor, mentions[n].tokens, rule));
                }
                stays[n] = false;
            }
            if let Makes::Mention(kind) = own.makes {
                let span = context.doc.bytes(tokens);
                let (roles, title) = (SmallVec::new(), None);
                made.push(Mention { span, tokens, kind, country: None, canonical: None, shared: false, title, roles, rule });
            }
        }
        retain_marked(mentions, &stays);
        mentions.append(&mut made);
    }
    mentions.sort_by_key(|m| m.span.start);
}

/// Lays the claim rules over what was found.
pub(super) fn claims<'a>(context: &Context<'a>, claims: &mut Vec<Claim<'a>>, mut lost: Option<&mut Vec<Lost>>) {
    if context.rules.set.own().is_empty() {
        return;
    }
    keep(claims, |c| built_in(context, c.rule));
    for (own, rule, all) in matches(context, Family::Claim) {
        let places = Places::of(claims.iter().map(|c| c.tokens).enumerate());
        let mut stays = vec![true; claims.len()];
        for n in all.iter().flat_map(|found| places.overlapping(found.tokens)) {
            if let Makes::Claim { unit, measure, event } = &own.makes {
                let claim = &mut claims[n];
                claim.rule = rule;
                claim.measure = measure.unwrap_or(claim.measure);
                claim.unit = unit.clone().map_or(std::mem::take(&mut claim.unit), Cow::Owned);
                claim.event = event.clone().map(Cow::Owned).or(claim.event.take());
            } else {
                if let Some(lost) = lost.as_deref_mut().filter(|_| stays[n]) {
                    lost.push(taken(context, Family::Claim, claims[n].tokens, rule));
                }
                stays[n] = false;
            }
        }
        keep_marked(claims, &stays);
    }
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
    for (own, rule, all) in matches(context, Family::Attribution) {
        let cues = attributions.iter().enumerate().flat_map(|(n, a)| a.cue.iter().map(move |c| (n, *c)));
        let places = Places::of(cues);
        let (mut stays, mut made) = (vec![true; attributions.len()], Vec::new());
        for found in &all {
            let cue = own.pattern.capture(found, "cue").unwrap_or(found.tokens);
            if cue.is_empty() {
                continue;
            }
            let span = doc.bytes(cue);
            if let Makes::Attribution { class, certainty } = own.makes {
                let Some(content) = content(doc, own, found) else { continue };
                let source = own.pattern.capture(found, "source").filter(|s| !s.is_empty());
                let (source_kind, source_head) = source.map_or((SourceKind::None, None), |s| kind_of(doc, mentions, s));
                made.push(Attribution {
                    source: source.iter().map(|s| doc.bytes(*s)).collect(),
                    source_head,
                    source_kind,
                    cue: smallvec![span],
                    lemma: Cow::Owned(doc.slice(span).to_lowercase()),
                    class,
                    content_kind: content_kind(doc, &[content]),
                    content: smallvec![doc.bytes(content)],
                    certainty,
                    rule,
                });
            }
            for n in places.overlapping(span) {
                if let (Makes::Nothing, Some(lost)) = (&own.makes, lost.as_deref_mut().filter(|_| stays[n])) {
                    lost.push(taken(context, Family::Attribution, cue, rule));
                }
                stays[n] = false;
            }
        }
        retain_marked(attributions, &stays);
        attributions.append(&mut made);
    }
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

/// What kind of phrase a source is, and its head; the mentions are in text order.
fn kind_of(doc: &Document<'_>, mentions: &[Mention<'_>], source: TokenSpan) -> (SourceKind, Option<usize>) {
    let last = source.end as usize - 1;
    let until = mentions.partition_point(|m| m.tokens.start < source.end);
    let mut inside = mentions[..until].iter().rev().take_while(|m| m.tokens.start >= source.start);
    match inside.find(|m| source.covers(m.tokens)) {
        Some(name) => (SourceKind::Named, Some(name.tokens.end as usize - 1)),
        None if source.len() == 1 && doc.tag(last) == Tag::Pron => (SourceKind::Pronoun, Some(last)),
        None => (SourceKind::Nominal, Some(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_find_what_a_walk_over_all_finds() {
        // Out of order, one around others, two at one start, one empty, two of the same thing.
        let spans = [(7, 9), (0, 2), (1, 6), (2, 3), (2, 4), (5, 5), (12, 14), (10, 11)].map(|(start, end)| TokenSpan::new(start, end));
        let things = || spans.iter().enumerate().map(|(n, span)| (n.min(6), *span));
        let places = Places::of(things());
        for (start, end) in (0..16).flat_map(|start| (start + 1..=16).map(move |end| (start, end))) {
            let with = TokenSpan::new(start, end);
            let mut found: Vec<usize> = places.overlapping(with).collect();
            found.sort_unstable();
            let walked: Vec<usize> = things().filter(|(_, span)| span.overlaps(with)).map(|(n, _)| n).collect();
            assert_eq!(found, walked, "{with:?}");
        }
    }
}
