//! Puts what the worker carries into it: the units' files and the public holidays, checked, and the list of the release's assets.

#[path = "compile/assets.rs"]
mod assets;
#[path = "compile/holidays.rs"]
mod holidays;
#[path = "compile/units.rs"]
mod units;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reasons) => {
            for reason in reasons {
                println!("cargo::error={reason}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Vec<String>> {
    let one = |reason: String| vec![reason];
    let var = |name: &str| env::var(name).map_err(|_| one(format!("cargo did not set {name}")));
    let (here, out) = (var("CARGO_MANIFEST_DIR")?, var("OUT_DIR")?);
    let (here, out) = (Path::new(&here), Path::new(&out));
    let write = |name: &str, code: String| {
        fs::write(out.join(name), code).map_err(|error| one(format!("{name}: {error}")))
    };

    // Another folder of units is for measuring: `bundle::worker_with`. What is released has those of the source.
    println!("cargo::rerun-if-env-changed=TT_UNITS");
    let units = env::var_os("TT_UNITS").map_or_else(|| here.join("units"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", units.display());
    let units = units::read(&units)?;
    for warning in units::warnings(&units) {
        println!("cargo::warning={warning}");
    }
    write("units.rs", units::table(&units).map_err(one)?)?;

    println!("cargo::rerun-if-changed=holidays.toml");
    let calendar = holidays::read(&here.join("holidays.toml")).map_err(one)?;
    write("holidays.rs", holidays::table(&calendar).map_err(one)?)?;

    println!("cargo::rerun-if-env-changed=TT_ASSETS");
    let release = match env::var("TT_ASSETS") {
        // The host's build is for tests, which look at no asset.
        _ if var("CARGO_CFG_TARGET_ARCH")? != "wasm32" => assets::Release::default(),
        Ok(folder) => assets::read(Path::new(&folder)).map_err(one)?,
        Err(_) => {
            return Err(one(
                "TT_ASSETS does not name the folder of the assets; build the worker by `cargo run -p bundle`"
                    .into(),
            ));
        }
    };
    write("assets.rs", assets::table(&release))?;

    let former = assets::former(&here.join("releases")).map_err(one)?;
    let former = former.iter().map(assets::table).collect::<Vec<_>>().join(",");
    write("former.rs", format!("&[{former}]"))
}
