//! Faults of our own: a panic in one document is that document's failure, with a place to look at, and the run goes on.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

/// What the reason of a caught panic begins with.
pub const INTERNAL: &str = "internal error, please report it: ";

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics from printing: their message and place are kept for the failure line instead. For programs; the library does
/// not call it by itself.
pub fn keep_panics_quiet() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or(String::new(), |l| format!(" ({}:{})", l.file(), l.line()));
        let what = said(info.payload());
        let first_line = what.lines().next().unwrap_or("no message");
        LAST.with(|last| *last.borrow_mut() = Some(format!("{first_line}{place}")));
    }));
}

/// Runs `job`; when it panics, what the panic said.
pub fn caught<R>(job: impl FnOnce() -> R) -> Result<R, String> {
    panic::catch_unwind(AssertUnwindSafe(job)).map_err(|payload| {
        let kept = LAST.with(|last| last.borrow_mut().take());
        let what = kept.unwrap_or_else(|| said(&*payload).to_string());
        format!("{INTERNAL}{what}")
    })
}

fn said(payload: &dyn Any) -> &str {
    match payload.downcast_ref::<&str>() {
        Some(text) => text,
        None => payload.downcast_ref::<String>().map_or("", |text| text),
    }
}
