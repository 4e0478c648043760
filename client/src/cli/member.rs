//! Members of the consortium.

use std::process::ExitCode;

use bot_primitives::{Role, Roles};
use clap::Subcommand;

use super::{council::Voters, Context};
use bot_client::{
	chain::council::Change,
	member_key::{account_text, parse_account},
	out, Error, Result,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
	/// List the members.
	List,
	/// Vote to make an account a member.
	///
	/// Each council member runs the same command with its own key: the first one proposes, all vote,
	/// and the vote that makes two thirds of the council carries the motion.
	Admit {
		/// The account.
		account: String,
		/// Its roles: provider, operator, supervisor, observer.
		#[arg(long, required = true, value_delimiter = ',', value_parser = parse_role)]
		roles: Vec<Role>,
		/// Its name, for people to read.
		#[arg(long)]
		name: String,
		#[command(flatten)]
		voters: Voters,
	},
	/// Vote to give a member other roles.
	SetRoles {
		/// The member.
		account: String,
		/// Its roles from now on.
		#[arg(long, required = true, value_delimiter = ',', value_parser = parse_role)]
		roles: Vec<Role>,
		#[command(flatten)]
		voters: Voters,
	},
	/// Vote to suspend a member: neither it nor its devices may act.
	Suspend {
		/// The member.
		account: String,
		#[command(flatten)]
		voters: Voters,
	},
	/// Vote to end a suspension.
	Reinstate {
		/// The member.
		account: String,
		#[command(flatten)]
		voters: Voters,
	},
	/// Vote to remove a member.
	Remove {
		/// The member.
		account: String,
		#[command(flatten)]
		voters: Voters,
	},
}

impl Command {
	pub(super) async fn run(self, context: &Context) -> Result<ExitCode> {
		let (change, voters) = match self {
			Self::List => return list(context).await,
			Self::Admit { account, roles, name, voters } => {
				(Change::Admit { who: parse_account(&account)?, roles: set(&roles)?, name }, voters)
			},
			Self::SetRoles { account, roles, voters } => {
				(Change::SetRoles { who: parse_account(&account)?, roles: set(&roles)? }, voters)
			},
			Self::Suspend { account, voters } => {
				(Change::Suspend(parse_account(&account)?), voters)
			},
			Self::Reinstate { account, voters } => {
				(Change::Reinstate(parse_account(&account)?), voters)
			},
			Self::Remove { account, voters } => (Change::Remove(parse_account(&account)?), voters),
		};
		voters.decide(change, context).await
	}
}

async fn list(context: &Context) -> Result<ExitCode> {
	let members = context.chain().await?.members().await?;
	context.out.result(&members, || {
		let rows = members.iter().map(|member| {
			let state = match (member.suspended, member.seated) {
				(true, _) => "suspended",
				(false, true) => "votes",
				(false, false) => "no vote",
			};
			[
				member.name.clone(),
				member.roles.join(", "),
				state.into(),
				member.since.to_string(),
				account_text(&member.account),
			]
		});
		out::table(["name", "roles", "standing", "since block", "account"], rows)
	});
	Ok(ExitCode::SUCCESS)
}

fn parse_role(text: &str) -> Result<Role, String> {
	Role::ALL
		.into_iter()
		.find(|role| format!("{role:?}").eq_ignore_ascii_case(text))
		.ok_or_else(|| format!("`{text}` is no role: provider, operator, supervisor or observer"))
}

fn set(roles: &[Role]) -> Result<Roles> {
	let bits = roles.iter().fold(0, |bits, role| bits | Roles::of([*role]).bits());
	Roles::from_bits(bits).ok_or_else(|| Error::input("no such roles"))
}
