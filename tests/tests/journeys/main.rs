//! Journeys in browsers against the real worker: all in headless Chromium, the core ones in Firefox and WebKitGTK too
//! (`everywhere!`). Each has an edge, portals, an endpoint and a browser of its own; none waits for time where there is
//! a state to wait for.

#![expect(clippy::indexing_slicing, reason = "a test says what it expects by failing")]

mod accessibility;
mod any_request;
mod bad_input;
mod change;
mod compare;
mod delivery;
mod described;
mod dock;
mod early;
mod erased;
mod errors;
mod faults;
mod hostile;
mod hotline;
mod install;
mod keyboard;
mod loader;
mod outage;
mod own_page;
mod plain;
mod portal;
mod privacy;
mod release;
mod repeat;
mod server;
mod sizes;
mod smooth;
mod storm;
mod surface;
mod text_size;
mod tip_off;
mod together;
mod watch;
mod webhook;
