//! Tags: what a word can be by lexicon and ending, then what it is by its neighbours.
//!
//! One pass from left to right. A word with one possible tag takes it; the others are decided in `context_tags` from the tags
//! to the left and the possible tags to the right. This is a rule tagger in the manner of Brill (1992) with hand-written rules.

use crate::annotate::context_tags::{Around, choose};
use crate::lexicon::{Class, Lexicon};
use crate::text::{Analysis, Flags, Tag, TagSet, Token, TokenKind};

pub(super) fn tag(text: &str, lexicon: &Lexicon, analysis: &mut Analysis) {
    let Analysis { tokens, sentences, landmarks, .. } = analysis;
    landmarks.capitals.clear();
    landmarks.numbers.clear();
    for sentence in sentences.iter() {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        for n in start..end {
            let token = &tokens[n];
            let (tag, number) = match token.kind {
                TokenKind::Word => {
                    if token.flags.any(Flags::CAPITAL | Flags::UPPER | Flags::MIXED) {
                        landmarks.capitals.push(n as u32);
                    }
                    let brief = lexicon.vocabulary().brief(token.word);
                    let tag = match brief.settled() {
                        // A capital may make a name of it.
                        Some(tag) if !token.flags.any(Flags::CAPITAL | Flags::MIXED) => tag,
                        _ => one(text, lexicon, tokens, n, start, end),
                    };
                    (tag, brief.is_number() || token.flags.any(Flags::DIGIT | Flags::NON_ASCII) && number_by_looks(token))
                }
                TokenKind::Number => (Tag::Num, true),
                TokenKind::Clitic => (clitic(text, lexicon, tokens, n, start, end), false),
                TokenKind::Percent => (Tag::Noun, false),
                TokenKind::Other => (Tag::Mark, token.flags.has(Flags::NON_ASCII)),
                _ => (Tag::Mark, false),
            };
            tokens[n].tag = tag;
            if number {
                landmarks.numbers.push(n as u32);
            }
        }
    }
}

/// "F16", "½": a word with digits, or one of few letters beyond ASCII.
fn number_by_looks(token: &Token) -> bool {
    token.flags.has(Flags::DIGIT) || token.width() <= 3
}

fn one(text: &str, lexicon: &Lexicon, tokens: &[Token], n: usize, start: usize, end: usize) -> Tag {
    let token = &tokens[n];
    let around = Around { lexicon, tokens, n, start, end };
    let (tags, first) = if is_common_opening(&around) { by_ending(text, token, false) } else { possible(text, lexicon, token) };
    if named(token, first, &around) {
        return Tag::Name;
    }
    if tags == TagSet::of(first) && !matches!(first, Tag::Past | Tag::Participle | Tag::Ing) {
        return first;
    }
    choose(&around, tags, first)
}

/// "Analysts say": a word that news writes in lower case begins its sentence, so that its capital says nothing.
fn is_common_opening(around: &Around<'_>) -> bool {
    let token = around.token();
    let capital = |t: &Token| t.capital() && t.kind == TokenKind::Word;
    let unknown = token.capital() && !token.flags.any(Flags::UPPER | Flags::MIXED) && around.lexicon.info(token).tags.is_empty();
    unknown && around.lexicon.is(token, Class::CommonWord) && around.opens_sentence() && !around.next().is_some_and(capital)
}

/// True when capitals in mid-sentence make a name of a word that could be one.
fn named(token: &Token, first: Tag, around: &Around<'_>) -> bool {
    if !token.capital() && !token.flags.has(Flags::MIXED) {
        return false;
    }
    let closed = matches!(
        first,
        Tag::Det
            | Tag::Pron
            | Tag::Poss
            | Tag::Prep
            | Tag::Conj
            | Tag::Sub
            | Tag::Wh
            | Tag::To
            | Tag::Neg
            | Tag::Aux
            | Tag::Modal
            | Tag::Intj
    );
    if closed && !(token.flags.has(Flags::UPPER) && token.end - token.start > 1 && !around.shouting()) {
        return false;
    }
    // "Mayor Says Ferry Will Stay": in a headline in capitals a verb of saying parts the names around it.
    if first == Tag::Third
        && around.lexicon.vocabulary().brief(token.word).settled().is_some()
        && around.lexicon.is(token, Class::Cue)
        && !token.flags.has(Flags::UPPER)
    {
        return false;
    }
    if around.opens_sentence() {
        // A common word that begins a sentence is that word, unless the next one is a name that it goes with.
        let unknown = first == Tag::Name;
        return unknown
            || matches!(first, Tag::Noun | Tag::Adj)
                && around.next().is_some_and(|t| {
                    t.capital()
                        && t.kind == TokenKind::Word
                        && !matches!(around.lexicon.info(t).first, Tag::Det | Tag::Pron | Tag::Prep | Tag::Aux)
                });
    }
    true
}

/// The tags that a word can have, and the one it most often has: from the lexicon, else from its ending.
#[inline(always)]
pub(super) fn possible(text: &str, lexicon: &Lexicon, token: &Token) -> (TagSet, Tag) {
    let info = lexicon.info(token);
    if info.tags.is_empty() { by_ending(text, token, true) } else { (info.tags, info.first) }
}

/// By the ending of a word; `names` says whether a capital makes a name.
fn by_ending(text: &str, token: &Token, names: bool) -> (TagSet, Tag) {
    let first = guess(&text[token.start as usize..token.end as usize], token, names);
    let tags = match first {
        Tag::Participle => TagSet::of(Tag::Participle).with(Tag::Past).with(Tag::Adj),
        Tag::Ing => TagSet::of(Tag::Ing).with(Tag::Noun),
        other => TagSet::of(other),
    };
    (tags, first)
}

fn guess(word: &str, token: &Token, names: bool) -> Tag {
    if names && (token.capital() || token.flags.has(Flags::MIXED)) {
        return Tag::Name;
    }
    if token.flags.has(Flags::DIGIT) {
        return Tag::Num;
    }
    let n = word.len();
    let ends = |list: &[&str]| list.iter().any(|e| n > e.len() + 2 && word.ends_with(e));
    // By the last letter first, so that few endings are tried.
    match word.as_bytes().last() {
        Some(b'y') if ends(&["ly"]) => Tag::Adv,
        Some(b'y') if ends(&["ary"]) => Tag::Adj,
        Some(b'g') if ends(&["ing"]) => Tag::Ing,
        Some(b'd') if ends(&["ed"]) => Tag::Participle,
        Some(b'e') if ends(&["ive", "able", "ible", "esque"]) => Tag::Adj,
        Some(b'l') if ends(&["ful", "ical", "ial", "ual", "onal"]) => Tag::Adj,
        Some(b'h') if ends(&["ish"]) => Tag::Adj,
        Some(b'c') if ends(&["ic"]) => Tag::Adj,
        Some(b's') if ends(&["ous", "less"]) => Tag::Adj,
        Some(b's') if ends(&["s"]) && !ends(&["ss", "us", "is"]) => Tag::Plural,
        _ => Tag::Noun,
    }
}

/// 's after a noun is possessive, after a pronoun or before a participle it is "is" or "has"; the others are verbs.
fn clitic(text: &str, lexicon: &Lexicon, tokens: &[Token], n: usize, start: usize, end: usize) -> Tag {
    let token = &tokens[n];
    let tail = text[token.start as usize..token.end as usize].trim_start_matches(['\'', '’']);
    match tail.as_bytes().first() {
        Some(b's' | b'S') => {}
        Some(b'l' | b'L' | b'd' | b'D') => return Tag::Modal,
        _ => return Tag::Aux,
    }
    if n == start {
        return Tag::Poss;
    }
    let before = &tokens[n - 1];
    let after = tokens.get(n + 1).filter(|_| n + 1 < end);
    let next = after.map_or((TagSet::default(), Tag::Mark), |t| possible(text, lexicon, t));
    let capital = after.is_some_and(Token::capital);
    if matches!(before.tag, Tag::Pron | Tag::Wh | Tag::Adv | Tag::Sub)
        && !(before.tag == Tag::Pron && lexicon.lemma(before).ends_with("one"))
    {
        return Tag::Aux;
    }
    let verbal = !capital
        && (matches!(next.1, Tag::Det | Tag::Neg | Tag::Ing | Tag::Prep | Tag::Pron)
            || matches!(next.1, Tag::Participle) && !next.0.has(Tag::Adj));
    // "the company's existing plans": an -ing form before a noun keeps the possessive.
    let before_noun = tokens
        .get(n + 2)
        .filter(|_| n + 2 < end)
        .is_some_and(|t| matches!(possible(text, lexicon, t).1, Tag::Noun | Tag::Plural | Tag::Adj | Tag::Name));
    if verbal && !(matches!(next.1, Tag::Ing | Tag::Participle) && before_noun) { Tag::Aux } else { Tag::Poss }
}
