//! A document under analysis: the text and everything found out about its words and their order.
//!
//! `Analysis` holds the tables and is reused from document to document; `Document` is the view that every later stage reads.

use super::{ByteSpan, CodePoints, Flags, Landmarks, Tag, Token, TokenKind, TokenSpan};

/// The part of an article that a paragraph belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Zone {
    /// The headline.
    Headline,
    /// "By Jane Roe", "Reporting by …".
    Byline,
    /// Running text.
    Body,
    /// Link lists, calls to subscribe, photo credits and the like.
    Furniture,
}

/// A paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its zone.
    pub zone: Zone,
    /// How many of its first tokens are the dateline ("KYIV (Agency) —"); 0 when there is none.
    pub dateline: u32,
}

/// A sentence.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Index of its paragraph.
    pub paragraph: u32,
}

/// A quotation, from its opening to its closing mark.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// Its tokens with the marks.
    pub tokens: TokenSpan,
    /// Its last mark is there; false when it runs to the end of its paragraph and is continued, or was never closed.
    pub closed: bool,
    /// It continues the quotation of the paragraph before.
    pub continues: bool,
}

impl Quote {
    /// The tokens between the marks.
    pub fn inner(&self) -> TokenSpan {
        let end = if self.closed { self.tokens.end - 1 } else { self.tokens.end };
        TokenSpan::new(self.tokens.start as usize + 1, end.max(self.tokens.start + 1) as usize)
    }
}

/// What kind of group a chunk is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChunkKind {
    /// A noun group without what follows its head: "the two wounded North Korean soldiers".
    Noun,
    /// A verb group with auxiliaries, negation and inner adverbs: "has not been told".
    Verb,
}

/// A noun group or a verb group.
#[derive(Clone, Copy, Debug)]
pub struct Chunk {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its head: the last noun, or the main verb.
    pub head: u32,
    /// Noun or verb.
    pub kind: ChunkKind,
}

/// The tables of one document; kept by each thread and filled again for every document.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The sentences in order; they cover all tokens.
    pub sentences: Vec<Sentence>,
    /// The paragraphs in order; they cover all tokens.
    pub paragraphs: Vec<Paragraph>,
    /// The quotations in order, without overlap.
    pub quotes: Vec<Quote>,
    /// The chunks in order, without overlap.
    pub chunks: Vec<Chunk>,
    /// For each token the index of its sentence.
    pub sentence_of: Vec<u32>,
    /// For each token the index of its chunk, or `u32::MAX`.
    pub chunk_of: Vec<u32>,
    /// Bytes to code points.
    pub code_points: CodePoints,
    /// The rare tokens that passes start from.
    pub landmarks: Landmarks,
}

/// A text with its analysis.
#[derive(Clone, Copy, Debug)]
pub struct Document<'t> {
    /// The text, never changed.
    pub text: &'t str,
    /// Its tables.
    pub analysis: &'t Analysis,
}

impl<'t> Document<'t> {
    /// The tokens.
    pub fn tokens(&self) -> &'t [Token] {
        &self.analysis.tokens
    }

    /// Token `index`.
    pub fn token(&self, index: usize) -> &'t Token {
        &self.analysis.tokens[index]
    }

    /// Token `index`, or none past the ends.
    pub fn get(&self, index: usize) -> Option<&'t Token> {
        self.analysis.tokens.get(index)
    }

    /// The text of token `index`.
    pub fn word(&self, index: usize) -> &'t str {
        let t = self.token(index);
        &self.text[t.start as usize..t.end as usize]
    }

    /// The tag of token `index`; `Mark` past the ends.
    pub fn tag(&self, index: usize) -> Tag {
        self.get(index).map_or(Tag::Mark, |t| t.tag)
    }

    /// The kind of token `index`; `Other` past the ends.
    pub fn kind(&self, index: usize) -> TokenKind {
        self.get(index).map_or(TokenKind::Other, |t| t.kind)
    }

    /// True when token `index` has all of `flags`.
    pub fn has(&self, index: usize, flags: Flags) -> bool {
        self.get(index).is_some_and(|t| t.flags.has(flags))
    }

    /// The text of bytes.
    pub fn slice(&self, span: ByteSpan) -> &'t str {
        &self.text[span.range()]
    }

    /// The bytes from the first to the last of `tokens`; empty at 0 for no tokens.
    pub fn bytes(&self, tokens: TokenSpan) -> ByteSpan {
        if tokens.is_empty() {
            return ByteSpan::new(0, 0);
        }
        ByteSpan::new(self.token(tokens.start as usize).start as usize, self.token(tokens.end as usize - 1).end as usize)
    }

    /// The text from the first to the last of `tokens`.
    pub fn text_of(&self, tokens: TokenSpan) -> &'t str {
        self.slice(self.bytes(tokens))
    }

    /// The index of the sentence of token `index`.
    pub fn sentence_index(&self, index: usize) -> usize {
        self.analysis.sentence_of[index] as usize
    }

    /// The sentence of token `index`.
    pub fn sentence(&self, index: usize) -> &'t Sentence {
        &self.analysis.sentences[self.sentence_index(index)]
    }

    /// The paragraph of token `index`.
    pub fn paragraph(&self, index: usize) -> &'t Paragraph {
        &self.analysis.paragraphs[self.sentence(index).paragraph as usize]
    }

    /// The chunk that holds token `index`.
    pub fn chunk(&self, index: usize) -> Option<&'t Chunk> {
        self.analysis.chunks.get(*self.analysis.chunk_of.get(index)? as usize)
    }

    /// The quotation that holds token `index`, its marks included.
    pub fn quote(&self, index: usize) -> Option<&'t Quote> {
        let quotes = &self.analysis.quotes;
        let n = quotes.partition_point(|q| q.tokens.end as usize <= index);
        quotes.get(n).filter(|q| q.tokens.holds(index))
    }

    /// The token that holds or follows `byte`.
    pub fn token_at(&self, byte: usize) -> usize {
        self.analysis.tokens.partition_point(|t| t.end as usize <= byte)
    }
}
