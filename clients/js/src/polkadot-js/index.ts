import type { ApiPromise } from '@polkadot/api'
import type { AddressOrPair, SignerOptions, SubmittableExtrinsic } from '@polkadot/api/types'
import type { Vec } from '@polkadot/types-codec'
import type { Codec } from '@polkadot/types-codec/types'
import type { DispatchError, EventRecord } from '@polkadot/types/interfaces'
import type { ISubmittableResult } from '@polkadot/types/types'
import { hex, type Hex } from '../common/hex.js'
import type { PublicKey, Signature } from '../common/keys.js'
import type { Request } from '../common/request.js'
import { DroppedError, submitGeneral, waitForFinalized, type Inclusion } from '../general/submit.js'
import { generalTransaction } from '../general/transaction.js'

export { DroppedError, ExtensionError, RefusedError, type RefusalName } from '../general/index.js'
export { rpc, types } from '../rpc/index.js'
export type {
	BotAgreement,
	BotAgreementList,
	BotArchive,
	BotDidList,
	BotQuotedPart,
	BotRecordProof,
	BotStatement,
	BotStream,
} from './augment.js'

/**
 * The extensions of the chain's transactions that polkadot.js does not know by itself: none has a value.
 * It is what polkadot.js takes as its option `signedExtensions`.
 */
export const signedExtensions = {
	AuthorizeCall: { extrinsic: {}, payload: {} },
	StorageWeightReclaim: { extrinsic: {}, payload: {} },
}

/** Sends requests through the connection of `api`. */
export const requestOf =
	(api: ApiPromise): Request =>
	(method, params) =>
		api.rpc(method, ...params)

const VARIANTS = { ed25519: 'Ed25519', ecdsa_p256: 'EcdsaP256' } as const

/** A key, or a signature, as an argument of a call. A `DataStatement` is one as it is. */
export const keyedArgument = ({ kind, value }: PublicKey | Signature): Readonly<Record<string, Hex>> => ({
	[VARIANTS[kind]]: hex(value),
})

/** A call that was included in a final block. */
export interface Included extends Inclusion {
	/** The events of the call. */
	readonly events: readonly EventRecord[]
}

/** What of a call is sent: polkadot.js makes it by `api.tx.attestation.attest(…)`. */
interface Call {
	readonly method: { toU8a(): Uint8Array }
}

/**
 * Submits a feeless call, such as `api.tx.attestation.attest(…)`, and waits until it is in a final block.
 *
 * Throws a `RefusedError` where the chain refuses the call, and a `DroppedError` where no block held it in
 * time. It can be sent again, then by other bytes, once there is another block.
 */
export async function submitFeeless(api: ApiPromise, call: Call): Promise<Included> {
	const header = await api.rpc.chain.getHeader()
	// A busy node's pool follows its chain a moment later, and refuses what is made at a block that it
	// does not know yet. The block before will do: there is no signature that binds its hash.
	const blockNumber = Math.max(header.number.toNumber() - 1, 0)
	const transaction = generalTransaction(call.method.toU8a(), api.registry.signedExtensions, {
		blockNumber,
	})
	const request = requestOf(api)
	await submitGeneral(request, transaction)
	const inclusion = await waitForFinalized(request, transaction, { blockNumber })
	return { ...inclusion, events: await eventsOf(api, inclusion) }
}

async function eventsOf(api: ApiPromise, { blockHash, index }: Inclusion): Promise<EventRecord[]> {
	const at = await api.at(blockHash)
	const events = (await at.query['system']?.['events']?.()) as unknown as Vec<EventRecord>
	return events.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index))
}

/** A signed call was included in a block, and failed there. */
export class CallError extends Error {
	override readonly name = 'CallError'

	constructor(
		/** Pallet and name of the error, such as `deviceDid.UnknownModel`; of others the kind. */
		readonly errorName: string,
		reason: string,
	) {
		super(reason === '' ? errorName : `${errorName}: ${reason}`)
	}
}

/**
 * Signs and submits a call, and waits until it is in a final block. Who submits several calls of one account
 * at a time gives each its `nonce`: without it, the node's count of the moment is taken.
 *
 * Throws a `CallError` where the call fails, and a `DroppedError` where no block held it in time. An error
 * of the pool is that of polkadot.js.
 */
export async function submitSigned(
	api: ApiPromise,
	call: SubmittableExtrinsic<'promise'>,
	signer: AddressOrPair,
	options: Partial<SignerOptions> = {},
): Promise<Included> {
	const result = await new Promise<ISubmittableResult>((resolve, reject) => {
		const submitted = call.signAndSend(signer, { nonce: -1, ...options }, (result) => {
			if (result.isError) reject(new DroppedError(`the pool says: ${result.status.type}`))
			if (result.isFinalized) resolve(result)
		})
		submitted.catch(reject)
	})
	const { dispatchError, events, status, txIndex = 0 } = result
	if (dispatchError !== undefined) throw callError(api, dispatchError)
	const blockHash = status.asFinalized.toHex()
	const header = await api.rpc.chain.getHeader(blockHash)
	return { blockHash, blockNumber: header.number.toNumber(), index: txIndex, events }
}

function callError(api: ApiPromise, error: DispatchError): CallError {
	if (!error.isModule) return new CallError(error.toString(), '')
	const { docs, name, section } = api.registry.findMetaError(error.asModule)
	return new CallError(`${section}.${name}`, docs.join(' ').trim())
}

/** The fields of the first event of this name, such as `deviceDid.DeviceRegistered`; none without one. */
export function findEvent(
	events: readonly EventRecord[],
	name: string,
): Readonly<Record<string, Codec>> | undefined {
	const found = events.find(({ event: { method, section } }) => `${section}.${method}` === name)
	if (found === undefined) return undefined
	const { data } = found.event
	return Object.fromEntries(data.map((value, index) => [data.names?.[index] ?? String(index), value]))
}
