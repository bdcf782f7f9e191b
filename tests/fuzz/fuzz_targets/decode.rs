//! Bytes of any encoding read as one article, with what must hold in the library beside it.

#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| onrecord_fuzz::read(bytes, onrecord::run::InputFormat::Text));
