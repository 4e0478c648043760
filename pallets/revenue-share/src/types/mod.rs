//! What the pallet keeps, and what it tells.

mod agreement;
mod day;
mod ledger;
mod price;
mod purchase;
mod report;

pub use agreement::*;
pub use day::*;
pub use ledger::*;
pub use price::*;
pub use purchase::*;
pub use report::*;

pub use bot_primitives::sales::{
	AgreementId, AgreementVersion, Amount, PaymentMeans, ProductClass, PurchaseId, SalesTotal,
};

use super::*;
