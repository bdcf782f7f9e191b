//! A web page: the article's text, with its title, author and date, and nothing of what stands around it.
//!
//! The main text is found by the method of Mozilla's Readability. Paragraphs stay apart by an empty line, and offsets refer to
//! the text that comes out. Pages can be anything, so they are written anew before anyone else's code sees them (`tame`), and
//! where no article is found the page's whole text is read (`plain`) and the user told.

mod charset;
mod markup;
mod plain;
mod tame;

pub use charset::{charset, declared};

use super::panics;

/// What a page holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The main text.
    pub text: String,
    /// The headline.
    pub title: Option<String>,
    /// The author, as the page names him or her.
    pub author: Option<String>,
    /// The date of publication as the page gives it.
    pub date: Option<String>,
    /// What the user should know.
    pub note: Option<String>,
}

/// On a page with more elements no article is looked for; long news pages have a tenth of it.
#[cfg(feature = "html")]
const MOST_ELEMENTS: usize = 100_000;

/// Reads a page.
pub fn page(html: &str) -> Page {
    let tamed = tame::tamed(html);
    let note = match panics::caught(|| article(&tamed)) {
        Ok(Ok(page)) => return page,
        Ok(Err(reason)) => reason,
        Err(reason) => reason,
    };
    let (title, text) = plain::plain(&tamed.html);
    let note = if text.is_empty() { "no text on this page".into() } else { format!("{note}; all text of the page is read") };
    Page { text, title, note: Some(note), ..Page::default() }
}

/// The article of a page; where there is none, the reason.
#[cfg(feature = "html")]
fn article(page: &tame::Tamed) -> Result<Page, String> {
    use dom_smoothie::{Config, Readability, TextMode};

    /// The length that a text must have before what else is on the page is looked at again: short news items are about so long.
    const SHORT: usize = 200;

    if page.elements > MOST_ELEMENTS {
        return Err(format!("{} elements, too many to look for an article", page.elements));
    }
    let document = dom_query::Document::from(page.html.as_str());
    let dated = date(&document);
    let config = Config { text_mode: TextMode::Formatted, char_threshold: SHORT, ..Config::default() };
    let given = |text: Option<String>| text.map(|t| t.trim().to_string()).filter(|t| !t.is_empty());
    let read = Readability::with_document(document, None, Some(config)).and_then(|mut reader| reader.parse());
    let article = read.map_err(|_| "no article on this page")?;
    let text = article.text_content.trim().to_string();
    if text.is_empty() {
        return Err("no article on this page".into());
    }
    let (title, author) = (given(Some(article.title)), given(article.byline));
    Ok(Page { text, title, author, date: given(article.published_time).or(dated), note: None })
}

#[cfg(not(feature = "html"))]
fn article(_: &tame::Tamed) -> Result<Page, String> {
    Err("built without the feature html, which finds the article on a page".into())
}

/// The date of publication where it stands in other places than those that Readability knows.
#[cfg(feature = "html")]
fn date(document: &dom_query::Document) -> Option<String> {
    const PLACES: [(&str, &str); 4] = [
        ("[itemprop='datePublished']", "content"),
        ("[itemprop='datePublished']", "datetime"),
        (
            "meta[name='date' i], meta[name='pubdate' i], meta[name='publish-date' i], meta[name='dc.date' i], meta[name='sailthru.date' i]",
            "content",
        ),
        ("article time[datetime], time[pubdate][datetime], main time[datetime]", "datetime"),
    ];
    let value = |(selector, attribute): &(&str, &str)| {
        let found = document.select(selector);
        let value = found.nodes().iter().find_map(|node| node.attr(attribute))?;
        Some(value.trim().to_string()).filter(|v| !v.is_empty())
    };
    PLACES.iter().find_map(value)
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_no_article_gives_what_can_be_read() {
        let read = page("<title>Note</title><nav>Home</nav><body>Rain fell.");
        assert_eq!((read.text.as_str(), read.title.as_deref()), ("Rain fell.", Some("Note")));
        assert_eq!(page("").note.as_deref(), Some("no text on this page"));
    }

    #[test]
    fn dates_stand_in_many_places() {
        for place in [
            "<meta property='article:published_time' content='2024-11-02T08:15:00Z'>",
            "<meta itemprop=datePublished content='2024-11-02T08:15:00Z'>",
            "<meta name=Date content='2024-11-02T08:15:00Z'>",
            "<script type='application/ld+json'>{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\", \"headline\": \"x\", \
             \"datePublished\": \"2024-11-02T08:15:00Z\"}</script>",
            "<article><time datetime='2024-11-02T08:15:00Z'>Saturday</time></article>",
        ] {
            let read = page(&format!("<html><head>{place}</head><body><article><p>Rain fell on the valley for two days.</p></article>"));
            assert_eq!(read.date.as_deref(), Some("2024-11-02T08:15:00Z"), "{place}");
        }
    }
}
