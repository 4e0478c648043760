import { hex } from '../common/hex.js'
import { InputError, toBytes } from '../common/input.js'
import type { PublicKey, Signature } from '../common/keys.js'
import { ScaleError, ScaleReader } from '../common/scale-reader.js'
import type { ReadingProof } from '../device/batch.js'
import type { RecordProof } from '../rpc/types.js'
import { verifyEvidence, type Verdict } from './verify.js'

/** What an evidence file is put together from. */
export interface EvidenceParts {
	/** DID of the device. */
	readonly did: string
	/** The reading, with its way to the root that the device signed: `Batch.prove` gives it. */
	readonly reading: ReadingProof
	/** The rest of the way, to a header: the answer of `attestation_prove`. */
	readonly proof: RecordProof
}

/** An evidence file, and what it proves to whoever trusts the header with `headerHash`. */
export interface Evidence {
	/** The text of the file. */
	readonly json: string
	readonly headerHash: string
	readonly verdict: Verdict
}

/**
 * Puts an evidence file together, and verifies it. Throws an `InputError` where the node's answer cannot
 * be read, a `FileError` where the DID is not the device's, and a `BrokenLinkError` where the parts do not
 * fit: then the reading is of another batch than the record.
 */
export function evidenceFile({ did, reading, proof }: EvidenceParts): Evidence {
	const { record, signature } = decode('record', proof.record, signedRecord)
	const json = writeJson({
		type: 'bot-evidence',
		version: 1,
		did,
		genesis_hash: proof.genesisHash,
		reading: {
			salt: hex(reading.salt),
			content: content(reading.content),
			index: reading.index,
			path: reading.path.map(hex),
		},
		record,
		signature,
		key_chain: decode('keyChain', proof.keyChain, keyChain),
		record_index: proof.recordIndex,
		record_path: proof.recordPath,
		leaf: decode('leaf', proof.leaf, leaf),
		mmr_items: proof.mmrItems,
		header: decode('header', proof.header, header),
	})
	const { headerHash } = proof
	return { json, headerHash, verdict: verifyEvidence(json, { headerHash }) }
}

function decode<T>(name: string, bytes: string, read: (reader: ScaleReader) => T): T {
	try {
		return ScaleReader.all(toBytes(bytes, name), read)
	} catch (error) {
		if (error instanceof ScaleError) throw new InputError(`${name}: ${error.message}`)
		throw error
	}
}

type Json = string | number | bigint | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** JSON with every digit of a 64-bit number. */
function writeJson(value: Json): string {
	if (typeof value === 'bigint') return String(value)
	if (typeof value !== 'object' || value === null) return JSON.stringify(value)
	if (Array.isArray(value)) return `[${value.map(writeJson).join()}]`
	const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}:${writeJson(field)}`)
	return `{${fields.join()}}`
}

/** As text, which people can read, where it is text. */
function content(bytes: Uint8Array): Json {
	try {
		return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
	} catch {
		return { hex: hex(bytes) }
	}
}

const keyed = ({ kind, value }: PublicKey | Signature): Json => ({ [kind]: hex(value) })

function signedRecord(from: ScaleReader): { readonly record: Json; readonly signature: Json } {
	if (from.u8() !== 0) throw new ScaleError('it is no record of data')
	const record = {
		device_id: hex(from.hash()),
		provider: hex(from.hash()),
		operator: hex(from.hash()),
		model: from.u32(),
		key: keyed(from.key()),
		protection: from.unit('software', 'secure_element'),
		epoch: from.u16(),
		seq: from.u64(),
		body: { data: ScaleReader.all(from.prefixed(), dataBody) },
	}
	return { record, signature: keyed(from.signature()) }
}

const dataBody = (from: ScaleReader): Json => ({
	commitment: {
		root: hex(from.hash()),
		count: from.u32(),
		first_counter: from.u64(),
		last_counter: from.u64(),
		first_at: from.u64(),
		last_at: from.u64(),
		content: from.u16(),
	},
	clock_suspect: from.bool(),
})

const keyChain = (from: ScaleReader): Json => ({
	first_root_key: keyed(from.key()),
	rotations: from.list(() => {
		const rotation = { new_key: keyed(from.key()) }
		const byOld = from.option(() => keyed(from.signature()))
		const signed = { rotation, by_new: keyed(from.signature()) }
		return byOld === null ? signed : { ...signed, by_old: byOld }
	}),
	delegation: from.option(() => ({
		delegation: { number: from.u32(), key: keyed(from.key()), expires_at: from.u64() },
		signature: keyed(from.signature()),
	})),
})

const leaf = (from: ScaleReader): Json => ({
	version: from.u8(),
	number: from.u32(),
	block_hash: hex(from.hash()),
	time: from.u64(),
	count: from.u32(),
	records_root: hex(from.hash()),
})

const header = (from: ScaleReader): Json => ({
	parent_hash: hex(from.hash()),
	number: from.compact(),
	state_root: hex(from.hash()),
	extrinsics_root: hex(from.hash()),
	digest: from.list(() => digestItem(from)),
})

const ENGINE_ITEMS: ReadonlyMap<number, string> = new Map([
	[4, 'consensus'],
	[5, 'seal'],
	[6, 'pre_runtime'],
])

function digestItem(from: ScaleReader): Json {
	const kind = from.u8()
	if (kind === 0) return { other: hex(from.prefixed()) }
	if (kind === 8) return 'runtime_environment_updated'
	const name = ENGINE_ITEMS.get(kind)
	if (name === undefined) throw new ScaleError(`a digest item is of the unknown kind ${kind}`)
	return { [name]: { engine: hex(from.bytes(4)), data: hex(from.prefixed()) } }
}
