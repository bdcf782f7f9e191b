//! A page: the frame, the style, the script and the data in one file that asks for nothing from anywhere.
//!
//! The policy in its head lets only this script and this style run, named by their digests, and nothing be fetched. Articles are
//! hostile: their text stands in the page as JSON in which no tag can begin, and the script only ever writes text.

use std::io::{self, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const STYLE: &str = include_str!("report.css");
const FRAME: &str = include_str!("report.html");
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("data.js"),
    include_str!("article.js"),
    include_str!("tables.js"),
    include_str!("charts.js"),
    include_str!("main.js")
);

/// JSON in which nothing can be taken for a tag, a comment or an entity.
pub fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

fn digest(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Writes everything before the documents: head, frame and `about`, what the page knows of the whole report.
///
/// # Errors
/// When it cannot be written.
pub fn begin(title: &str, about: &Value, out: &mut dyn Write) -> io::Result<()> {
    let policy =
        format!("default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'", digest(SCRIPT), digest(STYLE));
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{FRAME}\n\
         <script type=\"application/json\" id=\"about\">{}</script>\n",
        escaped(title),
        harmless(&about.to_string())
    )
}

/// Writes what stands around a block of documents.
///
/// # Errors
/// When it cannot be written.
pub fn block(json: &[u8], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<script type=\"application/json\" class=\"block\">")?;
    out.write_all(json)?;
    out.write_all(b"</script>\n")
}

/// Writes what stands behind the documents.
///
/// # Errors
/// When it cannot be written.
pub fn end(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tag_can_begin_in_the_data() {
        let json = serde_json::json!("</script><!-- & <textarea> \u{2028}").to_string();
        let safe = harmless(&json);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']), "{safe}");
        assert_eq!(serde_json::from_str::<Value>(&safe).ok(), serde_json::from_str(&json).ok());
    }

    #[test]
    fn the_script_writes_text_only_and_fetches_nothing() {
        for forbidden in [
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "Function(",
            "fetch(",
            "XMLHttp",
            "import(",
            "http:",
            "https:",
            "</script",
        ] {
            assert!(!SCRIPT.replace("http://www.w3.org/2000/svg", "").contains(forbidden), "{forbidden} in the script");
        }
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains("</style"));
        assert!(!FRAME.contains(" style=") && !FRAME.contains("onclick"), "the policy would stop it");
    }
}
