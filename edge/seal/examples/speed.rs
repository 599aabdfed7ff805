//! How fast files are sealed, beside Debian's `age` in the same minute: printed, never judged. What is measured is the
//! processor's time, because others may share the machine. `cargo run --release -p tt-seal --example speed`
//!
//! With the path of a `wasm-bindgen` of this project's version in `WASM_BINDGEN` (`bundle` leaves one in the user's cache) the
//! WebAssembly is measured too, under Node, built as the browser gets it but for what binaryen does.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> anyhow::Result<()> {
    native::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use anyhow::{Context, Result, bail, ensure};
    use std::{
        env,
        ffi::OsString,
        fs,
        hint::black_box,
        path::{Path, PathBuf},
        process::Command,
        time::Duration,
    };
    use tt_contract::{limits::FILE_BYTES, tip::Recipient};
    use tt_seal::{FileSealer, Identity};

    const ROUNDS: usize = 7;
    /// What is pushed at once.
    const PIECE: usize = 1024 * 1024;
    /// Says what a program took of the processor, for itself and in the system.
    const TIME: &str = r#"TIMEFORMAT="%U %S"; time "$@" > /dev/null"#;
    /// Once so that all is compiled, then once to be measured: in seconds, sealing, and of that the hash, which `age` does not make.
    const NODE: &str = r#"
const { Sealer, Hasher } = require(process.argv[1]);
const file = require("fs").readFileSync(process.argv[2]);
for (const of of [Sealer, Hasher]) {
    let begun;
    for (let n = 0; n < 2; n++) {
        begun = process.cpuUsage();
        const taking = new of(process.argv[3]);
        for (let at = 0; at < file.length; at += 1048576) taking.push(file.subarray(at, at + 1048576));
        const end = taking.finish();
        if (of === Sealer && end < file.length) throw "cut";
    }
    const { user, system } = process.cpuUsage(begun);
    console.log((user + system) / 1e6);
}
"#;

    pub(crate) fn run() -> Result<()> {
        if let [_, file, recipient] = &env::args().collect::<Vec<_>>()[..] {
            return seal(Path::new(file), &recipient.parse()?);
        }
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("file.pdf");
        let bytes = (0_u32..).map(|n| (n.wrapping_mul(n) >> 7).to_le_bytes()[0]);
        let length = usize::try_from(FILE_BYTES)?;
        fs::write(&file, b"%PDF-".iter().copied().chain(bytes).take(length).collect::<Vec<_>>())?;
        let recipient = Identity::generate().recipient();
        let bindgen = env::var_os("WASM_BINDGEN");
        let wasm = bindgen.map(|bindgen| wasm(Path::new(&bindgen), folder.path())).transpose()?;

        let [key, path] = [OsString::from(recipient.as_str()), file.clone().into()];
        let (mut age, mut own, mut node, mut alone) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            age.push(processor(&["age".into(), "--recipient".into(), key.clone(), path.clone()])?);
            own.push(processor(&[env::current_exe()?.into(), path.clone(), key.clone()])?);
            if let Some(script) = &wasm {
                let output =
                    Command::new("node").args(["-e", NODE]).args([script, &file]).arg(&key).output()?;
                ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                let said = String::from_utf8(output.stdout)?;
                let times = said.lines().map(str::parse::<f64>).collect::<Result<Vec<_>, _>>()?;
                let &[whole, hash] = times.as_slice() else { bail!("Node says {said}") };
                node.push(Duration::from_secs_f64(whole));
                alone.push(Duration::from_secs_f64((whole - hash).max(0.0)));
            }
        }
        let age = median(age);
        println!("{length} bytes; processor time, the median of {ROUNDS} rounds");
        println!("{:<28}{:>5.0} ms", "age, in Go", age.as_secs_f64() * 1e3);
        for (name, times) in
            [("ours, native", own), ("ours, WebAssembly in Node", node), ("the same without SHA-256", alone)]
        {
            if !times.is_empty() {
                let time = median(times);
                let ratio = age.as_secs_f64() / time.as_secs_f64();
                println!("{name:<28}{:>5.0} ms, {ratio:.2} of age's speed", time.as_secs_f64() * 1e3);
            }
        }
        Ok(())
    }

    fn seal(file: &Path, recipient: &Recipient) -> Result<()> {
        let mut sealer = FileSealer::new(std::slice::from_ref(recipient), false)?;
        for piece in fs::read(file)?.chunks(PIECE) {
            sealer.push(piece)?;
            while let Some(chunk) = sealer.take_chunk() {
                black_box(chunk);
            }
        }
        black_box(sealer.finish()?);
        Ok(())
    }

    /// What a program takes of the processor. Errors: it is missing, or fails.
    fn processor(program: &[OsString]) -> Result<Duration> {
        let output = Command::new("bash").args(["-c", TIME, "bash"]).args(program).output()?;
        let said = String::from_utf8(output.stderr)?;
        ensure!(output.status.success(), "{said}");
        let seconds = said.lines().last().unwrap_or_default().split(' ').map(str::parse::<f64>);
        let seconds: f64 = seconds.sum::<Result<_, _>>().context("bash does not say how long it took")?;
        Ok(Duration::from_secs_f64(seconds))
    }

    fn median(mut times: Vec<Duration>) -> Duration {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }

    /// Builds the module as the browser gets it: the script that loads it.
    fn wasm(bindgen: &Path, folder: &Path) -> Result<PathBuf> {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/wasm");
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--package=tt-seal", "--example=speed_wasm", "--profile=vault"]);
        cargo.arg("--target=wasm32-unknown-unknown").arg("--target-dir").arg(&target);
        ensure!(cargo.status()?.success(), "cargo failed");
        let module = target.join("wasm32-unknown-unknown/vault/examples/speed_wasm.wasm");
        let mut glue = Command::new(bindgen);
        glue.args(["--target=nodejs", "--no-typescript", "--out-dir"]).arg(folder).arg(module);
        ensure!(glue.status()?.success(), "wasm-bindgen failed");
        Ok(folder.join("speed_wasm.js"))
    }
}
