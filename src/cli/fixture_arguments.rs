//! The arguments of `check` and `fixture` as the user writes them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Fixtures: folders and files
    ///
    /// A folder with article.txt, fixture.toml and expected.csv is an article; .toml files hold cases; .ann (brat, beside its .txt),
    /// .json (Label Studio) and .jsonl (our own records, with text) are read as gold too.
    #[arg(value_name = "FIXTURES", required = true)]
    pub paths: Vec<PathBuf>,

    /// What must hold: floors, a baseline and the largest drop [default: gates.toml in the first folder]
    #[arg(long, value_name = "FILE")]
    pub gates: Option<PathBuf>,

    /// A floor more, as claims.found=0.95 or attributions.source.precision=0.8 (repeatable)
    #[arg(long, value_name = "NAME=VALUE")]
    pub floor: Vec<String>,

    /// How the outcome is written; github also appends a summary to the file that GITHUB_STEP_SUMMARY names
    #[arg(long, value_enum, default_value = "text")]
    pub format: CheckFormat,

    /// Write to this file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// How many differences the text shows, the worst first
    #[arg(long, value_name = "N", default_value = "20")]
    pub errors: usize,

    /// Take the figures of now as the baseline that the gates file names
    #[arg(long)]
    pub rebaseline: bool,

    /// With --rebaseline: also set every floor of the gates file to what was reached, less this
    #[arg(long, value_name = "M", requires = "rebaseline")]
    pub margin: Option<f64>,

    /// Lay the lexicon and rule files of this folder over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,

    /// How many threads work [default: all cores]; the outcome is the same for every number
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<usize>,
}

/// How the outcome of a check is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum CheckFormat {
    /// A table, the worst differences and the verdict
    Text,
    /// Everything that was counted
    Json,
    /// JUnit XML: a test case a gate and a case
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
    /// A summary for a comment
    Markdown,
    /// A page with gold and program side by side
    Html,
}

#[derive(Debug, Subcommand)]
pub enum FixtureCommand {
    /// Make a fixture folder from an article, with a draft to correct
    New(NewArguments),
    /// Find faults in fixtures: quotations that are absent or ambiguous, rows that overlap or contradict
    Lint(LintArguments),
    /// Write fixtures for an annotation tool
    Export(ExportArguments),
    /// Write gold of an annotation tool (or records) as fixture folders
    Import(ImportArguments),
}

#[derive(Debug, Args)]
pub struct NewArguments {
    /// The articles, text files
    #[arg(value_name = "ARTICLE", required = true)]
    pub articles: Vec<PathBuf>,

    /// The folder that the fixture folders go into
    #[arg(long, value_name = "DIR", default_value = "fixtures")]
    pub into: PathBuf,

    /// Lay the lexicon and rule files of this folder over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LintArguments {
    /// Fixtures: folders and files
    #[arg(value_name = "FIXTURES", required = true)]
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Fixtures: folders and files
    #[arg(value_name = "FIXTURES", required = true)]
    pub paths: Vec<PathBuf>,

    /// The tool
    #[arg(long, value_enum)]
    pub to: ToolName,

    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Files and folders of brat (.ann beside .txt), Label Studio (.json) or records with text (.jsonl)
    #[arg(value_name = "GOLD", required = true)]
    pub paths: Vec<PathBuf>,

    /// The folder that the fixture folders go into
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,

    /// Write over fixture folders that are there already
    #[arg(long)]
    pub replace: bool,
}

/// An annotation tool.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ToolName {
    /// brat standoff
    Brat,
    /// Label Studio JSON
    LabelStudio,
}
