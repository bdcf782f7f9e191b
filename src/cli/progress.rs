//! The progress line on a terminal: how many documents, how fast, how long still, how many failures.
//!
//! It stands on standard error and only where that is a terminal; a pipe, a file or `--quiet` gets nothing. Messages go through
//! it, so that the line is taken away before a message is printed, and drawn again below.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use onrecord::run::{Progress, Settings, Snapshot, survey};

/// How often the line is drawn.
const STEP: Duration = Duration::from_millis(120);
/// A run that is over sooner needs no line.
const PATIENCE: Duration = Duration::from_millis(400);

const CLEAR: &str = "\r\u{1b}[K";

/// A progress line that is being drawn by a thread of its own.
pub struct Line {
    over: Arc<AtomicBool>,
    drawn: Arc<Mutex<bool>>,
    threads: Vec<JoinHandle<()>>,
}

/// Standard error, shared with the progress line.
pub struct Messages {
    drawn: Arc<Mutex<bool>>,
}

impl Line {
    /// Begins to draw the progress of a run with `settings`, where somebody can see it.
    pub fn begin(settings: &mut Settings, quiet: bool) -> Option<Line> {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if quiet || dumb || !io::stderr().is_terminal() {
            return None;
        }
        let progress = Arc::new(Progress::default());
        settings.progress = Some(Arc::clone(&progress));
        let (over, drawn) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(false)));
        let total = Arc::new(Mutex::new(None));
        let lister = {
            let (settings, total) = (settings.clone(), Arc::clone(&total));
            thread::spawn(move || {
                let found = survey(&settings);
                *total.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
            })
        };
        let drawer = {
            let (over, drawn) = (Arc::clone(&over), Arc::clone(&drawn));
            thread::spawn(move || {
                let started = Instant::now();
                while !over.load(Ordering::Relaxed) {
                    thread::park_timeout(STEP);
                    if started.elapsed() >= PATIENCE && !over.load(Ordering::Relaxed) {
                        let total = *total.lock().unwrap_or_else(PoisonError::into_inner);
                        let line = line(progress.now(), total, started.elapsed());
                        let mut drawn = drawn.lock().unwrap_or_else(PoisonError::into_inner);
                        *drawn = true;
                        let _ = write!(io::stderr(), "{CLEAR}{line}");
                    }
                }
            })
        };
        // Nobody waits for the lister: a run may be over before the list is.
        drop(lister);
        Some(Line { over, drawn, threads: vec![drawer] })
    }

    /// Standard error for the messages of the run.
    pub fn messages(line: Option<&Line>) -> Messages {
        Messages { drawn: line.map_or_else(Arc::default, |line| Arc::clone(&line.drawn)) }
    }

    /// Takes the line away.
    pub fn end(self) {
        self.over.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.thread().unpark();
            let _ = thread.join();
        }
        let _ = Messages { drawn: self.drawn }.flush();
    }
}

impl Write for Messages {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.flush()?;
        io::stderr().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut *drawn) { write!(io::stderr(), "{CLEAR}") } else { Ok(()) }
    }
}

/// The line: what is done, how fast, and, once the inputs are listed and their sizes known, how much of all and how long still.
fn line(now: Snapshot, total: Option<(u64, Option<u64>)>, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64().max(1e-3);
    let megabytes = now.read as f64 / 1e6;
    let mut parts = vec![format!("{} documents", now.documents)];
    if let Some((files, _)) = total.filter(|(files, _)| *files > 1) {
        parts.push(format!("{files} files in all"));
    }
    parts.push(format!("{megabytes:.1} MB, {:.1} MB/s", megabytes / seconds));
    if let Some((_, Some(bytes))) = total.filter(|_| now.read > 0) {
        let done = (now.read as f64 / (bytes.max(1)) as f64).min(1.0);
        let left = (seconds / done - seconds).round() as u64;
        parts.push(format!("{:.0} %, {}:{:02} left", done * 100.0, left / 60, left % 60));
    }
    if now.failures > 0 {
        parts.push(format!("{} failed", now.failures));
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_known() {
        let now = Snapshot { documents: 120, read: 30_000_000, failures: 0 };
        let after = Duration::from_secs(10);
        assert_eq!(line(now, None, after), "120 documents · 30.0 MB, 3.0 MB/s");
        assert_eq!(line(now, Some((1, None)), after), "120 documents · 30.0 MB, 3.0 MB/s");
        let failed = Snapshot { failures: 2, ..now };
        let all = "120 documents · 400 files in all · 30.0 MB, 3.0 MB/s · 25 %, 0:30 left · 2 failed";
        assert_eq!(line(failed, Some((400, Some(120_000_000))), after), all);
    }
}
