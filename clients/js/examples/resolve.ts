// Resolves a DID, by a node.
//   node resolve.js http://127.0.0.1:9944 did:bot:dev:…
import { argv } from 'node:process'
import { getResolver } from 'bot-client/did-resolver'
import { Resolver } from 'did-resolver'

const [, , node = 'http://127.0.0.1:9944', did = ''] = argv

const resolver = new Resolver(getResolver({ node }))
const { didDocument, didDocumentMetadata, didResolutionMetadata } = await resolver.resolve(did)
if (didDocument === null) console.log('not resolved:', didResolutionMetadata.error)
else console.log(didDocument.id, didDocumentMetadata['standing'], didDocument.assertionMethod)
