//! From linked findings to the record: byte spans become code points, indices become ids, and the lists are put in order.

use std::borrow::Cow;

use crate::emit::{ActorRecord, AttributionRecord, ClaimRecord, ContentRecord, CueRecord, MentionRecord, Record, SourceRecord, Spans};
use crate::extract::{Certainty, Context, Findings, Flag};
use crate::link::{Actor, Links};
use crate::text::ByteSpan;

/// The record of a document. `doc`, `title` and `date` are left for the caller, who knows the input.
pub fn record<'a>(context: &Context<'a>, findings: &Findings<'a>, links: Links<'a>) -> Record<'a> {
    let build = Build { context };
    let actor_id = |n: Option<usize>| n.map(|n| n as u32 + 1);
    let attributions: Vec<AttributionRecord<'a>> =
        (0..findings.attributions.len()).map(|n| build.attribution(findings, &links, n)).collect();
    let claims = findings.claims.iter().enumerate().map(|(n, c)| {
        let attribution = links.claim_attribution[n];
        let source = attribution.and_then(|s| links.source_actor[s]);
        let source_name = match (source, attribution) {
            (Some(a), _) => Some(links.actors[a].name.clone()),
            (None, Some(s)) => Some(attributions[s].source.text.clone()).filter(|t| !t.is_empty()),
            _ => None,
        };
        let (start, end) = build.span(c.span);
        let (sentence, sentence_text) = build.sentence(c.tokens.start as usize);
        let hedged = if c.flags.has(Flag::Hedged) { Certainty::Hedged } else { Certainty::Asserted };
        let certainty = attribution.map_or(hedged, |s| match findings.attributions[s].certainty {
            Certainty::Asserted => hedged,
            other => other,
        });
        ClaimRecord {
            id: n as u32 + 1,
            sentence,
            start,
            end,
            text: Cow::Borrowed(context.doc.slice(c.span)),
            low: c.low,
            high: c.high,
            comparator: c.comparator,
            measure: c.measure,
            unit: c.unit.clone(),
            counted: c.counted.clone(),
            about: c.about.clone(),
            event: c.event.clone(),
            change: c.change,
            flags: if links.superseded.contains(&n) { c.flags.with(Flag::Superseded) } else { c.flags },
            part_of: c.part_of.map(|p| p as u32 + 1),
            attribution: attribution.map(|s| s as u32 + 1),
            source: actor_id(source),
            source_name,
            certainty,
            same_as: links.same_as.get(n).copied().flatten().map(|first| first as u32 + 1),
            actors: links.claim_actors[n].iter().map(|a| *a as u32 + 1).collect(),
            rule: Cow::Borrowed(context.rules.set.name(c.rule)),
            context: Cow::Borrowed(sentence_text),
        }
    });
    let claims = claims.collect();
    let actors = links.actors.into_iter().zip(1..).map(|(actor, id)| build.actor(findings, actor, id)).collect();
    Record { doc: Cow::Borrowed(""), title: None, date: None, claims, attributions, actors, text: None, author: None }
}

struct Build<'c, 'a> {
    context: &'c Context<'a>,
}

impl<'a> Build<'_, 'a> {
    fn span(&self, span: ByteSpan) -> (usize, usize) {
        let doc = &self.context.doc;
        doc.analysis.code_points.span(doc.text, span)
    }

    fn spans(&self, spans: &[ByteSpan]) -> Spans {
        spans.iter().map(|s| self.span(*s)).collect()
    }

    /// The number, from 1, and the text of the sentence of a token.
    fn sentence(&self, token: usize) -> (u32, &'a str) {
        let doc = &self.context.doc;
        let index = doc.sentence_index(token.min(doc.tokens().len() - 1));
        (index as u32 + 1, doc.text_of(doc.analysis.sentences[index].tokens))
    }

    fn joined(&self, spans: &[ByteSpan], between: &str) -> Cow<'a, str> {
        match spans {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(self.context.doc.slice(*one)),
            many => Cow::Owned(many.iter().map(|s| self.context.doc.slice(*s)).collect::<Vec<_>>().join(between)),
        }
    }

    fn attribution(&self, findings: &Findings<'a>, links: &Links<'a>, n: usize) -> AttributionRecord<'a> {
        let a = &findings.attributions[n];
        let place = a.cue.first().or(a.content.first()).copied().unwrap_or(ByteSpan::new(0, 0));
        let (sentence, sentence_text) = self.sentence(self.context.doc.token_at(place.start as usize));
        AttributionRecord {
            id: n as u32 + 1,
            sentence,
            source: SourceRecord {
                spans: self.spans(&a.source),
                text: self.joined(&a.source, " "),
                kind: a.source_kind,
                actor: links.source_actor[n].map(|a| a as u32 + 1),
            },
            cue: CueRecord { spans: self.spans(&a.cue), text: self.joined(&a.cue, " "), lemma: a.lemma.clone(), class: a.class },
            content: ContentRecord { spans: self.spans(&a.content), text: self.joined(&a.content, " … "), kind: a.content_kind },
            certainty: a.certainty,
            rule: Cow::Borrowed(self.context.rules.set.name(a.rule)),
            context: Cow::Borrowed(sentence_text),
        }
    }

    fn actor(&self, findings: &Findings<'a>, actor: Actor<'a>, id: u32) -> ActorRecord<'a> {
        let mentions = actor
            .mentions
            .iter()
            .map(|&(m, link)| {
                let mention = &findings.mentions[m];
                let (start, end) = self.span(mention.span);
                let (sentence, sentence_text) = self.sentence(mention.tokens.start as usize);
                MentionRecord {
                    start,
                    end,
                    text: Cow::Borrowed(self.context.doc.slice(mention.span)),
                    link,
                    kind: Some(mention.kind).filter(|k| *k != actor.actor_type),
                    sentence,
                    context: Cow::Borrowed(sentence_text),
                    rule: Cow::Borrowed(self.context.rules.set.name(mention.rule)),
                }
            })
            .collect();
        ActorRecord {
            id,
            name: actor.name,
            kind: actor.kind,
            actor_type: actor.actor_type,
            country: actor.country,
            roles: actor.roles,
            belongs_to: actor.belongs_to.iter().map(|&n| n as u32 + 1).collect(),
            could_be: actor.could_be.iter().map(|&n| n as u32 + 1).collect(),
            aliases: actor.aliases,
            rule: Cow::Borrowed(self.context.rules.set.name(actor.rule)),
            mentions,
        }
    }
}
