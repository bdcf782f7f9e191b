//! The markup of a page, piece by piece: text, tags, and nothing of what no reader of the page sees.
//!
//! This is the tokenizer of the HTML standard without its corners. What it leaves out (comments, scripts, styles, drawings) is
//! most of a news page, and everything in which a tag does not mean a tag; so what is built from the pieces holds no surprise for
//! a parser that comes after. One pass, and no byte is looked at more often than a few times, whatever the page holds.

use memchr::{memchr, memmem};

/// A piece of a page, in its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'h> {
    /// Text, with entities as they were written.
    Text(&'h str),
    /// The text of the page's title element.
    Title(&'h str),
    /// A start tag.
    Open(Name, &'h str),
    /// An end tag.
    Close(Name),
    /// What a script of type JSON-LD holds: facts about the page.
    Facts(&'h str),
}

/// The longest name of an element that is looked at; of longer ones, which nobody but their author knows, only the text is.
const LONGEST_NAME: usize = 14;

/// A tag with more attributes is left out; no writer of a page makes such, and a parser compares every two.
const MOST_ATTRIBUTES: usize = 200;

/// The name of an element in small letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    letters: [u8; LONGEST_NAME],
    length: u8,
}

impl Name {
    fn new(name: &[u8]) -> Self {
        let length = if name.len() > LONGEST_NAME || !name.is_ascii() { 0 } else { name.len() };
        let mut letters = [0; LONGEST_NAME];
        letters[..length].copy_from_slice(&name[..length]);
        letters.make_ascii_lowercase();
        Name { letters, length: length as u8 }
    }

    /// The name; "" when it is too long or not ASCII.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.length as usize]).unwrap_or("")
    }
}

/// What stands in these is not shown as text of the page, and tags in it mean nothing. Without an end tag it goes on to the end.
const RAW: [&str; 7] = ["script", "style", "iframe", "xmp", "noembed", "noframes", "textarea"];

/// What stands in these is not shown as text of the page; without an end tag only the tag itself is left out.
const HIDDEN: [&str; 9] = ["nav", "noscript", "template", "svg", "math", "select", "object", "canvas", "datalist"];

/// Reads a page.
pub struct Pieces<'h> {
    html: &'h str,
    at: usize,
    /// Elements that have no end tag from here on.
    endless: Vec<Name>,
}

impl<'h> Pieces<'h> {
    /// The pieces of `html`.
    pub fn new(html: &'h str) -> Self {
        Pieces { html, at: 0, endless: Vec::new() }
    }

    fn text(&mut self) -> Piece<'h> {
        let (bytes, start) = (self.html.as_bytes(), self.at);
        loop {
            match memchr(b'<', &bytes[self.at..]) {
                None => self.at = bytes.len(),
                Some(n) if is_markup(&bytes[self.at + n..]) => self.at += n,
                Some(n) => {
                    self.at += n + 1;
                    continue;
                }
            }
            return Piece::Text(&self.html[start..self.at]);
        }
    }

    /// The tag or whatever else begins here; nothing when it is not shown.
    fn markup(&mut self) -> Option<Piece<'h>> {
        let (bytes, start) = (self.html.as_bytes(), self.at);
        let closes = bytes[start + 1] == b'/';
        let name_at = start + 1 + usize::from(closes);
        if !bytes.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
            let end = if bytes[start..].starts_with(b"<!--") {
                memmem::find(&bytes[start + 2..], b"-->").map(|n| start + 2 + n + 3)
            } else {
                memchr(b'>', &bytes[start..]).map(|n| start + n + 1)
            };
            self.at = end.unwrap_or(bytes.len());
            return None;
        }
        let length = bytes[name_at..].iter().take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>')).count();
        let name = Name::new(&bytes[name_at..name_at + length]);
        let Some((end, attributes)) = tag_end(bytes, name_at + length) else {
            // A page that was cut off inside a tag.
            self.at = bytes.len();
            return None;
        };
        self.at = end;
        if closes {
            return Some(Piece::Close(name));
        }
        let tag = &self.html[start..end];
        let is_raw = RAW.contains(&name.as_str());
        if is_raw || name.as_str() == "title" || HIDDEN.contains(&name.as_str()) {
            let inside = match self.end_tag(name) {
                Some((inside_end, after)) => {
                    self.at = after;
                    &self.html[end..inside_end]
                }
                None if is_raw => {
                    self.at = bytes.len();
                    ""
                }
                None => "",
            };
            return match name.as_str() {
                "title" => Some(Piece::Title(inside)),
                "script" if tag.to_ascii_lowercase().contains("ld+json") => Some(Piece::Facts(inside)),
                _ => None,
            };
        }
        (attributes <= MOST_ATTRIBUTES).then_some(Piece::Open(name, tag))
    }

    /// The next end tag with this name, from here: where it begins and ends.
    fn end_tag(&mut self, name: Name) -> Option<(usize, usize)> {
        if self.endless.contains(&name) {
            return None;
        }
        let bytes = self.html.as_bytes();
        let wanted = name.as_str().as_bytes();
        for start in memmem::find_iter(&bytes[self.at..], b"</").map(|n| self.at + n) {
            let after = start + 2 + wanted.len();
            let is_it = bytes.get(start + 2..after).is_some_and(|found| found.eq_ignore_ascii_case(wanted));
            if is_it && bytes.get(after).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>')) {
                return Some((start, memchr(b'>', &bytes[after..]).map_or(bytes.len(), |n| after + n + 1)));
            }
        }
        self.endless.push(name);
        None
    }
}

impl<'h> Iterator for Pieces<'h> {
    type Item = Piece<'h>;

    fn next(&mut self) -> Option<Piece<'h>> {
        while self.at < self.html.len() {
            if !is_markup(&self.html.as_bytes()[self.at..]) {
                return Some(self.text());
            }
            if let Some(piece) = self.markup() {
                return Some(piece);
            }
        }
        None
    }
}

/// True where a tag or comment begins; any other "<" is text.
fn is_markup(bytes: &[u8]) -> bool {
    matches!(bytes, [b'<', b'!' | b'?' | b'/' | b'a'..=b'z' | b'A'..=b'Z', ..])
}

/// The end of the tag whose name ends at `at`, and how many attributes it has; nothing when the page ends in it.
fn tag_end(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let skip = |at: usize, skipped: fn(&u8) -> bool| at + bytes[at..].iter().take_while(|b| skipped(b)).count();
    let mut attributes = 0;
    loop {
        at = skip(at, |b| b.is_ascii_whitespace() || *b == b'/');
        if *bytes.get(at)? == b'>' {
            return Some((at + 1, attributes));
        }
        attributes += 1;
        at = skip(at + 1, |b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='));
        at = skip(at, u8::is_ascii_whitespace);
        if *bytes.get(at)? == b'=' {
            at = skip(at + 1, u8::is_ascii_whitespace);
            at = match *bytes.get(at)? {
                mark @ (b'"' | b'\'') => at + 1 + memchr(mark, &bytes[at + 1..])? + 1,
                _ => skip(at, |b| !b.is_ascii_whitespace() && *b != b'>'),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> String {
        let piece = |piece: Piece<'_>| match piece {
            Piece::Text(text) => text.to_string(),
            Piece::Title(text) => format!("[title {text}]"),
            Piece::Facts(text) => format!("[facts {text}]"),
            Piece::Open(name, _) => format!("[{}]", name.as_str()),
            Piece::Close(name) => format!("[/{}]", name.as_str()),
        };
        Pieces::new(html).map(piece).collect()
    }

    #[test]
    fn text_and_tags() {
        assert_eq!(told("<P class=x>Rain &amp; wind<br/></p >end"), "[p]Rain &amp; wind[br][/p]end");
        assert_eq!(told("3 < 4, a<b>c, 5 <6 & <"), "3 < 4, a[b]c, 5 <6 & <");
        assert_eq!(told("<a href='x>y' title=\"<b>\">z</a>"), "[a]z[/a]");
        assert_eq!(told("<a href = x/y>z<a =\"b>c\"d>e"), "[a]z[a]c\"d>e");
        assert_eq!(told("<très-long-élément>x"), "[]x");
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        assert_eq!(told("a<!-- <p> -->b<!-->c<!doctype html>d<?xml?>e</>f"), "abcdef");
        assert_eq!(told("a<script>if (1<2) '<p>'</SCRIPT\n>b<style>p{}</styles></style>c"), "abc");
        assert_eq!(told("<title>A <b></title><svg><path/></svg>x<noscript><img></noscript>"), "[title A <b>]x");
        assert_eq!(told("<script type='application/ld+json'>{}</script>x"), "[facts {}]x");
        assert_eq!(told("a<script>b"), "a");
        assert_eq!(told("a<svg>b<svg>c"), "abc");
        assert_eq!(told("a<!-- b"), "a");
        assert_eq!(told("a<p class=\"b>c"), "a");
    }

    #[test]
    fn tags_with_attributes_without_number_are_left_out() {
        let many: String = (0..1000).map(|n| format!(" a{n}=1")).collect();
        assert_eq!(told(&format!("a<p{many}>b</p>")), "ab[/p]");
    }
}
