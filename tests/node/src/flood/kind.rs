//! What a flood is made of.

use bot_primitives::{payload::DataStatement, Commitment, DeviceIndex, Refusal, Signature};
use serde::Serialize;

use super::template::Statement;
use crate::device::Signer;

/// A kind of transaction in the flood.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub enum Kind {
	/// Of a device, but signed by another key.
	BadSignature,
	/// Under a number that was used, by the right key.
	WrongSequence,
	/// Of a device that there is not.
	UnknownDevice,
	/// Of a device that has used up its rate, by the right key.
	OverRate,
	/// By a stolen key, under numbers far ahead.
	StolenKey,
}

impl Kind {
	/// Every kind.
	pub const ALL: [Self; 5] = [
		Self::BadSignature,
		Self::WrongSequence,
		Self::UnknownDevice,
		Self::OverRate,
		Self::StolenKey,
	];

	/// What it is called.
	pub fn name(self) -> &'static str {
		match self {
			Self::BadSignature => "bad signature",
			Self::WrongSequence => "number used before",
			Self::UnknownDevice => "unknown device",
			Self::OverRate => "over rate",
			Self::StolenKey => "stolen key, numbers ahead",
		}
	}

	/// Why the chain refuses it. Some with a stolen key are not refused: the key is the device's.
	pub fn refusal(self) -> Refusal {
		match self {
			Self::BadSignature => Refusal::BadSignature,
			Self::WrongSequence => Refusal::Used,
			Self::UnknownDevice => Refusal::UnknownDevice,
			Self::OverRate => Refusal::OverRate,
			Self::StolenKey => Refusal::TooFar,
		}
	}

	/// Whether the refusal comes before the signature is looked at.
	pub fn is_refused_before_the_signature(self) -> bool {
		self != Self::BadSignature
	}

	/// The kind of the flood's transaction with this number: a tenth of them are of the stolen key,
	/// the others of the other kinds in turn.
	pub fn of(number: u64) -> Self {
		match number % 10 {
			9 => Self::StolenKey,
			rest => match rest % 4 {
				0 => Self::BadSignature,
				1 => Self::WrongSequence,
				2 => Self::UnknownDevice,
				_ => Self::OverRate,
			},
		}
	}
}

/// Whom the flood pretends to be.
pub struct Victims {
	/// Hash of the chain's genesis block.
	pub genesis_hash: [u8; 32],
	/// Has attested once, and its key is safe.
	pub safe: Signer,
	/// Has attested as often as its rate lets it.
	pub tired: Signer,
	/// Its key is stolen.
	pub stolen: Signer,
	/// How many numbers the tired one has used.
	pub used: u64,
	/// The first number of no device.
	pub nobody: DeviceIndex,
}

impl Victims {
	/// The statement with the number `number` of the flood. No two are the same.
	pub fn statement(&self, kind: Kind, number: u64) -> Statement {
		let (signer, seq) = match kind {
			// Numbers that would be free.
			Kind::BadSignature => (&self.safe, 1 + number % 32),
			Kind::WrongSequence => (&self.safe, 0),
			Kind::UnknownDevice => (&self.stolen, number),
			Kind::OverRate => (&self.tired, self.used + number % 32),
			Kind::StolenKey => (&self.stolen, number / 10),
		};
		let statement = DataStatement { seq, commitment: commitment(number) };
		let key = if kind == Kind::BadSignature { &self.stolen.key } else { &signer.key };
		let signature: Signature = key.sign(&statement, &signer.device.context(self.genesis_hash));
		let device = match kind {
			Kind::UnknownDevice => {
				let further = u32::try_from(number % 1_000_000_000).unwrap_or_default();
				self.nobody.saturating_add(further)
			},
			_ => signer.device.index,
		};
		Statement { device, statement, signature }
	}
}

/// A commitment that tells the statements of the flood apart.
fn commitment(number: u64) -> Commitment {
	let mut root = [7; 32];
	root[..8].copy_from_slice(&number.to_be_bytes());
	Commitment {
		root,
		count: 1,
		first_counter: number,
		last_counter: number,
		first_at: 1,
		last_at: 1,
		content: 110,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_tenth_is_of_the_stolen_key_and_the_rest_of_the_others() {
		let count = |kind| (0..100_000).filter(|number| Kind::of(*number) == kind).count();
		assert_eq!(count(Kind::StolenKey), 10_000);
		for kind in &Kind::ALL[..4] {
			assert!(count(*kind) >= 20_000, "{kind:?}");
		}
	}
}
