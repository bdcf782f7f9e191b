//! The arguments as the user writes them.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use onrecord::run::Shard;

use super::fixture_arguments::{CheckArguments, FixtureCommand};

/// Write down what is on the record in news articles: numeric claims, attributed sources and named actors, linked
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub general: GeneralArguments,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct GeneralArguments {
    /// Colours: auto has them on a terminal unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", global = true, help_heading = "General")]
    pub color: ColorChoice,

    /// Read settings from this file, not from the onrecord.toml of this folder or the nearest one above
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "no_config", help_heading = "General")]
    pub config: Option<PathBuf>,

    /// Read no settings file
    #[arg(long, global = true, help_heading = "General")]
    pub no_config: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles and write their claims, attributions and actors as a table
    Scan(ScanArguments),
    /// Write one HTML page to look at: articles with everything marked, tables and charts
    Report(ReportArguments),
    /// Show an article with everything that was found in it and why, or one rule
    Explain(ExplainArguments),
    /// Score annotated fixtures and fail when accuracy is not what it must be
    Check(CheckArguments),
    /// Make, check and move the fixtures that `check` scores
    #[command(subcommand)]
    Fixture(FixtureCommand),
    /// Put the claims of many documents that count the same thing side by side: who says which number
    Compare(CompareArguments),
    /// List the rules in force
    Rules(RulesArguments),
    /// List the lexicon in force: its files, the rows of one, or where a word stands
    Lexicon(LexiconArguments),
    /// Show the settings in force and where each of them comes from
    Config(ConfigArguments),
    /// Write a commented onrecord.toml into this folder
    Init(InitArguments),
    /// Print the completions of a shell
    Completions(CompletionsArguments),
    /// Print the manual page, or write one for every command
    Man(ManArguments),
}

/// With what articles are read.
#[derive(Debug, Args)]
pub struct ReadingArguments {
    /// Lay the lexicon and rule files of this folder over the built-in ones
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    pub lexicon: Option<PathBuf>,

    /// The JSON field that holds the text [default: text, maintext, body or content]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub text_field: Option<String>,

    /// The JSON field that holds the id [default: id or url]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub id_field: Option<String>,

    /// The CSV or TSV column that holds the text [default: text, maintext, body or content]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub text_column: Option<String>,

    /// The CSV or TSV column that holds the id [default: id or url]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub id_column: Option<String>,
}

/// Which articles are read, and with what.
#[derive(Debug, Args)]
pub struct InputArguments {
    /// Files and folders; `-` or none reads one article from standard input
    ///
    /// Folders are read with everything in them, sorted by path; hidden files are skipped, ignore files are not obeyed.
    /// Read are .txt .md .html .htm .json .jsonl .ndjson .csv .tsv .warc, each also .gz or .zst.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub reading: ReadingArguments,

    /// What standard input or a named file holds, whatever its ending; in folders, what files of unknown endings hold
    ///
    /// With `scan - --input jsonl --format jsonl` every line in is answered by one line out, in order and at once; a line that
    /// cannot be used by {"id": …, "error": …}.
    #[arg(long, value_enum, value_name = "FORMAT", ignore_case = true, help_heading = "Input")]
    pub input: Option<InputName>,

    /// Only a share of the documents: I/N is the I-th of N; the N runs together do what one run does
    #[arg(long, value_name = "I/N", help_heading = "Input")]
    pub shard: Option<Shard>,

    /// How many threads work [default: all cores]; the output is the same for every number
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<usize>,

    /// Print neither progress nor the summary line
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct ReportArguments {
    #[command(flatten)]
    pub inputs: InputArguments,

    /// Write the page here; above 2,000 articles there are more beside it, 1,000 articles each
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    pub output: PathBuf,

    /// The heading of the page
    #[arg(long, value_name = "TEXT", default_value = "On the record")]
    pub title: String,
}

#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// A file of articles; with :LINE the sentences of that line, or, where a line is a document, that document
    ///
    /// `-` or none reads one article from standard input.
    #[arg(value_name = "FILE[:LINE]")]
    pub file: Option<PathBuf>,

    /// Show this rule: what it says, its pattern and its examples
    #[arg(long, value_name = "ID", conflicts_with = "file")]
    pub rule: Option<String>,

    #[command(flatten)]
    pub inputs: ReadingArguments,
}

#[derive(Debug, Args)]
pub struct ScanArguments {
    #[command(flatten)]
    pub inputs: InputArguments,

    /// Write to this file, which appears whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Output format [default: from the ending of --output, else csv]
    #[arg(long, value_enum, ignore_case = true)]
    pub format: Option<FormatName>,

    /// Which extractions are written
    #[arg(long, value_enum, value_delimiter = ',', default_value = "claims,attributions,actors")]
    pub kinds: Vec<KindName>,

    /// Write an actor row for every mention, not one per actor and document
    #[arg(long)]
    pub mentions: bool,

    /// Tables for programs: no byte order mark, LF, formulas not guarded (always so on standard output)
    #[arg(long)]
    pub plain: bool,

    /// Carry the text that offsets refer to (--format jsonl only)
    #[arg(long)]
    pub with_text: bool,

    /// End with 0 although inputs could not be read (each is named all the same), for callers that throw everything away else
    #[arg(long)]
    pub exit_zero: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum InputName {
    /// One article, plain text
    Txt,
    /// One article, Markdown read as plain text
    Md,
    /// A JSON document, or several
    Json,
    /// A JSON document a line
    Jsonl,
    /// A document a row, cells between commas or semicolons
    Csv,
    /// A document a row, cells between tabs
    Tsv,
    /// The main text of a web page
    Html,
    /// A web archive, a page or text a record
    Warc,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FormatName {
    /// A row an extraction, cells between commas
    Csv,
    /// A row an extraction, cells between tabs
    Tsv,
    /// A line a document, everything that was found
    Jsonl,
    /// A workbook: sheets for claims, attributions, actors and documents
    Xlsx,
    /// The table in typed columns
    #[cfg(feature = "parquet")]
    Parquet,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum KindName {
    /// Numeric claims
    Claims,
    /// Who says what
    Attributions,
    /// Persons, organizations, countries, places, groups
    Actors,
}

#[derive(Debug, Args)]
pub struct CompareArguments {
    #[command(flatten)]
    pub inputs: InputArguments,

    /// Write to this file, which appears whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Output format [default: from the ending of --output, else text]
    #[arg(long, value_enum, ignore_case = true)]
    pub format: Option<CompareFormat>,

    /// How many days apart the documents of one event may be published, where their dates are known
    #[arg(long, value_name = "N", default_value_t = onrecord::compare::DAYS)]
    pub days: u32,

    /// Only groups of claims from at least so many documents
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub documents: usize,

    /// Show claims that nothing compares with, too (JSON Lines always hold them)
    #[arg(long)]
    pub alone: bool,

    /// Tables for programs: no byte order mark, LF, formulas not guarded (always so on standard output)
    #[arg(long)]
    pub plain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum CompareFormat {
    /// For people to read
    Text,
    /// A row a claim, cells between commas
    Csv,
    /// A row a claim, cells between tabs
    Tsv,
    /// A line a group, complete: it can be compared again, with other such files
    Jsonl,
}

#[derive(Debug, Args)]
pub struct RulesArguments {
    /// Only rules whose id contains this
    #[arg(value_name = "ID")]
    pub id: Option<String>,

    /// Write JSON, with examples
    #[arg(long)]
    pub json: bool,

    /// Lay the lexicon and rule files of this folder over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LexiconArguments {
    /// A lexicon file, to list its rows as CSV, or a word or phrase, to find every row that it stands in
    #[arg(value_name = "FILE|WORD")]
    pub what: Option<String>,

    /// Lay the lexicon and rule files of this folder over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// Show every setting with its value and its place (this is what happens anyway)
    #[arg(long)]
    pub show: bool,

    /// Print the JSON schema of onrecord.toml, for editors
    #[arg(long, conflicts_with = "show")]
    pub schema: bool,
}

#[derive(Debug, Args)]
pub struct InitArguments {
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct ManArguments {
    /// The command whose page is printed [default: the program's own]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,

    /// Write the pages of the program and of every command into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub dir: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
