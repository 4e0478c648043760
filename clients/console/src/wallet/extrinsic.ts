import { compactBig, fromHex } from '../chain/scale.js'
import { compact, concat, hex, u8 } from '../package.js'

/** The version of transactions that this page knows: the runtime changes it with their form. */
export const TRANSACTION_VERSION = 1
export const SPEC_NAME = 'bot'

/** The calls of the pallet that sells. A test of the runtime holds their numbers. */
const SALES = 62

export const purchaseCall = (agreement: number, tier: number, maxPrice: bigint): Uint8Array =>
	concat([Uint8Array.of(SALES, 32), compact(agreement), u8(tier), compactBig(maxPrice)])

export const claimRefundCall = (purchase: bigint): Uint8Array =>
	concat([Uint8Array.of(SALES, 35), compactBig(purchase)])

export const claimByTicketCall = (purchase: bigint, to: Uint8Array, signature: Uint8Array): Uint8Array =>
	concat([Uint8Array.of(SALES, 36), compactBig(purchase), to, signature])

/** The extensions of a transaction, in their order, as the runtime's metadata names them. */
export const EXTENSIONS = [
	'AuthorizeCall',
	'CheckNonZeroSender',
	'CheckSpecVersion',
	'CheckTxVersion',
	'CheckGenesis',
	'CheckMortality',
	'CheckNonce',
	'CheckWeight',
	'ChargeTransactionPayment',
	'CheckMetadataHash',
	'StorageWeightReclaim',
] as const

/** For so many blocks a transaction can be included. */
export const PERIOD = 64

/** The form of `PERIOD` blocks from `block` on in a transaction. */
export const mortalEra = (block: number): Uint8Array => {
	const encoded = (Math.log2(PERIOD) - 1) | ((block % PERIOD) << 4)
	return Uint8Array.of(encoded & 0xff, encoded >> 8)
}

/** What a wallet is asked to sign, as extensions take it. */
export interface Payload {
	readonly address: string
	readonly blockHash: string
	readonly blockNumber: string
	readonly era: string
	readonly genesisHash: string
	readonly method: string
	readonly mode: 0
	readonly metadataHash: null
	readonly nonce: string
	readonly signedExtensions: readonly string[]
	readonly specVersion: string
	readonly tip: string
	readonly transactionVersion: string
	readonly version: 4
	readonly withSignedTransaction: false
}

export interface Circumstances {
	readonly address: string
	readonly genesisHash: string
	readonly block: { readonly hash: string; readonly number: number }
	readonly nonce: number
	readonly specVersion: number
	readonly transactionVersion: number
}

/** A number as extensions take it: `0x` and so many bytes, the highest first. */
const hexNumber = (value: number, size: number): string =>
	`0x${value.toString(16).padStart(2 * size, '0')}`

export const payload = (call: Uint8Array, it: Circumstances): Payload => ({
	address: it.address,
	blockHash: it.block.hash,
	blockNumber: hexNumber(it.block.number, 4),
	era: hex(mortalEra(it.block.number)),
	genesisHash: it.genesisHash,
	method: hex(call),
	mode: 0,
	metadataHash: null,
	nonce: hexNumber(it.nonce, 4),
	signedExtensions: EXTENSIONS,
	specVersion: hexNumber(it.specVersion, 4),
	tip: hexNumber(0, 16),
	transactionVersion: hexNumber(it.transactionVersion, 4),
	version: 4,
	withSignedTransaction: false,
})

/** A signed transaction of version 4. The signature begins with its type, as wallets give it. */
export function signedExtrinsic(
	call: Uint8Array,
	account: Uint8Array,
	signature: string,
	{ block, nonce }: Circumstances,
): Uint8Array {
	const [noTip, noMetadataHash] = [compact(0), u8(0)]
	const body = concat([
		u8(0x84),
		u8(0),
		account,
		fromHex(signature),
		mortalEra(block.number),
		compact(nonce),
		noTip,
		noMetadataHash,
		call,
	])
	return concat([compact(body.length), body])
}
