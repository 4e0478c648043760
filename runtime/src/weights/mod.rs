//! Weights, as the benchmarks gave them. Made by `scripts/bench weights`.

pub mod block_weights;
pub mod cumulus_pallet_parachain_system;
pub mod cumulus_pallet_weight_reclaim;
pub mod database_weights;
pub mod extrinsic_weights;
pub mod frame_system;
pub mod frame_system_extensions;
pub mod pallet_assets;
pub mod pallet_attestation;
pub mod pallet_balances;
pub mod pallet_collator_selection;
pub mod pallet_collective;
pub mod pallet_consortium;
pub mod pallet_device_did;
pub mod pallet_mmr;
pub mod pallet_multisig;
pub mod pallet_proxy;
pub mod pallet_revenue_share;
pub mod pallet_session;
pub mod pallet_timestamp;
pub mod pallet_transaction_payment;
pub mod pallet_utility;
