// Resolves DIDs of a running chain. BOT_RESOLVER is the address of `bot resolver`; BOT_DIDS are three
// DIDs: of a device with a delegated key, of one that is gone since its second version, and of a member.
import assert from 'node:assert/strict'
import { createHash, createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { Resolver } from 'did-resolver'
import { getResolver } from './bot-resolver.mjs'

const base = process.env.BOT_RESOLVER
const [device, gone, member] = (process.env.BOT_DIDS ?? '').split(',')
assert.ok(base && device && gone && member, 'BOT_RESOLVER and BOT_DIDS name what to test')

const resolver = new Resolver(getResolver(base))
const CONTEXT = [
  'https://www.w3.org/ns/did/v1',
  'https://w3id.org/security/multikey/v1',
  'https://w3id.org/security/jwk/v1',
]
const NOBODY = `${member.slice(0, member.lastIndexOf(':'))}:${'1'.repeat(32)}`

const get = (did, accept, query = '') =>
  fetch(`${base}/1.0/identifiers/${did}${query}`, { headers: accept ? { accept } : {} })

/** What is resolved, and that nothing went wrong. */
async function resolved(did, options) {
  const result = await resolver.resolve(did, options)
  assert.equal(result.didResolutionMetadata.error, undefined, JSON.stringify(result))
  return result
}

async function refused(did, options) {
  const result = await resolver.resolve(did, options)
  assert.equal(result.didDocument, null)
  return result.didResolutionMetadata.error
}

function base58(text) {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  let number = 0n
  for (const character of text) number = number * 58n + BigInt(alphabet.indexOf(character))
  const digits = number.toString(16)
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
}

/** The bytes of a Multikey that stands for the same key as `jwk`. */
function multikey({ crv, x, y }) {
  const coordinate = Buffer.from(x, 'base64url')
  if (crv === 'Ed25519') return Buffer.concat([Buffer.from([0xed, 0x01]), coordinate])
  assert.equal(crv, 'P-256')
  const sign = 2 + (Buffer.from(y, 'base64url').at(-1) & 1)
  return Buffer.concat([Buffer.from([0x80, 0x24, sign]), coordinate])
}

test('the document of a device names its keys in two forms each', async () => {
  const { didDocument, didResolutionMetadata, didDocumentMetadata } = await resolved(device)
  assert.equal(didResolutionMetadata.contentType, 'application/did+ld+json')
  assert.equal(didDocumentMetadata.deactivated, false)
  assert.equal(didDocumentMetadata.standing, 'active')
  assert.deepEqual(didDocument['@context'], CONTEXT)
  assert.equal(didDocument.id, device)
  assert.equal(didDocument.controller, member)

  const methods = new Map(didDocument.verificationMethod.map((method) => [method.id, method]))
  assert.equal(methods.size, 4)
  for (const relationship of ['capabilityDelegation', 'assertionMethod']) {
    const [bytes, jwk] = didDocument[relationship].map((id) => methods.get(id))
    assert.equal(bytes.type, 'Multikey')
    assert.equal(bytes.id, `${device}#${bytes.publicKeyMultibase}`)
    assert.equal(jwk.type, 'JsonWebKey')
    // The library takes no JWK that is not a key.
    createPublicKey({ key: jwk.publicKeyJwk, format: 'jwk' })
    const members = JSON.stringify(jwk.publicKeyJwk, ['crv', 'kty', 'x', 'y'])
    const thumbprint = createHash('sha256').update(members).digest('base64url')
    assert.equal(jwk.id, `${device}#${thumbprint}`)
    assert.deepEqual(base58(bytes.publicKeyMultibase.slice(1)), multikey(jwk.publicKeyJwk))
    const expires = relationship === 'assertionMethod'
    for (const method of [bytes, jwk]) {
      assert.equal(method.controller, device)
      assert.equal(Date.parse(method.expires) > Date.now(), expires)
    }
  }
})

test('an older version is found by number and by time', async () => {
  const latest = await resolved(device)
  assert.equal(latest.didDocumentMetadata.versionId, '2')
  for (const options of [{ versionId: '1' }, { versionTime: latest.didDocumentMetadata.created }]) {
    const { didDocument, didDocumentMetadata } = await resolved(device, options)
    assert.equal(didDocumentMetadata.versionId, '1')
    assert.equal(didDocumentMetadata.nextVersionId, '2')
    assert.equal(didDocument.verificationMethod.length, 2)
    assert.deepEqual(didDocument.assertionMethod, didDocument.capabilityDelegation)
  }
  const byUrl = await resolved(`${device}?versionId=1`)
  assert.equal(byUrl.didDocument.verificationMethod.length, 2)
  assert.equal(await refused(device, { versionId: '3' }), 'notFound')
  assert.equal(await refused(device, { versionId: 'first' }), 'invalidOptions')
})

test('a device that is gone has a document without keys', async () => {
  const { didDocument, didDocumentMetadata } = await resolved(gone)
  assert.equal(didDocumentMetadata.deactivated, true)
  assert.equal(didDocumentMetadata.standing, 'destroyed')
  assert.deepEqual(didDocument, { '@context': CONTEXT, id: gone })
  const before = await resolved(gone, { versionId: '1' })
  assert.equal(before.didDocumentMetadata.deactivated, true)
  assert.equal(before.didDocument.verificationMethod.length, 2)
  assert.equal((await get(gone)).status, 410)
})

test('a member has a document too', async () => {
  const { didDocument, didDocumentMetadata } = await resolved(member)
  assert.equal(didDocument.id, member)
  assert.match(didDocument.alsoKnownAs[0], /^did:pkh:polkadot:[0-9a-f]{32}:/)
  assert.equal(didDocumentMetadata.deactivated, false)
})

test('what cannot be resolved is told apart', async () => {
  assert.equal(await refused(NOBODY), 'notFound')
  assert.equal(await refused(`${device}1`), 'invalidDid')
  assert.equal(await refused(`${device}?hl=x`), 'invalidOptions')
  for (const [did, status] of [
    [NOBODY, 404],
    ['did:bot:dev:0', 400],
    [`${device}/path`, 400],
    ['did:web:example.com', 501],
    ['nonsense', 400],
    ['%ff', 400],
    ['x'.repeat(5_000), 414],
  ]) {
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
    const document = await response.json()
    assert.equal(document.id, device)
    assert.deepEqual(document['@context'], context)
  }
  const profile = 'application/ld+json;profile="https://w3id.org/did-resolution"'
  for (const accept of [undefined, '*/*', 'application/json', profile]) {
    const response = await get(device, accept)
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
    assert.equal((await response.json()).didDocument.id, device)
  }
  for (const accept of ['text/html', 'application/did+cbor']) {
    const response = await get(device, accept)
    assert.equal(response.status, 406)
    const { didResolutionMetadata } = await response.json()
    assert.equal(didResolutionMetadata.error, 'representationNotSupported')
  }
})

test('the resolver is well', async () => {
  const response = await fetch(`${base}/health`)
  assert.deepEqual(await response.json(), { node: true, network: device.split(':')[2] })
})
