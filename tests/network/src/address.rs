//! How nodes are found by their peers.

use std::net::Ipv4Addr;

use ed25519_zebra::{SigningKey, VerificationKey};

/// Port on which a node answers.
pub const RPC_PORT: u16 = 9_944;
/// The same of the part that follows the relay chain.
pub const RELAY_RPC_PORT: u16 = 9_945;
/// Port on which a node tells its metrics.
pub const METRICS_PORT: u16 = 9_615;

/// Port on which the node of this number speaks to its peers.
///
/// Every node has its own, as it calls its peers from there too: from one loopback address and one port
/// just one of them could reach a peer.
pub fn peer_port(number: u8) -> u16 {
	30_300 + 2 * u16::from(number)
}

/// The same of its part that follows the relay chain.
pub fn relay_peer_port(number: u8) -> u16 {
	peer_port(number) + 1
}

/// The secret key by which a node is known to its peers: of this number, and secret to nobody.
pub fn node_key(number: u8) -> [u8; 32] {
	let mut key = [0; 32];
	key[31] = number;
	key
}

/// Where to listen for peers.
pub fn listen(ip: Ipv4Addr, port: u16) -> String {
	format!("/ip4/{ip}/tcp/{port}")
}

/// Address of the node with the key of this number.
pub fn peer(ip: Ipv4Addr, number: u8) -> String {
	let public = VerificationKey::from(&SigningKey::from(node_key(number)));
	// A protobuf message with the type of the key and the key, as an identity multihash.
	let mut id = vec![0x00, 0x24, 0x08, 0x01, 0x12, 0x20];
	id.extend(<[u8; 32]>::from(public));
	format!("{}/p2p/{}", listen(ip, peer_port(number)), bs58::encode(id).into_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn peers_are_named_by_their_keys() {
		// As `bot-node key inspect-node-key` tells it.
		let id = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
		let address = peer(Ipv4Addr::LOCALHOST, 1);
		assert_eq!(address, format!("/ip4/127.0.0.1/tcp/30302/p2p/{id}"));
	}
}
