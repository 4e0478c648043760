import { encodeKey } from '../common/keys.js'
import { compact, concat, prefixed, u16, u32, u64, u8 } from '../common/scale.js'
import {
	dataStatement,
	delegation,
	encodeCommitment as commitmentBytes,
	rotation,
	signingBytes,
	type Commitment as StatedCommitment,
} from '../device/payloads.js'
import type { Commitment, DataRecord, Header, Key, Leaf } from './file.js'

const statedCommitment = (commitment: Commitment): StatedCommitment => ({
	root: commitment.root,
	count: commitment.count,
	firstCounter: commitment.first_counter,
	lastCounter: commitment.last_counter,
	firstAt: commitment.first_at,
	lastAt: commitment.last_at,
	content: commitment.content,
})

/** The bytes of a commitment. */
export const encodeCommitment = (commitment: Commitment): Uint8Array =>
	commitmentBytes(statedCommitment(commitment))

/** The bytes of a record. The kind of its body, data, is 0. */
export const encodeRecord = (record: DataRecord): Uint8Array =>
	concat([
		u8(0),
		record.device_id,
		record.provider,
		record.operator,
		u32(record.model),
		encodeKey(record.key),
		u8(record.protection === 'software' ? 0 : 1),
		u16(record.epoch),
		u64(record.seq),
		prefixed(
			concat([
				encodeCommitment(record.body.value.commitment),
				u8(record.body.value.clock_suspect ? 1 : 0),
			]),
		),
	])

/** The bytes of a block leaf. */
export const encodeLeaf = (leaf: Leaf): Uint8Array =>
	concat([
		u8(leaf.version),
		u32(leaf.number),
		leaf.block_hash,
		u64(leaf.time),
		u32(leaf.count),
		leaf.records_root,
	])

const ENGINE_ITEMS = { consensus: 4, seal: 5, pre_runtime: 6 } as const

function encodeDigestItem(item: Header['digest'][number]): Uint8Array {
	if (item === 'runtime_environment_updated') return u8(8)
	if (item.kind === 'other') return concat([u8(0), prefixed(item.value)])
	return concat([u8(ENGINE_ITEMS[item.kind]), item.value.engine, prefixed(item.value.data)])
}

/** The bytes of a header, of which the block's hash is made. */
export const encodeHeader = (header: Header): Uint8Array =>
	concat([
		header.parent_hash,
		compact(header.number),
		header.state_root,
		header.extrinsics_root,
		compact(header.digest.length),
		...header.digest.map(encodeDigestItem),
	])

/** What a device's statements are signed for: one chain, one device and one of its epochs. */
export interface Domain {
	readonly genesisHash: Uint8Array
	readonly deviceId: Uint8Array
}

/** The message by which a root key hands over to the next. */
export const rotationMessage = (domain: Domain, epoch: number, newKey: Key): Uint8Array =>
	signingBytes(rotation({ newKey }), { ...domain, epoch })

/** The message by which a root key lets another key sign. */
export const delegationMessage = (
	domain: Domain,
	epoch: number,
	{ number, key, expires_at }: { readonly number: number; readonly key: Key; readonly expires_at: bigint },
): Uint8Array =>
	signingBytes(delegation({ number, key, expiresAt: expires_at }), { ...domain, epoch })

/** The message by which a device commits to its readings. */
export const dataMessage = (
	domain: Domain,
	epoch: number,
	seq: bigint,
	commitment: Commitment,
): Uint8Array =>
	signingBytes(dataStatement({ seq, commitment: statedCommitment(commitment) }), { ...domain, epoch })
