import type { ApiPromise } from '@polkadot/api'
import type { EventRecord } from '@polkadot/types/interfaces'
import { hex, type Hex } from '../common/hex.js'
import type { PublicKey, Signature } from '../common/keys.js'
import type { Request } from '../common/request.js'
import type { DataStatement } from '../device/payloads.js'
import { submitGeneral, waitForFinalized, type Inclusion } from '../general/submit.js'
import { generalTransaction } from '../general/transaction.js'
import './augment.js'

export { DroppedError, ExtensionError, RefusedError, type RefusalName } from '../general/index.js'
export { rpc, types } from '../rpc/index.js'
export type {
	BotAgreement,
	BotArchive,
	BotDidList,
	BotQuotedPart,
	BotRecordProof,
	BotStatement,
	BotStream,
} from './augment.js'

/** Sends requests through the connection of `api`. */
export const requestOf =
	(api: ApiPromise): Request =>
	(method, params) =>
		api.rpc(method, ...params)

const VARIANTS = { ed25519: 'Ed25519', ecdsa_p256: 'EcdsaP256' } as const

/** A key, or a signature, as an argument of a call. */
export const keyedArgument = ({ kind, value }: PublicKey | Signature): Readonly<Record<string, Hex>> => ({
	[VARIANTS[kind]]: hex(value),
})

/** A signed statement as the arguments of `attest`, and as an item of `attestMany`. */
export interface SignedStatement {
	/** Number of the device. */
	readonly device: number
	readonly statement: DataStatement
	readonly signature: Readonly<Record<string, Hex>>
}

/** The arguments of `attest`, by name. */
export const signedStatement = (
	device: number,
	statement: DataStatement,
	signature: Signature,
): SignedStatement => ({ device, statement, signature: keyedArgument(signature) })

/** A feeless call that was included in a final block. */
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
	const records = await (await api.at(inclusion.blockHash)).query.system?.events?.()
	const events = (records as unknown as readonly EventRecord[]).filter(
		({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(inclusion.index),
	)
	return { ...inclusion, events }
}
