//! What others rely on in a version of the runtime, as text; and the rules of its versions.
//!
//! `runtime/versions` holds the text of each version: those that were released, and the one that is
//! being worked on. See `docs/runtime-versions.md`.

use std::{
	collections::BTreeSet,
	env, fs, io,
	path::{Path, PathBuf},
};

use codec::Decode;
use frame_metadata::{
	v16::{
		ExtrinsicMetadata, PalletMetadata, RuntimeApiMetadata, RuntimeMetadataV16,
		StorageEntryMetadata, StorageEntryType,
	},
	RuntimeMetadata, RuntimeMetadataPrefixed,
};
use polkadot_sdk::sp_io::hashing::{blake2_256, twox_128};
use scale_info::{
	form::PortableForm, interner::UntrackedSymbol, Field, PortableRegistry, TypeDef, Variant,
};

/// The sources of the runtime, from the root of the checkout.
const SOURCES: [&str; 10] = [
	"pallets/attestation",
	"pallets/attestation/runtime-api",
	"pallets/consortium",
	"pallets/consortium/runtime-api",
	"pallets/device-did",
	"pallets/device-did/runtime-api",
	"pallets/primitives",
	"pallets/revenue-share",
	"pallets/revenue-share/runtime-api",
	"runtime",
];

/// What in the sources is compiled for tests and benchmarks alone.
const TESTS: [&str; 4] = ["tests", "tests.rs", "mock.rs", "benchmarking.rs"];

/// What a text begins with that was released, before the hash of its sources.
const RELEASED: &str = "released with sources ";
/// What a text begins with that is being worked on.
const UNRELEASED: &str = "not released";

/// A version of the runtime.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Version {
	/// Its `spec_version`.
	pub spec_version: u32,
	/// Its `transaction_version`.
	pub transaction_version: u32,
	/// Hash of its sources, where it was released.
	pub released: Option<String>,
	/// What others rely on: pallets, storage, calls, events, errors, extensions, runtime APIs.
	pub surface: String,
}

impl Version {
	/// The one of this checkout.
	pub fn current() -> Self {
		let version = bot_runtime::VERSION;
		Self {
			spec_version: version.spec_version,
			transaction_version: version.transaction_version,
			released: None,
			surface: surface(&crate::metadata()),
		}
	}

	/// The text of it.
	pub fn text(&self) -> String {
		let Self { spec_version, transaction_version, released, surface } = self;
		let state = released.as_ref().map(|sources| format!("{RELEASED}{sources}"));
		let state = state.unwrap_or_else(|| UNRELEASED.into());
		format!("{state}\nspec_version {spec_version}\ntransaction_version {transaction_version}\n{surface}")
	}

	/// The one whose text this is.
	fn parse(text: &str) -> Option<Self> {
		let (state, text) = text.split_once('\n')?;
		let released = match state.strip_prefix(RELEASED) {
			Some(sources) => Some(sources.into()),
			None if state == UNRELEASED => None,
			None => return None,
		};
		let (spec_version, text) = text.strip_prefix("spec_version ")?.split_once('\n')?;
		let (transactions, surface) =
			text.strip_prefix("transaction_version ")?.split_once('\n')?;
		Some(Self {
			spec_version: spec_version.parse().ok()?,
			transaction_version: transactions.parse().ok()?,
			released,
			surface: surface.into(),
		})
	}

	/// What transactions of this version are made of: calls and extensions, each with its place.
	fn transactions(&self) -> BTreeSet<String> {
		let mut pallet = "";
		let lines = self.surface.lines().filter_map(|line| {
			if let Some(name) = line.strip_prefix("pallet ") {
				pallet = name;
			}
			let is_part = line.starts_with("\tcall ") || line.starts_with("extension ");
			is_part.then(|| format!("{pallet}{line}"))
		});
		lines.collect()
	}
}

/// What is wrong with `current`, whose sources have this hash, where these versions are frozen.
pub fn check(frozen: &[Version], current: &Version, sources: &str) -> Result<(), String> {
	may_replace(frozen, current, sources)?;
	let same = frozen.iter().find(|version| version.spec_version == current.spec_version);
	let is_frozen = same.is_some_and(|same| {
		same.surface == current.surface && same.transaction_version == current.transaction_version
	});
	is_frozen.then_some(()).ok_or_else(|| {
		format!("{} is not of this runtime: run scripts/metadata", file(current.spec_version))
	})
}

/// What is against freezing `current` beside these versions, or in the place of the one of its number.
pub fn may_replace(frozen: &[Version], current: &Version, sources: &str) -> Result<(), String> {
	let spec_version = current.spec_version;
	for version in frozen {
		let number = version.spec_version;
		match &version.released {
			_ if number > spec_version => {
				return Err(format!("spec_version is {spec_version}, and was {number} before"));
			},
			None if number < spec_version => {
				return Err(format!(
					"version {number} was never released: go back to spec_version {number}, or \
					 remove {}",
					file(number)
				));
			},
			Some(released) if number == spec_version => {
				let is_same = version.surface == current.surface
					&& version.transaction_version == current.transaction_version
					&& released == sources;
				if !is_same {
					return Err(format!(
						"version {number} is released, and the runtime has changed since: raise \
						 spec_version in runtime/src/lib.rs"
					));
				}
			},
			Some(_)
				if !version.transactions().is_subset(&current.transactions())
					&& current.transaction_version <= version.transaction_version =>
			{
				return Err(format!(
					"a call or extension of the released version {number} has changed: raise \
					 transaction_version in runtime/src/lib.rs above {}",
					version.transaction_version
				));
			},
			_ => (),
		}
	}
	Ok(())
}

/// The root of the checkout: of the one that cargo runs this in, or else where this runs. When it was
/// compiled that may have been another one, since checkouts share what is compiled.
fn root() -> PathBuf {
	env::var_os("CARGO_MANIFEST_DIR")
		.map_or_else(|| PathBuf::from("."), |package| Path::new(&package).join("../.."))
}

/// The file of a version, from the root of the checkout.
fn file(spec_version: u32) -> String {
	format!("runtime/versions/{spec_version}.txt")
}

/// The versions that are frozen.
pub fn frozen() -> io::Result<Vec<Version>> {
	let mut versions = Vec::new();
	for entry in fs::read_dir(root().join("runtime/versions"))? {
		let path = entry?.path();
		let version = Version::parse(&fs::read_to_string(&path)?);
		let malformed = || io::Error::other(format!("{}: no version", path.display()));
		versions.push(version.ok_or_else(malformed)?);
	}
	versions.sort_by_key(|version| version.spec_version);
	Ok(versions)
}

/// Writes the text of this checkout's version, and gives the name of its file.
pub fn freeze(release: bool) -> Result<String, String> {
	let told = |error: io::Error| error.to_string();
	let (frozen, sources) = (frozen().map_err(told)?, sources().map_err(told)?);
	let mut current = Version::current();
	may_replace(&frozen, &current, &sources)?;
	let is_released =
		frozen.iter().any(|it| it.spec_version == current.spec_version && it.released.is_some());
	current.released = (release || is_released).then_some(sources);
	let file = file(current.spec_version);
	fs::write(root().join(&file), current.text()).map_err(told)?;
	Ok(file)
}

/// Hash of the runtime's sources.
pub fn sources() -> io::Result<String> {
	let root = root();
	let mut files = BTreeSet::new();
	for directory in SOURCES {
		collect(&root.join(directory).join("src"), &mut files)?;
	}
	let mut hashed = Vec::new();
	for file in files {
		let name = file.strip_prefix(&root).unwrap_or(&file).display().to_string();
		hashed.extend_from_slice(&blake2_256(name.as_bytes()));
		hashed.extend_from_slice(&blake2_256(&fs::read(&file)?));
	}
	Ok(hex(&blake2_256(&hashed)))
}

fn collect(directory: &Path, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
	for entry in fs::read_dir(directory)? {
		let entry = entry?;
		if TESTS.iter().any(|name| entry.file_name() == *name) {
			continue;
		}
		if entry.file_type()?.is_dir() {
			collect(&entry.path(), files)?;
		} else {
			files.insert(entry.path());
		}
	}
	Ok(())
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What others rely on in the runtime of this metadata: one line each.
fn surface(metadata: &[u8]) -> String {
	let RuntimeMetadataPrefixed(_, RuntimeMetadata::V16(decoded)) =
		RuntimeMetadataPrefixed::decode(&mut &*metadata).expect("the runtime gives metadata")
	else {
		panic!("the runtime's metadata is of version {}", crate::METADATA_VERSION);
	};
	let RuntimeMetadataV16 { types, mut pallets, extrinsic, mut apis, .. } = decoded;
	let types = Types(types);
	pallets.sort_by_key(|pallet| pallet.index);
	apis.sort_by(|one, other| one.name.cmp(&other.name));
	let mut lines = vec![format!("metadata {}", hex(&blake2_256(metadata)))];
	lines.extend(pallets.iter().flat_map(|pallet| types.pallet(pallet)));
	lines.extend(types.extensions(&extrinsic));
	lines.extend(apis.iter().flat_map(|api| types.api(api)));
	lines.join("\n") + "\n"
}

/// A type in the metadata.
type TypeId = UntrackedSymbol<std::any::TypeId>;

/// The types of the metadata, by their names.
struct Types(PortableRegistry);

impl Types {
	fn pallet(&self, pallet: &PalletMetadata<PortableForm>) -> Vec<String> {
		let mut lines = vec![format!("pallet {} {}", pallet.index, pallet.name)];
		if let Some(storage) = &pallet.storage {
			let prefix = hex(&twox_128(storage.prefix.as_bytes()));
			lines.push(format!("\tprefix {prefix} {}", storage.prefix));
			lines.extend(storage.entries.iter().map(|entry| self.storage(entry)));
		}
		let constant = |name: &str, ty, value: &[u8]| {
			// What the runtime was measured with is no promise.
			let value = if value.len() <= 32 { hex(value) } else { hex(&blake2_256(value)) };
			format!("\tconstant {name}: {} = {value}", self.name(ty))
		};
		lines.extend(pallet.constants.iter().map(|it| constant(&it.name, it.ty, &it.value)));
		for (kind, ty) in [
			("call", pallet.calls.as_ref().map(|calls| calls.ty)),
			("event", pallet.event.as_ref().map(|event| event.ty)),
			("error", pallet.error.as_ref().map(|error| error.ty)),
		] {
			let variants = ty.map(|ty| self.variants(ty)).unwrap_or_default();
			lines.extend(variants.iter().map(|variant| self.variant(kind, variant)));
		}
		for view in &pallet.view_functions {
			let inputs: Vec<_> = view.inputs.iter().map(|it| self.name(it.ty)).collect();
			let output = self.name(view.output);
			lines.push(format!("\tview {}({}): {output}", view.name, inputs.join(", ")));
		}
		lines
	}

	fn storage(&self, entry: &StorageEntryMetadata<PortableForm>) -> String {
		let name = &entry.name;
		let key = hex(&twox_128(name.as_bytes()));
		match &entry.ty {
			StorageEntryType::Plain(value) => {
				format!("\tstorage {key} {name}: {}", self.name(*value))
			},
			StorageEntryType::Map { hashers, key: from, value } => format!(
				"\tstorage {key} {name}: {hashers:?} {} => {}",
				self.name(*from),
				self.name(*value)
			),
		}
	}

	fn extensions<'a>(
		&'a self,
		extrinsic: &'a ExtrinsicMetadata<PortableForm>,
	) -> impl Iterator<Item = String> + 'a {
		extrinsic.transaction_extensions.iter().enumerate().map(|(place, extension)| {
			let (ty, implicit) = (self.name(extension.ty), self.name(extension.implicit));
			format!("extension {place} {}: {ty}, {implicit}", extension.identifier)
		})
	}

	fn api(&self, api: &RuntimeApiMetadata<PortableForm>) -> Vec<String> {
		let mut lines = vec![format!("api {} {}", api.name, api.version.0)];
		lines.extend(api.methods.iter().map(|method| {
			let inputs = method.inputs.iter();
			let inputs: Vec<_> =
				inputs.map(|it| format!("{}: {}", it.name, self.name(it.ty))).collect();
			format!("\t{}({}): {}", method.name, inputs.join(", "), self.name(method.output))
		}));
		lines
	}

	fn variants(&self, ty: TypeId) -> Vec<&Variant<PortableForm>> {
		match self.0.resolve(ty.id).map(|ty| &ty.type_def) {
			Some(TypeDef::Variant(variants)) => variants.variants.iter().collect(),
			_ => Vec::new(),
		}
	}

	fn variant(&self, kind: &str, variant: &Variant<PortableForm>) -> String {
		let field = |field: &Field<PortableForm>| match &field.name {
			Some(name) => format!("{name}: {}", self.name(field.ty)),
			None => self.name(field.ty),
		};
		let fields: Vec<_> = variant.fields.iter().map(field).collect();
		format!("\t{kind} {} {}({})", variant.index, variant.name, fields.join(", "))
	}

	/// The name of a type, as one would write it.
	fn name(&self, ty: TypeId) -> String {
		let Some(ty) = self.0.resolve(ty.id) else { return "?".into() };
		let names = |types: &mut dyn Iterator<Item = TypeId>| {
			types.map(|ty| self.name(ty)).collect::<Vec<_>>().join(", ")
		};
		match &ty.type_def {
			TypeDef::Primitive(primitive) => format!("{primitive:?}").to_lowercase(),
			TypeDef::Sequence(items) => format!("[{}]", self.name(items.type_param)),
			TypeDef::Array(items) => format!("[{}; {}]", self.name(items.type_param), items.len),
			TypeDef::Tuple(fields) => format!("({})", names(&mut fields.fields.iter().copied())),
			TypeDef::Compact(number) => format!("Compact<{}>", self.name(number.type_param)),
			TypeDef::BitSequence(_) => "bits".into(),
			TypeDef::Composite(_) | TypeDef::Variant(_) => {
				let name = ty.path.segments.last().cloned().unwrap_or_default();
				let parameters = names(&mut ty.type_params.iter().filter_map(|it| it.ty));
				// The call of the runtime holds all others.
				if parameters.is_empty() || name == "RuntimeCall" {
					name
				} else {
					format!("{name}<{parameters}>")
				}
			},
		}
	}
}
