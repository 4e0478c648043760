//! Checks the certificate that a device got in its factory: an IDevID certificate (IEEE 802.1AR) and
//! the chain from it to the authority of its maker. Nothing is asked of any network: whether a
//! certificate was revoked is not looked at.

use std::{fs, io, path::Path, time::Duration};

use bot_primitives::{
	merkle::SoftSha256, AccountBytes, DeviceId, Hash256, Millis, PublicKey, Sha256,
};
use rustls_pki_types::{pem::PemObject, CertificateDer, SignatureVerificationAlgorithm, UnixTime};
use webpki::{
	anchor_from_trusted_cert, ring, EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter,
};
use x509_parser::{
	oid_registry::{
		OID_EC_P256, OID_KEY_TYPE_EC_PUBLIC_KEY, OID_SIG_ED25519, OID_X509_SERIALNUMBER,
	},
	prelude::{FromDer, X509Certificate},
	x509::SubjectPublicKeyInfo,
};

/// The signatures that are accepted in a chain.
const ALGORITHMS: [&dyn SignatureVerificationAlgorithm; 8] = [
	ring::ECDSA_P256_SHA256,
	ring::ECDSA_P256_SHA384,
	ring::ECDSA_P384_SHA256,
	ring::ECDSA_P384_SHA384,
	ring::ED25519,
	ring::RSA_PKCS1_2048_8192_SHA256,
	ring::RSA_PKCS1_2048_8192_SHA384,
	ring::RSA_PKCS1_2048_8192_SHA512,
];

/// A certificate in DER.
pub type Certificate = CertificateDer<'static>;

/// Why a file holds no certificate.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
	/// It cannot be read.
	#[error("CannotRead: {0}")]
	CannotRead(io::Error),
	/// It is not what it should be.
	#[error("NotACertificate: {0}")]
	NotACertificate(String),
}

/// The certificates in a file: one in DER, or one or more in PEM.
pub fn read(path: &Path) -> Result<Vec<Certificate>, FileError> {
	let bad = |what: &str| FileError::NotACertificate(what.into());
	let bytes = fs::read(path).map_err(FileError::CannotRead)?;
	let is_pem = bytes.windows(11).any(|part| part == b"-----BEGIN ");
	let certificates = if is_pem {
		CertificateDer::pem_slice_iter(&bytes)
			.collect::<Result<Vec<_>, _>>()
			.map_err(|error| bad(&error.to_string()))?
	} else {
		vec![CertificateDer::from(bytes)]
	};
	for certificate in &certificates {
		parse(certificate).map_err(|error| bad(&error))?;
	}
	if certificates.is_empty() {
		return Err(bad("the PEM file has other sections only"));
	}
	Ok(certificates)
}

/// SHA-256 of the first certificate in a file.
pub fn fingerprint(path: &Path) -> Result<Hash256, FileError> {
	let certificates = read(path)?;
	let first = certificates.first().map(CertificateDer::as_ref).unwrap_or_default();
	Ok(SoftSha256::sha256(&[first]))
}

fn parse(certificate: &[u8]) -> Result<X509Certificate<'_>, String> {
	match X509Certificate::from_der(certificate) {
		Ok(([], certificate)) => Ok(certificate),
		Ok(_) => Err("there are bytes after its end".into()),
		Err(_) => Err("it is no X.509 certificate in DER or PEM".into()),
	}
}

/// Which check a certificate has failed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Failure {
	/// Its time, or that of one above it, is over.
	#[error("Expired: a certificate of the chain is not valid any more")]
	Expired,
	/// Its time, or that of one above it, has not begun.
	#[error("NotValidYet: a certificate of the chain is not valid yet")]
	NotValidYet,
	/// No certificate given leads to a root given.
	#[error("UnknownIssuer: no chain leads from the certificate to the root")]
	UnknownIssuer,
	/// A signature is not that of the key above it.
	#[error("BadSignature: a signature of the chain is not that of the issuer's key")]
	BadSignature,
	/// A certificate above is of no authority.
	#[error("NotACa: an issuer in the chain is no certificate authority")]
	NotACa,
	/// The certificate is an authority's.
	#[error("IsACa: the certificate is an authority's, not a device's")]
	IsACa,
	/// The chain is longer than one of its authorities allows.
	#[error("PathTooLong: the chain is longer than an authority in it allows")]
	PathTooLong,
	/// An authority may not sign for such names.
	#[error("NameNotAllowed: an authority in the chain may not sign for this name")]
	NameNotAllowed,
	/// A signature is of a kind that is not accepted.
	#[error("UnsupportedSignature: a signature of the chain is of a kind that is not accepted")]
	UnsupportedSignature,
	/// A certificate says that who does not understand all of it must refuse it.
	#[error("UnsupportedExtension: a certificate of the chain has a critical extension that is not known here")]
	UnsupportedExtension,
	/// A certificate is not made as it must be.
	#[error("Malformed: {0}")]
	Malformed(String),
	/// The subject has no serial number, as IEEE 802.1AR wants it.
	#[error("NoSerialNumber: the subject has no serialNumber, so this is no IDevID certificate")]
	NoSerialNumber,
	/// The key is of a type that no device has here.
	#[error("UnsupportedKey: the key is no sound Ed25519 or P-256 key")]
	UnsupportedKey,
	/// The key is not the one expected.
	#[error("AnotherKey: the certificate is for another key")]
	AnotherKey,
	/// The device was enrolled with another certificate.
	#[error("AnotherCertificate: the device was enrolled with another certificate")]
	AnotherCertificate,
}

impl From<webpki::Error> for Failure {
	fn from(error: webpki::Error) -> Self {
		use webpki::Error;
		match error {
			Error::CertExpired { .. } => Self::Expired,
			Error::CertNotValidYet { .. } => Self::NotValidYet,
			Error::UnknownIssuer => Self::UnknownIssuer,
			Error::InvalidSignatureForPublicKey => Self::BadSignature,
			Error::EndEntityUsedAsCa => Self::NotACa,
			Error::CaUsedAsEndEntity => Self::IsACa,
			Error::PathLenConstraintViolated | Error::MaximumPathDepthExceeded => Self::PathTooLong,
			Error::NameConstraintViolation => Self::NameNotAllowed,
			Error::UnsupportedSignatureAlgorithmContext(_)
			| Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => Self::UnsupportedSignature,
			Error::UnsupportedCriticalExtension => Self::UnsupportedExtension,
			error => Self::Malformed(error.to_string()),
		}
	}
}

impl Failure {
	/// The name of the failure.
	pub fn name(&self) -> String {
		let text = self.to_string();
		text.split(':').next().unwrap_or_default().into()
	}
}

/// What a certificate says of its device.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Identity {
	/// The subject, as people read it.
	pub subject: String,
	/// The serial number of the subject.
	pub serial_number: Option<String>,
	/// SHA-256 of the certificate (DER).
	pub sha256: Hash256,
	/// The device's key, where it is one that a device can have here.
	pub key: Option<PublicKey>,
}

impl Identity {
	/// Reads a certificate.
	pub fn read(certificate: &Certificate) -> Result<Self, FileError> {
		let sha256 = SoftSha256::sha256(&[certificate]);
		let certificate = parse(certificate).map_err(FileError::NotACertificate)?;
		let mut serials = certificate.subject().iter_by_oid(&OID_X509_SERIALNUMBER);
		let serial_number = serials.next().and_then(|serial| serial.as_str().ok());
		Ok(Self {
			subject: certificate.subject().to_string(),
			serial_number: serial_number.filter(|serial| !serial.is_empty()).map(Into::into),
			sha256,
			key: key(certificate.public_key()).filter(|key| key.check().is_ok()),
		})
	}
}

/// The key in a certificate, if it is of a type that devices have here.
fn key(info: &SubjectPublicKeyInfo<'_>) -> Option<PublicKey> {
	let bytes: &[u8] = &info.subject_public_key.data;
	let algorithm = info.algorithm.oid();
	if *algorithm == OID_SIG_ED25519 {
		return bytes.try_into().ok().map(PublicKey::Ed25519);
	}
	let curve = info.algorithm.parameters()?.as_oid().ok()?;
	if *algorithm != OID_KEY_TYPE_EC_PUBLIC_KEY || curve != OID_EC_P256 {
		return None;
	}
	// SEC 1: 4, x and y; or the parity of y and x.
	match bytes {
		[4, point @ ..] if point.len() == 64 => {
			let (x, y) = point.split_at(32);
			let mut compressed = [2; 33];
			compressed[1..].copy_from_slice(x);
			compressed[0] |= y.last()? & 1;
			Some(PublicKey::EcdsaP256(compressed))
		},
		[2 | 3, ..] => bytes.try_into().ok().map(PublicKey::EcdsaP256),
		_ => None,
	}
}

/// What a certificate is expected to be for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Expected {
	/// A key.
	Key(PublicKey),
	/// A device on a chain.
	Device {
		/// Its provider.
		provider: AccountBytes,
		/// Its id, which follows from the provider and the key that the device was made with. That
		/// key stays in the certificate when the device has another root key.
		id: DeviceId,
		/// SHA-256 of the certificate that it was enrolled with.
		idevid: Option<Hash256>,
	},
}

impl Expected {
	fn check(&self, sha256: &Hash256, key: &PublicKey) -> Result<(), Failure> {
		let is_key = match self {
			Self::Key(expected) => key == expected,
			Self::Device { idevid: Some(idevid), .. } if idevid != sha256 => {
				return Err(Failure::AnotherCertificate)
			},
			Self::Device { provider, id, .. } => DeviceId::derive(provider, key) == *id,
		};
		if is_key {
			Ok(())
		} else {
			Err(Failure::AnotherKey)
		}
	}
}

/// Checks that `certificate` is an IDevID certificate for what is `expected`, and that a chain of
/// `above` leads from it to one of `roots`, all of it valid at the time `at`.
///
/// The roots are trusted by whoever gives them; their own time is not looked at.
pub fn verify(
	certificate: &Certificate,
	above: &[Certificate],
	roots: &[Certificate],
	at: Millis,
	expected: Option<&Expected>,
) -> Result<(), Failure> {
	let malformed = |error: FileError| Failure::Malformed(error.to_string());
	let mut anchors = Vec::new();
	for root in roots {
		if !parse(root).map_err(Failure::Malformed)?.is_ca() {
			return Err(Failure::NotACa);
		}
		anchors.push(anchor_from_trusted_cert(root)?);
	}
	let time = UnixTime::since_unix_epoch(Duration::from_millis(at));
	EndEntityCert::try_from(certificate)?.verify_for_usage(
		&ALGORITHMS,
		&anchors,
		above,
		time,
		AnyUsage,
		None,
		None,
	)?;
	let identity = Identity::read(certificate).map_err(malformed)?;
	if identity.serial_number.is_none() {
		return Err(Failure::NoSerialNumber);
	}
	let key = identity.key.ok_or(Failure::UnsupportedKey)?;
	expected.map_or(Ok(()), |expected| expected.check(&identity.sha256, &key))
}

/// IEEE 802.1AR asks for no extended key usage, and forbids none.
struct AnyUsage;

impl ExtendedKeyUsageValidator for AnyUsage {
	fn validate(&self, usages: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
		usages.into_iter().try_for_each(|usage| usage.map(|_| ()))
	}
}

#[cfg(test)]
mod tests;
