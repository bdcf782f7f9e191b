//! The header line of a table: which column is what, and whether the table holds articles at all.

use memchr::memchr_iter;

use super::cut;
use super::fields::{Fields, Role, table_role};

/// The columns of a table that are read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The byte between two cells.
    pub separator: u8,
    /// How many columns the header has.
    pub width: usize,
    /// The text's column.
    pub text: usize,
    /// The id's column.
    pub id: Option<usize>,
    /// The title's column.
    pub title: Option<usize>,
    /// The date's column.
    pub date: Option<usize>,
}

/// What the header line says.
#[derive(Debug)]
pub enum Header {
    /// The columns, the bytes of the line and the line feeds in it.
    Articles(Table, usize, u64),
    /// The table holds extractions, a result of this program or gold for it.
    Extractions,
    /// It cannot be read, with the reason.
    Unusable(String),
}

/// Columns that only a table of extractions has together.
const OF_EXTRACTIONS: [&str; 4] = ["kind", "text", "comparator", "measure"];

/// Reads the header at the beginning of `bytes`; `separator` is what the file's ending promises.
pub fn header(bytes: &[u8], separator: u8, fields: &Fields) -> Header {
    let separator = if separator == b',' { shown_separator(bytes) } else { separator };
    let end = match cut::rows(bytes, separator, true) {
        0 => bytes.len(),
        end => end,
    };
    let head = &bytes[..end];
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(head);
    let mut names = csv::ByteRecord::new();
    let _ = reader.read_byte_record(&mut names);
    let names: Vec<String> = names.iter().map(|n| String::from_utf8_lossy(n).trim().to_string()).collect();
    // Whoever names the text's column wants the table read.
    if fields.table_text == Fields::default().table_text && OF_EXTRACTIONS.iter().all(|wanted| names.iter().any(|n| n == wanted)) {
        return Header::Extractions;
    }
    let place = |wanted: fn(Role) -> Option<usize>| {
        let ranked = names.iter().enumerate().filter_map(|(n, name)| Some((wanted(table_role(fields, name)?)?, n)));
        ranked.min().map(|(_, n)| n)
    };
    let Some(text) = place(|role| if let Role::Text(rank) = role { Some(rank) } else { None }) else {
        let wanted = fields.table_text.join(", ");
        let there = names.join(", ");
        return Header::Unusable(format!("no column {wanted}; the columns are {there}; name the text's with --text-column"));
    };
    let table = Table {
        separator,
        width: names.len(),
        text,
        id: place(|role| if let Role::Id(rank) = role { Some(rank) } else { None }),
        title: place(|role| if let Role::Title(rank) = role { Some(rank) } else { None }),
        date: place(|role| if let Role::Date(rank) = role { Some(rank) } else { None }),
    };
    Header::Articles(table, end, memchr_iter(b'\n', head).count() as u64)
}

/// The separator that the header line uses: spreadsheets in much of Europe write semicolons.
fn shown_separator(bytes: &[u8]) -> u8 {
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or(bytes);
    let count = |wanted: u8| line.iter().filter(|b| **b == wanted).count();
    match (count(b','), count(b';'), count(b'\t')) {
        (0, semicolons, tabs) if semicolons > 0 && semicolons >= tabs => b';',
        (0, _, tabs) if tabs > 0 => b'\t',
        _ => b',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_extractions_are_no_articles() {
        let read = |line: &str, fields: &Fields| header(line.as_bytes(), b',', fields);
        let result = "doc,kind,id,sentence,start,end,text,low,high,comparator,measure\r\n";
        assert!(matches!(read(result, &Fields::default()), Header::Extractions));
        let named = Fields { table_text: vec!["text".into()], ..Fields::default() };
        assert!(matches!(read(result, &named), Header::Articles(table, _, 1) if table.text == 6));
        assert!(matches!(read("kind,text\n", &Fields::default()), Header::Articles(..)));
    }
}
