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

/** An unsigned integer in `size` bytes, the lowest first. */
function littleEndian(value: number | bigint, size: number): Uint8Array {
	const bytes = new Uint8Array(8)
	new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true)
	return bytes.subarray(0, size)
}

/** An integer of one byte. */
export const u8 = (value: number): Uint8Array => littleEndian(value, 1)

/** An integer of two bytes. */
export const u16 = (value: number): Uint8Array => littleEndian(value, 2)

/** An integer of four bytes. */
export const u32 = (value: number): Uint8Array => littleEndian(value, 4)

/** An integer of eight bytes. */
export const u64 = (value: bigint): Uint8Array => littleEndian(value, 8)

/** SCALE's compact form of an integer below 2^32, in as few bytes as it allows. */
export function compact(value: number): Uint8Array {
	if (value < 2 ** 6) return littleEndian(value * 4, 1)
	if (value < 2 ** 14) return littleEndian(value * 4 + 1, 2)
	if (value < 2 ** 30) return littleEndian(value * 4 + 2, 4)
	return concat([u8(3), u32(value)])
}

/** Bytes after their length. */
export const prefixed = (bytes: Uint8Array): Uint8Array => concat([compact(bytes.length), bytes])
