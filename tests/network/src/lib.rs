//! The network of a consortium on one machine: two validators of a relay chain, and the collators of
//! three members.
//!
//! `scripts/network` runs it for people. `scripts/test-network` takes parts of it away and sees what is
//! lost.

pub mod address;
pub mod faults;
pub mod ground;
pub mod load;
pub mod network;
pub mod node;
pub mod programs;
pub mod relay;
pub mod specs;
