//! Tests, one file per call, and of what the calls do together.

mod accept;
mod activate;
mod claim;
mod invariants;
mod propose;
mod purchase;
mod sequences;
mod statement;
mod withdraw;
