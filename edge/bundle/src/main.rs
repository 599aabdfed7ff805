//! `cargo run -p bundle`: builds, weighs and checks everything that is served.

use std::process::ExitCode;

use anyhow::Result;
use bundle::{display::Display, sizes, wrangler};
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
    let display = Display::new();
    let progress = |step: &str| display.step(step);
    let bundle = bundle::build(&progress)?;
    match args.command {
        None => {
            drop(display);
            println!("{}\n{}", bundle.assets_dir.display(), bundle.worker_dir.display());
        }
        Some(Job::Sizes { markdown, write }) => {
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
            return Ok(if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Some(Job::DryRun) => {
            let said = wrangler::dry_run(&progress)?;
            drop(display);
            print!("{said}");
        }
    }
    Ok(ExitCode::SUCCESS)
}
