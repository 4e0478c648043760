//! Step 1: members by vote of the council, models, machines, and a clone that is refused.

use bot_primitives::{payload::DataStatement, Did, KeyProtection, Millis, Role, Roles};
use chrono::{Duration, Utc};
use subxt::ext::futures::future;
use subxt_signer::sr25519::Keypair;

use super::Stage;
use crate::{
	chain::{attestation::attest, council::Change, devices::Device, models::Description, Chain},
	evidence::time_text,
	gateway::{Batch, SaltedReading},
	member_key::account,
	DeviceKey, Error, KeyType, Result,
};

/// The machines of the demo.
pub struct Machines {
	/// Sells drinks.
	pub seller: Did,
	/// Measures temperature.
	pub sensor: Did,
	/// The key that signs the sensor's data, by delegation of its root key.
	pub sensor_key: DeviceKey,
}

impl Machines {
	/// Admits three members, and registers two models and five machines.
	pub async fn set_up(stage: &mut Stage, chain: &Chain) -> Result<Self> {
		admit_members(stage, chain).await?;
		let (provider, operator) = (&stage.cast.provider, account(&stage.cast.operator));

		let (software, chip) = (KeyProtection::Software, KeyProtection::SecureElement);
		let untold = Description::default();
		let models = [
			chain.submit_model("Drinks machine D-200", software, &untold, provider).await?,
			chain.submit_model("Temperature sensor T-1", chip, &untold, provider).await?,
		];
		let models: Vec<_> =
			future::try_join_all(models.map(|submitted| chain.model(submitted))).await?;
		let [drinks, sensors] = models[..] else {
			return Err(Error::unexpected("two models were registered"));
		};
		stage.say(format!("Dave registers model {drinks} (drinks machine) and {sensors} (sensor)"));

		let plan = [
			("//Drinks1", KeyType::Ed25519, drinks),
			("//Drinks2", KeyType::Ed25519, drinks),
			("//Drinks3", KeyType::Ed25519, drinks),
			("//Sensor1", KeyType::P256, sensors),
			("//Sensor2", KeyType::Ed25519, sensors),
		];
		let mut dids = Vec::new();
		let mut submitted = Vec::new();
		for (name, key_type, model) in plan {
			let key = DeviceKey::development(key_type, name)?;
			let (did, sent) = chain.submit_device(model, operator, &key, provider).await?;
			dids.push(did);
			submitted.push(sent.finalized());
		}
		future::try_join_all(submitted).await?;
		for (did, (_, key_type, model)) in dids.iter().zip(plan) {
			stage.say(format!(
				"registered, with proof of its key: {did} (model {model}, {key_type})"
			));
		}
		let [seller, _, _, sensor, _] = dids[..] else {
			return Err(Error::unexpected("five devices were registered"));
		};
		stage.report.models = models.len();
		stage.report.devices = dids.len();

		let sensor_key = delegate(stage, chain, &sensor).await?;
		refuse_clone(stage, chain, &seller).await?;
		Ok(Self { seller, sensor, sensor_key })
	}
}

async fn admit_members(stage: &Stage, chain: &Chain) -> Result<()> {
	let mut voters: Vec<Keypair> = stage.cast.founders.to_vec();
	for (key, role, name) in [
		(&stage.cast.provider, Role::Provider, "Dave"),
		(&stage.cast.operator, Role::Operator, "Eve"),
		(&stage.cast.supervisor, Role::Supervisor, "Ferdie"),
	] {
		let change =
			Change::Admit { who: account(key), roles: Roles::of([role]), name: name.into() };
		// With each voting member two thirds of the council are more votes: those admitted join in.
		let seats = voters.len();
		let needed = usize::try_from(crate::chain::council::two_thirds(seats)).unwrap_or(seats);
		let motion = chain.decide(change, voters.get(..needed).unwrap_or(&voters)).await?;
		let block = motion.carried_in.ok_or_else(|| {
			Error::Invalid(format!("the motion to admit {name} was not carried: {motion:?}"))
		})?;
		stage.say(format!(
			"{name} is admitted as {role:?} by {} of {seats} votes (two thirds: {}), block {block}",
			motion.ayes, motion.threshold
		));
		voters.push(key.clone());
	}
	Ok(())
}

/// The sensor's root key is in a chip that signs slowly: it lets a fast key sign for a year.
async fn delegate(stage: &Stage, chain: &Chain, sensor: &Did) -> Result<DeviceKey> {
	let root = DeviceKey::development(KeyType::P256, "//Sensor1")?;
	let key = DeviceKey::development(KeyType::Ed25519, "//Sensor1-signing")?;
	let device = chain.device(sensor).await?;
	let until = Utc::now().checked_add_signed(Duration::days(365)).unwrap_or_else(Utc::now);
	let until = Millis::try_from(until.timestamp_millis()).map_err(Error::input)?;
	chain.delegate(&device, &root, key.public(), until, &stage.cast.operator).await?;
	stage.say(format!(
		"the sensor's P-256 root key lets an Ed25519 key sign its data until {}",
		time_text(until)
	));
	Ok(key)
}

/// A clone knows the id of a machine, and has another key.
async fn refuse_clone(stage: &mut Stage, chain: &Chain, did: &Did) -> Result<()> {
	let device: Device = chain.device(did).await?;
	let clone = DeviceKey::generate(KeyType::Ed25519)?;
	let reading = SaltedReading::new(0, Millis::from(1u8), "[]".into())?;
	let batch = Batch::new(device.epoch, 0, vec![reading]);
	let batch = batch.ok_or_else(|| Error::unexpected("a batch of one reading"))?;
	let statement: DataStatement = batch.statement()?;
	let signature = clone.sign(&statement, &device.context(chain.genesis_hash()));
	let call = attest(device.index, statement, signature);
	let refused = chain.submit_general(&call, &chain.at_best().await?).await;
	stage.expect("a clone (right id, wrong key)", "BadSignature", refused)
}
