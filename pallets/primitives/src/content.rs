//! The forms of readings that the chain takes, by the numbers of CoAP Content-Formats (RFC 7252,
//! section 12.3).
//!
//! Source of the numbers: IANA, "CoAP Content-Formats" of the registry "Constrained RESTful
//! Environments (CoRE) Parameters".

/// `application/cose; cose-type="cose-encrypt0"`: ciphertext for one key (RFC 9052).
pub const COSE_ENCRYPT0: u16 = 16;
/// `application/octet-stream`: bytes whose form the chain does not know.
pub const OCTET_STREAM: u16 = 42;
/// `application/cose; cose-type="cose-encrypt"`: ciphertext for several keys (RFC 9052).
pub const COSE_ENCRYPT: u16 = 96;
/// `application/senml+json` (RFC 8428): the default.
pub const SENML_JSON: u16 = 110;
/// `application/senml+cbor` (RFC 8428).
pub const SENML_CBOR: u16 = 112;

/// Every form that the chain takes. A new one comes with an upgrade of the runtime, none goes.
pub const REGISTERED: [u16; 5] =
	[COSE_ENCRYPT0, OCTET_STREAM, COSE_ENCRYPT, SENML_JSON, SENML_CBOR];

/// Whether the chain takes readings of this form.
pub fn is_registered(content: u16) -> bool {
	REGISTERED.contains(&content)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn registered_forms_are_in_order_and_others_are_not() {
		assert!(REGISTERED.is_sorted());
		assert_eq!((0..=u16::MAX).filter(|content| is_registered(*content)).count(), 5);
	}
}
