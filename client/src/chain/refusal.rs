//! Names for what a node refuses.

use bot_primitives::Refusal as Statement;
use subxt::error::{
	BackendError, DispatchError, ExtrinsicError, RpcError, TransactionEventsError,
	TransactionFinalizedSuccessError, TransactionProgressError,
};
use subxt_rpcs::UserError;

use crate::{Error, Refusal};

/// Names of the reasons for which the pool refuses a transaction, by their words. The words are those
/// of `InvalidTransaction` and `UnknownTransaction` in sp-runtime.
const POOL_REASONS: [(&str, &str); 14] = [
	("Transaction call is not expected", "Call"),
	("Inability to pay some fees", "Payment"),
	("Transaction will be valid in the future", "Future"),
	("Transaction is outdated", "Stale"),
	("Transaction has a bad signature", "BadProof"),
	("Transaction has an ancient birth block", "AncientBirthBlock"),
	("Transaction would exhaust the block limits", "ExhaustsResources"),
	("Custom error", "Custom"),
	("A call was labelled as mandatory", "BadMandatory"),
	("Transaction dispatch is mandatory", "MandatoryValidation"),
	("Invalid signing address", "BadSigner"),
	("The implicit data was unable to be calculated", "IndeterminateImplicit"),
	("The transaction extension did not authorize any origin", "UnknownOrigin"),
	("Could not lookup information", "CannotLookup"),
];

/// Names of the other errors of the pool, by their code in `author_submitExtrinsic`.
const POOL_CODES: [(i32, &str); 10] = [
	(1010, "InvalidTransaction"),
	(1011, "UnknownValidity"),
	(1012, "TemporarilyBanned"),
	(1013, "AlreadyImported"),
	(1014, "TooLowPriority"),
	(1015, "CycleDetected"),
	(1016, "ImmediatelyDropped"),
	(1018, "Unactionable"),
	(1019, "NoTags"),
	(1021, "RejectedFuture"),
];

/// Names of the errors of our own methods, by their code: those in `docs/rpc.md`.
const RPC_CODES: [(i32, &str); 22] = [
	(9001, "InvalidDid"),
	(9002, "WrongNetwork"),
	(9003, "UnknownDevice"),
	(9004, "InvalidLimit"),
	(9005, "NoNetwork"),
	(9010, "UnknownBlock"),
	(9011, "BlockNotFinal"),
	(9012, "BlockTooEarly"),
	(9013, "DiscardedState"),
	(9020, "UnknownRecord"),
	(9021, "RecordNotFinal"),
	(9022, "IncompleteIndex"),
	(9023, "PrunedIndex"),
	(9030, "UnknownAgreement"),
	(9031, "InvalidAmount"),
	(9032, "InvalidAccount"),
	(9033, "InvalidDay"),
	(9034, "NothingSold"),
	(9040, "InvalidEvidence"),
	(9090, "RuntimeApi"),
	(9091, "Database"),
	(9092, "Busy"),
];

/// The refusal of a request.
pub(super) fn of_request(what: &str, error: &UserError) -> Refusal {
	let by_code = |names: &[(i32, &'static str)]| {
		names.iter().find(|(code, _)| *code == error.code).map(|(_, name)| *name)
	};
	let ours = by_code(&RPC_CODES);
	// The data of our own methods' errors is their name.
	let data = error.data.as_ref().filter(|_| ours.is_none());
	let data = data.map(|data| data.get().trim_matches('"').to_string());
	let words = data.unwrap_or_else(|| error.message.clone());
	let by_words = || {
		let found = POOL_REASONS.iter().find(|(reason, _)| words.starts_with(reason));
		found.map(|(_, name)| *name)
	};
	let name = match error.code {
		1010 | 1011 => by_words().or_else(|| by_code(&POOL_CODES)),
		_ => by_code(&POOL_CODES).or(ours),
	};
	let name = name.map_or_else(|| format!("error {}", error.code), Into::into);
	Refusal { call: what.into(), name, reason: words }
}

/// The refusal of a device's statement, under the name that the chain has for it.
pub(super) fn of_statement(call: &str, error: &UserError) -> Refusal {
	let refusal = of_request(call, error);
	let number = || refusal.reason.rsplit(' ').next()?.parse().ok();
	let found = match refusal.name.as_str() {
		"Stale" => Some(Statement::Used),
		"Future" => Some(Statement::OverRate),
		"ExhaustsResources" => Some(Statement::BlockFull),
		"Call" => Some(Statement::Filtered),
		"BadProof" => Some(Statement::BadSignature),
		"Custom" => number().and_then(Statement::from_number),
		_ => None,
	};
	match found {
		Some(found) => Refusal { name: format!("{found:?}"), reason: found.to_string(), ..refusal },
		None => refusal,
	}
}

/// The refusal of a call that was included in a block and failed there.
pub(super) fn of_dispatch(call: &str, error: &DispatchError) -> Refusal {
	let (name, reason) = match error {
		DispatchError::Module(error) => {
			let docs = error.details().map(|details| details.variant.docs.join(" "));
			(error.details_string(), docs.unwrap_or_default().trim().to_string())
		},
		// Such as `Token(FundsUnavailable)`: the name of the variant is that of the chain.
		error => (format!("{error:?}"), error.to_string()),
	};
	Refusal { call: call.into(), name, reason }
}

/// What became of a transaction that could not be submitted.
pub(super) fn of_submission(url: &str, call: &str, error: ExtrinsicError) -> Error {
	match error {
		ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
			subxt_rpcs::Error::User(error),
		))) => Error::Refused(of_request(call, &error)),
		error => of_client(url, error.into()),
	}
}

/// What became of a transaction that was submitted.
pub(super) fn of_progress(url: &str, call: &str, error: TransactionFinalizedSuccessError) -> Error {
	let refused = |name: &str, reason: String| {
		Error::Refused(Refusal { call: call.into(), name: name.into(), reason })
	};
	match error {
		TransactionFinalizedSuccessError::SuccessError(
			TransactionEventsError::ExtrinsicFailed(error),
		) => Error::Refused(of_dispatch(call, &error)),
		TransactionFinalizedSuccessError::FinalizationError(
			TransactionProgressError::TransactionStatusError(error),
		) => refused("Dropped", error.to_string()),
		error => of_client(url, error.into()),
	}
}

/// What became of any other operation.
pub(super) fn of_client(url: &str, error: subxt::Error) -> Error {
	// subxt nests the errors of the connection deep in those of each operation; what they have in
	// common is their text.
	let text = error.to_string();
	let is_incompatible = text.contains("not compatible with the live chain");
	if is_incompatible {
		return Error::unexpected(format!(
			"{text}; this program is of another version than the node"
		));
	}
	// A user error is an answer of the node.
	if text.contains("RPC error") && !text.contains("User error") {
		return Error::Unreachable { url: url.into(), cause: text };
	}
	Error::unexpected(text)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn name(code: i32, message: &str, data: Option<&str>) -> String {
		let data = data
			.map(|data| serde_json::value::RawValue::from_string(format!("\"{data}\"")).unwrap());
		of_request("x", &UserError { code, message: message.into(), data }).name
	}

	#[test]
	fn refusals_of_the_pool_have_the_names_of_the_runtime() {
		let invalid = |data| name(1010, "Invalid Transaction", Some(data));
		assert_eq!(invalid("Transaction is outdated"), "Stale");
		assert_eq!(invalid("Transaction will be valid in the future"), "Future");
		assert_eq!(invalid("Transaction has a bad signature"), "BadProof");
		assert_eq!(invalid("Custom error: 7"), "Custom");
		assert_eq!(invalid("something new"), "InvalidTransaction");
		assert_eq!(name(1012, "Transaction is temporarily banned", None), "TemporarilyBanned");
		assert_eq!(name(1014, "Priority is too low", Some("whatever")), "TooLowPriority");
	}

	#[test]
	fn refusals_of_statements_have_the_names_of_the_primitives() {
		let name = |data: &str| {
			let data = serde_json::value::RawValue::from_string(format!("\"{data}\"")).unwrap();
			let error = UserError { code: 1010, message: "Invalid".into(), data: Some(data) };
			of_statement("x", &error).name
		};
		assert_eq!(name("Transaction is outdated"), "Used");
		assert_eq!(name("Transaction will be valid in the future"), "OverRate");
		assert_eq!(name("Transaction has a bad signature"), "BadSignature");
		assert_eq!(name("Custom error: 3"), "KeyExpired");
		assert_eq!(name("Custom error: 200"), "Custom");
		assert_eq!(name("Inability to pay some fees (e.g. account balance too low)"), "Payment");
	}

	#[test]
	fn refusals_of_our_methods_have_the_names_that_are_documented() {
		let documented = include_str!("../../../docs/rpc.md").lines().filter_map(|line| {
			let mut cells = line.strip_prefix("| ")?.split(" | ");
			let code: i32 = cells.next()?.parse().ok()?;
			(9_000..9_100).contains(&code).then_some((code, cells.next()?.trim_matches('`')))
		});
		assert_eq!(documented.collect::<Vec<_>>(), RPC_CODES);
		let data = serde_json::value::RawValue::from_string("\"RecordNotFinal\"".into()).unwrap();
		let error = UserError { code: 9021, message: "not final yet".into(), data: Some(data) };
		let Refusal { name: known, reason, .. } = of_request("x", &error);
		assert_eq!((&known[..], &reason[..]), ("RecordNotFinal", "not final yet"));
		assert_eq!(name(-32601, "Method not found", None), "error -32601");
	}
}
