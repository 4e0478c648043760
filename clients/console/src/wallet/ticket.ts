import { fromHex } from '../chain/scale.js'
import { ed25519Key, sign, ticketClaim } from '../package.js'

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
export const ticketKey = (secret: Uint8Array): Uint8Array => ed25519Key(secret).publicKey.value

/** The signature of a ticket that sends the refund of a purchase at a machine to an account. */
export const signClaim = (
	secret: Uint8Array,
	machine: { readonly genesisHash: string; readonly deviceId: Uint8Array },
	purchase: bigint,
	to: Uint8Array,
): Uint8Array =>
	sign(ed25519Key(secret), ticketClaim({ purchase, to }), { ...machine, epoch: EPOCH }).value
