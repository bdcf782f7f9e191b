//! Trains the weights of the attribution pass from gold in the common format.
//!
//! `cargo run --release --example train_attribution -- GOLD.jsonl[*WEIGHT]... [--weights FILE] [--fold K/N | --test FILE] [--out DIR] [--least N] [--pull X]`
//!
//! Without `--fold` all documents teach and the weights table is written. With it every document whose number is K modulo N is
//! left out, with `--test` another gold is read, and what the new weights find in those goes to `DIR/system.jsonl`, their gold to `DIR/gold.jsonl`, to be scored.
//! `--trace TEXT` shows how the built-in weights decide about a text.
//! The same gold and the same program give the same table.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod gold;
mod learn;
mod trace;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::extract::attribution::decide::{Decider, Question};
use onrecord::extract::attribution::{Draft, drafts};
use onrecord::extract::{Context, Rules, actor};
use onrecord::lexicon::Lexicon;
use onrecord::text::{Analysis, Document, TokenSpan};
use onrecord::{annotate, segment};

use gold::{Article, Marked};
use learn::{Decision, Settings, Watcher, learn};
use trace::Tracer;

/// How many parts the training set is cut into when the last question is taught on drafts of a model that has not seen them.
const PARTS: usize = 3;

struct Trainer {
    lexicon: Lexicon,
    rules: Rules,
    articles: Vec<Article>,
    settings: Settings,
}

impl Trainer {
    fn with_context<R>(&self, article: &Article, then: impl FnOnce(&Context<'_>, &Marked) -> R) -> R {
        let mut analysis = Analysis::default();
        segment::segment(&article.text, &self.lexicon, &mut analysis);
        annotate::annotate(&article.text, &self.lexicon, &mut analysis);
        let context = Context { doc: Document { text: &article.text, analysis: &analysis }, lexicon: &self.lexicon, rules: &self.rules };
        let marked = article.mark(&context);
        then(&context, &marked)
    }

    /// The decisions of the articles; with `forced` every question follows the gold, else the model answers and only the last
    /// question is kept.
    fn decisions(&self, articles: &[usize], forced: bool) -> Vec<Decision> {
        let mut decisions = Vec::new();
        for &n in articles {
            self.with_context(&self.articles[n], |context, marked| {
                let mut watcher = Watcher::new(context, marked, forced);
                let tables = &context.rules.attribution_tables;
                drafts(context, &actor::extract(context), tables, &mut Decider::taught(tables.model(), &mut watcher), |_, _| {});
                watcher.decisions.iter_mut().for_each(|d| d.weight = self.articles[n].weight);
                decisions.append(&mut watcher.decisions);
            });
        }
        decisions
    }

    fn train(&mut self, articles: &[usize], verbose: bool) {
        let forced = self.decisions(articles, true);
        if verbose {
            learn::coverage(&forced);
        }
        let mut kept = Vec::new();
        for part in 0..PARTS {
            let (mine, others): (Vec<usize>, Vec<usize>) = articles.iter().partition(|n| *n % PARTS == part);
            let teach = self.decisions(&others, true);
            self.set(learn(&teach, self.rules.attribution_tables.model().len(), self.settings));
            kept.extend(self.decisions(&mine, false));
        }
        let size = self.rules.attribution_tables.model().len();
        let mut weights = learn(&forced, size, self.settings);
        for (to, from) in weights.iter_mut().zip(learn(&kept, size, self.settings)) {
            *to += from;
        }
        self.set(weights);
    }

    fn set(&mut self, weights: Vec<f32>) {
        self.rules.attribution_tables.model_mut().weights_mut().copy_from_slice(&weights);
    }

    fn table(&mut self) -> String {
        let weights = self.rules.attribution_tables.model_mut().weights_mut().to_vec();
        let model = self.rules.attribution_tables.model();
        let mut rows: Vec<String> = weights
            .iter()
            .enumerate()
            .filter(|(_, w)| w.abs() >= 0.005)
            .map(|(n, w)| format!("{},{:.2}", model.name(n as u32, &self.lexicon), w))
            .filter(|row| !row.contains('"') && row.matches('&').count() < 3)
            .collect();
        rows.sort();
        let mut table = String::from("feature,weight\n");
        for row in rows {
            let _ = writeln!(table, "{row}");
        }
        table
    }

    fn predict(&self, article: &Article) -> String {
        self.with_context(article, |context, _| {
            let tables = &context.rules.attribution_tables;
            let mut found = Vec::new();
            drafts(context, &actor::extract(context), tables, &mut Decider::new(tables.model()), |view, draft| {
                found.extend(view.finish(&draft))
            });
            let spans = |spans: &[onrecord::text::ByteSpan]| -> Vec<(usize, usize)> {
                spans.iter().map(|s| context.doc.analysis.code_points.span(context.doc.text, *s)).collect()
            };
            let rows: Vec<serde_json::Value> = found
                .iter()
                .map(|a| serde_json::json!({"source": spans(&a.source), "cue": spans(&a.cue), "content": spans(&a.content)}))
                .collect();
            serde_json::json!({"id": article.id, "attributions": rows}).to_string()
        })
    }
}

/// The tokens of a draft's content.
pub fn content_tokens(draft: &Draft) -> Vec<TokenSpan> {
    [draft.content.left, draft.content.right].into_iter().flatten().collect()
}

/// True for the question that is taught on the model's own drafts.
pub fn is_last(question: Question) -> bool {
    question == Question::Keep
}

/// Shows how the built-in weights decide about a text.
fn trace(text: &str) -> Result<(), Box<dyn Error>> {
    let mut lexicon = Lexicon::load(&[])?;
    let mut rules = Rules::load(&mut lexicon, &[])?;
    let weights = rules.attribution_tables.model_mut().weights_mut().to_vec();
    let mut analysis = Analysis::default();
    segment::segment(text, &lexicon, &mut analysis);
    annotate::annotate(text, &lexicon, &mut analysis);
    let context = Context { doc: Document { text, analysis: &analysis }, lexicon: &lexicon, rules: &rules };
    for (n, token) in analysis.tokens.iter().enumerate() {
        let opens = analysis.chunks.iter().any(|c| c.tokens.start as usize == n);
        print!("{}{}/{:?} ", if opens { "[" } else { "" }, context.doc.word(n), token.tag);
    }
    println!();
    let tables = &rules.attribution_tables;
    let mut tracer = Tracer { context: &context, weights, proposals: Vec::new() };
    drafts(&context, &actor::extract(&context), tables, &mut Decider::taught(tables.model(), &mut tracer), |_, _| {});
    Ok(())
}

fn read(path: &Path) -> Result<(Vec<String>, Vec<Article>), Box<dyn Error>> {
    let lines: Vec<String> = fs::read_to_string(path)?.lines().map(str::to_string).collect();
    let articles = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<Vec<Article>, _>>()?;
    Ok((lines, articles))
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut inputs: Vec<String> = Vec::new();
    let (mut weights, mut fold, mut out, mut test) = (None, None, None, None);
    let mut settings = Settings { least: 20, pull: 0.04 };
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--least" => settings.least = args.next().ok_or("--least takes a number")?.parse()?,
            "--pull" => settings.pull = args.next().ok_or("--pull takes a number")?.parse()?,
            "--weights" => weights = args.next().map(PathBuf::from),
            "--fold" => fold = args.next(),
            "--trace" => return trace(&args.next().ok_or("--trace takes a text")?),
            "--test" => test = args.next().map(PathBuf::from),
            "--out" => out = args.next().map(PathBuf::from),
            _ => inputs.push(arg),
        }
    }
    let mut lexicon = Lexicon::load(&[])?;
    let rules = Rules::load(&mut lexicon, &[])?;
    let (mut lines, mut articles) = (Vec::new(), Vec::new());
    for input in &inputs {
        let (path, weight) = match input.rsplit_once('*') {
            Some((path, weight)) => (path, weight.parse()?),
            None => (input.as_str(), 1.0),
        };
        let (mut more_lines, mut more) = read(Path::new(path))?;
        more.iter_mut().for_each(|a| a.weight = weight);
        lines.append(&mut more_lines);
        articles.append(&mut more);
    }
    let mut trainer = Trainer { lexicon, rules, articles, settings };
    let (skip, of) = match &fold {
        Some(fold) => {
            let (k, n) = fold.split_once('/').ok_or("--fold is written K/N")?;
            (k.parse::<usize>()?, n.parse::<usize>()?)
        }
        None => (usize::MAX, 1),
    };
    let all: Vec<usize> = (0..trainer.articles.len()).collect();
    let (held, teach): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|n| skip != usize::MAX && n % of == skip);
    trainer.train(&teach, true);
    if let Some(path) = weights {
        let table = trainer.table();
        println!("{} weights, {} bytes", table.lines().count() - 1, table.len());
        fs::write(path, table)?;
    }
    if let Some(dir) = out {
        fs::create_dir_all(&dir)?;
        let (mut system, mut gold) = (String::new(), String::new());
        for &n in &held {
            let _ = writeln!(system, "{}", trainer.predict(&trainer.articles[n]));
            let _ = writeln!(gold, "{}", lines[n]);
        }
        if let Some(path) = test {
            let (lines, articles) = read(&path)?;
            for (line, article) in lines.iter().zip(&articles) {
                let _ = writeln!(system, "{}", trainer.predict(article));
                let _ = writeln!(gold, "{line}");
            }
        }
        fs::write(dir.join("system.jsonl"), system)?;
        fs::write(dir.join("gold.jsonl"), gold)?;
    }
    Ok(())
}
