import assert from 'node:assert/strict'
import { test } from 'node:test'
import { JsonNumber, parseJson, type Json } from '../../../src/evidence/json.js'
import { outcome, textWith, values, VECTORS, withByte, type Place } from './support.js'

const BY_OLD = /^key_chain\/rotations\/\d+\/by_old$/
const KINDS = [
	['ed25519', 'ecdsa_p256'],
	['text', 'hex'],
	['other', 'consensus', 'seal', 'pre_runtime'],
]
const WORDS = [['software', 'secure_element'], ['bot-evidence', 'bot-checkpoint']]

/** Every text that differs from this one in one hexadecimal digit, or in one character. */
function* oneCharacterOff(text: string): Generator<string> {
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charAt(at)
		const digit = Number.parseInt(character, 16)
		const other = Number.isNaN(digit) ? (character === 'x' ? 'y' : 'x') : (digit ^ 1).toString(16)
		yield text.slice(0, at) + other + text.slice(at + 1)
	}
}

/** Other values in the stead of this one. */
function* others(value: Json): Generator<Json> {
	if (value === null) yield new Map()
	else if (typeof value === 'boolean') yield !value
	else if (typeof value === 'string') {
		yield* oneCharacterOff(value)
		yield `${value}00`
		yield value.slice(0, -2)
		if (/[a-f]/.test(value)) yield value.toUpperCase()
		for (const words of WORDS.filter((each) => each.includes(value))) {
			yield* words.filter((word) => word !== value)
		}
	} else if (value instanceof JsonNumber) {
		yield new JsonNumber(String(BigInt(value.text) + 1n))
		if (value.text !== '0') yield new JsonNumber(String(BigInt(value.text) - 1n))
		for (const text of [`-${value.text}`, `${value.text}.0`, `${value.text}e0`, '18446744073709551616']) {
			yield new JsonNumber(text)
		}
		yield value.text
	} else if (value instanceof Map) {
		const fields: ReadonlyMap<string, Json> = value
		yield new Map([...fields, ['another', null]])
		for (const name of fields.keys()) {
			for (const kind of KINDS.filter((each) => each.includes(name)).flat()) {
				if (kind !== name && fields.size === 1) yield new Map([[kind, fields.get(name) ?? null]])
			}
			yield new Map([...fields].filter(([each]) => each !== name))
		}
	} else {
		const items = value as readonly Json[]
		for (const [index, item] of items.entries()) {
			yield [...items.slice(0, index), ...items.slice(index + 1)]
			yield [...items.slice(0, index), item, ...items.slice(index)]
			const next = items[index + 1]
			if (next !== undefined) yield [...items.slice(0, index), next, item, ...items.slice(index + 2)]
		}
		yield [...items, `0x${'00'.repeat(32)}`]
	}
	if (value !== null) yield null
}

/** What the page leaves open: the network label, and the signature of an old key that may be missing. */
function isFree(place: Place, before: Json, after: Json): boolean {
	if (place.join() === 'did') {
		const [a, b] = [before, after].map((did) => /^(.*:)([^:]*)(:[^:]*)$/s.exec(String(did)))
		return /^[a-z0-9]{1,16}$/.test(b?.[2] ?? '') && a?.[1] === b?.[1] && a?.[3] === b?.[3]
	}
	return (
		before instanceof Map &&
		after instanceof Map &&
		BY_OLD.test([...place, 'by_old'].join('/')) &&
		before.has('by_old') &&
		!after.has('by_old') &&
		after.size === before.size - 1
	)
}

for (const { name, text, trust } of VECTORS) {
	test(`${name}: every value changed in every way is refused`, (context) => {
		const file = parseJson(text)
		let refused = 0
		let free = 0
		for (const [place, value] of values(file)) {
			for (const other of others(value)) {
				const result = outcome(textWith(file, place, () => other), trust)
				if (isFree(place, value, other)) {
					assert.equal(typeof result, 'object')
					free += 1
				} else {
					assert.equal(typeof result, 'string', `${place.join('/')} is not bound`)
					refused += 1
				}
			}
		}
		assert.ok(refused > 2000)
		context.diagnostic(`${refused} changes refused, ${free} changes of what is free accepted`)
	})

	test(`${name}: every byte of the text is bound`, () => {
		const bytes = Buffer.from(text)
		const label = bytes.indexOf('did:bot:') + 'did:bot:'.length
		const end = bytes.indexOf(':', label)
		for (const [at, byte] of bytes.entries()) {
			const other = byte ^ (1 << at % 8)
			const result = outcome(withByte(bytes, at, other), trust)
			const free = at >= label && at < end && /[a-z0-9]/.test(String.fromCharCode(other))
			assert.equal(typeof result, free ? 'object' : 'string', `byte ${at}`)
		}
	})
}
