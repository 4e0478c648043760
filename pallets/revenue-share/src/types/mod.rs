//! What the pallet keeps, and what it tells.

mod agreement;
mod ledger;

pub use agreement::*;
pub use ledger::*;

pub use bot_primitives::sales::{
	AgreementId, AgreementVersion, Amount, PaymentMeans, ProductClass, PurchaseId, SalesTotal,
};

use super::*;
