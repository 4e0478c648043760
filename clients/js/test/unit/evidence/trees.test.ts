import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { blake2b256 } from '../../../src/common/hash.js'
import { BrokenLinkError } from '../../../src/evidence/errors.js'
import { followPath } from '../../../src/evidence/merkle.js'
import { followRange } from '../../../src/evidence/mmr.js'
import { vectorText } from '../support.js'

interface Tree {
	readonly count: number
	readonly leaf_hashes: readonly string[]
	readonly paths: readonly (readonly string[])[]
	readonly root: string
}

const { trees } = JSON.parse(vectorText('pallets/primitives/test-vectors/vectors.json')) as {
	readonly trees: readonly Tree[]
}

const bytes = (text: string): Uint8Array => hexToBytes(text.slice(2))
const none = new Uint8Array(32)

/** The name of the link that breaks; nothing if none does. */
function broken(follow: () => void): string | undefined {
	try {
		follow()
		return undefined
	} catch (error) {
		assert.ok(error instanceof BrokenLinkError)
		return error.link
	}
}

test('every path of every tree leads to its root, from its own place alone', () => {
	for (const { count, leaf_hashes, paths, root } of trees) {
		for (const [index, hash] of leaf_hashes.entries()) {
			const path = (paths[index] ?? []).map(bytes)
			const follow = (at: number, of: number, by: readonly Uint8Array[]): string | undefined =>
				broken(() => followPath('Reading', bytes(hash), at, of, by, bytes(root)))
			assert.equal(follow(index, count, path), undefined)
			for (let other = 0; other <= count; other += 1) {
				assert.equal(follow(other, count, path), other === index ? undefined : 'Reading')
			}
			assert.equal(follow(index, count, [...path, none]), 'Reading')
			if (path.length > 0) assert.equal(follow(index, count, path.slice(1)), 'Reading')
			assert.equal(follow(index, 0, path), 'Reading')
		}
	}
})

test('a path in the largest tree has the length that the place asks for', () => {
	const reason = (index: number, length: number): string => {
		try {
			followPath('Reading', none, index, 2 ** 32 - 1, new Array<Uint8Array>(length).fill(none), none)
		} catch (error) {
			if (error instanceof BrokenLinkError) return error.reason
		}
		return assert.fail()
	}
	assert.match(reason(0, 31), /short/)
	assert.match(reason(0, 32), /another root/)
	assert.match(reason(0, 33), /long/)
	// The last leaf of 2^32 − 1 is a left one on the lowest level only, and goes up without a neighbour there.
	assert.match(reason(2 ** 32 - 2, 30), /short/)
	assert.match(reason(2 ** 32 - 2, 31), /another root/)
	assert.match(reason(2 ** 32 - 2, 32), /long/)
	assert.match(reason(2 ** 32 - 1, 32), /out of range/)
})

/** The mountains over the leaves, from the left, each as its levels from the bottom. */
function mountains(leaves: readonly Uint8Array[]): readonly (readonly (readonly Uint8Array[])[])[] {
	const all: Uint8Array[][][] = []
	let start = 0
	while (start < leaves.length) {
		const size = 2 ** Math.floor(Math.log2(leaves.length - start))
		const levels = [leaves.slice(start, start + size).map((leaf) => blake2b256(leaf))]
		for (let below = levels[0] ?? []; below.length > 1; ) {
			below = below.flatMap((left, index) => {
				const right = below[index + 1]
				return index % 2 === 1 || right === undefined ? [] : [blake2b256(left, right)]
			})
			levels.push(below)
		}
		all.push(levels)
		start += size
	}
	return all
}

const bagged = (tops: readonly Uint8Array[]): Uint8Array =>
	tops.reduceRight((right, top) => blake2b256(right, top))

test('every leaf of every range of up to 45 leaves is proven, from its own place alone', () => {
	for (let count = 1; count <= 45; count += 1) {
		const leaves = Array.from({ length: count }, (_, index) => utf8ToBytes(`leaf ${index}`))
		const parts = mountains(leaves)
		const tops = parts.map((levels) => levels.at(-1)?.[0] ?? none)
		const root = bagged(tops)
		let start = 0
		for (const [place, levels] of parts.entries()) {
			const size = levels[0]?.length ?? 0
			for (let at = 0; at < size; at += 1) {
				const beside = levels.slice(0, -1).map((level, height) => level[(at >> height) ^ 1] ?? none)
				const right = tops.slice(place + 1)
				const items = [...tops.slice(0, place), ...beside, ...(right.length > 0 ? [bagged(right)] : [])]
				const leaf = leaves[start + at] ?? none
				const follow = (index: number, of: number, by: readonly Uint8Array[]): string | undefined =>
					broken(() => followRange(leaf, index, of, by, root))
				assert.equal(follow(start + at, count, items), undefined)
				assert.equal(follow(start + at, count, [...items, none]), 'MmrProofLength')
				if (items.length > 0) assert.equal(follow(start + at, count, items.slice(1)), 'MmrProofLength')
				assert.equal(follow(count, count, items), 'LeafNumber')
				for (let other = 0; other < count; other += 1) {
					if (other !== start + at) assert.ok(follow(other, count, items)?.startsWith('MmrProof'))
				}
				// The mountains to the right, one by one, are another proof of the same, and refused.
				if (right.length > 1) {
					assert.equal(follow(start + at, count, [...items.slice(0, -1), ...right]), 'MmrProofLength')
				}
			}
			start += size
		}
		assert.equal(start, count)
	}
})

test('a proof in the largest range has the length that the place asks for', () => {
	const last = 2 ** 32 - 1
	for (const [index, length] of [
		[0, 32],
		[2 ** 31 - 1, 32],
		[2 ** 31, 32],
		[last - 1, 31],
	] as const) {
		const follow = (items: number): string | undefined =>
			broken(() => followRange(none, index, last, new Array<Uint8Array>(items).fill(none), none))
		assert.equal(follow(length - 1), 'MmrProofLength')
		assert.equal(follow(length), 'MmrProof')
		assert.equal(follow(length + 1), 'MmrProofLength')
	}
	assert.equal(broken(() => followRange(none, last, last, [], none)), 'LeafNumber')
	assert.equal(broken(() => followRange(none, 0, 0, [], none)), 'LeafNumber')
})
