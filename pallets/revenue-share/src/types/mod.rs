//! What the pallet keeps, and what it tells.

mod agreement;
mod ledger;
mod price;
mod purchase;

pub use agreement::*;
pub use ledger::*;
pub use price::*;
pub use purchase::*;

pub use bot_primitives::sales::{
	AgreementId, AgreementVersion, Amount, PaymentMeans, ProductClass, PurchaseId, SalesTotal,
};

use super::*;
