//! Ctrl-C and a polite kill: the run ends at once, and what is half written goes.
//!
//! A worker may be waiting for standard input or be deep in a long document, so nobody is asked to stop: a thread of its own
//! waits for the signal, ends the writing, and ends the program with the status that a shell gives for the signal. What an
//! earlier run wrote stays.

/// Begins to wait for signals. Where that is not possible, the system does with them what it does.
#[cfg(unix)]
pub fn end_on_signals() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let wanted = [SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal));
    let Ok(mut signals) = Signals::new(wanted) else { return };
    let waiter = std::thread::Builder::new().name("signals".into());
    let _ = waiter.spawn(move || {
        if let Some(signal) = signals.forever().next() {
            onrecord::run::stop_writing();
            #[expect(clippy::exit, reason = "the other threads may be waiting for something that never comes")]
            std::process::exit(128 + signal);
        }
    });
}

/// True when whoever started the program wants it to go on after this signal, as a shell does for what runs in the background.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).map(str::trim);
    mask.and_then(|mask| u64::from_str_radix(mask, 16).ok()).is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

/// There are no such signals here.
#[cfg(not(unix))]
pub fn end_on_signals() {}
