//! What a gateway does before anything reaches the chain: read readings, write them in a standard
//! form, salt them, batch them, and keep every batch until it is recorded.

pub mod batch;
pub mod csv;
pub mod ingest;
pub mod senml;
pub mod source;
pub mod store;
pub mod uplink;

pub use self::{
	batch::{Batch, Batcher, SaltedReading},
	csv::{BadRow, CsvOptions, Reading, Readings},
	ingest::{ingest, Ingested},
	store::Store,
	uplink::{Progress, Uplink},
};
