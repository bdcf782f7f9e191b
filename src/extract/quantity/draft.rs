//! A claim in the making: the amount with its unit and comparator, and the places from which its other fields are read.

use std::borrow::Cow;

use super::measure::Measured;
use super::number::{Amount, Form};
use crate::extract::{Change, Comparator, FlagSet, RuleId};
use crate::text::{ByteSpan, TokenSpan};

/// A claim in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub amount: Amount<'a>,
    pub measured: Measured<'a>,
    /// The span's tokens and bytes, comparator included.
    pub first: usize,
    pub end: usize,
    pub span: ByteSpan,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub comparator: Comparator,
    /// The comparator is a verb ("topped 50").
    pub verb: bool,
    pub flags: FlagSet,
    pub change: Option<Change>,
    /// The token behind amount, unit and comparator: where a noun would stand.
    pub next: usize,
    /// The counted phrase, without the number.
    pub counted: TokenSpan,
    /// The counted phrase when it is taken over from another claim.
    pub borrowed: Option<usize>,
    pub about: TokenSpan,
    pub event: Event<'a>,
    pub part_of: Option<usize>,
    pub unit: Cow<'a, str>,
    pub rule: RuleId,
}

/// What happened, as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Event<'a> {
    /// Nothing is said.
    #[default]
    None,
    /// These words.
    Said(&'a str),
}

impl<'a> Event<'a> {
    pub fn text(self) -> Option<&'a str> {
        match self {
            Event::None => None,
            Event::Said(text) => Some(text),
        }
    }
}

impl Draft<'_> {
    /// It counts people or things.
    pub fn counts(&self) -> bool {
        self.measured.measure == crate::extract::Measure::Count
    }

    /// It is a share of something named beside it.
    pub fn is_share(&self) -> bool {
        matches!(self.amount.form, Form::Fraction | Form::Share)
    }
}
