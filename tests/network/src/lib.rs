//! Tests of a network.
