//! Tests: the calls, the refusals of statements, the end of a block, and what always holds.

mod attest;
mod attest_many;
mod buy_rate;
mod gateways;
mod invariants;
mod records;
mod refusals;
mod return_rate;
mod streams;
