import { isDidOf } from '../common/did.js'
import { FileError } from './errors.js'
import { parseJson, type Json } from './json.js'
import {
	bool,
	bytes,
	list,
	nullable,
	oneOf,
	refuse,
	struct,
	text,
	u16,
	u32,
	u64,
	u8,
	word,
	type Read,
} from './read.js'

const hash = bytes(32)
const key = oneOf({ ed25519: bytes(32), ecdsa_p256: bytes(33) })
const signature = oneOf({ ed25519: bytes(64), ecdsa_p256: bytes(64) })

const commitment = struct({
	root: hash,
	count: u32,
	first_counter: u64,
	last_counter: u64,
	first_at: u64,
	last_at: u64,
	content: u16,
})

const record = struct({
	device_id: hash,
	provider: hash,
	operator: hash,
	model: u32,
	key,
	protection: word('software', 'secure_element'),
	epoch: u16,
	seq: u64,
	body: oneOf({ data: struct({ commitment, clock_suspect: bool }) }),
})

const rotation = struct(
	{ rotation: struct({ new_key: key }), by_new: signature },
	{ by_old: signature },
)

const delegation = struct({
	delegation: struct({ number: u32, key, expires_at: u64 }),
	signature,
})

const leaf = struct({
	version: u8,
	number: u32,
	block_hash: hash,
	time: u64,
	count: u32,
	records_root: hash,
})

const engineItem = struct({ engine: bytes(4), data: bytes() })
const digestItem = oneOf({
	other: bytes(),
	consensus: engineItem,
	seal: engineItem,
	pre_runtime: engineItem,
})
const environmentUpdated = word('runtime_environment_updated')

const header = struct({
	parent_hash: hash,
	number: u32,
	state_root: hash,
	extrinsics_root: hash,
	digest: list((value, at) =>
		typeof value === 'string' ? environmentUpdated(value, at) : digestItem(value, at),
	),
})

const evidence = struct({
	type: word('bot-evidence'),
	version: u32,
	did: text,
	genesis_hash: hash,
	reading: struct({
		salt: bytes(16),
		content: oneOf({ text, hex: bytes() }),
		index: u32,
		path: list(hash),
	}),
	record,
	signature,
	key_chain: struct({
		first_root_key: key,
		rotations: list(rotation),
		delegation: nullable(delegation),
	}),
	record_index: u32,
	record_path: list(hash),
	leaf,
	mmr_items: list(hash),
	header,
})

/** A public key, by its type. */
export type Key = Read<typeof key>
/** A signature, by its type. */
export type Signature = Read<typeof signature>
/** What a device committed to. */
export type Commitment = Read<typeof commitment>
/** A record of the chain. */
export type DataRecord = Read<typeof record>
/** What a block left in the range. */
export type Leaf = Read<typeof leaf>
/** A header of the chain. */
export type Header = Read<typeof header>
/** An evidence file. Its fields, and those of what is in it, bear the names they have in the file. */
export type Evidence = Read<typeof evidence>

/** Reads an evidence file and refuses what is not in the one form that docs/evidence.md allows. */
export function readEvidence(input: string | Uint8Array): Evidence {
	const value = parseJson(decode(input))
	refuseOthers(value)
	const file = evidence(value, '')
	if (!isDidOf(file.did, file.record.device_id)) {
		refuse('did', 'is not did:bot:, a network label and the base58 form of record.device_id')
	}
	return file
}

/** The decoder keeps a byte order mark, which then is no JSON. */
function decode(input: string | Uint8Array): string {
	if (typeof input === 'string') return input
	if (!(input instanceof Uint8Array)) throw new FileError('the file is neither text nor bytes')
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input)
	} catch {
		throw new FileError('the file is not UTF-8')
	}
}

/** A file of another type or version is told as such, and not by the fields that it has or lacks. */
function refuseOthers(value: Json): void {
	if (!(value instanceof Map)) refuse('', 'is no object')
	const fields: ReadonlyMap<string, Json> = value
	if (fields.get('type') !== 'bot-evidence') refuse('', 'is not of the type bot-evidence')
	const version = u32(fields.get('version') ?? null, 'version')
	if (version !== 1) refuse('', `is of version ${version}; this verifier reads version 1`)
}
