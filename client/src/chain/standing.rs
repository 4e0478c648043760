//! Whether devices may act: their states, and recalls.

use bot_primitives::{DeviceState, Hash256, Millis, RecallReason, RecallTarget, Standing};
use serde::Serialize;
use subxt::utils::AccountId32;
use subxt_signer::sr25519::Keypair;

use super::{devices::Device, runtime, Chain};
use crate::{evidence::time_text, hex_bytes, member_key::account_text, Error, Result};

/// A recall.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recall {
	/// Which devices it is about, for people to read.
	pub target: String,
	/// Why.
	pub reason: String,
	/// From this time on it does not count; none where only a supervisor can end it.
	pub until: Option<String>,
}

impl Chain {
	/// Changes the state of a device.
	pub async fn set_state(
		&self,
		device: &Device,
		state: DeviceState,
		by: &Keypair,
	) -> Result<Hash256> {
		let call = runtime::tx().device_did().set_state(device.index, state.into());
		let included = self.call(&call, by).await?;
		let event = included.events.find_first::<runtime::device_did::events::StateChanged>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the device's state"))?;
		Ok(event.map_err(|error| self.failed(error))?.record)
	}

	/// Recalls devices, until a time or until the recall is lifted. `by` is a supervisor.
	pub async fn recall(
		&self,
		target: RecallTarget,
		reason: RecallReason,
		until: Option<Millis>,
		by: &Keypair,
	) -> Result<Hash256> {
		let call = runtime::tx().device_did().recall(target.into(), reason.into(), until);
		let included = self.call(&call, by).await?;
		let event = included.events.find_first::<runtime::device_did::events::Recalled>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the recall"))?;
		Ok(event.map_err(|error| self.failed(error))?.record)
	}

	/// Ends a recall. `by` is a supervisor.
	pub async fn lift_recall(&self, target: RecallTarget, by: &Keypair) -> Result<Hash256> {
		let call = runtime::tx().device_did().lift_recall(target.into());
		let included = self.call(&call, by).await?;
		let event = included.events.find_first::<runtime::device_did::events::RecallLifted>();
		let event = event.ok_or_else(|| Error::unexpected("no event tells the recall"))?;
		Ok(event.map_err(|error| self.failed(error))?.record)
	}

	/// The recalls that are kept, also those whose time is over.
	pub async fn recalls(&self) -> Result<Vec<Recall>> {
		let at = self.at_best().await?;
		let address = runtime::storage().device_did().recalls();
		let Some(recalls) = self.value(&at, address, ()).await? else { return Ok(Vec::new()) };
		let recall = |recall: runtime::types::pallet_device_did::types::Recall| Recall {
			target: target_text(&recall.target.0),
			reason: reason_text(recall.reason.0).into(),
			until: recall.expires_at.map(time_text),
		};
		Ok(recalls.0.into_iter().map(recall).collect())
	}
}

/// Which devices a recall is about.
pub fn target_text(target: &RecallTarget) -> String {
	match target {
		RecallTarget::Model(model) => format!("model {model}"),
		RecallTarget::Firmware(hash) => format!("firmware {}", hex_bytes::encode(hash)),
		RecallTarget::Provider(account) => {
			format!("provider {}", account_text(&AccountId32(*account)))
		},
		RecallTarget::Member(account) => format!("member {}", account_text(&AccountId32(*account))),
	}
}

/// The reasons for a recall, by the names that people give them.
pub const REASONS: [(&str, RecallReason); 5] = [
	("safety", RecallReason::Safety),
	("security", RecallReason::Security),
	("malfunction", RecallReason::Malfunction),
	("regulation", RecallReason::Regulation),
	("other", RecallReason::Other),
];

/// The name of a reason.
pub fn reason_text(reason: RecallReason) -> &'static str {
	REASONS.iter().find(|(_, known)| *known == reason).map_or("other", |(name, _)| name)
}

/// The name of a standing, with the reason of a recall.
pub fn standing_name(standing: Standing) -> String {
	match standing {
		Standing::Recalled(reason) => format!("recalled ({})", reason_text(reason)),
		standing => format!("{standing:?}").to_lowercase(),
	}
}

/// What a standing means for the device.
pub fn standing_text(standing: Standing) -> String {
	match standing {
		Standing::Active => "may act".into(),
		Standing::Suspended => "is suspended by its operator".into(),
		Standing::Recalled(reason) => format!("is recalled ({})", reason_text(reason)),
		Standing::Retired => "is out of use".into(),
		Standing::Destroyed => "is gone for good (destroyed)".into(),
		Standing::Compromised => "is gone for good (compromised)".into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_standing_has_its_own_words() {
		let standings = [
			Standing::Active,
			Standing::Suspended,
			Standing::Recalled(RecallReason::Safety),
			Standing::Recalled(RecallReason::Security),
			Standing::Retired,
			Standing::Destroyed,
			Standing::Compromised,
		];
		let words: std::collections::BTreeSet<_> = standings.map(standing_text).into();
		assert_eq!(words.len(), standings.len());
		assert!(words.contains("is recalled (safety)"), "{words:?}");
		assert_eq!(standing_name(Standing::Compromised), "compromised");
		assert_eq!(standing_name(Standing::Recalled(RecallReason::Other)), "recalled (other)");
	}

	#[test]
	fn what_is_recalled_is_told() {
		let alice = crate::member_key::parse_account("//Alice").unwrap().0;
		assert_eq!(target_text(&RecallTarget::Model(7)), "model 7");
		assert!(target_text(&RecallTarget::Firmware([1; 32])).starts_with("firmware 0x0101"));
		assert!(target_text(&RecallTarget::Provider(alice)).ends_with("(Alice)"));
		assert!(target_text(&RecallTarget::Member(alice)).starts_with("member 5G"));
	}
}
