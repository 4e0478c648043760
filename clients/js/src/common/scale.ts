import { InputError, type Integer } from './input.js'

/** Joins bytes. The parts come as a list, because a file may have more than a call takes arguments. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
	let at = 0
	for (const part of parts) {
		joined.set(part, at)
		at += part.length
	}
	return joined
}

/** An unsigned integer in `size` bytes, the lowest first. `name` is for messages. */
function littleEndian(value: Integer, size: number, name: string): Uint8Array {
	const isInteger = typeof value === 'bigint' || Number.isSafeInteger(value)
	if (!isInteger || value < 0 || BigInt(value) >> BigInt(8 * size) !== 0n) {
		throw new InputError(`${name}: ${String(value)} is no integer from 0 to 2^${8 * size} − 1`)
	}
	let rest = BigInt(value)
	return Uint8Array.from({ length: size }, () => {
		const byte = Number(rest & 0xffn)
		rest >>= 8n
		return byte
	})
}

const integer =
	(size: number) =>
	(value: Integer, name = 'a number'): Uint8Array =>
		littleEndian(value, size, name)

/** An integer of one byte. */
export const u8 = integer(1)

/** An integer of two bytes. */
export const u16 = integer(2)

/** An integer of four bytes. */
export const u32 = integer(4)

/** An integer of eight bytes. */
export const u64 = integer(8)

/** An integer of sixteen bytes. */
export const u128 = integer(16)

/** SCALE's compact form of an integer below 2^32, in as few bytes as it allows. */
export function compact(value: number): Uint8Array {
	if (value < 2 ** 6) return u8(value * 4)
	if (value < 2 ** 14) return u16(value * 4 + 1)
	if (value < 2 ** 30) return u32(value * 4 + 2)
	return concat([u8(3), u32(value)])
}

/** Bytes after their length. */
export const prefixed = (bytes: Uint8Array): Uint8Array => concat([compact(bytes.length), bytes])
