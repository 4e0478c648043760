import { BrokenLinkError, FileError, verifyEvidence, type Verdict } from '../../../src/evidence/index.js'
import { JsonNumber, parseJson, type Json } from '../../../src/evidence/json.js'
import { vectorText } from '../support.js'

/** A valid evidence file, and the hash of the header to trust. */
export interface Vector {
	readonly name: string
	readonly text: string
	readonly trust: string
}

const anchors = JSON.parse(vectorText('evidence/test-vectors/anchors.json')) as Record<string, string>

/** All valid evidence files. */
export const VECTORS: readonly Vector[] = Object.entries(anchors).map(([name, trust]) => ({
	name,
	trust,
	text: vectorText(`evidence/test-vectors/${name}`),
}))

/** The valid evidence file of this name. */
export function vector(name: string): Vector {
	const found = VECTORS.find((each) => each.name === name)
	if (found === undefined) throw new Error(`anchors.json has no ${name}`)
	return found
}

/** The verdict, or the name of the broken link, or `File`. Any other error is a fault of the verifier. */
export function outcome(input: string | Uint8Array, trust: string): Verdict | string {
	try {
		return verifyEvidence(input, { headerHash: trust })
	} catch (error) {
		if (error instanceof BrokenLinkError) return error.link
		if (error instanceof FileError) return 'File'
		throw error
	}
}

/** The JSON text of a value. */
export function writeJson(value: Json): string {
	if (value instanceof JsonNumber) return value.text
	if (value instanceof Map) {
		const fields = [...(value as ReadonlyMap<string, Json>)]
		return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${writeJson(field)}`).join()}}`
	}
	if (Array.isArray(value)) return `[${value.map(writeJson).join()}]`
	return JSON.stringify(value)
}

/** The names and indices on the way to a value. */
export type Place = readonly string[]

/** Every value with its place, from the outermost. */
export function* values(value: Json, place: Place = []): Generator<readonly [Place, Json]> {
	yield [place, value]
	if (!(value instanceof Map) && !Array.isArray(value)) return
	for (const [name, below] of value.entries()) yield* values(below, [...place, String(name)])
}

/** Takes what stands at a place and gives what is to stand there; nothing is to remove it. */
export type Change = (value: Json | undefined) => Json | undefined

/** A copy of `value` with a change at `place`. */
export function changed(value: Json | undefined, place: Place, change: Change): Json | undefined {
	const [name, ...rest] = place
	if (name === undefined) return change(value)
	if (value instanceof Map) {
		const copy = new Map<string, Json>(value)
		const below = changed(copy.get(name), rest, change)
		if (below === undefined) copy.delete(name)
		else copy.set(name, below)
		return copy
	}
	if (Array.isArray(value)) {
		const items: readonly Json[] = value
		const index = name === '-' ? items.length : Number(name)
		const below = changed(items[index], rest, change)
		return [...items.slice(0, index), ...(below === undefined ? [] : [below]), ...items.slice(index + 1)]
	}
	throw new Error(`there is nothing at ${place.join('/')}`)
}

/** The text of `file` with a change at `place`. */
export const textWith = (file: Json, place: Place, change: Change): string =>
	writeJson(changed(file, place, change) ?? null)

/** The place that a JSON pointer of RFC 6901 names. */
export const placeOf = (pointer: string): Place =>
	pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The text of a file with what is at each pointer replaced. */
export function edited(text: string, edits: Readonly<Record<string, Json>>): string {
	let file = parseJson(text)
	for (const [pointer, value] of Object.entries(edits)) {
		file = changed(file, placeOf(pointer), () => value) ?? null
	}
	return writeJson(file)
}

/** The text of a file without what is at the pointer. */
export const without = (text: string, pointer: string): string =>
	textWith(parseJson(text), placeOf(pointer), () => undefined)

/** A number in JSON. */
export const number = (value: number | bigint): JsonNumber => new JsonNumber(String(value))

/** A copy of `bytes` with another byte at `at`. */
export const withByte = (bytes: Uint8Array, at: number, byte: number): Uint8Array =>
	bytes.map((each, index) => (index === at ? byte : each))
