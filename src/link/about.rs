//! Whom a claim is about: the names in the counted phrase, its owner, and the place, when the sentence says it.
//!
//! "Twelve North Korean soldiers", "Kenya's 40 mills", "300 members of the Red Cross", "Uganda has 4,500 soldiers", "In Goma, 12
//! people were killed". Who acts is not whom a number counts, and where the source is, the number need not be. A part is about
//! whom its whole is about.

use smallvec::SmallVec;

use crate::extract::{ActorType, Claim, Context, Findings, Measure, Mention};
use crate::lexicon::Class;
use crate::text::{ByteSpan, Tag, TokenKind, TokenSpan};

/// How far from the claim, in tokens, its place may stand.
const PLACE_REACH: usize = 18;
/// How many tokens may stand between two names of one place ("in Goma, in eastern Congo").
const CHAIN: usize = 4;
/// Prepositions of place.
const PLACING: &[&str] = &["across", "around", "at", "in", "inside", "into", "near", "of", "outside", "throughout"];
/// Verbs besides "have" whose object is their subject's, by base form.
const HAVING: &[&str] = &["lose", "record", "register", "suffer"];
/// Verbs whose object is a country's when the country is their subject, by base form.
const DEPLOYING: &[&str] = &["deploy", "send"];

type Actors = SmallVec<[usize; 2]>;

/// The actors that each claim is about, in text order; `attributions` has the attribution that holds each claim, `actor_of` the
/// actor of each mention.
pub(super) fn all(context: &Context<'_>, findings: &Findings<'_>, attributions: &[Option<usize>], actor_of: &[usize]) -> Vec<Actors> {
    let claims = &findings.claims;
    let of = |n: usize| About { context, findings, number: n, attribution: attributions[n], actor_of }.actors();
    let mut found: Vec<Actors> = (0..claims.len()).map(of).collect();
    for (n, claim) in claims.iter().enumerate() {
        let Some(whole) = claim.part_of.filter(|&whole| found[n].is_empty() && !found[whole].is_empty()) else { continue };
        let sentence = context.doc.sentence_index(claim.tokens.start as usize);
        if sentence == context.doc.sentence_index(claims[whole].tokens.start as usize) {
            found[n] = found[whole].clone();
        }
    }
    found
}

struct About<'c, 'a> {
    context: &'c Context<'a>,
    findings: &'c Findings<'a>,
    number: usize,
    attribution: Option<usize>,
    actor_of: &'c [usize],
}

impl<'a> About<'_, 'a> {
    fn claim(&self) -> &Claim<'a> {
        &self.findings.claims[self.number]
    }

    fn actors(&self) -> Actors {
        let mut found = SmallVec::new();
        let doc = &self.context.doc;
        let claim = self.claim();
        let (start, number_end) = (claim.tokens.start as usize, claim.tokens.end as usize);
        let sentence = doc.sentence(start).tokens;
        let counted = claim.counted_tokens;
        // A phrase that is borrowed from another sentence says nothing of this one.
        let own = !counted.is_empty() && sentence.holds(counted.start as usize);
        let behind = own && counted.start as usize >= start;
        let end = if behind { number_end.max(counted.end as usize) } else { number_end };
        // "20 people in Peru and 3 in Chile": the place behind a noun that another number counts is that number's.
        let lent = behind || self.number > 0 && self.findings.claims[self.number - 1].counted_tokens == counted;
        let head = if own { counted } else { claim.tokens };
        // How old somebody is and how long something took is the same everywhere.
        let placed = !matches!(claim.measure, Measure::Age | Measure::Duration);
        let first = self.findings.mentions.partition_point(|m| m.tokens.start < sentence.start);
        let here = self.findings.mentions[first..].iter().take_while(|m| m.tokens.start < sentence.end);
        // The places before the number, the last chain of them, and where it ends.
        let mut before: Actors = SmallVec::new();
        let mut chain = 0;
        // Where the last place ends that the number is about.
        let mut last_place = usize::MAX;
        for (m, n) in here.zip(first..) {
            let (at, name_end) = (m.tokens.start as usize, m.tokens.end as usize);
            let named = within(m.tokens, TokenSpan::new(start, end)) || own && within(m.tokens, counted);
            let place = matches!(m.kind, ActorType::Country | ActorType::Location);
            if (named || self.of(at, end)) && (placed || !place)
                || self.owns(m.tokens, start)
                || self.owns(m.tokens, head.start as usize)
                || self.has(m, start)
                || claim.measure == Measure::Age && self.ages(m, start, end)
            {
                push(&mut found, self.actor_of[n]);
                continue;
            }
            if !placed || !matches!(m.kind, ActorType::Country | ActorType::Location | ActorType::Group) {
                continue;
            }
            let far = if at < start { start - at } else { at.saturating_sub(end) };
            let located = far <= PLACE_REACH && self.located(m);
            // "Ethiopia's Amhara region" is of a place, "In Goma, Rwandan officers" not.
            let can_be = |end: usize| place || doc.kind(end) == TokenKind::Clitic;
            let chained = |end: usize| end <= at && at - end <= CHAIN && can_be(end) && self.joined(end, at);
            let another = last_place != usize::MAX && self.claim_within(last_place, at);
            let near = located && at >= end && !another && self.clear(end, at) && !self.of_part(at);
            // "the unemployment rate in Spain fell to 11 percent"
            let between = located && own && !lent && at >= counted.end as usize && at < start && self.clear(counted.end as usize, at);
            if near || between || last_place != usize::MAX && chained(last_place) {
                last_place = name_end;
                push(&mut found, self.actor_of[n]);
            } else if at < start && far <= PLACE_REACH {
                let follows = !before.is_empty() && chained(chain);
                if follows || located && self.clear(at, start) && !self.framed(m.span, at) {
                    if !follows {
                        before.clear();
                    }
                    chain = name_end;
                    push(&mut before, self.actor_of[n]);
                }
            }
        }
        // "In Goma, 12 people were killed", "Floods in Sylhet killed 14 people"
        if last_place == usize::MAX {
            before.into_iter().for_each(|actor| push(&mut found, actor));
        }
        found
    }

    /// "Kenya's 40 mills": a name with the sign of the possessive right before `start`.
    fn owns(&self, name: TokenSpan, start: usize) -> bool {
        let end = name.end as usize;
        end < start && end + 2 >= start && self.context.doc.kind(end) == TokenKind::Clitic
    }

    /// "members of the Red Cross", "soldiers from neighbouring Ghana", "doses of a Japanese vaccine", "trucks belonging to the army".
    fn of(&self, at: usize, end: usize) -> bool {
        let doc = &self.context.doc;
        if at <= end || at - end > 4 {
            return false;
        }
        let name = match doc.word(end) {
            "of" | "from" => end + 1,
            "belonging" if doc.word(end + 1) == "to" => end + 2,
            _ => return false,
        };
        (name..at).all(|k| matches!(doc.tag(k), Tag::Det | Tag::Adj))
    }

    /// "Uganda has 4,500 soldiers", "Brazil has recorded 1.9 million cases", "Burundi sent 12,000 soldiers".
    fn has(&self, name: &Mention<'_>, start: usize) -> bool {
        let doc = &self.context.doc;
        let end = name.tokens.end as usize;
        if name.kind == ActorType::Group || end >= start || start - end > 4 {
            return false;
        }
        let verbs = (end..start).all(|k| doc.tag(k).is_verb() || matches!(doc.tag(k), Tag::Aux | Tag::Adv));
        // "have" carries other verbs and has no lemma as one.
        let has = matches!(doc.word(start - 1), "has" | "have" | "had");
        let lemma = self.context.lexicon.lemma(doc.token(start - 1));
        verbs && (has || HAVING.contains(&lemma) || name.kind == ActorType::Country && DEPLOYING.contains(&lemma))
    }

    /// "Jussara Lins, a 33-year-old nurse"
    fn ages(&self, name: &Mention<'_>, start: usize, end: usize) -> bool {
        let doc = &self.context.doc;
        let (at, name_end) = (name.tokens.start as usize, name.tokens.end as usize);
        let before = name_end < start && start - name_end <= 2 && doc.kind(name_end) == TokenKind::Comma;
        // "a 24-year-old student, Hassan Iqbal"
        let behind = at > end && at - end <= 6 && doc.kind(at - 1) == TokenKind::Comma && {
            // "Jussara Lins, 45, Pedro Alves, 44, and a guard": without a noun the next name is another's.
            (start..at - 1).any(|k| doc.tag(k).is_noun())
                && (end..at - 1).all(|k| doc.tag(k).is_noun() || doc.tag(k) == Tag::Adj || doc.kind(k) == TokenKind::Hyphen)
        };
        name.kind == ActorType::Person && (before || behind)
    }

    /// The place is no part of what the claim's attribution says: it is where the source is, or where it was said. A place that
    /// opens the sentence is where everything is ("In Goma, the mayor said 12 people were killed").
    fn framed(&self, place: ByteSpan, at: usize) -> bool {
        let Some(a) = self.attribution.map(|n| &self.findings.attributions[n]) else { return false };
        let doc = &self.context.doc;
        let opening = doc.sentence(at).tokens.start as usize;
        let opens = at - opening <= 3 && doc.word(opening) == "In" && !a.source.iter().any(|s| s.covers(place));
        !opens && !a.content.iter().any(|c| c.covers(place))
    }

    /// A preposition of place stands before it: "in Goma", "in north-eastern Bangladesh", "in Ethiopia's Amhara region", "into a
    /// Ugandan camp".
    fn located(&self, name: &Mention<'_>) -> bool {
        let doc = &self.context.doc;
        let end = name.tokens.end as usize;
        // "across the river from" says where something else is.
        let elsewhere = doc.get(end).is_some() && doc.word(end) == "from";
        // A people is where its name stands before a noun ("in a Ugandan camp"), not where some of it are ("among the Kurds").
        let placed = name.kind != ActorType::Group || doc.get(end).is_some() && doc.tag(end) == Tag::Noun;
        if elsewhere || !placed {
            return false;
        }
        let (at, start) = (name.tokens.start as usize, doc.sentence(name.tokens.start as usize).tokens.start as usize);
        let mut before = at;
        while before > start && at - before < 5 {
            before -= 1;
            let tag = doc.tag(before);
            if matches!(tag, Tag::Prep | Tag::Adj) && PLACING.iter().any(|p| p.eq_ignore_ascii_case(doc.word(before))) {
                return true;
            }
            // "north-eastern"
            if doc.kind(before) == TokenKind::Hyphen {
                before = before.saturating_sub(1);
            } else if !matches!(tag, Tag::Det | Tag::Adj) {
                return false;
            }
        }
        false
    }

    /// What stands between two names of one place: "in Goma, in eastern Congo", "Ethiopia's Amhara region", "Arequipa and Ayacucho".
    fn joined(&self, from: usize, to: usize) -> bool {
        let doc = &self.context.doc;
        (from..to).all(|k| {
            matches!(doc.kind(k), TokenKind::Comma | TokenKind::Clitic | TokenKind::Hyphen)
                || matches!(doc.tag(k), Tag::Det | Tag::Adj)
                || matches!(doc.word(k), "and" | "or" | "in" | "province" | "state" | "region" | "district" | "town" | "city" | "village")
        })
    }

    /// "34 deaths, 18 of them in Sylhet": a part of the claim stands before the place.
    fn of_part(&self, at: usize) -> bool {
        let next = self.findings.claims[self.number + 1..].iter().take_while(|c| (c.tokens.start as usize) < at);
        next.into_iter().any(|c| c.part_of == Some(self.number) && c.tokens.end as usize + 4 >= at)
    }

    /// Another claim of a number stands between the place of this one and what is at `to`: "20 people in Peru and 3 in Chile".
    fn claim_within(&self, from: usize, to: usize) -> bool {
        let mut next = self.findings.claims[self.number + 1..].iter().map(|c| c.tokens).take_while(|t| (t.start as usize) < to);
        next.any(|t| t.start as usize >= from)
    }

    /// Nothing parts the two places.
    fn clear(&self, from: usize, to: usize) -> bool {
        !(from..to).any(|k| self.barrier(k))
    }

    /// What parts the claim from what stands behind or before it.
    fn barrier(&self, at: usize) -> bool {
        let doc = &self.context.doc;
        matches!(doc.kind(at), TokenKind::Semicolon | TokenKind::Quote | TokenKind::Colon)
            || self.context.lexicon.is(doc.token(at), Class::DocumentNoun)
            // "lost 600 jobs and closes a foundry in Toledo", "lost $6 million, employs 900 people in Mexico"
            || doc.word(at) == "and" && matches!(doc.tag(at + 1), Tag::Base | Tag::Third | Tag::Aux)
            || doc.kind(at) == TokenKind::Comma && doc.tag(at + 1) == Tag::Third
    }
}

fn push(found: &mut Actors, actor: usize) {
    if actor != usize::MAX && !found.contains(&actor) {
        found.push(actor);
    }
}

fn within(inner: TokenSpan, outer: TokenSpan) -> bool {
    inner.start >= outer.start && inner.end <= outer.end
}
