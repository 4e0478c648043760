// A provider registers a model, and a device of it with the proof that the device holds its key.
// On the chain of `bot-node --dev`, Alice makes devices and Bob runs them.
import { randomBytes } from 'node:crypto'
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api'
import { deviceId, ed25519Key, formatDid, registration, sign, type Signer } from 'bot-client/device'
import {
	findEvent,
	keyedArgument,
	rpc,
	signedExtensions,
	submitSigned,
	types,
} from 'bot-client/polkadot-js'

/** A device, and what signs for it. */
export interface Device {
	readonly index: number
	readonly id: Uint8Array
	readonly did: string
	readonly key: Signer
}

const keyring = new Keyring({ type: 'sr25519' })
export const [alice, bob] = [keyring.addFromUri('//Alice'), keyring.addFromUri('//Bob')]

export async function connect(url: string): Promise<ApiPromise> {
	const provider = new WsProvider(url)
	return ApiPromise.create({ provider, rpc, signedExtensions, types, noInitWarn: true })
}

export async function registerModel(api: ApiPromise, name: string): Promise<number> {
	const call = api.tx.deviceDid.registerModel(name, 'Software', {})
	const { events } = await submitSigned(api, call, alice)
	return Number(findEvent(events, 'deviceDid.ModelRegistered')?.model)
}

export async function registerDevice(
	api: ApiPromise,
	model: number,
	key: Signer = ed25519Key(randomBytes(32)),
): Promise<Device> {
	const id = deviceId(alice.publicKey, key.publicKey)
	const proof = sign(key, registration({ provider: alice.publicKey, model }), {
		genesisHash: api.genesisHash.toHex(),
		deviceId: id,
		epoch: 0,
	})
	const call = api.tx.deviceDid.register(
		model,
		bob.address,
		keyedArgument(key.publicKey),
		keyedArgument(proof),
	)
	const { events } = await submitSigned(api, call, alice)
	const index = Number(findEvent(events, 'deviceDid.DeviceRegistered')?.device)
	return { index, id, did: formatDid('dev', id), key }
}
