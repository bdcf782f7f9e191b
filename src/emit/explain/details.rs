//! What is told of each extraction below its sentence: what it is, the rule, the lexicon rows, the links and their reasons.

use super::Known;
use super::decided::told;
use super::marks::{Layer, paint};
use super::words::{OF_ACTORS, OF_ATTRIBUTIONS, OF_CLAIMS, entries};
use crate::emit::{ActorRecord, ClaimRecord};
use crate::extract::{Family, Measure, Mention, RuleId, SourceKind};
use crate::lexicon::Class;
use crate::link::LinkReason;
use crate::text::ByteSpan;

/// Tells the details of a document's extractions.
pub(super) struct Details<'d, 'k, 'a> {
    known: &'d Known<'k, 'a>,
    color: bool,
    /// What begins in each sentence.
    begins: Vec<Vec<Begins>>,
}

/// Something that has its place in a sentence: the number of a claim, of an attribution, of an actor and its mention, or of what
/// was lost.
#[derive(Clone, Copy)]
enum Begins {
    Claim(usize),
    Attribution(usize),
    Mention(usize, usize),
    Lost(usize),
}

impl<'d, 'k, 'a> Details<'d, 'k, 'a> {
    /// Finds once in which of `sentences` everything begins.
    pub fn new(known: &'d Known<'k, 'a>, color: bool, sentences: &[ByteSpan]) -> Self {
        let mut begins = vec![Vec::new(); sentences.len()];
        let mut put = |at: u32, what: Begins| {
            let n = sentences.partition_point(|s| s.end <= at);
            if sentences.get(n).is_some_and(|s| s.holds(at as usize)) {
                begins[n].push(what);
            }
        };
        let findings = known.findings;
        findings.claims.iter().enumerate().for_each(|(n, claim)| put(claim.span.start, Begins::Claim(n)));
        for (n, said) in findings.attributions.iter().enumerate() {
            if let Some(first) = said.cue.first().or(said.content.first()) {
                put(first.start, Begins::Attribution(n));
            }
        }
        for (n, actor) in known.links.actors.iter().enumerate() {
            for (k, &(mention, _)) in actor.mentions.iter().enumerate() {
                put(findings.mentions[mention].span.start, Begins::Mention(n, k));
            }
        }
        known.reasons.lost.iter().enumerate().for_each(|(n, lost)| put(lost.span.start, Begins::Lost(n)));
        Self { known, color, begins }
    }

    /// Appends the details of everything that begins in a sentence.
    pub fn sentence(&self, sentence: usize, out: &mut String) {
        for &what in &self.begins[sentence] {
            match what {
                Begins::Claim(n) => self.claim(n, out),
                Begins::Attribution(n) => self.attribution(n, out),
                Begins::Mention(n, k) => {
                    let (mention, reason) = self.known.links.actors[n].mentions[k];
                    self.mention(n, k == 0, &self.known.findings.mentions[mention], reason, out);
                }
                Begins::Lost(n) => self.lost(n, out),
            }
        }
    }

    fn lost(&self, n: usize, out: &mut String) {
        let lost = &self.known.reasons.lost[n];
        let what = match lost.family {
            Family::Claim => "no claim",
            Family::Attribution => "no attribution",
            Family::Actor => "no actor",
        };
        let words = self.known.context.doc.slice(lost.span);
        let head = paint("×", Layer::Lost.code(), self.color);
        out.push_str(&format!("      {head} {}: {what}, {}: {}\n", quoted(words), lost.reason, lost.doc));
    }

    fn head(&self, id: &str, layer: Layer, what: &str, out: &mut String) {
        out.push_str(&format!("      {} {what}\n", paint(id, layer.code(), self.color)));
    }

    fn line(&self, name: &str, what: &str, out: &mut String) {
        if !what.is_empty() {
            out.push_str(&format!("         {} {what}\n", paint(&format!("{name:<8}"), "2", self.color)));
        }
    }

    fn rule(&self, id: RuleId, out: &mut String) {
        let rule = self.known.context.rules.set.get(id);
        self.line("rule", &format!("{}: {}", rule.id, rule.doc), out);
    }

    fn lexicon(&self, spans: &[ByteSpan], classes: &[Class], out: &mut String) {
        let rows: Vec<String> = spans.iter().flat_map(|span| entries(self.known.context, *span, classes)).collect();
        self.line("lexicon", &rows.join(", "), out);
    }

    fn actor(&self, id: u32) -> String {
        let actor = &self.known.record.actors[id as usize - 1];
        format!("a{id} {}", actor.name)
    }

    fn claim(&self, n: usize, out: &mut String) {
        let (found, claim) = (&self.known.findings.claims[n], &self.known.record.claims[n]);
        self.head(&format!("c{}", claim.id), Layer::Claim, &value(claim), out);
        self.rule(found.rule, out);
        let counted = self.known.context.doc.bytes(found.counted_tokens);
        let spans = if counted.is_empty() { vec![found.span] } else { vec![found.span.to(counted)] };
        // Letters and short words are units and signs only where something was measured with them.
        let measured = !matches!(claim.measure, Measure::Count | Measure::Age);
        let classes: Vec<Class> = OF_CLAIMS.iter().copied().filter(|c| measured || !matches!(c, Class::Unit | Class::Currency)).collect();
        self.lexicon(&spans, &classes, out);
        match (claim.attribution, &claim.source_name) {
            (Some(s), Some(name)) => {
                let holds = self.known.findings.attributions[s as usize - 1].content.iter().any(|c| c.covers(found.span));
                let why = if holds {
                    "the number stands in what"
                } else if self.known.record.claims.iter().any(|c| c.same_as == Some(claim.id)) {
                    "the same number stands in what"
                } else {
                    "the number stands behind what"
                };
                self.line("source", &format!("{name}: {why} s{s} says"), out);
            }
            (Some(s), None) => self.line("source", &format!("nobody is named: the number stands in what s{s} says"), out),
            (None, _) => self.line("source", "the article itself: no attribution holds the number", out),
        }
        for &id in &claim.actors {
            self.line("about", &format!("{}: {}", self.actor(id), self.why_about(n, id as usize - 1)), out);
        }
        let other = |id: u32| format!("c{id} {}", quoted(&self.known.record.claims[id as usize - 1].text));
        if let Some(whole) = claim.part_of {
            self.line("part of", &format!("{}: the words around it count some of those", other(whole)), out);
        }
        if let Some(first) = claim.same_as {
            self.line("same as", &format!("{}: the same number of the same thing, told before", other(first)), out);
        }
    }

    /// How the actor stands to the number: inside the counted phrase, before it or behind it.
    fn why_about(&self, claim: usize, actor: usize) -> &'static str {
        let found = &self.known.findings.claims[claim];
        let sentence = self.known.context.doc.sentence(found.tokens.start as usize).tokens;
        let phrase = if found.counted_tokens.is_empty() { found.tokens } else { found.tokens.to(found.counted_tokens) };
        let mentions = self.known.links.actors[actor].mentions.iter().map(|&(m, _)| self.known.findings.mentions[m].tokens);
        let places: Vec<_> = mentions.filter(|tokens| sentence.covers(*tokens)).collect();
        if places.is_empty() {
            "through the claim that it is a part of"
        } else if places.iter().any(|tokens| phrase.covers(*tokens)) {
            "its name stands in the counted phrase"
        } else if places.iter().any(|tokens| tokens.end <= phrase.start) {
            "before the number, as its place, or whoever has what is counted"
        } else {
            "the phrase behind the number says where or of whom"
        }
    }

    fn attribution(&self, n: usize, out: &mut String) {
        let (found, said) = (&self.known.findings.attributions[n], &self.known.record.attributions[n]);
        let source = if said.source.text.is_empty() { "nobody is named".to_string() } else { quoted(&said.source.text) };
        let cue = if said.cue.text.is_empty() { "no cue".to_string() } else { quoted(&said.cue.text) };
        let what = format!(
            "{source} · {cue} ({}, {}) · {}, {}",
            said.cue.lemma,
            said.cue.class.name(),
            said.content.kind.name(),
            said.certainty.name()
        );
        self.head(&format!("s{}", said.id), Layer::Cue, &what, out);
        self.rule(found.rule, out);
        let spans: Vec<ByteSpan> = found.cue.iter().chain(&found.source).copied().collect();
        self.lexicon(&spans, OF_ATTRIBUTIONS, out);
        for decision in found.cue.first().and_then(|cue| self.known.reasons.of_cue(*cue)).iter().flat_map(|t| &t.decisions) {
            self.line("decided", &told(decision), out);
        }
        if let Some(id) = said.source.actor {
            self.line("source", &format!("{}: {}", self.actor(id), self.why_source(n, id as usize - 1)), out);
        } else if said.source.kind != SourceKind::None {
            let pronoun = said.source.kind == SourceKind::Pronoun;
            let which = if pronoun { "that can mean no actor of the text, or several alike" } else { "that is no actor of the text" };
            self.line("source", &format!("a {} source {which}", said.source.kind.name()), out);
        }
    }

    fn why_source(&self, attribution: usize, actor: usize) -> String {
        let found = &self.known.findings.attributions[attribution];
        let actor = &self.known.links.actors[actor];
        let inside = |span: ByteSpan| found.source.iter().any(|s| s.covers(span));
        let named = actor.mentions.iter().find(|&&(m, _)| inside(self.known.findings.mentions[m].span));
        match (named, found.source_kind, actor.kind) {
            (Some(&(_, reason)), ..) => format!("the source holds its name, {}", why_joined(reason)),
            (None, SourceKind::Pronoun, _) => "the pronoun takes the last source or name that fits it".into(),
            (None, _, SourceKind::Nominal) => "a nameless source, kept under its own words".into(),
            _ => "the noun means the last actor that it can describe".into(),
        }
    }

    fn mention(&self, n: usize, first: bool, mention: &Mention<'_>, reason: LinkReason, out: &mut String) {
        let actor = &self.known.record.actors[n];
        let words = self.known.context.doc.slice(mention.span);
        let id = format!("a{}", actor.id);
        if !first {
            let rule = self.known.context.rules.set.name(mention.rule);
            self.head(&id, Layer::Actor, &format!("{} again, as {}: {} ({rule})", actor.name, quoted(words), why_joined(reason)), out);
            return;
        }
        self.head(&id, Layer::Actor, &described(actor, words), out);
        self.rule(mention.rule, out);
        self.lexicon(&[self.with_title(mention)], OF_ACTORS, out);
        if actor.could_be.is_empty() {
            self.line("link", why_joined(reason), out);
        } else {
            let bearers: Vec<String> = actor.could_be.iter().map(|&id| self.actor(id)).collect();
            let why = "each bears this name, and no title beside it tells which is meant";
            self.line("could be", &format!("{}: {why}", bearers.join(" or ")), out);
        }
        for &id in &actor.belongs_to {
            self.line("of", &format!("{}: a role of {} names it", self.actor(id), actor.name), out);
        }
    }

    /// The mention with the words before it that may be its title.
    fn with_title(&self, mention: &Mention<'_>) -> ByteSpan {
        let doc = &self.known.context.doc;
        let sentence = doc.sentence(mention.tokens.start as usize).tokens;
        let from = (mention.tokens.start.saturating_sub(2)).max(sentence.start);
        ByteSpan::new(doc.token(from as usize).start as usize, mention.span.end as usize)
    }
}

fn quoted(words: &str) -> String {
    format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn described(actor: &ActorRecord<'_>, words: &str) -> String {
    let mut what = format!("{} ({}", actor.name, actor.actor_type.name());
    if let Some(country) = &actor.country {
        what.push_str(&format!(", {country}"));
    }
    what.push(')');
    if words != actor.name {
        what.push_str(&format!(", here {}", quoted(words)));
    }
    if !actor.roles.is_empty() {
        what.push_str(&format!("; roles: {}", actor.roles.join("; ")));
    }
    what
}

/// A claim's value in a line.
fn value(claim: &ClaimRecord<'_>) -> String {
    let bound = |v: Option<f64>| v.map_or("…".to_string(), |v| v.to_string());
    let amount = if claim.low == claim.high { bound(claim.low) } else { format!("{} to {}", bound(claim.low), bound(claim.high)) };
    let mut what = format!("{} is {amount}", quoted(&claim.text));
    if !claim.unit.is_empty() {
        what.push_str(&format!(" {}", claim.unit));
    }
    what.push_str(&format!(" ({}, {})", claim.measure.name(), claim.comparator.name()));
    for (name, words) in [("counted", &claim.counted), ("about", &claim.about), ("event", &claim.event)] {
        if let Some(words) = words {
            what.push_str(&format!("; {name} {}", quoted(words)));
        }
    }
    if let Some(change) = claim.change {
        what.push_str(&format!("; {}", change.name()));
    }
    for flag in claim.flags.iter() {
        what.push_str(&format!("; {}", flag.name()));
    }
    what.push_str(&format!("; {}", claim.certainty.name()));
    what
}

fn why_joined(reason: LinkReason) -> &'static str {
    match reason {
        LinkReason::Full => "the full name",
        LinkReason::Surname => "the surname alone",
        LinkReason::Acronym => "an acronym of the name",
        LinkReason::ParenthesisedAcronym => "the acronym in brackets behind the name",
        LinkReason::Nationality => "the nationality word of the country",
        LinkReason::Spelling => "another spelling of the name",
        LinkReason::ShortForm => "a short form of the name",
        LinkReason::AliasFile => "a name of the user's alias file",
    }
}
