//! Tests, one file for each call or group of calls that belong together.

mod activate;
mod delegate;
mod deposits;
mod enrol;
mod genesis;
mod invariants;
mod key_agreement;
mod keys_at;
mod metadata;
mod models;
mod recall;
mod recover;
mod register;
mod resolve;
mod revoke;
mod rotate;
mod sequences;
mod services;
mod set_state;
mod transfer;
mod update_firmware;
