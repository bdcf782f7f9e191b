//! A workbook: a sheet for each kind of extraction, one for the documents, and one that says how it was made.
//!
//! Rows go to temporary files as they come, so memory does not grow with them. Text is written as text, whatever it begins
//! with, and numbers as numbers. The file depends on the rows alone: its dates are fixed.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::assembly::{About, Assembly};
use super::columns::{COLUMNS, ColumnSpec};
use super::packed::{DOCUMENT_COLUMNS, PackedCell, RowKind, unpack};

/// The rows that a sheet can have, its header included.
pub const ROW_LIMIT: u32 = 1_048_576;

/// A workbook that is being written.
pub struct Sheets {
    book: Workbook,
    sheets: [Sheet; 4],
    styles: Styles,
    about: About,
    row_limit: u32,
}

/// The sheet that rows of one kind go to.
struct Sheet {
    /// Its place in the workbook.
    index: usize,
    /// 1, 2, … where the rows of a kind need several sheets.
    part: u32,
    next_row: u32,
}

struct Styles {
    header: Format,
    text: Format,
    wrapped: Format,
    whole: Format,
    fraction: Format,
    date: Format,
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(format!("the workbook could not be written: {other}")),
    }
}

impl Sheets {
    /// A workbook with empty sheets, which keeps its rows in temporary files of the system.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub fn new(about: About) -> io::Result<Sheets> {
        Sheets::with_row_limit(about, ROW_LIMIT)
    }

    /// The same, with sheets of at most `row_limit` rows.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub fn with_row_limit(about: About, row_limit: u32) -> io::Result<Sheets> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_title("What is on the record").set_creation_datetime(&made));
        let top = || Format::new().set_align(FormatAlign::Top);
        let styles = Styles {
            header: top().set_bold().set_background_color(0x00E7_ECEF),
            text: top(),
            wrapped: top().set_text_wrap(),
            whole: top().set_num_format("#,##0"),
            fraction: top().set_num_format("#,##0.0##"),
            date: top().set_num_format("yyyy-mm-dd"),
        };
        let sheets = RowKind::ALL.map(|kind| Sheet { index: kind as usize, part: 1, next_row: 1 });
        let mut all = Sheets { book, sheets, styles, about, row_limit };
        for kind in RowKind::ALL {
            all.begin(kind, 1)?;
        }
        Ok(all)
    }

    fn row(&mut self, kind: RowKind, cells: &[(usize, PackedCell<'_>)]) -> io::Result<()> {
        let sheet = &mut self.sheets[kind as usize];
        if sheet.next_row >= self.row_limit {
            let part = sheet.part + 1;
            self.set_filter(kind).map_err(failed)?;
            self.begin(kind, part)?;
        }
        let sheet = &mut self.sheets[kind as usize];
        let row = sheet.next_row;
        sheet.next_row += 1;
        let page = self.book.worksheet_from_index(sheet.index).map_err(failed)?;
        for &(column, cell) in cells {
            write(page, row, column as u16, column_name(kind, column), cell, &self.styles).map_err(failed)?;
        }
        Ok(())
    }

    /// Begins the `part`-th sheet for rows of `kind`.
    fn begin(&mut self, kind: RowKind, part: u32) -> io::Result<()> {
        self.sheets[kind as usize] = Sheet { index: self.book.worksheets().len(), part, next_row: 1 };
        let name = sheet_name(kind);
        let styles = &self.styles;
        let page = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        let set = |page: &mut Worksheet| -> Result<(), XlsxError> {
            page.set_name(if part == 1 { name.to_string() } else { format!("{name} {part}") })?;
            page.set_freeze_panes(1, if kind == RowKind::Document { 1 } else { 0 })?;
            for (column, name) in (0..).zip(column_names(kind)) {
                page.write_string_with_format(0, column, name, &styles.header)?;
                page.set_column_width(column, width(name))?;
                if kind != RowKind::Document && !COLUMNS[usize::from(column)].is_of(kind) {
                    page.set_column_hidden(column)?;
                }
            }
            Ok(())
        };
        set(page).map_err(failed)
    }

    /// Sets the filter of a sheet whose length is known.
    fn set_filter(&mut self, kind: RowKind) -> Result<(), XlsxError> {
        let sheet = &self.sheets[kind as usize];
        let (last_row, last_column) = (sheet.next_row - 1, column_names(kind).count() as u16 - 1);
        self.book.worksheet_from_index(sheet.index)?.autofilter(0, 0, last_row, last_column)?;
        Ok(())
    }

    /// Sets the filters and writes the last sheet.
    fn about(&mut self) -> Result<(), XlsxError> {
        for kind in RowKind::ALL {
            self.set_filter(kind)?;
        }
        let styles = &self.styles;
        let page = self.book.add_worksheet_with_constant_memory()?;
        page.set_name("About")?;
        page.set_column_width(0, 24)?;
        page.set_column_width(1, 100)?;
        let mut row = 0;
        let mut line = |name: &str, value: &str, format: &Format| -> Result<(), XlsxError> {
            if !name.is_empty() {
                page.write_string_with_format(row, 0, name, format)?;
                page.write_string_with_format(row, 1, value, &styles.wrapped)?;
            }
            row += 1;
            Ok(())
        };
        for (name, value) in &self.about.facts {
            line(name, value, &styles.header)?;
        }
        for (title, columns) in [
            ("Claims, Attributions, Actors", COLUMNS.iter().map(|c| (c.name, c.doc)).collect::<Vec<_>>()),
            ("Documents", DOCUMENT_COLUMNS.to_vec()),
        ] {
            line("", "", &styles.text)?;
            line(title, "Columns; those that a sheet can have nothing in are hidden there.", &styles.header)?;
            for (name, doc) in columns {
                line(name, doc, &styles.text)?;
            }
        }
        Ok(())
    }
}

impl Assembly for Sheets {
    fn add(&mut self, packed: &[u8]) -> io::Result<()> {
        let mut result = Ok(());
        unpack(packed, |kind, cells| {
            if result.is_ok() {
                result = self.row(kind, cells);
            }
        });
        result
    }

    fn finish(mut self: Box<Self>, out: &mut (dyn Write + Send)) -> io::Result<()> {
        self.about().map_err(failed)?;
        self.book.save_to_writer(out).map_err(failed)
    }
}

fn sheet_name(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Claim => "Claims",
        RowKind::Attribution => "Attributions",
        RowKind::Actor => "Actors",
        RowKind::Document => "Documents",
    }
}

fn column_names(kind: RowKind) -> impl Iterator<Item = &'static str> {
    let documents: &[(&str, &str)] = if kind == RowKind::Document { DOCUMENT_COLUMNS } else { &[] };
    let others: &[ColumnSpec] = if kind == RowKind::Document { &[] } else { COLUMNS };
    others.iter().map(|c| c.name).chain(documents.iter().map(|c| c.0))
}

fn column_name(kind: RowKind, column: usize) -> &'static str {
    if kind == RowKind::Document { DOCUMENT_COLUMNS[column].0 } else { COLUMNS[column].name }
}

/// Widths in characters.
fn width(column: &str) -> f64 {
    match column {
        "context" => 80.0,
        "content" => 60.0,
        "title" | "doc" | "actors" => 30.0,
        "text" | "counted" | "about" | "event" | "source" | "actor" | "roles" | "aliases" | "rule" => 22.0,
        "id" | "sentence" | "start" | "end" | "part_of" | "source_id" | "country" => 9.0,
        _ => 14.0,
    }
}

fn write(page: &mut Worksheet, row: u32, column: u16, name: &str, cell: PackedCell<'_>, styles: &Styles) -> Result<(), XlsxError> {
    match cell {
        PackedCell::Text(text) => match day(text).filter(|_| name == "date") {
            Some(day) => page.write_datetime_with_format(row, column, day, &styles.date)?,
            None => {
                let style = if matches!(name, "context" | "content") { &styles.wrapped } else { &styles.text };
                page.write_string_with_format(row, column, text, style)?
            }
        },
        PackedCell::Number(value) => {
            let amount = matches!(name, "low" | "high");
            let style = match value.abs() {
                size if amount && value.fract() == 0.0 && size < 1e15 => &styles.whole,
                size if amount && (0.001..1e15).contains(&size) => &styles.fraction,
                _ => &styles.text,
            };
            page.write_number_with_format(row, column, value, style)?
        }
    };
    Ok(())
}

/// A day that spreadsheets can count: 1900 or later.
fn day(text: &str) -> Option<ExcelDateTime> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let year = year.parse().ok().filter(|y| *y >= 1900)?;
    ExcelDateTime::from_ymd(year, month.parse().ok()?, day.parse().ok()?).ok()
}
