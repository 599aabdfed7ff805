//! Reads `multipart/form-data` (RFC 7578) as it comes: of a file no more is held than what came last.

use crate::limit::{FORM_WITH_FILES_BYTES, UNREAD_BYTES};
use futures_util::Stream;
use multer::{Constraints, Field, Multipart, SizeLimit, bytes::Bytes};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
};
use tt_contract::{fault::Kind, problem::Problem};
use worker::send::SendWrapper;

/// A body, part by part.
pub(super) struct Parts {
    multipart: Multipart<'static>,
    unread: Arc<AtomicUsize>,
}

/// A part.
pub(super) struct Part {
    field: Field<'static>,
    unread: Arc<AtomicUsize>,
}

impl Parts {
    /// Reads `stream` as `content_type` says. Errors: [`Problem::UnsupportedMediaType`].
    pub(super) fn new(
        content_type: &str,
        stream: impl Stream<Item = Result<Vec<u8>, Problem>> + 'static,
    ) -> Result<Self, Problem> {
        let boundary = multer::parse_boundary(content_type).map_err(|_| Problem::UnsupportedMediaType)?;
        let unread = Arc::new(AtomicUsize::new(0));
        let body = Body { stream: SendWrapper::new(Box::pin(stream)), unread: Arc::clone(&unread) };
        let limit = Constraints::new().size_limit(SizeLimit::new().whole_stream(FORM_WITH_FILES_BYTES));
        Ok(Self { multipart: Multipart::with_constraints(body, boundary, limit), unread })
    }

    /// The next part. Errors: [`Problem::Incomplete`] where the body breaks off, [`Problem::TooLarge`],
    /// [`Problem::InvalidSubmission`] where it is no such body.
    pub(super) async fn next(&mut self) -> Result<Option<Part>, Problem> {
        self.unread.store(0, Ordering::Relaxed);
        let field = self.multipart.next_field().await.map_err(problem)?;
        Ok(field.map(|field| Part { field, unread: Arc::clone(&self.unread) }))
    }
}

impl Part {
    /// The field's name.
    pub(super) fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// Whether a file was chosen: a browser sends an empty part without a name for it where none was.
    pub(super) fn is_file(&self) -> bool {
        !self.file_name().is_empty()
    }

    /// The file's name, as its sender calls it.
    pub(super) fn file_name(&self) -> &str {
        self.field.file_name().unwrap_or_default()
    }

    /// The next piece of it. Errors: as [`Parts::next`].
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, Problem> {
        self.unread.store(0, Ordering::Relaxed);
        self.field.chunk().await.map_err(problem)
    }

    /// All of it. Errors: as [`Parts::next`], [`Problem::TooLarge`] beyond `limit` bytes.
    pub(super) async fn bytes(mut self, limit: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if bytes.len() + chunk.len() > limit {
                return Err(Problem::TooLarge { limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// All of it as text; what is not UTF-8 becomes U+FFFD, which no field takes. Errors: as [`Part::bytes`].
    pub(super) async fn text(self, limit: usize) -> Result<String, Problem> {
        let bytes = self.bytes(limit).await?;
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}

/// The body as the reader takes it.
struct Body<S> {
    stream: SendWrapper<Pin<Box<S>>>,
    unread: Arc<AtomicUsize>,
}

impl<S: Stream<Item = Result<Vec<u8>, Problem>>> Stream for Body<S> {
    type Item = Result<Vec<u8>, Failed>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Some(next) = ready!(this.stream.as_mut().poll_next(context)) else { return Poll::Ready(None) };
        let next = next.map_err(Failed).and_then(|bytes| {
            let unread = this.unread.fetch_add(bytes.len(), Ordering::Relaxed) + bytes.len();
            if unread > UNREAD_BYTES { Err(Failed(malformed())) } else { Ok(bytes) }
        });
        Poll::Ready(Some(next))
    }
}

/// What a body's end was, on its way through the reader.
#[derive(Debug)]
struct Failed(Problem);

impl core::fmt::Display for Failed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.0.code())
    }
}

impl core::error::Error for Failed {}

fn malformed() -> Problem {
    Problem::invalid("", Kind::Malformed)
}

/// What the reader says holds names and bytes of the sender: only its kind is looked at.
fn problem(error: multer::Error) -> Problem {
    match error {
        multer::Error::StreamReadFailed(failed) => {
            failed.downcast::<Failed>().map_or(Problem::Internal, |failed| failed.0)
        }
        multer::Error::StreamSizeExceeded { limit } => {
            Problem::TooLarge { limit: usize::try_from(limit).unwrap_or(usize::MAX) }
        }
        _ => malformed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tip::dripping;
    use futures_util::stream;
    use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};

    fn read(body: &[u8], step: usize) -> Result<Vec<(String, bool, Vec<u8>)>, Problem> {
        dripping::run(async {
            let mut parts = Parts::new(dripping::TYPE, dripping::body(body, step))?;
            let mut read = Vec::new();
            while let Some(part) = parts.next().await? {
                let (name, file) = (part.name().to_owned(), part.is_file());
                read.push((name, file, part.bytes(100_000).await?));
            }
            Ok(read)
        })
    }

    fn body(content: &[u8]) -> Vec<u8> {
        let head = "--x\r\nContent-Disposition: form-data; name=\"account\"\r\n\r\nĐêm qua\r\n--x\r\n\
                    Content-Disposition: form-data; name=\"files\"; filename=\"tôi.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n";
        [head.as_bytes(), content, b"\r\n--x--\r\n"].concat()
    }

    #[test]
    fn parts_are_read_in_whatever_pieces_they_come() {
        let content = b"\xff\xd8\r\n--\r\n-x\r\n--y".repeat(50);
        let expected = vec![
            ("account".to_owned(), false, "Đêm qua".as_bytes().to_vec()),
            ("files".to_owned(), true, content.clone()),
        ];
        for step in [1, 2, 3, 7, 64, 10_000] {
            assert_eq!(read(&body(&content), step), Ok(expected.clone()), "{step}");
        }
    }

    #[test]
    fn what_is_cut_off_or_no_form_is_told() {
        let whole = body(b"content");
        for end in [0, 1, 3, 30, 60, whole.len() - 6, whole.len() - 20] {
            assert_eq!(read(&whole[..end], 11).unwrap_err(), malformed(), "{end}");
        }
        assert!(matches!(read(&body(&vec![0; 100_001]), 4_096), Err(Problem::TooLarge { limit: 100_000 })));
        let other = Parts::new("application/json", stream::empty::<Result<Vec<u8>, Problem>>());
        assert!(matches!(other, Err(Problem::UnsupportedMediaType)));
    }

    #[test]
    fn headers_without_end_are_not_held() {
        let mut endless = b"--x\r\nX: ".to_vec();
        endless.resize(UNREAD_BYTES + 10_000, b'a');
        assert_eq!(read(&endless, 4_096).unwrap_err(), malformed());
    }

    /// Bodies of pieces that matter to a form, in any order.
    fn near_form() -> impl Strategy<Value = Vec<u8>> {
        let pieces = proptest::sample::select(vec![
            "--x",
            "\r\n",
            "--x--\r\n",
            "\r\n--x\r\n",
            "Content-Disposition: form-data; name=\"account\"",
            "Content-Disposition: form-data; name=\"files\"; filename=\"tôi.jpg\"\r\n\r\n",
            "Content-Disposition: form-data; name=\"",
            "Content-Disposition: attachment",
            "Content-Type: image/jpeg\r\n",
            "content-type: \"\r\n",
            "X: y\r\n",
            "\r\n\r\n",
            "Đêm qua",
        ]);
        let bytes = || proptest::collection::vec(any::<u8>(), 0..20);
        let piece = prop_oneof![6 => pieces.prop_map(|piece| piece.as_bytes().to_vec()), 1 => bytes()];
        let pieces = proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat());
        // Most are whole, so that the reader gets on to what comes behind.
        let part = (0_u8..10, bytes(), pieces).prop_map(|(kind, content, pieces)| match kind {
            0 => pieces,
            1 => [PART, &pieces, b"\r\n"].concat(),
            _ => [PART, &content, b"\r\n"].concat(),
        });
        let end = proptest::sample::select(vec!["--x--\r\n", "--x--", "--x", ""]);
        (proptest::collection::vec(part, 0..8), end)
            .prop_map(|(parts, end)| [parts.concat().as_slice(), end.as_bytes()].concat())
    }

    const PART: &[u8] = b"--x\r\nContent-Disposition: form-data; name=\"account\"\r\n\r\n";

    /// Else only the refusals would be tried.
    #[test]
    fn of_what_is_tried_some_is_read_and_some_is_not() {
        let mut runner = TestRunner::deterministic();
        let read = (0..200).filter(|_| {
            let body = near_form().new_tree(&mut runner).unwrap().current();
            read(&body, 7).is_ok_and(|parts| parts.len() > 1)
        });
        assert!((20..150).contains(&read.count()));
    }

    fn judge(body: &[u8], step: usize) {
        if let Err(problem) = read(body, step) {
            assert!((400..500).contains(&problem.status()), "{problem:?}");
        }
    }

    /// `cargo test --release -p tt-edge -- --ignored a_million`
    mod a_million {
        use super::*;

        proptest! {
            #![proptest_config(ProptestConfig { cases: 1_000_000, ..ProptestConfig::default() })]

            #[test]
            #[ignore = "takes minutes"]
            fn bodies(body in near_form(), step in 1_usize..50) {
                judge(&body, step);
            }
        }
    }

    proptest! {
        #[test]
        fn near_forms_are_judged(body in near_form(), step in 1_usize..50) {
            judge(&body, step);
        }

        #[test]
        fn no_body_panics(body in proptest::collection::vec(any::<u8>(), 0..400), step in 1_usize..50) {
            let _ = read(&body, step);
            let _ = read(&[b"--x\r\n", body.as_slice(), b"\r\n--x--"].concat(), step);
        }
    }
}
