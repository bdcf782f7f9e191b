//! The tokenizer against Unicode Standard Annex 29, and the invariants that every later stage relies on.

use std::sync::LazyLock;

use onrecord::segment::segment;
use onrecord::text::{Analysis, Landmarks, TokenKind, fold, fold_hash, tokenize};
use onrecord::{Extractor, Workspace};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in data load"));

/// Text as news has it, with everything that can confuse a tokenizer.
fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zA-Z]{1,8}",
        3 => "[0-9]{1,4}",
        4 => Just(" ".to_string()),
        2 => "[.,;:'\"!?()$%&/_-]{1,2}",
        2 => prop::sample::select(vec!["’", "‘", "“", "”", "—", "–", "…", "£", "€", "\u{a0}", "\u{ad}", "é", "ł", "ß", "İ", "e\u{301}", "\u{202f}", "\n", "\r\n", "\n\n", "😀", "日本", "''", "``", "·", "₹", "؟"])
            .prop_map(String::from),
        1 => prop::sample::select(vec!["U.S. ", "don't", "Korea’s", "1,100.5", "they'll", "o’clock", "Mr. ", "3.5bn", "dead.The "]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|v| v.concat())
}

/// The annex's words; our own additions (contracted endings, lost spaces) are joined again before the comparison.
fn joined_words(text: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    tokenize(text, &(), &mut tokens, &mut Landmarks::default());
    let mut out: Vec<(usize, String)> = Vec::new();
    for t in &tokens {
        let word = &text[t.start as usize..t.end as usize];
        if t.kind == TokenKind::Clitic {
            out.last_mut().expect("a contracted ending follows its word").1.push_str(word);
        } else if matches!(t.kind, TokenKind::Word | TokenKind::Number) {
            out.push((t.start as usize, word.to_string()));
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_are_those_of_annex_29(text in news().prop_filter("lost spaces are cut on purpose", |t| !lost_space(t))) {
        let want: Vec<(usize, String)> = text.unicode_word_indices().map(|(n, w)| (n, w.to_string())).collect();
        prop_assert_eq!(joined_words(&text), want);
    }

    #[test]
    fn tokens_lie_in_order_on_character_boundaries(text in news()) {
        let mut tokens = Vec::new();
        tokenize(&text, &(), &mut tokens, &mut Landmarks::default());
        let mut last = 0;
        for t in &tokens {
            prop_assert!(t.start >= last && t.end > t.start);
            prop_assert!(text.is_char_boundary(t.start as usize) && text.is_char_boundary(t.end as usize));
            let word = &text[t.start as usize..t.end as usize];
            prop_assert_eq!(t.hash, fold_hash(word));
            prop_assert_eq!(fold_hash(word), fold_hash(&fold(word)));
            let gap = &text[last as usize..t.start as usize];
            prop_assert!(gap.chars().all(|c| c.is_whitespace() || c == '\u{ad}'), "{:?} is in no token", gap);
            last = t.end;
        }
    }

    #[test]
    fn sentences_and_paragraphs_cover_all_tokens(text in news()) {
        let mut analysis = Analysis::default();
        segment(&text, EXTRACTOR.lexicon(), &mut analysis);
        let mut last = 0;
        for s in &analysis.sentences {
            prop_assert_eq!(s.tokens.start, last);
            last = s.tokens.end;
        }
        prop_assert_eq!(last as usize, analysis.tokens.len());
        prop_assert_eq!(analysis.sentence_of.len(), analysis.tokens.len());
        let covered: usize = analysis.paragraphs.iter().map(|p| p.tokens.len()).sum();
        prop_assert_eq!(covered, analysis.tokens.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_span_quotes_its_words(text in news()) {
        let chars: Vec<char> = text.chars().collect();
        let slice = |a: usize, b: usize| chars[a..b].iter().collect::<String>();
        EXTRACTOR.with_record(&text, &mut Workspace::default(), |record| {
            for c in &record.claims {
                assert_eq!(slice(c.start, c.end), c.text);
            }
            for m in record.actors.iter().flat_map(|a| &a.mentions) {
                assert_eq!(slice(m.start, m.end), m.text);
            }
            for a in &record.attributions {
                for &(start, end) in a.source.spans.iter().chain(&a.cue.spans).chain(&a.content.spans) {
                    assert!(start < end && end <= chars.len());
                }
            }
        });
    }
}

/// A colon inside a word, or a full stop between letters whose right side is a capital: we cut there, the annex does not.
fn lost_space(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    text.split_word_bounds().any(|w| w.len() > 1 && w.contains(':'))
        || chars.windows(3).any(|w| w[1] == '.' && w[0].is_lowercase() && w[2].is_uppercase())
}
