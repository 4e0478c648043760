import type { App } from '../app.js'
import type { Header } from '../chain/connection.js'
import { parseAddress } from '../chain/identifiers.js'
import { fromHex } from '../chain/scale.js'
import { hex } from '../package.js'
import { ViewError } from '../ui/problem.js'
import {
	PERIOD,
	SPEC_NAME,
	TRANSACTION_VERSION,
	payload,
	signedExtrinsic,
	type Circumstances,
} from './extrinsic.js'
import type { Wallet } from './injected.js'
import { readOutcome, type Outcome } from './outcome.js'

/** Where a transaction was included. */
export interface Included {
	readonly block: number
	readonly outcome: Outcome
}

/** Signs a call with the wallet's account, sends it, and waits until a final block has it. */
export async function send(
	app: App,
	wallet: Wallet,
	address: string,
	call: Uint8Array,
	progress: (text: string) => void,
): Promise<Included> {
	const { chain } = app
	const account = parseAddress(address)
	if (account === undefined) throw new ViewError(`${address} is no address of this chain.`, 'Choose another account.')
	const { head, ...it } = await circumstances(app, address)
	progress('Waiting for the wallet to sign…')
	const signature = await wallet.sign(payload(call, it)).catch((error: unknown) => {
		const reason = error instanceof Error ? error.message : String(error)
		throw new ViewError(`The wallet did not sign: ${reason}.`, 'Nothing was sent. Try again.')
	})
	const extrinsic = signedExtrinsic(call, account, signature, it)

	const expected = await outcomeAt(app, extrinsic, head)
	if (expected.kind === 'refused') throw new ViewError(`The chain would refuse this: ${expected.why}.`, expected.next)
	progress('Sending…')
	await chain.node.call('author_submitExtrinsic', hex(extrinsic))
	progress('Sent. Waiting for a final block…')
	const found = await inclusion(app, hex(extrinsic), it.block.number)
	// No event tells what became of it; on the state before its block, the same comes of it again.
	return { block: found.number, outcome: await outcomeAt(app, extrinsic, found.parentHash) }
}

/** What a transaction is made of, and the hash of the final block on whose state it is tried. */
async function circumstances(
	{ chain }: App,
	address: string,
): Promise<Circumstances & { readonly head: string }> {
	const [version, genesisHash, { hash: head, number: last }, nonce] = await Promise.all([
		chain.runtimeVersion(),
		chain.genesis(),
		chain.finalized(),
		chain.node.call<number>('system_accountNextIndex', address),
	])
	// The state of a block knows the hashes of those before it, and not its own.
	const number = Math.max(0, last - 1)
	const block = { number, hash: (await chain.blockHash(number)) ?? genesisHash }
	const { specName, specVersion, transactionVersion } = version
	if (specName !== SPEC_NAME || transactionVersion !== TRANSACTION_VERSION) {
		throw new ViewError(
			`The chain takes transactions of version ${transactionVersion} of "${specName}", which this page does not know.`,
			'Take the page of a newer `bot`. Nothing was signed.',
		)
	}
	return { address, genesisHash, block, nonce, specVersion, transactionVersion, head }
}

/** What comes of a transaction on the state of a block. */
async function outcomeAt({ chain }: App, extrinsic: Uint8Array, block: string): Promise<Outcome> {
	const result = await chain.node.call<string>(
		'state_call',
		'BlockBuilder_apply_extrinsic',
		hex(extrinsic),
		block,
	)
	return readOutcome(fromHex(result))
}

interface Block {
	readonly block: { readonly header: Header; readonly extrinsics: readonly string[] }
}

/** Looks for a transaction in the blocks after `from`, as they become final. */
function inclusion(
	{ chain, signal }: App,
	extrinsic: string,
	from: number,
): Promise<{ readonly number: number; readonly parentHash: string }> {
	let next = from + 1
	let looking = false
	return new Promise((resolve, reject) => {
		const look = async (): Promise<void> => {
			if (looking) return
			looking = true
			try {
				const { number: last } = await chain.finalized()
				for (; next <= last; next++) {
					const hash = await chain.blockHash(next)
					const { block } = await chain.node.call<Block>('chain_getBlock', hash)
					if (block.extrinsics.includes(extrinsic)) {
						stop()
						resolve({ number: next, parentHash: block.header.parentHash })
						return
					}
				}
				if (last > from + PERIOD) {
					stop()
					reject(new ViewError('No block took it in time.', 'Nothing was paid, and nothing will be. Try again.'))
				}
			} catch {
				// A lost connection is taken up again; the next final block is looked at then.
			} finally {
				looking = false
			}
		}
		const stop = chain.node.subscribe('chain_subscribeFinalizedHeads', 'chain_unsubscribeFinalizedHeads', () => void look())
		signal.addEventListener('abort', stop)
	})
}
