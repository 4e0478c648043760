//! Checkpoints: whose signatures count, and what evidence they carry.

mod common;

use bot_evidence::{
	verify, Anchor, BrokenLink, Checkpoint, CheckpointError, CosignatureState, Evidence, Member,
	MemberSignature, Members, MembersError, SignedCheckpoint, CHECKPOINT_MESSAGE_LEN,
};
use codec::{Decode, Encode};
use common::{council::*, *};
use CosignatureState::{Invalid, Repeated, Stranger, Valid};

fn checkpoint() -> Checkpoint {
	checkpoint_of(&Plan::default().evidence().0)
}

/// What the council's members think of these signatures.
fn states(signed: &SignedCheckpoint) -> Vec<CosignatureState> {
	members().states(signed)
}

#[test]
fn what_is_signed_is_laid_out_as_the_format_says() {
	let checkpoint = Checkpoint {
		genesis_hash: [1; 32],
		number: 0x0403_0201,
		header_hash: [2; 32],
		mmr_root: [3; 32],
		time: 0x0807_0605_0403_0201,
	};
	let expected = [
		&b"bot:checkpoint:1"[..],
		&[1; 32],
		&[1, 2, 3, 4],
		&[2; 32],
		&[3; 32],
		&[1, 2, 3, 4, 5, 6, 7, 8],
	]
	.concat();
	assert_eq!(checkpoint.signing_bytes(), expected);
	assert_eq!(expected.len(), CHECKPOINT_MESSAGE_LEN);
}

#[test]
fn a_quorum_is_trusted_and_one_signature_less_is_not() {
	let mut signed = signed(checkpoint());
	assert_eq!(states(&signed), [Valid; 4]);
	assert_eq!(members().trust(&signed).unwrap().checkpoint(), &checkpoint());
	for left_out in 0..4 {
		let mut fewer = signed.clone();
		fewer.signatures.remove(left_out);
		let broken = CheckpointError::Quorum { valid: 3, quorum: 4 };
		assert_eq!(members().trust(&fewer), Err(broken));
	}
	signed.signatures.clear();
	let broken = CheckpointError::Quorum { valid: 0, quorum: 4 };
	assert_eq!(members().trust(&signed), Err(broken));
	assert_eq!(broken.to_string(), "checkpoint: 0 members signed it and 4 must");
}

#[test]
fn signatures_that_do_not_count_do_no_harm() {
	let mut signed = signed(checkpoint());
	let stranger = MemberKey::sr25519(9).sign(&checkpoint());
	let mut invalid = council()[4].sign(&checkpoint());
	let MemberSignature::Sr25519(bytes) = &mut invalid.signature else { panic!() };
	bytes[0] ^= 1;
	signed.signatures.insert(0, stranger);
	signed.signatures.insert(1, invalid);
	assert_eq!(states(&signed), [Stranger, Invalid, Valid, Valid, Valid, Valid]);
	assert!(members().trust(&signed).is_ok());
}

#[test]
fn a_member_counts_once_however_it_signs() {
	let mut signed = signed(checkpoint());
	let first = &council()[0];
	signed.signatures.truncate(3);
	signed.signatures.extend([
		first.sign(&checkpoint()),
		first.sign_wrapped(&checkpoint()),
		signed.signatures[2],
	]);
	assert_eq!(states(&signed), [Valid, Valid, Valid, Repeated, Repeated, Repeated]);
	let broken = CheckpointError::Quorum { valid: 3, quorum: 4 };
	assert_eq!(members().trust(&signed), Err(broken));
}

#[test]
fn a_bad_signature_does_not_stand_in_the_way_of_a_good_one() {
	let mut signed = signed(checkpoint());
	let mut bad = signed.signatures[0];
	bad.signature = council()[0].sign_bytes(b"something else");
	signed.signatures.insert(0, bad);
	assert_eq!(states(&signed), [Invalid, Valid, Valid, Valid, Valid]);
}

#[test]
fn signatures_are_over_all_fields_of_the_checkpoint() {
	let changes: [fn(&mut Checkpoint); 5] = [
		|c| c.genesis_hash[0] ^= 1,
		|c| c.number += 1,
		|c| c.header_hash[31] ^= 1,
		|c| c.mmr_root[0] ^= 1,
		|c| c.time += 1,
	];
	for change in changes {
		let mut signed = signed(checkpoint());
		change(&mut signed.checkpoint);
		assert_eq!(states(&signed), [Invalid; 4]);
	}
}

#[test]
fn a_signature_under_another_scheme_or_another_wrapping_is_invalid() {
	let checkpoint = checkpoint();
	let message = checkpoint.signing_bytes();
	let [sr, _, ed, ..] = council();
	let with = |key: &MemberKey, signature| {
		let signature = bot_evidence::Cosignature { account: key.account(), signature };
		states(&SignedCheckpoint { checkpoint, signatures: vec![signature] })
	};
	let MemberSignature::Sr25519(bytes) = sr.sign_bytes(&message) else { panic!() };
	assert_eq!(with(&sr, MemberSignature::Ed25519(bytes)), [Invalid]);
	let MemberSignature::Ed25519(bytes) = ed.sign_bytes(&message) else { panic!() };
	assert_eq!(with(&ed, MemberSignature::Sr25519(bytes)), [Invalid]);
	for wrapped in [
		[&b"<Bytes>"[..], &message].concat(),
		[&message, &b"</Bytes>"[..]].concat(),
		[&b"<bytes>"[..], &message, b"</bytes>"].concat(),
		[&b"<Bytes><Bytes>"[..], &message, b"</Bytes></Bytes>"].concat(),
		message[16..].to_vec(),
	] {
		assert_eq!(with(&sr, sr.sign_bytes(&wrapped)), [Invalid]);
		assert_eq!(with(&ed, ed.sign_bytes(&wrapped)), [Invalid]);
	}
}

#[test]
fn nobody_signs_with_a_weak_key() {
	let checkpoint = checkpoint();
	// What the equations hold for whatever was signed: s = 0, and R is the neutral element.
	let mut ed25519 = [0; 64];
	ed25519[0] = 1;
	let mut sr25519 = [0; 64];
	sr25519[63] = 128;
	let mut neutral = [0; 32];
	neutral[0] = 1;
	for (account, signature) in [
		(neutral, MemberSignature::Ed25519(ed25519)),
		([0; 32], MemberSignature::Ed25519(ed25519)),
		([0; 32], MemberSignature::Sr25519(sr25519)),
	] {
		let cosignature = bot_evidence::Cosignature { account, signature };
		assert!(!cosignature.is_over(&checkpoint), "{signature:?}");
	}
	let nobody = Member { account: [0; 32], name: "Nobody".into() };
	assert_eq!(Members::new(GENESIS, 1, vec![nobody]), Err(MembersError::NoKey));
}

#[test]
fn members_and_quorum_fit_together() {
	let member = |seed| Member { account: [seed; 32], name: String::new() };
	let new = |quorum, members: &[Member]| Members::new(GENESIS, quorum, members.to_vec());
	assert!(new(2, &[member(1), member(2)]).is_ok());
	for (quorum, count) in [(0, 2), (3, 2), (u32::MAX, 2)] {
		let broken = MembersError::Quorum { quorum, members: count };
		assert_eq!(new(quorum, &[member(1), member(2)]), Err(broken));
	}
	let broken = MembersError::Quorum { quorum: 1, members: 0 };
	assert_eq!(new(1, &[]), Err(broken));
	let broken = MembersError::Repeated([1; 32]);
	assert_eq!(new(1, &[member(1), member(2), member(1)]), Err(broken));
}

#[test]
fn a_checkpoint_of_another_chain_is_not_trusted() {
	let checkpoint = Checkpoint { genesis_hash: [9; 32], ..checkpoint() };
	let broken = CheckpointError::OtherChain { found: [9; 32] };
	assert_eq!(members().trust(&signed(checkpoint)), Err(broken));
	assert_eq!(broken.name(), "OtherChain");
}

/// The result for `evidence` where the council signed `checkpoint`.
fn verified(evidence: &Evidence, checkpoint: Checkpoint) -> Result<Option<u64>, BrokenLink> {
	let trusted = members().trust(&signed(checkpoint)).unwrap();
	verify(evidence, &Anchor::Checkpoint(trusted)).map(|verdict| verdict.checkpoint_time)
}

#[test]
fn evidence_up_to_a_checkpoint_is_accepted() {
	for plan in plans() {
		let (evidence, _) = plan.evidence();
		let checkpoint = checkpoint_of(&evidence);
		assert_eq!(verified(&evidence, checkpoint), Ok(Some(checkpoint.time)));
	}
	let (evidence, anchor) = Plan::default().evidence();
	assert_eq!(verify(&evidence, &anchor).unwrap().checkpoint_time, None);
}

#[test]
fn evidence_that_disagrees_with_a_checkpoint_is_refused() {
	let (evidence, _) = Plan::default().evidence();
	let checkpoint = checkpoint();
	let refused = |checkpoint| verified(&evidence, checkpoint).unwrap_err();

	let mut other_chain = evidence.clone();
	other_chain.genesis_hash[0] ^= 1;
	assert_eq!(verified(&other_chain, checkpoint), Err(BrokenLink::CheckpointChain));
	let found = checkpoint.header_hash;
	assert_eq!(
		refused(Checkpoint { header_hash: [0; 32], ..checkpoint }),
		BrokenLink::HeaderHash { found }
	);
	assert_eq!(
		refused(Checkpoint { number: 44, ..checkpoint }),
		BrokenLink::CheckpointNumber { checkpoint: 44, header: 43 }
	);
	assert_eq!(refused(Checkpoint { mmr_root: [0; 32], ..checkpoint }), BrokenLink::CheckpointRoot);
	assert!(verified(&evidence, Checkpoint { time: RECEIVED_AT, ..checkpoint }).is_ok());
	assert_eq!(
		refused(Checkpoint { time: RECEIVED_AT - 1, ..checkpoint }),
		BrokenLink::CheckpointTime { checkpoint: RECEIVED_AT - 1, leaf: RECEIVED_AT }
	);
	let mut broken = evidence.clone();
	broken.mmr_items[0][0] ^= 1;
	assert_eq!(verified(&broken, checkpoint), Err(BrokenLink::MmrProof));
}

#[test]
fn a_checkpoint_of_a_header_without_root_is_of_no_use() {
	let (mut evidence, _) = Plan::default().evidence();
	let checkpoint = checkpoint();
	evidence.header = header(43, &[]);
	let header_hash = blake2_256(&evidence.header);
	assert_eq!(
		verified(&evidence, Checkpoint { header_hash, ..checkpoint }),
		Err(BrokenLink::MmrRootMissing)
	);
	evidence.header.push(0);
	let header_hash = blake2_256(&evidence.header);
	assert_eq!(
		verified(&evidence, Checkpoint { header_hash, ..checkpoint }),
		Err(BrokenLink::HeaderEncoding)
	);
}

#[test]
fn every_flipped_bit_of_a_checkpoint_costs_it_the_quorum() {
	let bytes = signed(checkpoint()).encode();
	for bit in 0..bytes.len() * 8 {
		let mut bad = bytes.clone();
		bad[bit / 8] ^= 1 << (bit % 8);
		// Some change the number of signatures, so that the bytes are not those of a checkpoint.
		if let Ok(bad) = SignedCheckpoint::decode(&mut &bad[..]) {
			assert!(members().trust(&bad).is_err(), "bit {bit}");
		}
	}
}

#[cfg(feature = "std")]
mod files {
	use super::*;
	use bot_evidence::{account_to_text, FileError};

	#[test]
	fn files_come_back_as_they_were() {
		let signed = signed(checkpoint());
		let text = signed.to_json().unwrap();
		assert_eq!(SignedCheckpoint::from_json(text.as_bytes()).unwrap(), signed);
		let text = members().to_json().unwrap();
		assert_eq!(Members::from_json(text.as_bytes()).unwrap(), members());
	}

	#[test]
	fn accounts_are_addresses_or_digits() {
		let text = members().to_json().unwrap();
		let account = council()[0].account();
		let address = account_to_text(&account);
		assert!(text.contains(&address));
		let digits = text.replace(&address, &format!("0x{}", hex::encode(account)));
		assert_eq!(Members::from_json(digits.as_bytes()).unwrap(), members());
	}

	/// Why the members file is refused with `from` replaced by `to`.
	fn refused(from: &str, to: &str) -> FileError {
		let text = members().to_json().unwrap();
		assert!(text.contains(from), "{from}");
		Members::from_json(text.replacen(from, to, 1).as_bytes()).unwrap_err()
	}

	#[test]
	fn what_is_no_members_file_is_told() {
		assert_eq!(
			refused("bot-members", "bot-evidence").to_string(),
			"not a members file: its type is \"bot-evidence\""
		);
		assert!(matches!(
			refused("\"version\": 1", "\"version\": 2"),
			FileError::Version { found: 2, .. }
		));
		let quorum = refused("\"quorum\": 4", "\"quorum\": 6").to_string();
		assert!(quorum.starts_with("members: a quorum of 6 among 5 members"), "{quorum}");
		let [first, second, ..] = council().map(|key| account_to_text(&key.account()));
		let repeated = refused(&first, &second).to_string();
		assert!(repeated.starts_with("members: two are of the account 0x"), "{repeated}");
		let account = refused(&first, "Alice").to_string();
		assert!(account.contains("\"Alice\" is neither an SS58 address nor 0x"), "{account}");
		let extra = refused("\"quorum\"", "\"extra\": 0, \"quorum\"").to_string();
		assert!(extra.contains("unknown field `extra`"), "{extra}");
	}
}
