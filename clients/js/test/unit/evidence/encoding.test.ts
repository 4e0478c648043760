import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { blake2b256 } from '../../../src/common/hash.js'
import { isSigned } from '../../../src/common/keys.js'
import { leafHash } from '../../../src/common/merkle.js'
import { compact } from '../../../src/common/scale.js'
import {
	dataMessage,
	delegationMessage,
	encodeCommitment,
	encodeLeaf,
	encodeRecord,
	rotationMessage,
} from '../../../src/evidence/encode.js'
import type { Key, Signature } from '../../../src/evidence/file.js'
import { vectorText } from '../support.js'
import { withByte } from './support.js'

interface CommitmentFields {
	readonly root: string
	readonly count: number
	readonly first_counter: number
	readonly last_counter: number
	readonly first_at: number
	readonly last_at: number
	readonly content: number
}

interface Payload<B> {
	readonly body: B
	readonly device_id: string
	readonly epoch: number
	readonly genesis_hash: string
	readonly signatures_scale: Readonly<Record<Key['kind'], string>>
	readonly signing_bytes: string
}

interface Vectors {
	readonly commitment: { readonly fields: CommitmentFields; readonly scale: string }
	readonly keys: Readonly<Record<Key['kind'], { readonly public_scale: string }>>
	readonly mmr_leaf: {
		readonly version: number
		readonly number: number
		readonly block_hash: string
		readonly time: number
		readonly count: number
		readonly records_root: string
		readonly scale: string
		readonly blake2b_256: string
	}
	readonly payloads: {
		readonly rotation: Payload<{ readonly new_key_scale: string }>
		readonly delegation: Payload<{
			readonly number: number
			readonly key_scale: string
			readonly expires_at: number
		}>
		readonly data_statement: Payload<{ readonly seq: number; readonly commitment: CommitmentFields }>
	}
	readonly records: readonly {
		readonly clock_suspect: boolean
		readonly commitment: CommitmentFields
		readonly device_id: string
		readonly epoch: number
		readonly key_scale: string
		readonly leaf_hash: string
		readonly model: number
		readonly operator: string
		readonly protection: 'Software' | 'SecureElement'
		readonly provider: string
		readonly scale: string
		readonly seq: number
	}[]
}

const vectors = JSON.parse(vectorText('pallets/primitives/test-vectors/vectors.json')) as Vectors

const bytes = (text: string): Uint8Array => hexToBytes(text.slice(2))
const hex = (value: Uint8Array): string => `0x${bytesToHex(value)}`

/** A key or a signature from its type and bytes. */
function typed(scale: string): Key & Signature {
	const [type, ...value] = bytes(scale)
	return { kind: type === 0 ? 'ed25519' : 'ecdsa_p256', value: Uint8Array.from(value) }
}

const commitmentOf = (fields: CommitmentFields) => ({
	root: bytes(fields.root),
	count: fields.count,
	first_counter: BigInt(fields.first_counter),
	last_counter: BigInt(fields.last_counter),
	first_at: BigInt(fields.first_at),
	last_at: BigInt(fields.last_at),
	content: fields.content,
})

test('compact integers are in their shortest form', () => {
	for (const [value, expected] of [
		[0, '00'],
		[63, 'fc'],
		[64, '0101'],
		[2 ** 14 - 1, 'fdff'],
		[2 ** 14, '02000100'],
		[2 ** 30 - 1, 'feffffff'],
		[2 ** 30, '0300000040'],
		[2 ** 32 - 1, '03ffffffff'],
	] as const) {
		assert.equal(bytesToHex(compact(value)), expected)
	}
})

test('commitment, record and block leaf', () => {
	assert.equal(hex(encodeCommitment(commitmentOf(vectors.commitment.fields))), vectors.commitment.scale)
	for (const record of vectors.records) {
		const encoded = encodeRecord({
			device_id: bytes(record.device_id),
			provider: bytes(record.provider),
			operator: bytes(record.operator),
			model: record.model,
			key: typed(record.key_scale),
			protection: record.protection === 'Software' ? 'software' : 'secure_element',
			epoch: record.epoch,
			seq: BigInt(record.seq),
			body: {
				kind: 'data',
				value: { commitment: commitmentOf(record.commitment), clock_suspect: record.clock_suspect },
			},
		})
		assert.equal(hex(encoded), record.scale)
		assert.equal(hex(leafHash(encoded)), record.leaf_hash)
	}
	const leaf = vectors.mmr_leaf
	const encoded = encodeLeaf({
		version: leaf.version,
		number: leaf.number,
		block_hash: bytes(leaf.block_hash),
		time: BigInt(leaf.time),
		count: leaf.count,
		records_root: bytes(leaf.records_root),
	})
	assert.equal(hex(encoded), leaf.scale)
	assert.equal(hex(blake2b256(encoded)), leaf.blake2b_256)
})

test('the messages that are signed, and their signatures by both types of key', () => {
	const { rotation, delegation, data_statement } = vectors.payloads
	const domainOf = (payload: Payload<unknown>) => ({
		genesisHash: bytes(payload.genesis_hash),
		deviceId: bytes(payload.device_id),
	})
	const { number, key_scale, expires_at } = delegation.body
	const messages: readonly (readonly [Payload<unknown>, Uint8Array])[] = [
		[rotation, rotationMessage(domainOf(rotation), rotation.epoch, typed(rotation.body.new_key_scale))],
		[
			delegation,
			delegationMessage(domainOf(delegation), delegation.epoch, {
				number,
				key: typed(key_scale),
				expires_at: BigInt(expires_at),
			}),
		],
		[
			data_statement,
			dataMessage(
				domainOf(data_statement),
				data_statement.epoch,
				BigInt(data_statement.body.seq),
				commitmentOf(data_statement.body.commitment),
			),
		],
	]
	for (const [payload, message] of messages) {
		assert.equal(hex(message), payload.signing_bytes)
		for (const kind of ['ed25519', 'ecdsa_p256'] as const) {
			const key = typed(vectors.keys[kind].public_scale)
			const signature = typed(payload.signatures_scale[kind])
			assert.ok(isSigned(message, signature, key))
			assert.ok(!isSigned(withByte(message, 0, 0), signature, key))
			const other = kind === 'ed25519' ? 'ecdsa_p256' : 'ed25519'
			assert.ok(!isSigned(message, typed(payload.signatures_scale[other]), key))
		}
	}
})
