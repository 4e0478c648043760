use super::*;
use crate::{device_key::public_bytes, evidence::time_text};
use rcgen::{
	date_time_ymd, BasicConstraints, CertificateParams, CertifiedIssuer, DnType,
	ExtendedKeyUsagePurpose, IsCa, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519,
};
use tempfile::TempDir;

/// 2026-01-01.
const NOW: Millis = 1_767_225_600_000;

/// A device's certificate, those above it, and the root.
struct Factory {
	root: CertifiedIssuer<'static, KeyPair>,
	issuing: CertifiedIssuer<'static, KeyPair>,
}

fn params(name: &str, is_ca: IsCa) -> CertificateParams {
	let mut params = CertificateParams::default();
	params.distinguished_name = Default::default();
	params.distinguished_name.push(DnType::CommonName, name);
	params.is_ca = is_ca;
	params.not_before = date_time_ymd(2020, 1, 1);
	// IEEE 802.1AR: a device's identity does not end.
	params.not_after = date_time_ymd(9999, 12, 31) + Duration::from_secs(86_399);
	params
}

fn idevid(serial: &str) -> CertificateParams {
	let mut params = params("Cooler", IsCa::ExplicitNoCa);
	params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 5]), serial);
	params
}

fn ca(constraints: BasicConstraints) -> IsCa {
	IsCa::Ca(constraints)
}

fn key() -> KeyPair {
	KeyPair::generate().unwrap()
}

fn factory_of(root: CertificateParams, issuing: CertificateParams) -> Factory {
	let root = CertifiedIssuer::self_signed(root, key()).unwrap();
	let issuing = CertifiedIssuer::signed_by(issuing, key(), &root).unwrap();
	Factory { root, issuing }
}

fn factory() -> Factory {
	let any = || ca(BasicConstraints::Unconstrained);
	factory_of(params("Root", any()), params("Issuing", any()))
}

impl Factory {
	fn certify(&self, params: CertificateParams, key: &KeyPair) -> Certificate {
		params.signed_by(key, &self.issuing).unwrap().der().clone()
	}

	fn check(&self, certificate: &Certificate) -> Result<(), Failure> {
		self.check_at(certificate, NOW)
	}

	fn check_at(&self, certificate: &Certificate, at: Millis) -> Result<(), Failure> {
		verify(certificate, &[self.issuing.der().clone()], &[self.root.der().clone()], at, None)
	}
}

#[test]
fn the_certificates_of_both_types_of_keys_are_read_and_valid() {
	let factory = factory();
	for algorithm in [&PKCS_ECDSA_P256_SHA256, &PKCS_ED25519] {
		let key = KeyPair::generate_for(algorithm).unwrap();
		let certificate = factory.certify(idevid("SN-1"), &key);
		assert_eq!(factory.check(&certificate), Ok(()));
		let identity = Identity::read(&certificate).unwrap();
		assert_eq!(identity.serial_number.as_deref(), Some("SN-1"));
		assert_eq!(identity.sha256, SoftSha256::sha256(&[&certificate]));
		let raw = key.public_key_raw();
		match identity.key.unwrap() {
			PublicKey::Ed25519(bytes) => assert_eq!(bytes, raw),
			// Uncompressed there: 4, x and y.
			key @ PublicKey::EcdsaP256(_) => assert_eq!(public_bytes(&key)[1..], raw[1..33]),
		}
		assert!(identity.subject.contains("Cooler"), "{}", identity.subject);
	}
}

#[test]
fn an_identity_without_an_end_is_valid_to_the_end_of_9999() {
	let factory = factory();
	let certificate = factory.certify(idevid("SN-1"), &key());
	assert!(certificate.windows(15).any(|part| part == b"99991231235959Z"));
	let end = 253_402_300_799_000;
	assert!(time_text(end).starts_with("9999-12-31T23:59:59"));
	assert_eq!(factory.check_at(&certificate, end), Ok(()));
	assert_eq!(factory.check_at(&certificate, end + 1_000), Err(Failure::Expired));
}

#[test]
fn a_device_may_be_certified_by_the_root_itself() {
	let factory = factory();
	let certificate = idevid("SN-1").signed_by(&key(), &factory.root).unwrap().der().clone();
	assert_eq!(verify(&certificate, &[], &[factory.root.der().clone()], NOW, None), Ok(()));
}

#[test]
fn the_use_of_a_certificate_may_be_named() {
	let factory = factory();
	let mut params = idevid("SN-1");
	params.extended_key_usages = vec![ExtendedKeyUsagePurpose::CodeSigning];
	assert_eq!(factory.check(&factory.certify(params, &key())), Ok(()));
}

#[test]
fn each_check_that_fails_has_its_name() {
	let factory = factory();
	let mut expired = idevid("SN-1");
	expired.not_after = date_time_ymd(2025, 1, 1);
	let mut early = idevid("SN-1");
	early.not_before = date_time_ymd(2027, 1, 1);
	let authority = {
		let mut params = idevid("SN-1");
		params.is_ca = ca(BasicConstraints::Unconstrained);
		params
	};
	for (params, failure) in [
		(expired, Failure::Expired),
		(early, Failure::NotValidYet),
		(authority, Failure::IsACa),
		(params("Nameless", IsCa::ExplicitNoCa), Failure::NoSerialNumber),
	] {
		let certificate = factory.certify(params, &key());
		assert_eq!(factory.check(&certificate), Err(failure));
	}
}

#[test]
fn a_chain_that_leads_nowhere_is_refused() {
	let (factory, other) = (factory(), factory());
	let certificate = factory.certify(idevid("SN-1"), &key());
	let (issuing, root) = (factory.issuing.der().clone(), factory.root.der().clone());
	// The other factory has the same names, and other keys.
	assert_eq!(other.check(&certificate), Err(Failure::BadSignature));
	let alone = verify(&certificate, &[], std::slice::from_ref(&root), NOW, None);
	assert_eq!(alone, Err(Failure::UnknownIssuer));
	let untrusted = verify(&certificate, &[issuing.clone(), root.clone()], &[], NOW, None);
	assert_eq!(untrusted, Err(Failure::UnknownIssuer));
	let not_ca = verify(&certificate, &[issuing], &[root, certificate.clone()], NOW, None);
	assert_eq!(not_ca, Err(Failure::NotACa));
}

#[test]
fn one_changed_byte_is_found() {
	let factory = factory();
	let certificate = factory.certify(idevid("SN-1"), &key());
	let at = certificate.windows(4).position(|part| part == b"SN-1").unwrap();
	let mut bytes = certificate.to_vec();
	bytes[at + 3] = b'2';
	assert_eq!(factory.check(&bytes.into()), Err(Failure::BadSignature));
}

#[test]
fn an_issuer_that_is_no_authority_or_too_far_up_is_refused() {
	let any = || ca(BasicConstraints::Unconstrained);
	let device = factory_of(params("Root", any()), params("Issuing", IsCa::ExplicitNoCa));
	let certificate = device.certify(idevid("SN-1"), &key());
	assert_eq!(device.check(&certificate), Err(Failure::NotACa));
	let short = ca(BasicConstraints::Constrained(0));
	let limited = factory_of(params("Root", short), params("Issuing", any()));
	let certificate = limited.certify(idevid("SN-1"), &key());
	// The limit of the root itself is the verifier's own affair; that of an authority below counts.
	let below = CertifiedIssuer::signed_by(
		params("Limited", ca(BasicConstraints::Constrained(0))),
		key(),
		&limited.root,
	)
	.unwrap();
	let further = CertifiedIssuer::signed_by(params("Further", any()), key(), &below).unwrap();
	let far = idevid("SN-1").signed_by(&key(), &further).unwrap().der().clone();
	let above = [further.der().clone(), below.der().clone()];
	let roots = [limited.root.der().clone()];
	assert_eq!(verify(&far, &above, &roots, NOW, None), Err(Failure::PathTooLong));
	assert_eq!(limited.check(&certificate), Ok(()));
}

#[test]
fn the_key_and_the_certificate_are_those_of_the_device() {
	let factory = factory();
	let certificate = factory.certify(idevid("SN-1"), &key());
	let identity = Identity::read(&certificate).unwrap();
	let own = identity.key.unwrap();
	let other = PublicKey::Ed25519([7; 32]);
	let check = |expected: Expected| {
		let above = [factory.issuing.der().clone()];
		verify(&certificate, &above, &[factory.root.der().clone()], NOW, Some(&expected))
	};
	assert_eq!(check(Expected::Key(own)), Ok(()));
	assert_eq!(check(Expected::Key(other)), Err(Failure::AnotherKey));
	let device = |key: &PublicKey, idevid| {
		let provider = [9; 32];
		Expected::Device { provider, id: DeviceId::derive(&provider, key), idevid }
	};
	assert_eq!(check(device(&own, None)), Ok(()));
	assert_eq!(check(device(&own, Some(identity.sha256))), Ok(()));
	assert_eq!(check(device(&own, Some([0; 32]))), Err(Failure::AnotherCertificate));
	assert_eq!(check(device(&other, None)), Err(Failure::AnotherKey));
}

#[test]
fn files_in_der_and_pem_are_read() {
	let factory = factory();
	let device = idevid("SN-1").signed_by(&key(), &factory.issuing).unwrap();
	let dir = TempDir::new().unwrap();
	let file = |bytes: &[u8]| {
		let path = dir.path().join("certificate");
		fs::write(&path, bytes).unwrap();
		path
	};
	let der = file(device.der());
	assert_eq!(read(&der).unwrap(), [device.der().clone()]);
	let hash = SoftSha256::sha256(&[device.der()]);
	assert_eq!(fingerprint(&der).unwrap(), hash);
	let pem = file(format!("a note\n{}\n{}", device.pem(), factory.issuing.pem()).as_bytes());
	assert_eq!(read(&pem).unwrap(), [device.der().clone(), factory.issuing.der().clone()]);
	assert_eq!(fingerprint(&pem).unwrap(), hash);
}

#[test]
fn files_without_certificates_are_named() {
	let dir = TempDir::new().unwrap();
	let path = dir.path().join("certificate");
	let key = key().serialize_pem();
	let cut = "-----BEGIN CERTIFICATE-----\nMIIB";
	let wrong = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
	for text in ["", "no certificate", &key, cut, wrong] {
		fs::write(&path, text).unwrap();
		let error = read(&path).err().unwrap().to_string();
		assert!(error.starts_with("NotACertificate: "), "{text}: {error}");
		assert!(fingerprint(&path).is_err());
	}
	let missing = read(&dir.path().join("none")).err().unwrap();
	assert!(missing.to_string().starts_with("CannotRead: "));
}
