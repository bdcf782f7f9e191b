//! Rows between a worker and a file format that only one thread can write: cells of text and numbers, packed one behind another.
//!
//! A workbook is written by one thread, in order; what can be done before (joining lists, folding white space, cutting long
//! cells) is done where the document was analysed.

use super::columns::{COLUMN_COUNT, Column};
use super::csv::{CELL_LIMIT, is_folded};
use super::rows::{Cell, RowCounts, RowSink};
use super::{Kinds, Record, Rows};

/// What a row is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// A numeric claim.
    Claim,
    /// An attribution.
    Attribution,
    /// An actor, or a mention of one.
    Actor,
    /// The document itself; its columns are [`DOCUMENT_COLUMNS`].
    Document,
}

impl RowKind {
    /// All kinds in their order.
    pub const ALL: [RowKind; 4] = [RowKind::Claim, RowKind::Attribution, RowKind::Actor, RowKind::Document];
}

/// The columns of a document's own row.
pub const DOCUMENT_COLUMNS: &[(&str, &str)] = &[
    ("doc", "The document: its path, or the id or address that the input gives."),
    ("title", "The headline, where there is one."),
    ("date", "The date of publication, where the input gives one."),
    ("claims", "How many numeric claims it makes."),
    ("claims_with_source", "How many of them somebody is named or described for."),
    ("attributions", "How many attributions it has."),
    ("sources", "How many different sources speak in it."),
    ("actors", "How many actors it names."),
];

/// A cell as it arrives.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum PackedCell<'p> {
    /// Text.
    Text(&'p str),
    /// A number.
    Number(f64),
}

const END_OF_ROW: u8 = 0xff;
const TEXT: u8 = 0;
const NUMBER: u8 = 1;

/// Packs the rows of records.
#[derive(Debug, Default)]
pub struct Packer {
    scratch: String,
}

impl Packer {
    /// Appends the rows of `record`, and the row of the document.
    pub fn record(&mut self, rows: &mut Rows, record: &Record<'_>, kinds: Kinds, mentions: bool, out: &mut Vec<u8>) -> RowCounts {
        let mut sink = PackedRows { scratch: &mut self.scratch, start: out.len(), open: false, out };
        let counts = rows.each(record, kinds, mentions, &mut sink);
        sink.document(record);
        counts
    }
}

struct PackedRows<'w> {
    scratch: &'w mut String,
    out: &'w mut Vec<u8>,
    start: usize,
    open: bool,
}

impl PackedRows<'_> {
    fn begin(&mut self, kind: RowKind) {
        self.start = self.out.len();
        self.out.push(kind as u8);
        self.open = true;
    }

    fn text(&mut self, column: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        let (kept, cut) = within_units(text);
        self.out.extend_from_slice(&[column as u8, TEXT]);
        self.out.extend_from_slice(&((kept.len() + if cut { "…".len() } else { 0 }) as u32).to_le_bytes());
        self.out.extend_from_slice(kept.as_bytes());
        if cut {
            self.out.extend_from_slice("…".as_bytes());
        }
    }

    fn number(&mut self, column: usize, value: f64) {
        self.out.extend_from_slice(&[column as u8, NUMBER]);
        self.out.extend_from_slice(&value.to_le_bytes());
    }

    fn joined<'i>(&mut self, column: usize, items: impl Iterator<Item = &'i str>) {
        let mut scratch = std::mem::take(self.scratch);
        scratch.clear();
        for item in items {
            if !scratch.is_empty() {
                scratch.push_str("; ");
            }
            scratch.push_str(item);
        }
        self.text(column, &scratch);
        *self.scratch = scratch;
    }

    fn document(&mut self, record: &Record<'_>) {
        self.begin(RowKind::Document);
        self.text(0, &record.doc);
        self.text(1, record.title.as_deref().unwrap_or(""));
        self.text(2, record.date.as_deref().unwrap_or(""));
        let mut sources: Vec<u32> = record.attributions.iter().filter_map(|a| a.source.actor).collect();
        sources.sort_unstable();
        sources.dedup();
        let sourced = record.claims.iter().filter(|c| c.source_name.is_some()).count();
        let counts = [record.claims.len(), sourced, record.attributions.len(), sources.len(), record.actors.len()];
        for (column, count) in (3..).zip(counts) {
            self.number(column, count as f64);
        }
        self.end_row();
    }
}

impl RowSink for PackedRows<'_> {
    fn set(&mut self, column: Column, cell: Cell<'_>) {
        if !self.open {
            // Which kind it is comes with the second cell.
            self.begin(RowKind::Claim);
        }
        if let (Column::Kind, Cell::Word(word)) = (column, cell) {
            let kind = match word {
                "claim" => RowKind::Claim,
                "attribution" => RowKind::Attribution,
                _ => RowKind::Actor,
            };
            self.out[self.start] = kind as u8;
        }
        let column = column as usize;
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.text(column, text),
            Cell::Word(word) => self.text(column, word),
            Cell::Sentence(text) if is_folded(text) => self.text(column, text),
            Cell::Sentence(text) => {
                let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.text(column, &folded);
            }
            Cell::List(items) => self.joined(column, items.iter().map(|item| &**item)),
            Cell::Names(ids, actors) => {
                self.joined(column, ids.iter().filter_map(|n| actors.get((*n as usize).wrapping_sub(1))).map(|a| &*a.name));
            }
            Cell::Flags(flags) => self.joined(column, flags.iter().map(|flag| flag.name())),
            Cell::Count(count) => self.number(column, count as f64),
            Cell::Number(value) if value.is_finite() => self.number(column, value),
            Cell::Number(_) => {}
            Cell::Id(letter, count) => self.text(column, &format!("{letter}{count}")),
        }
    }

    fn end_row(&mut self) {
        self.out.push(END_OF_ROW);
        self.open = false;
    }
}

/// As much of `text` as a cell holds, counted as spreadsheets do, in units of UTF-16; and whether that is less than all.
fn within_units(text: &str) -> (&str, bool) {
    if text.len() <= CELL_LIMIT || text.encode_utf16().count() <= CELL_LIMIT {
        return (text, false);
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units >= CELL_LIMIT
    });
    (&text[..end.map_or(text.len(), |(at, _)| at)], true)
}

/// Reads packed rows: calls `row` with the kind and the cells, by column, of each.
pub fn unpack<'p>(mut bytes: &'p [u8], mut row: impl FnMut(RowKind, &[(usize, PackedCell<'p>)])) {
    let mut cells = Vec::with_capacity(COLUMN_COUNT);
    while let Some((&kind, rest)) = bytes.split_first() {
        bytes = rest;
        cells.clear();
        while let [column, tag, rest @ ..] = bytes {
            if *column == END_OF_ROW {
                break;
            }
            let (cell, after) = if *tag == NUMBER { number(rest) } else { text(rest) };
            cells.push((*column as usize, cell));
            bytes = after;
        }
        bytes = bytes.get(1..).unwrap_or_default();
        row(RowKind::ALL[usize::from(kind) % RowKind::ALL.len()], &cells);
    }
}

fn number(bytes: &[u8]) -> (PackedCell<'_>, &[u8]) {
    match bytes.split_first_chunk::<8>() {
        Some((value, rest)) => (PackedCell::Number(f64::from_le_bytes(*value)), rest),
        None => (PackedCell::Text(""), &[]),
    }
}

fn text(bytes: &[u8]) -> (PackedCell<'_>, &[u8]) {
    match bytes.split_first_chunk::<4>() {
        Some((length, rest)) => {
            let (text, rest) = rest.split_at((u32::from_le_bytes(*length) as usize).min(rest.len()));
            (PackedCell::Text(std::str::from_utf8(text).unwrap_or_default()), rest)
        }
        None => (PackedCell::Text(""), &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_went() {
        let (mut out, mut scratch) = (Vec::new(), String::new());
        let mut sink = PackedRows { scratch: &mut scratch, start: 0, open: false, out: &mut out };
        sink.set(Column::Doc, Cell::Text("ÿ.txt"));
        sink.set(Column::Kind, Cell::Word("actor"));
        sink.set(Column::Low, Cell::Number(-3.5));
        sink.set(Column::Context, Cell::Sentence("two  blanks"));
        sink.end_row();
        sink.set(Column::Doc, Cell::Text("b"));
        sink.set(Column::Kind, Cell::Word("claim"));
        sink.end_row();
        let mut rows = Vec::new();
        unpack(&out, |kind, cells| rows.push((kind, cells.to_vec())));
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].0, RowKind::Actor);
        assert_eq!(rows[0].1[0], (Column::Doc as usize, PackedCell::Text("ÿ.txt")));
        assert_eq!(rows[0].1[2], (Column::Low as usize, PackedCell::Number(-3.5)));
        assert_eq!(rows[0].1[3], (Column::Context as usize, PackedCell::Text("two blanks")));
        assert_eq!(rows[1], (RowKind::Claim, vec![(0, PackedCell::Text("b")), (1, PackedCell::Text("claim"))]));
    }

    #[test]
    fn long_cells_are_cut_by_the_units_that_spreadsheets_count() {
        let wide = "😀".repeat(CELL_LIMIT);
        let (kept, cut) = within_units(&wide);
        assert!(cut);
        assert!(kept.encode_utf16().count() < CELL_LIMIT);
        let narrow = "é".repeat(CELL_LIMIT);
        assert_eq!(within_units(&narrow), (narrow.as_str(), false));
    }
}
