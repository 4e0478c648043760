//! A flood of transactions that the chain must refuse, and what it does to everybody else.

pub(crate) mod honest;
mod kind;
mod probe;
mod run;
mod sender;
mod template;

pub use kind::Kind;
pub use run::{run, Options, Outcome};
