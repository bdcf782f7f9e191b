//! Faults of our own: a panic in one document is that document's failure, with a place to look at, and the run goes on.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics from printing: their message and place are kept for the failure line instead. For programs; the library does
/// not call it by itself.
pub fn keep_panics_quiet() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or(String::new(), |l| format!(" ({}:{})", l.file(), l.line()));
        let what = info.payload_as_str().unwrap_or("no message");
        let first_line = what.lines().next().unwrap_or("");
        LAST.with(|last| *last.borrow_mut() = Some(format!("{first_line}{place}")));
    }));
}

/// Runs `job`; when it panics, what the panic said.
pub fn caught<R>(job: impl FnOnce() -> R) -> Result<R, String> {
    panic::catch_unwind(AssertUnwindSafe(job)).map_err(|payload| {
        let kept = LAST.with(|last| last.borrow_mut().take());
        let said = kept.unwrap_or_else(|| match payload.downcast_ref::<&str>() {
            Some(text) => (*text).to_string(),
            None => payload.downcast_ref::<String>().cloned().unwrap_or_default(),
        });
        format!("internal error, please report it: {said}")
    })
}
