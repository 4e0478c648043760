//! A load of JSON-RPC requests at fixed rates, and how fast a node answers it.
//!
//! The load is open: a request is sent at its time whether the ones before were answered or not, and
//! its latency counts from that time, so that a node that falls behind shows it.

mod lane;
mod run;

pub use run::{run, Options, Outcome, Part};

/// What is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
	/// `did_resolve`, of one device after the other.
	Resolve,
	/// `attestation_prove`, of one record after the other.
	Prove,
}

impl Kind {
	/// Both kinds.
	pub const ALL: [Self; 2] = [Self::Resolve, Self::Prove];

	/// The method.
	pub fn method(self) -> &'static str {
		match self {
			Self::Resolve => "did_resolve",
			Self::Prove => "attestation_prove",
		}
	}
}
