import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verifyEvidence, type Verdict } from '../../../src/evidence/index.js'
import { JsonNumber, parseJson, type Json } from '../../../src/evidence/json.js'
import { outcome, textWith, values, VECTORS } from './support.js'

const ROUNDS = 2_000
const SEED = 0x626f7421

/** Numbers from 0 up to `below`, the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
	let state = seed
	return (below) => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below
	}
}

const random = randomNumbers(SEED)

function pick<T>(items: readonly T[]): T {
	const item = items[random(items.length)]
	if (item === undefined) throw new Error('there is nothing to pick from')
	return item
}

const LARGE = ['4294967295', '4294967296', '18446744073709551616', '9'.repeat(400)]
const NUMBERS = ['0', '1', '-0', '-1', '0.5', '1e3', ...LARGE]
const PLAIN: readonly Json[] = [
	null,
	true,
	false,
	'',
	'0x',
	'0x0',
	`0x${'00'.repeat(32)}`,
	`0x${'ff'.repeat(64)}`,
	'\u0000',
	'runtime_environment_updated',
	...NUMBERS.map((text) => new JsonNumber(text)),
]
const TOKENS = ['"', '{', '}', '[', ']', ',', ':', '\\', '\\u', '0', '\ud800', '\ufeff']
const NAMES = ['__proto__', 'constructor', 'toString', 'length', 'ed25519', 'ecdsa_p256', 'hex', 'data', '']

function randomValue(depth = 0): Json {
	const below = (): Json => randomValue(depth + 1)
	if (depth > 3 || random(3) > 0) return pick(PLAIN)
	const items = Array.from({ length: random(4) }, below)
	return random(2) === 0 ? items : new Map(items.map((item) => [pick(NAMES), item]))
}

const MUTATIONS: readonly ((text: string) => string | Uint8Array)[] = [
	(text) => {
		const file = parseJson(text)
		const [place] = pick([...values(file)])
		return textWith(file, place, () => (random(5) === 0 ? undefined : randomValue()))
	},
	(text) => {
		const file = parseJson(text)
		const all = [...values(file)]
		const [place] = pick(all)
		const [, value] = pick(all)
		return textWith(file, place, () => value)
	},
	(text) => text.slice(0, random(text.length)),
	(text) => {
		const at = random(text.length)
		return text.slice(0, at) + pick(TOKENS) + text.slice(at)
	},
	(text) => {
		const bytes = Buffer.from(text)
		for (let count = 1 + random(4); count > 0; count -= 1) bytes[random(bytes.length)] = random(256)
		return bytes
	},
	() => Uint8Array.from({ length: random(300) }, () => random(256)),
	() => JSON.stringify(String.fromCharCode(...Array.from({ length: random(40) }, () => random(0x10000)))),
]

/** The verdict without what a change of the network label and of an old key's signature leaves open. */
const proven = (verdict: Verdict | string): unknown =>
	typeof verdict === 'string' ? verdict : { ...verdict, did: '', recoveredEpochs: [] }

test(`${ROUNDS} random inputs are refused by name`, (context) => {
	const names = new Map<string, number>()
	for (let round = 0; round < ROUNDS; round += 1) {
		const { text, trust } = pick(VECTORS)
		const input = pick(MUTATIONS)(text)
		const result = outcome(input, trust)
		if (typeof result === 'object') assert.deepEqual(proven(result), proven(outcome(text, trust)))
		const name = typeof result === 'object' ? 'valid' : result
		names.set(name, (names.get(name) ?? 0) + 1)
	}
	context.diagnostic([...names].map(([name, count]) => `${name} ${count}`).join(', '))
	assert.ok(names.size > 5)
})

test('hostile texts are refused by name', () => {
	const { trust } = VECTORS[0] ?? assert.fail()
	const texts = [
		'['.repeat(1_000_000),
		'{"a":'.repeat(1_000_000),
		'9'.repeat(1_000_000),
		`{"type":"bot-evidence","version":${'9'.repeat(1_000_000)}}`,
		`"${'a'.repeat(5_000_000)}`,
		`"${'\\n'.repeat(1_000_000)}"`,
		' '.repeat(1_000_000),
		'{"type":"bot-evidence","version":1,"__proto__":{}}',
	]
	for (const text of texts) assert.equal(outcome(text, trust), 'File', text.slice(0, 40))
})

test('lists of a great many items are refused by name', () => {
	const { text, trust } = VECTORS[0] ?? assert.fail()
	const many = (item: Json): readonly Json[] => new Array<Json>(150_000).fill(item)
	const file = parseJson(text)
	for (const [place, item, link] of [
		[['header', 'digest'], 'runtime_environment_updated', 'HeaderHash'],
		[['mmr_items'], `0x${'00'.repeat(32)}`, 'MmrProofLength'],
		[['record_path'], `0x${'00'.repeat(32)}`, 'RecordPath'],
		[['reading', 'path'], `0x${'00'.repeat(32)}`, 'Reading'],
	] as const) {
		assert.equal(outcome(textWith(file, place, () => many(item)), trust), link)
	}
})

test('what is neither text nor bytes is refused by name', () => {
	const { trust } = VECTORS[0] ?? assert.fail()
	for (const input of [undefined, null, 7, {}, [], new ArrayBuffer(8)]) {
		assert.equal(outcome(input as unknown as string, trust), 'File')
	}
	assert.throws(() => verifyEvidence('', { headerHash: 7 as unknown as string }), { name: 'AnchorError' })
})
