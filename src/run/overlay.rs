//! The user's own lexicon and rule files: every `.csv` and `.toml` of one folder, read as they are.
//!
//! What they may say is checked where they are laid over the built-in ones; only their names are checked here, because a file
//! that nothing reads would be a silent mistake.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{RunError, plain};
use crate::extract::RuleSet;
use crate::lexicon::{DataFile, FILES};

/// Reads the lexicon and rule files of `folder`, sorted by name.
///
/// # Errors
/// When the folder or a file cannot be read, or a file's name is not one that is known.
pub fn read_overlay(folder: &Path) -> Result<Vec<DataFile>, RunError> {
    let fail = |path: &Path, error: &io::Error| RunError { path: path.to_path_buf(), reason: plain(error) };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| fail(folder, &e))? {
        let path: PathBuf = entry.map_err(|e| fail(folder, &e))?.path();
        let hidden = path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|e| e == "csv" || e == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let known: Vec<&str> = FILES.iter().map(|f| f.name).chain(RuleSet::file_names()).collect();
        if !known.contains(&name.as_str()) {
            return Err(RunError { path, reason: format!("no lexicon or rule file has this name; known are {}", known.join(", ")) });
        }
        let text = fs::read_to_string(&path).map_err(|e| match e.kind() {
            io::ErrorKind::InvalidData => RunError { path: path.clone(), reason: "the file is not UTF-8".into() },
            _ => fail(&path, &e),
        })?;
        files.push(DataFile { name, origin: path.display().to_string(), text });
    }
    Ok(files)
}
