import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, parseAddress, parseDid } from '../../src/chain/identifiers.js'
import { fromHex } from '../../src/chain/scale.js'
import { formatDid, hex } from '../../src/package.js'

// The development account Alice, whom everybody knows.
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const ALICE_ID = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d'

test('addresses are those of every Substrate chain', () => {
	assert.equal(addressOf(fromHex(ALICE_ID)), ALICE)
	const account = parseAddress(ALICE)
	assert.equal(account && hex(account), ALICE_ID)
	// The same account on Polkadot, whose prefix is 0.
	const polkadot = parseAddress('15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5')
	assert.equal(polkadot && hex(polkadot), ALICE_ID)
})

test('what is no address is none', () => {
	for (const bad of ['', '0', ALICE.slice(1), `${ALICE}1`, ALICE.replace('5G', '5H'), ALICE_ID, 'x'.repeat(1000)]) {
		assert.equal(parseAddress(bad), undefined, bad)
	}
})

test('DIDs are read and written', () => {
	const did = 'did:bot:dev:4UFUHfY9qk8GjsKHH5uJj9NDivCeDp7ekfYTCF1n3KHE'
	const parsed = parseDid(did)
	assert.equal(parsed?.network, 'dev')
	assert.equal(parsed && formatDid(parsed.network, parsed.subject), did)
	const zeros = new Uint8Array(32)
	assert.deepEqual(parseDid(formatDid('dev', zeros))?.subject, zeros)
	for (const bad of [
		'',
		'did:bot:dev:',
		'did:bot:dev:1',
		'did:web:example.org',
		`${did}#key`,
		did.replace('dev', 'DEV'),
		did.replace('4U', '0U'),
		`did:bot:dev:${'z'.repeat(60)}`,
	]) {
		assert.equal(parseDid(bad), undefined, bad)
	}
})
