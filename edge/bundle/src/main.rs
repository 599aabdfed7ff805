//! `cargo run -p bundle`: builds, weighs and checks everything that is served.

use std::{env, io, process::ExitCode};

use anyhow::Result;
use bundle::{archive, check, compare, display::Display, sign::Signing, sizes, wrangler};
use clap::{Parser, Subcommand};

/// Builds everything that is served into target/bundle.
#[derive(Parser)]
#[command(name = "bundle")]
struct Args {
    #[command(subcommand)]
    command: Option<Job>,
}

#[derive(Subcommand)]
enum Job {
    /// Prints how many bytes a citizen downloads, and fails if that is over a budget.
    Sizes {
        /// Prints the table in Markdown.
        #[arg(long)]
        markdown: bool,
        /// Puts the table into README.md.
        #[arg(long)]
        write: bool,
    },
    /// Fetches a page of a portal and says how it embeds the widgets; fails if something is wrong.
    Check(check::Options),
    /// Packs what a server of one's own needs into target/archive: the worker, workerd, configuration, installer, hashes, SBOM.
    /// Signed with --key, it is verified by `minisign`.
    Archive(Signing),
    /// Builds this source and says whether an edge serves the same, byte for byte; fails if it does not.
    Compare(compare::Options),
    /// Keeps what portals pin of this release (`/v/{hash}/tt.js`) in edge/releases, so that later builds serve it too.
    Keep,
    /// Checks by wrangler that Cloudflare would take the bundle. Deploys nothing.
    DryRun,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<ExitCode> {
    match &args.command {
        None => built(),
        Some(Job::Sizes { markdown, write }) => weighed(*markdown, *write),
        Some(Job::Check(options)) => {
            let overrides = env::var("UNIT_OVERRIDES").ok();
            Ok(code(check::run(options, overrides.as_deref(), &mut io::stdout().lock())?))
        }
        Some(Job::Archive(signing)) => {
            let display = Display::new();
            let bundle = bundle::build(&|step| display.step(step))?;
            display.step("pack the archive");
            let path = archive::pack(&bundle)?;
            let signed = signing.sign(&path)?;
            drop(display);
            println!("{}", path.display());
            match signed {
                Some(signature) => {
                    println!("{}\npublic key: {}", signature.path.display(), signature.public_key);
                }
                None => eprintln!(
                    "NOT SIGNED: nobody can tell who packed this archive. Give the secret key of `minisign -G` as --key."
                ),
            }
            Ok(ExitCode::SUCCESS)
        }
        Some(Job::Compare(options)) => {
            let display = Display::new();
            let bundle = bundle::build(&|step| display.step(step))?;
            drop(display);
            Ok(code(compare::run(options, &bundle, &mut io::stdout().lock())?))
        }
        Some(Job::Keep) => kept(),
        Some(Job::DryRun) => {
            let display = Display::new();
            let progress = |step: &str| display.step(step);
            bundle::build(&progress)?;
            let said = wrangler::dry_run(&progress)?;
            drop(display);
            print!("{said}");
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn built() -> Result<ExitCode> {
    let display = Display::new();
    let bundle = bundle::build(&|step| display.step(step))?;
    drop(display);
    println!("{}\n{}", bundle.assets_dir.display(), bundle.worker_dir.display());
    Ok(ExitCode::SUCCESS)
}

fn kept() -> Result<ExitCode> {
    let display = Display::new();
    let bundle = bundle::build(&|step| display.step(step))?;
    drop(display);
    println!("edge/releases/{}", bundle::keep(&bundle)?);
    Ok(ExitCode::SUCCESS)
}

fn weighed(markdown: bool, write: bool) -> Result<ExitCode> {
    let display = Display::new();
    let bundle = bundle::build(&|step| display.step(step))?;
    display.step("weigh what a citizen downloads");
    let table = sizes::measure(&bundle)?;
    drop(display);
    if write {
        sizes::write(&table)?;
    }
    print!("{}", if markdown { table.markdown() } else { table.to_string() });
    let over = table.over_budget();
    for line in &over {
        eprintln!("error: {line}");
    }
    Ok(code(over.is_empty()))
}

const fn code(well: bool) -> ExitCode {
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
