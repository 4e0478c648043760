import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { build, ed25519Signer, headerHash, p256Signer, write } from './builder.js'
import { vector } from './support.js'

const CLI = fileURLToPath(new URL('../../../src/evidence/cli.js', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'bot-verify-'))
after(() => rmSync(directory, { recursive: true }))

/** A file of the test with this content. */
function file(name: string, content: string): string {
	const path = join(directory, name)
	writeFileSync(path, content)
	return path
}

function run(...args: string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' })
	assert.doesNotMatch(stdout + stderr, /\n\s+at /)
	return { status, stdout, stderr }
}

const { text, trust } = vector('valid.json')
const valid = file('valid.json', text)

test('valid evidence: 0, and what it proves', () => {
	for (const args of [[valid, '--trust', trust], [`--trust=${trust}`, '--', valid]]) {
		const { status, stdout, stderr } = run(...args)
		assert.equal(status, 0)
		assert.equal(stderr, '')
		assert.match(stdout, /^valid /)
		assert.match(stdout, /\nkey +ed25519 0x8139.*, delegated, number 1, until 2026-09-21T14:13:20.001Z\n/)
		assert.match(stdout, /\nrecovered epochs +none\n/)
		assert.match(stdout, /\nreceived, by the chain +2026-09-21T14:13:20.000Z, block 34 0x9aed/)
		assert.match(stdout, /\nreading +"\[{\\"n\\":\\"temperature\\"/)
	}
})

test('a recovered key and times that no date can tell are shown', () => {
	const evidence = build({ roots: [ed25519Signer(1), p256Signer(2)], recovered: [1] })
	const { status, stdout } = run(file('recovered.json', write(evidence)), '--trust', headerHash(evidence))
	assert.equal(status, 0)
	assert.match(stdout, /\nrecovered epochs +1\n/)
	assert.match(stdout, / to 18446744073709551615 ms after 1970\n/)
	assert.match(stdout, /, root key\n/)
})

test('a reading cannot write to the terminal', () => {
	for (const [content, shown] of [
		[utf8ToBytes('\u001b[2J\nvalid  no\u009b\u202e'), '"\\u001b[2J\\nvalid  no\\u{9b}\\u{202e}"'],
		[Uint8Array.of(0xff, 0x1b), '0xff1b'],
	] as const) {
		const evidence = build({ roots: [ed25519Signer(1)], content })
		const { status, stdout } = run(file('terminal.json', write(evidence)), '--trust', headerHash(evidence))
		assert.equal(status, 0)
		assert.ok(stdout.endsWith(`  ${shown}\n`), stdout)
		assert.match(stdout, /^[\x20-\x7e\n]*$/)
	}
})

test('a broken link: 1, its name and the reason', () => {
	const other = `0x${'00'.repeat(32)}`
	assert.deepEqual(run(valid, '--trust', other), {
		status: 1,
		stdout: `broken: HeaderHash: the header's hash is ${trust}, which is not trusted\n`,
		stderr: '',
	})
	const broken = file('broken.json', text.replace('24.5', '25.5'))
	assert.equal(run(broken, '--trust', trust).stdout, 'broken: Reading: the path leads to another root\n')
})

test('no evidence file: 2', () => {
	for (const [content, reason] of [
		['', /^no evidence file: no JSON: a value is expected/],
		['{"type":"\u001b[2J"}', /^no evidence file: no JSON: a text has a wrong character or escape/],
		['{"type":"bot-anything"}', /^no evidence file: the file is not of the type bot-evidence\n$/],
		[text.replace('"did"', '"\\u001b[2J"'), /^no evidence file: the file has no field "did"\n$/],
	] as const) {
		const { status, stdout, stderr } = run(file('other.json', content), '--trust', trust)
		assert.equal(status, 2)
		assert.equal(stdout, '')
		assert.match(stderr, reason)
	}
})

test('called in a wrong way: 2, and how to call it', () => {
	for (const [args, reason] of [
		[[], /^one FILE is needed/],
		[[valid], /^one --trust is needed/],
		[[valid, valid, '--trust', trust], /^one FILE is needed/],
		[[valid, '--trust', trust, '--trust', trust], /^one --trust is needed/],
		[[valid, '--trust'], /argument missing/],
		[[valid, '--trust', 'abc'], /^a header hash is 0x and 64/],
		[[valid, '--trust', ''], /^a header hash is 0x and 64/],
		[[valid, '--what', trust], /Unknown option/],
		[[join(directory, 'missing'), '--trust', trust], /^cannot read ".*missing": ENOENT/],
		[[join(directory, 'missing\u001b[2J'), '--trust', trust], /^cannot read /],
		[[directory, '--trust', trust], /^cannot read ".*": EISDIR/],
	] as const) {
		const { status, stdout, stderr } = run(...args)
		assert.equal(status, 2, args.join(' '))
		assert.equal(stdout, '')
		assert.match(stderr, reason)
		assert.match(stderr, /\nbot-verify FILE --trust/)
		assert.ok(!stderr.includes('\u001b'))
	}
})

test('help: 0', () => {
	for (const option of ['-h', '--help']) assert.match(run(option).stdout, /^bot-verify FILE --trust/)
})
