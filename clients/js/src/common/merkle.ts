import { sha256 } from './hash.js'
import { u8 } from './scale.js'

const LEAF = u8(0)
const NODE = u8(1)

/** The hash of a leaf of the tree of RFC 9162. */
export const leafHash = (...content: readonly Uint8Array[]): Uint8Array => sha256(LEAF, ...content)

/** The hash of a node of the tree of RFC 9162. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
	sha256(NODE, left, right)
