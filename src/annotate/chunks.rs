//! Noun groups and verb groups: the pieces that source phrases, counted phrases and cues are built of.
//!
//! A noun group runs from its article or first modifier to its head and takes possessives along ("South Korea's spy agency");
//! what follows the head ("of", relative clauses) is for the passes to add. A verb group holds auxiliaries, negation and the
//! adverbs between them ("has not yet been told").

use crate::lexicon::{Class, Lexicon};
use crate::text::{Analysis, Chunk, ChunkKind, Tag, TagSet, Token, TokenKind, TokenSpan};

const NOUNS: TagSet = TagSet::all(&[Tag::Noun, Tag::Plural, Tag::Name]);
/// The tags that can begin a noun group; a currency sign can too.
const BEGIN_NOUN: TagSet = TagSet::all(&[
    Tag::Det,
    Tag::Pron,
    Tag::Poss,
    Tag::Adj,
    Tag::Noun,
    Tag::Plural,
    Tag::Name,
    Tag::Num,
    Tag::Past,
    Tag::Participle,
    Tag::Ing,
]);
/// The tags that can begin a verb group.
const BEGIN_VERB: TagSet = TagSet::all(&[Tag::To, Tag::Aux, Tag::Modal, Tag::Base, Tag::Third, Tag::Past, Tag::Participle, Tag::Ing]);

pub(super) fn find(lexicon: &Lexicon, analysis: &mut Analysis) {
    let Analysis { tokens, sentences, chunks, chunk_of, .. } = analysis;
    chunks.clear();
    chunk_of.clear();
    chunk_of.resize(tokens.len(), u32::MAX);
    for sentence in sentences.iter() {
        let end = sentence.tokens.end as usize;
        let tokens = &tokens[..end];
        let mut n = sentence.tokens.start as usize;
        while let Some(token) = tokens.get(n) {
            let noun = BEGIN_NOUN.has(token.tag) || token.kind == TokenKind::Currency;
            let noun = if noun { noun_group(lexicon, tokens, n, end) } else { None };
            let found = noun.or_else(|| if BEGIN_VERB.has(token.tag) { verb_group(tokens, n, end) } else { None });
            let Some(chunk) = found else {
                n += 1;
                continue;
            };
            chunk_of[chunk.tokens.range()].fill(chunks.len() as u32);
            n = chunk.tokens.end as usize;
            chunks.push(chunk);
        }
    }
}

/// The noun group that begins at `at`, if one does.
fn noun_group(lexicon: &Lexicon, tokens: &[Token], at: usize, end: usize) -> Option<Chunk> {
    if tokens[at].tag == Tag::Pron {
        return Some(Chunk { tokens: TokenSpan::new(at, at + 1), head: at as u32, kind: ChunkKind::Noun });
    }
    let (mut n, mut head, mut determined) = (at, None, false);
    while n < end {
        let t = &tokens[n];
        if NOUNS.has(t.tag) {
            head = Some(n);
            n += 1;
            continue;
        }
        let inside = n > at;
        match t.tag {
            Tag::Det => {
                // An article begins a new group, except after "all", "both", "half".
                if inside && (head.is_some() || tokens[n - 1].tag != Tag::Det) {
                    break;
                }
                determined = true;
            }
            Tag::Poss if t.kind == TokenKind::Clitic => {
                if head.is_none() {
                    break;
                }
                head = None;
                determined = true;
            }
            Tag::Poss => {
                if inside && (head.is_some() || tokens[n - 1].tag != Tag::Det) {
                    break;
                }
                determined = true;
            }
            Tag::Num => {
                if inside && tokens[n - 1].kind != TokenKind::Hyphen && head.is_some() && tokens[n - 1].tag != Tag::Name {
                    break;
                }
                head = head.or(None);
            }
            Tag::Adj => {
                let goes_on = || {
                    joined(tokens, n)
                        || (of_a_people(lexicon, &tokens[n - 1]) || of_an_office(lexicon, tokens, n)) && before_noun(tokens, n, end)
                };
                if head.is_some() && !goes_on() {
                    break;
                }
            }
            Tag::Participle | Tag::Ing | Tag::Past
                if before_noun(tokens, n, end) && (head.is_none() && (determined || inside || t.tag == Tag::Ing) || joined(tokens, n)) => {}
            Tag::Adv
                if (determined || inside)
                    && head.is_none()
                    && tokens.get(n + 1).is_some_and(|t| n + 1 < end && matches!(t.tag, Tag::Adj | Tag::Participle)) => {}
            Tag::Base | Tag::Prep | Tag::Adv | Tag::Particle | Tag::Third if joined(tokens, n) && before_noun(tokens, n, end) => {}
            Tag::Mark => match t.kind {
                TokenKind::Hyphen if inside && !t.spaced() && n + 1 < end && !tokens[n + 1].spaced() => {}
                TokenKind::Ampersand if head.is_some() && n + 1 < end && tokens[n + 1].tag == Tag::Name => {}
                TokenKind::Period
                    if inside
                        && !t.spaced()
                        && tokens[n - 1].tag == Tag::Name
                        && n + 1 < end
                        && matches!(tokens[n + 1].tag, Tag::Name | Tag::Noun | Tag::Plural | Tag::Poss) => {}
                TokenKind::Currency if head.is_none() => {}
                TokenKind::Apostrophe if head == Some(n.wrapping_sub(1)) && !t.spaced() && plural_possessive(tokens, n, end) => {
                    head = None;
                    determined = true;
                }
                _ => break,
            },
            _ => break,
        }
        n += 1;
    }
    if let Some(head) = head {
        return Some(Chunk { tokens: TokenSpan::new(at, head + 1), head: head as u32, kind: ChunkKind::Noun });
    }
    while n > at && matches!(tokens[n - 1].kind, TokenKind::Hyphen | TokenKind::Ampersand | TokenKind::Period | TokenKind::Currency) {
        n -= 1;
    }
    let last = tokens.get(n.wrapping_sub(1)).filter(|_| n > at)?;
    // "the wounded", "the two", "40", "the poor": no noun, but an article, a number or an adjective behind an article stands for one.
    let stands = last.tag == Tag::Num || determined && matches!(last.tag, Tag::Adj | Tag::Participle) && n > at + 1;
    stands.then(|| Chunk { tokens: TokenSpan::new(at, n), head: n as u32 - 1, kind: ChunkKind::Noun })
}

/// A nationality word that modifies what follows, although it has the tag of a name: "Danish special forces".
fn of_a_people(lexicon: &Lexicon, token: &Token) -> bool {
    lexicon.entry(token, Class::Nationality).is_some_and(|e| lexicon.row(Class::Nationality, e).cells[1] != "people")
}

/// An office of several words has the adjective inside: "deputy foreign minister".
fn of_an_office(lexicon: &Lexicon, tokens: &[Token], n: usize) -> bool {
    lexicon.begins(&tokens[n - 1], Class::Title.bit()) && lexicon.longest(tokens, n - 1, Class::Title).is_some_and(|(length, _)| length > 1)
}

/// The word is joined to its left neighbour by a hyphen.
fn joined(tokens: &[Token], n: usize) -> bool {
    n > 0 && tokens[n - 1].kind == TokenKind::Hyphen && !tokens[n - 1].spaced() && !tokens[n].spaced()
}

/// After the word come modifiers and then a noun.
fn before_noun(tokens: &[Token], n: usize, end: usize) -> bool {
    for t in tokens[n + 1..end].iter().take(4) {
        match t.tag {
            Tag::Noun | Tag::Plural | Tag::Name => return true,
            Tag::Adj | Tag::Num | Tag::Participle => {}
            Tag::Mark if t.kind == TokenKind::Hyphen => {}
            _ => return false,
        }
    }
    false
}

/// "the soldiers' families": an apostrophe after an s, before a noun.
fn plural_possessive(tokens: &[Token], n: usize, end: usize) -> bool {
    n + 1 < end
        && tokens[n + 1].spaced()
        && matches!(tokens[n - 1].tag, Tag::Plural | Tag::Name)
        && matches!(tokens[n + 1].tag, Tag::Noun | Tag::Plural | Tag::Adj | Tag::Name)
}

/// The verb group that begins at `at`, if one does.
fn verb_group(tokens: &[Token], at: usize, end: usize) -> Option<Chunk> {
    let begins = |t: &Token| t.tag.is_verb() || matches!(t.tag, Tag::Aux | Tag::Modal | Tag::To);
    if !begins(&tokens[at]) {
        return None;
    }
    let (mut n, mut head, mut last) = (at, None, at);
    while n < end {
        let t = &tokens[n];
        match t.tag {
            Tag::Aux | Tag::Modal => {
                if head.is_some() && n > at && tokens[last].tag.is_verb() {
                    break;
                }
                head = Some(n);
                last = n;
            }
            tag if tag.is_verb() => {
                let free = n == at || matches!(tokens[last].tag, Tag::Aux | Tag::Modal | Tag::To) && last + 4 > n;
                if !free {
                    break;
                }
                head = Some(n);
                last = n;
            }
            Tag::To if n == at => {
                last = n;
            }
            Tag::Adv | Tag::Neg if n > at && matches!(tokens[last].tag, Tag::Aux | Tag::Modal | Tag::To) => {}
            _ => break,
        }
        n += 1;
    }
    let head = head?;
    Some(Chunk { tokens: TokenSpan::new(at, last + 1), head: head as u32, kind: ChunkKind::Verb })
}
