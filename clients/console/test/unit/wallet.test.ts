import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { fromHex } from '../../src/chain/scale.js'
import { hex } from '../../src/package.js'
import { mortalEra, purchaseCall } from '../../src/wallet/extrinsic.js'
import { ERRORS, readOutcome } from '../../src/wallet/outcome.js'
import { parseSecret, signClaim, ticketKey } from '../../src/wallet/ticket.js'

test('a secret is 32 bytes, alone or in a key file', () => {
	const secret = `0x${'ab'.repeat(32)}`
	for (const text of [secret, secret.slice(2), ` ${secret}\n`, JSON.stringify({ type: 'ed25519', secret })]) {
		assert.equal(hex(parseSecret(text) ?? new Uint8Array()), secret)
	}
	for (const bad of ['', '0x', secret.slice(1), `${secret}00`, 'null', JSON.stringify({ type: 'p256', secret })]) {
		assert.equal(parseSecret(bad), undefined, bad)
	}
})

test('a claim is signed over its tag, chain, machine, purchase and account', () => {
	const [genesis, device, to] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array, Uint8Array]
	const message = fromHex(
		`0x73616c653a7469636b65743a31000000${'01'.repeat(32)}${'02'.repeat(32)}00000700000000000000${'03'.repeat(32)}`,
	)
	const secret = new Uint8Array(32).fill(9)
	const signature = signClaim(secret, { genesisHash: hex(genesis), deviceId: device }, 7n, to)
	assert.ok(ed25519.verify(signature, message, ticketKey(secret)))
})

test('calls and eras are encoded as the chain reads them', () => {
	assert.equal(hex(purchaseCall(0, 2, 1_200_000_000_000n)), '0x3e2000020b00e092651701')
	// The example of sp-runtime's own test: 64 blocks from block 42 on.
	assert.equal(hex(mortalEra(42)), '0xa502')
})

test('errors have the numbers that the pallet gives them', () => {
	const source = readFileSync('../../pallets/revenue-share/src/lib.rs', 'utf8')
	const list = /pub enum Error<T> \{([^]*?)\n\t\}/.exec(source)?.[1] ?? ''
	assert.deepEqual([...ERRORS], [...list.matchAll(/^\t\t(\w+),/gm)].map((match) => match[1]))
})

test('what became of a transaction is told by its name', () => {
	assert.deepEqual(readOutcome(fromHex('0x0000')), { kind: 'done' })
	const index = ERRORS.indexOf('PriceTooHigh').toString(16).padStart(2, '0')
	const refused = readOutcome(fromHex(`0x0001033e${index}000000`))
	assert.ok(refused.kind === 'refused' && refused.why === 'PriceTooHigh')
	const poor = readOutcome(fromHex('0x00010700'))
	assert.ok(poor.kind === 'refused' && poor.why === 'the account has too little')
	const bad = readOutcome(fromHex('0x010004'))
	assert.ok(bad.kind === 'refused' && bad.why.includes('signature'))
	for (const unsure of ['0x010002', '0x010006']) assert.deepEqual(readOutcome(fromHex(unsure)), { kind: 'open' })
})
