import type { Integer } from '../common/input.js'
import type {
	Agreement,
	AgreementList,
	Archive,
	DidList,
	FoundRecord,
	QuotedPart,
	RecordProof,
	Resolution,
	ResolutionOptions,
	Statement,
	Stream,
	Verification,
} from './types.js'

/** A parameter, with the type that polkadot.js encodes it as. polkadot.js declares nothing read-only. */
interface Parameter {
	name: string
	type: string
	isOptional?: boolean
}

/** A method as polkadot.js is told of it. */
export interface Definition {
	description: string
	params: Parameter[]
	/** The type of the answer: one of polkadot.js, or of `types`. */
	type: string
}

const param = (name: string, type: string): Parameter => ({ name, type })
// An `Option`, since what is left out may stand before what is not.
const optional = (name: string, type: string): Parameter => ({
	name,
	type: `Option<${type}>`,
	isOptional: true,
})
const AT = optional('at', 'Hash')

/**
 * The methods of a node, by section and name: `did_resolve` and so on. It is what polkadot.js takes as
 * its option `rpc`.
 */
export const rpc = {
	did: {
		resolve: {
			description: 'The DID resolution result of a device or member',
			params: [param('did', 'Text'), optional('options', 'Json'), AT],
			type: 'Json',
		},
		list: {
			description: 'The DIDs of devices by number, in parts of at most 256',
			params: [optional('start', 'u32'), optional('limit', 'u32'), AT],
			type: 'BotDidList',
		},
	},
	attestation: {
		stream: {
			description: "The state of a device's stream",
			params: [param('did', 'Text'), AT],
			type: 'BotStream',
		},
		record: {
			description: 'A record by its number, its signature and its place',
			params: [param('did', 'Text'), param('epoch', 'u16'), param('seq', 'u64'), AT],
			type: 'Json',
		},
		recordByHash: {
			description: 'A record of any kind by its hash, its signature and its place',
			params: [param('hash', 'Hash'), AT],
			type: 'Json',
		},
		prove: {
			description: 'All that an evidence file holds but the reading',
			params: [param('did', 'Text'), param('epoch', 'u16'), param('seq', 'u64'), AT],
			type: 'BotRecordProof',
		},
		verify: {
			description: 'What an evidence file proves, or which of its links is broken',
			params: [param('file', 'Text'), optional('trust', 'Hash')],
			type: 'Json',
		},
		archive: {
			description: 'The records of whole blocks, in parts of at most 256 blocks',
			params: [param('from', 'u32'), param('limit', 'u32'), AT],
			type: 'BotArchive',
		},
	},
	revenue: {
		agreement: {
			description: 'An agreement, and the terms in force',
			params: [param('agreement', 'u32'), AT],
			type: 'BotAgreement',
		},
		agreementOf: {
			description: 'The agreement that a device sells under now',
			params: [param('did', 'Text'), AT],
			type: 'Option<BotAgreement>',
		},
		list: {
			description: 'Agreements by number, in parts of at most 256 numbers',
			params: [optional('start', 'u32'), optional('limit', 'u32'), AT],
			type: 'BotAgreementList',
		},
		quote: {
			description: 'What each payee would be due of a sale of an amount, a decimal number',
			params: [param('agreement', 'u32'), param('amount', 'Text'), AT],
			type: 'Vec<BotQuotedPart>',
		},
		statement: {
			description: 'What a payee was due, by version and by day, and how it stands',
			params: [
				param('agreement', 'u32'),
				param('payee', 'Text'),
				optional('from', 'Text'),
				optional('to', 'Text'),
				AT,
			],
			type: 'BotStatement',
		},
	},
} satisfies Record<string, Record<string, Definition>>

/** Hash of the block to read at, `0x` and hexadecimal digits. */
type At = string

/**
 * The methods, with their parameters and answers as JSON. Numbers of 64 bits are those of JavaScript:
 * exact up to 2^53 − 1.
 */
export interface BotRpc {
	readonly did: {
		/** What cannot be resolved is an answer: it stands in `didResolutionMetadata.error`. */
		resolve(did: string, options?: ResolutionOptions | null, at?: At): Promise<Resolution>
		/** From the device with the number `start` on, at most `limit`: 1 to 256, 64 where it is left out. */
		list(start?: number | null, limit?: number | null, at?: At): Promise<DidList>
	}
	readonly attestation: {
		stream(did: string, at?: At): Promise<Stream>
		record(did: string, epoch: number, seq: Integer, at?: At): Promise<FoundRecord>
		recordByHash(hash: string, at?: At): Promise<FoundRecord>
		/** Up to the header `at`, which is finalized. */
		prove(did: string, epoch: number, seq: Integer, at?: At): Promise<RecordProof>
		/** `file` is the text of an evidence file; `trust` the hash of a header. */
		verify(file: string, trust?: string): Promise<Verification>
		archive(from: number, limit: number, at?: At): Promise<Archive>
	}
	readonly revenue: {
		agreement(agreement: number, at?: At): Promise<Agreement>
		/** The agreement that a device sells under now; `null` where nothing is sold. */
		agreementOf(did: string, at?: At): Promise<Agreement | null>
		/** Those of `limit` numbers from `start` on: 1 to 256, 64 where it is left out. */
		list(start?: number | null, limit?: number | null, at?: At): Promise<AgreementList>
		/** `amount` is a decimal number, in the smallest unit. */
		quote(agreement: number, amount: string, at?: At): Promise<readonly QuotedPart[]>
		/** `payee` is an SS58 address, `from` and `to` are days, `YYYY-MM-DD`. */
		statement(
			agreement: number,
			payee: string,
			from?: string | null,
			to?: string | null,
			at?: At,
		): Promise<Statement>
	}
}
