//! Keys as a DID document has them: each one as a `Multikey` and as a `JsonWebKey`, since
//! verifiers know one or the other.

use base64::{prelude::BASE64_URL_SAFE_NO_PAD, Engine};
use bot_primitives::{
	merkle::{Sha256, SoftSha256},
	Did, Millis, PublicKey, X25519Key,
};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use serde::{Deserialize, Serialize};

use super::time::date_time;

/// A key in one of its forms.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct VerificationMethod {
	/// The DID, and as its fragment the key or its thumbprint.
	pub id: String,
	/// The form.
	#[serde(flatten)]
	pub form: KeyForm,
	/// The DID of the device.
	pub controller: String,
	/// From this time on the key is not accepted.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub expires: Option<String>,
}

/// The form of a key (W3C Controlled Identifiers, section 2.2).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub enum KeyForm {
	/// Bytes, with what says of which type they are.
	Multikey {
		/// The key.
		public_key_multibase: String,
	},
	/// A JSON Web Key.
	JsonWebKey {
		/// The key.
		public_key_jwk: Jwk,
	},
}

/// A public key as a JSON Web Key (RFC 7517, RFC 8037).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Jwk {
	/// The curve.
	pub crv: String,
	/// The family of curves.
	pub kty: String,
	/// The key, or its point's first coordinate.
	pub x: String,
	/// The point's second coordinate, where the curve needs it.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub y: Option<String>,
}

impl Jwk {
	fn okp(crv: &str, key: &[u8]) -> Self {
		Self { crv: crv.into(), kty: "OKP".into(), x: base64url(key), y: None }
	}

	/// None where `point` is not on the curve.
	fn p256(point: &[u8]) -> Option<Self> {
		let point = p256::PublicKey::from_sec1_bytes(point).ok()?.to_encoded_point(false);
		let (x, y) = (base64url(point.x()?), base64url(point.y()?));
		Some(Self { crv: "P-256".into(), kty: "EC".into(), x, y: Some(y) })
	}

	/// The thumbprint (RFC 7638): the hash of the members in the order of their names.
	fn thumbprint(&self) -> String {
		let Self { crv, kty, x, y } = self;
		let y = y.as_ref().map(|y| format!(r#","y":"{y}""#)).unwrap_or_default();
		let members = format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}"{y}}}"#);
		base64url(&SoftSha256::sha256(&[members.as_bytes()]))
	}
}

fn base64url(bytes: &[u8]) -> String {
	BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// A key of a device.
#[derive(Clone, Copy)]
pub(super) enum Key {
	/// One that signs.
	Signature(PublicKey),
	/// One for which messages are encrypted.
	Agreement(X25519Key),
}

impl Key {
	/// The key as a Multikey (W3C Controlled Identifiers, section 2.2.2).
	fn multikey(&self) -> String {
		let bytes = match self {
			Self::Signature(PublicKey::Ed25519(key)) => [&[0xed, 0x01], &key[..]].concat(),
			Self::Signature(PublicKey::EcdsaP256(point)) => [&[0x80, 0x24], &point[..]].concat(),
			Self::Agreement(X25519Key(key)) => [&[0xec, 0x01], &key[..]].concat(),
		};
		format!("z{}", bs58::encode(bytes).into_string())
	}

	fn jwk(&self) -> Option<Jwk> {
		match self {
			Self::Signature(PublicKey::Ed25519(key)) => Some(Jwk::okp("Ed25519", key)),
			Self::Signature(PublicKey::EcdsaP256(point)) => Jwk::p256(point),
			Self::Agreement(X25519Key(key)) => Some(Jwk::okp("X25519", key)),
		}
	}

	/// The key in both forms; none where it is no key of its type.
	pub(super) fn methods(
		&self,
		did: &Did,
		expires_at: Option<Millis>,
	) -> Option<[VerificationMethod; 2]> {
		let (multikey, jwk) = (self.multikey(), self.jwk()?);
		let method = |fragment: &str, form: KeyForm| VerificationMethod {
			id: format!("{did}#{fragment}"),
			form,
			controller: did.to_string(),
			expires: expires_at.and_then(date_time),
		};
		Some([
			method(&multikey.clone(), KeyForm::Multikey { public_key_multibase: multikey }),
			method(&jwk.thumbprint(), KeyForm::JsonWebKey { public_key_jwk: jwk }),
		])
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::{key_agreement, signing_key};

	#[test]
	fn thumbprint_is_that_of_the_standards() {
		// RFC 8037, appendix A.3.
		let key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
		let jwk = Jwk::okp("Ed25519", &hex::decode(key).unwrap());
		assert_eq!(jwk.x, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
		assert_eq!(jwk.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
		// RFC 9449, sections 4.1 and 6.1.
		let jwk = Jwk {
			crv: "P-256".into(),
			kty: "EC".into(),
			x: "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs".into(),
			y: Some("9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA".into()),
		};
		assert_eq!(jwk.thumbprint(), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
	}

	#[test]
	fn points_are_decompressed() {
		// The key, and its coordinates, are those of an example of the did:key specification.
		let jwk = Key::Signature(signing_key()).jwk().unwrap();
		assert_eq!((jwk.kty.as_str(), jwk.crv.as_str()), ("EC", "P-256"));
		assert_eq!(jwk.x, "fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI");
		assert_eq!(jwk.y.unwrap(), "hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU");
		assert_eq!(Key::Signature(PublicKey::EcdsaP256([0xff; 33])).jwk(), None);
	}

	#[test]
	fn key_agreement_keys_have_their_own_multicodec() {
		let key = Key::Agreement(key_agreement());
		let multikey = key.multikey();
		assert!(multikey.starts_with("z6LS"), "{multikey}");
		let bytes = bs58::decode(&multikey[1..]).into_vec().unwrap();
		assert_eq!(bytes, [&[0xec, 0x01], &key_agreement().0[..]].concat());
		assert_eq!(key.jwk().unwrap().crv, "X25519");
	}
}
