//! Printing a value in every form that news uses and reading it back gives the value: nothing is silently wrong.

use std::cell::RefCell;
use std::sync::LazyLock;

use onrecord::{Extractor, Workspace};
use proptest::prelude::*;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in data load"));

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::new(Workspace::default());
}

/// Low and high of every claim in the text.
fn values(text: &str) -> Vec<(Option<f64>, Option<f64>)> {
    WORKSPACE.with_borrow_mut(|workspace| {
        EXTRACTOR.with_record(text, workspace, |record| record.claims.iter().map(|c| (c.low, c.high)).collect())
    })
}

fn reads(text: &str, low: f64, high: f64) -> Result<(), TestCaseError> {
    let close = |want: f64, got: Option<f64>| got.is_some_and(|got| (want - got).abs() <= 1e-9 * want.abs().max(1.0));
    let found = values(text);
    prop_assert!(found.len() == 1 && close(low, found[0].0) && close(high, found[0].1), "{text}: {low} to {high}, read as {found:?}");
    Ok(())
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn small(n: u64) -> String {
    match n {
        0..20 => ONES[n as usize].into(),
        _ if n.is_multiple_of(10) => TENS[n as usize / 10].into(),
        _ => format!("{}-{}", TENS[n as usize / 10], ONES[n as usize % 10]),
    }
}

/// The number in words; `and` puts the British "and" before the last two digits.
fn words(n: u64, and: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = n;
    for (scale, name) in [(1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand")] {
        if rest >= scale {
            parts.push(format!("{} {name}", words(rest / scale, and)));
            rest %= scale;
        }
    }
    if rest >= 100 {
        parts.push(format!("{} hundred", ONES[rest as usize / 100]));
        rest %= 100;
    }
    if rest > 0 || n == 0 {
        let join = if and && !parts.is_empty() { "and " } else { "" };
        parts.push(format!("{join}{}", small(rest)));
    }
    parts.join(" ")
}

/// Digits in groups of three.
fn grouped(n: u64, separator: &str) -> String {
    let digits = n.to_string();
    let first = (digits.len() - 1) % 3 + 1;
    let mut text = digits[..first].to_string();
    for at in (first..digits.len()).step_by(3) {
        text.push_str(separator);
        text.push_str(&digits[at..at + 3]);
    }
    text
}

/// Numbers of every length.
fn number() -> impl Strategy<Value = u64> {
    (1u32..10).prop_flat_map(|digits| 10u64.pow(digits - 1)..10u64.pow(digits)).prop_filter("one is also a pronoun", |&n| n > 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn digits_with_separators(n in number()) {
        let value = n as f64;
        reads(&format!("The harbour stored {} crates of tea.", grouped(n, ",")), value, value)?;
        reads(&format!("The harbour stored {} crates of tea.", grouped(n, "\u{a0}")), value, value)?;
        reads(&format!("The harbour stored {} crates of tea.", grouped(n, "\u{202f}")), value, value)?;
        if n >= 1_000_000 {
            reads(&format!("The harbour stored {} crates of tea.", grouped(n, " ")), value, value)?;
        }
        // Four bare digits may be a year.
        if !(1000..=2200).contains(&n) {
            reads(&format!("The harbour stored {n} crates of tea."), value, value)?;
        }
    }

    #[test]
    fn words_of_any_length(n in number()) {
        let value = n as f64;
        for and in [false, true] {
            let text = words(n, and);
            reads(&format!("The harbour stored {text} crates of tea."), value, value)?;
            reads(&format!("The yard was sold for {text} dollars."), value, value)?;
            let capital = text[..1].to_uppercase() + &text[1..];
            reads(&format!("{capital} crates of tea were stored."), value, value)?;
            // Text that lost its hyphens still works.
            reads(&format!("The harbour stored {} crates of tea.", text.replace('-', " ")), value, value)?;
        }
    }

    #[test]
    fn money_in_signs_codes_and_words(n in number(), cents in 1u32..100) {
        let value = n as f64;
        let exact = (value * 100.0 + f64::from(cents)).round() / 100.0;
        for sign in ["$", "US$", "A$", "HK$", "£", "€", "¥", "₹", "RM", "EUR", "USD ", "CHF ", "R$"] {
            reads(&format!("The yard was sold for {sign}{}.", grouped(n, ",")), value, value)?;
            reads(&format!("The yard was sold for {sign}{}.{cents:02} on Friday.", grouped(n, ",")), exact, exact)?;
        }
        for name in ["dollars", "euros", "pounds", "rupees", "yuan", "pesos"] {
            reads(&format!("The yard was sold for {} {name}.", grouped(n, ",")), value, value)?;
        }
    }

    #[test]
    fn scales_in_words_and_letters(whole in 2u64..1000, tenths in 0u64..100) {
        let mantissa = format!("{whole}.{tenths:02}");
        for (names, scale) in [
            (&["million", "mn", "mln"][..], 1_000_000u64),
            (&["billion", "bn", "bln"][..], 1_000_000_000),
            (&["trillion", "tn", "trn"][..], 1_000_000_000_000),
        ] {
            let value = ((whole * 100 + tenths) * (scale / 100)) as f64;
            for name in names {
                reads(&format!("The yard was sold for ${mantissa} {name}."), value, value)?;
                reads(&format!("The yard was sold for €{mantissa}{}.", if name.len() > 4 { format!(" {name}") } else { name.to_string() }), value, value)?;
            }
            reads(&format!("The law covers {mantissa} {} people.", names[0]), value, value)?;
            reads(&format!("A ${mantissa}-{} loan was signed.", names[0]), value, value)?;
        }
        let value = ((whole * 100 + tenths) * 10_000) as f64;
        reads(&format!("The yard was sold for £{mantissa}m."), value, value)?;
        reads(&format!("The yard was sold for £{whole}k."), (whole * 1000) as f64, (whole * 1000) as f64)?;
    }

    #[test]
    fn percentages_measures_and_minus(whole in 2u64..90, tenths in 0u32..10) {
        let value = whole as f64 + f64::from(tenths) / 10.0;
        let plain = whole as f64;
        for percent in ["%", " %", " percent", " per cent", " pc"] {
            reads(&format!("Turnout was {whole}.{tenths}{percent}."), value, value)?;
        }
        for unit in [" km", "km", " kilometres", " tonnes", "kg", " litres", " megawatts", " mph", " hectares"] {
            reads(&format!("The line needs {whole}.{tenths}{unit} in all."), value, value)?;
        }
        for minus in ["minus ", "-", "−"] {
            reads(&format!("It was {minus}{whole} degrees Celsius at dawn."), -plain, -plain)?;
        }
    }

    #[test]
    fn ranges(a in 3u64..400, step in 1u64..300) {
        let b = a + step;
        let (low, high) = (a as f64, b as f64);
        for text in [
            format!("Between {a} and {b} tents were lost."),
            format!("The camp lost {a} to {b} tents."),
            format!("The camp lost {a}-{b} tents."),
            format!("The camp lost {a}–{b} tents."),
            format!("The camp lost from {a} to {b} tents."),
            format!("Between {} and {} tents were lost.", words(a, true), words(b, false)),
        ] {
            reads(&text, low, high)?;
        }
        reads(&format!("The yard may cost ${a} to ${b} million."), low * 1e6, high * 1e6)?;
        reads(&format!("The yard may cost between €{a}m and €{b}m."), low * 1e6, high * 1e6)?;
    }
}
