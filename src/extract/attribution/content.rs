//! The content: on which side of the cue it stands, and where its pieces start and end.
//!
//! Pieces start behind the cue, behind a hearer or a time, at "that" or at an opening mark; they end at commas, conjunctions,
//! prepositions, closing marks and sentence ends, and run on over the sentences of one quotation. The left piece of a split
//! sentence ends before the source. All such edges are proposed, and the model ranks them.

use crate::extract::CueClass;
use crate::extract::attribution::anchor::{Anchor, View, finite};
use crate::extract::attribution::cues::{CueKind, Takes};
use crate::extract::attribution::decide::{Decide, Proposal, Question};
use crate::extract::attribution::ends::opens_with_own_speaker;
use crate::extract::attribution::features::{Lanes, Sink};
use crate::extract::attribution::frames::Frame;
use crate::extract::attribution::shapes::*;
use crate::extract::attribution::source::{Source, bucket, is_left, is_right};
use crate::extract::attribution::templates as t;
use crate::text::{ChunkKind, Flags, Sentence, Tag, TokenSpan};

/// Sides, as in `templates::SIDES`.
pub const RIGHT: usize = 0;
/// Content left of the cue only.
pub const LEFT: usize = 1;
/// On both sides.
pub const BOTH: usize = 2;

/// How many following or preceding sentences a content may run over.
pub(super) const MOST_SENTENCES: usize = 8;
const MOST_STARTS: usize = 9;
const MOST_LEFT: usize = 9;

/// The content of an attribution.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// A place in `templates::SIDES`.
    pub side: usize,
    /// The piece left of the cue.
    pub left: Option<TokenSpan>,
    /// The piece right of the cue.
    pub right: Option<TokenSpan>,
    /// How clearly the side was chosen.
    pub side_margin: f32,
    /// How clearly the edges were chosen: the least clear of them.
    pub edge_margin: f32,
}

/// The cue with the source beside it: content stands around it.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Where a clause could begin behind it.
    pub quiet: usize,
    /// Where a frame says that the content begins.
    pub begins: Option<usize>,
}

impl View<'_, '_> {
    /// The cue and its source as one block.
    pub fn unit(&self, anchor: &Anchor, source: &Source) -> Unit {
        let (mut start, mut end) = (anchor.cue.start as usize, anchor.cue.end as usize);
        if is_left(source.place) {
            let (s, e) = (source.tokens.start as usize, source.tokens.end as usize);
            if s < start && !self.any_finite(e..start) {
                start = s;
            }
        } else if is_right(source.place) && (source.tokens.start as usize) < end + 5 {
            end = source.tokens.end as usize;
        }
        Unit { start, end, quiet: self.quiet(anchor, end), begins: None }
    }

    /// Chooses the content of an anchor.
    pub(super) fn content<D: Decide>(
        &self,
        anchor: &Anchor,
        source: &Source,
        frame: Option<&Frame>,
        decider: &mut D,
        proposals: &mut Vec<Proposal>,
    ) -> Content {
        if let Some(content) = self.headline_content(anchor) {
            return content;
        }
        if let Some(content) = frame.and_then(Frame::content) {
            return content;
        }
        let unit = Unit { begins: frame.and_then(Frame::from), ..self.unit(anchor, source) };
        let sides = [0, 1, 2, 3].map(|side| Proposal::new(side, unit.start, unit.end));
        let choice = decider.choose_lane(Question::Side, &sides, |sink| self.side_features(anchor, source, unit, sink));
        let side = match anchor.kind {
            // An adverb stands inside what is said, or before all of it; a dash stands behind it.
            CueKind::Adverb if matches!(self.before(anchor, unit.start), EDGE | COMMA | OPENS) => RIGHT,
            CueKind::Adverb => BOTH,
            CueKind::Dash => LEFT,
            CueKind::Verb if !D::TAUGHT && self.is_hearsay(anchor) => BOTH,
            CueKind::Preposition if !D::TAUGHT && self.opens(anchor) && self.near(anchor, unit.end) == COMMA => RIGHT,
            _ if unit.begins.is_some() => RIGHT,
            CueKind::Noun if !D::TAUGHT && self.tells_clause(anchor) => RIGHT,
            _ if frame.is_some_and(Frame::is_before) => LEFT,
            CueKind::Verb if !D::TAUGHT && self.figure_before(anchor).is_some() => LEFT,
            _ if !D::TAUGHT && choice.index != LEFT && self.nothing_behind(anchor, unit) => LEFT,
            _ if !D::TAUGHT && self.behind_insertion(anchor, unit.end).is_some() => RIGHT,
            _ if !D::TAUGHT && choice.index == LEFT && self.goes_on(anchor, source, unit).is_some() => BOTH,
            _ => choice.index,
        };
        let mut content = Content { side, left: None, right: None, side_margin: choice.margin, edge_margin: 9.0 };
        if matches!(side, LEFT | BOTH) {
            self.left_piece(anchor, unit, &mut content, decider, proposals);
        }
        if matches!(side, RIGHT | BOTH) {
            self.right_piece(anchor, source, unit, &mut content, decider, proposals);
            // "…,” he said earlier this week": when it was said is no part of what was said.
            let time = |n: usize| matches!(self.shape(n), TIME | TIME_PREP | ADV | IN | ABOUT | PREP | DET | COMMA | STOP | NUM);
            if !D::TAUGHT && content.left.is_some() && content.right.is_some_and(|piece| piece.range().all(time)) {
                content.right = None;
            }
            // Nothing stands behind the cue, as in a headline: then it stands before it.
            if content.right.is_none() && content.left.is_none() && !D::TAUGHT {
                content.side = LEFT;
                self.left_piece(anchor, unit, &mut content, decider, proposals);
            }
        }
        content
    }

    fn side_features(&self, anchor: &Anchor, source: &Source, unit: Unit, sink: &mut impl Lanes) {
        let (left, right) = (self.before(anchor, unit.start), self.near(anchor, unit.end));
        let left2 = if unit.start > anchor.start { self.before(anchor, unit.start - 1) } else { EDGE };
        let right2 = self.near(anchor, unit.end + 1);
        let cue_next = self.near(anchor, anchor.cue.end as usize);
        sink.one(t::SIDE_KIND, anchor.kind as usize);
        sink.one(t::SIDE_ENTRY, anchor.entry);
        sink.two(t::SIDE_EDGES, left, right);
        sink.two(t::SIDE_RIGHT, right, right2);
        sink.two(t::SIDE_LEFT, left, left2);
        sink.two(t::SIDE_ENTRY_RIGHT, anchor.entry, cue_next);
        sink.two(t::SIDE_QUOTE, anchor.quote, right);
        sink.two(t::SIDE_FORM, anchor.form, left);
        sink.two(t::SIDE_PLACE, source.place, anchor.quote);
        let room = |n: usize| match n {
            0..=2 => n,
            3..=5 => 3,
            _ => 4,
        };
        let room_left = room(unit.start - anchor.start);
        let room_right = room(anchor.end.saturating_sub(unit.end));
        sink.two(t::SIDE_ROOM, room_left, room_right);
        sink.two(t::SIDE_FORM_ROOM, anchor.form, room_left);
        let next = self.next_sentence(anchor);
        sink.two(t::SIDE_NEXT, next, right);
        let left_finite = self.any_finite(anchor.start..unit.start);
        let right_finite = self.any_finite(unit.end..anchor.end);
        let reached = self.near(anchor, unit.quiet);
        sink.two(t::SIDE_QUIET, left, reached);
        sink.two(t::SIDE_QUIET_ENTRY, anchor.entry, reached);
        sink.two(t::SIDE_QUIET_FORM, anchor.form, reached);
        sink.two(t::SIDE_ENTRY_FINITE, anchor.entry, usize::from(left_finite) + 2 * usize::from(right_finite));
        sink.two(t::SIDE_FINITE, usize::from(left_finite) + 2 * usize::from(right_finite), anchor.form);
    }

    /// Where a clause could begin behind the cue: hearers, times, places and adverbs passed over ("told reporters in Geneva on Friday").
    pub fn quiet(&self, anchor: &Anchor, from: usize) -> usize {
        let doc = &self.context.doc;
        let group = |at: usize| doc.chunk(at).filter(|c| c.kind == ChunkKind::Noun && c.tokens.start as usize == at && at < anchor.end);
        let mut at = from;
        let takes_person = self.tables.cues.get(anchor.number).takes.has(Takes::PERSON);
        for step in 0..5 {
            let next = match self.near(anchor, at) {
                ADV => at + 1,
                IN | ABOUT | PREP | BY | OF | TIME_PREP => match group(at + 1) {
                    Some(chunk) => chunk.tokens.end as usize,
                    None => break,
                },
                EDGE | STOP | COMMA | COLON | OPENS | THAT | WHETHER => break,
                _ => match group(at) {
                    Some(chunk) if self.shape(chunk.head as usize) == TIME || step == 0 && takes_person => chunk.tokens.end as usize,
                    _ => break,
                },
            };
            // A finite verb behind the group makes it the subject of the clause.
            if finite(self.near(anchor, next)) {
                break;
            }
            at = next;
        }
        at
    }

    /// How the next sentence begins: 0 there is none, 1 without a quotation, 2 with one in the same paragraph, 3 in another.
    fn next_sentence(&self, anchor: &Anchor) -> usize {
        let analysis = self.context.doc.analysis;
        let Some(next) = analysis.sentences.get(anchor.sentence + 1) else { return 0 };
        let opens = self.shape(next.tokens.start as usize) == OPENS;
        let same = next.paragraph == analysis.sentences[anchor.sentence].paragraph;
        match (opens, same) {
            (false, _) => 1,
            (true, true) => 2,
            (true, false) => 3,
        }
    }

    fn right_piece<D: Decide>(
        &self,
        anchor: &Anchor,
        source: &Source,
        unit: Unit,
        content: &mut Content,
        decider: &mut D,
        proposals: &mut Vec<Proposal>,
    ) {
        let side = content.side;
        self.starts(anchor, unit, proposals);
        if proposals.is_empty() {
            return;
        }
        let inverted = is_right(source.place);
        let quiet_shape = self.near(anchor, unit.quiet);
        let unit_next = self.near(anchor, unit.end);
        let choice = decider.choose(Question::Start, proposals, |p, sink| {
            let at = p.at as usize;
            let nth = p.code as usize & 15;
            let next_sentence = at >= anchor.end;
            let shape = if next_sentence { self.shape(at) } else { self.near(anchor, at) };
            let rank = if next_sentence { 3 } else { nth.min(2) };
            let before = self.shape(at - 1);
            sink.three(t::START_AT, rank, shape, before);
            sink.three(t::START_ENTRY, anchor.entry, shape, usize::from(rank == 0));
            sink.two(t::START_WORD, rank.min(2), self.word(at));
            sink.two(t::START_BEFORE, rank.min(2), self.word(at - 1));
            sink.three(t::START_SKIPPED, (p.code as usize >> 4 & 3).min(3), (p.code as usize >> 6 & 3).min(3), shape);
            sink.three(t::START_FIRST, rank, unit_next, anchor.form);
            sink.three(t::START_SIDE, side, rank, if inverted { before } else { shape });
            sink.three(t::START_QUOTE, anchor.quote, shape, usize::from(inverted));
            let behind = usize::from(at >= unit.quiet) + usize::from(at > unit.quiet);
            sink.three(t::START_QUIET, behind, shape, quiet_shape);
            sink.three(t::START_QUIET_ENTRY, behind, anchor.entry, shape);
            sink.three(t::START_AHEAD, shape, self.shape(at + 1), usize::from(rank == 0));
        });
        content.edge_margin = content.edge_margin.min(choice.margin);
        let forced = || self.behind_insertion(anchor, unit.end).or_else(|| self.goes_on(anchor, source, unit)).or(unit.begins);
        let start = if D::TAUGHT { None } else { forced() }.unwrap_or(proposals[choice.index].at as usize);
        let denies = self.tables.cues.get(anchor.number).class == CueClass::Deny;
        if !D::TAUGHT && denies && self.shape(start) == THAT && self.near(anchor, start + 1) == COMMA && self.near(anchor, start + 2) == ING
        {
            // "denied that, calling it gossip": "that" is all that is denied.
            content.right = Some(TokenSpan::new(start, start + 1));
            return;
        }
        self.ends(anchor, start, proposals);
        if !D::TAUGHT {
            self.keep_whole_clause(anchor, start, proposals);
        }
        let quoted = self.context.doc.has(start, Flags::QUOTED);
        let choice = decider.choose(Question::End, proposals, |p, sink| self.end_features(anchor, side, start, quoted, p, sink));
        content.edge_margin = content.edge_margin.min(choice.margin);
        let end = proposals.get(choice.index).map(|p| p.end as usize).filter(|end| *end > start);
        let closed = |end: usize| {
            if D::TAUGHT {
                return end;
            }
            self.before_chain(anchor, start, self.before_outer_verb(anchor, start, self.insertion_end(anchor, source, start, end)))
        };
        content.right = end.map(|end| TokenSpan::new(start, closed(end)));
    }

    fn starts(&self, anchor: &Anchor, unit: Unit, proposals: &mut Vec<Proposal>) {
        proposals.clear();
        let doc = &self.context.doc;
        let mut from = unit.end;
        while from < anchor.end && matches!(self.shape(from), COMMA | COLON | DASH | STOP | CLOSES) {
            from += 1;
        }
        let (mut groups, mut preps) = (0usize, 0usize);
        for at in from..anchor.end.min(from + 18) {
            let shape = self.shape(at);
            let after = if at > from { self.shape(at - 1) } else { EDGE };
            let new_group = doc.chunk(at).is_some_and(|c| c.tokens.start as usize == at);
            let opens = at == from
                || matches!(shape, THAT | WHETHER | IF | OPENS | TO | WH | WHO | ABOUT | OF | AS | ING)
                || matches!(after, COMMA | COLON | DASH)
                || new_group && doc.chunk(at - 1).is_some();
            if opens && !matches!(shape, COMMA | COLON | STOP | CLOSES | DASH) {
                proposals.push(Proposal::new(proposals.len() | groups.min(3) << 4 | preps.min(3) << 6, at, 0));
                if at == unit.end && anchor.kind == CueKind::Noun && doc.tag(at - 1) == Tag::Prep {
                    return;
                }
                if proposals.len() >= MOST_STARTS {
                    break;
                }
            }
            if new_group {
                groups += 1;
            }
            if matches!(shape, IN | PREP | ABOUT | OF | BY) {
                preps += 1;
            }
        }
        let next = doc.analysis.sentences.get(anchor.sentence + 1);
        let same = |n: &Sentence| n.paragraph == doc.analysis.sentences[anchor.sentence].paragraph;
        let goes_on = |n: &Sentence| self.shape(n.tokens.start as usize) == OPENS && !opens_with_own_speaker(self, n);
        let free = |n: &Sentence| proposals.is_empty() && same(n) && !opens_with_own_speaker(self, n);
        if let Some(next) = next.filter(|n| goes_on(n) || free(n)) {
            proposals.push(Proposal::new(proposals.len().min(15) | 3 << 4, next.tokens.start as usize, 0));
        }
    }

    fn left_piece<D: Decide>(&self, anchor: &Anchor, unit: Unit, content: &mut Content, decider: &mut D, proposals: &mut Vec<Proposal>) {
        let side = content.side;
        let doc = &self.context.doc;
        let analysis = doc.analysis;
        let mut end = unit.start;
        while end > anchor.start && matches!(self.shape(end - 1), COMMA | DASH | THAT) {
            end -= 1;
        }
        if !D::TAUGHT {
            end = self.before_hearer(anchor, self.before_comparison(anchor, end));
            if let Some(figure) = self.figure_before(anchor) {
                content.left = Some(figure);
                return;
            }
        }
        if end <= anchor.start {
            // The cue opens its sentence: what stands before it is another sentence.
            if anchor.sentence == 0 {
                return;
            }
            end = anchor.start;
        }
        // "half of what the union had demanded": what was demanded stands there as "what" alone.
        if !D::TAUGHT && self.shape(end - 1) == WH && doc.word(end - 1) == "what" {
            content.left = Some(TokenSpan::new(end - 1, end));
            return;
        }
        proposals.clear();
        let closes = self.shape(end - 1) == CLOSES || end >= 2 && self.shape(end - 1) == STOP && self.shape(end - 2) == CLOSES;
        let mut verbs = 0;
        if let Some(quote) = doc.quote(end - 1).filter(|q| closes && q.tokens.start as usize >= anchor.start) {
            proposals.push(Proposal::new(2, quote.tokens.start as usize, end));
        }
        for at in (anchor.start..end).rev() {
            let shape = self.shape(at);
            if finite(shape) {
                verbs += 1;
            }
            let before = self.before(anchor, at);
            let begins = at > anchor.start
                && (matches!(before, COMMA | SEMICOLON | DASH | COLON | CONJ | SUB | WHILE | BECAUSE | IF | BRACKET | CLOSES)
                    || shape == THAT
                    || shape == OPENS
                    || doc.chunk(at).is_some_and(|c| c.tokens.start as usize == at) && verbs == 0 && end - at < 12);
            if begins && proposals.len() < MOST_LEFT && !proposals.iter().any(|p| p.at as usize == at) {
                proposals.push(Proposal::new(verbs.min(3) << 4, at, end));
            }
        }
        // What stands before ", the coast guard said" is a clause: it begins neither in the middle of a phrase nor behind "after".
        if side == LEFT && !D::TAUGHT && !closes && self.shape(end) == COMMA {
            let torn = |before: usize| matches!(before, PREP | OF | IN | ABOUT | BY | TO | AS | TIME_PREP | SUB | WHILE | BECAUSE | IF);
            let clause = self.opening_clause(anchor, end);
            proposals.retain(|p| !torn(self.before(anchor, p.at as usize)) && clause != Some(p.at as usize));
        }
        let mut first = anchor.start;
        let paragraph = doc.paragraph(anchor.at);
        if paragraph.tokens.start as usize == first {
            first += paragraph.dateline as usize;
        }
        if first < end && !proposals.iter().any(|p| p.at as usize == first) {
            proposals.push(Proposal::new(1 | verbs.min(3) << 4, first, end));
        }
        for k in 1..=MOST_SENTENCES {
            if anchor.sentence < k {
                break;
            }
            let sentence = analysis.sentences[anchor.sentence - k];
            let (from, to) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
            let quoted = doc.has(to - 1, Flags::QUOTED) || to >= 2 && doc.has(to - 2, Flags::QUOTED);
            let same = sentence.paragraph == analysis.sentences[anchor.sentence - k + 1].paragraph;
            if !quoted {
                break;
            }
            let at = doc.quote(to - 1).or(doc.quote(to.saturating_sub(2))).map_or(from, |q| (q.tokens.start as usize).max(from));
            let opens = self.shape(at) == OPENS;
            let all = at == from;
            let bits = usize::from(opens) | usize::from(all) << 1 | usize::from(same) << 2;
            proposals.push(Proposal::new((2 + k) | (bits << 8), at, end));
            if !all {
                break;
            }
        }
        if proposals.is_empty() {
            return;
        }
        let choice = decider.choose(Question::Left, proposals, |p, sink| self.left_features(anchor, side, end, closes, p, sink));
        content.edge_margin = content.edge_margin.min(choice.margin);
        let at = proposals[choice.index].at as usize;
        let at = if D::TAUGHT { at } else { self.compared_from(anchor, at, end) };
        content.left = (at < end).then(|| TokenSpan::new(at, end));
    }

    fn left_features(&self, anchor: &Anchor, side: usize, end: usize, closes: bool, p: &Proposal, sink: &mut impl Sink) {
        let doc = &self.context.doc;
        let code = p.code as usize;
        let kind = code & 15;
        let at = p.at as usize;
        let shape = self.shape(at);
        let kind3 = kind.min(3);
        let sentence_opens_inside = doc.has(at, Flags::QUOTED) && shape != OPENS;
        let quoted = usize::from(closes)
            | usize::from(sentence_opens_inside) << 1
            | usize::from(shape == OPENS) << 2
            | usize::from(doc.has(anchor.start, Flags::QUOTED)) << 3;
        sink.two(t::LEFT_QUOTE, quoted, kind3);
        if kind > 2 {
            sink.two(t::LEFT_SENTENCE, (kind - 3).min(2), code >> 8 & 7);
            sink.two(t::LEFT_SENTENCE, 3 + usize::from(side == BOTH), quoted);
            return;
        }
        let verbs = code >> 4 & 3;
        let before = self.before(anchor, at);
        let before2 = if at > anchor.start { self.before(anchor, at - 1) } else { EDGE };
        sink.two(t::LEFT_AT, before, shape);
        sink.two(t::LEFT_BEFORE, before, kind3 + 4 * usize::from(closes));
        sink.two(t::LEFT_NTH, kind3, shape);
        sink.two(t::LEFT_WORD, 0, self.word(at));
        sink.two(t::LEFT_WORD, 1, if at > anchor.start { self.word(at - 1) } else { 0 });
        sink.two(t::LEFT_ENTRY, anchor.entry, kind3);
        sink.three(t::LEFT_FORM, anchor.form, shape, kind3);
        sink.two(t::LEFT_LENGTH, bucket(end - at), kind3);
        sink.three(t::LEFT_FINITE, verbs, kind3, usize::from(closes));
        sink.three(t::LEFT_SIDE, side, before, before2);
    }
}
