//! A folder of a unit's own, a citizen with a receipt, and an edge: a server that answers what the contract says.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex},
    thread,
};
use tempfile::TempDir;
use tt_contract::{
    id::SubmissionId,
    lang::Lang,
    tip::{Attached, Cleaned, Files, Known, Lookup, Message, Prose, Receipt, Recipient, Tip},
};
use tt_seal::{FileSealer, identity, lookup, seal_text};

pub(crate) const UNIT: &str = "congan-thanhhoa";
/// The id of the message.
pub(crate) const MESSAGE: &str = "0c9f3b52-6d0e-4a54-9a5f-2f6f3c1f7a11";
pub(crate) const TOKEN: &str = "a-token";

/// The id of the `nth` event.
pub(crate) fn event(nth: u8) -> String {
    format!("6a0f6d3e-3a59-4c43-8d0e-9a2f0b1c2d3{nth}")
}

#[derive(Default)]
struct Edge {
    files: BTreeMap<String, Vec<u8>>,
    posted: Vec<(String, Value)>,
}

pub(crate) struct World {
    folder: TempDir,
    pub(crate) receipt: Receipt,
    /// The address of the edge.
    pub(crate) edge: String,
    state: Arc<Mutex<Edge>>,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        fs::write(folder.path().join("token"), format!("{TOKEN}\n")).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let edge = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::<Mutex<Edge>>::default();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                answer(&stream.unwrap(), &shared);
            }
        });
        Self { folder, receipt: Receipt::from_random([3; 16]), edge, state }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn lookup(&self) -> Lookup {
        lookup(&self.receipt)
    }

    /// Runs the program: what it prints, or what it complains of.
    pub(crate) fn tt(&self, arguments: &[&str]) -> Result<String, String> {
        run(Command::new(env!("CARGO_BIN_EXE_tt")).args(arguments), self.folder.path())
    }

    /// Puts a sealed file at the edge.
    pub(crate) fn lay(&self, recipient: &str, file: &[u8], metadata: Cleaned) -> Attached {
        let mut file_sealer =
            FileSealer::new(&[recipient.parse().unwrap()], metadata == Cleaned::Kept).unwrap();
        file_sealer.push(file).unwrap();
        let (chunks, sealed) = file_sealer.finish().unwrap();
        let mut edge = self.state.lock().unwrap();
        let id = SubmissionId::from_random([u8::try_from(edge.files.len()).unwrap(); 16]);
        let path = format!("/v1/units/{UNIT}/tips/{}/files/{id}", self.lookup());
        edge.files.insert(path, chunks.concat());
        Attached { id, media_type: sealed.media_type, size: sealed.size, sha256: sealed.sha256, metadata }
    }

    /// Delivers a tip of these files.
    pub(crate) fn deliver(&self, name: &str, recipient: &str, files: &[Attached]) {
        self.write(name, recipient, 1, &self.tip(files));
    }

    /// Delivers a tip of this kind of crime.
    pub(crate) fn deliver_of(&self, name: &str, recipient: &str, crime: Option<&str>, files: &[Attached]) {
        let mut tip = self.tip(files);
        tip["crime"] = crime.into();
        self.write(name, recipient, 1, &tip);
    }

    /// Delivers a message.
    pub(crate) fn deliver_message(&self, name: &str, recipient: &str) {
        self.write(name, recipient, 2, &self.message());
    }

    /// What the citizen seals of a tip.
    pub(crate) fn tip(&self, files: &[Attached]) -> Value {
        let tip = Tip {
            unit: UNIT.parse().unwrap(),
            lookup: self.lookup(),
            reply_to: identity(&self.receipt).recipient(),
            lang: Lang::Vi,
            account: Prose::required("Tối qua có người\nphá khóa nhà bên cạnh.").unwrap(),
            crime: None,
            when: None,
            place: Prose::optional("Ngõ 12").unwrap(),
            who: None,
            known: Some(Known::Witnessed),
            ongoing: None,
            contact: None,
            files: Files::default(),
        };
        let mut tip = serde_json::to_value(tip).unwrap();
        tip["files"] = json!(files);
        tip
    }

    /// What the citizen seals of a message.
    pub(crate) fn message(&self) -> Value {
        let message = Message {
            unit: UNIT.parse().unwrap(),
            lookup: self.lookup(),
            reply_to: identity(&self.receipt).recipient(),
            lang: Lang::Vi,
            text: Prose::required("Biển số xe là 36A-12345.").unwrap(),
            files: Files::default(),
        };
        serde_json::to_value(message).unwrap()
    }

    /// Delivers what was sealed as the `nth` event (1 to 9), an hour after the one before.
    pub(crate) fn write(&self, name: &str, recipient: &str, nth: u8, sent: &Value) {
        self.write_as(name, recipient, nth, MESSAGE, sent);
    }

    /// The same, a message under an id of its own.
    pub(crate) fn write_as(&self, name: &str, recipient: &str, nth: u8, message: &str, sent: &Value) {
        let recipient: Recipient = recipient.parse().unwrap();
        let lookup = self.lookup();
        let link = |file: &Value| {
            let id = file["id"].as_str().unwrap();
            json!({"id": id, "size": 1, "path": format!("/v1/units/{UNIT}/tips/{lookup}/files/{id}")})
        };
        let files: Vec<_> = sent["files"].as_array().into_iter().flatten().map(link).collect();
        let mut data = json!({
            "id": event(nth),
            "unit": UNIT,
            "lookup": lookup,
            "keys": ["2026-11"],
            "sealed": BASE64_STANDARD.encode(seal_text(&[recipient], &sent.to_string()).unwrap()),
            "files": files,
            "lang": "vi",
            "sealed_by": "browser",
            "proof": "not-asked",
        });
        let is_message = sent["type"] == "message";
        if is_message {
            data["message"] = json!(message);
        }
        let kind = if is_message { "tip.message" } else { "tip.created" };
        let delivery = json!({"type": kind, "timestamp": format!("2026-11-22T0{nth}:00:00Z"), "data": data});
        fs::write(self.path("in").join(name), delivery.to_string()).unwrap();
    }

    /// Lets the edge answer a path with this.
    pub(crate) fn say(&self, path: &str, json: &Value) {
        self.state.lock().unwrap().files.insert(path.to_owned(), json.to_string().into_bytes());
    }

    /// What was posted last, once.
    pub(crate) fn posted(&self) -> Option<(String, Value)> {
        self.state.lock().unwrap().posted.pop()
    }
}

/// What a program prints that runs in `folder`; or what it complains of.
pub(crate) fn run(command: &mut Command, folder: &Path) -> Result<String, String> {
    let output = command.current_dir(folder).output().unwrap();
    let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(said(output.stdout)) } else { Err(said(output.stderr)) }
}

/// The bytes of standard base64.
pub(crate) fn canonical(text: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(text.as_str().unwrap()).unwrap()
}

/// One request a connection.
fn answer(stream: &TcpStream, edge: &Mutex<Edge>) {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut words = line.split_whitespace();
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default().to_owned());
    let (mut length, mut allowed) = (0, false);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => allowed = value == format!("Bearer {TOKEN}"),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut edge = edge.lock().unwrap();
    let file = edge.files.get(&path).cloned();
    let (status, content) = match (method, file) {
        _ if !allowed => ("401 Unauthorized", Vec::new()),
        ("POST", _) => {
            edge.posted.push((path, serde_json::from_slice(&body).unwrap()));
            ("202 Accepted", Vec::new())
        }
        ("DELETE", Some(_)) => {
            edge.files.remove(&path);
            ("204 No Content", Vec::new())
        }
        ("GET", Some(file)) => ("200 OK", file),
        _ => ("404 Not Found", Vec::new()),
    };
    let mut stream = stream;
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", content.len());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&content).unwrap();
}
