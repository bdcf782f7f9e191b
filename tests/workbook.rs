//! The workbook, read back as a spreadsheet program would: numbers are numbers, text is text, and no row is lost.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use onrecord::Extractor;
use onrecord::emit::{About, Assembly, COLUMNS, Column, DOCUMENT_COLUMNS, Format, Layout, RowKind, Sheets, Writer};

const TEXT: &str = "The plant made 3.5 million tonnes in 2024, 40 percent more, engineer Ruth Adeyemi said. \
    Over 1,100 workers were hired, according to the ministry.";

fn workbook(docs: &[(&str, &str, &str)], row_limit: Option<u32>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes(docs, row_limit))).expect("a workbook")
}

fn bytes(docs: &[(&str, &str, &str)], row_limit: Option<u32>) -> Vec<u8> {
    let extractor = Extractor::new().expect("the built-in data are good");
    let about = About { facts: vec![("made by".into(), "a test".into())] };
    let mut sheets = match row_limit {
        Some(limit) => Sheets::with_row_limit(about, limit).expect("temporary files"),
        None => Sheets::new(about).expect("temporary files"),
    };
    let mut writer = Writer::new(Layout { format: Format::Xlsx, ..Layout::default() });
    let mut workspace = onrecord::Workspace::default();
    for (doc, title, date) in docs {
        let mut packed = Vec::new();
        extractor.with_record(TEXT, &mut workspace, |mut record| {
            record.doc = Cow::Borrowed(doc);
            record.title = Some(Cow::Borrowed(title));
            record.date = Some(Cow::Borrowed(date));
            writer.record(record, &mut packed)
        });
        sheets.add(&packed).expect("written");
    }
    let mut out = Vec::new();
    Box::new(sheets).finish(&mut out).expect("written");
    out
}

#[test]
fn every_kind_has_its_sheet_and_cells_their_types() {
    let mut book = workbook(&[("a.txt", "=HYPERLINK(\"x\")", "2025-03-02"), ("+b", "@sum", "soon")], None);
    assert_eq!(book.sheet_names(), ["Claims", "Attributions", "Actors", "Documents", "About"]);
    let claims = book.worksheet_range("Claims").expect("a sheet");
    let header: Vec<String> = claims.rows().next().expect("a header").iter().map(ToString::to_string).collect();
    assert_eq!(header, COLUMNS.iter().map(|c| c.name).collect::<Vec<_>>());
    let first = claims.rows().nth(1).expect("a row");
    assert_eq!(first[Column::Low as usize], Data::Float(3_500_000.0));
    assert_eq!(first[Column::Start as usize], Data::Float(15.0));
    assert_eq!(first[Column::Title as usize], Data::String("=HYPERLINK(\"x\")".into()));
    assert_eq!(first[Column::Kind as usize], Data::String("claim".into()));
    assert!(matches!(first[Column::Date as usize], Data::DateTime(_)), "{:?}", first[Column::Date as usize]);
    let more = claims.rows().find(|r| r[Column::Comparator as usize] == Data::String("more_than".into())).expect("over 1,100");
    assert_eq!((&more[Column::Low as usize], &more[Column::High as usize]), (&Data::Float(1100.0), &Data::Empty));
    let formulas = book.worksheet_formula("Claims").expect("a sheet");
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "nothing is a formula");
    let documents = book.worksheet_range("Documents").expect("a sheet");
    assert_eq!((documents.height(), documents.width()), (3, DOCUMENT_COLUMNS.len()));
    assert_eq!(documents.get_value((2, 2)), Some(&Data::String("soon".into())), "what is no date stays as it is");
    let about = book.worksheet_range("About").expect("a sheet");
    assert_eq!(about.get_value((0, 1)), Some(&Data::String("a test".into())));
    let described = |name: &str| about.rows().any(|r| r[0] == Data::String(name.into()) && r[1] != Data::Empty);
    assert!(COLUMNS.iter().all(|c| described(c.name)));
}

#[test]
fn rows_beyond_the_limit_go_to_another_sheet() {
    let docs = [("a", "t", "2025-03-02"), ("b", "t", ""), ("c", "t", ""), ("d", "t", "")];
    let mut whole = workbook(&docs, None);
    let mut split = workbook(&docs, Some(5));
    let rows = |book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str| {
        let names: Vec<String> = book.sheet_names().into_iter().filter(|n| n.split(' ').next() == Some(name)).collect();
        let ranges = names.iter().map(|n| book.worksheet_range(n).expect("a sheet"));
        (names.len(), ranges.flat_map(|r| r.rows().skip(1).map(|row| format!("{row:?}")).collect::<Vec<_>>()).collect::<Vec<_>>())
    };
    for name in ["Claims", "Attributions", "Actors", "Documents"] {
        let ((_, expected), (parts, found)) = (rows(&mut whole, name), rows(&mut split, name));
        assert_eq!(found, expected, "{name}");
        assert_eq!(parts, found.len().div_ceil(4), "{name}: four rows and a header a sheet");
    }
}

#[test]
fn the_bytes_depend_on_the_rows_alone() {
    let docs = [("a", "t", "2025-03-02")];
    let first = bytes(&docs, None);
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == bytes(&docs, None), "no clock is in the file");
}

#[test]
fn the_docs_of_columns_say_which_rows_fill_them() {
    let packed = |text| {
        let extractor = Extractor::new().expect("the built-in data are good");
        let mut writer = Writer::new(Layout { format: Format::Xlsx, ..Layout::default() });
        let mut packed = Vec::new();
        extractor.with_record(text, &mut onrecord::Workspace::default(), |record| writer.record(record, &mut packed));
        packed
    };
    let mut seen = [0; 4];
    onrecord::emit::unpack(&packed(TEXT), |kind, cells| {
        seen[kind as usize] += 1;
        for &(column, cell) in cells.iter().filter(|_| kind != RowKind::Document) {
            assert!(COLUMNS[column].is_of(kind), "{kind:?} rows fill {}: {cell:?}", COLUMNS[column].name);
        }
    });
    assert!(seen.iter().all(|n| *n > 0), "{seen:?}");
}
