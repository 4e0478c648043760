//! Members who sign checkpoints.

use super::*;
use bot_evidence::{
	Checkpoint, Cosignature, Header, Member, MemberSignature, Members, SignedCheckpoint,
};
use bot_primitives::Signature;
use rand_chacha::{rand_core::SeedableRng, ChaCha20Rng};
use schnorrkel::{context::attach_rng, signing_context, ExpansionMode, Keypair, MiniSecretKey};

/// Key of a member.
pub(crate) enum MemberKey {
	Ed25519(Box<SecretKey>),
	Sr25519(Box<Keypair>),
}

impl MemberKey {
	pub(crate) fn ed25519(seed: u8) -> Self {
		Self::Ed25519(Box::new(key(Ed25519, seed)))
	}

	pub(crate) fn sr25519(seed: u8) -> Self {
		let secret = MiniSecretKey::from_bytes(&[seed; 32]).unwrap();
		Self::Sr25519(Box::new(secret.expand_to_keypair(ExpansionMode::Ed25519)))
	}

	pub(crate) fn account(&self) -> [u8; 32] {
		match self {
			Self::Ed25519(key) => match key.public() {
				bot_primitives::PublicKey::Ed25519(bytes) => bytes,
				other => panic!("{other:?}"),
			},
			Self::Sr25519(key) => key.public.to_bytes(),
		}
	}

	/// Signs bytes, always with the same signature.
	pub(crate) fn sign_bytes(&self, message: &[u8]) -> MemberSignature {
		match self {
			Self::Ed25519(key) => match key.sign_bytes(message) {
				Signature::Ed25519(bytes) => MemberSignature::Ed25519(bytes),
				other => panic!("{other:?}"),
			},
			Self::Sr25519(key) => {
				let transcript = signing_context(b"substrate").bytes(message);
				let transcript = attach_rng(transcript, ChaCha20Rng::from_seed([0; 32]));
				MemberSignature::Sr25519(key.sign(transcript).to_bytes())
			},
		}
	}

	/// Signs a checkpoint.
	pub(crate) fn sign(&self, checkpoint: &Checkpoint) -> Cosignature {
		let signature = self.sign_bytes(&checkpoint.signing_bytes());
		Cosignature { account: self.account(), signature }
	}

	/// Signs a checkpoint as wallets do.
	pub(crate) fn sign_wrapped(&self, checkpoint: &Checkpoint) -> Cosignature {
		let message = [b"<Bytes>", &checkpoint.signing_bytes()[..], b"</Bytes>"].concat();
		Cosignature { account: self.account(), signature: self.sign_bytes(&message) }
	}
}

/// The keys of the council: of both types, two of each, and one who does not sign.
pub(crate) fn council() -> [MemberKey; 5] {
	[
		MemberKey::sr25519(101),
		MemberKey::sr25519(102),
		MemberKey::ed25519(103),
		MemberKey::ed25519(104),
		MemberKey::sr25519(105),
	]
}

/// The council, of whom four must say the same.
pub(crate) fn members() -> Members {
	let names = ["Provider", "Operator", "Supervisor", "Observer", "Absent"];
	let member =
		|(key, name): (&MemberKey, &str)| Member { account: key.account(), name: name.into() };
	Members::new(GENESIS, 4, council().iter().zip(names).map(member).collect()).unwrap()
}

/// What the council says about the header of `evidence`.
pub(crate) fn checkpoint_of(evidence: &Evidence) -> Checkpoint {
	let header = Header::decode(&mut &evidence.header[..]).unwrap();
	Checkpoint {
		genesis_hash: evidence.genesis_hash,
		number: header.number,
		header_hash: blake2_256(&evidence.header),
		mmr_root: header.mmr_root().unwrap(),
		time: RECEIVED_AT + 60_000,
	}
}

/// A checkpoint, signed by exactly as many as must: by each type of key as it is and as wallets do.
pub(crate) fn signed(checkpoint: Checkpoint) -> SignedCheckpoint {
	let [a, b, c, d, _] = council();
	let signatures = vec![
		a.sign(&checkpoint),
		b.sign_wrapped(&checkpoint),
		c.sign(&checkpoint),
		d.sign_wrapped(&checkpoint),
	];
	SignedCheckpoint { checkpoint, signatures }
}
