import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { expandMetadata, Metadata, TypeRegistry } from '@polkadot/types'
import type { Codec } from '@polkadot/types/types'
import { hex } from '../../../src/common/hex.js'
import {
	assembleGeneral,
	ExtensionError,
	generalTransaction,
	InputError,
} from '../../../src/general/index.js'
import { projectUrl } from '../support.js'

const EXTENSIONS = [
	'AuthorizeCall',
	'CheckNonZeroSender',
	'CheckSpecVersion',
	'CheckTxVersion',
	'CheckGenesis',
	'CheckMortality',
	'CheckNonce',
	'CheckWeight',
	'ChargeTransactionPayment',
	'CheckMetadataHash',
	'StorageWeightReclaim',
]
const call = Uint8Array.of(1, 2, 3)

const refuses = (run: () => unknown, type: typeof InputError | typeof ExtensionError, message: RegExp) =>
	assert.throws(run, (error) => error instanceof type && message.test(error.message))

test('a feeless call is a general transaction of version 5', () => {
	const transaction = generalTransaction(call, EXTENSIONS, { blockNumber: 9 })
	// The length; kind and version, version of the extensions; era, nonce, tip, mode; the call.
	const parts = ['28', '45', '00', '9400', '00', '00', '00', '010203']
	assert.equal(hex(transaction), `0x${parts.join('')}`)
})

test('it has the bytes that polkadot.js makes of the metadata, whatever the block', () => {
	const registry = new TypeRegistry()
	const metadata = new Metadata(registry, hex(readFileSync(projectUrl('client/metadata.scale'))))
	registry.setMetadata(metadata, undefined, undefined, true)
	assert.deepEqual(registry.signedExtensions, EXTENSIONS)
	const remark = expandMetadata(registry, metadata).tx.system?.remark?.('0x1234')
	assert.ok(remark)
	for (const period of [4, 32, 64, 4_096, 65_536]) {
		for (const current of [0, 1, 31, 32, 1_000_003, 4_294_967_295]) {
			const era = registry.createType('ExtrinsicEra', { current, period }).toHex()
			const payload = { era, nonce: 0, tip: 0, mode: 0, method: remark.toHex() }
			const expected: Codec = registry.createType('GeneralExtrinsic', { payload })
			const ours = generalTransaction(remark.toU8a(), registry.signedExtensions, {
				blockNumber: current,
				period,
			})
			assert.equal(hex(ours), expected.toHex(), `${current}, ${period}`)
		}
	}
})

test('its bytes differ from block to block', () => {
	const at = (blockNumber: number) => hex(generalTransaction(call, EXTENSIONS, { blockNumber }))
	assert.equal(new Set(Array.from({ length: 32 }, (_, n) => at(n))).size, 32)
	assert.equal(at(0), at(32))
})

test('extensions that are unknown, or missing, are named', () => {
	const at = { blockNumber: 1 }
	refuses(() => generalTransaction(call, [...EXTENSIONS, 'CheckWeather'], at), ExtensionError, /^CheckWeather: /)
	refuses(() => generalTransaction(call, EXTENSIONS.slice(1), at), ExtensionError, /^AuthorizeCall: /)
})

test('blocks, periods and calls that are none are refused', () => {
	for (const blockNumber of [-1, 0.5, NaN]) {
		refuses(() => generalTransaction(call, EXTENSIONS, { blockNumber }), InputError, /^blockNumber: /)
	}
	for (const period of [0, 2, 31, 131_072]) {
		refuses(() => generalTransaction(call, EXTENSIONS, { blockNumber: 1, period }), InputError, /^period: /)
	}
	refuses(() => assembleGeneral(new Uint8Array(), []), InputError, /^call: /)
})
