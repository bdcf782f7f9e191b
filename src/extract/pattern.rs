//! Token patterns: the small language of the rule files.
//!
//! A pattern is a sequence of elements separated by spaces:
//!
//! | element | matches |
//! | --- | --- |
//! | `word` | the word in any capitals; `a\|b` one of several |
//! | `~word` | any form of the lemma; `~say\|tell` one of several |
//! | `[class]` | a word of a lexicon class or of a tag or shape; `[a\|b]` one of several |
//! | `…` + `?` | the element or nothing |
//! | `…` + `{1,4}` | one to four times, as many as possible |
//! | `..5` | at most five tokens of any kind, as few as possible, within the sentence |
//! | `name:( … )` | what the elements inside match is captured under the name |
//!
//! There is no recursion, every repetition is bounded, and at least one element must be a word or a class (the anchor).

use crate::extract::Context;
use crate::lexicon::{Class, FILES, Lexicon};
use crate::text::{Flags, Tag, TokenKind, TokenSpan, WordId};

const MOST_REPEATS: u8 = 12;

#[derive(Clone, PartialEq, Eq, Debug)]
enum Test {
    Word(WordId),
    Lemma(WordId),
    Class(Class),
    Tag(Tag),
    Kind(TokenKind),
    Flag(Flags),
    Lower,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    /// One of the tests, `least` to `most` times.
    Take {
        tests: Vec<Test>,
        least: u8,
        most: u8,
    },
    /// At most so many tokens of any kind.
    Gap(u8),
    Open(u8),
    Close(u8),
}

/// A compiled pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    steps: Vec<Step>,
    names: Vec<String>,
}

/// What a pattern matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// All of it.
    pub tokens: TokenSpan,
    captures: Vec<Option<TokenSpan>>,
}

impl Pattern {
    /// Compiles a pattern; words that it names are made known to the vocabulary.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn parse(text: &str, lexicon: &mut Lexicon) -> Result<Pattern, String> {
        let (mut steps, mut names, mut open, mut anchored) = (Vec::new(), Vec::new(), None, false);
        for piece in text.split_whitespace() {
            if piece == ")" {
                steps.push(Step::Close(open.take().ok_or("`)` without a capture")?));
            } else if let Some(name) = piece.strip_suffix(":(") {
                if open.is_some() {
                    return Err("a capture inside a capture".into());
                }
                open = Some(names.len() as u8);
                steps.push(Step::Open(names.len() as u8));
                names.push(name.to_string());
            } else if let Some(n) = piece.strip_prefix("..") {
                let n: u8 = n.parse().map_err(|_| format!("{piece:?} is no gap; write ..1 to ..{MOST_REPEATS}"))?;
                steps.push(Step::Gap(n.min(MOST_REPEATS)));
            } else {
                let (element, least, most) = repeats(piece)?;
                let tests = tests(element, lexicon)?;
                anchored |= least > 0 && tests.iter().all(|t| matches!(t, Test::Word(_) | Test::Lemma(_) | Test::Class(_)));
                steps.push(Step::Take { tests, least, most });
            }
        }
        if open.is_some() {
            return Err("a capture is not closed".into());
        }
        if !anchored {
            return Err("no anchor: at least one element must be a word or a lexicon class that has to be there".into());
        }
        Ok(Pattern { steps, names })
    }

    /// The words that a match can begin with; none when the first element is not a list of words.
    pub fn first_words(&self) -> Option<Vec<WordId>> {
        let first = self.steps.iter().find(|s| !matches!(s, Step::Open(_)))?;
        let Step::Take { tests, least: 1.., .. } = first else { return None };
        tests.iter().map(|t| if let Test::Word(w) = t { Some(*w) } else { None }).collect()
    }

    /// The match that begins at token `at`, within its sentence.
    pub fn match_at(&self, context: &Context<'_>, at: usize) -> Option<Match> {
        let end = context.doc.sentence(at).tokens.end as usize;
        let mut captures = vec![None; self.names.len()];
        let mut starts = vec![0; self.names.len()];
        let to = self.run(context, 0, at, end, &mut captures, &mut starts)?;
        Some(Match { tokens: TokenSpan::new(at, to), captures })
    }

    /// The names of its captures.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// What a capture of a match holds.
    pub fn capture(&self, found: &Match, name: &str) -> Option<TokenSpan> {
        found.captures[self.names.iter().position(|n| n == name)?]
    }

    /// Depth is bounded by the number of steps; width by the bounded repeats.
    fn run(
        &self,
        context: &Context<'_>,
        step: usize,
        at: usize,
        end: usize,
        captures: &mut Vec<Option<TokenSpan>>,
        starts: &mut Vec<usize>,
    ) -> Option<usize> {
        match self.steps.get(step) {
            None => Some(at),
            Some(Step::Open(n)) => {
                starts[*n as usize] = at;
                self.run(context, step + 1, at, end, captures, starts)
            }
            Some(Step::Close(n)) => {
                captures[*n as usize] = Some(TokenSpan::new(starts[*n as usize], at));
                self.run(context, step + 1, at, end, captures, starts)
            }
            Some(Step::Gap(most)) => {
                (at..=(at + *most as usize).min(end)).find_map(|to| self.run(context, step + 1, to, end, captures, starts))
            }
            Some(Step::Take { tests, least, most }) => {
                let longest = (0..*most as usize).take_while(|n| at + n < end && tests.iter().any(|t| holds(context, t, at + n))).count();
                (*least as usize..=longest).rev().find_map(|n| self.run(context, step + 1, at + n, end, captures, starts))
            }
        }
    }
}

fn repeats(piece: &str) -> Result<(&str, u8, u8), String> {
    if let Some(element) = piece.strip_suffix('?').filter(|e| !e.is_empty()) {
        return Ok((element, 0, 1));
    }
    let Some((element, bounds)) = piece.strip_suffix('}').and_then(|p| p.rsplit_once('{')) else { return Ok((piece, 1, 1)) };
    let parsed = bounds.split_once(',').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    match parsed {
        Some((least, most)) if least <= most && most <= MOST_REPEATS => Ok((element, least, most)),
        _ => Err(format!("{piece:?}: bounds are written {{least,most}} with most at {MOST_REPEATS} or less")),
    }
}

fn tests(element: &str, lexicon: &mut Lexicon) -> Result<Vec<Test>, String> {
    let word = |w: &str, lexicon: &mut Lexicon| match lexicon.intern_phrase(w).as_slice() {
        [one] => Ok(*one),
        _ => Err(format!("{w:?} is more than one token; write its tokens as elements of their own")),
    };
    if let Some(lemmas) = element.strip_prefix('~') {
        return lemmas.split('|').map(|w| Ok(Test::Lemma(word(w, lexicon)?))).collect();
    }
    if let Some(classes) = element.strip_prefix('[').and_then(|e| e.strip_suffix(']')) {
        return classes.split('|').map(class_test).collect();
    }
    element.split('|').map(|w| Ok(Test::Word(word(w, lexicon)?))).collect()
}

fn class_test(name: &str) -> Result<Test, String> {
    if let Some(spec) = FILES.iter().find(|f| f.name.trim_end_matches(".csv") == name) {
        return Ok(Test::Class(spec.class));
    }
    Ok(match name {
        "det" => Test::Tag(Tag::Det),
        "adj" => Test::Tag(Tag::Adj),
        "adv" => Test::Tag(Tag::Adv),
        "noun" => Test::Tag(Tag::Noun),
        "plural" => Test::Tag(Tag::Plural),
        "name" => Test::Tag(Tag::Name),
        "prep" => Test::Tag(Tag::Prep),
        "pron" => Test::Tag(Tag::Pron),
        "poss" => Test::Tag(Tag::Poss),
        "aux" => Test::Tag(Tag::Aux),
        "modal" => Test::Tag(Tag::Modal),
        "base" => Test::Tag(Tag::Base),
        "past" => Test::Tag(Tag::Past),
        "participle" => Test::Tag(Tag::Participle),
        "ing" => Test::Tag(Tag::Ing),
        "num" => Test::Tag(Tag::Num),
        "digits" => Test::Kind(TokenKind::Number),
        "hyphen" => Test::Kind(TokenKind::Hyphen),
        "comma" => Test::Kind(TokenKind::Comma),
        "quote" => Test::Kind(TokenKind::Quote),
        "capital" => Test::Flag(Flags::CAPITAL),
        "upper" => Test::Flag(Flags::UPPER),
        "lower" => Test::Lower,
        _ => return Err(format!("[{name}] is no lexicon file and no tag")),
    })
}

fn holds(context: &Context<'_>, test: &Test, at: usize) -> bool {
    let token = context.doc.token(at);
    match test {
        Test::Word(w) => token.word == *w,
        Test::Lemma(w) => token.word != WordId::UNKNOWN && context.lexicon.info(token).lemma == *w,
        Test::Class(c) => context.lexicon.is(token, *c),
        Test::Tag(t) => token.tag == *t,
        Test::Kind(k) => token.kind == *k,
        Test::Flag(f) => token.flags.has(*f),
        Test::Lower => token.kind == TokenKind::Word && !token.capital(),
    }
}
