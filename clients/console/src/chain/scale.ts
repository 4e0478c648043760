import { concat, ScaleError, ScaleReader, u8 } from '../package.js'

/** Bytes of `0x` and hexadecimal digits. */
export function fromHex(text: string): Uint8Array {
	const digits = /^0x((?:[0-9a-fA-F]{2})*)$/.exec(text)?.[1]
	if (digits === undefined) throw new ScaleError('these are no hexadecimal bytes')
	return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}

/** SCALE's compact form of an integer of any size up to 128 bits. */
export function compactBig(value: bigint): Uint8Array {
	const small = (shift: bigint, size: number, mode: bigint): Uint8Array =>
		littleEndian((value << shift) | mode, size)
	if (value < 1n << 6n) return small(2n, 1, 0n)
	if (value < 1n << 14n) return small(2n, 2, 1n)
	if (value < 1n << 30n) return small(2n, 4, 2n)
	const size = Math.max(4, Math.ceil(value.toString(16).length / 2))
	return concat([u8(((size - 4) << 2) | 3), littleEndian(value, size)])
}

function littleEndian(value: bigint, size: number): Uint8Array {
	return Uint8Array.from({ length: size }, (_, at) => Number((value >> BigInt(8 * at)) & 0xffn))
}

/** Reads SCALE, with what the answers of the runtime have beside what devices sign. */
export class Reader extends ScaleReader {
	#taken = 0

	override bytes(length: number): Uint8Array {
		this.#taken += length
		return super.bytes(length)
	}

	u128(): bigint {
		return this.bytes(16).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
	}

	text(): string {
		return new TextDecoder().decode(this.prefixed())
	}

	/** A value that may be missing. */
	optional<T>(read: () => T): T | undefined {
		return this.option(read) ?? undefined
	}

	/** How many bytes were read. */
	get taken(): number {
		return this.#taken
	}
}

/** Reads all of `input` with `read`. */
export function decode<T>(input: Uint8Array, read: (reader: Reader) => T): T {
	const reader = new Reader(input)
	const value = read(reader)
	if (reader.taken !== input.length) throw new ScaleError('there is more than expected')
	return value
}
