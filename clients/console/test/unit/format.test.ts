import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountText, bytesText, durationText, shareText, shortText, timeText, visible } from '../../src/ui/format.js'
import { ticks } from '../../src/plots/bars.js'
import { rangesText } from '../../src/plots/window.js'

test('amounts keep every digit', () => {
	for (const [amount, decimals, text] of [
		['7850000000004', 12, '7.850000000004 BOT'],
		['1200000000000', 12, '1.20 BOT'],
		['0', 12, '0.00 BOT'],
		['7', 12, '0.000000000007 BOT'],
		['1234567890', 2, '12,345,678.90 BOT'],
		['5', 0, '5 BOT'],
		['15', 1, '1.5 BOT'],
		['-150', 2, '−1.50 BOT'],
		[((1n << 128n) - 1n).toString(), 18, '340,282,366,920,938,463,463.374607431768211455 BOT'],
	] as const) {
		assert.equal(amountText(amount, decimals, 'BOT'), text)
	}
})

test('shares are exact', () => {
	assert.equal(shareText(600_000), '60 %')
	assert.equal(shareText(325_000), '32.5 %')
	assert.equal(shareText(159_664), '15.9664 %')
	assert.equal(shareText(1), '0.0001 %')
	assert.equal(shareText(1_000_000), '100 %')
})

test('times are in UTC, and those that no date can tell are numbers', () => {
	assert.equal(timeText(0), '1970-01-01 00:00:00 UTC')
	assert.equal(timeText(1_790_000_000_000n), '2026-09-21 14:13:20 UTC')
	assert.equal(timeText((1n << 64n) - 1n), '18446744073709551615 ms after 1970')
})

test('text from outside shows what it hides', () => {
	assert.equal(visible('a\u202Eb\n'), 'a\\u{202e}b\\u{a}')
	assert.equal(bytesText(Uint8Array.of(0xff, 0)), '0xff00')
	assert.equal(bytesText(new TextEncoder().encode('{"v":1}')), '{"v":1}')
	assert.equal(shortText('did:bot:dev:4UFUHfY9qk8GjsKHH5uJj9NDivCeDp7ekfYTCF1n3KHE'), 'did:bot:dev:4UFUHf…1n3KHE')
})

test('an axis begins at zero and ends above all', () => {
	assert.deepEqual(ticks(0, true), [0, 1])
	assert.deepEqual(ticks(1, true), [0, 1])
	assert.deepEqual(ticks(3, true), [0, 1, 2, 3])
	assert.deepEqual(ticks(10, false), [0, 5, 10])
	for (const most of [0.003, 1, 7, 13.0833, 99, 12_345_678]) {
		const axis = ticks(most, false)
		assert.ok((axis.at(-1) ?? 0) >= most && axis.length <= 6, `${most}: ${axis}`)
	}
})

test('numbers that follow each other are ranges, and lengths of time have whole units', () => {
	assert.equal(rangesText([0]), '0')
	assert.equal(rangesText([0, 1, 2, 4, 6, 7]), '0 to 2, 4, 6 to 7')
	assert.equal(durationText(0), '0 minutes')
	assert.equal(durationText(90 * 60_000), '90 minutes')
	assert.equal(durationText(3_600_000), '1 hour')
	assert.equal(durationText(72 * 3_600_000), '3 days')
})
