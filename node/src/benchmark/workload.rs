//! What blocks are filled with.

use bot_primitives::{content, payload::DataStatement, Commitment, Signature, SigningContext};
use bot_runtime::{
	AccountId, Runtime, RuntimeCall, Signature as AccountSignature, TxExtension,
	UncheckedExtrinsic, VERSION,
};
use codec::Encode;
use pallet_attestation::{types::SignedStatement, MAX_STATEMENTS};
use polkadot_sdk::{
	frame_metadata_hash_extension,
	frame_support::traits::Get,
	frame_system, pallet_balances, pallet_transaction_payment, sc_cli,
	sp_core::{sr25519, Pair},
	sp_runtime::{
		generic::{Era, SignedPayload},
		BoundedVec,
	},
};

use super::fleet::{Fleet, Signer, SIGNERS};
use crate::service::Hash;

/// A kind of transaction that a block is filled with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Workload {
	/// A remark of 32 bytes, signed by an account of its own: what a naive attestation is.
	Remark,
	/// A transfer from an account of its own to one that is there.
	Transfer,
	/// A feeless attestation with an Ed25519 signature.
	AttestEd25519,
	/// A feeless attestation with a P-256 signature.
	AttestP256,
	/// So many attestations with Ed25519 signatures, in a call that a gateway pays for.
	AttestMany(u32),
}

impl Workload {
	/// All that are compared. The first one is what the others are compared with.
	pub const ALL: [Self; 7] = [
		Self::Remark,
		Self::Transfer,
		Self::AttestEd25519,
		Self::AttestP256,
		Self::AttestMany(16),
		Self::AttestMany(64),
		Self::AttestMany(MAX_STATEMENTS),
	];

	/// Its name.
	pub fn name(self) -> String {
		match self {
			Self::Remark => "system.remark, signed".into(),
			Self::Transfer => "balances.transfer_keep_alive, signed".into(),
			Self::AttestEd25519 => "attest, Ed25519".into(),
			Self::AttestP256 => "attest, P-256".into(),
			Self::AttestMany(count) => format!("attest_many of {count}, an item"),
		}
	}

	/// How many items one transaction has.
	pub fn items(self) -> u32 {
		match self {
			Self::AttestMany(count) => count,
			_ => 1,
		}
	}

	/// As many transactions as there are signers for.
	pub fn transactions(self) -> u32 {
		SIGNERS / self.items()
	}

	/// As many transactions as a block takes the records of; none where they make no records.
	pub fn transactions_of_records(self) -> Option<u32> {
		let records: u32 = <Runtime as pallet_attestation::Config>::MaxRecordsPerBlock::get();
		match self {
			Self::Remark | Self::Transfer => None,
			Self::AttestEd25519 | Self::AttestP256 | Self::AttestMany(_) => {
				Some(records / self.items())
			},
		}
	}

	/// The transaction number `nth`, for the chain with this genesis hash.
	pub fn transaction(
		self,
		nth: u32,
		fleet: &Fleet,
		genesis: Hash,
	) -> sc_cli::Result<UncheckedExtrinsic> {
		let account = |nth: u32| fleet.account(nth % SIGNERS);
		let attest = |signer: Signer| {
			let SignedStatement { device, statement, signature } = signed(&signer, genesis);
			general(pallet_attestation::Call::attest { device, statement, signature })
		};
		Ok(match self {
			Self::Remark => {
				let remark = vec![7; 32];
				by_account(&account(nth), frame_system::Call::remark { remark }, genesis)
			},
			Self::Transfer => {
				let dest = AccountId::from(account(nth.saturating_add(SIGNERS / 2)).public());
				let call =
					pallet_balances::Call::transfer_keep_alive { dest: dest.into(), value: 1 };
				by_account(&account(nth), call, genesis)
			},
			Self::AttestEd25519 => attest(fleet.ed25519(nth)),
			Self::AttestP256 => attest(fleet.p256(nth)?),
			Self::AttestMany(count) => {
				let first = nth.saturating_mul(count);
				let statements = (first..first.saturating_add(count))
					.map(|nth| signed(&fleet.ed25519(nth), genesis))
					.collect();
				let statements = BoundedVec::truncate_from(statements);
				let call = pallet_attestation::Call::attest_many { statements };
				by_account(&account(nth), call, genesis)
			},
		})
	}
}

fn signed(signer: &Signer, genesis: Hash) -> SignedStatement {
	let statement = statement(signer);
	let context = SigningContext { genesis_hash: genesis.0, device_id: signer.id, epoch: 0 };
	let signature: Signature = signer.key.sign(&statement, &context);
	SignedStatement { device: signer.device, statement, signature }
}

fn statement(signer: &Signer) -> DataStatement {
	let mut root = [7; 32];
	root[..4].copy_from_slice(&signer.device.to_le_bytes());
	let commitment = Commitment {
		root,
		count: 1_024,
		first_counter: 0,
		last_counter: 1_023,
		first_at: 1,
		last_at: 2,
		content: content::SENML_JSON,
	};
	DataStatement { seq: signer.seq, commitment }
}

fn extension() -> TxExtension {
	TxExtension::new((
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(0),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	))
}

fn by_account(
	account: &sr25519::Pair,
	call: impl Into<RuntimeCall>,
	genesis: Hash,
) -> UncheckedExtrinsic {
	let implicit = (
		(),
		(),
		VERSION.spec_version,
		VERSION.transaction_version,
		genesis,
		genesis,
		(),
		(),
		(),
		None,
	);
	let payload = SignedPayload::from_raw(call.into(), extension(), implicit);
	let signature = AccountSignature::Sr25519(payload.using_encoded(|bytes| account.sign(bytes)));
	let (call, extension, _) = payload.deconstruct();
	let account = AccountId::from(account.public());
	UncheckedExtrinsic::new_signed(call, account.into(), signature, extension)
}

/// A general transaction: one without a signer.
fn general(call: pallet_attestation::Call<Runtime>) -> UncheckedExtrinsic {
	UncheckedExtrinsic::new_transaction(call.into(), extension())
}
