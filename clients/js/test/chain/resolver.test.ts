import assert from 'node:assert/strict'
import { createHash, createPublicKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
	Resolver,
	type DIDResolutionOptions,
	type DIDResolutionResult,
	type JsonWebKey,
	type VerificationMethod,
} from 'did-resolver'
import { fromBase58 } from '../../src/common/base58.js'
import { parseDid } from '../../src/device/index.js'
import { getResolver } from '../../src/did-resolver/index.js'
import { bot, chainUrl, program, removeDirectory, Service, workDirectory } from './chain.js'

const CONTEXT = [
	'https://www.w3.org/ns/did/v1',
	'https://w3id.org/security/multikey/v1',
	'https://w3id.org/security/jwk/v1',
]

/** A device with a delegated key, one that is gone since its second version, and a member. */
let device: string
let gone: string
let member: string
let nobody: string
/** Address of the driver, `bot resolver`. */
let driver: string
let service: Service | undefined
/** Who resolves, by name. */
let resolvers: ReadonlyMap<string, Resolver>
const directory = workDirectory()

before(async () => {
	const { model } = (await bot(
		...['model', 'register', '--name', 'Test device', '--protection', 'software', '--key', '//Alice'],
	)) as { readonly model: number }
	const register = async (key: string): Promise<string> => {
		const options = ['--model', String(model), '--operator', '//Bob', '--device-key', key, '--key', '//Alice']
		const registered = await bot('device', 'register', ...options)
		return (registered as { readonly did: string }).did
	}
	device = await register('//test-js-1')
	gone = await register('//test-js-2')
	const until = ['--to-key', 'p256://test-js-1', '--until', '2099-01-01T00:00:00Z', '--key', '//Bob']
	await bot('device', 'delegate', device, '--device-key', '//test-js-1', ...until)
	await bot('device', 'destroy', gone, '--key', '//Bob')
	const shown = (await bot('device', 'show', device)) as {
		readonly didDocument: { readonly controller: string }
	}
	member = shown.didDocument.controller
	nobody = `${member.slice(0, member.lastIndexOf(':'))}:${'1'.repeat(32)}`

	service = new Service(
		program('BOT'),
		['--url', chainUrl(), '--json', 'resolver', '--listen', '127.0.0.1:0'],
		directory,
		'resolver',
	)
	driver = await service.until(30, () => /"url": *"([^"]+)"/.exec(service?.output ?? '')?.[1])
	resolvers = new Map([
		['driver', new Resolver(getResolver({ driver }))],
		['node', new Resolver(getResolver({ node: chainUrl().replace('ws:', 'http:') }))],
	])
})
after(async () => {
	await service?.stop()
	removeDirectory(directory)
})

/** Carries out a test through the driver and through the node. */
const resolving = (name: string, run: (resolver: Resolver) => Promise<void>): void => {
	for (const who of ['driver', 'node']) {
		test(`${name}, by the ${who}`, async () => {
			const resolver = resolvers.get(who)
			assert.ok(resolver)
			await run(resolver)
		})
	}
}

/** What is resolved, and that nothing went wrong. */
async function resolved(
	resolver: Resolver,
	did: string,
	options?: DIDResolutionOptions,
): Promise<DIDResolutionResult & { readonly didDocument: NonNullable<DIDResolutionResult['didDocument']> }> {
	const { didDocument, ...result } = await resolver.resolve(did, options)
	assert.equal(result.didResolutionMetadata.error, undefined, JSON.stringify(result))
	assert.ok(didDocument)
	return { ...result, didDocument }
}

async function refused(resolver: Resolver, did: string, options?: DIDResolutionOptions): Promise<unknown> {
	const result = await resolver.resolve(did, options)
	assert.equal(result.didDocument, null)
	return result.didResolutionMetadata.error
}

/** The bytes of a Multikey that stands for the same key as a JWK. */
function multikey({ crv, x = '', y = '' }: JsonWebKey): Buffer {
	const coordinate = Buffer.from(x, 'base64url')
	if (crv === 'Ed25519') return Buffer.concat([Buffer.from([0xed, 0x01]), coordinate])
	assert.equal(crv, 'P-256')
	const sign = 2 + ((Buffer.from(y, 'base64url').at(-1) ?? 0) & 1)
	return Buffer.concat([Buffer.from([0x80, 0x24, sign]), coordinate])
}

resolving('the document of a device names its keys in two forms each', async (resolver) => {
	const { didDocument, didDocumentMetadata, didResolutionMetadata } = await resolved(resolver, device)
	assert.equal(didResolutionMetadata.contentType, 'application/did+ld+json')
	assert.equal(didDocumentMetadata.deactivated, false)
	assert.equal(didDocumentMetadata.standing, 'active')
	assert.deepEqual(didDocument['@context'], CONTEXT)
	assert.equal(didDocument.id, device)
	assert.equal(didDocument.controller, member)

	const methods = new Map(didDocument.verificationMethod?.map((method) => [method.id, method]))
	assert.equal(methods.size, 4)
	for (const relationship of ['capabilityDelegation', 'assertionMethod'] as const) {
		const [bytes, jwk] = (didDocument[relationship] ?? []).map((id) => methods.get(String(id)))
		assert.ok(bytes?.publicKeyMultibase && jwk?.publicKeyJwk)
		assert.equal(bytes.type, 'Multikey')
		assert.equal(bytes.id, `${device}#${bytes.publicKeyMultibase}`)
		assert.equal(jwk.type, 'JsonWebKey')
		// The library takes no JWK that is not a key.
		createPublicKey({ key: { ...jwk.publicKeyJwk }, format: 'jwk' })
		const members = JSON.stringify(jwk.publicKeyJwk, ['crv', 'kty', 'x', 'y'])
		const thumbprint = createHash('sha256').update(members).digest('base64url')
		assert.equal(jwk.id, `${device}#${thumbprint}`)
		const key = multikey(jwk.publicKeyJwk)
		assert.deepEqual(fromBase58(bytes.publicKeyMultibase.slice(1), key.length), new Uint8Array(key))
		const expires = relationship === 'assertionMethod'
		for (const method of [bytes, jwk] as (VerificationMethod & { readonly expires?: string })[]) {
			assert.equal(method.controller, device)
			assert.equal(Date.parse(method.expires ?? '') > Date.now(), expires)
		}
	}
})

resolving('an older version is found by number and by time', async (resolver) => {
	const latest = await resolved(resolver, device)
	assert.equal(latest.didDocumentMetadata.versionId, '2')
	for (const options of [{ versionId: '1' }, { versionTime: latest.didDocumentMetadata.created }]) {
		const { didDocument, didDocumentMetadata } = await resolved(resolver, device, options)
		assert.equal(didDocumentMetadata.versionId, '1')
		assert.equal(didDocumentMetadata.nextVersionId, '2')
		assert.equal(didDocument.verificationMethod?.length, 2)
		assert.deepEqual(didDocument.assertionMethod, didDocument.capabilityDelegation)
	}
	const byUrl = await resolved(resolver, `${device}?versionId=1`)
	assert.equal(byUrl.didDocument.verificationMethod?.length, 2)
	assert.equal(await refused(resolver, device, { versionId: '3' }), 'notFound')
	assert.equal(await refused(resolver, device, { versionId: 'first' }), 'invalidOptions')
})

resolving('a device that is gone has a document without keys', async (resolver) => {
	const { didDocument, didDocumentMetadata } = await resolved(resolver, gone)
	assert.equal(didDocumentMetadata.deactivated, true)
	assert.equal(didDocumentMetadata.standing, 'destroyed')
	assert.deepEqual(didDocument, { '@context': CONTEXT, id: gone })
	const earlier = await resolved(resolver, gone, { versionId: '1' })
	assert.equal(earlier.didDocumentMetadata.deactivated, true)
	assert.equal(earlier.didDocument.verificationMethod?.length, 2)
})

resolving('a member has a document too', async (resolver) => {
	const { didDocument, didDocumentMetadata } = await resolved(resolver, member)
	assert.equal(didDocument.id, member)
	assert.match(didDocument.alsoKnownAs?.[0] ?? '', /^did:pkh:polkadot:[0-9a-f]{32}:/)
	assert.equal(didDocumentMetadata.deactivated, false)
})

resolving('plain JSON has no context, and other forms are not there', async (resolver) => {
	const json = await resolved(resolver, device, { accept: 'application/did+json' })
	assert.equal(json.didResolutionMetadata.contentType, 'application/did+json')
	assert.ok(!('@context' in json.didDocument))
	assert.equal(json.didDocument.id, device)
	for (const accept of ['application/did+ld+json', 'application/did']) {
		assert.deepEqual((await resolved(resolver, device, { accept })).didDocument['@context'], CONTEXT)
	}
	const accept = 'application/did+cbor'
	assert.equal(await refused(resolver, device, { accept }), 'representationNotSupported')
})

resolving('what cannot be resolved is told apart', async (resolver) => {
	assert.equal(await refused(resolver, nobody), 'notFound')
	assert.equal(await refused(resolver, `${device}1`), 'invalidDid')
})

const get = (did: string, accept?: string): Promise<Response> =>
	fetch(`${driver}/1.0/identifiers/${did}`, { headers: accept ? { accept } : {} })

test('the status says what cannot be resolved', async () => {
	const driving = resolvers.get('driver')
	assert.ok(driving)
	assert.equal(await refused(driving, `${device}?hl=x`), 'invalidOptions')
	for (const [did, status] of [
		[gone, 410],
		[nobody, 404],
		['did:bot:dev:0', 400],
		[`${device}/path`, 400],
		['did:web:example.com', 501],
		['nonsense', 400],
		['%ff', 400],
		['x'.repeat(5_000), 414],
	] as const) {
		assert.equal((await get(did)).status, status, did)
	}
})

test('the header Accept says in which form', async () => {
	const forms = {
		'application/did+ld+json': CONTEXT,
		'application/did': CONTEXT,
		'application/did+json': undefined,
	}
	for (const [accept, context] of Object.entries(forms)) {
		const response = await get(device, accept)
		assert.equal(response.status, 200)
		assert.equal(response.headers.get('content-type'), accept)
		const document = (await response.json()) as Readonly<Record<string, unknown>>
		assert.equal(document.id, device)
		assert.deepEqual(document['@context'], context)
	}
	const profile = 'application/ld+json;profile="https://w3id.org/did-resolution"'
	for (const accept of [undefined, '*/*', 'application/json', profile]) {
		const response = await get(device, accept)
		assert.equal(response.headers.get('access-control-allow-origin'), '*')
		assert.equal(((await response.json()) as DIDResolutionResult).didDocument?.id, device)
	}
	for (const accept of ['text/html', 'application/did+cbor']) {
		const response = await get(device, accept)
		assert.equal(response.status, 406)
		const { didResolutionMetadata } = (await response.json()) as DIDResolutionResult
		assert.equal(didResolutionMetadata.error, 'representationNotSupported')
	}
})

test('the resolver is well', async () => {
	const response = await fetch(`${driver}/health`)
	assert.deepEqual(await response.json(), { node: true, network: parseDid(device).network })
})
