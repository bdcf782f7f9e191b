//! A page written anew so that every element is closed where it must be and none lies too deep.
//!
//! The rules by which a browser mends a page make a parser look through all open elements again and again, and what finds the
//! article looks at the text of every element: a page that nests without end, or never closes what it opens, would take hours.
//! So the mending is done here, in one pass with a bounded stack: elements whose end may be left out are ended, end tags without
//! a start go, what is still open inside an element ends with it, and an element that would lie too deep is left out, but not its
//! text. For a page that is well-formed nothing changes. Marks of mere looks (bold, fonts) go, as they part no text.

use super::markup::{Name, Piece, Pieces};

/// A page that a parser cannot trip over.
#[derive(Debug)]
pub struct Tamed {
    /// The page.
    pub html: String,
    /// How many elements it has, which only the search for the article asks.
    #[cfg_attr(not(feature = "html"), expect(dead_code))]
    pub elements: usize,
}

/// How deep elements may lie in one another. News pages reach 40, browsers stop at 512.
const DEEPEST: usize = 150;

/// Elements without content.
const VOID: [&str; 6] = ["br", "hr", "img", "meta", "link", "wbr"];

/// Tags that are left out, but not what stands between them.
const LEFT_OUT: [&str; 31] = [
    "area",
    "b",
    "base",
    "big",
    "code",
    "col",
    "command",
    "em",
    "embed",
    "font",
    "form",
    "frame",
    "frameset",
    "i",
    "image",
    "input",
    "isindex",
    "keygen",
    "nobr",
    "optgroup",
    "option",
    "param",
    "plaintext",
    "s",
    "small",
    "source",
    "strike",
    "strong",
    "track",
    "tt",
    "u",
];

/// Elements that an end tag from inside does not reach beyond.
const WALLS: [&str; 6] = ["table", "td", "th", "caption", "marquee", "applet"];

/// Parts of a table, whose end tags reach through cells.
const TABLE: [&str; 8] = ["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"];

/// Elements that may stand inside a paragraph; any other ends it.
const PHRASES: [&str; 26] = [
    "a", "abbr", "acronym", "bdi", "bdo", "button", "cite", "data", "del", "dfn", "ins", "kbd", "label", "mark", "meter", "output",
    "picture", "progress", "q", "ruby", "samp", "span", "sub", "sup", "time", "var",
];

/// Writes `html` anew.
pub fn tamed(html: &str) -> Tamed {
    let mut page = Page { html: String::with_capacity(html.len() / 2), open: Vec::new(), elements: 0, seen: [false; 4] };
    page.html.push_str("<!DOCTYPE html>");
    for piece in Pieces::new(html) {
        match piece {
            Piece::Text(text) => page.html.push_str(text),
            Piece::Title(text) => {
                if page.first(3) {
                    page.html.extend(["<title>", text, "</title>"]);
                }
            }
            Piece::Facts(text) => {
                // Only what a reader of JSON gets through without falling over, and what ends the script nowhere else.
                if !text.contains("<!--") && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
                    page.html.extend(["<script type=\"application/ld+json\">", text, "</script>"]);
                }
            }
            Piece::Open(name, tag) => page.open(name, tag),
            Piece::Close(name) => page.close(name),
        }
    }
    while !page.open.is_empty() {
        page.end_last();
    }
    Tamed { html: page.html, elements: page.elements }
}

struct Page {
    html: String,
    open: Vec<Name>,
    elements: usize,
    /// html, head, body and title, which a page has once.
    seen: [bool; 4],
}

impl Page {
    fn first(&mut self, which: usize) -> bool {
        !std::mem::replace(&mut self.seen[which], true)
    }

    fn open(&mut self, name: Name, tag: &str) {
        let word = name.as_str();
        if let Some(which) = ["html", "head", "body"].iter().position(|w| *w == word) {
            if self.first(which) {
                self.html.push_str(tag);
            }
            return;
        }
        if LEFT_OUT.contains(&word) || word.is_empty() {
            return;
        }
        if VOID.contains(&word) {
            self.elements += 1;
            self.html.push_str(tag);
            return;
        }
        match word {
            "li" => self.end_within("li", &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => {
                self.end_within("dt", &["dl"]);
                self.end_within("dd", &["dl"]);
            }
            "tr" => self.end_within("tr", &["table"]),
            "td" | "th" => {
                self.end_within("td", &["table", "tr"]);
                self.end_within("th", &["table", "tr"]);
            }
            "tbody" | "thead" | "tfoot" => ["tbody", "thead", "tfoot"].iter().for_each(|part| self.end_within(part, &["table"])),
            "a" => self.end_within("a", &WALLS),
            _ => {}
        }
        if !PHRASES.contains(&word) {
            self.end_within("p", &WALLS);
        }
        if self.open.len() >= DEEPEST {
            if !PHRASES.contains(&word) {
                self.html.push_str("<br>");
            }
            return;
        }
        self.elements += 1;
        self.html.push_str(tag.strip_suffix("/>").unwrap_or(tag));
        if tag.ends_with("/>") {
            self.html.push('>');
        }
        self.open.push(name);
    }

    fn close(&mut self, name: Name) {
        let word = name.as_str();
        if word.is_empty() {
            return;
        }
        if word == "br" {
            self.html.push_str("<br>");
        }
        let walls: &[&str] = match word {
            "table" => &[],
            _ if TABLE.contains(&word) => &["table"],
            _ => &WALLS,
        };
        self.end_within(word, walls);
    }

    /// Ends the innermost open element of this name, and what is open in it; one of `walls` is not passed.
    fn end_within(&mut self, word: &str, walls: &[&str]) {
        for (above, open) in self.open.iter().rev().enumerate() {
            if open.as_str() == word {
                for _ in 0..=above {
                    self.end_last();
                }
                return;
            }
            if walls.contains(&open.as_str()) {
                return;
            }
        }
    }

    fn end_last(&mut self) {
        if let Some(name) = self.open.pop() {
            self.html.extend(["</", name.as_str(), ">"]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> String {
        tamed(html).html.trim_start_matches("<!DOCTYPE html>").to_string()
    }

    #[test]
    fn well_formed_pages_stay() {
        let page = "<html lang=\"en\"><head><title>A</title><meta charset=utf-8></head><body><div class='x'><ul><li>1</li><li>2</li></ul>\
                    <table><tr><td>3</td></tr></table><p>4 <a href=x>5</a><br>6</p></div></body></html>";
        let kept = page.replace("</head>", "").replace("</body></html>", "");
        assert_eq!(told(page), kept);
    }

    #[test]
    fn what_is_open_is_closed() {
        assert_eq!(told("<p>1<p>2<div>3"), "<p>1</p><p>2</p><div>3</div>");
        assert_eq!(
            told("<ul><li>1<li><span>2<ul><li>3</ul><li>4</ul>"),
            "<ul><li>1</li><li><span>2<ul><li>3</li></ul></span></li><li>4</li></ul>"
        );
        assert_eq!(
            told("<table><tr><td>1<td>2<tr><td><p>3</table>4"),
            "<table><tr><td>1</td><td>2</td></tr><tr><td><p>3</p></td></tr></table>4"
        );
        assert_eq!(told("<div><table><td></div>x</table>"), "<div><table><td>x</td></table></div>");
        assert_eq!(told("</p></div>1<b>2</b></br>3<div/>4"), "12<br>3<div>4</div>");
        assert_eq!(told("<a href=1>x<div><a href=2>y"), "<a href=1>x<div></div></a><a href=2>y</a>");
    }

    #[test]
    fn nothing_lies_too_deep_and_no_text_is_lost() {
        for (open, close) in [("<div>", ""), ("<span>", ""), ("<div>", "</p>"), ("<table><td>", "</div>"), ("<ul><li>", "</a>")] {
            let page = told(&format!("{open}word {close}").repeat(20_000));
            assert_eq!(page.matches("word").count(), 20_000);
            let (mut depth, mut deepest) = (0i64, 0);
            for piece in Pieces::new(&page) {
                match piece {
                    Piece::Open(name, _) if name.as_str() != "br" => depth += 1,
                    Piece::Close(_) => depth -= 1,
                    _ => {}
                }
                deepest = deepest.max(depth);
            }
            assert!(depth == 0 && deepest <= DEEPEST as i64, "{open}: {depth} {deepest}");
        }
    }

    #[test]
    fn facts_are_kept_when_they_are_sound() {
        let page = |json: &str| format!("<script type=\"application/ld+json\">{json}</script>");
        assert_eq!(told(&page("{\"a\": \"<p>\"}")), page("{\"a\": \"<p>\"}"));
        assert_eq!(told(&page("{\"a\": ")), "");
        assert_eq!(told(&page(&"[".repeat(100_000))), "");
    }
}
