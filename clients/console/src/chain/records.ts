import { ScaleError } from '../package.js'
import { decode, type Reader } from './scale.js'

/** What the chain recorded in a block. */
export interface RecordedBlock {
	readonly number: number
	readonly hash: Uint8Array
	/** The chain's time in it, in milliseconds since 1970. */
	readonly time: bigint
	readonly records: readonly ChainRecord[]
}

/** One accepted statement. */
export interface ChainRecord {
	/** None where it names no device, as a recall. */
	readonly device: Uint8Array | undefined
	readonly operator: Uint8Array
	readonly epoch: number
	readonly seq: bigint
	readonly body: Body
}

export interface DataBody {
	readonly kind: 'data'
	readonly count: number
	readonly firstAt: bigint
	readonly lastAt: bigint
	readonly clockSuspect: boolean
}

export type Body =
	| DataBody
	| { readonly kind: 'standing'; readonly change: StandingChange }
	| {
			readonly kind: 'sales report'
			readonly number: number
			readonly agreement: number
			readonly quantity: number
	  }
	| { readonly kind: 'vend result'; readonly purchase: bigint; readonly outcome: 'dispensed' | 'failed' }
	| { readonly kind: 'statement'; readonly agreement: number; readonly period: number }

export type StandingChange =
	| { readonly kind: 'state'; readonly state: string }
	| { readonly kind: 'recalled' | 'recall lifted'; readonly target: string; readonly reason?: string }

const KINDS = ['data', 'standing', 'sales report', 'vend result', 'statement'] as const
const STATES = ['active', 'destroyed', 'suspended', 'retired', 'compromised'] as const
const REASONS = ['safety', 'security', 'malfunction', 'regulation', 'other'] as const
const TARGETS = ['model', 'firmware', 'provider', 'member'] as const

function readTarget(reader: Reader): string {
	const kind = reader.unit(...TARGETS)
	if (kind === 'model') return `model ${reader.u32()}`
	reader.hash()
	return kind
}

function readChange(reader: Reader): StandingChange {
	const kind = reader.unit('state', 'recalled', 'recall lifted')
	if (kind === 'state') return { kind, state: reader.unit(...STATES) }
	const target = readTarget(reader)
	if (kind === 'recall lifted') return { kind, target }
	const reason = reader.unit(...REASONS)
	reader.option(() => reader.u64())
	return { kind, target, reason }
}

function readBody(kind: (typeof KINDS)[number], reader: Reader): Body {
	switch (kind) {
		case 'data': {
			reader.hash()
			const count = reader.u32()
			reader.u64()
			reader.u64()
			const [firstAt, lastAt] = [reader.u64(), reader.u64()]
			reader.u16()
			return { kind, count, firstAt, lastAt, clockSuspect: reader.bool() }
		}
		case 'standing':
			reader.hash()
			return { kind, change: readChange(reader) }
		case 'sales report': {
			const [number, agreement] = [reader.u32(), reader.u32()]
			reader.u16()
			reader.u64()
			reader.u64()
			reader.u32()
			reader.hash()
			reader.hash()
			const quantity = reader.u32()
			reader.u128()
			reader.u64()
			reader.u128()
			return { kind, number, agreement, quantity }
		}
		case 'vend result':
			return { kind, purchase: reader.u64(), outcome: reader.unit('dispensed', 'failed') }
		case 'statement': {
			const agreement = reader.u32()
			reader.u16()
			const period = reader.u32()
			reader.u64()
			reader.u64()
			reader.u128()
			reader.list(() => [reader.hash(), reader.u128(), reader.u128(), reader.u128()])
			return { kind, agreement, period }
		}
	}
}

function readRecord(reader: Reader): ChainRecord {
	const kind = reader.unit(...KINDS)
	const device = reader.hash()
	reader.hash()
	const operator = reader.hash()
	reader.u32()
	reader.key()
	reader.u8()
	const [epoch, seq] = [reader.u16(), reader.u64()]
	const body = decode(reader.prefixed(), (inner) => readBody(kind, inner))
	reader.option(() => reader.signature())
	const names = device.some((byte) => byte !== 0)
	return { device: names ? device : undefined, operator, epoch, seq, body }
}

/** A block as `attestation_archive` gives it: the leaf of its records, and these. */
export function decodeBlock(leaf: Uint8Array, records: readonly Uint8Array[]): RecordedBlock {
	const block = decode(leaf, (reader) => {
		if (reader.u8() !== 0) throw new ScaleError('this page knows no such version of a block leaf')
		const [number, hash, time] = [reader.u32(), reader.hash(), reader.u64()]
		reader.u32()
		reader.hash()
		return { number, hash, time }
	})
	return { ...block, records: records.map((record) => decode(record, readRecord)) }
}
