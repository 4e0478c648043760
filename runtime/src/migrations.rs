//! Migrations of storage that a runtime upgrade runs.

/// Migrations that go with the next release, and are deleted after it.
pub type Unreleased = ();

/// Migrations that run at every upgrade.
pub type Permanent = ();

/// What a runtime upgrade runs, in this order.
pub type SingleBlockMigrations = (Unreleased, Permanent);
