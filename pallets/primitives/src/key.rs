//! Keys of devices, their signatures, and which of both are refused.

#![allow(
	clippy::cast_possible_truncation,
	reason = "the codec's derive casts the indices of enums"
)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};

/// Public key of a device.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, Hash, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub enum PublicKey {
	/// Ed25519 (RFC 8032). Signs the bytes themselves.
	#[codec(index = 0)]
	Ed25519([u8; 32]),
	/// ECDSA over NIST P-256, compressed SEC1 point. Signs the SHA-256 of the bytes. What secure
	/// elements such as the ATECC608 hold.
	#[codec(index = 1)]
	EcdsaP256([u8; 33]),
}

/// Public key for X25519 (RFC 7748), for which messages to a device are encrypted.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub struct X25519Key(pub [u8; 32]);

/// The seven X25519 keys of small order, without the bit that X25519 ignores. Whatever secret is
/// agreed on with one of them is zero.
///
/// Source: D. J. Bernstein, "How do I validate Curve25519 public keys?", cr.yp.to/ecdh.html.
const SMALL_ORDER_X25519: [[u8; 32]; 7] = {
	let mut one = [0; 32];
	one[0] = 1;
	let mut minus_one = [0xff; 32];
	minus_one[0] = 0xec;
	minus_one[31] = 0x7f;
	let mut zero_again = minus_one;
	zero_again[0] = 0xed;
	let mut one_again = minus_one;
	one_again[0] = 0xee;
	[
		[0; 32],
		one,
		// Two of order 8
		[
			0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f,
			0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16,
			0x5f, 0x49, 0xb8, 0x00,
		],
		[
			0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83,
			0xef, 0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd,
			0xd0, 0x9f, 0x11, 0x57,
		],
		minus_one,
		zero_again,
		one_again,
	]
};

impl X25519Key {
	/// Whether the key is of small order: what is encrypted for it, anybody can read.
	pub fn is_small_order(&self) -> bool {
		let mut key = self.0;
		if let Some(last) = key.last_mut() {
			*last &= 0x7f;
		}
		SMALL_ORDER_X25519.contains(&key)
	}
}

/// Signature by a device's key.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
pub enum Signature {
	/// Ed25519: `R ++ s`.
	#[codec(index = 0)]
	Ed25519([u8; 64]),
	/// ECDSA over P-256: `r ++ s`, with `s` in the lower half of the order.
	#[codec(index = 1)]
	EcdsaP256([u8; 64]),
}

/// How a device keeps its key, as the provider declared for the model.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq,
)]
#[cfg_attr(feature = "scale-info", derive(scale_info::TypeInfo))]
#[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
pub enum KeyProtection {
	/// In the memory of the device, where its software can read it.
	#[codec(index = 0)]
	Software,
	/// In a chip that signs and never gives the key away.
	#[codec(index = 1)]
	SecureElement,
}

/// Why a key cannot be a device's key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyError {
	/// The point is of small order: a signature that anybody can make fits it.
	SmallOrder,
	/// The bytes are no point of the curve.
	NotOnCurve,
}

/// The seven Ed25519 encodings of small order, without the sign bit. With it they are fourteen.
///
/// Source: the eight points of the torsion subgroup of Curve25519 and their non-canonical
/// encodings; libsodium's `ge25519_has_small_order` refuses the same ones.
const SMALL_ORDER: [[u8; 32]; 7] = [
	// 0, of order 4
	[0; 32],
	// 1, of order 1
	[
		1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0,
	],
	// Two of order 8
	[
		0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
		0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
		0xfc, 0x05,
	],
	[
		0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
		0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
		0x03, 0x7a,
	],
	// p - 1, of order 2
	[
		0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0x7f,
	],
	// p, another way to write 0
	[
		0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0x7f,
	],
	// p + 1, another way to write 1
	[
		0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0x7f,
	],
];

/// Whether `key` is one of the fourteen Ed25519 encodings of small order.
pub fn is_small_order(key: &[u8; 32]) -> bool {
	let mut unsigned = *key;
	if let Some(last) = unsigned.last_mut() {
		*last &= 0x7f;
	}
	SMALL_ORDER.contains(&unsigned)
}

impl PublicKey {
	/// Whether a signature of this type can be of this key.
	pub fn fits(&self, signature: &Signature) -> bool {
		matches!(
			(self, signature),
			(Self::Ed25519(_), Signature::Ed25519(_))
				| (Self::EcdsaP256(_), Signature::EcdsaP256(_))
		)
	}

	/// Whether the key can be a device's key. What the curve library does not refuse by itself is
	/// refused here.
	#[cfg(feature = "p256")]
	pub fn check(&self) -> Result<(), KeyError> {
		match self {
			Self::Ed25519(key) if is_small_order(key) => Err(KeyError::SmallOrder),
			Self::Ed25519(_) => Ok(()),
			Self::EcdsaP256(point) if is_compressed_point(point) => Ok(()),
			Self::EcdsaP256(_) => Err(KeyError::NotOnCurve),
		}
	}
}

/// Whether `point` is the compressed form of a point of P-256.
///
/// The curve's library also takes the compact form, which begins with 5: one key would have two
/// encodings, and a device of it two ids.
#[cfg(feature = "p256")]
fn is_compressed_point(point: &[u8; 33]) -> bool {
	matches!(point, [2 | 3, ..]) && p256::PublicKey::from_sec1_bytes(point).is_ok()
}

/// Whether `signature` is that of the P-256 key `key` over `message`, with `s` in the lower half of
/// the order.
///
/// The upper half is refused, because anybody can turn one into the other without the key.
#[cfg(feature = "p256")]
pub fn verify_p256(key: &[u8; 33], message: &[u8], signature: &[u8; 64]) -> bool {
	use p256::ecdsa::{signature::Verifier, Signature as P256Signature, VerifyingKey};

	// Any other first byte is another form of a point.
	let [2 | 3, ..] = key else { return false };
	let Ok(key) = VerifyingKey::from_sec1_bytes(key) else { return false };
	let Ok(signature) = P256Signature::from_slice(signature) else { return false };
	signature.normalize_s().is_none() && key.verify(message, &signature).is_ok()
}

/// Whether `signature` is that of the Ed25519 key `key` over `message`, by the rules of ZIP 215,
/// which are those of the chain's host.
#[cfg(feature = "verify")]
pub fn verify_ed25519(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
	let Ok(key) = ed25519_zebra::VerificationKey::try_from(*key) else { return false };
	key.verify(&ed25519_zebra::Signature::from(*signature), message).is_ok()
}

#[cfg(feature = "verify")]
impl PublicKey {
	/// Whether `signature` is this key's over `message`. A weak key signs nothing.
	pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
		match (self, signature) {
			(Self::Ed25519(key), Signature::Ed25519(signature)) => {
				!is_small_order(key) && verify_ed25519(key, message, signature)
			},
			(Self::EcdsaP256(key), Signature::EcdsaP256(signature)) => {
				verify_p256(key, message, signature)
			},
			_ => false,
		}
	}
}

#[cfg(all(test, feature = "verify"))]
mod tests {
	use super::*;
	use curve25519_dalek::{
		constants::{EIGHT_TORSION, X25519_BASEPOINT},
		edwards::CompressedEdwardsY,
		MontgomeryPoint,
	};
	use p256::ecdsa::{signature::Signer, Signature as P256Signature, SigningKey};

	fn small_order_encodings() -> impl Iterator<Item = [u8; 32]> {
		SMALL_ORDER.into_iter().flat_map(|low| {
			let mut high = low;
			high[31] |= 0x80;
			[low, high]
		})
	}

	fn p256_key() -> SigningKey {
		SigningKey::from_slice(&[3; 32]).unwrap()
	}

	fn p256_public(key: &SigningKey) -> PublicKey {
		let point = key.verifying_key().to_encoded_point(true);
		PublicKey::EcdsaP256(point.as_bytes().try_into().unwrap())
	}

	#[test]
	fn small_order_keys_are_those_of_the_torsion_subgroup() {
		let encodings: Vec<_> = small_order_encodings().collect();
		assert_eq!(encodings.len(), 14);
		for encoding in &encodings {
			let point = CompressedEdwardsY(*encoding).decompress().unwrap();
			assert!(point.is_small_order(), "{encoding:?}");
			assert_eq!(PublicKey::Ed25519(*encoding).check(), Err(KeyError::SmallOrder));
		}
		for point in EIGHT_TORSION {
			assert!(encodings.contains(&point.compress().0));
		}
	}

	#[test]
	fn no_secret_can_be_agreed_on_with_a_small_order_key() {
		for low in SMALL_ORDER_X25519 {
			let mut high = low;
			high[31] |= 0x80;
			for key in [low, high] {
				assert!(X25519Key(key).is_small_order());
				assert_eq!(MontgomeryPoint(key).mul_clamped([9; 32]).0, [0; 32], "{key:?}");
			}
		}
		assert!(!X25519Key(X25519_BASEPOINT.0).is_small_order());
	}

	#[test]
	fn a_zero_signature_fits_a_weak_key_but_is_refused() {
		assert!(verify_ed25519(&[0; 32], b"anything", &[0; 64]));
		let key = PublicKey::Ed25519([0; 32]);
		assert!(!key.verify(b"anything", &Signature::Ed25519([0; 64])));
	}

	#[test]
	fn p256_takes_low_s_only() {
		let key = p256_key();
		let signature: P256Signature = key.sign(b"message");
		let low = signature.normalize_s().unwrap_or(signature);
		let (r, s) = low.split_scalars();
		let high = P256Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
		let public = p256_public(&key);
		let of = |signature: P256Signature| Signature::EcdsaP256(signature.to_bytes().into());
		assert!(public.verify(b"message", &of(low)));
		assert!(!public.verify(b"message", &of(high)));
		assert!(!public.verify(b"massage", &of(low)));
	}

	#[test]
	fn p256_points_off_the_curve_are_refused() {
		assert_eq!(p256_public(&p256_key()).check(), Ok(()));
		assert_eq!(PublicKey::EcdsaP256([0; 33]).check(), Err(KeyError::NotOnCurve));
		assert_eq!(PublicKey::EcdsaP256([0xff; 33]).check(), Err(KeyError::NotOnCurve));
	}

	#[test]
	fn a_p256_key_has_one_encoding() {
		// The key of scalar 1, of which the library takes the compact form too.
		let key = SigningKey::from_slice(&[[0; 31].as_slice(), &[1]].concat()).unwrap();
		let PublicKey::EcdsaP256(mut point) = p256_public(&key) else { unreachable!() };
		point[0] = 5;
		assert!(p256::PublicKey::from_sec1_bytes(&point).is_ok());
		let compact = PublicKey::EcdsaP256(point);
		assert_eq!(compact.check(), Err(KeyError::NotOnCurve));
		let signature: P256Signature = key.sign(b"message");
		let low = signature.normalize_s().unwrap_or(signature);
		assert!(!compact.verify(b"message", &Signature::EcdsaP256(low.to_bytes().into())));
	}

	#[test]
	fn a_signature_of_the_other_type_fits_no_key() {
		let key = p256_public(&p256_key());
		assert!(!key.fits(&Signature::Ed25519([0; 64])));
		assert!(!key.verify(b"", &Signature::Ed25519([0; 64])));
	}
}
