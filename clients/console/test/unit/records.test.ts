import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { decodeBlock } from '../../src/chain/records.js'
import { compactBig, fromHex } from '../../src/chain/scale.js'
import { concat, hex, ScaleError } from '../../src/package.js'

// The vectors that hold the chain, its clients and devices to one form.
const VECTORS = JSON.parse(
	readFileSync('../../pallets/primitives/test-vectors/vectors.json', 'utf8'),
) as {
	readonly mmr_leaf: { readonly scale: string; readonly number: number; readonly time: number; readonly block_hash: string }
	readonly records: readonly {
		readonly scale: string
		readonly kind: string
		readonly device_id: string
		readonly operator: string
		readonly epoch: number
		readonly seq: number
		readonly commitment: { readonly count: number; readonly first_at: number; readonly last_at: number }
		readonly clock_suspect: boolean
	}[]
	readonly standing: readonly { readonly scale: string; readonly change: string }[]
}

const LEAF = fromHex(VECTORS.mmr_leaf.scale)
const SIGNED = concat([Uint8Array.of(1, 0), new Uint8Array(64)])
const UNSIGNED = Uint8Array.of(0)

const decodeOne = (record: Uint8Array) => {
	const [decoded] = decodeBlock(LEAF, [record]).records
	assert.ok(decoded)
	return decoded
}

/** A record that names no device, with this body. */
const about = (kind: number, body: Uint8Array): Uint8Array =>
	concat([
		Uint8Array.of(kind),
		new Uint8Array(32 + 32 + 32 + 4),
		new Uint8Array(1 + 32 + 1 + 2 + 8),
		compactBig(BigInt(body.length)),
		body,
		UNSIGNED,
	])

test('a leaf tells its block', () => {
	const { number, time, hash } = decodeBlock(LEAF, [])
	assert.deepEqual(
		[number, Number(time), hex(hash)],
		[VECTORS.mmr_leaf.number, VECTORS.mmr_leaf.time, VECTORS.mmr_leaf.block_hash],
	)
})

test('records of data are those of the vectors', () => {
	const data = VECTORS.records.filter(({ kind }) => kind === 'data')
	assert.ok(data.length > 0)
	for (const expected of data) {
		const found = decodeOne(concat([fromHex(expected.scale), SIGNED]))
		assert.deepEqual(found, {
			device: fromHex(expected.device_id),
			operator: fromHex(expected.operator),
			epoch: expected.epoch,
			seq: BigInt(expected.seq),
			body: {
				kind: 'data',
				count: expected.commitment.count,
				firstAt: BigInt(expected.commitment.first_at),
				lastAt: BigInt(expected.commitment.last_at),
				clockSuspect: expected.clock_suspect,
			},
		})
	}
})

test('changes of standing are those of the vectors', () => {
	for (const { scale, change } of VECTORS.standing) {
		const { body, device } = decodeOne(about(1, fromHex(scale)))
		assert.equal(device, undefined)
		assert.ok(body.kind === 'standing')
		const it = body.change
		const kind = it.kind === 'recall lifted' ? 'lifted' : it.kind
		assert.ok(change.startsWith(`${kind}: ${it.kind === 'state' ? it.state : it.target}`), change)
		if (it.kind === 'recalled') assert.ok(change.includes(it.reason ?? '?'), change)
	}
})

test('what machines that sell state is read', () => {
	const vend = concat([fromHex('0x0700000000000000'), Uint8Array.of(1)])
	assert.deepEqual(decodeOne(about(3, vend)).body, { kind: 'vend result', purchase: 7n, outcome: 'failed' })
	const report = concat([
		fromHex('0x0500000003000000'),
		new Uint8Array(2 + 8 + 8 + 4 + 32 + 32),
		fromHex('0x0c000000'),
		new Uint8Array(16 + 8 + 16),
	])
	assert.deepEqual(decodeOne(about(2, report)).body, { kind: 'sales report', number: 5, agreement: 3, quantity: 12 })
	const statement = concat([
		fromHex('0x03000000'),
		new Uint8Array(2),
		fromHex('0x02000000'),
		new Uint8Array(8 + 8 + 16),
		fromHex('0x04'),
		new Uint8Array(32 + 16 + 16 + 16),
	])
	assert.deepEqual(decodeOne(about(4, statement)).body, { kind: 'statement', agreement: 3, period: 2 })
})

test('what is none of these is refused', () => {
	assert.throws(() => decodeBlock(LEAF.slice(1), []), ScaleError)
	assert.throws(() => decodeBlock(concat([Uint8Array.of(1), LEAF.slice(1)]), []), ScaleError)
	assert.throws(() => decodeOne(about(9, new Uint8Array())), ScaleError)
	assert.throws(() => decodeOne(about(3, new Uint8Array(8))), ScaleError)
	assert.throws(() => decodeOne(about(3, new Uint8Array(10))), ScaleError)
})
