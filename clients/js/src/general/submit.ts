import { blake2b256 } from '../common/hash.js'
import { hex, type Hex } from '../common/hex.js'
import type { Request } from '../common/request.js'
import { RefusedError, refusalOf } from './refusal.js'
import { DEFAULT_PERIOD } from './transaction.js'

/** A place in the chain. */
export interface Inclusion {
	readonly blockHash: Hex
	readonly blockNumber: number
	/** Index of the transaction in the block. */
	readonly index: number
}

/** No final block held the transaction as long as it could be included, or there were no blocks. */
export class DroppedError extends Error {
	override readonly name = 'DroppedError'
}

/**
 * Submits a feeless transaction, and gives its hash. That the node takes it says that the chain would
 * accept it now. Throws a `RefusedError` where it would not; any other error is that of `request`.
 */
export async function submitGeneral(request: Request, transaction: Uint8Array): Promise<Hex> {
	try {
		await request('author_submitExtrinsic', [hex(transaction)])
	} catch (error) {
		const refusal = refusalOf(error)
		throw refusal === undefined ? error : new RefusedError(refusal, { cause: error })
	}
	return hex(blake2b256(transaction))
}

/** How to wait for a transaction. */
export interface WaitOptions {
	/** Number of the block at which the transaction was made. */
	readonly blockNumber: number
	/** For how many blocks it can be included. 32 where it is left out. */
	readonly period?: number
	/** How often the node is asked, in milliseconds. 250 where it is left out. */
	readonly interval?: number
	/** How long the chain may take for a block, in milliseconds. 60,000 where it is left out. */
	readonly patience?: number
}

/**
 * Waits until a transaction that was submitted is in a final block. Throws a `DroppedError` where none
 * held it in time, or where the chain stands still.
 */
export async function waitForFinalized(
	request: Request,
	transaction: Uint8Array,
	options: WaitOptions,
): Promise<Inclusion> {
	const { blockNumber, period = DEFAULT_PERIOD } = options
	const wanted = hex(transaction)
	for (let number = blockNumber + 1; number <= blockNumber + period; number += 1) {
		await waitForBlock(request, number, options)
		const blockHash = (await request('chain_getBlockHash', [number])) as Hex
		const { block } = (await request('chain_getBlock', [blockHash])) as SignedBlock
		const index = block.extrinsics.indexOf(wanted)
		if (index !== -1) return { blockHash, blockNumber: number, index }
	}
	throw new DroppedError(`none of the blocks ${blockNumber + 1} to ${blockNumber + period} has the transaction`)
}

async function waitForBlock(
	request: Request,
	number: number,
	{ interval = 250, patience = 60_000 }: WaitOptions,
): Promise<void> {
	for (const end = Date.now() + patience; (await lastFinalized(request)) < number; ) {
		if (Date.now() > end) throw new DroppedError(`block ${number} was not final within ${patience} ms`)
		await new Promise((resolve) => setTimeout(resolve, interval))
	}
}

interface SignedBlock {
	readonly block: { readonly extrinsics: readonly string[] }
}

async function lastFinalized(request: Request): Promise<number> {
	const hash = await request('chain_getFinalizedHead', [])
	const header = (await request('chain_getHeader', [hash])) as { readonly number: Hex }
	return Number(header.number)
}
