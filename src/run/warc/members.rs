//! The members of a gzip file one after the other, where damage in one does not end the reading.
//!
//! Web archives pack each record by itself. A member that cannot be unpacked is an error once; after it reading goes on with
//! the next place where a member begins.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// The kind of the error that stands for a damaged member, behind which reading may go on.
pub const DAMAGED: io::ErrorKind = io::ErrorKind::InvalidData;

/// How every member begins: gzip, packed by deflate.
const START: [u8; 3] = [0x1f, 0x8b, 8];

/// Reads what is packed.
pub struct Members<R> {
    state: State<R>,
}

enum State<R> {
    /// Before a member.
    Between(R),
    /// In a member.
    Inside(Box<GzDecoder<Begun<R>>>),
    Ended,
}

/// A reader with bytes that were taken from it and belong before it.
struct Begun<R> {
    before: &'static [u8],
    reader: R,
}

impl<R: BufRead> Read for Begun<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(into.len());
        into[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Begun<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.before.is_empty() { self.reader.fill_buf() } else { Ok(self.before) }
    }

    fn consume(&mut self, count: usize) {
        if self.before.is_empty() {
            self.reader.consume(count);
        } else {
            self.before = &self.before[count..];
        }
    }
}

impl<R: BufRead> Members<R> {
    /// Reads `packed`.
    pub fn new(packed: R) -> Self {
        Members { state: State::Between(packed) }
    }

    /// Goes behind the next three bytes that begin a member; false at the end.
    fn find_start(reader: &mut R) -> io::Result<bool> {
        let mut matched = 0;
        loop {
            let bytes = reader.fill_buf()?;
            if bytes.is_empty() {
                return Ok(false);
            }
            let mut used = bytes.len();
            for (n, byte) in bytes.iter().enumerate() {
                matched = match *byte {
                    byte if byte == START[matched] => matched + 1,
                    byte if byte == START[0] => 1,
                    _ => 0,
                };
                if matched == START.len() {
                    used = n + 1;
                    break;
                }
            }
            reader.consume(used);
            if matched == START.len() {
                return Ok(true);
            }
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(mut reader) => {
                    if Self::find_start(&mut reader)? {
                        self.state = State::Inside(Box::new(GzDecoder::new(Begun { before: &START, reader })));
                    }
                }
                State::Inside(mut member) => match member.read(into) {
                    Ok(0) if !into.is_empty() => self.state = State::Between(member.into_inner().reader),
                    Ok(count) => {
                        self.state = State::Inside(member);
                        return Ok(count);
                    }
                    Err(error) => {
                        let mut reader = member.into_inner().reader;
                        return Err(match reader.fill_buf() {
                            Ok([]) => io::Error::other("the packed data ends too early, the file is cut off"),
                            Ok(_) => {
                                self.state = State::Between(reader);
                                io::Error::new(DAMAGED, format!("the packed data is damaged ({error})"))
                            }
                            Err(error) => error,
                        });
                    }
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn member(text: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(text).expect("packed");
        packer.finish().expect("packed")
    }

    /// What comes out, with "!" for each error.
    fn told(packed: &[u8]) -> String {
        let mut members = Members::new(io::BufReader::with_capacity(7, packed));
        let (mut told, mut piece) = (Vec::new(), [0; 100]);
        loop {
            match members.read(&mut piece) {
                Ok(0) => return String::from_utf8_lossy(&told).into_owned(),
                Ok(count) => told.extend_from_slice(&piece[..count]),
                Err(_) => told.push(b'!'),
            }
        }
    }

    #[test]
    fn damage_spoils_one_member() {
        let (one, two, three) = (member(b"one "), member(b"two two two two "), member(b"three"));
        assert_eq!(told(&[&one[..], &two, &three].concat()), "one two two two two three");
        let mut damaged = two.clone();
        damaged[11] ^= 0xff;
        let said = told(&[&one[..], &damaged, &three].concat());
        assert!(said.starts_with("one ") && said.ends_with("!three"), "{said}");
        assert_eq!(told(&[&one[..], &three[..9]].concat()), "one !");
        assert_eq!(told(&[&one[..], b"\0\0\0"].concat()), "one ", "filled up with zeros");
        assert_eq!(told(b""), "");
    }
}
