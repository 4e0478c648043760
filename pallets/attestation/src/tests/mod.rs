//! Tests: the call, its refusals, the end of a block, and what always holds.

mod attest;
mod invariants;
mod records;
mod refusals;
mod streams;
