//! The inputs in their order: files as they were named, folders with everything in them, sorted by path.
//!
//! Only one listing a folder level is held at a time, packed into one string, so memory follows the largest single folder and
//! not the whole tree. Hidden names are skipped; ignore files are not obeyed, because data is often git-ignored. Links are
//! followed unless they lead back to a folder that is being listed.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::formats::{self, InputFormat, Packing};
use super::plain;

/// One thing to read, or a word about something that cannot be read.
#[derive(Debug)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf, InputFormat, Packing),
    /// Something that was named or listed and cannot be read.
    Unreadable(PathBuf, String),
    /// Something that was left out on purpose, with the reason.
    LeftOut(PathBuf, &'static str),
}

/// Lists the inputs.
#[derive(Debug)]
pub struct Inputs {
    named: std::vec::IntoIter<PathBuf>,
    folders: Vec<Folder>,
    /// The run's own output, which is no input even when it lies in a scanned folder.
    output: Option<PathBuf>,
    /// What named files hold, and files in folders whose endings say nothing.
    format: Option<InputFormat>,
    /// The named folder that is being listed, as long as nothing to read was found in it.
    barren: Option<PathBuf>,
    /// Files in folders whose endings are not read.
    pub other: u64,
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    names: String,
    odd: Vec<OsString>,
    entries: Vec<Entry>,
    next: usize,
}

/// A name in a folder: its place in `names`, or in `odd` when it is not Unicode.
#[derive(Clone, Copy, Debug)]
struct Entry {
    start: u32,
    len: u32,
    folder: bool,
    odd: Option<u32>,
}

impl Inputs {
    /// The inputs that `paths` name; none at all means standard input.
    pub fn new(paths: &[PathBuf], output: Option<&Path>, format: Option<InputFormat>) -> Self {
        let named = if paths.is_empty() { vec![PathBuf::from("-")] } else { paths.to_vec() };
        let output = output.and_then(|p| fs::canonicalize(p).ok());
        Inputs { named: named.into_iter(), folders: Vec::new(), output, format, barren: None, other: 0 }
    }

    /// What a path on the command line is; nothing yet when it is a folder that could be listed.
    fn named(&mut self, path: PathBuf) -> Option<Input> {
        if path.as_os_str() == "-" {
            return Some(Input::Stdin);
        }
        Some(match fs::metadata(&path) {
            Err(error) => Input::Unreadable(path, plain(&error)),
            Ok(meta) if meta.is_dir() => {
                self.barren = Some(path.clone());
                return self.enter(path);
            }
            // A file that the user names is read, whatever its ending; what the user says of it goes before that.
            Ok(_) => match (self.format, formats::told_by_name(&path)) {
                (Some(format), _) => {
                    let packing = formats::packing(&path);
                    Input::File(path, format, packing)
                }
                (None, Some((format, packing))) => Input::File(path, format, packing),
                (None, None) => {
                    let packing = formats::packing(&path);
                    Input::File(path, InputFormat::Text, packing)
                }
            },
        })
    }

    /// What a name in a folder is; nothing when it is a folder itself, or is not read.
    fn listed(&mut self, path: PathBuf, is_folder: bool) -> Option<Input> {
        if is_folder {
            if self.leads_back(&path) {
                return Some(Input::LeftOut(path, "link to a folder above it, not followed"));
            }
            return self.enter(path);
        }
        if self.is_output(&path) {
            return None;
        }
        let given = |format| (format, formats::packing(&path));
        let Some((format, packing)) = formats::told_by_name(&path).or_else(|| self.format.map(given)) else {
            self.other += 1;
            return None;
        };
        Some(Input::File(path, format, packing))
    }

    fn enter(&mut self, path: PathBuf) -> Option<Input> {
        match Folder::list(path.clone()) {
            Ok(folder) => {
                self.folders.push(folder);
                None
            }
            Err(error) => Some(Input::Unreadable(path, plain(&error))),
        }
    }

    /// True when `path` is a link to a folder that is being listed already.
    fn leads_back(&self, path: &Path) -> bool {
        let is_link = fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink());
        is_link
            && fs::canonicalize(path).is_ok_and(|target| self.folders.iter().any(|f| fs::canonicalize(&f.path).is_ok_and(|p| p == target)))
    }

    fn is_output(&self, path: &Path) -> bool {
        self.output
            .as_ref()
            .is_some_and(|output| output.file_name() == path.file_name() && fs::canonicalize(path).is_ok_and(|p| p == *output))
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let found = match self.folders.last_mut() {
                None => {
                    let path = self.named.next()?;
                    self.named(path)
                }
                Some(folder) => match folder.next() {
                    Some((path, is_folder)) => self.listed(path, is_folder),
                    None => {
                        self.folders.pop();
                        let barren = if self.folders.is_empty() { self.barren.take() } else { None };
                        barren.map(|path| Input::LeftOut(path, "nothing to read in this folder"))
                    }
                },
            };
            if found.is_some() {
                self.barren = None;
                return found;
            }
        }
    }
}

impl Folder {
    fn list(path: PathBuf) -> std::io::Result<Folder> {
        let mut folder = Folder { names: String::new(), odd: Vec::new(), entries: Vec::new(), next: 0, path };
        for entry in fs::read_dir(&folder.path)? {
            let entry = entry?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let mut kind = entry.file_type()?;
            if kind.is_symlink() {
                // A link that leads nowhere is kept as a file: reading it will say what is wrong.
                match fs::metadata(entry.path()) {
                    Ok(meta) => kind = meta.file_type(),
                    Err(_) => folder.add(name, false),
                }
            }
            if kind.is_dir() || kind.is_file() {
                folder.add(entry.file_name(), kind.is_dir());
            }
        }
        let Folder { names, entries, .. } = &mut folder;
        entries.sort_unstable_by(|a, b| names[a.range()].cmp(&names[b.range()]));
        Ok(folder)
    }

    /// A folder's name ends in the separator, so that the order is that of the whole paths.
    fn add(&mut self, name: OsString, folder: bool) {
        let start = self.names.len();
        let (text, odd) = match name.into_string() {
            Ok(text) => (text, None),
            Err(name) => {
                let text = name.to_string_lossy().into_owned();
                self.odd.push(name);
                (text, Some(self.odd.len() as u32 - 1))
            }
        };
        self.names.push_str(&text);
        if folder {
            self.names.push(std::path::MAIN_SEPARATOR);
        }
        self.entries.push(Entry { start: start as u32, len: (self.names.len() - start) as u32, folder, odd });
    }

    fn next(&mut self) -> Option<(PathBuf, bool)> {
        let entry = self.entries.get(self.next)?;
        self.next += 1;
        let name = match entry.odd {
            Some(n) => Path::new(&self.odd[n as usize]),
            None => Path::new(self.names[entry.range()].trim_end_matches(std::path::MAIN_SEPARATOR)),
        };
        Some((self.path.join(name), entry.folder))
    }
}

impl Entry {
    fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(root: &Path, output: Option<&Path>) -> Vec<String> {
        let name = |path: PathBuf| path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
        Inputs::new(&[root.to_path_buf()], output, None)
            .map(|input| match input {
                Input::File(path, ..) => name(path),
                Input::LeftOut(path, _) => format!("left out {}", name(path)),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn folders_are_listed_in_the_order_of_the_paths() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        for name in
            ["b.txt", "a/c.txt", "a/.hidden.txt", "a.txt", "a-b.txt", ".git/x.txt", "é.txt", "notes.pdf", "out.csv", "a/b/d.jsonl.gz"]
        {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("created");
            fs::write(path, "text").expect("written");
        }
        fs::write(root.join(".gitignore"), "*.txt").expect("written");
        let mut inputs = Inputs::new(&[root.to_path_buf()], Some(&root.join("out.csv")), None);
        assert_eq!(inputs.by_ref().count(), 6);
        assert_eq!(inputs.other, 1);
        assert_eq!(paths(root, Some(&root.join("out.csv"))), ["a-b.txt", "a.txt", "a/b/d.jsonl.gz", "a/c.txt", "b.txt", "é.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_loops_are_not() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        fs::create_dir_all(root.join("a/b")).expect("created");
        fs::create_dir_all(root.join("c")).expect("created");
        fs::write(root.join("c/x.txt"), "text").expect("written");
        symlink(root, root.join("a/b/up")).expect("linked");
        symlink("../c", root.join("a/c")).expect("linked");
        symlink("nowhere.txt", root.join("z.txt")).expect("linked");
        assert_eq!(paths(root, None), ["left out a/b/up", "a/c/x.txt", "c/x.txt", "z.txt"]);
    }
}
