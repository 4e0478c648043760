import assert from 'node:assert/strict'
import { test } from 'node:test'
import { p256 } from '@noble/curves/nist.js'
import {
	Batch,
	dataStatement,
	deviceId,
	DidError,
	ed25519Key,
	formatDid,
	hashTotals,
	InputError,
	p256Key,
	parseDid,
	registration,
	salesReport,
	sign,
	signingBytes,
	ticketClaim,
	vendResult,
	verifySignature,
	withLowS,
	type PublicKey,
	type SalesTotal,
	type VendOutcome,
} from '../../../src/device/index.js'

const HASH = `0x${'11'.repeat(32)}`
const context = { genesisHash: HASH, deviceId: HASH, epoch: 0 }
const key = ed25519Key(HASH)
const commitment = {
	root: HASH,
	count: 1,
	firstCounter: 0,
	lastCounter: 0,
	firstAt: 0,
	lastAt: 0,
	content: 110,
}

const refuses = (call: () => unknown, message: RegExp): void =>
	assert.throws(call, (error) => {
		assert.ok(error instanceof InputError, String(error))
		assert.match(error.message, message)
		return true
	})

test('bytes of another length or form are refused by name', () => {
	refuses(() => registration({ provider: '0x11', model: 0 }), /^provider: 1 bytes and not 32$/)
	refuses(() => registration({ provider: HASH.slice(2), model: 0 }), /^provider: neither bytes nor 0x/)
	refuses(() => registration({ provider: `${HASH}1`, model: 0 }), /^provider: neither/)
	refuses(() => signingBytes(ticketClaim({ purchase: 0, to: HASH }), { ...context, genesisHash: '0x' }), /^genesisHash/)
	refuses(() => ed25519Key('0x00'), /^seed: 1 bytes and not 32$/)
	refuses(() => deviceId(HASH, { kind: 'ecdsa_p256', value: new Uint8Array(32) }), /^key: 32 bytes and not 33$/)
	refuses(() => deviceId(HASH, { kind: 'rsa' as PublicKey['kind'], value: new Uint8Array(32) }), /^key: neither/)
	refuses(() => signingBytes({ tag: 'seventeen letters', body: new Uint8Array() }, context), /^tag: /)
})

test('numbers out of range are refused by name', () => {
	for (const model of [-1, 2 ** 32, 0.5, NaN, Infinity, '7' as unknown as number]) {
		refuses(() => registration({ provider: HASH, model }), /^model: .* is no integer from 0 to 2\^32 − 1$/)
	}
	refuses(() => signingBytes(dataStatement({ seq: 0, commitment }), { ...context, epoch: 65_536 }), /^epoch: /)
	for (const seq of [2n ** 64n, -1n, 2 ** 53]) {
		refuses(() => dataStatement({ seq, commitment }), /^seq: /)
	}
	assert.equal(dataStatement({ seq: 2n ** 64n - 1n, commitment }).body[7], 0xff)
})

test('words that are none are refused', () => {
	refuses(() => vendResult({ purchase: 0, outcome: 'stuck' as VendOutcome }), /^outcome: /)
	const total = { class: 0, means: 'barter' as SalesTotal['means'], quantity: 1, amount: 1 }
	refuses(() => hashTotals([total]), /^means: /)
})

test('a report is as long as its fields, with amounts of 128 bits', () => {
	const report = {
		number: 1,
		agreement: 2,
		version: 3,
		openedAt: 4,
		closedAt: 5,
		lines: 6,
		root: HASH,
		totals: hashTotals([{ class: 1, means: 'cash', quantity: 2, amount: 2n ** 128n - 1n }]),
		quantity: 7,
		gross: 2n ** 128n - 1n,
		lifetimeQuantity: 8,
		lifetimeGross: 9,
	}
	assert.equal(salesReport(report).body.length, 4 + 4 + 2 + 8 + 8 + 4 + 32 + 32 + 4 + 16 + 8 + 16)
	refuses(() => salesReport({ ...report, gross: 2n ** 128n }), /^gross: /)
})

test('a P-256 scalar out of range is no key', () => {
	for (const scalar of ['00', 'ff']) refuses(() => p256Key(`0x${scalar.repeat(32)}`), /^scalar: /)
})

test('s of a secure element is put into the lower half, and the signature stays one', () => {
	const p256Signer = p256Key(HASH)
	const message = signingBytes(dataStatement({ seq: 1, commitment }), context)
	const { value: low } = sign(p256Signer, dataStatement({ seq: 1, commitment }), context)
	const { Fn } = p256.Point
	const high = low.slice()
	high.set(Fn.toBytes(Fn.ORDER - Fn.fromBytes(low.subarray(32))), 32)
	assert.ok(!verifySignature(message, { kind: 'ecdsa_p256', value: high }, p256Signer.publicKey))
	assert.deepEqual(withLowS(high).value, low)
	assert.deepEqual(withLowS(low).value, low)
	refuses(() => withLowS(new Uint8Array(64).fill(0xff)), /^signature: s is not below/)
	refuses(() => withLowS(new Uint8Array(63)), /^signature: 63 bytes/)
})

test('signatures of another type, key or length do not pass', () => {
	const message = Uint8Array.of(1)
	const signature = key.sign(message)
	assert.ok(verifySignature(message, signature, key.publicKey))
	assert.ok(!verifySignature(Uint8Array.of(2), signature, key.publicKey))
	assert.ok(!verifySignature(message, signature, p256Key(HASH).publicKey))
	assert.ok(!verifySignature(message, signature, { kind: 'ed25519', value: new Uint8Array(32) }))
	const short = { kind: 'ed25519', value: new Uint8Array(63) } as const
	refuses(() => verifySignature(message, short, key.publicKey), /^signature: 63 bytes/)
})

test('a batch salts what has no salt, and refuses what is no reading', () => {
	const [first, second] = [Batch.of(['a', 'a']), Batch.of(['a', 'a'])]
	assert.notDeepEqual(first.root, second.root)
	assert.notDeepEqual(first.prove(0).salt, first.prove(1).salt)
	refuses(() => Batch.of([]), /^readings: /)
	refuses(() => Batch.of(['\ud800']), /^content: half of a surrogate pair$/)
	refuses(() => Batch.of([{ content: 'a', salt: '0x00' }]), /^salt: 1 bytes and not 16$/)
	for (const index of [-1, 2, 0.5]) refuses(() => first.prove(index), /^index: /)
})

test('DIDs that are none are named', () => {
	const did = formatDid('dev', HASH)
	for (const [text, message] of [
		['did:web:example.com:x', /^not did:bot:/],
		['nonsense', /^not did:bot:/],
		[did.replace('dev', 'DEV'), /^the network label/],
		[did.replace('dev', 'abcdefghijklmnopq'), /^the network label/],
		[did.replace('dev:', ''), /^not did:bot:/],
		[`${did}1`, /^the id/],
		['did:bot:dev:', /^the id/],
		['did:bot:dev:0OIl', /^the id/],
		[`did:bot:dev:1${did.split(':')[3]}`, /^the id/],
		[`did:bot:dev:${'z'.repeat(1_000_000)}`, /^the id/],
	] as const) {
		assert.throws(() => parseDid(text), (error) => error instanceof DidError && message.test(error.message))
	}
	refuses(() => formatDid('', HASH), /^network: /)
	refuses(() => formatDid('dev', '0x00'), /^subject: /)
})
