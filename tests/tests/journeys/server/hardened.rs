//! The systemd units that `install.sh` puts in place: understood whole, shut in, and leaving nothing of a process on disk.

use super::archive::{install, unpacked};
use anyhow::{Context, Result};
use std::{fs, path::Path, process::Command};
use tests::{
    debian::{self, Extent},
    process,
    scratch::Scratch,
};

/// Highest exposure of the scale from 0 to 100 (`systemd-analyze security`); a service without any setting has 96.
const EXPOSURE: &str = "--threshold=13";

fn analyze(arguments: &[&str], unit: &Path) -> Result<String> {
    process::run(Command::new("systemd-analyze").args(arguments).arg(unit))
}

#[test]
fn systemd_understands_the_units_and_finds_them_shut_in() -> Result<()> {
    debian::packages("systemd-analyze", &["systemd"], Extent::Needed, || debian::on_path("systemd-analyze"))?;
    let scratch = Scratch::new()?;
    let root = scratch.path().join("root");
    install(&unpacked(scratch.path())?, &root, &[])?;
    let installed = root.join("etc/systemd/system");
    for (file, unit) in [
        ("tuong-tac.service", "tuong-tac.service"),
        // A process beside the first, as `share.sh` starts it.
        ("tuong-tac@.service", "tuong-tac@8788.service"),
    ] {
        let text = fs::read_to_string(installed.join(file))?;
        let below = text.replace("=/opt/", &format!("={}/opt/", root.display()));
        let path = scratch.path().join(unit);
        fs::write(&path, below)?;
        // An unknown key is only told, and ignored.
        let said = analyze(&["verify", "--man=no"], &path)?;
        assert_eq!(said, "", "{unit}");
        analyze(&["security", "--offline=true", EXPOSURE, "--no-pager"], &path)?;
        let set = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            value.with_context(|| format!("{unit} does not set {name}"))
        };
        for (name, value) in [("LimitCORE", "0"), ("CoredumpFilter", "0x0"), ("MemorySwapMax", "0")] {
            assert_eq!(set(name)?, value, "{unit}: {name}");
        }
        // V8 makes its code at run time.
        assert!(set("MemoryDenyWriteExecute").is_err(), "{unit}");
        let loopback = set("ExecStart")?.split(' ').find_map(|word| word.strip_prefix("http="));
        assert!(loopback.is_some_and(|addr| addr.starts_with("127.0.0.1:")), "{unit}: {loopback:?}");
    }
    Ok(())
}
