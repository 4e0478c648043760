//! The JSON-RPC methods that the node adds to those of every Substrate node.

mod system;

use std::sync::Arc;

use bot_rpc::{
	attestation::{AttestationApiServer, AttestationRpc},
	did::{DidApiServer, DidRpc},
	revenue::{RevenueApiServer, RevenueRpc},
};
use jsonrpsee::RpcModule;
use polkadot_sdk::{
	mmr_rpc::{Mmr, MmrApiServer},
	pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer},
	sc_client_api::Backend as _,
	sc_consensus_manual_seal::rpc::{ManualSeal, ManualSealApiServer},
	sc_rpc::dev::{Dev, DevApiServer},
	substrate_frame_rpc_system::SystemApiServer,
	substrate_prometheus_endpoint::{Counter, U64},
};

use crate::service::{dev::Orders, Backend, Client, TransactionPool};
use system::System;

/// What the methods answer from.
#[derive(Clone)]
pub struct Deps {
	/// The client.
	pub client: Arc<Client>,
	/// The database.
	pub backend: Arc<Backend>,
	/// The transaction pool.
	pub pool: Arc<TransactionPool>,
	/// Takes orders for blocks, where these are to be had by RPC.
	pub orders: Option<Orders>,
	/// Counts the proofs that are given out, where this is measured.
	pub proofs: Option<Counter<U64>>,
}

/// All methods.
pub fn create(
	Deps { client, backend, pool, orders, proofs }: Deps,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	let offchain = backend.offchain_storage().ok_or("the database has no off-chain storage")?;

	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(Mmr::new(client.clone(), offchain.clone()).into_rpc())?;
	module.merge(Dev::new(client.clone()).into_rpc())?;
	module.merge(DidRpc::new(client.clone()).into_rpc())?;
	module.merge(AttestationRpc::new(client.clone(), offchain, proofs).into_rpc())?;
	module.merge(RevenueRpc::new(client).into_rpc())?;
	if let Some(orders) = orders {
		module.merge(ManualSeal::new(orders).into_rpc())?;
	}
	Ok(module)
}

#[cfg(test)]
mod tests {
	use bot_rpc::attestation::{MAX_ANSWER, RECORD_LEN};
	use bot_runtime::constants::MAX_RECORDS_PER_BLOCK;

	#[test]
	fn records_of_the_fullest_block_are_as_long_as_told() {
		let records = usize::try_from(MAX_RECORDS_PER_BLOCK).unwrap();
		assert_eq!((records * RECORD_LEN).div_ceil(1024 * 1024), MAX_ANSWER);
	}
}
