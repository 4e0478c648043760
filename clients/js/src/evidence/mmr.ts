import { blake2b256, sameBytes } from '../common/hash.js'
import { BrokenLinkError } from './errors.js'

/** The mountain of a leaf, among those that a number of leaves is divided into. */
interface Mountain {
	/** The number of its first leaf. */
	readonly start: number
	/** It has 2^height leaves. */
	readonly height: number
	/** How many mountains are to the left of it. */
	readonly left: number
	/** Whether there is any to the right of it. */
	readonly right: boolean
}

/** The mountain of `leaf`, or nothing if there are not so many leaves. */
function mountainOf(leaf: number, leaves: number): Mountain | undefined {
	let start = 0
	let left = 0
	for (let height = 31; height >= 0; height -= 1) {
		const end = start + 2 ** height
		if (end > leaves) continue
		if (leaf < end) return { start, height, left, right: end < leaves }
		start = end
		left += 1
	}
	return undefined
}

/** Follows the proof of the leaf at `index`, of `leaves`, up to `root`, and reports where it breaks. */
export function followRange(
	leaf: Uint8Array,
	index: number,
	leaves: number,
	items: readonly Uint8Array[],
	root: Uint8Array,
): void {
	const mountain = mountainOf(index, leaves)
	if (mountain === undefined) {
		throw new BrokenLinkError('LeafNumber', `block ${index} is not before block ${leaves}`)
	}
	const { start, height, left, right } = mountain
	const length = left + height + (right ? 1 : 0)
	if (items.length !== length) {
		throw new BrokenLinkError('MmrProofLength', `it has ${items.length} hashes and not ${length}`)
	}
	let hash = blake2b256(leaf)
	let at = index - start
	for (const beside of items.slice(left, left + height)) {
		hash = at % 2 === 1 ? blake2b256(beside, hash) : blake2b256(hash, beside)
		at >>>= 1
	}
	for (const others of items.slice(left + height)) hash = blake2b256(others, hash)
	for (const top of items.slice(0, left).reverse()) hash = blake2b256(hash, top)
	if (!sameBytes(hash, root)) throw new BrokenLinkError('MmrProof', 'it leads to another root')
}
