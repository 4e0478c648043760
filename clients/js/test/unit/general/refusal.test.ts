import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hex } from '../../../src/common/hex.js'
import {
	DroppedError,
	REFUSALS,
	RefusedError,
	refusalOf,
	submitGeneral,
	waitForFinalized,
	type Request,
} from '../../../src/general/index.js'
import { NUMBERED } from '../../../src/general/refusal.js'
import { vectorText } from '../support.js'

/** An error as polkadot.js and PAPI throw it. */
const answered = (code: number, data?: unknown): Error =>
	Object.assign(new Error(`${code}: Invalid Transaction`), { code, data })

const invalid = (type: string, value?: unknown): Error =>
	Object.assign(new Error('invalid'), {
		name: 'InvalidTxError',
		error: { type: 'Invalid', value: { type, value } },
	})

test('names, words and numbers are those of the chain', () => {
	const source = vectorText('pallets/primitives/src/refusal.rs')
	const words = [...source.matchAll(/Self::(\w+) => "(.*)",/g)].map(([, name, text]) => [name, text])
	assert.deepEqual(Object.entries(REFUSALS), words)
	const numbers = [...source.matchAll(/\((\d+), Self::(\w+)\),/g)].map(([, number, name]) => [number, name])
	assert.deepEqual(Object.entries(NUMBERED), numbers)
})

test('what the pool says has the name of a refusal', () => {
	for (const [data, type, value, refusal] of [
		['Transaction is outdated', 'Stale', undefined, 'Used'],
		['Transaction will be valid in the future', 'Future', undefined, 'OverRate'],
		['Transaction would exhaust the block limits', 'ExhaustsResources', undefined, 'BlockFull'],
		['Transaction call is not expected', 'Call', undefined, 'Filtered'],
		['Transaction has a bad signature', 'BadProof', undefined, 'BadSignature'],
		['Custom error: 3', 'Custom', 3, 'KeyExpired'],
		['Custom error: 14', 'Custom', 14, 'Overflow'],
		['Custom error: 200', 'Custom', 200, undefined],
		['Inability to pay some fees', 'Payment', undefined, undefined],
	] as const) {
		assert.equal(refusalOf(answered(1010, data)), refusal)
		assert.equal(refusalOf(invalid(type, value)), refusal)
	}
})

test('other failures are no refusals', () => {
	for (const error of [
		answered(1012, 'Transaction is outdated'),
		answered(1010),
		answered(1010, { type: 'Stale' }),
		new Error('Transaction is outdated'),
		Object.assign(new Error('x'), { name: 'InvalidTxError', error: { type: 'Unknown' } }),
		Object.assign(new Error('x'), { name: 'InvalidTxError', error: null }),
		'Transaction is outdated',
		undefined,
		null,
	]) {
		assert.equal(refusalOf(error), undefined)
	}
})

test('a transaction is submitted as it is, or refused by name', async () => {
	const sent: unknown[] = []
	const transaction = Uint8Array.of(1, 2, 3)
	const hash = await submitGeneral(async (...request) => sent.push(request), transaction)
	assert.deepEqual(sent, [['author_submitExtrinsic', ['0x010203']]])
	assert.match(hash, /^0x[0-9a-f]{64}$/)

	const bad = answered(1010, 'Transaction has a bad signature')
	await assert.rejects(submitGeneral(() => Promise.reject(bad), transaction), (error) => {
		assert.ok(error instanceof RefusedError)
		assert.equal(error.refusal, 'BadSignature')
		assert.equal(error.cause, bad)
		return true
	})
	const banned = answered(1012)
	await assert.rejects(submitGeneral(() => Promise.reject(banned), transaction), (error) => error === banned)
})

/** A chain of blocks, all final, each with these extrinsics. */
const chain =
	(blocks: readonly (readonly string[])[]): Request =>
	async (method, [param]) => {
		switch (method) {
			case 'chain_getFinalizedHead':
				return '0xff'
			case 'chain_getHeader':
				return { number: `0x${(blocks.length - 1).toString(16)}` }
			case 'chain_getBlockHash':
				return `0x0${String(param)}`
			default:
				return { block: { extrinsics: blocks[Number(param)] } }
		}
	}

test('a transaction is found in the block that holds it', async () => {
	const transaction = Uint8Array.of(7)
	const other = '0x00'
	const found = await waitForFinalized(chain([[], [other], [other, hex(transaction)]]), transaction, {
		blockNumber: 0,
	})
	assert.deepEqual(found, { blockHash: '0x02', blockNumber: 2, index: 1 })
})

test('a transaction that no block holds in time is dropped', async () => {
	const options = { blockNumber: 0, period: 2, interval: 1, patience: 20 }
	const wait = (blocks: readonly (readonly string[])[]) =>
		waitForFinalized(chain(blocks), Uint8Array.of(7), options)
	const isDropped = (message: RegExp) => (error: unknown) =>
		error instanceof DroppedError && message.test(error.message)
	await assert.rejects(wait([[], [], [], ['0x07']]), isDropped(/^none of the blocks 1 to 2 /))
	await assert.rejects(wait([[], []]), isDropped(/^block 2 was not final within 20 ms$/))
})
