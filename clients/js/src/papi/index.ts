import type { PolkadotClient, PolkadotSigner } from 'polkadot-api'
import { hex, type Hex } from '../common/hex.js'
import { InputError, toBytes } from '../common/input.js'
import type { PublicKey, Signature } from '../common/keys.js'
import type { Request } from '../common/request.js'
import type { DataStatement } from '../device/payloads.js'
import { assembleGeneral, refuseWithoutAuthorizeCall } from '../general/transaction.js'

export { ExtensionError, refusalOf, type RefusalName } from '../general/index.js'

/** Sends requests through the connection of `client`. */
export const requestOf =
	(client: PolkadotClient): Request =>
	(method, params) =>
		client._request(method, params)

/**
 * Stands in the place of a signer for feeless calls:
 * `api.tx.Attestation.attest({ … }).signAndSubmit(feeless)`. It signs nothing: the transaction is a
 * general one, and what authorises it is in the call.
 *
 * Where the chain refuses the call, PAPI rejects with an `InvalidTxError`; `refusalOf` names it.
 */
export const feeless: PolkadotSigner = {
	// Nobody's: PAPI asks for the nonce of an account, and this one has none.
	publicKey: new Uint8Array(32),
	// The values of the extensions come in the order of the metadata.
	async signTx(call, extensions) {
		refuseWithoutAuthorizeCall(Object.keys(extensions))
		const values = Object.values(extensions).map(({ value }) => value)
		return assembleGeneral(call, values)
	},
	async signBytes() {
		throw new InputError('a feeless call has no signer, so it signs no bytes')
	},
}

/** A value of a variant, as PAPI has it. */
export interface Variant {
	readonly type: 'Ed25519' | 'EcdsaP256'
	readonly value: Hex
}

const VARIANTS = { ed25519: 'Ed25519', ecdsa_p256: 'EcdsaP256' } as const

/** A key, or a signature, as an argument of a call. */
export const keyedArgument = ({ kind, value }: PublicKey | Signature): Variant => ({
	type: VARIANTS[kind],
	value: hex(value),
})

/** A signed statement as the arguments of `attest`, and as an item of `attest_many`. */
export interface SignedStatement {
	readonly device: number
	readonly statement: {
		readonly seq: bigint
		readonly commitment: {
			readonly root: Hex
			readonly count: number
			readonly first_counter: bigint
			readonly last_counter: bigint
			readonly first_at: bigint
			readonly last_at: bigint
			readonly content: number
		}
	}
	readonly signature: Variant
}

/** The arguments of `attest`. */
export function signedStatement(
	device: number,
	{ seq, commitment }: DataStatement,
	signature: Signature,
): SignedStatement {
	return {
		device,
		statement: {
			seq: BigInt(seq),
			commitment: {
				root: hex(toBytes(commitment.root, 'root', 32)),
				count: commitment.count,
				first_counter: BigInt(commitment.firstCounter),
				last_counter: BigInt(commitment.lastCounter),
				first_at: BigInt(commitment.firstAt),
				last_at: BigInt(commitment.lastAt),
				content: commitment.content,
			},
		},
		signature: keyedArgument(signature),
	}
}
