import { blake2b } from '@noble/hashes/blake2.js'
import {
	base58,
	concat,
	DidError,
	fromBase58,
	parseDid as didOf,
	sameBytes,
	utf8ToBytes,
	type Did,
} from '../package.js'

/** The DID of a device or member that `text` is; nothing where it is none. */
export function parseDid(text: string): Did | undefined {
	try {
		return didOf(text)
	} catch (error) {
		if (error instanceof DidError) return undefined
		throw error
	}
}

/** Prefix of the chain's addresses: that of any Substrate chain. */
const SS58_PREFIX = 42

/** Length of an address: a prefix of one byte, an account, a checksum of two. */
const ADDRESS_LENGTH = 35

const checksum = (prefixed: Uint8Array): Uint8Array =>
	blake2b(concat([utf8ToBytes('SS58PRE'), prefixed]), { dkLen: 64 }).slice(0, 2)

/** The SS58 address of an account. */
export function addressOf(account: Uint8Array): string {
	const prefixed = concat([Uint8Array.of(SS58_PREFIX), account])
	return base58(concat([prefixed, checksum(prefixed)]))
}

/** The account of an SS58 address of any chain whose prefix has one byte; nothing where it is none. */
export function parseAddress(text: string): Uint8Array | undefined {
	const bytes = fromBase58(text, ADDRESS_LENGTH)
	if (bytes === undefined) return undefined
	const prefixed = bytes.slice(0, -2)
	return sameBytes(checksum(prefixed), bytes.slice(-2)) ? prefixed.slice(1) : undefined
}
