//! Packs the built-in data: reads the word lists, rules and weights with the program's own code and writes what was loaded for it
//! to include.
//!
//! A fault in a file stops the build with its place.

#![allow(dead_code, unused_imports, missing_docs, clippy::print_stdout)]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

#[path = "src/lexicon/mod.rs"]
pub mod lexicon;
#[path = "src/text/mod.rs"]
pub mod text;

/// As much of the room as the packed tables need.
#[path = "src/extract"]
pub mod extract {
    #[path = "rule_file.rs"]
    pub mod rule_file;
    #[path = "values.rs"]
    mod values;

    pub use values::{Certainty, CueClass};

    #[path = "attribution"]
    pub mod attribution {
        #[path = "cues.rs"]
        pub mod cues;
        #[path = "features.rs"]
        pub mod features;
        #[path = "model.rs"]
        pub mod model;
        #[path = "shapes.rs"]
        pub mod shapes;
        #[path = "sorts.rs"]
        pub mod sorts;
        #[path = "table.rs"]
        pub mod table;
        #[path = "tables.rs"]
        pub mod tables;
        #[path = "templates.rs"]
        pub mod templates;
    }
}

const READ: [&str; 15] = [
    "build.rs",
    "src/lexicon",
    "src/text",
    "src/extract/rules",
    "src/extract/rule_file.rs",
    "src/extract/values.rs",
    "src/extract/attribution/cues.rs",
    "src/extract/attribution/features.rs",
    "src/extract/attribution/model.rs",
    "src/extract/attribution/shapes.rs",
    "src/extract/attribution/sorts.rs",
    "src/extract/attribution/table.rs",
    "src/extract/attribution/tables.rs",
    "src/extract/attribution/templates.rs",
    "src/extract/attribution/weights.csv",
];

fn main() -> ExitCode {
    for path in READ {
        println!("cargo::rerun-if-changed={path}");
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
    let block = block().map_err(|error| error.to_string())?;
    fs::write(Path::new(&folder).join("packed.bin"), block).map_err(|error| error.to_string())
}

fn block() -> Result<Vec<u8>, lexicon::DataError> {
    let mut to = lexicon::Packer::default();
    extract::rule_file::read_built_in()?.iter().for_each(|rules| extract::rule_file::pack(rules, &mut to));
    let mut lexicon = lexicon::Lexicon::load(&[])?;
    let tables = extract::attribution::tables::Tables::load(&mut lexicon)?;
    lexicon.pack(&mut to);
    tables.pack(&mut to);
    Ok(to.into_bytes())
}
