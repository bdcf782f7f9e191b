//! The user's own lexicon and rule files, with what must hold in the library beside it.

#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| onrecord_fuzz::overlay(bytes));
