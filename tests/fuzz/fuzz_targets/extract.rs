//! Texts analysed, with what must hold in the library beside it.

#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| onrecord_fuzz::extract(text));
