//! The pieces of work in their order: whole files for a worker to read, and pieces of files that hold many documents.
//!
//! Taking a piece is quick (a name from a listing, or a cut of a buffer), because all workers take theirs here in turn; reading
//! small files, decoding and parsing is left to them.

use std::borrow::Cow;
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
            Task::Stdin => Cow::Borrowed("-"),
            Task::File(path, _) => Cow::Owned(path.display().to_string()),
            Task::Piece(piece) => Cow::Owned(format!("{}:{}", piece.file.name, piece.line)),
        }
    }
}

/// What a worker does.
#[derive(Debug)]
pub enum Task {
    /// Only the messages.
    Nothing,
    /// One document from standard input.
    Stdin,
    /// One document: a whole file.
    File(PathBuf, Packing),
    /// The documents of a piece.
    Piece(Piece),
}

/// Hands out the work.
pub struct Producer {
    inputs: Inputs,
    fields: Fields,
    format: Option<InputFormat>,
    shard: Option<Shard>,
    open: Option<Stream>,
    /// Who wants to know how far the run is.
    pub progress: Option<Arc<Progress>>,
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
            Input::Stdin if self.format.is_none_or(|format| format == InputFormat::Text) => Path::new("-"),
            Input::File(path, InputFormat::Text, _) | Input::Unreadable(path, _) | Input::LeftOut(path, _) => path,
            Input::Stdin | Input::File(..) => return false,
        };
        self.shard.is_some_and(|shard| !shard.takes(shard::hash(&path.to_string_lossy()), 0))
    }

    fn input(&mut self, input: Input) -> Work {
        let mut messages = Vec::new();
        let task = match input {
            Input::Stdin => match self.format {
                None | Some(InputFormat::Text) => Task::Stdin,
                Some(format) => {
                    match Stream::stdin(format, self.shard, &mut messages) {
                        Ok(stream) => self.open = Some(stream),
                        Err(reason) => messages.push(Message { place: "-".into(), reason, failure: true }),
                    }
                    Task::Nothing
                }
            },
            Input::File(path, InputFormat::Text, packing) => Task::File(path, packing),
            Input::File(path, format, packing) => {
                match Stream::open(&path, format, packing, self.shard, &mut messages) {
                    Ok(stream) => self.open = Some(stream),
                    Err(reason) => messages.push(Message { place: path.display().to_string(), reason, failure: true }),
                }
                Task::Nothing
            }
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
        if let Some(stream) = &mut self.open {
            let mut messages = Vec::new();
            let task = match stream.next(&self.fields, &mut messages) {
                Some(piece) => Task::Piece(piece),
                None => {
                    self.open = None;
                    Task::Nothing
                }
            };
            return Some(Work { messages, task });
        }
        loop {
            let input = self.inputs.next()?;
            if !self.is_anothers(&input) {
                return Some(self.input(input));
            }
        }
    }
}
