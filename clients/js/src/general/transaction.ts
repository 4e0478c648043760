import { InputError } from '../common/input.js'
import { compact, concat, prefixed, u16 } from '../common/scale.js'

/** A general transaction of version 5 (0b01 and the version), and version 0 of its extensions. */
const PREAMBLE = Uint8Array.of(0b0100_0101, 0)

/** For how many blocks a transaction can be included where nothing else is asked for. */
export const DEFAULT_PERIOD = 32

/** From when a transaction can be included, and for how long. */
export interface Mortality {
	/** Number of a recent block. The transaction can be included in the blocks after it. */
	readonly blockNumber: number
	/** For how many blocks: a power of two from 4 to 65,536. 32 where it is left out. */
	readonly period?: number
}

/** The chain's transactions have an extension that this package does not know. */
export class ExtensionError extends Error {
	override readonly name = 'ExtensionError'
}

/**
 * What goes into a transaction for each extension. A feeless transaction has no signer, so there is no
 * nonce to count and no tip to pay.
 */
const VALUES: ReadonlyMap<string, (mortality: Mortality) => Uint8Array> = new Map([
	...[
		'AuthorizeCall',
		'CheckNonZeroSender',
		'CheckSpecVersion',
		'CheckTxVersion',
		'CheckGenesis',
		'CheckWeight',
		'StorageWeightReclaim',
	].map((name) => [name, () => new Uint8Array()] as const),
	['CheckMortality', encodeEra],
	['CheckNonce', () => compact(0)],
	['ChargeTransactionPayment', () => compact(0)],
	// The mode in which nothing is checked.
	['CheckMetadataHash', () => Uint8Array.of(0)],
])

/**
 * The bytes of a feeless transaction: a call that carries what authorises it, without a signer.
 *
 * `extensions` are the names of the chain's transaction extensions, in the order of its metadata. Throws
 * an `ExtensionError` for one that is not known, or where `AuthorizeCall` is not among them: such a chain
 * takes no feeless transactions.
 *
 * A node's pool does not look at bytes again that it refused within half an hour. To send again, make the
 * transaction again at a later block: its bytes differ from block to block.
 */
export function generalTransaction(
	call: Uint8Array,
	extensions: readonly string[],
	mortality: Mortality,
): Uint8Array {
	refuseWithoutAuthorizeCall(extensions)
	const values = extensions.map((name) => {
		const encode = VALUES.get(name)
		if (encode === undefined) {
			throw new ExtensionError(`${name}: take a version of bot-client that knows this extension`)
		}
		return encode(mortality)
	})
	return assembleGeneral(call, values)
}

/** The bytes of a general transaction whose extensions have these values, in the order of the metadata. */
export function assembleGeneral(call: Uint8Array, values: readonly Uint8Array[]): Uint8Array {
	if (call.length === 0) throw new InputError('call: no bytes')
	return prefixed(concat([PREAMBLE, ...values, call]))
}

/** Throws an `ExtensionError` for a chain that takes no feeless transactions. */
export function refuseWithoutAuthorizeCall(extensions: readonly string[]): void {
	if (!extensions.includes('AuthorizeCall')) {
		throw new ExtensionError('AuthorizeCall: the chain has no such extension, so it takes no feeless calls')
	}
}

/** A mortal era: the period in the lowest four bits, the place in it in the others. */
function encodeEra({ blockNumber, period = DEFAULT_PERIOD }: Mortality): Uint8Array {
	const bits = Math.log2(period)
	if (!Number.isInteger(bits) || bits < 2 || bits > 16) {
		throw new InputError(`period: ${period} is no power of two from 4 to 65536`)
	}
	if (!Number.isSafeInteger(blockNumber) || blockNumber < 0) {
		throw new InputError(`blockNumber: ${blockNumber} is no integer from 0`)
	}
	const quantum = Math.max(period >>> 12, 1)
	const place = Math.floor((blockNumber % period) / quantum)
	return u16((bits - 1) | (place << 4))
}
