import {
	concat,
	hex,
	u32,
	u64,
	type Agreement,
	type AgreementList,
	type Archive,
	type DidList,
	type FoundRecord,
	type QuotedPart,
	type Resolution,
	type Statement,
	type Stream,
} from '../package.js'
import { addressOf } from './identifiers.js'
import { RpcError, type Connection, type Header } from './connection.js'
import { decodeBlock, type RecordedBlock } from './records.js'
import { decode, fromHex, type Reader } from './scale.js'

/** Error codes of the node that the page can do something about. */
export const UNKNOWN_RECORD = 9020
export const RECORD_NOT_FINAL = 9021
export const INCOMPLETE_INDEX = 9022
export const PRUNED_INDEX = 9023
export const UNKNOWN_AGREEMENT = 9030
export const NOTHING_SOLD = 9034

/** What the page shows of a device beside its DID document. */
export interface Device {
	readonly index: number
	readonly provider: string
	readonly operator: string
	readonly model: number
	readonly protection: 'software' | 'secure element'
	readonly firmware: string | undefined
	readonly metadata: readonly { readonly name: string; readonly value: Uint8Array }[]
}

export interface Model {
	readonly provider: string
	readonly name: string
}

export interface PriceList {
	readonly id: number
	readonly operator: string
	/** The number of an issued asset; none for the native currency. */
	readonly asset: number | undefined
	readonly tiers: readonly { readonly class: number; readonly price: bigint }[]
}

export interface Purchase {
	readonly device: number
	readonly agreement: number
	readonly price: bigint
	readonly payer: string
	/** The key of its ticket, and until when its holder may claim. */
	readonly ticket: { readonly key: Uint8Array; readonly claimBy: bigint } | undefined
	readonly vendBy: bigint
	readonly reportBy: bigint
	readonly state: 'open' | 'dispensed' | 'failed'
}

/** Names of members, by address. */
export type Members = ReadonlyMap<string, string>

export interface RuntimeVersion {
	readonly specName: string
	readonly specVersion: number
	readonly transactionVersion: number
}

/** A final block, at whose state the page reads. */
export interface Head {
	readonly hash: string
	readonly number: number
}

/** What the page asks of a node. All state is read by the versioned runtime APIs. */
export class Chain {
	#genesis: Promise<string> | undefined
	#network: Promise<string | undefined> | undefined

	constructor(readonly node: Connection) {}

	/** The last final block. */
	async finalized(): Promise<Head> {
		const hash = await this.node.call<string>('chain_getFinalizedHead')
		const { number } = await this.node.call<Header>('chain_getHeader', hash)
		return { hash, number: Number(number) }
	}

	/** The hash of the block of this number; none where there is none yet. */
	blockHash(number: number): Promise<string | null> {
		return this.node.call('chain_getBlockHash', number)
	}

	/** The chain that the address leads to may be another one after each loss of the connection. */
	forget(): void {
		this.#genesis = undefined
		this.#network = undefined
	}

	genesis(): Promise<string> {
		this.#genesis ??= this.blockHash(0).then((hash) => hash ?? '')
		return this.#genesis
	}

	/** The label of the network in its DIDs. */
	network(): Promise<string | undefined> {
		this.#network ??= this.#read('DeviceDidApi_network', [], undefined, (reader) =>
			reader.optional(() => new TextDecoder().decode(reader.bytes(16)).replace(/\0+$/, '')),
		)
		return this.#network
	}

	runtimeVersion(): Promise<RuntimeVersion> {
		return this.node.call('state_getRuntimeVersion')
	}

	dids(start: number, limit: number, at: Head): Promise<DidList> {
		return this.node.call('did_list', start, limit, at.hash)
	}

	resolve(did: string, at: Head): Promise<Resolution> {
		return this.node.call('did_resolve', did, null, at.hash)
	}

	stream(did: string, at: Head): Promise<Stream> {
		return this.node.call('attestation_stream', did, at.hash)
	}

	/** The record with this number; none where there is none, or the node has none. */
	async record(did: string, epoch: number, seq: number): Promise<FoundRecord | undefined> {
		return optional([UNKNOWN_RECORD, RECORD_NOT_FINAL, INCOMPLETE_INDEX], () =>
			this.node.call('attestation_record', did, epoch, seq),
		)
	}

	/** What was recorded in the blocks from `from` on, up to but not in the final block `at`. */
	async recorded(from: number, limit: number, at: string): Promise<RecordedBlock[]> {
		const archive = await this.node.call<Archive>('attestation_archive', from, limit, at)
		return archive.blocks.map(({ leaf, records }) =>
			decodeBlock(fromHex(leaf), records.map(fromHex)),
		)
	}

	agreement(id: number, at: Head): Promise<Agreement | undefined> {
		return optional([UNKNOWN_AGREEMENT], () =>
			this.node.call('revenue_agreement', id, at.hash),
		)
	}

	/** The agreement that a device sells under now; none where nothing is sold. */
	async agreementOf(did: string, at: Head): Promise<Agreement | undefined> {
		return (await this.node.call<Agreement | null>('revenue_agreementOf', did, at.hash)) ?? undefined
	}

	agreements(start: number, limit: number, at: Head): Promise<AgreementList> {
		return this.node.call('revenue_list', start, limit, at.hash)
	}

	/** What each payee would be due; none where nothing can be sold for that now. */
	quote(agreement: number, amount: bigint, at: Head): Promise<readonly QuotedPart[] | undefined> {
		return optional([NOTHING_SOLD], () =>
			this.node.call('revenue_quote', agreement, amount.toString(), at.hash),
		)
	}

	statement(agreement: number, payee: string, at: Head): Promise<Statement> {
		return this.node.call('revenue_statement', agreement, payee, null, null, at.hash)
	}

	async members(at: Head): Promise<Members> {
		const members = await this.#read('ConsortiumApi_members', [], at, (reader) =>
			reader.list((): [string, string] => {
				const account = addressOf(reader.hash())
				reader.u8()
				const name = reader.text()
				reader.bool()
				reader.u32()
				return [account, name]
			}),
		)
		return new Map(members)
	}

	device(id: Uint8Array, at: Head): Promise<Device | undefined> {
		return this.#read('DeviceDidApi_device', [id], at, (reader) =>
			reader.optional(() => readDevice(reader)),
		)
	}

	model(id: number, at: Head): Promise<Model | undefined> {
		return this.#read('DeviceDidApi_model', [u32(id)], at, (reader) =>
			reader.optional(() => {
				const model = { provider: addressOf(reader.hash()), name: reader.text() }
				reader.u8()
				reader.optional(() => [reader.hash(), reader.prefixed()])
				reader.optional(() => reader.hash())
				reader.optional(() => reader.hash())
				return model
			}),
		)
	}

	prices(device: number, at: Head): Promise<PriceList | undefined> {
		return this.#read('RevenueShareApi_prices', [u32(device)], at, (reader) =>
			reader.optional(() => {
				const id = reader.u32()
				const operator = addressOf(reader.hash())
				const asset = readAsset(reader)
				const tiers = reader.list(() => ({ class: reader.u8(), price: reader.u128() }))
				reader.u128()
				return { id, operator, asset, tiers }
			}),
		)
	}

	/** A purchase; none where it is over, or there is none of this number. */
	purchase(id: bigint, at: Head): Promise<Purchase | undefined> {
		return this.#read('RevenueShareApi_purchase', [u64(id)], at, (reader) =>
			reader.optional(() => {
				const [device, agreement] = [reader.u32(), reader.u32()]
				reader.u16()
				reader.u32()
				reader.u8()
				readAsset(reader)
				const price = reader.u128()
				const payer = addressOf(reader.hash())
				const ticket = reader.optional(() => ({ key: reader.hash(), claimBy: reader.u64() }))
				const [vendBy, reportBy] = [reader.u64(), reader.u64()]
				const state = reader.unit('open', 'dispensed', 'failed')
				reader.u128()
				return { device, agreement, price, payer, ticket, vendBy, reportBy, state }
			}),
		)
	}

	async #read<T>(
		method: string,
		args: readonly Uint8Array[],
		at: Head | undefined,
		read: (reader: Reader) => T,
	): Promise<T> {
		const params = [method, hex(concat(args)), ...(at === undefined ? [] : [at.hash])]
		return decode(fromHex(await this.node.call<string>('state_call', ...params)), read)
	}
}

async function optional<T>(codes: readonly number[], ask: () => Promise<T>): Promise<T | undefined> {
	try {
		return await ask()
	} catch (error) {
		if (error instanceof RpcError && codes.includes(error.code)) return undefined
		throw error
	}
}

function readAsset(reader: Reader): number | undefined {
	return reader.unit('native', 'issued') === 'native' ? undefined : reader.u32()
}

function readDevice(reader: Reader): Device {
	const index = reader.u32()
	reader.hash()
	reader.u8()
	reader.key()
	reader.optional(() => reader.u64())
	reader.bytes(6)
	reader.u16()
	const provider = addressOf(reader.hash())
	const operator = addressOf(reader.hash())
	const model = reader.u32()
	const protection = reader.unit('software', 'secure element')
	const firmware = reader.optional(() => reader.hash())
	reader.bytes(30)
	if (reader.u8() === 2) reader.u8()
	reader.key()
	reader.optional(() => reader.hash())
	reader.bytes(12)
	reader.bytes(12)
	reader.u32()
	reader.optional(() => {
		reader.bytes(40)
		reader.optional(() => reader.hash())
	})
	reader.list(() => [reader.prefixed(), reader.prefixed(), reader.prefixed()])
	const metadata = reader.list(() => ({ name: reader.text(), value: reader.prefixed() }))
	return {
		index,
		provider,
		operator,
		model,
		protection,
		firmware: firmware && hex(firmware),
		metadata,
	}
}
