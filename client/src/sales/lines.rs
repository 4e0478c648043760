//! Sales as the lines of a report: blinded, salted, and hashed.

use bot_primitives::{
	merkle::SoftSha256,
	sales::{Amount, LineKind, PaymentMeans, ProductClass, SaleLine},
	Hash256, Millis,
};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::csv::Sale;
use crate::{hex_bytes, money::decimal, Error, Result};

/// Names transactions so that only its owner can tell which they are.
#[derive(Clone)]
pub struct Blinder(Hmac<Sha256>);

impl Blinder {
	/// With the key that the gateway keeps.
	pub fn new(key: &[u8; 32]) -> Result<Self> {
		Hmac::new_from_slice(key).map(Self).map_err(Error::input)
	}

	/// The name of a transaction: the first 16 bytes of an HMAC-SHA-256 of its number.
	pub fn reference(&self, transaction: &str) -> [u8; 16] {
		let tag: [u8; 32] =
			self.0.clone().chain_update(transaction.as_bytes()).finalize().into_bytes().into();
		let mut reference = [0; 16];
		reference.iter_mut().zip(tag).for_each(|(byte, tag)| *byte = tag);
		reference
	}
}

/// Random bytes from the operating system.
pub(super) fn random<const N: usize>() -> Result<[u8; N]> {
	let mut bytes = [0; N];
	getrandom::fill(&mut bytes).map_err(|error| Error::input(format!("no randomness: {error}")))?;
	Ok(bytes)
}

/// A line of a report, with all that the chain does not hold.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptLine {
	/// The transaction, as the payment system names it. Stays with the gateway.
	pub transaction: String,
	/// The product in words. Stays with the gateway.
	pub product: String,
	/// 16 secret bytes, without which a sale could be guessed from its hash.
	#[serde(with = "hex_bytes")]
	pub salt: [u8; 16],
	/// The blinded name of the transaction.
	#[serde(with = "hex_bytes")]
	pub reference: [u8; 16],
	/// Number of the line in its transaction.
	pub line: u16,
	/// The product as the machine numbers it.
	pub selection: u32,
	/// Class of the product.
	pub class: ProductClass,
	/// How it was paid.
	pub means: PaymentMeans,
	/// What kind of vend it is.
	pub kind: LineKind,
	/// How many pieces.
	pub quantity: u16,
	/// What was paid for all of them.
	#[serde(with = "decimal")]
	pub amount: Amount,
	/// When.
	pub at: Millis,
}

impl KeptLine {
	/// The line with this number of a transaction.
	pub fn new(sale: &Sale, line: u16, blinder: &Blinder) -> Result<Self> {
		Ok(Self {
			transaction: sale.transaction.clone(),
			product: sale.product.clone(),
			salt: random()?,
			reference: blinder.reference(&sale.transaction),
			line,
			selection: sale.selection,
			class: sale.class,
			means: sale.means,
			kind: sale.kind,
			quantity: sale.quantity,
			amount: sale.amount,
			at: sale.at,
		})
	}

	/// The line as the machine states it.
	pub fn sale_line(&self) -> SaleLine {
		SaleLine {
			reference: self.reference,
			line: self.line,
			product: self.selection,
			class: self.class,
			means: self.means,
			kind: self.kind,
			quantity: self.quantity,
			amount: self.amount,
			at: self.at,
		}
	}

	/// Hash of the line as a leaf of its report's tree.
	pub fn leaf_hash(&self) -> Hash256 {
		self.sale_line().leaf_hash::<SoftSha256>(&self.salt)
	}

	/// What the line says, whatever its transaction.
	pub fn contents(&self) -> Contents {
		Contents {
			selection: self.selection,
			class: self.class,
			means: self.means,
			kind: self.kind,
			quantity: self.quantity,
			amount: self.amount,
			at: self.at,
		}
	}
}

/// What a line says, whatever its transaction.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contents {
	/// The product as the machine numbers it.
	pub selection: u32,
	/// Class of the product.
	pub class: ProductClass,
	/// How it was paid.
	pub means: PaymentMeans,
	/// What kind of vend it is.
	pub kind: LineKind,
	/// How many pieces.
	pub quantity: u16,
	/// What was paid for all of them.
	#[serde(with = "decimal")]
	pub amount: Amount,
	/// When.
	pub at: Millis,
}

impl Sale {
	/// What the row says, whatever its transaction.
	pub fn contents(&self) -> Contents {
		Contents {
			selection: self.selection,
			class: self.class,
			means: self.means,
			kind: self.kind,
			quantity: self.quantity,
			amount: self.amount,
			at: self.at,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::sales::testing::sale;

	#[test]
	fn a_reference_is_the_hmac_of_its_transaction() {
		// RFC 4231, test case 2, whose key is filled up to 32 bytes: HMAC fills it up anyway.
		let mut key = [0; 32];
		key[..4].copy_from_slice(b"Jefe");
		let reference = Blinder::new(&key).unwrap().reference("what do ya want for nothing?");
		assert_eq!(hex_bytes::encode(reference), "0x5bdcc146bf60754e6a042426089575c7");
	}

	#[test]
	fn references_differ_from_gateway_to_gateway() {
		let blinder = |key| Blinder::new(&[key; 32]).unwrap();
		assert_eq!(blinder(1).reference("1"), blinder(1).reference("1"));
		assert_ne!(blinder(1).reference("1"), blinder(1).reference("2"));
		assert_ne!(blinder(1).reference("1"), blinder(2).reference("1"));
	}

	#[test]
	fn a_line_survives_its_file_and_says_what_its_row_said() {
		let sale = sale(2, "T", u128::MAX);
		let line = KeptLine::new(&sale, 3, &Blinder::new(&[7; 32]).unwrap()).unwrap();
		let json = serde_json::to_string(&line).unwrap();
		let read: KeptLine = serde_json::from_str(&json).unwrap();
		assert_eq!(read, line);
		assert_eq!(read.leaf_hash(), line.leaf_hash());
		assert_eq!(line.contents(), sale.contents());
		assert_eq!((line.sale_line().line, line.sale_line().product), (3, sale.selection));
	}

	#[test]
	fn the_same_sale_has_another_hash_each_time() {
		let blinder = Blinder::new(&[7; 32]).unwrap();
		let hash = || KeptLine::new(&sale(2, "T", 1), 0, &blinder).unwrap().leaf_hash();
		assert_ne!(hash(), hash());
	}
}
