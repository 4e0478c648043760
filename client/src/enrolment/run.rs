//! Keeps a production run in a file: what the chain holds one hash of.
//!
//! ```text
//! {"type":"bot-run","version":1,"model":3}
//! {"serial":"SN-0001","salt":"0x…","key":"p256:0x…","idevid":"0x…"}     one line for each device
//! {"count":1000000,"root":"0x…"}                                         the run is complete
//! {"enrolment":7,"genesis":"0x…"}                                        and is on the chain
//! ```
//!
//! The file is complete before anything is sent, and the last line is added when the chain has the
//! enrolment. Serial numbers without a salt in the manifest get a random one here.

use std::{
	fs::{self, File, OpenOptions},
	io::{BufRead, BufReader, BufWriter, Write},
	path::Path,
};

use bot_primitives::{
	enrolment::serial_commitment,
	merkle::{self, SoftSha256},
	EnrolledDevice, EnrolmentId, Hash256, ModelId, PublicKey,
};
use serde::{Deserialize, Serialize};

use super::{
	manifest::Entry,
	proof::{FileType, Proof, Version},
	Manifest,
};
use crate::{
	device_key::as_text,
	hex_bytes::{self, Hex},
	Error, Result,
};

/// A bad row is told, and the next ones too, up to this many.
const MAX_BAD_ROWS: usize = 20;

/// After how many devices it is told how far the work has come.
const STEP: u32 = 100_000;

/// A production run.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Run {
	/// Model of its devices.
	pub model: ModelId,
	/// Root of the tree over them.
	pub root: Hash256,
	/// Number of them.
	pub count: u32,
	/// Where on which chain it is enrolled.
	pub enrolled: Option<Enrolled>,
}

/// The enrolment of a run.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolled {
	/// Its number.
	pub enrolment: EnrolmentId,
	/// Genesis hash of its chain.
	#[serde(with = "hex_bytes")]
	pub genesis: Hash256,
}

/// How a device of a run is named.
#[derive(Clone, Debug)]
pub enum Which {
	/// By its place, from 0.
	Index(u32),
	/// By its serial number.
	Serial(String),
}

/// The first line.
#[derive(Deserialize, Serialize)]
struct Head {
	r#type: RunType,
	version: Version,
	model: ModelId,
}

#[derive(Deserialize, Serialize)]
enum RunType {
	#[serde(rename = "bot-run")]
	Run,
}

/// A device's line.
#[derive(Deserialize, Serialize)]
struct Device {
	serial: String,
	salt: Hex<16>,
	#[serde(with = "as_text")]
	key: PublicKey,
	idevid: Option<Hex<32>>,
}

impl Device {
	fn new(entry: Entry) -> Result<Self> {
		let salt = match entry.salt {
			Some(salt) => salt,
			None => random_salt()?,
		};
		let idevid = entry.idevid.map(Hex);
		Ok(Self { serial: entry.serial, salt: Hex(salt), key: entry.key, idevid })
	}

	fn enrolled(&self, model: ModelId) -> EnrolledDevice {
		EnrolledDevice {
			model,
			root_key: self.key,
			serial: serial_commitment::<SoftSha256>(&self.salt.0, self.serial.as_bytes()),
			idevid: self.idevid.map(|hash| hash.0),
		}
	}
}

/// The line below the devices.
#[derive(Deserialize, Serialize)]
struct Tail {
	count: u32,
	#[serde(with = "hex_bytes")]
	root: Hash256,
}

/// Any line but the first.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
	Tail(Tail),
	Enrolled(Enrolled),
}

impl Run {
	/// Reads a manifest into a new run file at `path`, and tells `progress` from time to time how
	/// many devices were read.
	///
	/// Where rows are bad, the first of them are named in the error and there is no run.
	pub fn write<R: BufRead>(
		manifest: Manifest<R>,
		model: ModelId,
		path: &Path,
		progress: impl FnMut(u32),
	) -> Result<Self> {
		if path.exists() {
			return Err(Error::input(format!(
				"{} is there already, and a run is never written over: name another file with --out, or \
				 enrol this run with --run",
				path.display()
			)));
		}
		let part = path.with_added_extension("part");
		let file = File::create(&part).map_err(|error| Error::file(&part, error))?;
		let written = write_devices(manifest, model, &part, file, progress).and_then(|run| {
			fs::rename(&part, path).map(|()| run).map_err(|error| Error::file(path, error))
		});
		if written.is_err() {
			// Half a run is of no use, and what was wrong with it is told.
			let _ = fs::remove_file(&part);
		}
		written
	}

	/// Reads the run at `path`, and checks that it is complete and unchanged.
	pub fn load(path: &Path) -> Result<Self> {
		read(path, |_, _| false).map(|read| read.run)
	}

	/// Notes in the run file at `path` that the chain has it.
	pub fn mark_enrolled(path: &Path, enrolled: Enrolled) -> Result<()> {
		let append = || {
			let mut file = OpenOptions::new().append(true).open(path)?;
			// One write, so that there is never half a line.
			file.write_all(format!("{}\n", serde_json::to_string(&enrolled)?).as_bytes())?;
			file.sync_all()
		};
		append().map_err(|error| Error::file(path, error))
	}

	/// The proof that a device is of the run at `path`.
	pub fn prove(path: &Path, which: &Which) -> Result<Proof> {
		let is_it = |index: u32, device: &Device| match which {
			Which::Index(wanted) => index == *wanted,
			Which::Serial(serial) => device.serial == *serial,
		};
		let Read { run, leaves, found } = read(path, is_it)?;
		let (index, device) = found.ok_or_else(|| {
			Error::Invalid(match which {
				Which::Index(index) => {
					format!("{} has {} devices, and none at {index}", path.display(), run.count)
				},
				Which::Serial(serial) => {
					format!("{} has no device with the serial number {serial}", path.display())
				},
			})
		})?;
		let enrolled = run.enrolled.ok_or_else(|| {
			Error::input(format!(
				"{} is not enrolled: send it with `bot enrol --run`",
				path.display()
			))
		})?;
		let beside = usize::try_from(index)
			.ok()
			.and_then(|index| merkle::path::<SoftSha256>(&leaves, index))
			.ok_or_else(|| Error::input(format!("{} was changed", path.display())))?;
		Ok(Proof {
			r#type: FileType::Activation,
			version: Version,
			genesis_hash: enrolled.genesis,
			enrolment: enrolled.enrolment,
			index,
			count: run.count,
			root: run.root,
			model: run.model,
			root_key: device.key,
			serial_commitment: device.enrolled(run.model).serial,
			serial: Some(device.serial),
			salt: Some(device.salt),
			idevid_sha256: device.idevid,
			path: beside.into_iter().map(Hex).collect(),
		})
	}
}

fn write_devices<R: BufRead>(
	manifest: Manifest<R>,
	model: ModelId,
	path: &Path,
	file: File,
	mut progress: impl FnMut(u32),
) -> Result<Run> {
	let failed = |error| Error::file(path, error);
	let name = manifest.path().display().to_string();
	let mut output = BufWriter::new(file);
	write_line(&mut output, &Head { r#type: RunType::Run, version: Version, model })
		.map_err(failed)?;
	let (mut leaves, mut bad) = (Vec::new(), Vec::new());
	for row in manifest {
		match row {
			Ok(Ok(entry)) if bad.is_empty() => {
				let device = Device::new(entry)?;
				leaves.push(device.enrolled(model).leaf_hash::<SoftSha256>());
				write_line(&mut output, &device).map_err(failed)?;
				let count = count_of(&leaves)?;
				if count.is_multiple_of(STEP) {
					progress(count);
				}
			},
			Ok(Ok(_)) => {},
			Ok(Err(row)) => bad.push(format!("{name}: {row}")),
			Err(problem) => {
				bad.push(format!("{name}: {problem}"));
				break;
			},
		}
		if bad.len() == MAX_BAD_ROWS {
			bad.push("there may be more".into());
			break;
		}
	}
	if !bad.is_empty() {
		return Err(Error::input(bad.join("\n")));
	}
	let count = count_of(&leaves)?;
	let root = merkle::root::<SoftSha256>(&leaves).ok_or_else(|| Error::input("no devices"))?;
	write_line(&mut output, &Tail { count, root }).map_err(failed)?;
	let file = output.into_inner().map_err(|error| failed(error.into_error()))?;
	file.sync_all().map_err(failed)?;
	Ok(Run { model, root, count, enrolled: None })
}

fn write_line(output: &mut impl Write, line: &impl Serialize) -> std::io::Result<()> {
	serde_json::to_writer(&mut *output, line)?;
	output.write_all(b"\n")
}

/// What a run file holds.
struct Read {
	run: Run,
	leaves: Vec<Hash256>,
	/// The device that was looked for.
	found: Option<(u32, Device)>,
}

/// Reads the run at `path`, and keeps the device that `is_it` says is looked for.
fn read(path: &Path, is_it: impl Fn(u32, &Device) -> bool) -> Result<Read> {
	let bad = |line: usize, what: &dyn std::fmt::Display| {
		Error::input(format!("{} is no run: line {line}: {what}", path.display()))
	};
	let file = File::open(path).map_err(|error| Error::file(path, error))?;
	let mut lines = BufReader::new(file).lines().zip(1..);
	let Some((head, line)) = lines.next() else { return Err(bad(1, &"the file is empty")) };
	let head = head.map_err(|error| bad(line, &error))?;
	let Head { model, .. } = serde_json::from_str(&head).map_err(|error| bad(line, &error))?;
	let (mut leaves, mut found, mut tail, mut enrolled) = (Vec::new(), None, None, None);
	for (text, line) in lines {
		let text = text.map_err(|error| bad(line, &error))?;
		if tail.is_none() && text.starts_with(r#"{"serial""#) {
			let device: Device = serde_json::from_str(&text).map_err(|error| bad(line, &error))?;
			let index = count_of(&leaves)?;
			leaves.push(device.enrolled(model).leaf_hash::<SoftSha256>());
			if is_it(index, &device) {
				found = Some((index, device));
			}
			continue;
		}
		match serde_json::from_str(&text).map_err(|error| bad(line, &error))? {
			Line::Tail(line) => tail = Some(line),
			Line::Enrolled(line) => enrolled = Some(line),
		}
	}
	let Some(Tail { count, root }) = tail else {
		return Err(Error::input(format!("{} is cut short", path.display())));
	};
	if count_of(&leaves)? != count || merkle::root::<SoftSha256>(&leaves) != Some(root) {
		return Err(Error::input(format!(
			"{} was changed: its devices are not those of its root",
			path.display()
		)));
	}
	Ok(Read { run: Run { model, root, count, enrolled }, leaves, found })
}

fn count_of(leaves: &[Hash256]) -> Result<u32> {
	u32::try_from(leaves.len())
		.map_err(|_| Error::input("an enrolment has at most 4,294,967,295 devices"))
}

fn random_salt() -> Result<[u8; 16]> {
	let mut salt = [0; 16];
	getrandom::fill(&mut salt).map_err(|error| Error::input(format!("no randomness: {error}")))?;
	Ok(salt)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{device_key::public_text, table::Table, DeviceKey, KeyType};
	use bot_primitives::Sha256;
	use std::path::PathBuf;

	const ENROLLED: Enrolled = Enrolled { enrolment: 7, genesis: [8; 32] };

	fn device(number: u8) -> String {
		let key = DeviceKey::from_secret(KeyType::P256, [number; 32]).unwrap();
		format!("SN-{number},{},\n", public_text(&key.public()))
	}

	/// A manifest of the devices 1 to `count`.
	fn manifest(count: u8) -> String {
		let devices: String = (1..=count).map(device).collect();
		format!("serial,public_key,salt\n{devices}")
	}

	fn write(text: &str, path: &Path) -> Result<Run> {
		let table = Table::new(text.as_bytes()).unwrap();
		Run::write(Manifest::of(table, Path::new("manifest.csv")).unwrap(), 3, path, |_| ())
	}

	fn run(count: u8) -> (tempfile::TempDir, PathBuf, Run) {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("manifest.run");
		let run = write(&manifest(count), &path).unwrap();
		(dir, path, run)
	}

	#[test]
	fn every_device_of_a_run_can_be_proved() {
		let (_dir, path, run) = run(5);
		assert_eq!((run.model, run.count, run.enrolled), (3, 5, None));
		assert_eq!(Run::load(&path).unwrap(), run);
		Run::mark_enrolled(&path, ENROLLED).unwrap();
		assert_eq!(Run::load(&path).unwrap().enrolled, Some(ENROLLED));
		for index in 0..5 {
			let by_index = Run::prove(&path, &Which::Index(index)).unwrap();
			assert_eq!(by_index.check(), Ok(()));
			let serial = format!("SN-{}", index + 1);
			assert_eq!(by_index.serial.as_ref(), Some(&serial));
			assert_eq!(Run::prove(&path, &Which::Serial(serial)).unwrap(), by_index);
			assert_eq!((by_index.enrolment, by_index.genesis_hash), (7, [8; 32]));
			assert_eq!(by_index.root, run.root);
		}
		for which in [Which::Index(5), Which::Serial("SN-6".into())] {
			let error = Run::prove(&path, &which).err().unwrap();
			assert_eq!(error.exit_code(), 1, "{error}");
		}
	}

	#[test]
	fn the_root_is_that_of_the_chain() {
		let (_dir, path, run) = run(1);
		Run::mark_enrolled(&path, ENROLLED).unwrap();
		let proof = Run::prove(&path, &Which::Index(0)).unwrap();
		let salt = proof.salt.unwrap().0;
		let leaf = EnrolledDevice {
			model: 3,
			root_key: DeviceKey::from_secret(KeyType::P256, [1; 32]).unwrap().public(),
			serial: SoftSha256::sha256(&[&salt, b"SN-1"]),
			idevid: None,
		};
		assert_eq!(run.root, leaf.leaf_hash::<SoftSha256>());
	}

	#[test]
	fn salts_are_kept_or_made() {
		let dir = tempfile::tempdir().unwrap();
		let salted = manifest(2).replace(",\n", &format!(",0x{}\n", "11".repeat(16)));
		let roots = |text: &str, names: [&str; 2]| {
			names.map(|name| write(text, &dir.path().join(name)).unwrap().root)
		};
		let [first, second] = roots(&salted, ["a", "b"]);
		assert_eq!(first, second);
		let [first, second] = roots(&manifest(2), ["c", "d"]);
		assert_ne!(first, second);
	}

	#[test]
	fn a_bad_row_leaves_no_run() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("manifest.run");
		let text = manifest(2) + &device(1) + "SN-3,none,\n" + &device(4);
		let error = write(&text, &path).err().unwrap();
		assert_eq!(error.exit_code(), 2);
		let error = error.to_string();
		assert!(error.contains("manifest.csv: line 4: DuplicateSerial"), "{error}");
		assert!(error.contains("manifest.csv: line 5: BadKey"), "{error}");
		assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
		let many = manifest(1) + &"SN-3,none,\n".repeat(50);
		let error = write(&many, &path).err().unwrap().to_string();
		assert_eq!(error.lines().count(), MAX_BAD_ROWS + 1);
		let nothing = write("serial,public_key,salt\n", &path).err().unwrap().to_string();
		assert!(nothing.contains("NoRows"), "{nothing}");
	}

	#[test]
	fn a_run_is_never_written_over() {
		let (_dir, path, run) = run(2);
		let error = write(&manifest(3), &path).err().unwrap();
		assert!(error.to_string().contains("is there already"), "{error}");
		assert_eq!(Run::load(&path).unwrap(), run);
	}

	#[test]
	fn what_is_no_run_is_named() {
		let (dir, path, _) = run(3);
		let text = fs::read_to_string(&path).unwrap();
		let load = |text: &str| {
			let path = dir.path().join("other.run");
			fs::write(&path, text).unwrap();
			let error = Run::load(&path).err().unwrap();
			assert_eq!(error.exit_code(), 2);
			error.to_string()
		};
		let lines: Vec<_> = text.lines().collect();
		assert!(load("").contains("line 1: the file is empty"));
		assert!(load("serial,public_key\n").contains("is no run: line 1"));
		assert!(load(&text.replace("bot-run", "bot-evidence")).contains("is no run: line 1"));
		assert!(load(&text.replace(":1,", ":2,")).contains("version 2"));
		assert!(load(&lines[..3].join("\n")).contains("is cut short"));
		assert!(load(&text.replace("SN-2", "SN-9")).contains("was changed"));
		assert!(load(&[lines[0], lines[1], lines[4]].join("\n")).contains("was changed"));
		assert!(load(&(text.clone() + lines[1])).contains("is no run: line 6"));
		let missing = Run::load(&dir.path().join("none.run")).err().unwrap();
		assert_eq!(missing.exit_code(), 2);
		let unsent = Run::prove(&path, &Which::Index(0)).err().unwrap().to_string();
		assert!(unsent.contains("is not enrolled"), "{unsent}");
	}
}
