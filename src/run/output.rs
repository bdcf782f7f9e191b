//! Where the result goes: standard output, or a file that appears whole or not at all.
//!
//! A file is written under a hidden name beside its target and renamed at the end, so nobody ever reads half a table, and a
//! run that fails leaves an older result as it was.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

use super::panics;
use crate::emit::Assembly;

/// The hidden files that are being written.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Held by whoever writes a piece, so that none is cut in half.
static WRITING: Mutex<()> = Mutex::new(());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends all writing for good, for a program that is about to end without waiting for its runs: the piece that is just being
/// written gets a moment to come out whole (a reader who does not read is not waited for), then the hidden files are removed.
/// An output that is just being renamed is whole after this.
pub fn stop_writing() {
    const STEPS: u32 = 60;
    for _ in 0..STEPS {
        match WRITING.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
            held => {
                // Never given back: nothing is written any more.
                std::mem::forget(held);
                break;
            }
        }
    }
    let mut files = unfinished();
    for path in files.drain(..) {
        // It may be gone already.
        let _ = fs::remove_file(path);
    }
    std::mem::forget(files);
}

/// The open output: a place, and what puts the file together where its pieces cannot just be joined.
pub struct Output<'o> {
    place: Place<'o>,
    assembly: Option<Box<dyn Assembly>>,
}

/// Where the bytes go.
enum Place<'o> {
    /// Standard output, or whatever stands in for it.
    Stream(&'o mut (dyn Write + Send)),
    /// A device or a named pipe, which cannot be replaced.
    Device(File),
    /// A file to be renamed to its target.
    File(NamedTempFile, PathBuf),
}

impl<'o> Output<'o> {
    /// Opens the output; `path` none = `stream`, `assembly` none = the pieces are written as they come.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn open(path: Option<&Path>, stream: &'o mut (dyn Write + Send), assembly: Option<Box<dyn Assembly>>) -> io::Result<Self> {
        let place = match path {
            None => Place::Stream(stream),
            Some(path) => Place::at(path)?,
        };
        Ok(Output { place, assembly })
    }

    /// Opens a file.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn file(path: &Path) -> io::Result<Output<'static>> {
        Ok(Output { place: Place::at(path)?, assembly: None })
    }

    /// Writes all of `bytes`.
    ///
    /// # Errors
    /// As the system says; `BrokenPipe` when the reader is gone.
    pub fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.assembly {
            Some(assembly) => assembled(|| assembly.add(bytes)),
            None => {
                let _whole = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
                self.place.write_all(bytes)
            }
        }
    }

    /// Makes the result visible.
    ///
    /// # Errors
    /// As the system says; the target is then as it was.
    pub fn commit(mut self) -> io::Result<()> {
        if let Some(assembly) = self.assembly.take() {
            let mut out = BufWriter::with_capacity(1 << 16, &mut self.place);
            assembled(|| assembly.finish(&mut out))?;
            out.flush()?;
        }
        self.place.commit()
    }
}

/// The library that writes workbooks falls over when its temporary files cannot be written; the user is to know why.
fn assembled(job: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    panics::caught(job).unwrap_or_else(|what| {
        let what = what.trim_start_matches(panics::INTERNAL);
        Err(io::Error::other(format!("the file cannot be put together; is the disk full, also that for temporary files? ({what})")))
    })
}

impl Place<'_> {
    fn at(path: &Path) -> io::Result<Self> {
        let old = match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => return Err(io::Error::other("is a folder; name a file for the output")),
            Ok(meta) if !meta.is_file() => return Ok(Place::Device(File::options().write(true).open(path)?)),
            Ok(meta) => Some(meta.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        // Behind a link the file itself is replaced, not the link.
        let target = if old.is_some() { fs::canonicalize(path)? } else { path.to_path_buf() };
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".onrecord-").suffix(".tmp");
        let ordinary = ordinary_permissions();
        if let Some(permissions) = old.clone().or(ordinary) {
            builder.permissions(permissions);
        }
        let file = builder.tempfile_in(folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => io::Error::new(error.kind(), format!("there is no folder {}; make it first", folder.display())),
            _ => error,
        })?;
        if let Some(permissions) = old {
            file.as_file().set_permissions(permissions)?;
        }
        unfinished().push(file.path().to_path_buf());
        Ok(Place::File(file, target))
    }

    fn commit(self) -> io::Result<()> {
        match self {
            Place::Stream(stream) => stream.flush(),
            Place::Device(mut file) => file.flush(),
            Place::File(file, target) => {
                let mut unfinished = unfinished();
                let hidden = file.path().to_path_buf();
                file.persist(target).map_err(|e| e.error)?;
                unfinished.retain(|path| *path != hidden);
                Ok(())
            }
        }
    }
}

impl Write for Place<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Place::Stream(stream) => stream.write(bytes),
            Place::Device(file) => file.write(bytes),
            Place::File(file, _) => file.as_file_mut().write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What an ordinary new file gets (the system takes away what the user's mask forbids); temporary files are private otherwise.
#[cfg(unix)]
fn ordinary_permissions() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn ordinary_permissions() -> Option<fs::Permissions> {
    None
}
