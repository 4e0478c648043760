import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { InputError, toBytes, type Bytes } from '../common/input.js'
import type { PublicKey, Signature } from '../common/keys.js'
import { signingBytes, type Payload, type SigningContext } from './payloads.js'

/** What signs for a device: a key in software, or a secure element behind an adapter. */
export interface Signer {
	readonly publicKey: PublicKey
	/** Signs bytes: an Ed25519 key the bytes themselves, a P-256 key their SHA-256. */
	sign(message: Uint8Array): Signature
}

/** The Ed25519 key of a seed of 32 bytes. */
export function ed25519Key(seed: Bytes): Signer {
	const secret = toBytes(seed, 'seed', 32)
	return {
		publicKey: { kind: 'ed25519', value: ed25519.getPublicKey(secret) },
		sign: (message) => ({ kind: 'ed25519', value: ed25519.sign(message, secret) }),
	}
}

/** The P-256 key of a scalar of 32 bytes, from 1 to the order of the curve less 1, the highest byte first. */
export function p256Key(scalar: Bytes): Signer {
	const secret = toBytes(scalar, 'scalar', 32)
	if (!p256.utils.isValidSecretKey(secret)) {
		throw new InputError('scalar: zero, or not below the order of the curve')
	}
	return {
		publicKey: { kind: 'ecdsa_p256', value: p256.getPublicKey(secret, true) },
		sign: (message) => ({ kind: 'ecdsa_p256', value: p256.sign(message, secret) }),
	}
}

/** The signature of `signer` over a statement of this device, on this chain, in this epoch. */
export const sign = (signer: Signer, payload: Payload, context: SigningContext): Signature =>
	signer.sign(signingBytes(payload, context))

/**
 * The signature of a secure element with `s` in the lower half of the order, as the chain requires it.
 * It needs no key: of r and s, r and the order less s are a signature of the same.
 */
export function withLowS(rAndS: Bytes): Signature {
	const bytes = toBytes(rAndS, 'signature', 64)
	const { Fn } = p256.Point
	let s: bigint
	try {
		s = Fn.fromBytes(bytes.subarray(32))
	} catch {
		throw new InputError('signature: s is not below the order of the curve')
	}
	const low = s > Fn.ORDER / 2n ? Fn.ORDER - s : s
	const value = bytes.slice()
	value.set(Fn.toBytes(low), 32)
	return { kind: 'ecdsa_p256', value }
}
