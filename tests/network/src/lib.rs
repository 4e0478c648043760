//! The network of a consortium on one machine: two validators of a relay chain, and the collators of
//! three members.
//!
//! `scripts/network` runs it for people. The tests, which `scripts/test-network` runs, take parts of it
//! away and see what is lost; a plain `cargo test` leaves them out, since they need programs that take
//! long to build.

pub mod address;
pub mod ground;
pub mod network;
pub mod node;
pub mod programs;
pub mod relay;
pub mod specs;
