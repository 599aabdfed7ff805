//! The edge as an operator has it: from an archive, behind a front server, backed up, on several hosts.

mod archive;
mod backup;
mod forged;
mod front;
mod hosts;
