//! What the network stands on: addresses of this machine, or a network of its own with a cable to each
//! node, which can be cut.

use std::{net::Ipv4Addr, path::Path, process::Command};

use anyhow::{ensure, Context, Result};

/// The switch that the cables lead to.
const SWITCH: &str = "botnet0";

/// Where the nodes are.
#[derive(Debug)]
pub enum Ground {
	/// At loopback addresses.
	Loopback,
	/// In network namespaces, each with its own cable. Needs root.
	Cables {
		/// How many nodes have one.
		nodes: u8,
	},
}

impl Ground {
	/// Lays cables for so many nodes, which are numbered from 1.
	pub fn cables(nodes: u8) -> Result<Self> {
		let is_root = rustix::process::geteuid().is_root();
		ensure!(is_root, "network namespaces need root: run this test as root");
		// What an earlier network that was killed has left.
		remove(nodes);
		ip(&["link", "add", SWITCH, "type", "bridge"])?;
		let ground = Self::Cables { nodes };
		ip(&["address", "add", "10.213.27.254/24", "dev", SWITCH])?;
		ip(&["link", "set", SWITCH, "up"])?;
		for number in 1..=nodes {
			let (space, cable) = (namespace(number), cable(number));
			ip(&["netns", "add", &space])?;
			let inside = ["peer", "name", "eth0", "netns", &space];
			ip(&[&["link", "add", &cable, "type", "veth"][..], &inside].concat())?;
			ip(&["link", "set", &cable, "master", SWITCH, "up"])?;
			let address = format!("{}/24", ground.address(number));
			ip(&["-n", &space, "address", "add", &address, "dev", "eth0"])?;
			ip(&["-n", &space, "link", "set", "eth0", "up"])?;
			ip(&["-n", &space, "link", "set", "lo", "up"])?;
		}
		Ok(ground)
	}

	/// Address of a node.
	pub fn address(&self, number: u8) -> Ipv4Addr {
		match self {
			Self::Loopback => Ipv4Addr::new(127, 0, 27, number),
			Self::Cables { .. } => Ipv4Addr::new(10, 213, 27, number),
		}
	}

	/// The command that runs `program` where the node of this number stands.
	pub fn command(&self, number: u8, program: &Path) -> tokio::process::Command {
		match self {
			Self::Loopback => tokio::process::Command::new(program),
			Self::Cables { .. } => {
				let mut command = tokio::process::Command::new("ip");
				command.args(["netns", "exec", &namespace(number)]).arg(program);
				command
			},
		}
	}

	/// Cuts the cable of a node.
	pub fn cut(&self, number: u8) -> Result<()> {
		self.set_cable(number, "down")
	}

	/// Mends the cable of a node.
	pub fn mend(&self, number: u8) -> Result<()> {
		self.set_cable(number, "up")
	}

	fn set_cable(&self, number: u8, state: &str) -> Result<()> {
		ensure!(matches!(self, Self::Cables { .. }), "nodes at loopback addresses have no cables");
		ip(&["link", "set", &cable(number), state])
	}
}

impl Drop for Ground {
	fn drop(&mut self) {
		if let Self::Cables { nodes } = self {
			remove(*nodes);
		}
	}
}

fn namespace(number: u8) -> String {
	format!("botnet-{number}")
}

fn cable(number: u8) -> String {
	format!("botnet-{number}")
}

/// Removes what is there of a network of cables.
fn remove(nodes: u8) {
	for number in 1..=nodes {
		let _ = ip(&["netns", "delete", &namespace(number)]);
		// A namespace lives as long as what runs in it, and its cable with it.
		let _ = ip(&["link", "delete", &cable(number)]);
	}
	let _ = ip(&["link", "delete", SWITCH]);
}

fn ip(args: &[&str]) -> Result<()> {
	let output = Command::new("ip").args(args).output().context("ip, of the package iproute2")?;
	let told = String::from_utf8_lossy(&output.stderr);
	ensure!(output.status.success(), "ip {}: {told}", args.join(" "));
	Ok(())
}
