//! From a draft to an attribution: byte spans without edge punctuation, kinds and rule.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use crate::extract::attribution::Draft;
use crate::extract::attribution::anchor::{FORM_PASSIVE, View};
use crate::extract::attribution::content::{BOTH, LEFT};
use crate::extract::attribution::cues::CueKind;
use crate::extract::attribution::shapes::{CLOSES, COLON, COMMA, DASH, OPENS, SEMICOLON};
use crate::extract::attribution::source::is_right;
use crate::extract::{Attribution, ContentKind, RuleId, SourceKind};
use crate::text::{Document, Flags, Tag, TokenKind, TokenSpan};

/// The pieces of a content: one or two, each possibly split around the source and the cue.
type Pieces = SmallVec<[TokenSpan; 6]>;

impl<'a> View<'_, 'a> {
    /// Writes a draft down; none when nothing is left of its content.
    pub fn finish(&self, draft: &Draft) -> Option<Attribution<'a>> {
        let Draft { anchor, source, content } = draft;
        let doc = &self.context.doc;
        let cue = self.tables.cues.get(anchor.number);
        let mut pieces = Pieces::new();
        for piece in [content.left, content.right].into_iter().flatten() {
            // Where the source or the cue stands inside a piece, the piece is split around it.
            self.without(piece, &[anchor.cue, source.tokens], &mut pieces);
        }
        let pieces: Pieces = pieces.into_iter().filter_map(|p| self.trimmed(p)).collect();
        if pieces.is_empty() {
            return None;
        }
        let content_kind = content_kind(doc, &pieces);
        Some(Attribution {
            source_head: (source.place != 0).then_some(source.head),
            source_kind: self.source_kind(source.place, source.tokens, source.head),
            source: (source.place != 0).then(|| doc.bytes(source.tokens)).into_iter().collect(),
            cue: smallvec![doc.bytes(anchor.cue)],
            lemma: Cow::Borrowed(&cue.name),
            class: self.class(anchor),
            content: pieces.iter().map(|p| doc.bytes(*p)).collect(),
            content_kind,
            certainty: self.certainty(anchor, &pieces),
            rule: self.rule(draft),
        })
    }

    fn without(&self, piece: TokenSpan, holes: &[TokenSpan; 2], pieces: &mut Pieces) {
        let mut holes = *holes;
        if holes[0].start > holes[1].start {
            holes.swap(0, 1);
        }
        let mut from = piece.start;
        for hole in holes.into_iter().filter(|h| !h.is_empty() && piece.overlaps(*h)) {
            if hole.start > from {
                pieces.push(TokenSpan::new(from as usize, hole.start as usize));
            }
            from = from.max(hole.end);
        }
        if from < piece.end {
            pieces.push(TokenSpan::new(from as usize, piece.end as usize));
        }
    }

    fn trimmed(&self, piece: TokenSpan) -> Option<TokenSpan> {
        let (mut start, mut end) = (piece.start as usize, piece.end as usize);
        let loose = |shape| matches!(shape, COMMA | COLON | DASH | SEMICOLON);
        while start < end && (loose(self.shape(start)) || self.shape(start) == CLOSES) {
            start += 1;
        }
        while start < end && (loose(self.shape(end - 1)) || self.shape(end - 1) == OPENS) {
            end -= 1;
        }
        (start..end).any(|n| matches!(self.context.doc.kind(n), TokenKind::Word | TokenKind::Number)).then(|| TokenSpan::new(start, end))
    }

    fn source_kind(&self, place: usize, tokens: TokenSpan, head: usize) -> SourceKind {
        let doc = &self.context.doc;
        if place == 0 {
            return SourceKind::None;
        }
        if tokens.len() == 1 && matches!(doc.tag(head), Tag::Pron | Tag::Wh | Tag::Poss | Tag::Sub) {
            return SourceKind::Pronoun;
        }
        // A name that heads its phrase, or stands beside the head: "Ann Poe of Ohio", "the mayor, Ann Poe", and neither "a U.N.
        // report" nor "papers seen by Reuters".
        let names = |n: usize| {
            let Some(chunk) = doc.chunk(n).filter(|c| doc.tag(n) == Tag::Name && doc.tag(c.head as usize) == Tag::Name) else {
                return doc.tag(n) == Tag::Name && n == head;
            };
            let before = (chunk.tokens.start as usize).checked_sub(1).filter(|b| *b >= tokens.start as usize);
            before.is_none_or(|b| !matches!(doc.tag(b), Tag::Prep | Tag::To | Tag::Sub))
        };
        if tokens.range().any(names) { SourceKind::Named } else { SourceKind::Nominal }
    }

    fn rule(&self, draft: &Draft) -> RuleId {
        let rules = &self.context.rules.attribution;
        match draft.anchor.kind {
            CueKind::Noun => rules.noun,
            CueKind::Adjective => rules.adjective,
            CueKind::Adverb => rules.adverb,
            CueKind::Preposition => rules.according_to,
            CueKind::Colon => rules.colon,
            CueKind::Dash => rules.dash,
            CueKind::Verb if draft.anchor.form == FORM_PASSIVE => rules.passive,
            CueKind::Verb => match draft.content.side {
                BOTH => rules.split,
                LEFT if is_right(draft.source.place) => rules.inverted,
                LEFT => rules.content_said,
                _ => rules.said_content,
            },
        }
    }
}

/// Whether the words stand in quotation marks, all of them or some.
pub(in crate::extract) fn content_kind(doc: &Document<'_>, pieces: &[TokenSpan]) -> ContentKind {
    let (mut inside, mut outside) = (false, false);
    for n in pieces.iter().flat_map(|p| p.range()) {
        if matches!(doc.kind(n), TokenKind::Word | TokenKind::Number) {
            if doc.has(n, Flags::QUOTED) {
                inside = true
            } else {
                outside = true
            }
            if inside && outside {
                return ContentKind::Mixed;
            }
        }
    }
    match (inside, outside) {
        (true, false) => ContentKind::Direct,
        _ => ContentKind::Indirect,
    }
}
