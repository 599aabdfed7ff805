//! The archive, installed below a folder as `install.sh` would below `/`, upgraded, and gone back.

use anyhow::{Context, Result, ensure};
use bundle::sign::Signing;
use demo::ports;
use reqwest::{Client, header};
use serde_json::Value;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};
use tests::{
    built, debian,
    process::{self, Running},
    scratch::Scratch,
    world::{Form, PATIENCE, UNIT},
};

/// The archive of this source, packed once: all tests of a process would write to the same place.
fn archive() -> Result<&'static Path> {
    static ARCHIVE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let pack = || bundle::archive::pack(built::bundle()?);
    let packed = ARCHIVE.get_or_init(|| pack().map_err(|error| format!("{error:#}")));
    packed.as_deref().map_err(|error| anyhow::anyhow!("{error}"))
}

/// Unpacks the archive of this source below `dir`.
pub(super) fn unpacked(dir: &Path) -> Result<PathBuf> {
    let archive = archive()?;
    process::run(Command::new("tar").arg("xzf").arg(archive).arg("--directory").arg(dir))?;
    let name = archive.file_name().and_then(|name| name.to_str()?.strip_suffix(".tar.gz"));
    Ok(dir.join(name.context("not a .tar.gz")?))
}

pub(super) fn install(from: &Path, root: &Path, arguments: &[&str]) -> Result<String> {
    process::run(Command::new(from.join("install.sh")).env("TT_ROOT", root).args(arguments))
}

/// Writes a file of an unpacked archive, and its sum.
fn rewrite(dir: &Path, name: &str, content: &str) -> Result<()> {
    fs::write(dir.join(name), content)?;
    let sums = fs::read_to_string(dir.join("SHA256SUMS"))?;
    let sum = process::run(Command::new("sha256sum").arg(name).current_dir(dir))?;
    let ending = format!("  {name}");
    let others = sums.lines().filter(|line| !line.ends_with(&ending));
    Ok(fs::write(dir.join("SHA256SUMS"), others.chain([sum.trim()]).collect::<Vec<_>>().join("\n"))?)
}

/// Starts what the unit file starts, below `root` and on `addr`: the first process, or the one of another port.
fn started(root: &Path, port: Option<&str>, addr: SocketAddr) -> Result<Running> {
    let name = if port.is_some() { "tuong-tac@.service" } else { "tuong-tac.service" };
    let unit = fs::read_to_string(root.join("etc/systemd/system").join(name))?;
    let port = port.unwrap_or_default();
    let unit = unit.replace("%i", port);
    let line = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).context("no ExecStart")?;
    let below = |path: &str| format!("{}{path}", root.display());
    fs::create_dir_all(root.join("var/lib/tuong-tac").join(port))?;
    let mut words = line.split(' ').map(|word| match word.split_once('=') {
        Some(("http", _)) => format!("http={addr}"),
        Some((name, path)) => format!("{name}={}", below(path)),
        None if word.starts_with('/') => below(word),
        None => word.to_owned(),
    });
    let mut command = Command::new(words.next().context("an empty ExecStart")?);
    command.args(words).env_clear().env("WEBHOOK_CONGAN_THANHHOA", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Running::start(command, addr)
}

/// Finds it ready, what browsers download with it, and rates.
async fn rate(http: &Client, addr: SocketAddr, unit: &str, page: &str) -> Result<()> {
    let ready = http.get(format!("http://{addr}/healthz/ready")).send().await?;
    ensure!(ready.status() == 200, "{}", ready.text().await?);
    let request = http
        .post(format!("http://{addr}/v1/units/{unit}/ratings"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json");
    let answer = request.body(Form::new(5)?.page(page).encoded()).send().await?;
    ensure!(answer.status() == 202, "{}", answer.status());
    Ok(())
}

/// What waits in all mailboxes that a process keeps in a folder of `root`.
fn waiting(root: &Path, folder: &str) -> Result<String> {
    let dir = root.join(folder).join("tuong-tac-mailbox");
    let files = fs::read_dir(dir)?.filter_map(|entry| Some(entry.ok()?.path()));
    let is_mailbox = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "sqlite") && !path.ends_with("metadata.sqlite")
    };
    let query = "SELECT page FROM inbox UNION ALL SELECT page FROM outbox JOIN seen ON seen.event = outbox.id ORDER BY 1";
    // Whoever asks whether it is ready opens the first unit's, too.
    let waits =
        files.filter(is_mailbox).map(|mailbox| process::run(Command::new("sqlite3").arg(mailbox).arg(query)));
    waits.collect()
}

#[tokio::test]
async fn upgraded_and_back_again_it_loses_nothing() -> Result<()> {
    debian::programs(&[("sqlite3", "sqlite3")])?;
    let (scratch, http) =
        (Scratch::new()?, Client::builder().pool_max_idle_per_host(0).timeout(PATIENCE).build()?);
    let (root, addr) = (scratch.path().join("root"), ports::free()?);
    let first = unpacked(scratch.path())?;
    let said = install(&first, &root, &[])?;
    assert!(said.contains("edge.env") && said.contains("runs"), "{said}");
    let current = |root: &Path| fs::read_link(root.join("opt/tuong-tac/current"));
    let release = current(&root)?;

    let edge = started(&root, None, addr)?;
    rate(&http, addr, UNIT, "/first").await?;
    drop(edge);

    // A worker that was mended: what browsers download is the same, and it is another release all the same.
    let second = scratch.path().join("second");
    process::run(Command::new("cp").arg("-r").arg(&first).arg(&second))?;
    let worker = second.join("worker/index.js");
    fs::write(&worker, fs::read_to_string(&worker)? + "// mended\n")?;
    let damaged = install(&second, &root, &[]).err().context("a damaged archive is installed")?;
    assert!(damaged.to_string().contains("damaged") && current(&root)? == release, "{damaged}");
    rewrite(&second, "RELEASE", "second\n")?;
    rewrite(&second, "worker/index.js", &fs::read_to_string(&worker)?)?;
    // The first try to install it was cut short while it was copied.
    fs::create_dir_all(root.join("opt/tuong-tac/releases/second.part/worker"))?;
    install(&second, &root, &[])?;
    assert_eq!(current(&root)?, Path::new("releases/second"));
    let installed = root.join("opt/tuong-tac/current/worker/index.js");
    assert!(fs::read_to_string(&installed)?.ends_with("// mended\n"));
    // What was altered or lost where it is installed is put right.
    fs::remove_file(&installed)?;
    install(&second, &root, &[])?;
    let edge = started(&root, None, addr)?;
    rate(&http, addr, UNIT, "/second").await?;
    drop(edge);

    install(&second, &root, &["--back"])?;
    assert_eq!(current(&root)?, release);
    let edge = started(&root, None, addr)?;
    rate(&http, addr, UNIT, "/third").await?;
    drop(edge);
    assert_eq!(waiting(&root, "var/lib/tuong-tac")?, "/first\n/second\n/third\n");

    // A second process takes every other unit.
    let share = || {
        process::run(Command::new(root.join("opt/tuong-tac/current/share.sh")).arg("2").env("TT_ROOT", &root))
    };
    let unread = share().err().context("shared though nginx would not find the units")?;
    assert!(unread.to_string().contains("edges.conf"), "{unread}");
    fs::create_dir_all(root.join("etc/nginx/conf.d"))?;
    fs::copy(first.join("nginx.conf"), root.join("etc/nginx/conf.d/tuong-tac.conf"))?;
    share()?;
    let folder = root.join("etc/systemd/system");
    let wanted = fs::canonicalize(folder.join("tuong-tac.service.wants/tuong-tac@8788.service"))?;
    assert_eq!(wanted, fs::canonicalize(folder.join("tuong-tac@.service"))?);
    let edge = started(&root, Some("8788"), addr)?;
    rate(&http, addr, "c06", "/fourth").await?;
    drop(edge);
    assert_eq!(waiting(&root, "var/lib/tuong-tac/8788")?, "/fourth\n");
    assert_eq!(waiting(&root, "var/lib/tuong-tac")?, "/first\n/second\n/third\n");
    Ok(())
}

#[test]
fn the_archive_says_what_it_is_made_of() -> Result<()> {
    let scratch = Scratch::new()?;
    let dir = unpacked(scratch.path())?;
    let sbom: Value = serde_json::from_slice(&fs::read(dir.join("sbom.cdx.json"))?)?;
    let names: Vec<_> =
        sbom["components"].as_array().into_iter().flatten().filter_map(|one| one["name"].as_str()).collect();
    for name in ["age", "yew", "worker", "workerd"] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    assert!(!names.contains(&"tt-edge"));
    process::run(Command::new("sha256sum").args(["--quiet", "--check", "SHA256SUMS"]).current_dir(&dir))?;
    Ok(())
}

#[test]
fn minisign_tells_a_signed_archive_from_an_altered_one_and_from_anothers() -> Result<()> {
    debian::programs(&[("minisign", "minisign")])?;
    let scratch = Scratch::new()?;
    let packed = archive()?;
    let name = packed.file_name().and_then(|name| name.to_str()).context("no name")?;
    let archive = scratch.path().join(name);
    fs::copy(packed, &archive)?;
    let minisign = |arguments: &[&str]| {
        process::run(Command::new("minisign").args(arguments).current_dir(scratch.path()))
    };
    for name in ["own", "other"] {
        minisign(&["-G", "-W", "-p", &format!("{name}.pub"), "-s", &format!("{name}.key")])?;
    }
    let signing = |key: &str| Signing { key: Some(scratch.path().join(key)), password_file: None };
    let signature = signing("own.key").sign(&archive)?.context("not signed")?;
    assert_eq!(signature.path, scratch.path().join(format!("{name}.minisig")));
    for key in [["-p", "own.pub"], ["-P", &signature.public_key]] {
        let said = minisign(&[&["-V", "-m", name], &key[..]].concat())?;
        assert!(said.contains(&format!("Trusted comment: {name}")), "{said}");
    }
    assert!(minisign(&["-V", "-m", name, "-p", "other.pub"]).is_err());
    assert!(signing("own.pub").sign(&archive).is_err(), "a public key signs nothing");

    let mut altered = fs::read(&archive)?;
    *altered.last_mut().context("empty")? ^= 1;
    fs::write(&archive, altered)?;
    assert!(minisign(&["-V", "-m", name, "-p", "own.pub"]).is_err());
    assert_eq!(Signing::default().sign(&archive)?, None);
    assert!(!signature.path.exists(), "an unsigned archive keeps no earlier signature");
    Ok(())
}
