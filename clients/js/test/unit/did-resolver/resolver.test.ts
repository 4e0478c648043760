import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Resolver } from 'did-resolver'
import { formatDid } from '../../../src/device/index.js'
import { getResolver } from '../../../src/did-resolver/index.js'

const DID = formatDid('dev', new Uint8Array(32).fill(7))
const RESULT = {
	didDocument: { id: DID },
	didResolutionMetadata: { contentType: 'application/did+ld+json' },
	didDocumentMetadata: {},
}

test('the node is asked for the DID URL, with the options that it knows', async () => {
	const sent: unknown[] = []
	const request = async (...call: [string, unknown[]]) => {
		sent.push(call)
		return RESULT
	}
	const resolver = new Resolver(getResolver({ request }))
	assert.deepEqual(await resolver.resolve(DID), RESULT)
	await resolver.resolve(`${DID}?versionId=1`, { accept: 'application/did+json', cache: false, other: 1 })
	await resolver.resolve(`${DID}/path#key`, { versionId: 2, versionTime: '2026-01-01T00:00:00Z' })
	assert.deepEqual(sent, [
		['did_resolve', [DID, {}]],
		['did_resolve', [`${DID}?versionId=1`, { accept: 'application/did+json' }]],
		['did_resolve', [`${DID}/path`, { versionId: '2', versionTime: '2026-01-01T00:00:00Z' }]],
	])
})

test('who does not answer is an error in the result', async () => {
	for (const options of [
		{ request: () => Promise.reject(new Error('closed')) },
		{ node: 'http://127.0.0.1:1' },
		{ driver: 'http://127.0.0.1:1' },
		{ driver: 'nonsense' },
	]) {
		const { didDocument, didResolutionMetadata } = await new Resolver(getResolver(options)).resolve(DID)
		assert.equal(didDocument, null)
		assert.equal(didResolutionMetadata.error, 'internalError')
		assert.ok(didResolutionMetadata['errorMessage'])
	}
})

test('other methods are not resolved', async () => {
	const resolver = new Resolver(getResolver({ request: () => assert.fail('it was asked') }))
	const { didResolutionMetadata } = await resolver.resolve('did:web:example.com')
	assert.equal(didResolutionMetadata.error, 'unsupportedDidMethod')
})
