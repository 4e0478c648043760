//! Tests, one file per call, and of what the calls do together.

mod accept;
mod activate;
mod amend;
mod assets;
mod claim;
mod dispute;
mod forget;
mod invariants;
mod payments;
mod propose;
mod purchase;
mod quote;
mod report_sales;
mod reverse;
mod settle;
mod statement;
mod terminate;
mod transfer;
mod withdraw;
