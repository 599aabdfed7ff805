//! What is sealed here is opened by others' age, and the other way round: by Debian's `age`, in Go, and by npm's
//! `age-encryption`, in TypeScript, both of age's own author. Public holidays and telephone numbers are those of `PyPI`'s
//! packages, or it is said why not.

mod holidays;
mod phones;

use anyhow::{Context, Result, ensure};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};
use tests::scratch::Scratch;
use tt_contract::{
    id::SubmissionId,
    tip::{Attached, Receipt, Recipient},
};
use tt_seal::{FileSealer, Identity, OpenError, identity, open_file, open_text, seal_text};

const JSON: &str = r#"{"type":"tip","account":"Tối qua ở ngõ nhà tôi có người lạ"}"#;

/// Somebody else's age.
enum Other {
    Debian(Scratch),
    Npm(PathBuf),
}

impl Other {
    /// Both. Errors: one is missing, and how it is to be had.
    fn all() -> Result<[Self; 2]> {
        tests::debian::programs(&[("age", "age")])?;
        Ok([Self::Debian(Scratch::new()?), Self::Npm(bundle::age_encryption(&|step| println!("{step}"))?)])
    }

    fn open(&self, identity: &Identity, sealed: &[u8]) -> Result<Vec<u8>> {
        match self {
            Self::Debian(scratch) => {
                let key = scratch.path().join("key.txt");
                fs::write(&key, identity.secret().as_bytes())?;
                run(Command::new("age").args(["--decrypt", "--identity"]).arg(key), sealed)
            }
            Self::Npm(modules) => run(node(modules).args(["open", &identity.secret()]), sealed),
        }
    }

    fn seal(&self, recipient: &Recipient, text: &[u8]) -> Result<Vec<u8>> {
        match self {
            Self::Debian(_) => run(Command::new("age").args(["--recipient", recipient.as_str()]), text),
            Self::Npm(modules) => run(node(modules).args(["seal", recipient.as_str()]), text),
        }
    }
}

fn node(modules: &Path) -> Command {
    let mut node = Command::new("node");
    node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interoperability/age.mjs")).arg(modules);
    node
}

/// A program of ours in Python, of those beside this file.
fn python(program: &str) -> Result<Command> {
    let mut python = Command::new(tests::python::with_packages()?);
    python.arg(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interoperability")).join(program));
    Ok(python)
}

/// What a program writes that is given `input`. Errors: it cannot be run, or fails.
fn run(command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().context("no standard input")?;
    let output = thread::scope(|scope| {
        // One that refuses what it reads does not read to the end.
        scope.spawn(move || stdin.write_all(input).ok());
        child.wait_with_output()
    })?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

#[test]
fn texts_and_files_sealed_here_are_opened_by_others() {
    let (one, two, stranger) = (Identity::generate(), Identity::generate(), Identity::generate());
    let keys = [one.recipient(), two.recipient()];
    let text = seal_text(&keys, JSON).unwrap();
    // Of several of age's chunks, the last of them not full.
    let file: Vec<u8> =
        b"%PDF-".iter().copied().chain((0..200_000_u32).map(|n| n.to_le_bytes()[0])).collect();
    let mut file_sealer = FileSealer::new(&keys, false).unwrap();
    file_sealer.push(&file).unwrap();
    let (chunks, sealed) = file_sealer.finish().unwrap();
    for other in Other::all().unwrap() {
        for identity in [&one, &two] {
            let opened = String::from_utf8(other.open(identity, &text).unwrap()).unwrap();
            assert_eq!((opened.len(), opened.trim_end_matches(' ')), (4_096, JSON));
            let opened = other.open(identity, &chunks.concat()).unwrap();
            let (content, padding) = opened.split_at(usize::try_from(sealed.size).unwrap());
            assert!(content == file && padding.iter().all(|byte| *byte == 0));
        }
        assert!(other.open(&stranger, &text).is_err());
    }
}

#[test]
fn replies_sealed_by_others_are_opened_here() {
    let receipt = Receipt::from_random([7; 16]);
    let (identity, stranger) = (identity(&receipt), Identity::generate());
    for other in Other::all().unwrap() {
        // With blanks behind it and without.
        for reply in [JSON.to_owned(), format!("{JSON:4096}")] {
            let sealed = other.seal(&identity.recipient(), reply.as_bytes()).unwrap();
            assert_eq!(open_text(&identity, &sealed).unwrap(), JSON);
            assert_eq!(open_text(&stranger, &sealed), Err(OpenError::OtherKey));
        }
    }
}

#[test]
fn a_file_that_others_sealed_is_held_to_what_the_tip_says() {
    let identity = Identity::generate();
    let mut file_sealer = FileSealer::new(&[identity.recipient()], true).unwrap();
    file_sealer.push(b"%PDF-1.7 as it was").unwrap();
    let (_, sealed) = file_sealer.finish().unwrap();
    let attached = Attached {
        id: SubmissionId::from_random([1; 16]),
        media_type: sealed.media_type,
        size: sealed.size,
        sha256: sealed.sha256,
        metadata: sealed.metadata,
    };
    for other in Other::all().unwrap() {
        for (content, right) in [
            (&b"%PDF-1.7 as it was\0\0"[..], Ok(())),
            (b"%PDF-1.7 as it is!", Err(OpenError::OtherFile)),
            (b"%PDF-1.7 as it was.", Err(OpenError::OtherFile)),
            (b"%PDF-1.7", Err(OpenError::OtherFile)),
        ] {
            let sealed = other.seal(&identity.recipient(), content).unwrap();
            assert_eq!(open_file(&identity, &*sealed, &attached, &mut Vec::new()), right);
        }
    }
}
