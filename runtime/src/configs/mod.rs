//! Configuration of the pallets, by what they are for.

pub mod collation;
pub mod devices;
pub mod governance;
pub mod monetary;
pub mod system;
