//! Packs the built-in lexicon: reads the word lists with the program's own code and writes the loaded tables for it to include.
//!
//! A fault in a list stops the build with its file and line.

#![allow(dead_code, unused_imports, missing_docs, clippy::print_stdout)]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

#[path = "src/lexicon/mod.rs"]
pub mod lexicon;
#[path = "src/text/mod.rs"]
pub mod text;

fn main() -> ExitCode {
    for folder in ["src/lexicon", "src/text", "build.rs"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    match packed() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("cargo::error={reason}");
            ExitCode::FAILURE
        }
    }
}

fn packed() -> Result<(), String> {
    let folder = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let lexicon = lexicon::Lexicon::load(&[]).map_err(|error| error.to_string())?;
    fs::write(Path::new(&folder).join("lexicon.bin"), lexicon.pack()).map_err(|error| error.to_string())
}
