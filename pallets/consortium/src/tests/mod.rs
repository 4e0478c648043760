//! One file for each call, and for each thing that no single call shows.

mod admit;
mod dispatch_as_root;
mod genesis;
mod invariants;
mod member_roles;
mod motions;
mod reinstate;
mod remove;
mod set_roles;
mod suspend;
mod view_functions;

use crate::{mock::*, types::Member, *};
use bot_primitives::Role;
use frame::testing_prelude::*;
use polkadot_sdk::pallet_collective;
