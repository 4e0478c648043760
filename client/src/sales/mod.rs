//! Sales of vending machines: read from the files of payment systems and audit units, made into
//! reports that a machine signs, sent to the chain, and compared with what it has.
//!
//! ```text
//! sales file (CSV)   -> csv, transactions -> Sale
//! Sale               -> matching, report  -> KeptReport -> store -> uplink -> the chain
//! audit file (DTS)   -> dts               -> Audit
//! all of them        -> reconcile         -> what does not agree
//! ```

pub mod columns;
pub mod csv;
pub mod dts;
pub mod lines;
pub mod machines;
pub mod matching;
pub mod period;
pub mod reconcile;
pub mod report;
pub mod store;
#[cfg(test)]
mod testing;
pub mod transactions;
pub mod uplink;

pub use self::{
	columns::ColumnMap,
	csv::{Refused, RowProblem, Sale, SalesFile, SalesOptions},
	dts::Audit,
	lines::{Blinder, KeptLine},
	machines::{Machine, Machines},
	matching::fresh,
	period::Period,
	reconcile::{reconcile, ChainReport, Finding, Sides},
	report::{reports, Counters, KeptReport, Terms},
	store::SalesStore,
	uplink::{Sent, Uplink},
};
