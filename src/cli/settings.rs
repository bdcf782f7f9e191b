//! From arguments to settings: defaults filled in, contradictions refused, nothing opened.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use onrecord::emit::{About, Dialect, Format, Kinds, Layout};
use onrecord::run::{Comparison, Fields, InputFormat, Settings, Shape};

use super::Failure;
use super::arguments::{CompareArguments, CompareFormat, FormatName, InputName, KindName, ReadingArguments, ScanArguments};

/// The most threads that can be asked for.
const MAX_THREADS: usize = 256;

/// What a scan with these arguments is to do; `about` is for formats with a place for it.
pub fn settings(arguments: ScanArguments, about: impl FnOnce(&ScanArguments) -> About) -> Result<Settings, Failure> {
    let format = match (arguments.format, arguments.output.as_deref()) {
        (Some(name), _) => Format::from(name),
        (None, Some(path)) => by_ending(path)?,
        (None, None) => Format::Csv,
    };
    if arguments.with_text && format != Format::Jsonl {
        return Err(Failure::Said("--with-text needs --format jsonl; a table has no place for a whole text".into()));
    }
    if format.is_binary() && arguments.output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::Said("this format is no text for a terminal; say --output FILE, or send it to a file or pipe".into()));
    }
    let about = if format.is_binary() { about(&arguments) } else { About::default() };
    let threads = threads(arguments.inputs.threads)?;
    let to_file = to_file(arguments.output.as_deref());
    let has = |kind| arguments.kinds.contains(&kind);
    let layout = Layout {
        format,
        spreadsheet: to_file && !arguments.plain,
        kinds: Kinds { claims: has(KindName::Claims), attributions: has(KindName::Attributions), actors: has(KindName::Actors) },
        mentions: arguments.mentions,
        with_text: arguments.with_text,
    };
    let fields = fields(&arguments.inputs.reading);
    let input = arguments.inputs.input.map(InputFormat::from);
    let shard = arguments.inputs.shard;
    let paths = arguments.inputs.paths;
    let only_stdin = paths.is_empty() || paths.len() == 1 && paths[0] == Path::new("-");
    let filter = only_stdin && input == Some(InputFormat::JsonLines) && format == Format::Jsonl;
    Ok(Settings { paths, output: arguments.output, layout, threads, about, progress: None, fields, input, filter, shard })
}

/// What a comparison with these arguments is to do.
pub fn comparison(arguments: CompareArguments) -> Result<(Settings, Comparison), Failure> {
    let format = match (arguments.format, arguments.output.as_deref()) {
        (Some(format), _) => format,
        (None, None) => CompareFormat::Text,
        (None, Some(path)) => match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("txt") => CompareFormat::Text,
            _ => match by_ending(path)? {
                Format::Csv => CompareFormat::Csv,
                Format::Tsv => CompareFormat::Tsv,
                Format::Jsonl => CompareFormat::Jsonl,
                _ => {
                    let reason = "a comparison is written as .csv, .tsv, .jsonl or .txt; name one of them, or say --format";
                    return Err(Failure::Said(format!("{}: {reason}", path.display())));
                }
            },
        },
    };
    let spreadsheet = !arguments.plain && to_file(arguments.output.as_deref());
    let shape = match format {
        CompareFormat::Text => Shape::Text,
        CompareFormat::Csv => Shape::Table(Dialect { separator: b',', spreadsheet }),
        CompareFormat::Tsv => Shape::Table(Dialect { separator: b'\t', spreadsheet }),
        CompareFormat::Jsonl => Shape::Lines,
    };
    let comparison = Comparison { shape, days: arguments.days, documents: arguments.documents, alone: arguments.alone };
    let threads = threads(arguments.inputs.threads)?;
    let fields = Fields { results: true, ..fields(&arguments.inputs.reading) };
    let input = arguments.inputs.input.map(InputFormat::from);
    let (paths, shard) = (arguments.inputs.paths, arguments.inputs.shard);
    let settings = Settings { paths, output: arguments.output, threads, fields, input, shard, ..Settings::default() };
    Ok((settings, comparison))
}

/// What is not a regular file (a device, a named pipe) is read by a program.
fn to_file(output: Option<&Path>) -> bool {
    output.is_some_and(|path| std::fs::metadata(path).map_or(true, |m| m.is_file()))
}

/// How many threads are to work.
pub fn threads(asked: Option<usize>) -> Result<usize, Failure> {
    match asked {
        None => Ok(std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS)),
        Some(n @ 1..=MAX_THREADS) => Ok(n),
        Some(n) => Err(Failure::Said(format!("--threads {n}: it must be 1 to {MAX_THREADS}"))),
    }
}

/// Where JSON and table inputs hold what.
pub fn fields(inputs: &ReadingArguments) -> Fields {
    let presets = Fields::default();
    let or = |given: &Option<String>, preset: Vec<String>| given.clone().map_or(preset, |name| vec![name]);
    Fields {
        json_text: or(&inputs.text_field, presets.json_text),
        json_id: or(&inputs.id_field, presets.json_id),
        table_text: or(&inputs.text_column, presets.table_text),
        table_id: or(&inputs.id_column, presets.table_id),
        results: false,
    }
}

/// A table named as something that it is not would only fail when it is opened.
fn by_ending(path: &Path) -> Result<Format, Failure> {
    match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("tsv") => Ok(Format::Tsv),
        Some("jsonl" | "ndjson") => Ok(Format::Jsonl),
        Some("xlsx") => Ok(Format::Xlsx),
        #[cfg(feature = "parquet")]
        Some("parquet") => Ok(Format::Parquet),
        #[cfg(not(feature = "parquet"))]
        Some("parquet") => Err(Failure::Said(format!(
            "{}: this program was built without Parquet; build it with --features parquet, or write .csv, .tsv, .jsonl or .xlsx",
            path.display()
        ))),
        Some(other @ ("xls" | "ods" | "json" | "html" | "htm" | "doc" | "docx" | "pdf" | "zip" | "gz" | "zst")) => Err(Failure::Said(
            format!("{}: .{other} is no format that can be written; write .csv, .tsv, .jsonl or .xlsx, or say --format", path.display()),
        )),
        _ => Ok(Format::Csv),
    }
}

impl From<InputName> for InputFormat {
    fn from(name: InputName) -> Self {
        match name {
            InputName::Txt | InputName::Md => InputFormat::Text,
            InputName::Json => InputFormat::Json,
            InputName::Jsonl => InputFormat::JsonLines,
            InputName::Csv => InputFormat::Csv,
            InputName::Tsv => InputFormat::Tsv,
            InputName::Html => InputFormat::Html,
            InputName::Warc => InputFormat::Warc,
        }
    }
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Csv => Format::Csv,
            FormatName::Tsv => Format::Tsv,
            FormatName::Jsonl => Format::Jsonl,
            FormatName::Xlsx => Format::Xlsx,
            #[cfg(feature = "parquet")]
            FormatName::Parquet => Format::Parquet,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::arguments::{Arguments, Command};
    use super::*;

    fn of(line: &str) -> Result<Settings, String> {
        let arguments = Arguments::try_parse_from(line.split(' ')).map_err(|e| e.to_string())?;
        let Command::Scan(scan) = arguments.command else { return Err("not a scan".into()) };
        settings(scan, |_| About::default()).map_err(|failure| match failure {
            Failure::Said(what) => what,
            Failure::Closed => String::new(),
        })
    }

    #[test]
    fn the_ending_tells_the_format() {
        let layout = |line| of(line).expect("good").layout;
        assert_eq!(layout("onrecord scan a").format, Format::Csv);
        assert!(!layout("onrecord scan a").spreadsheet);
        assert!(layout("onrecord scan a --output /nowhere/x.csv").spreadsheet);
        assert!(!layout("onrecord scan a --output /nowhere/x.csv --plain").spreadsheet);
        assert_eq!(layout("onrecord scan a -o x.TSV").format, Format::Tsv);
        assert_eq!(layout("onrecord scan a -o x.jsonl").format, Format::Jsonl);
        assert_eq!(layout("onrecord scan a -o x.csv --format jsonl").format, Format::Jsonl);
        assert_eq!(layout("onrecord scan a -o x.xlsx").format, Format::Xlsx);
        assert_eq!(layout("onrecord scan a -o x").format, Format::Csv);
    }

    #[test]
    fn kinds_and_fields() {
        let settings = of("onrecord scan a --kinds claims,actors --text-field story --id-column number").expect("good");
        assert_eq!(settings.layout.kinds, Kinds { claims: true, attributions: false, actors: true });
        assert_eq!(settings.fields.json_text, ["story"]);
        assert_eq!(settings.fields.table_id, ["number"]);
        assert_eq!(settings.fields.json_id, ["id", "url"]);
    }

    #[test]
    fn contradictions_are_refused() {
        for line in
            ["onrecord scan a --threads 0", "onrecord scan a --with-text", "onrecord scan a --kinds verbs", "onrecord scan a --nonsense"]
        {
            assert!(of(line).is_err(), "{line}");
        }
    }
}
