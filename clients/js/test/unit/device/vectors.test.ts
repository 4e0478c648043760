import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hex } from '../../../src/common/hex.js'
import { toBytes } from '../../../src/common/input.js'
import { leafHash } from '../../../src/common/merkle.js'
import {
	activation,
	Batch,
	dataStatement,
	delegation,
	deviceId,
	ed25519Key,
	firmwareUpdate,
	formatDid,
	keyAgreement,
	p256Key,
	parseDid,
	registration,
	rotation,
	sign,
	signingBytes,
	verifySignature,
	type Payload,
	type PublicKey,
	type Signature,
} from '../../../src/device/index.js'
import { vectorText } from '../support.js'

interface Statement<Body> {
	readonly body: Body
	readonly device_id: string
	readonly epoch: number
	readonly genesis_hash: string
	readonly signatures_scale: Readonly<Record<PublicKey['kind'], string>>
	readonly signing_bytes: string
}

interface Vectors {
	readonly device_ids: readonly {
		readonly device_id: string
		readonly did: string
		readonly network: string
		readonly provider: string
		readonly root_key_scale: string
	}[]
	readonly keys: {
		readonly ed25519: { readonly public_scale: string; readonly seed: string }
		readonly ecdsa_p256: { readonly public_scale: string; readonly scalar: string }
	}
	readonly payloads: {
		readonly registration: Statement<{ readonly provider: string; readonly model: number }>
		readonly activation: Statement<{
			readonly enrolment: number
			readonly index: number
			readonly operator: string
		}>
		readonly delegation: Statement<{
			readonly number: number
			readonly key_scale: string
			readonly expires_at: number
		}>
		readonly key_agreement: Statement<{ readonly number: number; readonly key: string }>
		readonly firmware_update: Statement<{ readonly number: number; readonly firmware: string }>
		readonly rotation: Statement<{ readonly new_key_scale: string }>
		readonly data_statement: Statement<{
			readonly seq: number
			readonly commitment: {
				readonly root: string
				readonly count: number
				readonly first_counter: number
				readonly last_counter: number
				readonly first_at: number
				readonly last_at: number
				readonly content: number
			}
		}>
	}
	readonly trees: readonly {
		readonly count: number
		readonly leaf_hashes: readonly string[]
		readonly paths: readonly (readonly string[])[]
		readonly root: string
	}[]
}

const vectors = JSON.parse(vectorText('pallets/primitives/test-vectors/vectors.json')) as Vectors

const KINDS = ['ed25519', 'ecdsa_p256'] as const
const keyOf = (scale: string): PublicKey => {
	const [type, ...value] = toBytes(scale, 'key')
	return { kind: KINDS[type ?? -1] ?? 'ed25519', value: Uint8Array.from(value) }
}
const scaleOf = ({ kind, value }: PublicKey | Signature): string =>
	`0x0${KINDS.indexOf(kind)}${hex(value).slice(2)}`

const keys = {
	ed25519: ed25519Key(vectors.keys.ed25519.seed),
	ecdsa_p256: p256Key(vectors.keys.ecdsa_p256.scalar),
}

test('keys are those of the vectors', () => {
	for (const kind of KINDS) {
		assert.equal(scaleOf(keys[kind].publicKey), vectors.keys[kind].public_scale)
	}
})

test('device ids and DIDs are those of the vectors', () => {
	for (const { device_id, did, network, provider, root_key_scale } of vectors.device_ids) {
		const id = deviceId(provider, keyOf(root_key_scale))
		assert.equal(hex(id), device_id)
		assert.equal(formatDid(network, id), did)
		assert.deepEqual(parseDid(did), { network, subject: id })
	}
})

const { payloads } = vectors
const { commitment, seq } = payloads.data_statement.body
const STATEMENTS: Readonly<Record<keyof Vectors['payloads'], Payload>> = {
	registration: registration(payloads.registration.body),
	activation: activation(payloads.activation.body),
	delegation: delegation({
		number: payloads.delegation.body.number,
		key: keyOf(payloads.delegation.body.key_scale),
		expiresAt: payloads.delegation.body.expires_at,
	}),
	key_agreement: keyAgreement(payloads.key_agreement.body),
	firmware_update: firmwareUpdate(payloads.firmware_update.body),
	rotation: rotation({ newKey: keyOf(payloads.rotation.body.new_key_scale) }),
	data_statement: dataStatement({
		seq,
		commitment: {
			root: commitment.root,
			count: commitment.count,
			firstCounter: commitment.first_counter,
			lastCounter: commitment.last_counter,
			firstAt: commitment.first_at,
			lastAt: commitment.last_at,
			content: commitment.content,
		},
	}),
}

test('every payload of the vectors has its bytes and its signatures', () => {
	assert.deepEqual(Object.keys(STATEMENTS).sort(), Object.keys(payloads).sort())
	for (const [name, payload] of Object.entries(STATEMENTS)) {
		const vector = payloads[name as keyof typeof payloads]
		const context = {
			genesisHash: vector.genesis_hash,
			deviceId: vector.device_id,
			epoch: vector.epoch,
		}
		assert.equal(hex(signingBytes(payload, context)), vector.signing_bytes, name)
		for (const kind of KINDS) {
			const signature = sign(keys[kind], payload, context)
			assert.equal(scaleOf(signature), vector.signatures_scale[kind], `${name}, ${kind}`)
			assert.ok(verifySignature(signingBytes(payload, context), signature, keys[kind].publicKey))
		}
	}
})

test('a batch has the leaves, root and paths of the vectors', () => {
	for (const { count, leaf_hashes, paths, root } of vectors.trees) {
		const readings = Array.from({ length: count }, (_, n) => ({
			salt: new Uint8Array(16).fill(n),
			content: String(n),
		}))
		const batch = Batch.of(readings)
		assert.equal(batch.count, count)
		assert.equal(hex(batch.root), root)
		for (let index = 0; index < count; index += 1) {
			const { salt, content, path } = batch.prove(index)
			assert.equal(hex(leafHash(salt, content)), leaf_hashes[index])
			assert.deepEqual(path.map(hex), paths[index])
		}
	}
})
