import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { blake2b256, sameBytes } from '../common/hash.js'
import { isSigned } from '../common/keys.js'
import { leafHash } from '../common/merkle.js'
import { trustedHeaderHash, type Anchor } from './anchor.js'
import { followKeys } from './chain.js'
import { dataMessage, encodeHeader, encodeLeaf, encodeRecord } from './encode.js'
import { BrokenLinkError } from './errors.js'
import {
	readEvidence,
	type Commitment,
	type DataRecord,
	type Evidence,
	type Header,
	type Key,
} from './file.js'
import { followPath } from './merkle.js'
import { followRange } from './mmr.js'

/** What valid evidence proves, as far as the anchor is trusted. Ids and hashes are `0x` and hexadecimal digits. */
export interface Verdict {
	/** The network label in it is for the reader: nothing proves it. */
	readonly did: string
	/** Names the chain. */
	readonly genesisHash: string
	readonly deviceId: string
	/** Who made the device. */
	readonly provider: string
	/** Who ran it. */
	readonly operator: string
	readonly model: number
	/** The key that signed. */
	readonly key: { readonly type: Key['kind']; readonly bytes: string }
	/** The delegation that the key rests on; null if it is the root key. Times are as below. */
	readonly delegation: { readonly number: number; readonly expiresAt: bigint } | null
	/** How the device keeps the key. */
	readonly protection: DataRecord['protection']
	readonly epoch: number
	/** The epochs whose root key rests on the chain's word, because the key before it was lost. */
	readonly recoveredEpochs: readonly number[]
	/** The number of the data statement. */
	readonly seq: bigint
	/** When the readings were taken, as the device claims, in milliseconds since the Unix epoch. */
	readonly takenAt: { readonly first: bigint; readonly last: bigint }
	/** The block in which the chain received the statement, and its time in the same unit. */
	readonly block: { readonly number: number; readonly hash: string; readonly time: bigint }
	/** The header before which all of this had happened. */
	readonly header: { readonly number: number; readonly hash: string }
	/** Whether the device's clock looked wrong when the chain received the statement. */
	readonly clockSuspect: boolean
	/** The place of the reading among those of the statement, from 0, and how many these are. */
	readonly place: { readonly index: number; readonly count: number }
	/** The CoAP Content-Format of the reading: 110 is `application/senml+json`. */
	readonly content: number
	/** The reading itself. */
	readonly reading: Uint8Array
}

/**
 * Verifies an evidence file against what the caller trusts.
 *
 * Throws a `FileError` for what is no evidence file, a `BrokenLinkError` for the first link that is
 * broken, and an `AnchorError` for an anchor that is none.
 */
export function verifyEvidence(input: string | Uint8Array, anchor: Anchor): Verdict {
	const trusted = trustedHeaderHash(anchor)
	const evidence = readEvidence(input)
	const { header, leaf, record, reading } = evidence
	const { commitment, clock_suspect } = record.body.value

	const root = followHeader(header, trusted)
	if (leaf.version !== 0) {
		throw new BrokenLinkError('LeafVersion', `this verifier knows no version ${leaf.version}`)
	}
	followRange(encodeLeaf(leaf), leaf.number, header.number, evidence.mmr_items, root)
	followPath(
		'RecordPath',
		leafHash(encodeRecord(record)),
		evidence.record_index,
		leaf.count,
		evidence.record_path,
		leaf.records_root,
	)
	const domain = { genesisHash: evidence.genesis_hash, deviceId: record.device_id }
	const keys = followKeys(evidence, domain)
	const message = dataMessage(domain, record.epoch, record.seq, commitment)
	if (!isSigned(message, evidence.signature, record.key)) {
		throw new BrokenLinkError('RecordSignature', "the record's key did not sign the statement")
	}
	const content = followReading(reading, commitment)

	return {
		did: evidence.did,
		genesisHash: hex(evidence.genesis_hash),
		deviceId: hex(record.device_id),
		provider: hex(record.provider),
		operator: hex(record.operator),
		model: record.model,
		key: { type: record.key.kind, bytes: hex(record.key.value) },
		delegation: keys.delegation,
		protection: record.protection,
		epoch: record.epoch,
		recoveredEpochs: keys.recoveredEpochs,
		seq: record.seq,
		takenAt: { first: commitment.first_at, last: commitment.last_at },
		block: { number: leaf.number, hash: hex(leaf.block_hash), time: leaf.time },
		header: { number: header.number, hash: hex(trusted) },
		clockSuspect: clock_suspect,
		place: { index: reading.index, count: commitment.count },
		content: commitment.content,
		reading: content,
	}
}

const hex = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`

/** The engine of the item that holds the root of the range. */
const BOTM = utf8ToBytes('BOTM')

/** The root of the range over all blocks before the header, which has to be the trusted one. */
function followHeader(header: Header, trusted: Uint8Array): Uint8Array {
	const hash = blake2b256(encodeHeader(header))
	if (!sameBytes(hash, trusted)) {
		throw new BrokenLinkError('HeaderHash', `the header's hash is ${hex(hash)}, which is not trusted`)
	}
	const roots = header.digest.flatMap((item) =>
		typeof item === 'object' &&
		item.kind === 'consensus' &&
		sameBytes(item.value.engine, BOTM)
			? [item.value.data]
			: [],
	)
	const [root] = roots
	if (root === undefined) {
		throw new BrokenLinkError('MmrRootMissing', 'the digest has no item of the engine BOTM')
	}
	if (roots.length > 1) {
		throw new BrokenLinkError('MmrRootRepeated', `the digest has ${roots.length} items of the engine BOTM`)
	}
	if (root.length !== 32) {
		throw new BrokenLinkError('MmrRootLength', `the root has ${root.length} bytes and not 32`)
	}
	return root
}

/** The bytes of the reading, which has to be among those that the device committed to. */
function followReading(
	reading: Evidence['reading'],
	commitment: Commitment,
): Uint8Array {
	const { count, first_counter, last_counter } = commitment
	if (count === 0 || last_counter - first_counter < BigInt(count - 1)) {
		throw new BrokenLinkError(
			'Counts',
			`${count} readings do not fit the counters ${first_counter} to ${last_counter}`,
		)
	}
	const content =
		reading.content.kind === 'text' ? utf8ToBytes(reading.content.value) : reading.content.value
	const leaf = leafHash(reading.salt, content)
	followPath('Reading', leaf, reading.index, count, reading.path, commitment.root)
	return content
}
