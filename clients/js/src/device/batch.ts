import { randomBytes } from '#random'
import { contentBytes, InputError, toBytes, type Bytes } from '../common/input.js'
import { leafHash, nodeHash } from '../common/merkle.js'

/** The content of a reading, which is to have a fresh salt, or one with its salt of 16 bytes. */
export type Reading =
	| string
	| Uint8Array
	| { readonly content: string | Uint8Array; readonly salt: Bytes }

/** A reading behind its salt. */
export interface SaltedReading {
	/** 16 secret bytes, without which the reading cannot be guessed from its hash. */
	readonly salt: Uint8Array
	readonly content: Uint8Array
}

/** A reading with what shows that it is one of its batch. */
export interface ReadingProof extends SaltedReading {
	/** Place of the reading in the batch, from 0. */
	readonly index: number
	/** The hashes beside the way from the reading up to the root, from the bottom. */
	readonly path: readonly Uint8Array[]
}

/**
 * Readings under one root. Keep it, salts and all: without them nothing can be proved, and to delete a
 * reading and its salt deletes the data.
 */
export class Batch {
	/** Every level of the tree, from the leaves to the root. */
	readonly #levels: readonly (readonly Uint8Array[])[]

	private constructor(
		/** The readings in their order. */
		readonly readings: readonly SaltedReading[],
	) {
		const levels = [readings.map(({ salt, content }) => leafHash(salt, content))]
		for (let level = levels[0]; level !== undefined && level.length > 1; ) {
			level = parents(level)
			levels.push(level)
		}
		this.#levels = levels
	}

	/**
	 * Puts readings into a batch, each behind a salt of its own: a fresh one, or that which is given.
	 * Text is taken as UTF-8.
	 */
	static of(readings: readonly Reading[]): Batch {
		if (readings.length === 0) throw new InputError('readings: a batch has at least one')
		return new Batch(
			readings.map((reading) => {
				if (typeof reading === 'string' || reading instanceof Uint8Array) {
					return { salt: randomBytes(16), content: contentBytes(reading, 'content') }
				}
				return {
					salt: toBytes(reading.salt, 'salt', 16),
					content: contentBytes(reading.content, 'content'),
				}
			}),
		)
	}

	/** Number of readings. */
	get count(): number {
		return this.readings.length
	}

	/** What the device commits to. */
	get root(): Uint8Array {
		const root = this.#levels.at(-1)?.[0]
		if (root === undefined) throw new Error('a batch has at least one reading')
		return root
	}

	/** The reading at a place, with what leads from it to the root. */
	prove(index: number): ReadingProof {
		const reading = this.readings[index]
		if (reading === undefined) {
			throw new InputError(`index: ${index} is not from 0 to ${this.count - 1}`)
		}
		// The last node of a level of odd length has no neighbour and goes up as it is.
		const path = this.#levels.flatMap((level, height) => level[(index >>> height) ^ 1] ?? [])
		return { ...reading, index, path }
	}
}

/**
 * The level above. Pairing from the left and lifting an odd last node gives the tree that RFC 9162
 * defines by a split at the largest power of two.
 */
function parents(level: readonly Uint8Array[]): Uint8Array[] {
	return level.flatMap((left, at) => {
		if (at % 2 === 1) return []
		const right = level[at + 1]
		return [right === undefined ? left : nodeHash(left, right)]
	})
}
