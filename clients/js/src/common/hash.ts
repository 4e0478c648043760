import { blake2b } from '@noble/hashes/blake2.js'
import { sha256 as sha256OfBytes } from '@noble/hashes/sha2.js'
import { concat } from './scale.js'

/** BLAKE2b with 32 bytes and no key, of all parts one after the other. */
export const blake2b256 = (...parts: readonly Uint8Array[]): Uint8Array =>
	blake2b(concat(parts), { dkLen: 32 })

/** SHA-256 of all parts one after the other. */
export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
	sha256OfBytes(concat(parts))

/** Whether two hashes are the same. Nothing here is secret, so this may take as long as it likes. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
	a.length === b.length && a.every((byte, index) => byte === b[index])
