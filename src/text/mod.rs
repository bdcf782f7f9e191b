//! The text and everything that counts positions in it.
//!
//! One room owns the text of a document, its tokens and every conversion between bytes, tokens and the code points that the
//! records speak of, so that no other part of the program searches for a position a second time.

mod bytes;
mod code_points;
mod document;
mod landmarks;
mod span;
mod token;
mod tokenize;
mod words;

pub use code_points::CodePoints;
pub use document::{Analysis, Chunk, ChunkKind, Document, Paragraph, Quote, Sentence, Zone};
pub use landmarks::Landmarks;
pub use span::{ByteSpan, Span, TokenSpan};
pub use token::{Flags, Tag, TagSet, Token, TokenKind, WordId};
pub use tokenize::tokenize;
pub(crate) use words::folded_hash;
pub(crate) use words::{LookUp, hash_of, wide_hash};
pub use words::{fold, fold_hash, small_letters};
