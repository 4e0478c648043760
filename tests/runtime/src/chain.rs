//! A chain without a node.

use bot_primitives::record::MmrLeaf;
use bot_runtime::{
	api, constants::time::SLOT_MILLIS, genesis_config_presets, AccountId, Executive, Hash, Header,
	Mmr, Runtime, RuntimeCall, RuntimeGenesisConfig, Signature, System, TxExtension,
	UncheckedExtrinsic,
};
use codec::{Decode, Encode};
use futures::executor::block_on;
use polkadot_sdk::*;

use cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider;
use frame_support::genesis_builder_helper::build_state;
use serde_json::Value;
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_core::offchain::{testing::TestOffchainExt, OffchainDbExt};
use sp_inherents::InherentDataProvider;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{
	generic::Era,
	traits::{BlakeTwo256, Header as _},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, Digest, DigestItem, DispatchError,
};
use sp_trie::{proof_size_extension::ProofSizeExt, recorder::Recorder};

/// The chain's time in the first block: a slot's start, in November 2026.
pub const START: u64 = 1_795_000_002_000 / SLOT_MILLIS * SLOT_MILLIS;

/// A chain that began with the development preset.
pub struct Chain {
	ext: TestExternalities,
	parent: Header,
}

impl Default for Chain {
	fn default() -> Self {
		Self::new()
	}
}

impl Chain {
	/// The chain before its first block.
	pub fn new() -> Self {
		let mut ext = TestExternalities::default();
		ext.execute_with(|| {
			let mut genesis = serde_json::to_value(RuntimeGenesisConfig::default())
				.expect("the default genesis is JSON");
			let preset =
				genesis_config_presets::get_preset(&sp_genesis_builder::DEV_RUNTIME_PRESET.into())
					.expect("there is a development preset");
			merge(&mut genesis, serde_json::from_slice(&preset).expect("a preset is JSON"));
			let genesis = serde_json::to_vec(&genesis).expect("JSON has bytes");
			build_state::<RuntimeGenesisConfig>(genesis).expect("the preset is a genesis");
		});
		let (offchain, _) = TestOffchainExt::with_offchain_db(ext.offchain_db());
		ext.register_extension(OffchainDbExt::new(offchain));
		// Without it the runtime gives no unused weight back. It measures nothing: there is no proof.
		ext.register_extension(ProofSizeExt::new(Recorder::<BlakeTwo256>::default()));
		// Where session keys are kept that the runtime makes for a collator.
		ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
		let parent =
			Header::new(0, Hash::default(), Hash::default(), Hash::default(), Digest::default());
		Self { ext, parent }
	}

	/// Hash of the genesis block.
	pub fn genesis_hash(&mut self) -> [u8; 32] {
		match self.parent.number {
			0 => self.parent.hash().0,
			_ => self.ext.execute_with(|| System::block_hash(0)).0,
		}
	}

	/// Reads or writes the state by hand.
	pub fn with<R>(&mut self, run: impl FnOnce() -> R) -> R {
		self.ext.execute_with(run)
	}

	/// What the runtime answers a node that asks for `method`.
	pub fn ask<A: Decode>(&mut self, method: &str, question: impl Encode) -> A {
		let answer = self.ext.execute_with(|| api::dispatch(method, &question.encode()));
		let answer = answer.expect("the runtime has the method");
		A::decode(&mut &answer[..]).expect("the answer is what the method gives")
	}

	/// What a node's pool says of `extrinsic`.
	pub fn validate(&mut self, extrinsic: UncheckedExtrinsic) -> TransactionValidity {
		let parent = self.parent.hash();
		// A check leaves nothing behind.
		let mut outcome = None;
		let _ = self.ext.execute_with(|| {
			frame_support::storage::with_transaction(|| {
				outcome = Some(Executive::validate_transaction(
					TransactionSource::External,
					extrinsic,
					parent,
				));
				sp_runtime::TransactionOutcome::Rollback(Ok::<(), DispatchError>(()))
			})
		});
		outcome.expect("the check was run")
	}

	/// Makes a block of `extrinsics` behind its inherents, and gives what became of each.
	pub fn block(&mut self, extrinsics: Vec<UncheckedExtrinsic>) -> Vec<ApplyExtrinsicResult> {
		self.block_with(|apply| extrinsics.into_iter().map(apply).collect())
	}

	/// Makes a block in which `fill` applies extrinsics.
	pub fn block_with<R>(
		&mut self,
		fill: impl FnOnce(&mut dyn FnMut(UncheckedExtrinsic) -> ApplyExtrinsicResult) -> R,
	) -> R {
		let number = self.parent.number + 1;
		let time = START + u64::from(number) * SLOT_MILLIS;
		let slot = time / SLOT_MILLIS;
		let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
		let header =
			Header::new(number, Hash::default(), Hash::default(), self.parent.hash(), digest);
		let inherents = inherents(&self.parent, time);
		let (header, result) = self.ext.execute_with(|| {
			Executive::initialize_block(&header);
			let inherents = api::dispatch("BlockBuilder_inherent_extrinsics", &inherents.encode())
				.expect("the runtime has the API of block authors");
			let inherents = Vec::<UncheckedExtrinsic>::decode(&mut &inherents[..])
				.expect("the API answers with extrinsics");
			for inherent in inherents {
				Executive::apply_extrinsic(inherent)
					.expect("an inherent is valid")
					.expect("an inherent succeeds");
			}
			let result = fill(&mut Executive::apply_extrinsic);
			(Executive::finalize_block(), result)
		});
		self.ext.persist_offchain_overlay();
		self.parent = header;
		result
	}

	/// Goes on behind block `number`, as if nothing had happened in the blocks up to it. What is proved
	/// of the chain ends here: these blocks have no leaf in the Merkle Mountain Range.
	pub fn skip_to(&mut self, number: u32) {
		self.with(|| System::set_block_number(number));
		self.parent.number = number;
	}

	/// The leaf for block `number` and its proof, in the Merkle Mountain Range of the last block.
	pub fn mmr_proof(&mut self, number: u32) -> (MmrLeaf, Vec<[u8; 32]>) {
		// The leaf for a block is appended by the next one, under whose number it is asked for.
		let proof = self.ext.execute_with(|| Mmr::generate_proof(vec![number + 1], None));
		let (mut leaves, proof) = proof.expect("the block has a leaf");
		(leaves.remove(0), proof.items.into_iter().map(|item| item.0).collect())
	}

	/// What the runtime put into the off-chain index under `key`.
	pub fn indexed<V: Decode>(&mut self, key: &[u8]) -> V {
		let value = self.ext.offchain_db().get(key).expect("the index has the key");
		V::decode(&mut &value[..]).expect("the index has what the key stands for")
	}

	/// The last block's header.
	pub fn header(&self) -> &Header {
		&self.parent
	}

	/// Makes a block of one call by `who`, which is to succeed.
	pub fn call(&mut self, who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
		self.try_call(who, call).expect("the call succeeds");
	}

	/// Makes a block of one call by `who`.
	pub fn try_call(
		&mut self,
		who: Sr25519Keyring,
		call: impl Into<RuntimeCall>,
	) -> Result<(), DispatchError> {
		let call = call.into();
		let mut outcomes = self.block_with(|apply| vec![apply(signed(who, call))]);
		outcomes.remove(0).expect("the transaction is valid")
	}
}

/// Puts what `patch` has over `base`.
fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}

fn inherents(parent: &Header, time: u64) -> sp_inherents::InherentData {
	let validation = MockValidationDataInherentDataProvider::<()> {
		current_para_block: parent.number + 1,
		para_id: 2000.into(),
		current_para_block_head: Some(parent.encode().into()),
		relay_offset: u32::try_from(time / SLOT_MILLIS).expect("slots fit for centuries"),
		..Default::default()
	};
	let mut data = sp_inherents::InherentData::new();
	let timestamp = sp_timestamp::InherentDataProvider::new(time.into());
	block_on(timestamp.provide_inherent_data(&mut data)).expect("time is data");
	block_on(validation.provide_inherent_data(&mut data)).expect("the relay chain is data");
	data
}

fn extension(nonce: u32) -> TxExtension {
	TxExtension::new((
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
	))
}

/// A transaction of `who`. Call it where the state is.
pub fn signed(who: Sr25519Keyring, call: RuntimeCall) -> UncheckedExtrinsic {
	let account: AccountId = who.to_account_id();
	let extension = extension(System::account_nonce(&account));
	let payload = sp_runtime::generic::SignedPayload::new(call, extension)
		.expect("the extensions know what is signed");
	let signature = payload.using_encoded(|bytes| who.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, account.into(), Signature::Sr25519(signature), extension)
}

/// A general transaction: one without a signer.
pub fn general(call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	UncheckedExtrinsic::new_transaction(call.into(), extension(0))
}

/// The runtime, for the types of its pallets.
pub type Bot = Runtime;
