//! Examples of each command, as its help and its manual page show them.

use clap::{Command, CommandFactory};

use super::Cli;

/// A device, for the examples.
macro_rules! device {
	() => {
		"did:bot:dev:4UFUHfY9qk8GjsKHH5uJj9NDivCeDp7ekfYTCF1n3KHE"
	};
}

/// The examples of a command: what each is for, and its line. The first are those of the program.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
	(
		"",
		&[
			("Who is in the consortium, at another node than that of this machine", "bot --url ws://192.0.2.7:9944 member list"),
			("What a device is, as JSON for a program", concat!("bot --json device show ", device!())),
			("The main job from end to end, on a chain of its own", "bot demo --exit"),
			("Completions for this shell", "source <(bot completions bash)"),
		],
	),
	(
		"member",
		&[
			("Who is in the consortium", "bot member list"),
			(
				"Admit a member with two of three votes",
				"bot member admit //Dave --roles provider,operator --name Dave --key //Alice --key //Bob",
			),
			("Suspend one", "bot member suspend //Dave --key //Alice --key //Bob --key //Charlie"),
		],
	),
	(
		"council",
		&[
			("The motions that are open", "bot council list"),
			("Vote for any call", "bot council decide 0x00000c626f74 --key //Alice --key //Bob"),
		],
	),
	(
		"collator",
		&[
			("Who makes blocks", "bot collator list"),
			("Give one's own node a session key", "bot collator set-keys --key //Dave"),
			("Vote to let an account make blocks", "bot collator add //Dave --key //Alice --key //Bob"),
		],
	),
	(
		"upgrade",
		&[
			(
				"Vote to authorize a runtime",
				"bot upgrade authorize bot_runtime.compact.compressed.wasm --key //Alice",
			),
			(
				"Hand it in when the council has authorized it",
				"bot upgrade apply bot_runtime.compact.compressed.wasm --key //Alice",
			),
		],
	),
	(
		"model",
		&[
			(
				"A model whose devices keep their keys in a chip",
				"bot model register --name 'Vending machine 3' --protection secure-element --key //Alice",
			),
			("All models", "bot model list"),
		],
	),
	(
		"enrol",
		&[
			(
				"See what a production run commits to, and send nothing",
				"bot enrol --manifest run.csv --model 0 --dry-run",
			),
			("Enrol it by one hash", "bot enrol --manifest run.csv --model 0 --key //Alice"),
		],
	),
	(
		"enrolment",
		&[
			("All production runs", "bot enrolment list"),
			("Take no further devices of one", "bot enrolment close 0 --key //Alice"),
		],
	),
	(
		"device",
		&[
			("Make a key for a device", "bot device keygen --type p256 --out device.key"),
			(
				"Register the device, to be run by Bob",
				"bot device register --model 0 --operator //Bob --device-key device.key --key //Alice",
			),
			(
				"Let another key sign its data for a year",
				concat!(
					"bot device delegate ",
					device!(),
					" --device-key device.key --to-key signing.key --until 2027-06-30T00:00:00Z --key //Bob"
				),
			),
			(
				"Activate a device of a production run",
				"bot device activate --proof proof.json --device-key device.key --operator //Bob --key //Bob",
			),
			(
				"Attest up to once in 5 blocks",
				concat!("bot device rate buy --interval 5 ", device!(), " --key //Bob"),
			),
			("Take it out of service", concat!("bot device suspend ", device!(), " --key //Bob")),
			("What the chain knows of it", concat!("bot device show ", device!())),
		],
	),
	(
		"recall",
		&[
			(
				"Recall all devices of a model",
				"bot recall add --model 0 --reason safety --key //Charlie",
			),
			("What is recalled", "bot recall list"),
		],
	),
	(
		"attest",
		&[
			(
				"Salt, sign and submit the readings of a file",
				concat!(
					"bot attest --device ",
					device!(),
					" --device-key signing.key --csv readings.csv --unit Cel"
				),
			),
			(
				"Go on with what could not be sent",
				concat!("bot attest --device ", device!(), " --device-key signing.key"),
			),
		],
	),
	(
		"prove",
		&[
			(
				"One reading with all that is needed to check it",
				concat!("bot prove --device ", device!(), " --reading 17 --out reading.json"),
			),
			(
				"Lead an older proof to a header that members vouch for",
				"bot prove --refresh reading.json --checkpoint checkpoint.json --out fresh.json",
			),
		],
	),
	(
		"verify",
		&[
			(
				"By the hash of a header, without a node",
				"bot verify reading.json --trust 0xa08653915cb70cb28c4863d6ae2179629ec88279a11a450181d3a841fb85e7e2",
			),
			(
				"By what members signed",
				"bot verify reading.json --members members.json --checkpoint checkpoint.json",
			),
		],
	),
	(
		"checkpoint",
		&[
			("Who may vouch, and how many are needed", "bot checkpoint members --out members.json"),
			(
				"Vouch for the last finalized header",
				"bot checkpoint sign --key //Alice --out alice.json",
			),
			(
				"Add another signature to the same header",
				"bot checkpoint sign --key //Bob --file alice.json --out both.json",
			),
			("See whether there are enough", "bot checkpoint verify both.json --members members.json"),
		],
	),
	(
		"archive",
		&[(
			"All records up to a checkpoint",
			"bot archive --checkpoint checkpoint.json --out chain.archive",
		)],
	),
	(
		"agreement",
		&[
			(
				"Propose how the sales of a machine are split",
				concat!(
					"bot agreement propose --device ",
					device!(),
					" --party //Bob=60% --party //Alice=40% --arbiter //Charlie --key //Bob"
				),
			),
			("Accept it as a party", "bot agreement accept 0 --key //Alice"),
			("Begin", "bot agreement activate 0 --key //Bob"),
			("List what was agreed for a machine", concat!("bot agreement list --device ", device!())),
		],
	),
	(
		"prices",
		&[(
			"Charge 1.20 BOT, or 2.00 for products of class 1",
			concat!("bot prices set ", device!(), " --price 0=1.20 --price 1=2.00 --key //Bob"),
		)],
	),
	(
		"purchase",
		&[
			("Pay, unless the price has risen", "bot purchase --agreement 0 --max-price 1.20 --key //Eve"),
			(
				"Pay for somebody who has a ticket",
				"bot purchase --agreement 0 --ticket ticket.key --key //Eve",
			),
		],
	),
	(
		"vend",
		&[
			("The machine has given it out", "bot vend 0 --device-key device.key"),
			("It could not", "bot vend 0 --failed --device-key device.key"),
		],
	),
	(
		"refund",
		&[
			("The money back, after the time for the report", "bot refund 0 --key //Eve"),
			(
				"With a ticket, to an account",
				"bot refund 0 --ticket ticket.key --to //Ferdie --key //Eve",
			),
		],
	),
	(
		"claim",
		&[("Pay out what was kept", "bot claim --agreement 0 --party //Alice --key //Alice")],
	),
	(
		"report",
		&[(
			"The cash and card sales of a payment system's file",
			"bot report --csv sales.csv --machines machines.csv",
		)],
	),
	(
		"reconcile",
		&[(
			"Compare payment system, machine and chain",
			"bot reconcile --csv sales.csv --machines machines.csv --machine VJ900000001 --dts audit.dts",
		)],
	),
	(
		"settlement",
		&[
			("Settle what can no longer be disputed", "bot settlement settle 0 --key //Bob"),
			(
				"Dispute a report",
				"bot settlement dispute 0 3 --evidence letter.pdf --key //Alice",
			),
			(
				"Say that a party was paid by the bank",
				"bot settlement record 0 --reference R-17 --payee //Alice --amount 200.00 --key //Bob",
			),
		],
	),
	(
		"statement",
		&[
			("What was sold, and what of it went to whom", "bot statement 0"),
			(
				"One payee's year, for a spreadsheet",
				"bot statement 0 --payee //Alice --from 2026-01-01 --to 2026-12-31 --csv",
			),
		],
	),
	(
		"resolver",
		&[("Resolve DIDs over HTTP", "bot resolver --listen 127.0.0.1:8080")],
	),
	(
		"console",
		&[("See the chain in a browser", "bot console --listen 127.0.0.1:8090")],
	),
	(
		"demo",
		&[
			("Show the main job, and stop", "bot demo --exit"),
			("With readings of one's own", "bot demo --data readings.csv"),
		],
	),
	(
		"completions",
		&[("For bash, in this session", "source <(bot completions bash)")],
	),
	(
		"manual",
		&[("Write the manual pages, and read one", "bot manual --out man && man ./man/bot-device.1")],
	),
];

/// The command line, with examples.
pub(super) fn command() -> Command {
	let program = Cli::command();
	EXAMPLES.iter().fold(program, |program, (name, examples)| {
		let text = text(examples);
		if name.is_empty() {
			program.after_help(text)
		} else {
			program.mut_subcommand(name, |command| command.after_help(text))
		}
	})
}

fn text(examples: &[(&str, &str)]) -> String {
	let lines = examples.iter().map(|(what, line)| format!("\n  # {what}\n  {line}"));
	"Examples:".to_owned() + &lines.collect::<String>()
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	#[test]
	fn command_line_is_consistent() {
		command().debug_assert();
	}

	#[test]
	fn each_command_has_examples() {
		let commands = Cli::command();
		let names: Vec<_> = commands.get_subcommands().map(|command| command.get_name()).collect();
		let with_examples: Vec<_> =
			EXAMPLES.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect();
		assert_eq!(with_examples, names);
	}

	/// The words of a line, of which some stand in quotes.
	fn words(line: &str) -> Vec<String> {
		let mut words = Vec::new();
		for (place, part) in line.split('\'').enumerate() {
			if place % 2 == 1 {
				words.push(part.into());
			} else {
				words.extend(part.split_whitespace().map(String::from));
			}
		}
		words
	}

	#[test]
	fn examples_are_taken_by_the_command_line() {
		for (name, examples) in EXAMPLES {
			for (_, line) in *examples {
				let line = line.trim_start_matches("source <(").trim_end_matches(')');
				let line = line.split(" && ").next().unwrap();
				let parsed = Cli::try_parse_from(words(line));
				assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
				assert!(line.contains(&format!("bot {name}")) || name.is_empty(), "{line}");
			}
		}
	}
}
