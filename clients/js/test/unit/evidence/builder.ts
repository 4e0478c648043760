import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { base58 } from '../../../src/common/base58.js'
import { blake2b256 } from '../../../src/common/hash.js'
import { encodeKey } from '../../../src/common/keys.js'
import { leafHash } from '../../../src/common/merkle.js'
import {
	dataMessage,
	delegationMessage,
	encodeHeader,
	encodeLeaf,
	encodeRecord,
	rotationMessage,
} from '../../../src/evidence/encode.js'
import type { Evidence, Key, Signature } from '../../../src/evidence/file.js'

/** A key pair. */
export interface Signer {
	readonly key: Key
	readonly sign: (message: Uint8Array) => Signature
}

const filled = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte)

/** An Ed25519 key pair. */
export function ed25519Signer(seed: number): Signer {
	const secret = filled(seed)
	return {
		key: { kind: 'ed25519', value: ed25519.getPublicKey(secret) },
		sign: (message) => ({ kind: 'ed25519', value: ed25519.sign(message, secret) }),
	}
}

/** A P-256 key pair. */
export function p256Signer(scalar: number): Signer {
	const secret = filled(scalar)
	return {
		key: { kind: 'ecdsa_p256', value: p256.getPublicKey(secret, true) },
		sign: (message) => ({ kind: 'ecdsa_p256', value: p256.sign(message, secret, { lowS: true }) }),
	}
}

/** What to make evidence of. */
export interface Plan {
	/** The root keys of the epochs, from the first. */
	readonly roots: readonly Signer[]
	/** The epochs whose root key was recovered. */
	readonly recovered?: readonly number[]
	/** The delegated key, if any. */
	readonly delegate?: Signer
	readonly expiresAt?: bigint
	readonly content?: Uint8Array
	readonly firstCounter?: bigint
	readonly lastCounter?: bigint
	readonly seq?: bigint
}

const MAX = 2n ** 64n - 1n

/** Evidence of one reading in the only record of block 0, under header 1. */
export function build(plan: Plan): Evidence {
	const [first] = plan.roots
	const root = plan.roots.at(-1)
	if (first === undefined || root === undefined) throw new Error('a device has a root key')
	const provider = filled(0xa1)
	const deviceId = blake2b256(utf8ToBytes('bot:device-id:v1'), provider, encodeKey(first.key))
	const domain = { genesisHash: filled(0x67), deviceId }
	const epoch = plan.roots.length - 1
	const salt = filled(0x51, 16)
	const content = plan.content ?? utf8ToBytes('[]')
	const seq = plan.seq ?? MAX
	const signer = plan.delegate ?? root
	const commitment = {
		root: leafHash(salt, content),
		count: 1,
		first_counter: plan.firstCounter ?? MAX - 1n,
		last_counter: plan.lastCounter ?? MAX,
		first_at: 2n ** 53n + 1n,
		last_at: MAX,
		content: 0xffff,
	}
	const rotations = plan.roots.slice(1).map((next, index) => {
		const message = rotationMessage(domain, index, next.key)
		const rotation = { rotation: { new_key: next.key }, by_new: next.sign(message) }
		const old = plan.roots[index]
		return old === undefined || plan.recovered?.includes(index + 1) === true
			? rotation
			: { ...rotation, by_old: old.sign(message) }
	})
	const delegation =
		plan.delegate === undefined
			? undefined
			: { number: 9, key: plan.delegate.key, expires_at: plan.expiresAt ?? MAX }
	return underHeader({
		type: 'bot-evidence',
		version: 1,
		did: `did:bot:test1:${base58(deviceId)}`,
		genesis_hash: domain.genesisHash,
		reading: { salt, content: { kind: 'hex', value: content }, index: 0, path: [] },
		record: {
			device_id: deviceId,
			provider,
			operator: filled(0xb2),
			model: 0xffffffff,
			key: signer.key,
			protection: 'software',
			epoch,
			seq,
			body: { kind: 'data', value: { commitment, clock_suspect: true } },
		},
		signature: signer.sign(dataMessage(domain, epoch, seq, commitment)),
		key_chain: {
			first_root_key: first.key,
			rotations,
			delegation:
				delegation === undefined
					? null
					: { delegation, signature: root.sign(delegationMessage(domain, epoch, delegation)) },
		},
		record_index: 0,
		record_path: [],
		leaf: {
			version: 0,
			number: 0,
			block_hash: filled(0xb1),
			time: 1_790_000_000_000n,
			count: 1,
			records_root: filled(0),
		},
		mmr_items: [],
		header: {
			parent_hash: filled(1),
			number: 1,
			state_root: filled(2),
			extrinsics_root: filled(3),
			digest: [],
		},
	})
}

/** The bytes BOTM. */
export const BOTM = utf8ToBytes('BOTM')

/** The evidence as the only record of block 0, under a header 1 with `digest` besides the root. */
export function underHeader(evidence: Evidence, digest: Evidence['header']['digest'] = []): Evidence {
	const records_root = leafHash(encodeRecord(evidence.record))
	const leaf = { ...evidence.leaf, number: 0, count: 1, records_root }
	const root = {
		kind: 'consensus',
		value: { engine: BOTM, data: blake2b256(encodeLeaf(leaf)) },
	} as const
	return {
		...evidence,
		record_index: 0,
		record_path: [],
		leaf,
		mmr_items: [],
		header: { ...evidence.header, number: 1, digest: [...digest, root] },
	}
}

/** The hash of the evidence's own header. */
export const headerHash = (evidence: Evidence): string =>
	`0x${bytesToHex(blake2b256(encodeHeader(evidence.header)))}`

/** The text of an evidence file, or of a part of one. */
export function write(value: unknown): string {
	if (value instanceof Uint8Array) return `"0x${bytesToHex(value)}"`
	if (typeof value === 'bigint') return String(value)
	if (Array.isArray(value)) return `[${value.map(write).join()}]`
	if (typeof value !== 'object' || value === null) return JSON.stringify(value)
	if ('kind' in value && 'value' in value) return `{"${String(value.kind)}":${write(value.value)}}`
	const fields = Object.entries(value).map(([name, field]) => `"${name}":${write(field)}`)
	return `{${fields.join()}}`
}
