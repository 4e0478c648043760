// With polkadot.js: a device attests to readings without a fee, and one of them becomes an evidence file.
//   node attest.js ws://127.0.0.1:9944 evidence.json
import { writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import type { ApiPromise } from '@polkadot/api'
import { Batch, dataStatement, sign } from 'bot-client/device'
import { evidenceFile, type Evidence } from 'bot-client/evidence'
import { keyedArgument, requestOf, submitFeeless, type Included } from 'bot-client/polkadot-js'
import { botRpc } from 'bot-client/rpc'
import { connect, registerDevice, registerModel, type Device } from './register.js'

async function attest(api: ApiPromise, device: Device, batch: Batch, seq: number): Promise<Included> {
	const now = Date.now()
	const statement = {
		seq,
		commitment: {
			root: batch.root,
			count: batch.count,
			firstCounter: 0,
			lastCounter: batch.count - 1,
			firstAt: now - 60_000,
			lastAt: now,
			content: 110,
		},
	}
	const context = { genesisHash: api.genesisHash.toHex(), deviceId: device.id, epoch: 0 }
	const signature = sign(device.key, dataStatement(statement), context)
	const call = api.tx.attestation.attest(device.index, statement, keyedArgument(signature))
	return submitFeeless(api, call)
}

async function prove(api: ApiPromise, device: Device, batch: Batch, seq: number): Promise<Evidence> {
	const { attestation } = botRpc(requestOf(api))
	const proof = await attestation.prove(device.did, 0, seq)
	return evidenceFile({ did: device.did, reading: batch.prove(0), proof })
}

const [, , url = 'ws://127.0.0.1:9944', file = 'evidence.json'] = argv
const api = await connect(url)
const device = await registerDevice(api, await registerModel(api, 'Sensor'))
const readings = [21.5, 21.75, 22].map((v) => JSON.stringify([{ n: 'temperature', u: 'Cel', v }]))
const batch = Batch.of(readings)

const { blockNumber } = await attest(api, device, batch, 0)
console.log(`${device.did}: ${batch.count} readings in block ${blockNumber}`)

// The header of the block after the record's is the first that proves it.
const unsubscribe = await new Promise<() => void>((resolve) => {
	const subscribed = api.rpc.chain.subscribeFinalizedHeads(({ number }) => {
		if (number.toNumber() > blockNumber) subscribed.then(resolve)
	})
})
unsubscribe()
const { headerHash, json } = await prove(api, device, batch, 0)
writeFileSync(file, json)
console.log(`${file}: proven to header ${headerHash}`)
await api.disconnect()
