import { sameBytes } from '../common/hash.js'
import { nodeHash } from '../common/merkle.js'
import { BrokenLinkError, type Link } from './errors.js'

/**
 * Follows `path` from the hash of the leaf at `index`, of `count`, up to `root`, and reports the link as
 * broken if it does not lead there. It is the algorithm of RFC 9162, section 2.1.3.2.
 */
export function followPath(
	link: Link,
	leaf: Uint8Array,
	index: number,
	count: number,
	path: readonly Uint8Array[],
	root: Uint8Array,
): void {
	if (index >= count) throw new BrokenLinkError(link, `index ${index} is out of range of ${count}`)
	let at = index
	let last = count - 1
	let hash = leaf
	for (const beside of path) {
		if (last === 0) throw new BrokenLinkError(link, 'the path is too long')
		if (at % 2 === 1 || at === last) {
			hash = nodeHash(beside, hash)
			for (; at % 2 === 0 && at !== 0; at >>>= 1) last >>>= 1
		} else {
			hash = nodeHash(hash, beside)
		}
		at >>>= 1
		last >>>= 1
	}
	if (last !== 0) throw new BrokenLinkError(link, 'the path is too short')
	if (!sameBytes(hash, root)) throw new BrokenLinkError(link, 'the path leads to another root')
}
