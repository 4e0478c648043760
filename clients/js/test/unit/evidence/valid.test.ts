import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { verifyEvidence } from '../../../src/evidence/index.js'
import { parseJson } from '../../../src/evidence/json.js'
import { build, ed25519Signer, headerHash, p256Signer, underHeader, write } from './builder.js'
import { edited, outcome, vector, VECTORS, without, writeJson } from './support.js'

const repeated = (byte: string): string => `0x${byte.repeat(32)}`

const ofBoth = {
	did: 'did:bot:dev:D4hTvS6bWh2QxcZiadM4EJBnSkqy1yeT4MKwRKaoz3p2',
	genesisHash: repeated('67'),
	deviceId: '0xb33ebd0f49747b6fed52132bfed3d83830bcd48d6285aa343629d09823a418d7',
	provider: repeated('a1'),
	operator: repeated('b2'),
	model: 3,
	protection: 'secure_element',
	recoveredEpochs: [],
	seq: 7n,
	takenAt: { first: 1789999940000n, last: 1789999999000n },
	clockSuspect: false,
}

test('a reading that a delegated Ed25519 key signed', () => {
	const { text, trust } = vector('valid.json')
	assert.deepEqual(verifyEvidence(text, { headerHash: trust }), {
		...ofBoth,
		key: {
			type: 'ed25519',
			bytes: '0x8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394',
		},
		delegation: { number: 1, expiresAt: 1790000000001n },
		epoch: 0,
		block: {
			number: 34,
			hash: '0x9aedc4290ac1f42cb26a4efbdf1a205e47d67e46d01d32b6fe62144f09b30092',
			time: 1790000000000n,
		},
		header: { number: 43, hash: trust },
		place: { index: 4, count: 13 },
		content: 110,
		reading: utf8ToBytes('[{"n":"temperature","u":"Cel","v":24.5,"t":1789999944}]'),
	})
})

const ofP256 = {
	...ofBoth,
	key: {
		type: 'ecdsa_p256',
		bytes: '0x02550f471003f3df97c3df506ac797f6721fb1a1fb7b8f6f83d224498a65c88e24',
	},
	delegation: null,
	epoch: 1,
	block: {
		number: 0,
		hash: '0x11da6d1f761ddf9bdb4c9d6e5303ebd41f61858d0a5647a1a7bfe089bf921be9',
		time: 1790000000000n,
	},
	header: { number: 10_000, hash: vector('valid-p256.json').trust },
	place: { index: 0, count: 1 },
	content: 42,
	reading: utf8ToBytes('[{"n":"temperature","u":"Cel","v":20.5,"t":1789999940}]'),
}

test('a reading that a P-256 root key signed, after one rotation', () => {
	const { text, trust } = vector('valid-p256.json')
	assert.deepEqual(verifyEvidence(text, { headerHash: trust }), ofP256)
})

test('without the signature of the old key the epoch counts as recovered', () => {
	const { text, trust } = vector('valid-p256.json')
	assert.deepEqual(outcome(without(text, '/key_chain/rotations/0/by_old'), trust), {
		...ofP256,
		recoveredEpochs: [1],
	})
})

test('every vector is valid under its header', () => {
	for (const { name, text, trust } of VECTORS) {
		const verdict = outcome(text, trust)
		assert.ok(typeof verdict === 'object', `${name}: ${verdict}`)
		assert.equal(verdict.header.hash, trust)
	}
})

test('bytes are taken as well as text, and white space and the order of fields are free', () => {
	for (const { text, trust } of VECTORS) {
		const expected = outcome(text, trust)
		const file = parseJson(text)
		assert.ok(file instanceof Map)
		const reversed = writeJson(new Map([...file].reverse()))
		assert.deepEqual(outcome(utf8ToBytes(text), trust), expected)
		assert.deepEqual(outcome(` \r\n\t${reversed.replace(/(?<!\\)":/g, '"\t:\n')}\r\n`, trust), expected)
	}
})

test('the content of a reading may be in either form', () => {
	const { text, trust } = vector('valid-p256.json')
	const content = JSON.parse(text) as { reading: { content: { hex: string } } }
	const bytes = Buffer.from(content.reading.content.hex.slice(2), 'hex')
	const asText = edited(text, { '/reading/content': new Map([['text', bytes.toString()]]) })
	assert.deepEqual(outcome(asText, trust), ofP256)
})

test('the network label is free', () => {
	const { text, trust } = vector('valid.json')
	const id = ofBoth.did.slice('did:bot:dev:'.length)
	for (const label of ['a', '0', 'main2', 'z'.repeat(16)]) {
		const verdict = outcome(edited(text, { '/did': `did:bot:${label}:${id}` }), trust)
		assert.ok(typeof verdict === 'object', label)
		assert.equal(verdict.did, `did:bot:${label}:${id}`)
	}
	for (const label of ['', 'A', 'a-b', 'é', 'z'.repeat(17)]) {
		assert.equal(outcome(edited(text, { '/did': `did:bot:${label}:${id}` }), trust), 'File', label)
	}
})

test('numbers keep every digit, up to the largest', () => {
	const evidence = build({ roots: [ed25519Signer(1)] })
	const verdict = outcome(write(evidence), headerHash(evidence))
	assert.ok(typeof verdict === 'object')
	assert.equal(verdict.seq, 2n ** 64n - 1n)
	assert.deepEqual(verdict.takenAt, { first: 2n ** 53n + 1n, last: 2n ** 64n - 1n })
	const rounded = write(evidence).replace('9007199254740993', '9007199254740992')
	assert.equal(outcome(rounded, headerHash(evidence)), 'RecordPath')
})

test('a chain of rotations and recoveries, with a delegation at its end', () => {
	const roots = [ed25519Signer(1), p256Signer(2), ed25519Signer(3), p256Signer(4), p256Signer(5)]
	const evidence = build({ roots, recovered: [2, 4], delegate: ed25519Signer(6) })
	const verdict = outcome(write(evidence), headerHash(evidence))
	assert.ok(typeof verdict === 'object')
	assert.equal(verdict.epoch, 4)
	assert.deepEqual(verdict.recoveredEpochs, [2, 4])
	assert.deepEqual(verdict.delegation, { number: 9, expiresAt: 2n ** 64n - 1n })
})

test('a header with items of every kind', () => {
	const engine = utf8ToBytes('TEST')
	const evidence = underHeader(build({ roots: [p256Signer(7)] }), [
		{ kind: 'other', value: new Uint8Array(20_000) },
		{ kind: 'pre_runtime', value: { engine, data: new Uint8Array(0) } },
		'runtime_environment_updated',
		{ kind: 'seal', value: { engine: utf8ToBytes('BOTM'), data: new Uint8Array(64) } },
		{ kind: 'consensus', value: { engine, data: new Uint8Array(32) } },
	])
	assert.equal(typeof outcome(write(evidence), headerHash(evidence)), 'object')
})

test('an empty reading is a reading', () => {
	const evidence = build({ roots: [p256Signer(7)], content: new Uint8Array(0) })
	assert.equal(typeof outcome(write(evidence), headerHash(evidence)), 'object')
})
