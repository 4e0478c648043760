import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Key, Signature } from '../evidence/file.js'
import { sameBytes } from './hash.js'
import { concat, u8 } from './scale.js'

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

/** A key as it stands in what is hashed and signed: its type, then its bytes. */
export const encodeKey = (key: Key): Uint8Array =>
	concat([u8(key.kind === 'ed25519' ? 0 : 1), key.value])

/** Whether two keys are the same, in type and bytes. */
export const sameKey = (a: Key, b: Key): boolean => a.kind === b.kind && sameBytes(a.value, b.value)

/**
 * Whether `key` signed `message`. A key that is no point of its curve signs nothing, and neither does one
 * of another type than the signature.
 */
export function isSigned(message: Uint8Array, signature: Signature, key: Key): boolean {
	if (signature.kind !== key.kind) return false
	switch (key.kind) {
		case 'ed25519':
			return (
				!isSmallOrder(key.value) &&
				ed25519.verify(signature.value, message, key.value, { zip215: true })
			)
		case 'ecdsa_p256':
			return p256.verify(signature.value, message, key.value, {
				format: 'compact',
				lowS: true,
				prehash: true,
			})
	}
}
