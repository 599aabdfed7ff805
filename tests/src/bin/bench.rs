//! How many requests the edge answers, beside a one-line JavaScript worker on the same `workerd` in the same minute.
//! `cargo run --release --package tests --bin bench`

use anyhow::{Context, Result, ensure};
use demo::ports;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tests::{
    built,
    scratch::Scratch,
    world::{Form, UNIT, World},
};

const CONNECTIONS: usize = 16;
const ROUNDS: usize = 6;
const ROUND: Duration = Duration::from_secs(2);
/// What the issue asks for.
const RATIO: f64 = 0.5;

const HELLO: &str = r#"using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "hello", worker = (
    compatibilityDate = "2026-11-01",
    modules = [(name = "hello.js", esModule = "export default { fetch() { return new Response('hello') } }")],
  ))],
  sockets = [(name = "http", http = (), service = "hello")],
);
"#;

struct Hello(Child);

impl Drop for Hello {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn hello(dir: &Scratch, addr: SocketAddr) -> Result<Hello> {
    let config = dir.path().join("hello.capnp");
    fs::write(&config, HELLO)?;
    let mut command = Command::new(&built::bundle()?.workerd);
    command.arg("serve").arg(config).arg(format!("--socket-addr=http={addr}"));
    let hello = Hello(command.stdin(Stdio::null()).spawn()?);
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(addr).is_err() {
        ensure!(Instant::now() < deadline, "the JavaScript worker does not start");
        thread::sleep(Duration::from_millis(20));
    }
    Ok(hello)
}

/// Answers a second over all connections; `request` makes each request's bytes, `ok` is how its answer must begin.
fn rate(addr: SocketAddr, ok: &str, request: impl Fn() -> Result<String> + Sync) -> Result<f64> {
    let start = Instant::now();
    let ask = || -> Result<u32> {
        let mut answers = 0;
        let stream = TcpStream::connect(addr)?;
        stream.set_nodelay(true)?;
        let (mut out, mut back) = (stream.try_clone()?, BufReader::new(stream));
        while start.elapsed() < ROUND {
            out.write_all(request()?.as_bytes())?;
            let status = answer(&mut back)?;
            ensure!(status.contains(ok), "{status}");
            answers += 1;
        }
        Ok(answers)
    };
    let total = thread::scope(|scope| {
        let all: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
        all.into_iter()
            .map(|one| one.join().map_err(|_| anyhow::anyhow!("a client panicked"))?)
            .sum::<Result<u32>>()
    })?;
    Ok(f64::from(total) / start.elapsed().as_secs_f64())
}

/// Reads one answer and gives its status line.
fn answer(back: &mut impl BufRead) -> Result<String> {
    let (mut status, mut length, mut line) = (String::new(), None, String::new());
    back.read_line(&mut status)?;
    loop {
        line.clear();
        ensure!(back.read_line(&mut line)? > 0, "the connection ended: {status}");
        let header = line.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = Some(value.trim().parse()?);
        }
    }
    let length: u64 = length.with_context(|| format!("no length: {status}"))?;
    std::io::copy(&mut back.take(length), &mut std::io::sink())?;
    Ok(status)
}

fn main() -> Result<()> {
    let world = World::new()?;
    let scratch = Scratch::new()?;
    let addr = ports::free()?;
    let _hello = hello(&scratch, addr)?;
    let edge = world.stack.edge.url().trim_start_matches("http://").parse()?;
    let get = |path: String, host: SocketAddr| {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: gzip, deflate, br\r\norigin: {}\r\n\r\n",
            world.stack.portals.url()
        );
        move || Ok(request.clone())
    };
    let fragment = get(format!("/v1/units/{UNIT}/widgets/rating?lang=vi&theme=light"), edge);
    let plain = get("/".into(), addr);
    let post = || {
        let body = Form::new(4)?.page("/bench").encoded();
        Ok(format!(
            "POST /v1/units/{UNIT}/ratings HTTP/1.1\r\nhost: {edge}\r\naccept: application/json\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))
    };
    let (mut hellos, mut fragments) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (hello, fragment) = (rate(addr, " 200 ", &plain)?, rate(edge, " 200 ", &fragment)?);
        println!(
            "round {round}: hello {hello:.0}/s, fragment {fragment:.0}/s{}",
            if round == 0 { " (warm-up)" } else { "" }
        );
        if round > 0 {
            hellos.push(hello);
            fragments.push(fragment);
        }
    }
    let ratio = fragments.iter().sum::<f64>() / hellos.iter().sum::<f64>();
    println!("fragment against a one-line JavaScript worker: {ratio:.2} (asked: {RATIO})");
    println!("ratings kept: {:.0}/s", rate(edge, " 202 ", post)?);
    ensure!(ratio >= RATIO, "below what is asked");
    Ok(())
}
