import { hexToBytes } from '@noble/hashes/utils.js'
import { FileError } from './errors.js'
import { JsonNumber, type Json } from './json.js'
import { quoteShort } from './quote.js'

/** Reads a value that stands at the place `at`, which is for messages. */
export type Reader<T> = (value: Json, at: string) => T

/** What a reader gives. */
export type Read<R> = R extends Reader<infer T> ? T : never

type Readers = Readonly<Record<string, Reader<unknown>>>
type Fields<S extends Readers> = { readonly [K in keyof S]: Read<S[K]> }

/** One of several kinds, each with its value. */
export type OneOf<S extends Readers> = {
	readonly [K in keyof S & string]: { readonly kind: K; readonly value: Read<S[K]> }
}[keyof S & string]

/** Refuses the file because of the value at `at`. */
export function refuse(at: string, reason: string): never {
	throw new FileError(`${at === '' ? 'the file' : at} ${reason}`)
}

const below = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`)

/** An object with every one of the fields `required`, any of those `optional`, and no other. */
export function struct<S extends Readers, O extends Readers = Record<never, never>>(
	required: S,
	optional?: O,
): Reader<Fields<S> & Partial<Fields<O>>> {
	const readers = new Map(Object.entries<Reader<unknown>>({ ...required, ...optional }))
	const names = Object.keys(required)
	return (value, at) => {
		if (!(value instanceof Map)) return refuse(at, 'is no object')
		for (const name of names) {
			if (!value.has(name)) refuse(at, `has no field ${quoteShort(name)}`)
		}
		const fields = [...value].map(([name, field]) => {
			const read = readers.get(name) ?? refuse(at, `has an unknown field ${quoteShort(name)}`)
			return [name, read(field, below(at, name))]
		})
		return Object.fromEntries(fields) as Fields<S> & Partial<Fields<O>>
	}
}

/** An object with one field, which is named after the kind. */
export function oneOf<S extends Readers>(kinds: S): Reader<OneOf<S>> {
	const readers = new Map(Object.entries<Reader<unknown>>(kinds))
	return (value, at) => {
		if (!(value instanceof Map)) return refuse(at, 'is no object')
		const [kind, content] = [...value][0] ?? refuse(at, 'names no kind')
		if (value.size > 1) refuse(at, 'has more than one field')
		const read = readers.get(kind) ?? refuse(at, `is of an unknown kind ${quoteShort(kind)}`)
		return { kind, value: read(content, below(at, kind)) } as OneOf<S>
	}
}

/** A list of any length. */
export const list =
	<T>(item: Reader<T>): Reader<readonly T[]> =>
	(value, at) =>
		Array.isArray(value)
			? value.map((each: Json, index) => item(each, `${at}[${index}]`))
			: refuse(at, 'is no list')

/** A value, or null. */
export const nullable =
	<T>(read: Reader<T>): Reader<T | null> =>
	(value, at) =>
		value === null ? null : read(value, at)

/** Text. */
export const text: Reader<string> = (value, at) =>
	typeof value === 'string' ? value : refuse(at, 'is no text')

/** One of a few words. */
export const word =
	<W extends string>(...words: readonly W[]): Reader<W> =>
	(value, at) =>
		words.find((each) => each === value) ?? refuse(at, `is not ${words.join(' or ')}`)

/** True or false. */
export const bool: Reader<boolean> = (value, at) =>
	typeof value === 'boolean' ? value : refuse(at, 'is neither true nor false')

/** Bytes in hexadecimal digits; exactly `length` of them, if it is given. */
export const bytes =
	(length?: number): Reader<Uint8Array> =>
	(value, at) => {
		const digits = typeof value === 'string' ? /^0x([0-9a-f]*)$/.exec(value)?.[1] : undefined
		if (digits === undefined || digits.length % 2 !== 0) {
			return refuse(at, 'is not 0x and two lower-case hexadecimal digits for each byte')
		}
		if (length !== undefined && digits.length !== 2 * length) {
			return refuse(at, `has ${digits.length / 2} bytes and not ${length}`)
		}
		return hexToBytes(digits)
	}

/** The digits are counted first: a number of a million digits is not worth converting. */
function integer(value: Json, at: string, bits: number): bigint {
	const digits = value instanceof JsonNumber ? /^[0-9]{1,20}$/.exec(value.text)?.[0] : undefined
	const number = digits === undefined ? undefined : BigInt(digits)
	if (number === undefined || number >> BigInt(bits) !== 0n) {
		return refuse(at, `is no integer of ${bits} bits in decimal digits`)
	}
	return number
}

/** An integer from 0 to 2^8 − 1. */
export const u8: Reader<number> = (value, at) => Number(integer(value, at, 8))

/** An integer from 0 to 2^16 − 1. */
export const u16: Reader<number> = (value, at) => Number(integer(value, at, 16))

/** An integer from 0 to 2^32 − 1. */
export const u32: Reader<number> = (value, at) => Number(integer(value, at, 32))

/** An integer from 0 to 2^64 − 1. */
export const u64: Reader<bigint> = (value, at) => integer(value, at, 64)
