import { blake2b } from '@noble/hashes/blake2.js'
import { base58, concat, sameBytes, utf8ToBytes } from '../package.js'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Longer texts are no identifier, and not worth the arithmetic. */
const MAX_DIGITS = 64

/** The bytes whose base58btc form `text` is; nothing where it is none. */
function fromBase58(text: string): Uint8Array | undefined {
	if (text.length > MAX_DIGITS) return undefined
	let number = 0n
	for (const digit of text) {
		const value = ALPHABET.indexOf(digit)
		if (value === -1) return undefined
		number = number * 58n + BigInt(value)
	}
	const zeros = /^1*/.exec(text)?.[0].length ?? 0
	const digits = number === 0n ? '' : number.toString(16)
	const even = digits.length % 2 === 0 ? digits : `0${digits}`
	const bytes = Uint8Array.from(even.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
	return concat([new Uint8Array(zeros), bytes])
}

/** A DID of this chain's method: of a device, or of a member. */
export interface Did {
	readonly network: string
	readonly subject: Uint8Array
}

/** The DID that `text` is; nothing where it is none. */
export function parseDid(text: string): Did | undefined {
	const [, network, id] = /^did:bot:([a-z0-9]{1,16}):([1-9A-HJ-NP-Za-km-z]+)$/.exec(text) ?? []
	const subject = id === undefined ? undefined : fromBase58(id)
	if (network === undefined || subject?.length !== 32) return undefined
	return { network, subject }
}

export const didText = (network: string, subject: Uint8Array): string =>
	`did:bot:${network}:${base58(subject)}`

/** Prefix of the chain's addresses: that of any Substrate chain. */
const SS58_PREFIX = 42

const checksum = (prefixed: Uint8Array): Uint8Array =>
	blake2b(concat([utf8ToBytes('SS58PRE'), prefixed]), { dkLen: 64 }).slice(0, 2)

/** The SS58 address of an account. */
export function addressOf(account: Uint8Array): string {
	const prefixed = concat([Uint8Array.of(SS58_PREFIX), account])
	return base58(concat([prefixed, checksum(prefixed)]))
}

/** The account of an SS58 address of any chain whose prefix has one byte; nothing where it is none. */
export function parseAddress(text: string): Uint8Array | undefined {
	const bytes = fromBase58(text)
	if (bytes?.length !== 35) return undefined
	const prefixed = bytes.slice(0, 33)
	if (!sameBytes(checksum(prefixed), bytes.slice(33))) return undefined
	return prefixed.slice(1)
}
