// With PAPI: a device attests without a fee, and a gateway pays for many statements at once.
//   node papi.js ws://127.0.0.1:9944 DEVICE_NUMBER DID SEED
// where SEED is that of the device's Ed25519 key. `npx papi add bot -w ws://127.0.0.1:9944` makes types
// of the chain; here the API is used without them.
import { argv } from 'node:process'
import { Keyring } from '@polkadot/api'
import { getPolkadotSigner } from 'polkadot-api/signer'
import { createWsClient, type WebSocketClass } from 'polkadot-api/ws'
import { WebSocket } from 'ws'
import { dataStatement, ed25519Key, parseDid, sign, type DataStatement } from 'bot-client/device'
import { feeless, refusalOf, requestOf, signedStatement, type SignedStatement } from 'bot-client/papi'
import { botRpc } from 'bot-client/rpc'

const [, , url = 'ws://127.0.0.1:9944', number = '0', did = '', seed = ''] = argv
// Node before version 22 has no WebSocket of its own.
const client = createWsClient(url, { websocketClass: WebSocket as unknown as WebSocketClass })
const api = client.getUnsafeApi()
const { genesisHash } = await client.getChainSpecData()
const key = ed25519Key(seed)
const context = { genesisHash, deviceId: parseDid(did).subject, epoch: 0 }

function statement(seq: number): SignedStatement {
	const stated: DataStatement = {
		seq,
		commitment: {
			root: new Uint8Array(32).fill(seq),
			count: 1,
			firstCounter: seq,
			lastCounter: seq,
			firstAt: Date.now(),
			lastAt: Date.now(),
			content: 42,
		},
	}
	return signedStatement(Number(number), stated, sign(key, dataStatement(stated), context))
}

const attested = await api.tx.Attestation.attest(statement(0)).signAndSubmit(feeless)
console.log('attested:', attested.ok, 'block', attested.block.number)

try {
	await api.tx.Attestation.attest(statement(0)).signAndSubmit(feeless)
} catch (error) {
	console.log('refused:', refusalOf(error))
}

const gateway = new Keyring({ type: 'sr25519' }).addFromUri('//Dave')
const signer = getPolkadotSigner(gateway.publicKey, 'Sr25519', (bytes) => gateway.sign(bytes))

const many = api.tx.Attestation.attest_many({ statements: [1, 2, 3].map(statement) })
const paid = await many.signAndSubmit(signer)
const refused = paid.events.filter(({ value }) => value.type === 'StatementRefused')
console.log('attested with a fee:', paid.ok, 'refused', refused.length)

const { attestation } = botRpc(requestOf(client))
const { nextSeq, missing } = await attestation.stream(did)
console.log('stream: next', nextSeq, 'missing', missing.length)
client.destroy()
