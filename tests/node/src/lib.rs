//! Tests of a running node.
//!
//! They start the node that was built, on a free port of this machine and in a directory of their
//! own, and stop it themselves. `scripts/test-node` runs those about proofs, sales, operation and
//! JSON-RPC, `scripts/flood` the flood, `scripts/bench rpc` the load; a plain `cargo test` leaves them
//! out, since they need the node built first.

pub mod cli;
pub mod device;
pub mod documentation;
pub mod flood;
pub mod http;
pub mod latencies;
pub mod load;
pub mod malformed;
pub mod node;
pub mod proof;
pub mod sealing;
pub mod upgrade;
pub mod wire;
