//! Production runs: from a manifest to one root on the chain, and from there to the proof that each
//! device of the run is activated with.
//!
//! A [`Manifest`] lists the devices of a run. [`Run::write`] makes the tree over them and keeps, in a
//! file of its own, all that the chain does not: without it no device of the run can be activated. A
//! [`Proof`] is what is handed over with one device.

pub mod manifest;
pub mod proof;
pub mod run;

pub use self::{
	manifest::Manifest,
	proof::Proof,
	run::{Run, Which},
};
