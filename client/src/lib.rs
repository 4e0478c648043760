//! Client of the BoT chain: keys, the gateway that reads, salts, batches and sends readings, calls to
//! the chain, and evidence files.
//!
//! What needs no node stands in [`archive`], [`device_key`], [`member_key`], [`gateway`], [`enrolment`],
//! [`idevid`], [`sales`] and [`money`]; what needs one begins with [`chain::Chain`]. The program `bot` is
//! a thin shell over this library.

pub mod archive;
pub mod chain;
pub mod checkpoint;
pub mod console;
pub mod demo;
pub mod device_key;
pub mod enrolment;
pub mod error;
pub mod evidence;
pub mod files;
pub mod gateway;
pub mod hex_bytes;
pub mod http;
pub mod idevid;
pub mod interruption;
pub mod member_key;
pub mod money;
pub mod out;
mod outbox;
pub mod resolver;
pub mod sales;
pub mod table;

pub use device_key::{DeviceKey, KeyType};
pub use error::{Error, Refusal, Result};
