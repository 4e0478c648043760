import { ed25519 } from '@noble/curves/ed25519.js'
import { fromHex } from '../chain/scale.js'
import { concat, u16, u64, utf8ToBytes } from '../package.js'

/** Names what a ticket's key signs, filled up to 16 bytes. */
const TAG = 'sale:ticket:1'

/** A ticket has one key, whatever the epoch of the machine's. */
const EPOCH = 0

/** The secret of a ticket; nothing where `text` is neither 32 bytes in hexadecimal digits nor a key file with them. */
export function parseSecret(text: string): Uint8Array | undefined {
	const digits = (value: string): string | undefined => /^(?:0x)?([0-9a-fA-F]{64})$/.exec(value)?.[1]
	const found = digits(text.trim()) ?? digits(secretIn(text))
	return found === undefined ? undefined : fromHex(`0x${found}`)
}

/** The secret in a key file, as `bot device keygen` makes it. */
function secretIn(text: string): string {
	try {
		const file = JSON.parse(text) as { readonly type?: unknown; readonly secret?: unknown } | null
		return file?.type === 'ed25519' && typeof file.secret === 'string' ? file.secret : ''
	} catch {
		return ''
	}
}

/** The public key of a ticket. */
export const ticketKey = (secret: Uint8Array): Uint8Array => ed25519.getPublicKey(secret)

/** What a ticket's key signs to send a refund to an account. */
export function claimMessage(
	genesisHash: Uint8Array,
	deviceId: Uint8Array,
	purchase: bigint,
	to: Uint8Array,
): Uint8Array {
	const tag = new Uint8Array(16)
	tag.set(utf8ToBytes(TAG))
	return concat([tag, genesisHash, deviceId, u16(EPOCH), u64(purchase), to])
}

/** The ticket's signature over a claim. */
export const signClaim = (secret: Uint8Array, message: Uint8Array): Uint8Array =>
	ed25519.sign(message, secret)
