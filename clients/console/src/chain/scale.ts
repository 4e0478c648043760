import { bytesToHex, concat, u8 } from '../package.js'

/** An answer of the node that is not what the page expects of this version of the chain. */
export class DecodeError extends Error {
	override readonly name = 'DecodeError'
}

/** Bytes of `0x` and hexadecimal digits. */
export function fromHex(text: string): Uint8Array {
	const digits = /^0x((?:[0-9a-fA-F]{2})*)$/.exec(text)?.[1]
	if (digits === undefined) throw new DecodeError('these are no hexadecimal bytes')
	return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}

/** `0x` and the hexadecimal digits of the bytes. */
export const toHex = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`

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

/** Reads SCALE from the front to the back. */
export class Reader {
	#at = 0

	constructor(private readonly input: Uint8Array) {}

	bytes(length: number): Uint8Array {
		const end = this.#at + length
		if (end > this.input.length) throw new DecodeError('the answer ends too early')
		const bytes = this.input.slice(this.#at, end)
		this.#at = end
		return bytes
	}

	#integer(size: number): bigint {
		return this.bytes(size).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
	}

	u8 = (): number => Number(this.#integer(1))
	u16 = (): number => Number(this.#integer(2))
	u32 = (): number => Number(this.#integer(4))
	u64 = (): bigint => this.#integer(8)
	u128 = (): bigint => this.#integer(16)
	hash = (): Uint8Array => this.bytes(32)

	bool = (): boolean => this.variant(['no', 'yes']) === 'yes'

	/** An integer in the compact form, below 2^32. */
	compact = (): number => {
		const first = this.u8()
		const mode = first & 3
		if (mode === 0) return first >> 2
		if (mode === 1) return (first | (this.u8() << 8)) >>> 2
		if (mode === 2) return (first | (this.u8() << 8) | (this.u16() * 2 ** 16)) >>> 2
		if (first !== 3) throw new DecodeError('a number is too large')
		return this.u32()
	}

	/** A value without fields, of an enum with these names. */
	variant<Name extends string>(names: readonly Name[]): Name {
		const name = names[this.u8()]
		if (name === undefined) throw new DecodeError('a value is of an unknown kind')
		return name
	}

	option<T>(read: () => T): T | undefined {
		return this.bool() ? read() : undefined
	}

	list<T>(read: () => T): T[] {
		return Array.from({ length: this.compact() }, read)
	}

	prefixed = (): Uint8Array => this.bytes(this.compact())

	text = (): string => new TextDecoder().decode(this.prefixed())

	/** Whatever is left. */
	rest = (): Uint8Array => this.bytes(this.input.length - this.#at)

	/** Says that nothing may be left. */
	end(): void {
		if (this.#at !== this.input.length) throw new DecodeError('the answer is longer than expected')
	}
}

/** Reads all of `input` with `read`. */
export function decode<T>(input: Uint8Array, read: (reader: Reader) => T): T {
	const reader = new Reader(input)
	const value = read(reader)
	reader.end()
	return value
}
