//! How fast files are sealed, beside Debian's `age` in the same minute: printed, never judged, because others may share the
//! machine. `cargo run --release -p tt-seal --example speed`
//!
//! With the path of a `wasm-bindgen` of this project's version in `WASM_BINDGEN` (`bundle` leaves one in the user's cache) the
//! WebAssembly is measured too, under Node, built as the browser gets it.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> anyhow::Result<()> {
    native::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use anyhow::{Context, Result, ensure};
    use std::{
        fs::{self, File},
        hint::black_box,
        path::Path,
        process::{Command, Stdio},
        time::{Duration, Instant},
    };
    use tt_contract::limits::FILE_BYTES;
    use tt_seal::{FileSealer, Identity};

    /// Two of the longest files are the 50 MB that the prototypes were measured with.
    const FILES: u32 = 2;
    const ROUNDS: usize = 7;
    /// What is pushed at once.
    const PIECE: usize = 1024 * 1024;

    const NODE: &str = r#"
const { Sealer } = require(process.argv[1]);
const file = require("fs").readFileSync(process.argv[2]);
const begun = process.hrtime.bigint();
for (let n = 0; n < Number(process.argv[4]); n++) {
    const sealer = new Sealer(process.argv[3]);
    for (let at = 0; at < file.length; at += 1048576) sealer.push(file.subarray(at, at + 1048576));
    if (sealer.finish() < file.length) throw "cut";
}
console.log(Number(process.hrtime.bigint() - begun) / 1e9);
"#;

    pub(crate) fn run() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("file.pdf");
        let length = usize::try_from(FILE_BYTES)?;
        let content: Vec<u8> = b"%PDF-"
            .iter()
            .copied()
            .chain((0_u32..).map(|n| (n.wrapping_mul(n) >> 7).to_le_bytes()[0]))
            .take(length)
            .collect();
        fs::write(&file, &content)?;
        let recipient = Identity::generate().recipient();
        let wasm = std::env::var_os("WASM_BINDGEN")
            .map(|bindgen| wasm(Path::new(&bindgen), folder.path()))
            .transpose()?;

        let (mut age, mut own, mut node) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            age.push(time(|| {
                let mut age = Command::new("age");
                age.args(["--recipient", recipient.as_str()]).stdin(File::open(&file)?).stdout(Stdio::null());
                ensure!(age.status().context("the program age is missing")?.success(), "age failed");
                Ok(())
            })?);
            own.push(time(|| {
                let mut sealer = FileSealer::new(std::slice::from_ref(&recipient), false)?;
                for piece in content.chunks(PIECE) {
                    sealer.push(piece)?;
                    while let Some(chunk) = sealer.take_chunk() {
                        black_box(chunk);
                    }
                }
                black_box(sealer.finish()?);
                Ok(())
            })?);
            if let Some(script) = &wasm {
                let mut command = Command::new("node");
                command
                    .args(["-e", NODE])
                    .arg(script)
                    .arg(&file)
                    .arg(recipient.as_str())
                    .arg(FILES.to_string());
                let output = command.output()?;
                ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                node.push(Duration::from_secs_f64(String::from_utf8(output.stdout)?.trim().parse()?));
            }
        }
        let age = median(age);
        println!("{FILES} files of {length} bytes; the median of {ROUNDS} rounds");
        println!("age (Go), from file to nowhere   {:>7.0} ms", age.as_secs_f64() * 1e3);
        for (name, times) in
            [("ours, native, cleaned and hashed", own), ("ours, WebAssembly under Node", node)]
        {
            if !times.is_empty() {
                let time = median(times);
                let ratio = age.as_secs_f64() / time.as_secs_f64();
                println!("{name} {:>7.0} ms, {ratio:.2} of age's speed", time.as_secs_f64() * 1e3);
            }
        }
        Ok(())
    }

    /// How long it takes to do `what` with each of the files.
    fn time(mut what: impl FnMut() -> Result<()>) -> Result<Duration> {
        let begun = Instant::now();
        (0..FILES).try_for_each(|_| what())?;
        Ok(begun.elapsed())
    }

    fn median(mut times: Vec<Duration>) -> Duration {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }

    /// Builds the module as the browser gets it: the script that loads it.
    fn wasm(bindgen: &Path, folder: &Path) -> Result<std::path::PathBuf> {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/wasm");
        let mut cargo = Command::new("cargo");
        cargo.args([
            "build",
            "--package=tt-seal",
            "--example=speed_wasm",
            "--profile=vault",
            "--target=wasm32-unknown-unknown",
        ]);
        ensure!(cargo.arg("--target-dir").arg(&target).status()?.success(), "cargo failed");
        let module = target.join("wasm32-unknown-unknown/vault/examples/speed_wasm.wasm");
        let mut glue = Command::new(bindgen);
        glue.args(["--target=nodejs", "--no-typescript", "--out-dir"]).arg(folder).arg(module);
        ensure!(glue.status()?.success(), "wasm-bindgen failed");
        Ok(folder.join("speed_wasm.js"))
    }
}
