import { base58, fromBase58 } from './base58.js'
import { InputError, toBytes, type Bytes } from './input.js'

/** What a DID of the method `bot` names. */
export interface Did {
	/** Label of the network: 1 to 16 characters of `a-z` and `0-9`. */
	readonly network: string
	/** Id of the device, or account of the member: 32 bytes. */
	readonly subject: Uint8Array
}

/** The text is no DID of the method `bot`. */
export class DidError extends Error {
	override readonly name = 'DidError'
}

const NETWORK = /^[a-z0-9]{1,16}$/

/** Whether `did` is a DID of the device, on a network of whatever label. */
export function isDidOf(did: string, deviceId: Uint8Array): boolean {
	const [, id] = /^did:bot:[a-z0-9]{1,16}:(.*)$/s.exec(did) ?? []
	return id === base58(deviceId)
}

/** Reads a DID. Throws a `DidError` for what is none, or is in another form than the one that it has. */
export function parseDid(text: string): Did {
	const [, method, network, id] = /^did:([^:]*):([^:]*):(.*)$/s.exec(text) ?? []
	if (method !== 'bot') throw new DidError('not did:bot:, a network label and an id')
	if (network === undefined || !NETWORK.test(network)) {
		throw new DidError('the network label is not 1 to 16 characters of a-z and 0-9')
	}
	const subject = fromBase58(id ?? '', 32)
	if (subject === undefined) throw new DidError('the id is not the base58btc form of 32 bytes')
	return { network, subject }
}

/** The DID of the device or member `subject` on the network with this label. */
export function formatDid(network: string, subject: Bytes): string {
	if (!NETWORK.test(network)) {
		throw new InputError('network: not 1 to 16 characters of a-z and 0-9')
	}
	return `did:bot:${network}:${base58(toBytes(subject, 'subject', 32))}`
}
