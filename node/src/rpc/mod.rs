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
}

/// All methods.
pub fn create(
	Deps { client, backend, pool, orders }: Deps,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	let offchain = backend.offchain_storage().ok_or("the database has no off-chain storage")?;

	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(Mmr::new(client.clone(), offchain.clone()).into_rpc())?;
	module.merge(Dev::new(client.clone()).into_rpc())?;
	module.merge(DidRpc::new(client.clone()).into_rpc())?;
	module.merge(AttestationRpc::new(client.clone(), offchain).into_rpc())?;
	module.merge(RevenueRpc::new(client).into_rpc())?;
	if let Some(orders) = orders {
		module.merge(ManualSeal::new(orders).into_rpc())?;
	}
	Ok(module)
}

#[cfg(test)]
mod tests {
	use bot_rpc::attestation::RECORD_LEN;
	use bot_runtime::constants::MAX_RECORDS_PER_BLOCK;
	use polkadot_sdk::sc_cli::RPC_DEFAULT_MAX_RESPONSE_SIZE_MB;

	#[test]
	fn records_of_the_fullest_block_are_within_an_answer() {
		let records = usize::try_from(MAX_RECORDS_PER_BLOCK).unwrap();
		let answer = usize::try_from(RPC_DEFAULT_MAX_RESPONSE_SIZE_MB).unwrap() * 1024 * 1024;
		assert!(records * RECORD_LEN <= answer, "{records} records");
	}
}
