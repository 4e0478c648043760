//! Checkpoints: made of what a node says, signed by members, collected, and trusted.

use std::{fs, path::Path};

use bot_evidence::{
	Checkpoint, Cosignature, CosignatureState, Header, Member, MemberSignature, Members,
	SignedCheckpoint,
};
use bot_primitives::{Hash256, Millis, MmrLeaf};
use codec::{Compact, DecodeAll, Encode};
use serde::{Deserialize, Serialize};
use subxt::{config::substrate::H256, utils::AccountId32};
use subxt_rpcs::rpc_params;
use subxt_signer::sr25519::Keypair;

use crate::{
	archive::Page,
	chain::{council::two_thirds, number_of, Chain},
	evidence::{decode, time_text},
	hex_bytes,
	member_key::account_text,
	Error, Result,
};

/// Where every chain of the SDK keeps its time: the hashes of `Timestamp` and of `Now`.
const TIMESTAMP_KEY: &str = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";

/// A header, as nodes give it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HeaderJson {
	#[serde(with = "hex_bytes")]
	parent_hash: Hash256,
	number: String,
	#[serde(with = "hex_bytes")]
	state_root: Hash256,
	#[serde(with = "hex_bytes")]
	extrinsics_root: Hash256,
	digest: DigestJson,
}

#[derive(Deserialize)]
struct DigestJson {
	/// The items, SCALE-encoded.
	logs: Vec<String>,
}

impl HeaderJson {
	/// The header, SCALE-encoded.
	fn encode(&self) -> Result<Vec<u8>> {
		let digits = self.number.trim_start_matches("0x");
		let number = u32::from_str_radix(digits, 16).map_err(Error::unexpected)?;
		let count = u32::try_from(self.digest.logs.len()).map_err(Error::unexpected)?;
		let mut bytes = self.parent_hash.to_vec();
		Compact(number).encode_to(&mut bytes);
		bytes.extend(self.state_root);
		bytes.extend(self.extrinsics_root);
		Compact(count).encode_to(&mut bytes);
		for item in &self.digest.logs {
			bytes.extend(hex_bytes::decode(item).map_err(Error::unexpected)?);
		}
		Ok(bytes)
	}
}

impl Chain {
	/// A checkpoint of the last finalized header, as this node has it.
	pub async fn checkpoint(&self) -> Result<Checkpoint> {
		let at = self.at_finalized().await?;
		let hash = at.block_hash();
		let time = self.time_of_state(hash).await?;
		self.checkpoint_of(hash, time).await
	}

	/// Checks that this node has the header of `checkpoint`, finalized, and says the same about it.
	pub async fn confirm(&self, checkpoint: &Checkpoint) -> Result<()> {
		let last = number_of(&self.at_finalized().await?)?;
		if checkpoint.genesis_hash != self.genesis_hash() {
			return Err(Error::Invalid("the checkpoint is of another chain than the node".into()));
		}
		if checkpoint.number > last {
			return Err(Error::Invalid(format!(
				"block {} is not final yet for the node, whose last final block is {last}",
				checkpoint.number
			)));
		}
		let hash: Option<H256> =
			self.request("chain_getBlockHash", rpc_params![checkpoint.number]).await?;
		let hash = hash.ok_or_else(|| Error::unexpected("a final block has no hash"))?;
		let time = match self.time_of_state(hash).await {
			// Nodes keep the state of old blocks for some minutes only, and leaves for ever.
			Err(Error::Refused(_)) => self.time_of_leaf(checkpoint.number, hash).await?,
			time => time?,
		};
		let own = self.checkpoint_of(hash, time).await?;
		match difference(checkpoint, &own) {
			None => Ok(()),
			Some(what) => Err(Error::Invalid(format!(
				"the node has another {what} for block {} than the checkpoint",
				checkpoint.number
			))),
		}
	}

	/// What the header with this hash says, in whose block it was `time`.
	async fn checkpoint_of(&self, hash: H256, time: Millis) -> Result<Checkpoint> {
		let json: Option<HeaderJson> = self.request("chain_getHeader", rpc_params![hash]).await?;
		let bytes = json.ok_or_else(|| Error::unexpected("a block has no header"))?.encode()?;
		let header = Header::decode_all(&mut bytes.as_slice()).map_err(Error::unexpected)?;
		let mmr_root = header
			.mmr_root()
			.map_err(|broken| Error::Invalid(format!("block {}: {broken}", header.number)))?;
		let genesis_hash = self.genesis_hash();
		let (number, header_hash) = (header.number, hash.0);
		let checkpoint = Checkpoint { genesis_hash, number, header_hash, mmr_root, time };
		checkpoint.header(&bytes).map_err(Error::unexpected)?;
		Ok(checkpoint)
	}

	/// The chain's time in a block, from its state.
	async fn time_of_state(&self, hash: H256) -> Result<Millis> {
		let params = rpc_params![TIMESTAMP_KEY, hash];
		let time: Option<String> = self.request("state_getStorage", params).await?;
		let time = time.ok_or_else(|| Error::unexpected("a block has no time"))?;
		decode("the time of a block", &hex_bytes::decode(&time).map_err(Error::unexpected)?)
	}

	/// The chain's time in a block, from its leaf.
	async fn time_of_leaf(&self, number: u32, hash: H256) -> Result<Millis> {
		let page: Page = self.request("attestation_archive", rpc_params![number, 1u32]).await?;
		let block = page.blocks.first().ok_or_else(|| {
			Error::Invalid(format!("the node knows no time of block {number} any more, nor yet"))
		})?;
		let leaf: MmrLeaf = decode("the leaf", &block.leaf)?;
		if (leaf.number, leaf.block_hash) != (number, hash.0) {
			return Err(Error::unexpected("the leaf of another block"));
		}
		Ok(leaf.time)
	}

	/// The members with a seat in the council, of whom `quorum` have to say the same; two thirds where
	/// that is not given.
	pub async fn trusted_members(&self, quorum: Option<u32>) -> Result<Members> {
		let seated = self.members().await?.into_iter().filter(|member| member.seated);
		let members: Vec<_> =
			seated.map(|member| Member { account: member.account.0, name: member.name }).collect();
		let quorum = quorum.unwrap_or_else(|| two_thirds(members.len()));
		Members::new(self.genesis_hash(), quorum, members).map_err(Error::input)
	}
}

/// The signature of a member over a checkpoint.
pub fn sign(checkpoint: &Checkpoint, key: &Keypair) -> Cosignature {
	let signature = key.sign(&checkpoint.signing_bytes());
	Cosignature { account: key.public_key().0, signature: MemberSignature::Sr25519(signature.0) }
}

/// Adds signatures to those under a checkpoint, each once.
pub fn add(signed: &mut SignedCheckpoint, signatures: impl IntoIterator<Item = Cosignature>) {
	for cosignature in signatures {
		// Who signs by sr25519 signs otherwise each time, so one valid signature of each stands there.
		let stands = |other: &Cosignature| other.account == cosignature.account;
		if !signed.signatures.iter().any(stands) {
			signed.signatures.push(cosignature);
		}
	}
}

/// One checkpoint with all the signatures of `parts`, each of which is named for the errors. All have to
/// be of the same checkpoint, and all signatures valid.
pub fn collect(parts: Vec<(String, SignedCheckpoint)>) -> Result<SignedCheckpoint> {
	let mut parts = parts.into_iter();
	let none = || Error::input("no checkpoint files");
	let (first_name, first) = parts.next().ok_or_else(none)?;
	let mut collected = SignedCheckpoint { checkpoint: first.checkpoint, signatures: vec![] };
	for (name, part) in std::iter::once((first_name.clone(), first)).chain(parts) {
		if let Some(what) = difference(&collected.checkpoint, &part.checkpoint) {
			return Err(Error::Invalid(format!(
				"{name} is of another checkpoint than {first_name}: its {what} differs"
			)));
		}
		let bad = part.signatures.iter().find(|signature| !signature.is_over(&part.checkpoint));
		if let Some(Cosignature { account, .. }) = bad {
			let account = AccountId32(*account);
			return Err(Error::Invalid(format!("{name}: the signature of {account} is not valid")));
		}
		add(&mut collected, part.signatures);
	}
	Ok(collected)
}

/// Name of the first field in which two checkpoints differ.
fn difference(one: &Checkpoint, other: &Checkpoint) -> Option<&'static str> {
	let same = [
		("genesis hash", one.genesis_hash == other.genesis_hash),
		("number", one.number == other.number),
		("header hash", one.header_hash == other.header_hash),
		("MMR root", one.mmr_root == other.mmr_root),
		("time", one.time == other.time),
	];
	same.into_iter().find(|(_, same)| !same).map(|(what, _)| what)
}

/// Reads a checkpoint file.
pub fn load(path: &Path) -> Result<SignedCheckpoint> {
	read(path, SignedCheckpoint::from_json)
}

/// Reads a members file.
pub fn load_members(path: &Path) -> Result<Members> {
	read(path, Members::from_json)
}

fn read<T>(
	path: &Path,
	parse: impl FnOnce(&[u8]) -> Result<T, bot_evidence::FileError>,
) -> Result<T> {
	let text = fs::read(path).map_err(|error| Error::file(path, error))?;
	parse(&text).map_err(|error| Error::input(format!("{}: {error}", path.display())))
}

/// A checkpoint, for people to read.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Described {
	/// Hash of the genesis block of the chain.
	pub genesis_hash: String,
	/// Number of the header.
	pub number: u32,
	/// Hash of the header.
	pub header_hash: String,
	/// Root of the Merkle Mountain Range in it.
	pub mmr_root: String,
	/// The chain's time in its block.
	pub time: String,
	/// What members sign, for wallets.
	pub signing_bytes: String,
	/// The signatures, as they stand.
	pub signatures: Vec<DescribedSignature>,
}

/// A signature under a checkpoint, for people to read.
#[derive(Clone, Debug, Serialize)]
pub struct DescribedSignature {
	/// The account.
	pub account: AccountId32,
	/// Name of the member, if it is one of those who are trusted.
	pub name: Option<String>,
	/// What the signature is worth, where members are trusted.
	pub state: Option<CosignatureState>,
}

impl Described {
	/// A checkpoint, with what its signatures are worth to whoever trusts `members`.
	pub fn new(signed: &SignedCheckpoint, members: Option<&Members>) -> Self {
		let Checkpoint { genesis_hash, number, header_hash, mmr_root, time } = signed.checkpoint;
		let mut states =
			members.map(|members| members.states(signed)).unwrap_or_default().into_iter();
		let signatures = signed.signatures.iter().map(|Cosignature { account, .. }| {
			let member = members.and_then(|members| members.find(account));
			DescribedSignature {
				account: AccountId32(*account),
				name: member.map(|member| member.name.clone()),
				state: states.next(),
			}
		});
		Self {
			genesis_hash: hex_bytes::encode(genesis_hash),
			number,
			header_hash: hex_bytes::encode(header_hash),
			mmr_root: hex_bytes::encode(mmr_root),
			time: time_text(time),
			signing_bytes: hex_bytes::encode(signed.checkpoint.signing_bytes()),
			signatures: signatures.collect(),
		}
	}

	/// What is said, as name and value.
	pub fn rows(&self) -> Vec<(&'static str, String)> {
		let mut rows = vec![
			("chain", self.genesis_hash.clone()),
			("header", format!("{}, block {}", self.header_hash, self.number)),
			("MMR root", self.mmr_root.clone()),
			("time", self.time.clone()),
		];
		for DescribedSignature { account, name, state } in &self.signatures {
			let name = name.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
			let state = match state {
				None => "",
				Some(CosignatureState::Valid) => ": valid",
				Some(CosignatureState::Invalid) => ": not this member's signature over this",
				Some(CosignatureState::Stranger) => ": no member",
				Some(CosignatureState::Repeated) => ": counted already",
			};
			rows.push(("signed by", format!("{name}{}{state}", account_text(account))));
		}
		rows
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::member_key::from_argument;

	fn checkpoint() -> Checkpoint {
		Checkpoint {
			genesis_hash: [1; 32],
			number: 7,
			header_hash: [2; 32],
			mmr_root: [3; 32],
			time: 1_790_000_000_000,
		}
	}

	fn signed_by(uris: &[&str]) -> SignedCheckpoint {
		let key = |uri: &&str| from_argument(uri).unwrap();
		let signatures = uris.iter().map(|uri| sign(&checkpoint(), &key(uri))).collect();
		SignedCheckpoint { checkpoint: checkpoint(), signatures }
	}

	#[test]
	fn what_members_sign_is_valid_and_collected_once() {
		let parts = [&["//Alice"][..], &["//Bob", "//Alice"], &["//Charlie"]];
		let parts: Vec<_> =
			parts.iter().map(|uris| (format!("{uris:?}"), signed_by(uris))).collect();
		let collected = collect(parts).unwrap();
		assert_eq!(collected.signatures.len(), 3);
		assert!(collected.signatures.iter().all(|one| one.is_over(&checkpoint())));
	}

	#[test]
	fn other_checkpoints_and_bad_signatures_are_not_collected() {
		let mut later = signed_by(&["//Bob"]);
		later.checkpoint.time += 1;
		let parts = vec![("a".into(), signed_by(&["//Alice"])), ("b".into(), later.clone())];
		let error = collect(parts).unwrap_err();
		assert_eq!(error.to_string(), "b is of another checkpoint than a: its time differs");
		assert_eq!(error.exit_code(), 1);
		let error = collect(vec![("b".into(), later)]).unwrap_err();
		assert!(error.to_string().starts_with("b: the signature of 5FHneW46"), "{error}");
		assert_eq!(collect(vec![]).unwrap_err().exit_code(), 2);
	}

	/// The header as `chain_getHeader` gives it has the hash of the header that the node has.
	#[test]
	fn a_header_comes_back_from_its_json() {
		let header = Header {
			parent_hash: [1; 32],
			number: 300,
			state_root: [2; 32],
			extrinsics_root: [3; 32],
			digest: vec![bot_evidence::DigestItem::Consensus {
				engine: *b"BOTM",
				data: vec![4; 32],
			}],
		};
		let json = HeaderJson {
			parent_hash: header.parent_hash,
			number: "0x12c".into(),
			state_root: header.state_root,
			extrinsics_root: header.extrinsics_root,
			digest: DigestJson {
				logs: header.digest.iter().map(|item| hex_bytes::encode(item.encode())).collect(),
			},
		};
		assert_eq!(json.encode().unwrap(), header.encode());
	}
}
