//! Trains the weights of the attribution pass from gold in the common format.
//!
//! `cargo run --release --example train_attribution -- GOLD[*WEIGHT]... [--without ID] [--weights FILE] [--folds N --out DIR | --test GOLD --out DIR] [--least N] [--pull X]`
//!
//! GOLD is a file in the common format (JSON Lines), or a folder of annotated fixture articles. All documents teach, and the
//! weights table is written. With `--folds` every document is read by weights that have not seen it; what they find goes to
//! `DIR/N.system.jsonl` for the Nth gold, its gold to `DIR/N.gold.jsonl`, to be scored. With `--test` another gold is read.
//! The same gold and the same program give the same table.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod fixture;
mod gold;
mod learn;

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::extract::attribution::decide::{Decider, Question, Taught};
use onrecord::extract::attribution::{Draft, FEATURES, drafts};
use onrecord::extract::{Context, Rules, actor};
use onrecord::lexicon::Lexicon;
use onrecord::text::{Analysis, Document, TokenSpan, WordId};
use onrecord::{annotate, segment};

use gold::{Article, Marked};
use learn::{Decision, Settings, Watcher, learn};

/// How many parts the training set is cut into when the last question is taught on drafts of a model that has not seen them.
const PARTS: usize = 3;
/// How often a word must stand in the articles to have features of its own.
const LEAST_WORD: usize = 5;

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
                drafts(context, &actor::extract(context), &mut Taught::new(tables.model(), &mut watcher), |_, _| {});
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
            self.set(&learn(&teach, self.settings));
            kept.extend(self.decisions(&mine, false));
        }
        let mut weights = learn(&forced, self.settings);
        for (to, from) in weights.iter_mut().zip(learn(&kept, self.settings)) {
            *to += from;
        }
        self.set(&weights);
    }

    fn set(&mut self, weights: &[f32]) {
        self.rules.attribution_tables.model_mut().set(weights);
    }

    /// Gives the words that the articles use often enough features of their own.
    fn name_words(&mut self) {
        let mut counts: HashMap<WordId, usize> = HashMap::new();
        for article in &self.articles {
            self.with_context(article, |context, _| {
                context.doc.tokens().iter().filter(|t| t.word != WordId::UNKNOWN).for_each(|t| *counts.entry(t.word).or_default() += 1);
            });
        }
        let mut words: Vec<(usize, WordId)> = counts.into_iter().map(|(word, count)| (count, word)).filter(|w| w.0 >= LEAST_WORD).collect();
        words.sort_unstable_by(|a, b| b.cmp(a));
        let model = self.rules.attribution_tables.model_mut();
        model.name_words(&self.lexicon, words.into_iter().map(|(_, word)| word));
    }

    fn table(&self) -> String {
        let tables = &self.rules.attribution_tables;
        let row = |feature| {
            let weight = tables.model().weight(feature);
            (weight != 0).then(|| format!("{},{:.2}", tables.feature_name(feature, &self.lexicon), f64::from(weight) / 100.0))
        };
        let readable = |row: &String| !row.contains(['"', '…']) && row.matches('&').count() < 3;
        let mut rows: Vec<String> = (0..FEATURES).filter_map(row).filter(readable).collect();
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
            drafts(context, &actor::extract(context), &mut Decider::new(tables.model()), |view, draft| found.extend(view.finish(&draft)));
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

/// Reads gold in the common format, or the fixture folders of a folder.
fn read(path: &Path) -> Result<Vec<Article>, Box<dyn Error>> {
    if path.is_dir() {
        return fixture::read(path);
    }
    Ok(fs::read_to_string(path)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// What the arguments ask for.
#[derive(Default)]
struct Asked {
    golds: Vec<String>,
    without: Vec<String>,
    weights: Option<PathBuf>,
    folds: Option<usize>,
    out: Option<PathBuf>,
    test: Option<PathBuf>,
}

impl Trainer {
    fn read(asked: &Asked, settings: Settings) -> Result<Trainer, Box<dyn Error>> {
        let mut lexicon = Lexicon::load(&[])?;
        let rules = Rules::load(&mut lexicon, &[])?;
        let mut articles = Vec::new();
        for (origin, gold) in asked.golds.iter().enumerate() {
            let (path, weight) = match gold.rsplit_once('*') {
                Some((path, weight)) => (path, weight.parse()?),
                None => (gold.as_str(), 1.0),
            };
            let read = read(Path::new(path))?.into_iter().filter(|a| !asked.without.contains(&a.id));
            articles.extend(read.map(|a| Article { weight, origin, ..a }));
        }
        Ok(Trainer { lexicon, rules, articles, settings })
    }

    /// What is found in each article by weights that have not seen it.
    fn cross_validate(&mut self, folds: usize) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for fold in 0..folds {
            let (held, teach): (Vec<usize>, Vec<usize>) = (0..self.articles.len()).partition(|n| n % folds == fold);
            self.train(&teach, false);
            found.extend(held.into_iter().map(|n| (n, self.predict(&self.articles[n]))));
        }
        found.sort_by_key(|(n, _)| *n);
        found
    }
}

/// Writes what was found in the articles beside their gold.
fn write(dir: &Path, name: &str, pairs: &[(&Article, &String)]) -> Result<(), Box<dyn Error>> {
    let (mut system, mut gold) = (String::new(), String::new());
    for (article, found) in pairs {
        let _ = writeln!(system, "{found}");
        let _ = writeln!(gold, "{}", serde_json::to_string(article)?);
    }
    fs::create_dir_all(dir)?;
    fs::write(dir.join(format!("{name}.system.jsonl")), system)?;
    fs::write(dir.join(format!("{name}.gold.jsonl")), gold)?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut asked = Asked::default();
    let mut settings = Settings { least: 20, pull: 0.04 };
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} takes a value"));
        match arg.as_str() {
            "--least" => settings.least = value()?.parse()?,
            "--pull" => settings.pull = value()?.parse()?,
            "--weights" => asked.weights = Some(value()?.into()),
            "--folds" => asked.folds = Some(value()?.parse()?),
            "--without" => asked.without.push(value()?),
            "--test" => asked.test = Some(value()?.into()),
            "--out" => asked.out = Some(value()?.into()),
            _ => asked.golds.push(arg),
        }
    }
    let mut trainer = Trainer::read(&asked, settings)?;
    trainer.name_words();
    if let (Some(folds), Some(dir)) = (asked.folds, &asked.out) {
        let found = trainer.cross_validate(folds);
        for origin in 0..asked.golds.len() {
            let mine = found.iter().map(|(n, found)| (&trainer.articles[*n], found)).filter(|(a, _)| a.origin == origin);
            write(dir, &origin.to_string(), &mine.collect::<Vec<_>>())?;
        }
        return Ok(());
    }
    let all: Vec<usize> = (0..trainer.articles.len()).collect();
    trainer.train(&all, true);
    if let Some(path) = asked.weights {
        let table = trainer.table();
        println!("{} weights, {} bytes", table.lines().count() - 1, table.len());
        fs::write(path, table)?;
    }
    if let (Some(path), Some(dir)) = (asked.test, asked.out) {
        let articles = read(&path)?;
        let found: Vec<String> = articles.iter().map(|a| trainer.predict(a)).collect();
        write(&dir, "test", &articles.iter().zip(&found).collect::<Vec<_>>())?;
    }
    Ok(())
}
