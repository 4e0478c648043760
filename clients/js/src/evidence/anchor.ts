import { hexToBytes } from '@noble/hashes/utils.js'
import { AnchorError } from './errors.js'

/** Trust in one finalized header, by its hash: `0x` and 64 lower-case hexadecimal digits. */
export interface HeaderAnchor {
	readonly headerHash: string
}

/** What the caller trusts. Kinds are told apart by the name of their one field. */
export type Anchor = HeaderAnchor

/** The hash of the header that the anchor stands for. */
export function trustedHeaderHash(anchor: Anchor): Uint8Array {
	const digits = /^0x([0-9a-f]{64})$/.exec(anchor.headerHash)?.[1]
	if (digits === undefined) {
		throw new AnchorError('a header hash is 0x and 64 lower-case hexadecimal digits')
	}
	return hexToBytes(digits)
}
