//! The edge as an operator has it: from an archive, behind a front server, backed up, in several processes, on several hosts.

mod archive;
mod backup;
mod forged;
mod front;
mod hardened;
mod hosts;
mod names;
mod onion;
mod scrub;
mod share;
