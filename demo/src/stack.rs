//! Edge, portals and endpoint together, each knowing the others' addresses.

use crate::{
    edge::{Edge, EdgeOptions},
    portal::Portals,
    ports,
    unit::{Endpoint, Keys},
    units,
};
use anyhow::Result;
use bundle::Bundle;
use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
};

/// All that a rating passes through. Dropped, all of it is gone but the state.
#[derive(Debug)]
pub struct Stack {
    /// The edge, which takes ratings and delivers them.
    pub edge: Edge,
    /// The portals, where they are given.
    pub portals: Portals,
    /// The unit's endpoint, where they arrive.
    pub endpoint: Endpoint,
}

/// Where the parts of a [`Stack`] listen.
#[derive(Debug)]
pub struct Places {
    /// The edge's address.
    pub edge: SocketAddr,
    /// The portals' listener.
    pub portals: TcpListener,
    /// The endpoint's listener.
    pub unit: TcpListener,
}

impl Places {
    /// Free loopback ports. Errors: none are left.
    pub fn free() -> Result<Self> {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Ok(Self { edge: ports::free()?, portals: ports::listen(any)?, unit: ports::listen(ports::free()?)? })
    }
}

impl Stack {
    /// Starts all of it: `bundle` is what the edge serves, `state` a directory that gets `edge/`, `edge.log` and `unit/`.
    /// Ratings are released at once; `adjust` may change that and whatever else the edge is started with.
    /// Errors: as [`Edge::start`], [`Portals::start`] and [`Endpoint::start`].
    pub fn start(
        places: Places,
        bundle: &Bundle,
        state: &Path,
        adjust: impl FnOnce(&mut EdgeOptions),
    ) -> Result<Self> {
        let units = units::load()?;
        let unit_state = state.join("unit");
        let keys = Keys::open(&unit_state, &units)?;
        let secrets = units::secrets(&units, |id| keys.get(id));
        let endpoint =
            Endpoint::start(places.unit, &unit_state, keys, &units, &format!("http://{}", places.edge))?;
        let portals = Portals::start(places.portals, &format!("http://{}", places.edge), bundle)?;
        let mut options = EdgeOptions {
            workerd: bundle.workerd.clone(),
            config: crate::root().join("demo/workerd.capnp"),
            files: bundle.files_dir.clone(),
            addr: places.edge,
            state: state.to_owned(),
            overrides: units::overrides(&units, &origins(&portals.url()), &endpoint.url())?,
            secrets,
            client_address_header: None,
            metrics_token: None,
            unit_ratings_per_minute: None,
            public_origin: None,
            inspector: None,
        };
        adjust(&mut options);
        Ok(Self { edge: Edge::start(options)?, portals, endpoint })
    }
}

/// A browser may know the portals by either name.
fn origins(url: &str) -> Vec<String> {
    let by_name = url.replace("127.0.0.1", "localhost");
    if by_name == url { vec![by_name] } else { vec![url.to_owned(), by_name] }
}
