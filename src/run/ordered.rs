//! Parallel work with one ordered output: pieces are taken in order, done on all threads, and written in order again.
//!
//! A thread that is far ahead waits before it takes more, so what has been done and not yet written stays small. The bytes are
//! the same for every number of threads, because a piece does not depend on who does it.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::output::Output;
use super::panics;
use super::progress::{Progress, Snapshot};
use super::source::Producer;
use super::summary::{Message, Summary};
use super::work::{Batch, Worker};

/// How many pieces a thread may be ahead of the writer.
const AHEAD: usize = 4;

/// Does all work of `producer` and writes it.
///
/// # Errors
/// When the output cannot be written.
pub fn run<'r>(
    mut producer: Producer,
    threads: usize,
    output: &mut Output<'_>,
    messages: &mut (dyn Write + Send),
    worker: impl Fn() -> Worker<'r> + Sync,
) -> io::Result<Summary> {
    let progress = producer.progress.clone();
    let mut sink = Sink { output, messages, progress: progress.as_deref(), summary: Summary::default() };
    if threads <= 1 {
        let mut worker = worker();
        let mut batch = Batch::default();
        for work in producer.by_ref() {
            batch.clear();
            process(&mut worker, work, &mut batch);
            sink.write(&batch)?;
        }
        sink.summary.other_files = producer.other_files();
        return Ok(sink.summary);
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
    let shared = Shared {
        claims: Mutex::new(Claims { producer, taken: 0 }),
        results: Mutex::new(Results { sink, written: 0, waiting: VecDeque::new(), spare: Vec::new(), error: None }),
        room: Condvar::new(),
        window: (threads * AHEAD) as u64,
    };
    pool.broadcast(|_| shared.work(worker()));
    let other_files = locked(&shared.claims).producer.other_files();
    let results = shared.results.into_inner().unwrap_or_else(PoisonError::into_inner);
    match results.error {
        Some(error) => Err(error),
        None => Ok(Summary { other_files, ..results.sink.summary }),
    }
}

/// Does one piece; a fault outside any document is kept to the piece.
fn process(worker: &mut Worker<'_>, work: super::source::Work, batch: &mut Batch) {
    let place = work.place();
    if let Err(reason) = panics::caught(|| worker.process(work, batch)) {
        batch.messages.push(Message { place: place.into_owned(), reason, failure: true });
    }
}

/// The one who writes.
struct Sink<'o, 's> {
    output: &'o mut Output<'s>,
    messages: &'o mut (dyn Write + Send),
    progress: Option<&'o Progress>,
    summary: Summary,
}

impl Sink<'_, '_> {
    fn write(&mut self, batch: &Batch) -> io::Result<()> {
        for message in &batch.messages {
            self.summary.failures += u64::from(message.failure);
            // Nobody can be told that standard error is closed.
            let _ = writeln!(self.messages, "{message}");
        }
        if let Some(progress) = self.progress {
            let failures = batch.messages.iter().filter(|m| m.failure).count() as u64;
            progress.add(Snapshot { documents: batch.counts.documents, read: batch.read, failures });
        }
        self.summary.documents += batch.counts.documents;
        self.summary.bytes += batch.counts.bytes;
        self.summary.rows.add(batch.counts.rows);
        if batch.bytes.is_empty() { Ok(()) } else { self.output.write_all(&batch.bytes) }
    }
}

struct Claims {
    producer: Producer,
    taken: u64,
}

struct Results<'o, 's> {
    sink: Sink<'o, 's>,
    written: u64,
    /// Batches after the `written`-th, in order, as far as they are done.
    waiting: VecDeque<Option<Batch>>,
    spare: Vec<Batch>,
    error: Option<io::Error>,
}

struct Shared<'o, 's> {
    claims: Mutex<Claims>,
    results: Mutex<Results<'o, 's>>,
    room: Condvar,
    window: u64,
}

/// A panic elsewhere is that document's failure; what the lock guards is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared<'_, '_> {
    fn work(&self, mut worker: Worker<'_>) {
        loop {
            let mut claims = locked(&self.claims);
            let number = claims.taken;
            let Some(mut batch) = self.wait_for_room(number) else { return };
            let Some(work) = claims.producer.next() else { return };
            claims.taken += 1;
            drop(claims);
            batch.clear();
            process(&mut worker, work, &mut batch);
            self.deliver(number, batch);
        }
    }

    /// An empty batch once piece `number` may be begun; nothing when the output is broken.
    fn wait_for_room(&self, number: u64) -> Option<Batch> {
        let mut results = locked(&self.results);
        while results.error.is_none() && number >= results.written + self.window {
            results = self.room.wait(results).unwrap_or_else(PoisonError::into_inner);
        }
        if results.error.is_some() { None } else { Some(results.spare.pop().unwrap_or_default()) }
    }

    fn deliver(&self, number: u64, batch: Batch) {
        let mut guard = locked(&self.results);
        let results = &mut *guard;
        let place = (number - results.written) as usize;
        while results.waiting.len() <= place {
            results.waiting.push_back(None);
        }
        results.waiting[place] = Some(batch);
        while let Some(done) = results.waiting.front_mut().and_then(Option::take) {
            results.waiting.pop_front();
            results.written += 1;
            if results.error.is_none() {
                results.error = results.sink.write(&done).err();
            }
            results.spare.push(done);
        }
        drop(guard);
        self.room.notify_all();
    }
}
