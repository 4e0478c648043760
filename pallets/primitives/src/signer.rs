//! Secret keys of devices, in software: for devices without a secure element, for gateways that act
//! for devices, and for tests.

use p256::ecdsa::signature::Signer as _;

use crate::{payload::Payload, PublicKey, Signature, SigningContext};

/// Secret key of a device.
#[derive(Clone)]
pub enum SecretKey {
	/// Ed25519.
	Ed25519(ed25519_zebra::SigningKey),
	/// ECDSA over P-256.
	EcdsaP256(p256::ecdsa::SigningKey),
}

impl SecretKey {
	/// The Ed25519 key of this seed.
	pub fn ed25519(seed: [u8; 32]) -> Self {
		Self::Ed25519(seed.into())
	}

	/// The P-256 key of this scalar; none where it is zero or not below the order of the curve.
	pub fn p256(scalar: &[u8; 32]) -> Option<Self> {
		p256::ecdsa::SigningKey::from_slice(scalar).ok().map(Self::EcdsaP256)
	}

	/// The public key.
	pub fn public(&self) -> PublicKey {
		match self {
			Self::Ed25519(key) => {
				PublicKey::Ed25519(ed25519_zebra::VerificationKeyBytes::from(key).into())
			},
			Self::EcdsaP256(key) => {
				let mut point = [0; 33];
				let encoded = key.verifying_key().to_encoded_point(true);
				point.copy_from_slice(encoded.as_bytes());
				PublicKey::EcdsaP256(point)
			},
		}
	}

	/// Signs `payload` for this device, chain and epoch.
	pub fn sign(&self, payload: &impl Payload, context: &SigningContext) -> Signature {
		self.sign_bytes(payload.signing_bytes(context).as_ref())
	}

	/// Signs `message`. Both schemes are deterministic (RFC 8032, RFC 6979), and `s` of a P-256
	/// signature is in the lower half.
	pub fn sign_bytes(&self, message: &[u8]) -> Signature {
		match self {
			Self::Ed25519(key) => Signature::Ed25519(key.sign(message).into()),
			Self::EcdsaP256(key) => {
				let signature: p256::ecdsa::Signature = key.sign(message);
				let low = signature.normalize_s().unwrap_or(signature);
				Signature::EcdsaP256(low.to_bytes().into())
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_a_key_signs_its_public_key_verifies() {
		for key in [SecretKey::ed25519([1; 32]), SecretKey::p256(&[2; 32]).unwrap()] {
			for n in 0..8u8 {
				let signature = key.sign_bytes(&[n]);
				assert!(key.public().verify(&[n], &signature));
				assert!(!key.public().verify(&[n, n], &signature));
			}
		}
	}

	#[test]
	fn a_scalar_out_of_range_is_no_key() {
		assert!(SecretKey::p256(&[0; 32]).is_none());
		assert!(SecretKey::p256(&[255; 32]).is_none());
	}
}
