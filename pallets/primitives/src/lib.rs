#![cfg_attr(not(feature = "std"), no_std)]
#![doc = include_str!("../README.md")]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

#[cfg(feature = "alloc")]
extern crate alloc;

pub mod content;
pub mod enrolment;
pub mod id;
pub mod key;
#[cfg(feature = "alloc")]
pub mod key_chain;
pub mod merkle;
pub mod payload;
#[cfg(feature = "alloc")]
pub mod record;
pub mod refusal;
pub mod roles;
pub mod sales;
#[cfg(feature = "sign")]
pub mod signer;
pub mod standing;
pub mod stream;
pub mod traits;

pub use enrolment::{EnrolledDevice, EnrolmentId};
pub use id::{DeviceId, DeviceIndex, ModelId, Network, OrderedIndex};
#[cfg(feature = "alloc")]
pub use id::{Did, DidError};
pub use key::{KeyProtection, PublicKey, Signature, X25519Key};
pub use merkle::Sha256;
pub use payload::{Commitment, SigningContext};
#[cfg(feature = "alloc")]
pub use record::{MmrLeaf, Record, RecordKind, RecordsFull};
pub use refusal::Refusal;
pub use roles::{Role, Roles};
pub use standing::{DeviceState, RecallReason, RecallTarget, Standing};
pub use stream::{Rate, SequenceError, StreamHead};

/// A 32-byte hash.
pub type Hash256 = [u8; 32];

/// The 32 bytes of a member's account.
pub type AccountBytes = [u8; 32];

/// Milliseconds since the Unix epoch.
pub type Millis = u64;
