//! Compression as far as it goes: it is done once, and every citizen downloads the result.

use std::io::Write;

use anyhow::Result;
use brotli::enc::{BrotliEncoderParams, backward_references::BrotliEncoderMode as Mode};
use flate2::{Compression, write::GzEncoder};

/// Brotli at its best quality, 11, with the largest window that every browser accepts, in blocks of 64 kB: smaller than
/// what the encoder takes by itself, and in the mode that suits these bytes best.
pub(crate) fn br(bytes: &[u8]) -> Result<Vec<u8>> {
    let packed = |mode| {
        let params = BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            lgblock: 16,
            size_hint: bytes.len(),
            mode,
            ..BrotliEncoderParams::default()
        };
        let mut out = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut out, &params).map(|_| out)
    };
    let (one, other) = (packed(Mode::BROTLI_MODE_GENERIC)?, packed(Mode::BROTLI_MODE_FONT)?);
    Ok(if other.len() < one.len() { other } else { one })
}

/// Gzip at its best level, 9, without a time or a name, so that the same input gives the same bytes.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_comes_back() {
        let text = "tương tác ".repeat(1_000).into_bytes();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*br(&text).expect("br"), &mut back).expect("brotli");
        assert_eq!(back, text);
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&text).expect("gz")).read_to_end(&mut back).expect("gzip");
        assert_eq!(back, text);
    }
}
