//! Tests, one file per call, and of what the calls do together.

mod accept;
mod activate;
mod amend;
mod assets;
mod buyer_protection;
mod claim;
mod claim_by_ticket;
mod claim_refund;
mod expire;
mod forget;
mod invariants;
mod propose;
mod purchase;
mod purchase_for;
mod purchase_invariants;
mod purchase_sequences;
mod quote;
mod remove_prices;
mod report_vend;
mod set_prices;
mod settle_purchase;
mod terminate;
mod transfer;
mod withdraw;
