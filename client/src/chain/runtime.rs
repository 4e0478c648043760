//! The calls, storage, events and runtime APIs of the chain, generated from its metadata.
//!
//! Types that the chain and this client share are those of `bot-primitives`, not generated ones.

pub use generated::*;

pub use generated::{runtime_apis as apis, runtime_types as types};

#[allow(missing_docs, clippy::all, reason = "generated")]
#[subxt::subxt(
	runtime_metadata_path = "metadata.scale",
	substitute_type(
		path = "bot_primitives::id::DeviceId",
		with = "::subxt::utils::Static<::bot_primitives::DeviceId>"
	),
	substitute_type(
		path = "bot_primitives::id::OrderedIndex",
		with = "::subxt::utils::Static<::bot_primitives::OrderedIndex>"
	),
	substitute_type(
		path = "bot_primitives::id::Network",
		with = "::subxt::utils::Static<::bot_primitives::Network>"
	),
	substitute_type(
		path = "bot_primitives::key::KeyProtection",
		with = "::subxt::utils::Static<::bot_primitives::KeyProtection>"
	),
	substitute_type(
		path = "bot_primitives::key::PublicKey",
		with = "::subxt::utils::Static<::bot_primitives::PublicKey>"
	),
	substitute_type(
		path = "bot_primitives::key::Signature",
		with = "::subxt::utils::Static<::bot_primitives::Signature>"
	),
	substitute_type(
		path = "bot_primitives::payload::DataStatement",
		with = "::subxt::utils::Static<::bot_primitives::payload::DataStatement>"
	),
	substitute_type(
		path = "bot_primitives::payload::Delegation",
		with = "::subxt::utils::Static<::bot_primitives::payload::Delegation>"
	),
	substitute_type(
		path = "bot_primitives::payload::Rotation",
		with = "::subxt::utils::Static<::bot_primitives::payload::Rotation>"
	),
	substitute_type(
		path = "bot_primitives::refusal::Refusal",
		with = "::subxt::utils::Static<::bot_primitives::Refusal>"
	),
	substitute_type(
		path = "bot_primitives::roles::Roles",
		with = "::subxt::utils::Static<::bot_primitives::Roles>"
	),
	substitute_type(
		path = "bot_primitives::sales::PaymentMeans",
		with = "::subxt::utils::Static<::bot_primitives::sales::PaymentMeans>"
	),
	substitute_type(
		path = "bot_primitives::sales::SaleLine",
		with = "::subxt::utils::Static<::bot_primitives::sales::SaleLine>"
	),
	substitute_type(
		path = "bot_primitives::sales::SalesReport",
		with = "::subxt::utils::Static<::bot_primitives::sales::SalesReport>"
	),
	substitute_type(
		path = "bot_primitives::sales::SalesTotal",
		with = "::subxt::utils::Static<::bot_primitives::sales::SalesTotal>"
	),
	substitute_type(
		path = "bot_primitives::sales::VendOutcome",
		with = "::subxt::utils::Static<::bot_primitives::sales::VendOutcome>"
	),
	substitute_type(
		path = "bot_primitives::sales::VendResult",
		with = "::subxt::utils::Static<::bot_primitives::sales::VendResult>"
	),
	substitute_type(
		path = "bot_primitives::stream::Rate",
		with = "::subxt::utils::Static<::bot_primitives::Rate>"
	),
	substitute_type(
		path = "bot_primitives::stream::StreamHead",
		with = "::subxt::utils::Static<::bot_primitives::StreamHead>"
	),
	substitute_type(
		path = "bot_primitives::standing::DeviceState",
		with = "::subxt::utils::Static<::bot_primitives::DeviceState>"
	),
	substitute_type(
		path = "bot_primitives::standing::RecallReason",
		with = "::subxt::utils::Static<::bot_primitives::RecallReason>"
	),
	substitute_type(
		path = "bot_primitives::standing::RecallTarget",
		with = "::subxt::utils::Static<::bot_primitives::RecallTarget>"
	),
	substitute_type(
		path = "bot_primitives::standing::Standing",
		with = "::subxt::utils::Static<::bot_primitives::Standing>"
	),
	substitute_type(
		path = "bot_primitives::key::X25519Key",
		with = "::subxt::utils::Static<::bot_primitives::X25519Key>"
	),
	substitute_type(
		path = "bot_primitives::payload::KeyAgreement",
		with = "::subxt::utils::Static<::bot_primitives::payload::KeyAgreement>"
	),
	substitute_type(
		path = "bot_primitives::payload::FirmwareUpdate",
		with = "::subxt::utils::Static<::bot_primitives::payload::FirmwareUpdate>"
	)
)]
mod generated {}
