//! Frames: forms of words that leave no doubt who speaks and where what is said stands ("calls by nurses for …", "In a poll, …",
//! "Noting that …, the baker …", "was accused by the rival of …").
//!
//! A frame is looked for once for each anchor, and what it says is taken wherever the weights would choose. Each begins with a
//! rare token beside the cue, so that most anchors are let go at the first look.

use crate::extract::attribution::anchor::{Anchor, View};
use crate::extract::attribution::content::{Content, RIGHT};
use crate::extract::attribution::cues::CueKind;
use crate::extract::attribution::source::Source;
use crate::text::TokenSpan;

/// Where what is said stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Says {
    /// It begins here; where it ends is for the weights.
    From(usize),
    /// It is these tokens.
    All(TokenSpan),
}

/// Who speaks, and where what is said stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Who speaks.
    pub source: Source,
    /// Where what is said stands.
    pub says: Says,
}

impl Frame {
    /// The content, where the frame knows all of it.
    pub fn content(&self) -> Option<Content> {
        match self.says {
            Says::All(right) => Some(Content { side: RIGHT, left: None, right: Some(right), side_margin: 9.0, edge_margin: 9.0 }),
            Says::From(_) => None,
        }
    }

    /// Where the content begins, where that alone is known.
    pub fn from(&self) -> Option<usize> {
        match self.says {
            Says::From(start) => Some(start),
            Says::All(_) => None,
        }
    }
}

impl View<'_, '_> {
    /// The frame that an anchor stands in.
    pub(super) fn frame(&self, anchor: &Anchor) -> Option<Frame> {
        match anchor.kind {
            CueKind::Noun => self.behind_noun(anchor).or_else(|| self.opening(anchor)),
            CueKind::Preposition => self.opening(anchor),
            CueKind::Verb => self.noting(anchor).or_else(|| self.accusing(anchor)),
            _ => None,
        }
    }
}
