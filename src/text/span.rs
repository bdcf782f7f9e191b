//! Spans: half-open ranges that know what they count.
//!
//! A span of bytes and a span of tokens are different types, so that one can never be used where the other is meant.

use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::ops::Range;

/// The unit of a span that counts bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Bytes {}
/// The unit of a span that counts tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tokens {}

/// A half-open range `[start, end)` counted in `Unit`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<Unit> {
    /// First position.
    pub start: u32,
    /// One past the last position.
    pub end: u32,
    unit: PhantomData<Unit>,
}

/// A range of bytes of the document's text, always on character boundaries.
pub type ByteSpan = Span<Bytes>;
/// A range of token indices of the document.
pub type TokenSpan = Span<Tokens>;

impl<Unit> Span<Unit> {
    /// The range from `start` up to, and without, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32, unit: PhantomData }
    }

    /// The empty range at 0.
    pub const EMPTY: Self = Span { start: 0, end: 0, unit: PhantomData };

    /// How many positions it covers.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as `usize`, for indexing and loops.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True when `position` lies in it.
    pub fn holds(self, position: usize) -> bool {
        (self.start as usize) <= position && position < self.end as usize
    }

    /// True when `other` lies wholly in it.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when both share at least one position.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Self) -> Self {
        Span { start: self.start.min(other.start), end: self.end.max(other.end), unit: PhantomData }
    }
}

impl<Unit> fmt::Debug for Span<Unit> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
