//! A chain for the tests: eight blocks, five of them final, one device, one member, one agreement,
//! and records in block 3.

use std::ops::Range;

use bot_primitives::{
	key_chain::KeyChain,
	merkle::{self, SoftSha256},
	record::{index_key, IndexedRecord, MMR_LEAF_VERSION},
	traits::HotDevice,
	DeviceId, DeviceIndex, DeviceState, Did, Hash256, KeyProtection, MmrLeaf, ModelId, Network,
	PublicKey, Rate, Record, RecordKind, Role, Roles, Signature, Standing, StreamHead, X25519Key,
};
use codec::Encode;
use jsonrpsee::core::RpcResult;
use pallet_attestation::{RecordsOfBlock, StatementsOfBlock};
use pallet_attestation_runtime_api::AttestationApi;
use pallet_consortium::{Member, Membership};
use pallet_consortium_runtime_api::ConsortiumApi;
use pallet_device_did::{DeviceInfo, KeysAt, ModelInfo, Moment};
use pallet_device_did_runtime_api::DeviceDidApi;
use pallet_revenue_share::{
	AgreementId, AgreementInfo, AgreementState, AgreementVersion, Amount, Conditions, Day,
	DayStatement, Deduction, Ledger, MachineInfo, Party, Payout, Position, PriceList, PurchaseId,
	PurchaseInfo, ReportInfo, Rule, SalesTotal, Split, Statement, TermsInfo, VersionStatement,
};
use pallet_revenue_share_runtime_api::RevenueShareApi;
use polkadot_sdk::{
	sp_api::{self, ApiError, ApiRef, ProvideRuntimeApi},
	sp_blockchain::{self, BlockStatus, HeaderBackend, Info},
	sp_core::offchain::{OffchainStorage, STORAGE_PREFIX},
	sp_runtime::traits::Header as _,
};

use crate::{
	error::Error,
	mmr::{Mmr, ProvedLeaf},
	AccountId, AssetKind, Block, BlockNumber, Hash, Header,
};

/// The best block.
pub(crate) const BEST: BlockNumber = 8;
/// The last finalized block.
pub(crate) const FINALIZED: BlockNumber = 5;
/// The block with the records.
pub(crate) const RECORDED: BlockNumber = 3;
/// The agreement.
pub(crate) const AGREEMENT: AgreementId = 3;
/// The account of the device's operator, and of the agreement's party.
pub(crate) const OPERATOR: AccountId = AccountId::new([1; 32]);

fn bytes<const N: usize>(text: &str) -> [u8; N] {
	hex::decode(text).unwrap().try_into().unwrap()
}

/// Root key of the device.
pub(crate) fn root_key() -> PublicKey {
	PublicKey::Ed25519(bytes("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"))
}

/// The key that the device signs data with.
pub(crate) fn signing_key() -> PublicKey {
	PublicKey::EcdsaP256(bytes(
		"037f235830dd3defa722ef1aa249d6a0ddbba4f990b0817538933f573640653542",
	))
}

/// The key for which messages to the device are encrypted, where it has one.
pub(crate) fn key_agreement() -> X25519Key {
	// Alice's public key in RFC 7748, section 6.1.
	X25519Key(bytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"))
}

pub(crate) fn network() -> Network {
	Network::new(b"dev").unwrap()
}

pub(crate) fn device_id() -> DeviceId {
	DeviceId::derive(&[9; 32], &root_key())
}

/// The device.
pub(crate) fn did() -> String {
	Did::of_device(network(), device_id()).to_string()
}

/// A device that was never registered.
pub(crate) fn stranger() -> String {
	Did::of_device(network(), DeviceId([3; 32])).to_string()
}

pub(crate) fn device_info() -> DeviceInfo<AccountId> {
	DeviceInfo {
		index: 6,
		hot: HotDevice {
			id: device_id(),
			state: DeviceState::Active,
			signing_key: signing_key(),
			key_expires_at: Some(1_800_000_000_000),
			rate: Rate { interval: 1_000, burst: 1 },
			epoch: 0,
			provider: AccountId::new([9; 32]),
			operator: OPERATOR,
			model: 0,
			protection: KeyProtection::Software,
			firmware: None,
			stream: StreamHead::new(0),
		},
		standing: Standing::Active,
		root_key: root_key(),
		key_agreement: None,
		registered: Moment { block: 1, time: 1_700_000_000_000 },
		updated: Moment { block: 2, time: 1_700_000_006_000 },
		version: 3,
		place: None,
		services: Vec::new(),
		metadata: Vec::new(),
	}
}

/// The record of the device with the number `seq`.
pub(crate) fn record(seq: u64) -> IndexedRecord {
	IndexedRecord {
		record: Record {
			kind: RecordKind::Data,
			device_id: device_id(),
			provider: [9; 32],
			operator: OPERATOR.into(),
			model: 0,
			key: signing_key(),
			protection: KeyProtection::Software,
			epoch: 0,
			seq,
			body: vec![1, 2, 3],
		},
		signature: Some(Signature::EcdsaP256([4; 64])),
	}
}

/// Writes what the runtime does for a block with these records, and gives their root.
pub(crate) fn store_records(
	storage: &mut impl OffchainStorage,
	records: &[IndexedRecord],
) -> Hash256 {
	let hash = |signed: &IndexedRecord| signed.record.leaf_hash::<SoftSha256>();
	let hashes: Vec<_> = records.iter().map(hash).collect();
	let root = merkle::root::<SoftSha256>(&hashes).unwrap();
	for signed in records {
		storage.set(STORAGE_PREFIX, &index_key::record(&hash(signed)), &signed.encode());
	}
	storage.set(STORAGE_PREFIX, &index_key::hashes(&root), &hashes.encode());
	root
}

/// The header of block `number`.
pub(crate) fn header(number: BlockNumber) -> Header {
	Header::new(number, Hash::zero(), Hash::zero(), Hash::zero(), Default::default())
}

/// The hash of block `number`.
pub(crate) fn hash(number: BlockNumber) -> Hash {
	header(number).hash()
}

/// The code under which a method was refused.
pub(crate) fn refusal<T: std::fmt::Debug>(answer: RpcResult<T>) -> i32 {
	answer.unwrap_err().code()
}

/// The chain.
#[derive(Clone)]
pub(crate) struct Chain {
	/// Its label.
	pub(crate) network: Option<Network>,
	/// The device, from the block of its last change on.
	pub(crate) device: DeviceInfo<AccountId>,
	/// The device in earlier blocks, each state from the block of its last change on.
	pub(crate) past: Vec<DeviceInfo<AccountId>>,
	/// The states of the blocks before this one are discarded.
	pub(crate) pruned_before: BlockNumber,
	/// Number of devices in the list.
	pub(crate) listed: DeviceIndex,
	/// What there is to know of the operator.
	pub(crate) membership: Option<Membership<BlockNumber>>,
	/// The head of its stream.
	pub(crate) head: Option<StreamHead>,
	/// The root of the records of block [`RECORDED`].
	pub(crate) records_root: Hash256,
	/// What the Merkle Mountain Range holds in the place of the leaf.
	pub(crate) wrong_leaf: Option<Option<MmrLeaf>>,
	/// A header in the place of another with its number.
	pub(crate) other_header: Option<Header>,
	/// Whether that one is finalized.
	pub(crate) is_final: bool,
	/// Whether the device sells under the agreement.
	pub(crate) sells: bool,
	/// The hash of its first block.
	pub(crate) genesis_hash: Hash,
}

impl Chain {
	/// The number of the block, if its state is kept.
	fn kept(&self, at: Hash) -> Result<BlockNumber, ApiError> {
		(self.pruned_before..=BEST)
			.find(|number| hash(*number) == at)
			.ok_or_else(|| ApiError::UnknownBlock(format!("State already discarded for {at:?}")))
	}

	/// The leaf of a block without records.
	fn empty_leaf(number: BlockNumber) -> MmrLeaf {
		MmrLeaf {
			version: MMR_LEAF_VERSION,
			number,
			block_hash: hash(number).into(),
			time: 0,
			count: 0,
			records_root: [0; 32],
		}
	}

	/// The leaf of block [`RECORDED`].
	pub(crate) fn leaf(&self) -> MmrLeaf {
		MmrLeaf { count: 3, records_root: self.records_root, ..Self::empty_leaf(RECORDED) }
	}
}

impl Mmr for Chain {
	fn prove(&self, number: BlockNumber, by: BlockNumber) -> Result<ProvedLeaf, Error> {
		assert_eq!(number, RECORDED);
		assert!((RECORDED + 1..=FINALIZED).contains(&by));
		let leaf = self.wrong_leaf.unwrap_or(Some(self.leaf()));
		let leaf = leaf.ok_or(Error::IncompleteIndex("a node"))?;
		Ok((leaf.encode(), vec![Hash::repeat_byte(5)]))
	}

	fn leaves(&self, numbers: Range<BlockNumber>, by: BlockNumber) -> Result<Vec<Vec<u8>>, Error> {
		assert!(numbers.start < numbers.end && numbers.end <= by && by <= FINALIZED);
		let leaf = |number| match number {
			RECORDED => Ok(self.prove(number, by)?.0),
			_ => Ok(Self::empty_leaf(number).encode()),
		};
		numbers.map(leaf).collect()
	}
}

impl Default for Chain {
	fn default() -> Self {
		let member = Member {
			roles: Roles::of([Role::Operator]),
			name: Default::default(),
			suspended: false,
			since: 1,
		};
		let device = device_info();
		let registered = DeviceInfo { version: 1, updated: device.registered, ..device.clone() };
		Self {
			network: Some(network()),
			device,
			past: vec![registered],
			pruned_before: 0,
			listed: 0,
			membership: Some(Membership::Member(member)),
			head: None,
			records_root: [0; 32],
			wrong_leaf: None,
			other_header: None,
			is_final: true,
			sells: true,
			genesis_hash: hash(0),
		}
	}
}

impl HeaderBackend<Block> for Chain {
	fn header(&self, at: Hash) -> sp_blockchain::Result<Option<Header>> {
		let mut headers = (0..=BEST).map(header).chain(self.other_header.clone());
		Ok(headers.find(|header| header.hash() == at))
	}

	fn info(&self) -> Info<Block> {
		Info {
			best_hash: hash(BEST),
			best_number: BEST,
			genesis_hash: self.genesis_hash,
			finalized_hash: hash(FINALIZED),
			finalized_number: self
				.other_header
				.as_ref()
				.filter(|_| self.is_final)
				.map_or(FINALIZED, |header| header.number.max(FINALIZED)),
			finalized_state: None,
			number_leaves: 1,
			block_gap: None,
		}
	}

	fn status(&self, at: Hash) -> sp_blockchain::Result<BlockStatus> {
		let known = self.header(at)?.is_some();
		Ok(if known { BlockStatus::InChain } else { BlockStatus::Unknown })
	}

	fn number(&self, at: Hash) -> sp_blockchain::Result<Option<BlockNumber>> {
		Ok(self.header(at)?.map(|header| header.number))
	}

	fn hash(&self, number: BlockNumber) -> sp_blockchain::Result<Option<Hash>> {
		let replaced = self.other_header.as_ref().filter(|header| header.number == number);
		Ok(replaced.map(Header::hash).or_else(|| (number <= BEST).then(|| hash(number))))
	}
}

impl ProvideRuntimeApi<Block> for Chain {
	type Api = Self;

	fn runtime_api(&self) -> ApiRef<'_, Self> {
		self.clone().into()
	}
}

/// Id of the device with the number `index` of the list.
pub(crate) fn numbered_id(index: DeviceIndex) -> DeviceId {
	let mut id = [0; 32];
	id[..4].copy_from_slice(&index.to_be_bytes());
	DeviceId(id)
}

sp_api::mock_impl_runtime_apis! {
	impl ConsortiumApi<Block, AccountId, BlockNumber> for Chain {
		fn membership(&self, who: AccountId) -> Option<Membership<BlockNumber>> {
			self.membership.clone().filter(|_| who == OPERATOR)
		}

		fn members() -> Vec<(AccountId, Member<BlockNumber>)> {
			Vec::new()
		}
	}

	impl DeviceDidApi<Block, AccountId> for Chain {
		fn network(&self) -> Option<Network> {
			self.network
		}

		#[advanced]
		fn device(
			&self,
			at: Hash,
			id: DeviceId,
		) -> Result<Option<DeviceInfo<AccountId>>, ApiError> {
			let number = self.kept(at)?;
			let mut states = self.past.iter().chain([&self.device]).rev();
			let state = states.find(|state| state.updated.block <= number);
			Ok(state.filter(|_| id == self.device.hot.id).cloned())
		}

		fn device_ids(&self, start: DeviceIndex, limit: u32) -> Vec<DeviceId> {
			let end = start.saturating_add(limit).min(self.listed);
			(start..end).map(numbered_id).collect()
		}

		fn model(_: ModelId) -> Option<ModelInfo<AccountId>> {
			None
		}

		fn keys_at(_: DeviceId, _: BlockNumber) -> Option<KeysAt> {
			None
		}

		fn key_chain(id: DeviceId, epoch: u16, key: PublicKey) -> Option<KeyChain> {
			let chain = KeyChain { first_root_key: root_key(), rotations: vec![], delegation: None };
			(id == device_id() && epoch == 0 && key == signing_key()).then_some(chain)
		}
	}

	impl AttestationApi<Block> for Chain {
		fn stream_head(&self, device: u32) -> Option<StreamHead> {
			self.head.filter(|_| device == self.device.index)
		}

		fn records_of_block() -> RecordsOfBlock {
			RecordsOfBlock { count: 0, root: [0; 32] }
		}

		fn statements_of_block() -> StatementsOfBlock {
			StatementsOfBlock::default()
		}
	}

	impl RevenueShareApi<Block, AccountId, AssetKind> for Chain {
		fn agreement(id: AgreementId) -> Option<AgreementInfo<AccountId, AssetKind>> {
			(id == AGREEMENT).then(agreement)
		}

		fn active_agreement(&self, device: DeviceIndex) -> Option<AgreementId> {
			(self.sells && device == self.device.index).then_some(AGREEMENT)
		}

		fn next_agreement_id() -> AgreementId {
			AGREEMENT + 2
		}

		fn terms(id: AgreementId, version: AgreementVersion) -> Option<TermsInfo<AccountId>> {
			(id == AGREEMENT && version == 1).then(terms)
		}

		fn ledger(_: AgreementId, _: AgreementVersion) -> Option<Ledger> {
			None
		}

		fn statement(
			id: AgreementId,
			payee: AccountId,
			from: Day,
			to: Day,
		) -> Option<Statement<AssetKind>> {
			assert_eq!(payee, OPERATOR);
			(id == AGREEMENT).then(|| statement(from, to))
		}

		fn quote(id: AgreementId, sold: SalesTotal) -> Option<Vec<(AccountId, Amount)>> {
			(id == AGREEMENT && sold.amount > 0).then(|| vec![(OPERATOR, sold.amount)])
		}

		fn machine(_: DeviceIndex) -> MachineInfo {
			MachineInfo::default()
		}

		fn report(_: AgreementId, _: u32) -> Option<ReportInfo> {
			None
		}

		fn prices(_: DeviceIndex) -> Option<PriceList<AccountId, AssetKind>> {
			None
		}

		fn purchase(_: PurchaseId) -> Option<PurchaseInfo<AccountId, AssetKind>> {
			None
		}

		fn open_purchases() -> u32 {
			0
		}
	}
}

/// The agreement, with an amendment in force.
fn agreement() -> AgreementInfo<AccountId, AssetKind> {
	AgreementInfo {
		device: 0,
		operator: OPERATOR,
		conditions: Conditions {
			asset: AssetKind::WithId(7),
			arbiter: OPERATOR,
			currency_code: *b"EUR",
			decimals: 2,
			utc_offset_minutes: 60,
			dispute_window: 86_400_000,
		},
		state: AgreementState::Active,
		oldest: 0,
		version: 1,
		amendment: None,
		ends_at: None,
		deposit: 5,
	}
}

fn terms() -> TermsInfo<AccountId> {
	let tax = Deduction {
		payee: AccountId::new([2; 32]),
		payout: Payout::External,
		rule: Rule::OfGross(159_664),
		class: Some(1),
		means: None,
	};
	let party = Party { account: OPERATOR, share_ppm: 1_000_000, payout: Payout::OnChain };
	TermsInfo {
		split: Split {
			deductions: vec![tax].try_into().unwrap(),
			parties: vec![party].try_into().unwrap(),
		},
		missing: Default::default(),
		in_force_from: 1_700_000_000_000,
		deposit: 6,
	}
}

/// A statement with one day in it: `from`.
fn statement(from: Day, to: Day) -> Statement<AssetKind> {
	assert!(from <= to);
	Statement {
		agreement: AGREEMENT,
		asset: AssetKind::Native,
		currency_code: *b"EUR",
		decimals: 2,
		versions: vec![VersionStatement {
			version: 1,
			quantity: 2,
			gross: Amount::MAX,
			due: 90,
			reversed: 1,
			returned: 2,
		}],
		days: vec![DayStatement {
			version: 1,
			day: from,
			quantity: 2,
			gross: 100,
			due: 90,
			back: 1,
		}],
		pending: 3,
		position: Position { kept: 4, owed: 5, owed_outside: 6, stated: 7, owing: 0 },
		paid: 62,
	}
}
