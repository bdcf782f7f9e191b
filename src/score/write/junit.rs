//! JUnit XML, which every CI server shows: a test case a gate, a case and a fixture that cannot be read. The layout is that of the
//! Ant JUnit report as the Jenkins xUnit schema describes it.

use std::fmt::Write as _;

use super::escaped;
use crate::score::{Breach, Check};

/// The check as JUnit XML.
pub fn junit(check: &Check) -> String {
    let mut gates = String::new();
    let case = |out: &mut String, class: &str, name: &str, breach: Option<(&str, &str)>| {
        let _ = write!(out, "    <testcase classname=\"{}\" name=\"{}\" time=\"0\"", escaped(class), escaped(name));
        let _ = match breach {
            None => writeln!(out, "/>"),
            Some((what, details)) => writeln!(
                out,
                ">\n      <failure message=\"{}\" type=\"gate\">{}</failure>\n    </testcase>",
                escaped(what).replace('\n', "&#10;"),
                escaped(details)
            ),
        };
    };
    let worst: Vec<String> = check.worst().iter().take(10).map(|(gold, d)| format!("{}: {}", gold.id, d.told())).collect();
    let place = |b: &Breach| if b.line > 0 { format!("{}:{}", b.file, b.line) } else { b.file.clone() };
    let (mut tests, mut failures) = (0, 0);
    for breach in check.breaches.iter().filter(|b| !b.gate.starts_with("case ")) {
        let details = format!("{}\n{}\n{}", place(breach), breach.message, worst.join("\n"));
        case(&mut gates, "onrecord.gates", &breach.gate, Some((&breach.message, &details)));
        (tests, failures) = (tests + 1, failures + 1);
    }
    let held = check.gates.saturating_sub(check.cases().count() + tests);
    if held > 0 {
        case(&mut gates, "onrecord.gates", &format!("the other {held} floors and drops"), None);
        tests += 1;
    }
    for (gold, _) in check.cases() {
        let name = format!("case {}", gold.id);
        let breach = check.breaches.iter().find(|b| b.gate == name);
        failures += usize::from(breach.is_some());
        tests += 1;
        if breach.is_none() && !gold.pending.is_empty() {
            let (id, why) = (escaped(&gold.id), escaped(&gold.pending));
            let _ = writeln!(
                gates,
                "    <testcase classname=\"onrecord.cases\" name=\"{id}\" time=\"0\"><skipped message=\"{why}\"/></testcase>"
            );
            continue;
        }
        let details = breach.map(|b| (b.message.clone(), format!("{}\n{}", place(b), b.message)));
        case(&mut gates, "onrecord.cases", &gold.id, details.as_ref().map(|(m, d)| (m.as_str(), d.as_str())));
    }
    for fault in &check.faults {
        let (file, message, all) = (escaped(&fault.file), escaped(&fault.message), escaped(&fault.to_string()));
        let _ = writeln!(
            gates,
            "    <testcase classname=\"onrecord.fixtures\" name=\"{file}\" time=\"0\"><error message=\"{message}\" type=\"fixture\">{all}</error></testcase>"
        );
        tests += 1;
    }
    let pending = check.cases().filter(|(gold, r)| !gold.pending.is_empty() && !r.differences.is_empty()).count();
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\" skipped=\"{pending}\" time=\"0\"", check.faults.len());
    let line = escaped(&check.verdict_line());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"onrecord check\" {counts}>\n{gates}    <system-out>{line}</system-out>\n  </testsuite>\n</testsuites>\n"
    )
}
