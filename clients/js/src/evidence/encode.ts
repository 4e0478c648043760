import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Commitment, DataRecord, Header, Key, Leaf } from './file.js'
import { encodeKey } from '../common/keys.js'
import { compact, concat, prefixed, u16, u32, u64, u8 } from '../common/scale.js'

/** The bytes of a commitment. */
export const encodeCommitment = (commitment: Commitment): Uint8Array =>
	concat([
		commitment.root,
		u32(commitment.count),
		u64(commitment.first_counter),
		u64(commitment.last_counter),
		u64(commitment.first_at),
		u64(commitment.last_at),
		u16(commitment.content),
	])

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

function statement(tag: string, domain: Domain, epoch: number, ...body: Uint8Array[]): Uint8Array {
	const filled = new Uint8Array(16)
	filled.set(utf8ToBytes(tag))
	return concat([filled, domain.genesisHash, domain.deviceId, u16(epoch), ...body])
}

/** The message by which a root key hands over to the next. */
export const rotationMessage = (domain: Domain, epoch: number, newKey: Key): Uint8Array =>
	statement('did:rotate:1', domain, epoch, encodeKey(newKey))

/** The message by which a root key lets another key sign. */
export const delegationMessage = (
	domain: Domain,
	epoch: number,
	delegation: { readonly number: number; readonly key: Key; readonly expires_at: bigint },
): Uint8Array =>
	statement(
		'did:delegate:1',
		domain,
		epoch,
		u32(delegation.number),
		encodeKey(delegation.key),
		u64(delegation.expires_at),
	)

/** The message by which a device commits to its readings. */
export const dataMessage = (
	domain: Domain,
	epoch: number,
	seq: bigint,
	commitment: Commitment,
): Uint8Array => statement('attest:data:1', domain, epoch, u64(seq), encodeCommitment(commitment))
