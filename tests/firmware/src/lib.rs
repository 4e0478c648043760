//! What a device's firmware does to attest: it salts its readings, hashes them into a tree as they
//! come, and signs the root under the next number. In fixed memory, without an allocator.
//!
//! The codec links the `alloc` crate, so that a program must name an allocator. The one here is an
//! import: were it ever asked for memory, the program built for `wasm32v1-none` would have that
//! import. `scripts/test` builds it and looks.

#![cfg_attr(target_arch = "wasm32", no_std)]

use bot_primitives::{
	merkle::{salted_leaf_hash, RootBuilder, SoftSha256},
	payload::DataStatement,
	signer::SecretKey,
	Commitment, Millis, Signature, SigningContext,
};

/// The readings of one batch.
#[derive(Clone, Debug, Default)]
pub struct Batch {
	tree: RootBuilder,
	first_counter: u64,
	last_counter: u64,
	first_at: Millis,
	last_at: Millis,
}

impl Batch {
	/// Adds a reading, with the device's counter and clock. Gives whether there was room for it.
	pub fn add(&mut self, counter: u64, at: Millis, salt: &[u8; 16], content: &[u8]) -> bool {
		if self.tree.count() == 0 {
			self.first_counter = counter;
			self.first_at = at;
		}
		let leaf = salted_leaf_hash::<SoftSha256>(salt, content);
		let added = self.tree.push::<SoftSha256>(leaf).is_some();
		if added {
			self.last_counter = counter;
			self.last_at = at;
		}
		added
	}

	/// The statement `seq` about the batch, and its signature; none where the batch is empty.
	pub fn sign(
		&self,
		seq: u64,
		content: u16,
		key: &SecretKey,
		context: &SigningContext,
	) -> Option<(DataStatement, Signature)> {
		let commitment = Commitment {
			root: self.tree.root::<SoftSha256>()?,
			count: self.tree.count(),
			first_counter: self.first_counter,
			last_counter: self.last_counter,
			first_at: self.first_at,
			last_at: self.last_at,
			content,
		};
		let statement = DataStatement { seq, commitment };
		Some((statement, key.sign(&statement, context)))
	}
}

#[cfg(target_arch = "wasm32")]
mod target {
	use super::*;
	use bot_primitives::DeviceId;

	/// Signs a batch of readings with a key of either type. Gives the sum of the bytes of the
	/// signature, so that nothing of the way to it can be left out of the program.
	#[allow(unsafe_code, reason = "a program needs an entry")]
	#[no_mangle]
	pub extern "C" fn attest(readings: u32, p256: bool) -> u32 {
		let key = if p256 { SecretKey::p256(&[1; 32]) } else { Some(SecretKey::ed25519([1; 32])) };
		let context =
			SigningContext { genesis_hash: [2; 32], device_id: DeviceId([3; 32]), epoch: 0 };
		let mut batch = Batch::default();
		for reading in 0..u64::from(readings) {
			batch.add(reading, reading, &[4; 16], &reading.to_le_bytes());
		}
		let signed = key.and_then(|key| batch.sign(0, 42, &key, &context));
		signed.map_or(0, |(_, signature)| match signature {
			Signature::Ed25519(bytes) | Signature::EcdsaP256(bytes) => {
				bytes.iter().map(|byte| u32::from(*byte)).sum()
			},
		})
	}

	#[link(wasm_import_module = "bot")]
	#[allow(unsafe_code, reason = "an import stands outside the language's checks")]
	extern "C" {
		fn memory_was_asked_for() -> *mut u8;
	}

	struct Import;

	#[allow(unsafe_code, reason = "what an allocator must be")]
	// SAFETY: it gives whatever the host gives, and no host has ever to give anything.
	unsafe impl core::alloc::GlobalAlloc for Import {
		unsafe fn alloc(&self, _: core::alloc::Layout) -> *mut u8 {
			memory_was_asked_for()
		}

		unsafe fn dealloc(&self, _: *mut u8, _: core::alloc::Layout) {}
	}

	#[global_allocator]
	static ALLOCATOR: Import = Import;

	#[panic_handler]
	fn panic(_: &core::panic::PanicInfo) -> ! {
		loop {}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use bot_primitives::{merkle, payload::Payload, DeviceId};

	const CONTEXT: SigningContext =
		SigningContext { genesis_hash: [2; 32], device_id: DeviceId([3; 32]), epoch: 4 };

	#[test]
	fn a_batch_is_what_the_chain_and_verifiers_expect() {
		for key in [SecretKey::ed25519([1; 32]), SecretKey::p256(&[1; 32]).unwrap()] {
			let mut batch = Batch::default();
			let leaves: Vec<_> = (0..11u64)
				.map(|n| {
					assert!(batch.add(100 + n, 1_000 + n, &[n as u8; 16], &n.to_le_bytes()));
					salted_leaf_hash::<SoftSha256>(&[n as u8; 16], &n.to_le_bytes())
				})
				.collect();
			let (statement, signature) = batch.sign(7, 110, &key, &CONTEXT).unwrap();
			let expected = Commitment {
				root: merkle::root::<SoftSha256>(&leaves).unwrap(),
				count: 11,
				first_counter: 100,
				last_counter: 110,
				first_at: 1_000,
				last_at: 1_010,
				content: 110,
			};
			assert_eq!(statement, DataStatement { seq: 7, commitment: expected });
			assert!(statement.commitment.is_consistent());
			let bytes = statement.signing_bytes(&CONTEXT);
			assert!(key.public().verify(bytes.as_ref(), &signature));
		}
	}

	#[test]
	fn an_empty_batch_is_not_signed() {
		let key = SecretKey::ed25519([1; 32]);
		assert!(Batch::default().sign(0, 110, &key, &CONTEXT).is_none());
	}
}
