//! A chain that begins with many devices, in memory.

use std::sync::Arc;

use bot_primitives::{
	signer::SecretKey, traits::HotDevice, DeviceId, DeviceIndex, DeviceState, KeyProtection,
	OrderedIndex, PublicKey, Rate, StreamHead,
};
use bot_runtime::{constants::currency::BOT, AccountId, Nonce, Runtime};
use codec::Encode;
use pallet_device_did::HotDevices;
use polkadot_sdk::{
	frame_system, pallet_balances,
	sc_chain_spec::GenesisBlockBuilder,
	sc_cli,
	sc_client_db::{BlocksPruning, DatabaseSettings, DatabaseSource, DbHash, PruningMode},
	sc_executor::WasmExecutor,
	sc_service::{self, Configuration},
	sp_core::{sr25519, Pair},
	sp_database::{Database, MemDb},
	sp_keyring::Sr25519Keyring::{Alice, Bob},
	sp_runtime::BuildStorage,
	sp_storage::Storage,
};

use crate::service::{executor, Block, Client, HostFunctions};

/// Number of accounts that sign, and at most of devices of each type of key that do: more than a block
/// has room for.
pub const SIGNERS: u32 = 18_000;

/// The sequence number that every device uses next.
const NEXT_SEQ: u64 = 100;

/// A device that signs.
pub struct Signer {
	/// Its number.
	pub device: DeviceIndex,
	/// Its id.
	pub id: DeviceId,
	/// Its key.
	pub key: SecretKey,
	/// The sequence number that it uses.
	pub seq: u64,
}

/// The devices and accounts of a chain.
pub struct Fleet {
	devices: u32,
}

impl Fleet {
	/// So many devices. Those that sign are spread over all of them.
	pub fn new(devices: u32) -> sc_cli::Result<Self> {
		match devices < 2 {
			true => Err("there must be two devices at least".into()),
			false => Ok(Self { devices }),
		}
	}

	/// Who signs the statement number `nth` with Ed25519. Where devices are too few, they sign again
	/// and again.
	pub fn ed25519(&self, nth: u32) -> Signer {
		let turn = nth % self.signers();
		signer(self.place(turn), SecretKey::ed25519(secret(turn)), nth / self.signers())
	}

	/// Who signs the statement number `nth` with P-256.
	pub fn p256(&self, nth: u32) -> sc_cli::Result<Signer> {
		let turn = nth % self.signers();
		let key = SecretKey::p256(&secret(turn)).ok_or("the secret is no key of P-256")?;
		Ok(signer(self.place(turn).saturating_add(1), key, nth / self.signers()))
	}

	/// The account number `nth` of those that sign.
	pub fn account(&self, nth: u32) -> sr25519::Pair {
		sr25519::Pair::from_seed(&secret(nth))
	}

	/// The state that the chain begins with: that of the development preset, the devices, and the
	/// accounts.
	fn storage(&self, spec: &dyn BuildStorage) -> sc_cli::Result<Storage> {
		let mut storage = spec.build_storage()?;
		let mut put_device = |device: DeviceIndex, id: DeviceId, key: PublicKey| {
			let at = HotDevices::<Runtime>::hashed_key_for(OrderedIndex::from(device));
			storage.top.insert(at, hot_device(id, key).encode());
		};
		for device in 0..self.devices {
			let mut id = [0; 32];
			id[..4].copy_from_slice(&device.to_be_bytes());
			put_device(device, DeviceId(id), PublicKey::Ed25519([1; 32]));
		}
		for nth in 0..self.signers() {
			for signer in [self.ed25519(nth), self.p256(nth)?] {
				put_device(signer.device, signer.id, signer.key.public());
			}
		}
		for nth in 0..SIGNERS {
			let account = AccountId::from(self.account(nth).public());
			let data = pallet_balances::AccountData { free: 1_000 * BOT, ..Default::default() };
			let info: frame_system::AccountInfo<Nonce, _> =
				frame_system::AccountInfo { providers: 1, data, ..Default::default() };
			let key = frame_system::Account::<Runtime>::hashed_key_for(account);
			storage.top.insert(key, info.encode());
		}
		Ok(storage)
	}

	/// How many devices of each type of key sign.
	fn signers(&self) -> u32 {
		SIGNERS.min(self.devices / 2)
	}

	/// The number of the device that signs with Ed25519 in the turn `nth`. The next one signs with
	/// P-256.
	fn place(&self, nth: u32) -> DeviceIndex {
		(self.devices / self.signers()).saturating_mul(nth)
	}
}

/// A chain in memory, of which nothing but the first block is there.
pub struct Chain {
	/// Its client.
	pub client: Arc<Client>,
	// The client's tasks end with it.
	_tasks: sc_service::TaskManager,
}

impl Chain {
	/// A chain that begins with `fleet`.
	pub fn new(config: &Configuration, fleet: &Fleet) -> sc_cli::Result<Self> {
		let storage = fleet.storage(config.chain_spec.as_storage_builder())?;
		let db: Arc<dyn Database<DbHash>> = Arc::new(MemDb::default());
		let settings = DatabaseSettings {
			trie_cache_maximum_size: Some(config.trie_cache_maximum_size.unwrap_or(1 << 30)),
			state_pruning: Some(PruningMode::ArchiveAll),
			source: DatabaseSource::Custom { db, require_create_flag: true },
			blocks_pruning: BlocksPruning::KeepAll,
			pruning_filters: Vec::new(),
			metrics_registry: None,
		};
		let executor: WasmExecutor<HostFunctions> = executor(config);
		let backend = sc_service::new_db_backend::<Block>(settings)?;
		let genesis = GenesisBlockBuilder::new_with_storage(
			storage,
			true,
			backend.clone(),
			executor.clone(),
		)?;
		let (client, _, _, tasks) = sc_service::new_full_parts_with_genesis_builder(
			config, None, executor, backend, genesis, true,
		)?;
		Ok(Self { client: Arc::new(client), _tasks: tasks })
	}
}

fn signer(device: DeviceIndex, key: SecretKey, round: u32) -> Signer {
	let id = DeviceId::derive(Alice.to_account_id().as_ref(), &key.public());
	Signer { device, id, key, seq: NEXT_SEQ.saturating_add(round.into()) }
}

fn hot_device(id: DeviceId, key: PublicKey) -> HotDevice<AccountId> {
	HotDevice {
		id,
		state: DeviceState::Active,
		signing_key: key,
		key_expires_at: None,
		rate: Rate { interval: 10_000, burst: 64 },
		epoch: 0,
		provider: Alice.to_account_id(),
		operator: Bob.to_account_id(),
		model: 0,
		protection: KeyProtection::SecureElement,
		firmware: Some([9; 32]),
		stream: StreamHead { next_seq: NEXT_SEQ, ..StreamHead::new(0) },
	}
}

/// Secret number `nth`. Not zero, and below the order of P-256.
fn secret(nth: u32) -> [u8; 32] {
	let mut secret = [1; 32];
	secret[..4].copy_from_slice(&nth.to_le_bytes());
	secret
}
