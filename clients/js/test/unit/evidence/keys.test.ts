import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { isSigned } from '../../../src/common/keys.js'
import { withByte } from './support.js'

const { ORDER } = ed25519.Point.Fn
const secret = new Uint8Array(32).fill(0x11)
const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(secret)
const message = utf8ToBytes('a message')

const fromLittleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes.slice().reverse())}`)
const toLittleEndian = (value: bigint): Uint8Array =>
	hexToBytes(value.toString(16).padStart(64, '0')).reverse()

/** The signature with this R, of which the discrete logarithm is 0 but for the small-order part. */
function signatureWith(r: Uint8Array, key: Uint8Array = pointBytes): Uint8Array {
	const k = fromLittleEndian(sha512(concatBytes(r, key, message))) % ORDER
	return concatBytes(r, toLittleEndian((k * scalar) % ORDER))
}

const accepts = (signature: Uint8Array, key: Uint8Array = pointBytes): boolean =>
	isSigned(message, { kind: 'ed25519', value: signature }, { kind: 'ed25519', value: key })

/** Encodings of points of small order, as the page lists them. */
const SMALL_ORDER = [
	'0000000000000000000000000000000000000000000000000000000000000000',
	'0100000000000000000000000000000000000000000000000000000000000000',
	'26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
	'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
	'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].flatMap((text) => {
	const bytes = hexToBytes(text)
	return [bytes, withByte(bytes, 31, (bytes[31] ?? 0) | 0x80)]
})

test('the rules are those of ZIP 215: R may have a part of small order, in any encoding', () => {
	for (const r of SMALL_ORDER) assert.ok(accepts(signatureWith(r)), bytesToHex(r))
})

test('the rules are those of ZIP 215: the key may have a part of small order', () => {
	const torsion = ed25519.Point.fromHex(bytesToHex(SMALL_ORDER[4] ?? assert.fail()))
	const key = ed25519.Point.BASE.multiply(scalar).add(torsion).toBytes()
	assert.notDeepEqual(key, pointBytes)
	assert.ok(accepts(signatureWith(SMALL_ORDER[2] ?? assert.fail(), key), key))
})

test('s is below the order', () => {
	const signature = ed25519.sign(message, secret)
	assert.ok(accepts(signature))
	const s = fromLittleEndian(signature.subarray(32)) + ORDER
	assert.ok(!accepts(concatBytes(signature.subarray(0, 32), toLittleEndian(s))))
})

test('a key of small order signs nothing, in any encoding', () => {
	for (const key of SMALL_ORDER) {
		for (const r of SMALL_ORDER) assert.ok(!accepts(concatBytes(r, new Uint8Array(32)), key))
	}
})

test('what is no point signs nothing', () => {
	const none = withByte(new Uint8Array(32), 0, 2)
	assert.throws(() => ed25519.Point.fromBytes(none, true))
	assert.ok(!accepts(ed25519.sign(message, secret), none))
	assert.ok(!accepts(signatureWith(none)))
})
