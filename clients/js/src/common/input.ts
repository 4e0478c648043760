import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** What the caller gave cannot be what it is given as. Nothing was done with it. */
export class InputError extends Error {
	override readonly name = 'InputError'
}

/** Bytes, or `0x` and two hexadecimal digits for each byte. */
export type Bytes = Uint8Array | string

/** An integer. A `number` holds those up to 2^53 − 1 only. */
export type Integer = number | bigint

/** The bytes that were given as `name`; `length` of them, if that is given. */
export function toBytes(value: Bytes, name: string, length?: number): Uint8Array {
	const bytes = typeof value === 'string' ? fromHex(value) : value
	if (!(bytes instanceof Uint8Array)) {
		throw new InputError(`${name}: neither bytes nor 0x and two hexadecimal digits for each byte`)
	}
	if (length !== undefined && bytes.length !== length) {
		throw new InputError(`${name}: ${bytes.length} bytes and not ${length}`)
	}
	return bytes
}

function fromHex(text: string): Uint8Array | undefined {
	const digits = /^0x((?:[0-9a-fA-F]{2})*)$/.exec(text)?.[1]
	return digits === undefined ? undefined : hexToBytes(digits)
}

/** Half of a surrogate pair that stands alone: text with one has no form in UTF-8. */
export const HALF_PAIR = /\p{Surrogate}/u

/** The bytes of text in UTF-8, or bytes as they are. */
export function contentBytes(content: string | Uint8Array, name: string): Uint8Array {
	if (typeof content !== 'string') return toBytes(content, name)
	if (HALF_PAIR.test(content)) throw new InputError(`${name}: half of a surrogate pair`)
	return utf8ToBytes(content)
}
