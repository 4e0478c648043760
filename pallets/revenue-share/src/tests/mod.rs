//! Tests, one file per call, and of what the calls do together.

mod accept;
mod activate;
mod amend;
mod assets;
mod claim;
mod forget;
mod invariants;
mod propose;
mod purchase;
mod quote;
mod terminate;
mod transfer;
mod withdraw;
