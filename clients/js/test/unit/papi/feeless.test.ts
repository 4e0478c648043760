import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hex } from '../../../src/common/hex.js'
import { ed25519Key } from '../../../src/device/index.js'
import { ExtensionError, generalTransaction, InputError } from '../../../src/general/index.js'
import { feeless, keyedArgument, signedStatement } from '../../../src/papi/index.js'

const call = Uint8Array.of(1, 2, 3)
const none = new Uint8Array()
const zero = Uint8Array.of(0)

/** Extensions with their values at block 9, for 32 blocks, as PAPI encodes them. */
const VALUES: Readonly<Record<string, Uint8Array>> = {
	AuthorizeCall: none,
	CheckGenesis: none,
	CheckMortality: Uint8Array.of(0x94, 0),
	CheckNonce: zero,
	CheckWeight: none,
	ChargeTransactionPayment: zero,
	CheckMetadataHash: zero,
	StorageWeightReclaim: none,
}
const extensions = (names: readonly string[]) =>
	Object.fromEntries(
		names.map((identifier) => [
			identifier,
			{ identifier, value: VALUES[identifier], additionalSigned: Uint8Array.of(7) },
		]),
	)

test('in the place of a signer it makes a general transaction', async () => {
	const names = Object.keys(VALUES)
	const transaction = await feeless.signTx(call, extensions(names), none, 9)
	assert.equal(hex(transaction), hex(generalTransaction(call, names, { blockNumber: 9 })))
})

test('it signs nothing, and nothing for a chain without feeless calls', async () => {
	await assert.rejects(feeless.signTx(call, extensions(['CheckNonce']), none, 9), ExtensionError)
	await assert.rejects(feeless.signBytes(call), InputError)
})

test('arguments have the form of PAPI', () => {
	const key = ed25519Key(new Uint8Array(32).fill(1))
	const signature = key.sign(call)
	const commitment = {
		root: new Uint8Array(32),
		count: 1,
		firstCounter: 2,
		lastCounter: 3n,
		firstAt: 4,
		lastAt: 5,
		content: 110,
	}
	assert.deepEqual(signedStatement(7, { seq: 8, commitment }, signature), {
		device: 7,
		statement: {
			seq: 8n,
			commitment: {
				root: `0x${'00'.repeat(32)}`,
				count: 1,
				first_counter: 2n,
				last_counter: 3n,
				first_at: 4n,
				last_at: 5n,
				content: 110,
			},
		},
		signature: { type: 'Ed25519', value: hex(signature.value) },
	})
	assert.equal(keyedArgument({ kind: 'ecdsa_p256', value: zero }).type, 'EcdsaP256')
})
