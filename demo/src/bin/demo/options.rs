//! The command line.

use clap::Parser;
use std::{net::SocketAddr, path::PathBuf};

/// Runs the edge, portals that embed it and a unit's endpoint, all on this machine.
#[derive(Debug, Parser)]
#[command(name = "cargo demo", bin_name = "cargo demo")]
pub(crate) struct Options {
    /// Where the edge listens
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8787")]
    pub(crate) edge: SocketAddr,
    /// Where the portals listen
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) portals: SocketAddr,
    /// Where the unit's endpoint listens
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9090")]
    pub(crate) unit: SocketAddr,
    /// What is kept between runs: edge/ what the worker stores, unit/ the unit's keys and what it received
    /// [default: .demo in the repository]
    #[arg(long, value_name = "DIR")]
    pub(crate) state: Option<PathBuf>,
    /// Forget what earlier runs kept
    #[arg(long)]
    pub(crate) fresh: bool,
}
