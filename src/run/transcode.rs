//! A file in UTF-16, read piece by piece as UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

/// How much is decoded at a time.
const RAW: usize = 1 << 15;

/// A reader of another encoding as a reader of UTF-8.
pub struct Transcoded<R> {
    reader: R,
    decoder: Decoder,
    raw: Vec<u8>,
    at_end: bool,
    decoded: Vec<u8>,
    given: usize,
}

impl<R: Read> Transcoded<R> {
    /// Reads `reader`, which is in `encoding`.
    pub fn new(reader: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Transcoded { reader, decoder, raw: vec![0; RAW], at_end: false, decoded: Vec::new(), given: 0 }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() && !self.at_end {
            let got = self.reader.read(&mut self.raw)?;
            self.at_end = got == 0;
            self.given = 0;
            // Three bytes of UTF-8 for two of UTF-16 at most, and a replacement for a cut one.
            self.decoded.resize(got * 3 + 16, 0);
            let (result, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..got], &mut self.decoded, self.at_end);
            debug_assert_eq!(result, CoderResult::InputEmpty);
            self.decoded.truncate(written);
        }
        let count = into.len().min(self.decoded.len() - self.given);
        into[..count].copy_from_slice(&self.decoded[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
