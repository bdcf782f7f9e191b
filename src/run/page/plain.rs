//! All the text of a page, for pages on which no article can be found: front pages, notes of one line, pages without end.

use super::markup::{Name, Piece, Pieces};

/// Elements that part no text; any other begins a paragraph.
const PHRASES: [&str; 20] = [
    "a", "abbr", "bdi", "bdo", "button", "cite", "data", "del", "dfn", "ins", "kbd", "label", "mark", "q", "samp", "span", "sub", "sup",
    "time", "var",
];

/// Elements whose text is about the site and not the page's own.
const AROUND: [&str; 3] = ["footer", "aside", "header"];

/// The title and all text of a page that has been tamed: what is the page's own, or where there is none, whatever there is.
pub fn plain(html: &str) -> (Option<String>, String) {
    let (title, own) = read(html, &AROUND);
    if own.is_empty() { (title, read(html, &[]).1) } else { (title, own) }
}

fn read(html: &str, without: &[&str]) -> (Option<String>, String) {
    let (mut title, mut out) = (None, Out::default());
    let mut passed_over: Option<(Name, usize)> = None;
    for piece in Pieces::new(html) {
        if let Some((name, depth)) = &mut passed_over {
            match piece {
                Piece::Open(other, _) if other == *name => *depth += 1,
                Piece::Close(other) if other == *name => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                passed_over = None;
            }
            continue;
        }
        match piece {
            Piece::Title(text) => {
                let mut words = Out::default();
                words.text(text);
                title = Some(words.text).filter(|t| !t.is_empty());
            }
            Piece::Facts(_) => {}
            Piece::Text(text) => out.text(text),
            Piece::Open(name, _) | Piece::Close(name) => match name.as_str() {
                "br" => out.gap = out.gap.max(Gap::Line),
                "td" | "th" => out.gap = out.gap.max(Gap::Space),
                word if PHRASES.contains(&word) => {}
                word => {
                    out.gap = Gap::Paragraph;
                    if without.contains(&word) && matches!(piece, Piece::Open(..)) {
                        passed_over = Some((name, 1));
                    }
                }
            },
        }
    }
    (title, out.text)
}

/// What parts two words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

/// Text as it grows, with white space folded.
#[derive(Default)]
struct Out {
    text: String,
    gap: Gap,
}

impl Out {
    fn text(&mut self, written: &str) {
        let text = html_escape::decode_html_entities(written);
        for part in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = part.trim_end_matches(|c: char| c.is_ascii_whitespace());
            if !word.is_empty() {
                if !self.text.is_empty() {
                    self.text.push_str(["", " ", "\n", "\n\n"][self.gap as usize]);
                }
                self.gap = Gap::None;
                self.text.push_str(word);
            }
            if word.len() < part.len() {
                self.gap = self.gap.max(Gap::Space);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_its_paragraphs() {
        let page = "<title> Two\nships </title><aside>Home<aside>x</aside></aside><p>One &amp;\n  <span>two</span>.</p> <p>Three<br>four<table><tr><td>5<td>6</table>";
        assert_eq!(plain(page), (Some("Two ships".into()), "One & two.\n\nThree\nfour\n\n5 6".into()));
        assert_eq!(plain("<header>Home</header>").1, "Home", "where there is nothing else");
        assert_eq!(plain("").1, "");
    }
}
