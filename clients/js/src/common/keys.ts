import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { sameBytes } from './hash.js'
import { InputError, toBytes } from './input.js'
import { concat, u8 } from './scale.js'

/** A key of a device. */
export interface PublicKey {
	/** Ed25519, or ECDSA over NIST P-256. */
	readonly kind: 'ed25519' | 'ecdsa_p256'
	/** 32 bytes of an Ed25519 key; a compressed point, 33 bytes, of a P-256 key. */
	readonly value: Uint8Array
}

/** A signature of a device's key, 64 bytes. */
export interface Signature {
	/** The type of the key. */
	readonly kind: PublicKey['kind']
	/** R and s of Ed25519; r and s of ECDSA, with s in the lower half of the order. */
	readonly value: Uint8Array
}

/**
 * Every encoding of a point of small order, without the sign of x. For such a key one signature fits many
 * messages, so it says nothing about who signed.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
	'0000000000000000000000000000000000000000000000000000000000000000',
	'0100000000000000000000000000000000000000000000000000000000000000',
	'26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
	'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
	'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

function isSmallOrder(key: Uint8Array): boolean {
	const magnitude = key.map((byte, index) => (index === key.length - 1 ? byte & 0x7f : byte))
	return SMALL_ORDER.has(bytesToHex(magnitude))
}

const KEY_TYPES = { ed25519: { index: 0, length: 32 }, ecdsa_p256: { index: 1, length: 33 } } as const

/** A key as it stands in what is hashed and signed: its type, then its bytes. */
export function encodeKey(key: PublicKey): Uint8Array {
	const type: { index: number; length: number } | undefined = KEY_TYPES[key.kind]
	if (type === undefined) throw new InputError('key: neither ed25519 nor ecdsa_p256')
	return concat([u8(type.index), toBytes(key.value, 'key', type.length)])
}

/** Whether two keys are the same, in type and bytes. */
export const sameKey = (a: PublicKey, b: PublicKey): boolean => a.kind === b.kind && sameBytes(a.value, b.value)

/**
 * Whether `key` signed `message`. A key that is no point of its curve signs nothing, and neither does one
 * of another type than the signature.
 */
export function isSigned(message: Uint8Array, signature: Signature, key: PublicKey): boolean {
	if (signature.kind !== key.kind) return false
	const bytes = toBytes(signature.value, 'signature', 64)
	switch (key.kind) {
		case 'ed25519':
			return (
				!isSmallOrder(toBytes(key.value, 'key', 32)) &&
				ed25519.verify(bytes, message, key.value, { zip215: true })
			)
		case 'ecdsa_p256':
			return p256.verify(bytes, message, toBytes(key.value, 'key', 33), {
				format: 'compact',
				lowS: true,
				prehash: true,
			})
	}
}
