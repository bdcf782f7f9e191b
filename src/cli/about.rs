//! How a file was made, for the formats that have a place to say it: version, lexicon, options. No time and no machine, so that
//! the same articles make the same bytes.

use clap::ValueEnum as _;
use onrecord::Extractor;
use onrecord::emit::About;

use super::arguments::ScanArguments;

/// About the output of a scan.
pub fn scan(extractor: &Extractor, arguments: &ScanArguments) -> About {
    let kinds: Vec<String> =
        arguments.kinds.iter().filter_map(|k| k.to_possible_value()).map(|value| value.get_name().to_string()).collect();
    let paths: Vec<String> = arguments.inputs.paths.iter().map(|p| p.display().to_string()).collect();
    let mut facts = general(extractor);
    let mut fact = |name: &str, value: String| facts.push((name.to_string(), value));
    fact("inputs", if paths.is_empty() { "-".into() } else { paths.join("; ") });
    fact("kinds", kinds.join(", "));
    fact("mentions", if arguments.mentions { "a row for every mention" } else { "a row for every actor and document" }.into());
    if let Some(lexicon) = &arguments.inputs.reading.lexicon {
        fact("lexicon laid over", lexicon.display().to_string());
    }
    About { facts }
}

/// What every output can say.
pub fn general(extractor: &Extractor) -> Vec<(String, String)> {
    vec![
        ("made by".into(), format!("onrecord {}", env!("CARGO_PKG_VERSION"))),
        ("lexicon and rules".into(), extractor.digest()),
        ("offsets".into(), "start and end count Unicode code points of the document's text, from 0; end is exclusive".into()),
    ]
}
