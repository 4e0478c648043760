import { sameBytes } from './hash.js'
import type { PublicKey, Signature } from './keys.js'
import { compact } from './scale.js'

/** The bytes are not the SCALE encoding of what they are to be. */
export class ScaleError extends Error {
	override readonly name = 'ScaleError'
}

/** Reads SCALE from its begin to its end. */
export class ScaleReader {
	#at = 0

	constructor(private readonly input: Uint8Array) {}

	/** What `read` makes of all bytes. Some that are left over are an error. */
	static all<T>(input: Uint8Array, read: (reader: ScaleReader) => T): T {
		const reader = new ScaleReader(input)
		const value = read(reader)
		if (reader.#at !== input.length) throw new ScaleError(`${input.length - reader.#at} bytes are left over`)
		return value
	}

	bytes(length: number): Uint8Array {
		const end = this.#at + length
		if (end > this.input.length) throw new ScaleError(`the bytes end within a value, at ${this.#at}`)
		const bytes = this.input.slice(this.#at, end)
		this.#at = end
		return bytes
	}

	hash(): Uint8Array {
		return this.bytes(32)
	}

	u8(): number {
		return Number(this.#integer(1))
	}

	u16(): number {
		return Number(this.#integer(2))
	}

	u32(): number {
		return Number(this.#integer(4))
	}

	u64(): bigint {
		return this.#integer(8)
	}

	bool(): boolean {
		return this.#variant([false, true])
	}

	/** An integer below 2^32 in its compact form. */
	compact(): number {
		const start = this.#at
		const mode = (this.input[start] ?? 0) & 3
		if (mode === 3) this.bytes(1)
		const value = mode === 3 ? this.u32() : Number(this.#integer(2 ** mode)) >>> 2
		if (!sameBytes(this.input.slice(start, this.#at), compact(value))) {
			throw new ScaleError(`no compact integer below 2^32, at ${start}`)
		}
		return value
	}

	/** Bytes after their length. */
	prefixed(): Uint8Array {
		return this.bytes(this.compact())
	}

	list<T>(item: () => T): T[] {
		const list: T[] = []
		for (let left = this.compact(); left > 0; left -= 1) list.push(item())
		return list
	}

	option<T>(value: () => T): T | null {
		return this.bool() ? value() : null
	}

	/** The value that an enum of units stands for. */
	unit<T>(...values: readonly T[]): T {
		return this.#variant(values)
	}

	key(): PublicKey {
		const kind = this.#variant(['ed25519', 'ecdsa_p256'] as const)
		return { kind, value: this.bytes(kind === 'ed25519' ? 32 : 33) }
	}

	signature(): Signature {
		const kind = this.#variant(['ed25519', 'ecdsa_p256'] as const)
		return { kind, value: this.bytes(64) }
	}

	#variant<T>(values: readonly T[]): T {
		const at = this.#at
		const value = values[this.u8()]
		if (value === undefined) throw new ScaleError(`no value of an enum, at ${at}`)
		return value
	}

	#integer(size: number): bigint {
		return this.bytes(size).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
	}
}
