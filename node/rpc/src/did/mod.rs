//! Resolution of DIDs, and the list of them.

mod document;
mod key;
mod resolution;
#[cfg(test)]
mod tests;
mod time;
mod url;
mod version;

use std::sync::Arc;

use bot_primitives::{DeviceId, DeviceIndex, Did};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_consortium::Membership;
use pallet_consortium_runtime_api::ConsortiumApi as ConsortiumRuntimeApi;
use pallet_device_did::DeviceInfo;
use pallet_device_did_runtime_api::DeviceDidApi as DeviceDidRuntimeApi;
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};
use serde::{Deserialize, Serialize};

use crate::{block_or_best, entries, error::Error, AccountId, Block, BlockNumber, Hash};
use resolution::{Failure, Representation};
use url::DidUrl;
use version::{Found, Version};

pub use document::{Document, Service};
pub use key::{Jwk, KeyForm, VerificationMethod};
pub use resolution::{
	DocumentMetadata, Resolution, ResolutionError, ResolutionMetadata, ResolutionOptions,
};

/// Methods about DIDs.
#[rpc(client, server)]
pub trait DidApi {
	/// The DID resolution result of `did`, which may be a DID URL that names a version.
	///
	/// What cannot be resolved is an answer, not an error: it stands in
	/// `didResolutionMetadata.error`. Versions are found in the states of past blocks, so old ones
	/// need a node that keeps them.
	#[method(name = "did_resolve", blocking)]
	fn resolve(
		&self,
		did: String,
		options: Option<ResolutionOptions>,
		at: Option<Hash>,
	) -> RpcResult<Resolution>;

	/// The DIDs of devices by number, from the number `start` on: at most `limit` of them.
	#[method(name = "did_list", blocking)]
	fn list(
		&self,
		start: Option<DeviceIndex>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<DidList>;
}

/// A part of the list of all DIDs of devices.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DidList {
	/// The DIDs, by number of the device.
	pub dids: Vec<String>,
	/// Where the next part starts; none where this is the last one.
	pub next: Option<DeviceIndex>,
}

/// The server's side of [`DidApiServer`].
pub struct DidRpc<C>(Arc<C>);

impl<C> DidRpc<C> {
	/// Answers from `client`.
	pub fn new(client: Arc<C>) -> Self {
		Self(client)
	}
}

impl<C> DidRpc<C>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	C::Api:
		ConsortiumRuntimeApi<Block, AccountId, BlockNumber> + DeviceDidRuntimeApi<Block, AccountId>,
{
	fn resolution(
		&self,
		did: &str,
		options: &ResolutionOptions,
		at: Option<Hash>,
	) -> Result<Resolution, Failure> {
		let block = block_or_best(&*self.0, at)?;
		let DidUrl { did, version } = did.parse()?;
		let version = version_of(version, options)?;
		if version.is_some() && at.is_some() {
			return Err(Failure::VersionAndBlock);
		}
		let form = Representation::accepted(options.accept.as_deref())?;

		let api = self.0.runtime_api();
		if api.network(block)? != Some(did.network) {
			return Err(Failure::WrongNetwork(did.network));
		}
		let (document, metadata) = match api.device(block, DeviceId(did.subject))? {
			Some(device) => self.of_device(&did, device, version)?,
			None => self.of_member(&did, block, version)?,
		};
		Ok(form.resolution(document, metadata))
	}

	fn of_device(
		&self,
		did: &Did,
		latest: DeviceInfo<AccountId>,
		version: Option<Version>,
	) -> Result<(Document, DocumentMetadata), Failure> {
		let deactivated = Some(latest.hot.state.is_final());
		let (device, metadata) = match version {
			None => {
				let metadata = DocumentMetadata::of_device(&latest).with_standing(latest.standing);
				(latest, metadata)
			},
			Some(version) => {
				let state = |number| self.past_state(did, number);
				let Found { device, next } =
					version::find(version, latest, state)?.ok_or(Failure::UnknownVersion)?;
				let metadata = DocumentMetadata {
					deactivated,
					next_version_id: next.map(|number| number.to_string()),
					..DocumentMetadata::of_device(&device)
				};
				(device, metadata)
			},
		};
		let document = if device.hot.state.is_final() {
			Document::of_nobody(did)
		} else {
			Document::of_device(did, &device).ok_or(Failure::MalformedKey)?
		};
		Ok((document, metadata))
	}

	/// The device in an earlier block of the best chain.
	fn past_state(
		&self,
		did: &Did,
		number: BlockNumber,
	) -> Result<Option<DeviceInfo<AccountId>>, Error> {
		// A node that did not begin with the first block may lack the hash too.
		let block = self.0.hash(number)?.ok_or(Error::DiscardedState)?;
		Ok(self.0.runtime_api().device(block, DeviceId(did.subject))?)
	}

	fn of_member(
		&self,
		did: &Did,
		block: Hash,
		version: Option<Version>,
	) -> Result<(Document, DocumentMetadata), Failure> {
		let account = AccountId::from(did.subject);
		let membership = self.0.runtime_api().membership(block, account.clone())?;
		let membership = membership.ok_or(Failure::Unregistered)?;
		if version.is_some() {
			return Err(Failure::MemberVersion);
		}
		let (document, created_block) = match &membership {
			Membership::Member(member) => {
				let genesis = self.0.info().genesis_hash;
				(Document::of_member(did, &account, genesis), Some(member.since))
			},
			Membership::Removed => (Document::of_nobody(did), None),
		};
		let deactivated = Some(matches!(membership, Membership::Removed));
		Ok((document, DocumentMetadata { created_block, deactivated, ..Default::default() }))
	}

	fn part_of_list(
		&self,
		start: DeviceIndex,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<DidList, Error> {
		let limit = entries(limit)?;
		let block = block_or_best(&*self.0, at)?;
		let api = self.0.runtime_api();
		let network = api.network(block)?.ok_or(Error::NoNetwork)?;
		let ids = api.device_ids(block, start, limit)?;
		let next = match start.checked_add(limit) {
			Some(next) if !api.device_ids(block, next, 1)?.is_empty() => Some(next),
			_ => None,
		};
		let did = |id| Did::of_device(network, id).to_string();
		Ok(DidList { dids: ids.into_iter().map(did).collect(), next })
	}
}

/// The version that is asked for, whether by a DID URL or by options.
fn version_of(
	in_url: Option<Version>,
	options: &ResolutionOptions,
) -> Result<Option<Version>, Failure> {
	let ResolutionOptions { accept: _, version_id, version_time } = options;
	let in_options = Version::new(version_id.as_deref(), version_time.as_deref())?;
	match (in_url, in_options) {
		(Some(in_url), Some(in_options)) if in_url != in_options => Err(Failure::Contradiction),
		_ => Ok(in_url.or(in_options)),
	}
}

impl<C> DidApiServer for DidRpc<C>
where
	C: HeaderBackend<Block> + ProvideRuntimeApi<Block> + Send + Sync + 'static,
	C::Api:
		ConsortiumRuntimeApi<Block, AccountId, BlockNumber> + DeviceDidRuntimeApi<Block, AccountId>,
{
	fn resolve(
		&self,
		did: String,
		options: Option<ResolutionOptions>,
		at: Option<Hash>,
	) -> RpcResult<Resolution> {
		match self.resolution(&did, &options.unwrap_or_default(), at) {
			// The block is no part of the resolution, so it is refused as by all methods.
			Err(Failure::Node(error @ Error::UnknownBlock(_))) => Err(error.into()),
			result => Ok(result.unwrap_or_else(Resolution::from)),
		}
	}

	fn list(
		&self,
		start: Option<DeviceIndex>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<DidList> {
		Ok(self.part_of_list(start.unwrap_or(0), limit, at)?)
	}
}

/// The device that `did` names.
pub(crate) fn device<C>(
	client: &C,
	block: Hash,
	did: &str,
) -> Result<(DeviceId, DeviceInfo<AccountId>), Error>
where
	C: ProvideRuntimeApi<Block>,
	C::Api: DeviceDidRuntimeApi<Block, AccountId>,
{
	let did: Did = did.parse()?;
	let api = client.runtime_api();
	let network = api.network(block)?;
	if network != Some(did.network) {
		return Err(Error::WrongNetwork(did.network));
	}
	let id = DeviceId(did.subject);
	Ok((id, api.device(block, id)?.ok_or(Error::UnknownDevice)?))
}
