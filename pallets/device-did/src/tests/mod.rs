//! Tests, one file for each call.

mod delegate;
mod destroy;
mod genesis;
mod invariants;
mod register;
mod register_model;
mod resolve;
mod rotate;
mod sequences;
