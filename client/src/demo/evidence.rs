//! Steps 4 and 5: one reading proved into a file, verified without a node, and proved again after
//! a restart.

use std::{fs, path::PathBuf, time::Instant};

use bot_evidence::Anchor;
use bot_primitives::Hash256;

use super::{readings::Attested, Stage};
use crate::{
	chain::Chain,
	evidence::{self, Verified},
	hex_bytes, out, Error, Result,
};

/// An evidence file, and the header that a verifier has to trust.
pub(super) struct Exported {
	path: PathBuf,
	json: String,
	trusted: Hash256,
	reading: String,
	/// A final block by which the reading is proved.
	block: u32,
}

/// Proves one reading into a file.
pub(super) async fn export(
	stage: &mut Stage,
	chain: &Chain,
	attested: &Attested,
) -> Result<Exported> {
	let Attested { did, batch, position } = attested;
	let proved = chain.prove(did, batch, *position, None).await?;
	let path = stage.dir.join("evidence.json");
	fs::write(&path, &proved.json).map_err(|error| Error::file(&path, error))?;
	let reading = batch.readings.get(*position).map(|reading| reading.content.clone());
	let reading = reading.ok_or_else(|| Error::unexpected("the batch has that reading"))?;
	stage.report.evidence_bytes = proved.json.len();
	stage.say(format!("the reading {reading}"));
	stage.say(format!(
		"is proved in {} ({} bytes); trust is in header {}",
		path.display(),
		proved.json.len(),
		hex_bytes::encode(proved.header_hash)
	));
	let block = chain.now().await?.number;
	Ok(Exported { path, json: proved.json, trusted: proved.header_hash, reading, block })
}

/// Verifies the file, and shows what one changed digit does.
pub(super) fn verify(stage: &mut Stage, exported: &Exported) -> Result<()> {
	let begin = Instant::now();
	let file = evidence::load(&exported.path)?;
	let verified = evidence::verify(&file, &Anchor::HeaderHash(exported.trusted));
	let taken = begin.elapsed();
	let verified = verified.map_err(|broken| Error::Invalid(format!("the evidence: {broken}")))?;
	stage.report.verify_micros = taken.as_micros();
	stage.say(format!("valid: read and verified in {} µs, without a node", taken.as_micros()));
	for line in out::pairs(verified.rows()).lines() {
		stage.say(format!("  {line}"));
	}
	ensure_same_reading(&verified, exported)?;

	let changed = change_digit(&exported.json)?;
	let path = exported.path.with_file_name("evidence-changed.json");
	fs::write(&path, changed).map_err(|error| Error::file(&path, error))?;
	let file = evidence::load(&path)?;
	let (seen, reason) = match evidence::verify(&file, &Anchor::HeaderHash(exported.trusted)) {
		Ok(_) => ("valid", String::new()),
		Err(broken) => (broken.name(), broken.to_string()),
	};
	stage.check("one digit of the reading changed", "Reading", seen, &reason)
}

/// Proves the same reading once more: by the node that was restarted, or by another one.
pub(super) async fn prove_again(
	stage: &mut Stage,
	chain: &Chain,
	attested: &Attested,
	exported: &Exported,
) -> Result<()> {
	let Attested { did, batch, position } = attested;
	// Another node may be some blocks behind.
	if chain.now().await?.number < exported.block {
		chain.wait_for_finalized(exported.block.saturating_sub(1)).await?;
	}
	let proved = chain.prove(did, batch, *position, None).await?;
	let path = stage.dir.join("evidence-again.json");
	fs::write(&path, &proved.json).map_err(|error| Error::file(&path, error))?;
	let verified =
		evidence::verify(&evidence::load(&path)?, &Anchor::HeaderHash(proved.header_hash))
			.map_err(|broken| {
				Error::Invalid(format!("the evidence after the restart: {broken}"))
			})?;
	ensure_same_reading(&verified, exported)?;
	stage.say(format!(
		"the old record of block {} is proved again, to header {} ({})",
		verified.block, verified.trusted_header, verified.trusted_header_hash
	));
	Ok(())
}

fn ensure_same_reading(verified: &Verified, exported: &Exported) -> Result<()> {
	if verified.reading == exported.reading {
		return Ok(());
	}
	Err(Error::Invalid(format!("another reading was proved: {}", verified.reading)))
}

/// The text of the file with another last digit in the reading's value.
fn change_digit(json: &str) -> Result<String> {
	// The reading is JSON in a JSON string, so its quotes are escaped.
	let key = r#"\"v\":"#;
	let missing = || Error::unexpected("the evidence file holds no value");
	let begin = json.find(key).ok_or_else(missing)?.saturating_add(key.len());
	let value = json.get(begin..).ok_or_else(missing)?;
	let end = value.find('}').ok_or_else(missing)?.saturating_add(begin);
	let digit = json.get(..end).and_then(|text| text.rfind(|char: char| char.is_ascii_digit()));
	let digit = digit.ok_or_else(missing)?;
	let other = if json.get(digit..).is_some_and(|rest| rest.starts_with('7')) { "8" } else { "7" };
	let mut changed = json.to_string();
	changed.replace_range(digit..digit.saturating_add(1), other);
	Ok(changed)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn one_digit_of_the_value_is_changed() {
		let json = r#"{"text": "[{\"n\":\"t1\",\"t\":17,\"v\":-12.50}]", "index": 9}"#;
		let changed = r#"{"text": "[{\"n\":\"t1\",\"t\":17,\"v\":-12.57}]", "index": 9}"#;
		assert_eq!(change_digit(json).unwrap(), changed);
		assert_eq!(change_digit(changed).unwrap(), changed.replace("57", "58"));
		assert!(change_digit("{}").is_err());
	}
}
