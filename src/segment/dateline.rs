//! Datelines: "KYIV, Ukraine (Agency) — ", "LONDON, Jan 5 - ", "(Agency) —": a place in capitals or an agency in brackets, then
//! a dash.
//!
//! Matched by hand: as a pattern of the regex crate it cost more to compile than the rest of the program takes to start.

/// The length in bytes of the dateline that `text` begins with, its dash included.
pub(super) fn length(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase() || c == '(') {
        return None;
    }
    in_capitals(text).or_else(|| with_agency(text)).map(|rest| text.len() - rest.len())
}

/// What is behind "KYIV, Ukraine, Jan 5 (Agency) — ".
///
/// A place of two words, of one word, none: what follows tells which it is, for ", Jan 5" reads like a place at first.
fn in_capitals(text: &str) -> Option<&str> {
    let capitals = |c: char| c.is_ascii_uppercase() || matches!(c, '.' | '\'' | '’' | '-');
    let mut city = name(text, capitals)?;
    while let Some(more) = city.strip_prefix([' ', '/']).and_then(|rest| name(rest, capitals)) {
        city = more;
    }
    let one = city.strip_prefix(", ").and_then(|rest| name(rest, letter));
    let two = one.and_then(|rest| name(rest.strip_prefix(' ')?, letter));
    let ended = |place: &'_ str| -> Option<usize> {
        let dated = date(place).and_then(|rest| dash(optional_agency(rest)));
        dated.or_else(|| dash(optional_agency(place))).map(str::len)
    };
    let left = [two, one, Some(city)].into_iter().flatten().find_map(ended)?;
    Some(&text[text.len() - left..])
}

/// What is behind "Kyiv, Ukraine (Agency) — " or "(Agency) — ".
fn with_agency(text: &str) -> Option<&str> {
    let letters = |c: char| letter(c) || matches!(c, '\'' | '’' | '-');
    let mut rest = text;
    if let Some(mut city) = name(text, letters) {
        while let Some(more) = city.strip_prefix(' ').and_then(|rest| name(rest, letters)) {
            city = more;
        }
        let place = city.strip_prefix(", ").and_then(|rest| name(rest, letter)).unwrap_or(city);
        rest = place.strip_prefix(' ')?;
    }
    dash(agency(rest)?)
}

fn letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.')
}

/// What is behind a capital and at least one character of `more`.
fn name(text: &str, more: impl Fn(char) -> bool) -> Option<&str> {
    let rest = text.strip_prefix(|c: char| c.is_ascii_uppercase())?;
    let behind = rest.trim_start_matches(more);
    (behind.len() < rest.len()).then_some(behind)
}

/// What is behind ", Jan. 12": a month of up to nine letters and a day.
fn date(text: &str) -> Option<&str> {
    let text = text.strip_prefix(',').unwrap_or(text).strip_prefix(' ')?;
    let month = text.strip_prefix(|c: char| c.is_ascii_uppercase())?;
    let letters = month.bytes().take(8).take_while(u8::is_ascii_lowercase).count();
    let day = &month[letters..];
    let day = day.strip_prefix('.').unwrap_or(day).strip_prefix(' ')?;
    let digit = |c: char| c.is_ascii_digit();
    let behind = day.strip_prefix(digit)?;
    (letters >= 2).then(|| behind.strip_prefix(digit).unwrap_or(behind))
}

fn optional_agency(text: &str) -> &str {
    agency(text.strip_prefix(' ').unwrap_or(text)).unwrap_or(text)
}

/// What is behind "(Agency)": up to 31 characters in brackets, the first a capital.
fn agency(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('(')?.strip_prefix(|c: char| c.is_ascii_uppercase())?;
    let close = inside.find(['(', ')'])?;
    let characters = inside[..close].chars().count();
    inside[close..].strip_prefix(')').filter(|_| (1..=30).contains(&characters))
}

/// What is behind a long dash with or without blanks, or behind one or two hyphens with blanks.
fn dash(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix(' ').unwrap_or(text).strip_prefix(['—', '–']) {
        return Some(rest.strip_prefix(' ').unwrap_or(rest));
    }
    let rest = text.strip_prefix(" -")?;
    rest.strip_prefix('-').unwrap_or(rest).strip_prefix(' ')
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_dateline_ends_with_its_dash() {
        for (line, text) in [
            ("KYIV, Ukraine (Agency) — ", "The"),
            ("KYIV, New Brennovia (Agency) – ", "The"),
            ("LONDON, Jan 5 - ", "The"),
            ("ST. JOHN'S/LAGOS — ", "The"),
            ("KORDAL, Brennovia Jan. 12 (Agency) -- ", "The"),
            ("KORDAL (Agency)—", "The"),
            ("(Agency) - ", "The"),
            ("Kordal, Brennovia (Agency) — ", "The"),
            ("Port Kordal (Agency)–", "The"),
        ] {
            assert_eq!(length(&[line, text].concat()), Some(line.len()), "{line}");
        }
    }

    #[test]
    fn other_openings_are_none() {
        for line in ["Kordal — the", "KORDAL said - the", "K - the", "(agency) - the", "KORDAL (A) - x", "The (Agency) said", "KORDAL -the"]
        {
            assert_eq!(length(line), None, "{line}");
        }
    }
}
