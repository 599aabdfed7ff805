//! Requests of all kinds: near right, odd, and broken.

use tests::world::UNIT;

/// `SplitMix64` (Steele, Lea and Flood, 2014): the same numbers for the same seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or_default()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}

/// A request.
pub(super) struct Request {
    pub(super) bytes: Vec<u8>,
    /// Whether it is HTTP, whatever it asks for.
    pub(super) is_whole: bool,
}

/// Those that `workerd` reads; to others it says 501 itself.
const METHODS: [&str; 10] =
    ["GET", "POST", "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"];

const LOOKUP: &str = "00112233445566778899aabbccddeeff";
const FILE: &str = "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01";

const PATHS: [&str; 31] = [
    "/",
    "/healthz",
    "/openapi.json",
    "/tt.js",
    "/v/integrity.json",
    "/v/x/tt.js",
    "/v1/units/UNIT",
    "/v1/units/UNIT/widgets/rating?lang=en&theme=dark",
    "/v1/units/UNIT/widgets/dock?widgets=hotline",
    "/v1/units/UNIT/ratings",
    "/v1/units/UNIT/ratings",
    "/v1/units/UNIT/ratings/summary",
    "/v1/units/UNIT/deliveries",
    "/v1/units/UNIT/submissions?after=0",
    "/v1/units/UNIT/tips",
    "/v1/units/UNIT/tips",
    "/v1/units/UNIT/tips/challenge",
    "/v1/units/UNIT/tips/LOOKUP/messages",
    "/v1/units/UNIT/tips/LOOKUP/replies",
    "/v1/units/UNIT/tips/LOOKUP/files/FILE",
    "/v1/units/UNIT/tips/LOOKUP/files/FILE/0",
    "/u/UNIT/rating?page=/a",
    "/u/UNIT/tip-off",
    "/u/UNIT/tip-off/return",
    "/u/UNIT/tip-off/key?lang=en",
    "/u/UNIT/tip-off/sent",
    "/u/UNIT/tip-off/leave",
    "/u/UNIT/clear.css",
    "/u/UNIT/hotline/print",
    "/install/UNIT?widgets=rating&lang_widget=en",
    "/install/UNIT/check",
];

/// What stands in a path or a query and is hard to read.
const ODD: [&str; 12] =
    ["%", "%00", "%2f..%2f", "//", "?", "#", "%ff%fe", "\u{1ea1}", "%E1%BA%A1", ";", "&lang=%00", "/../"];

const HEADERS: [(&str, &[&str]); 12] = [
    (
        "Content-Type",
        &[
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/octet-stream",
            "text/plain; charset=\"",
        ],
    ),
    ("Accept", &["application/json", "text/html", "*/*;q=", "\u{ff}"]),
    ("Accept-Language", &["en", "vi;q=0.1, en;q=1e9", ",;,"]),
    ("Accept-Encoding", &["br", "gzip;q=0", "*;q=0.5, identity;q=0"]),
    ("Origin", &["null", "EDGE", "https://evil.example", "http://[::1", ""]),
    ("Sec-Fetch-Site", &["same-origin", "cross-site", "?"]),
    ("Authorization", &["Bearer x", "Bearer", "Basic \u{1}", "Bearer demo"]),
    ("If-None-Match", &["*", "\"x\"", "W/\"", ",,"]),
    ("Range", &["bytes=0-1", "bytes=-0", "bytes=9-1,0-"]),
    ("Content-Encoding", &["gzip", "br", "x"]),
    ("Cookie", &["a=b; a=b"]),
    ("Referer", &["http://127.0.0.1/", "//", "\u{ff}"]),
];

/// Pieces of bodies, of which a few are put together.
const PIECES: [&str; 26] = [
    "{",
    "}",
    "[",
    "\"id\":\"0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01\",",
    "\"page\":\"/a\",",
    "\"level\":5,",
    "\"lang\":\"vi\"",
    "\"level\":1e999,",
    "\"comment\":\"\\ud800\",",
    "id=0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a02&",
    "page=/b&",
    "level=4&",
    "lang=vi&",
    "comment=%ff%00&",
    "url=http://127.0.0.1:1/&",
    "--x\r\n",
    "--x--\r\n",
    "Content-Disposition: form-data; name=\"account\"\r\n\r\n",
    "Content-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\n",
    "Content-Disposition: form-data; name=\"sealed\"; filename=\"\r\n\r\n",
    "Content-Disposition: form-data; name=\"receipt\"\r\n\r\n",
    "age-encryption.org/v1\n-> X25519 AAAA\n",
    "\u{ff}\u{d8}\u{ff}\u{e1}\u{0}\u{2}",
    "00000-00000-00000-00000-0",
    "\r\n",
    "account=Có+người+bán+ma+túy+ở+ngõ&",
];

/// A rating, a tip and a check as they should be, which chance then alters.
const RIGHT: [(&str, &str, &str); 4] = [
    (
        "/v1/units/UNIT/ratings",
        "application/json",
        "{\"id\":\"ID\",\"page\":\"/a\",\"level\":5,\"lang\":\"vi\"}",
    ),
    (
        "/v1/units/UNIT/ratings",
        "application/x-www-form-urlencoded",
        "id=ID&page=/a&level=3&lang=vi&comment=a",
    ),
    (
        "/u/UNIT/tip-off",
        "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"account\"\r\n\r\nCo nguoi ban ma tuy o dau ngo 12\r\n--x--\r\n",
    ),
    ("/install/UNIT/check", "application/x-www-form-urlencoded", "url=http%3A%2F%2Flocalhost%3A1%2F&lang=vi"),
];

/// The next request.
pub(super) fn request(dice: &mut Dice) -> Request {
    if dice.one_in(12) {
        return Request { bytes: dice.bytes(400), is_whole: false };
    }
    let mut request = if dice.one_in(4) { near_right(dice) } else { odd(dice) };
    if dice.one_in(6) && !request.bytes.is_empty() {
        for _ in 0..=dice.below(3) {
            let at = dice.below(request.bytes.len());
            request.bytes[at] = dice.next().to_le_bytes()[0];
        }
        request.is_whole = false;
    }
    if dice.one_in(20) {
        request.bytes.truncate(dice.below(request.bytes.len()));
        request.is_whole = false;
    }
    request
}

fn near_right(dice: &mut Dice) -> Request {
    let (path, media_type, body) = dice.of(&RIGHT);
    let id = format!("{:08x}-6c0f-4d58-9c6e-3f1f4f6f5a01", dice.next() >> 32);
    let mut body = body.replace("ID", &id).into_bytes();
    if dice.one_in(2) {
        let at = dice.below(body.len());
        body[at] = dice.next().to_le_bytes()[0];
    }
    let headers = format!("Content-Type: {media_type}\r\nAccept: application/json\r\n");
    whole("POST", path, &headers, &body)
}

fn odd(dice: &mut Dice) -> Request {
    let mut path = dice.of(&PATHS).to_owned();
    for _ in 0..dice.below(3) {
        let (odd, mut at) = (dice.of(&ODD), dice.below(path.len()).max(1));
        while !path.is_char_boundary(at) {
            at += 1;
        }
        path.insert_str(at, odd);
    }
    let mut headers = String::new();
    for _ in 0..dice.below(6) {
        let (name, values) = dice.of(&HEADERS);
        headers.extend([name, ": ", dice.of(values), "\r\n"]);
    }
    if dice.one_in(40) {
        headers.extend(["X-Long: ", &"a".repeat(dice.below(9_000)), "\r\n"]);
    }
    let mut body: Vec<u8> = (0..dice.below(9)).flat_map(|_| dice.of(&PIECES).bytes()).collect();
    body.extend(dice.bytes(60));
    if dice.one_in(30) {
        body.extend(dice.bytes(300_000));
    }
    whole(dice.of(&METHODS), &path, &headers, &body)
}

fn whole(method: &str, path: &str, headers: &str, body: &[u8]) -> Request {
    let path = path.replace("UNIT", UNIT).replace("LOOKUP", LOOKUP).replace("FILE", FILE);
    let length = body.len();
    let head =
        format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n{headers}\r\n");
    // A request line of other than ASCII is no HTTP (RFC 9112, section 3.2); nor is a value with a control in it.
    let is_whole = path.is_ascii() && !headers.contains('\u{1}');
    Request { bytes: [head.as_bytes(), body].concat(), is_whole }
}
