//! The JSON schema of the settings file, for editors that complete and check as one types.

use std::io::{self, Write as _};

use clap::{Arg, Command};
use serde_json::{Map, Value, json};

use super::super::Failure;
use super::{is_flag, is_list, is_number, long, sections, settings, shared};

/// Prints the schema.
pub fn schema(command: &Command) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", text(command))?;
    Ok(out.flush()?)
}

/// The schema as it is published.
fn text(command: &Command) -> String {
    let mut all = properties(shared(command).into_iter());
    for sub in sections(command) {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        all.insert(
            sub.get_name().to_string(),
            json!({
                "type": "object",
                "description": about,
                "additionalProperties": false,
                "properties": properties(settings(sub)),
            }),
        );
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "onrecord.toml",
        "description": "Settings of onrecord: keys are the long names of its options, tables the names of its commands.",
        "type": "object",
        "additionalProperties": false,
        "properties": all,
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}

fn properties<'a>(args: impl Iterator<Item = &'a Arg>) -> Map<String, Value> {
    args.map(|arg| (long(arg).to_string(), property(arg))).collect()
}

fn property(arg: &Arg) -> Value {
    let names: Vec<String> = arg.get_possible_values().iter().map(|v| v.get_name().to_string()).collect();
    let mut one = match (is_flag(arg), is_number(arg)) {
        (true, _) => json!({ "type": "boolean" }),
        (_, true) => json!({ "type": "number" }),
        _ if names.is_empty() => json!({ "type": "string" }),
        _ => json!({ "enum": names }),
    };
    if is_list(arg) {
        one = json!({ "type": "array", "items": one });
    }
    one["description"] = arg.get_help().map(ToString::to_string).unwrap_or_default().into();
    one
}

#[cfg(test)]
mod tests {
    use super::super::super::help;
    use super::*;

    #[test]
    fn the_published_schema_is_the_present_one() {
        let published = include_str!("onrecord.schema.json");
        assert!(
            published.trim_end() == text(&help::command()),
            "options have changed; write the schema again: onrecord --no-config config --schema > src/cli/config/onrecord.schema.json"
        );
    }
}
