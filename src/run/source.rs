//! The pieces of work in their order: whole files for a worker to read, and pieces of files that hold many documents.
//!
//! Taking a piece is quick (a name from a listing, or a cut of a buffer), because all workers take theirs here in turn; reading
//! small files, decoding and parsing is left to them.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Settings;
use super::fields::Fields;
use super::formats::{InputFormat, Packing};
use super::inputs::{Input, Inputs};
use super::progress::Progress;
use super::shard::{self, Shard};
use super::stream::{Piece, Stream};
use super::summary::Message;
use super::warc::{Archive, Fetched};

/// A piece of work with what has to be said before it.
#[derive(Debug)]
pub struct Work {
    /// Messages that come before this piece.
    pub messages: Vec<Message>,
    /// What to do.
    pub task: Task,
}

impl Work {
    /// What it is about, for messages.
    pub fn place(&self) -> Cow<'static, str> {
        match &self.task {
            Task::Nothing => Cow::Borrowed(""),
            Task::Stdin(_) => Cow::Borrowed("-"),
            Task::Fetched(name, fetched) => Cow::Owned(format!("{name}#{}", fetched.number)),
            Task::File(path, ..) => Cow::Owned(path.display().to_string()),
            Task::Piece(piece) => Cow::Owned(format!("{}:{}", piece.file.name, piece.line)),
        }
    }
}

/// What a worker does.
#[derive(Debug)]
pub enum Task {
    /// Only the messages.
    Nothing,
    /// One document from standard input; the format is text or HTML.
    Stdin(InputFormat),
    /// One document: a whole file; the format is text or HTML.
    File(PathBuf, InputFormat, Packing),
    /// A page or text from the web archive of this name.
    Fetched(Arc<str>, Fetched),
    /// The documents of a piece.
    Piece(Piece),
}

/// Hands out the work.
pub struct Producer {
    inputs: Inputs,
    fields: Fields,
    format: Option<InputFormat>,
    shard: Option<Shard>,
    open: Option<(Arc<str>, Open)>,
    /// Who wants to know how far the run is.
    pub progress: Option<Arc<Progress>>,
}

/// A file of many documents that is being read.
enum Open {
    Stream(Stream),
    Archive(Archive),
}

impl Producer {
    /// The work that the settings ask for.
    pub fn new(settings: &Settings) -> Self {
        let inputs = Inputs::new(&settings.paths, settings.output.as_deref(), settings.input);
        Producer {
            inputs,
            fields: settings.fields.clone(),
            format: settings.input,
            shard: settings.shard,
            open: None,
            progress: settings.progress.clone(),
        }
    }

    /// Files in folders that were left out so far because of their endings.
    pub fn other_files(&self) -> u64 {
        self.inputs.other
    }

    /// True when another run has this input for its share. A file of many documents is read by every run, each for its own.
    fn is_anothers(&self, input: &Input) -> bool {
        let path = match input {
            Input::Stdin if self.format.is_none_or(InputFormat::is_whole) => Path::new("-"),
            Input::Unreadable(path, _) | Input::LeftOut(path, _) => path,
            Input::File(path, format, _) if format.is_whole() => path,
            Input::Stdin | Input::File(..) => return false,
        };
        self.shard.is_some_and(|shard| !shard.takes(shard::hash(&path.to_string_lossy()), 0))
    }

    /// Opens a file of many documents; there is nothing to do until it is read on.
    fn open(
        &mut self,
        name: String,
        messages: &mut Vec<Message>,
        opened: impl FnOnce(&mut Vec<Message>, Option<Shard>) -> Result<Open, String>,
    ) -> Task {
        match opened(messages, self.shard) {
            Ok(open) => self.open = Some((name.into(), open)),
            Err(reason) => messages.push(Message { place: name, reason, failure: true }),
        }
        Task::Nothing
    }

    /// The next work from the file that is open.
    fn proceed(&mut self) -> Work {
        let mut messages = Vec::new();
        let task = match &mut self.open {
            Some((_, Open::Stream(stream))) => stream.next(&self.fields, &mut messages).map(Task::Piece),
            Some((name, Open::Archive(archive))) => {
                let takes = |number| self.shard.is_none_or(|shard| shard.takes(shard::hash(name), number));
                archive.next().map(|record| match record {
                    Ok(fetched) if takes(fetched.number) => Task::Fetched(Arc::clone(name), fetched),
                    Err(bad) if takes(bad.number) => {
                        messages.push(Message { place: format!("{name}#{}", bad.number), reason: bad.reason, failure: true });
                        Task::Nothing
                    }
                    _ => Task::Nothing,
                })
            }
            None => None,
        };
        if task.is_none() {
            self.open = None;
        }
        Work { messages, task: task.unwrap_or(Task::Nothing) }
    }

    fn input(&mut self, input: Input) -> Work {
        let mut messages = Vec::new();
        let task = match input {
            Input::Stdin => match self.format.unwrap_or(InputFormat::Text) {
                format if format.is_whole() => Task::Stdin(format),
                format => self.open("-".into(), &mut messages, |messages, shard| match format {
                    InputFormat::Warc => Ok(Open::Archive(Archive::new(Box::new(io::stdin())))),
                    _ => Stream::stdin(format, shard, messages).map(Open::Stream),
                }),
            },
            Input::File(path, format, packing) if format.is_whole() => Task::File(path, format, packing),
            Input::File(path, format, packing) => self.open(path.display().to_string(), &mut messages, |messages, shard| match format {
                InputFormat::Warc => Archive::open(&path, packing).map(Open::Archive),
                _ => Stream::open(&path, format, packing, shard, messages).map(Open::Stream),
            }),
            Input::Unreadable(path, reason) => {
                messages.push(Message { place: path.display().to_string(), reason, failure: true });
                Task::Nothing
            }
            Input::LeftOut(path, reason) => {
                messages.push(Message { place: path.display().to_string(), reason: reason.into(), failure: false });
                Task::Nothing
            }
        };
        Work { messages, task }
    }
}

impl Iterator for Producer {
    type Item = Work;

    fn next(&mut self) -> Option<Work> {
        if self.open.is_some() {
            return Some(self.proceed());
        }
        loop {
            let input = self.inputs.next()?;
            if !self.is_anothers(&input) {
                return Some(self.input(input));
            }
        }
    }
}
