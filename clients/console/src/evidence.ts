import type { Chain } from './chain/chain.js'
import { ConnectionError } from './chain/connection.js'
import { BrokenLinkError, FileError, verifyEvidence, type Link, type Verdict } from './package.js'

export type Outcome =
	| { readonly kind: 'valid'; readonly verdict: Verdict }
	| { readonly kind: 'broken'; readonly link: string; readonly reason: string }
	| { readonly kind: 'no file'; readonly reason: string }
	| { readonly kind: 'no anchor'; readonly reason: string; readonly next: string }

/** The links of a proof, in the order in which they are checked. */
export const STEPS = [
	{ name: 'Header', says: 'it is the one that is trusted' },
	{ name: 'Digest', says: 'it holds the root over all blocks before it' },
	{ name: 'Block leaf', says: 'the block is one of those' },
	{ name: 'Record', says: 'it is one of the block’s records' },
	{ name: 'Key chain', says: 'the device’s id leads to the key of the record' },
	{ name: 'Signature', says: 'that key signed the statement' },
	{ name: 'Reading', says: 'it is one of those that the device committed to' },
] as const

const STEP_OF: Readonly<Record<Link, number>> = {
	HeaderHash: 0,
	MmrRootMissing: 1,
	MmrRootRepeated: 1,
	MmrRootLength: 1,
	LeafVersion: 2,
	LeafNumber: 2,
	MmrProofLength: 2,
	MmrProof: 2,
	RecordPath: 3,
	DeviceId: 4,
	RotationCount: 4,
	RotationByOldKey: 4,
	RotationByNewKey: 4,
	Delegation: 4,
	DelegatedKey: 4,
	DelegationExpired: 4,
	RootKey: 4,
	RecordSignature: 5,
	Counts: 6,
	Reading: 6,
}

/** The step in which a link is checked. */
export const stepOf = (link: string): number | undefined =>
	Object.hasOwn(STEP_OF, link) ? STEP_OF[link as Link] : undefined

/** The header hash that `text` is, in lower case; nothing where it is none. */
export const parseAnchor = (text: string): string | undefined =>
	/^0x[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : undefined

/**
 * Verifies an evidence file against a trusted header: that with the hash `trusted`, or without one the
 * node's final block of the number that the file names.
 */
export async function verifyFile(
	chain: Chain,
	bytes: Uint8Array,
	trusted: string | undefined,
): Promise<Outcome> {
	try {
		const anchor = trusted ?? (await headerOfNode(chain, bytes))
		if (typeof anchor !== 'string') return anchor
		return { kind: 'valid', verdict: verifyEvidence(bytes, { headerHash: anchor }) }
	} catch (error) {
		if (error instanceof BrokenLinkError) return { kind: 'broken', link: error.link, reason: error.reason }
		if (error instanceof FileError) return { kind: 'no file', reason: error.message }
		if (error instanceof ConnectionError) {
			return {
				kind: 'no anchor',
				reason: 'The node does not answer, so it cannot say whether the header is one of its chain.',
				next: 'Connect to a node that you trust, or enter the hash of a header that you trust.',
			}
		}
		throw error
	}
}

/** The hash that the node has for the header's number, of a final block. Only the number is the file's word. */
async function headerOfNode(chain: Chain, bytes: Uint8Array): Promise<string | Outcome> {
	const number = headerOf(bytes)?.['number']
	if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0 || number >= 2 ** 32) {
		// A file without a header has no header hash that is right: the verifier says what is wrong with it.
		return NO_HASH
	}
	const final = await chain.finalized()
	if (number > final.number) {
		return {
			kind: 'no anchor',
			reason: `The file rests on block ${number}, and the node’s last final block is ${final.number}.`,
			next: 'Wait until the node has come as far, or ask a node of the chain that the file is of.',
		}
	}
	return (await chain.blockHash(number)) ?? NO_HASH
}

const NO_HASH = `0x${'0'.repeat(64)}`

/** The header in a file, as it stands there. Nothing says yet that it is one. */
function headerOf(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
	try {
		const file = JSON.parse(new TextDecoder().decode(bytes)) as unknown
		const header = (file as { readonly header?: unknown } | null)?.header
		return typeof header === 'object' && header !== null
			? (header as Readonly<Record<string, unknown>>)
			: undefined
	} catch {
		return undefined
	}
}

/** Length of a slot, in milliseconds. */
const SLOT = 6_000n

/** The engine of the digest item in which a header names its slot: `aura`. */
const AURA = '0x61757261'

/** Begin and end of the slot in which the header of a valid file was made. */
export function slotOf(bytes: Uint8Array): { readonly from: bigint; readonly to: bigint } | undefined {
	const digest = headerOf(bytes)?.['digest']
	if (!Array.isArray(digest)) return undefined
	for (const item of digest as readonly { readonly pre_runtime?: { engine: string; data: string } }[]) {
		const { engine, data } = item.pre_runtime ?? {}
		if (engine !== AURA || data?.length !== 18) continue
		const slot = BigInt(`0x${(data.slice(2).match(/../g) ?? []).reverse().join('')}`)
		return { from: slot * SLOT, to: (slot + 1n) * SLOT }
	}
	return undefined
}
