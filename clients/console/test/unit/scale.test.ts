import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compactBig, decode, fromHex } from '../../src/chain/scale.js'
import { hex as toHex, ScaleError } from '../../src/package.js'

test('integers in the compact form are those of the SCALE specification', () => {
	for (const [value, hex] of [
		[0n, '0x00'],
		[1n, '0x04'],
		[63n, '0xfc'],
		[64n, '0x0101'],
		[16_383n, '0xfdff'],
		[16_384n, '0x02000100'],
		[(1n << 30n) - 1n, '0xfeffffff'],
		[1n << 30n, '0x0300000040'],
		[(1n << 32n) - 1n, '0x03ffffffff'],
		[1n << 32n, '0x070000000001'],
		[100_000_000_000_000n, '0x0b00407a10f35a'],
		[(1n << 128n) - 1n, `0x33${'ff'.repeat(16)}`],
	] as const) {
		assert.equal(toHex(compactBig(value)), hex)
		if (value < 1n << 32n) assert.equal(decode(fromHex(hex), (reader) => reader.compact()), Number(value))
	}
})

test('an answer that is too short, too long or of an unknown kind is refused', () => {
	for (const [hex, read] of [
		['0x0000', 'u32'],
		['0x0000000000', 'u32'],
		['0x02', 'bool'],
		['0x0400', 'text'],
		['0x0b00407a10f35a', 'compact'],
	] as const) {
		if (hex === '0x0400') assert.equal(decode(fromHex(hex), (reader) => reader.text()), '\0')
		else assert.throws(() => decode(fromHex(hex), (reader) => reader[read]()), ScaleError)
	}
	for (const bad of ['', '0x0', '00', '0xzz']) assert.throws(() => fromHex(bad), ScaleError)
})
