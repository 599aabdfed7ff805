//! scratch
#[path = "bench/servers.rs"]
#[allow(dead_code)]
mod servers;
use anyhow::Result;
use std::{net::SocketAddr, time::Duration};
use tests::{
    load::{drive, rating},
    world::{UNIT, World},
};
fn cpu() -> Vec<(u32, f64)> {
    let mut all = Vec::new();
    for e in std::fs::read_dir("/proc").unwrap().flatten() {
        let Ok(pid) = e.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(comm) = std::fs::read_to_string(format!("/proc/{pid}/comm")) else { continue };
        if comm.trim() != "workerd" {
            continue;
        }
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let f: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        all.push((pid, (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) / 100.0));
    }
    all.sort_by_key(|a| a.0);
    all
}
fn main() -> Result<()> {
    let world = World::with_delay(std::env::var("DELAY").ok().and_then(|d| d.parse().ok()).unwrap_or(3600))?;
    let edge: SocketAddr = world.stack.edge.url().trim_start_matches("http://").parse()?;
    let javascript = servers::Server::javascript()?;
    let rounds: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(4);
    let what = std::env::args().nth(2).unwrap_or_default();
    let t = Duration::from_secs(2);
    for _ in 0..rounds {
        for (name, addr) in [("js", javascript.addr), ("edge", edge)] {
            if !what.is_empty() && what != name {
                continue;
            }
            let before = cpu();
            let f = drive(addr, 16, t, 202, &|| rating(addr, UNIT, "/bench"))?;
            let after = cpu();
            let spent: f64 = before.iter().zip(&after).map(|(a, b)| b.1 - a.1).fold(0.0, f64::max);
            print!(
                "{name}: {:.0}/s cpu {:.3} ms/each ({:.2} of a core)   ",
                f.rate(),
                spent * 1000.0 / (f.rate() * 2.0),
                spent / 2.0
            );
        }
        println!();
    }
    Ok(())
}
