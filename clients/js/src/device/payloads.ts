import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sha256 } from '../common/hash.js'
import { InputError, toBytes, type Bytes, type Integer } from '../common/input.js'
import { encodeKey, type PublicKey } from '../common/keys.js'
import { compact, concat, u128, u16, u32, u64, u8 } from '../common/scale.js'

/** What a signature is bound to beside its purpose and its body. */
export interface SigningContext {
	/** Hash of the genesis block of the chain. */
	readonly genesisHash: Bytes
	/** Id of the device that signs. */
	readonly deviceId: Bytes
	/** Number of the device's root key, from 0. A rotation opens the next. */
	readonly epoch: number
}

/** A statement for one purpose, before it is bound to chain, device and epoch. */
export interface Payload {
	/** Names the purpose: pallet, action and version. */
	readonly tag: string
	/** What is stated, SCALE-encoded. */
	readonly body: Uint8Array
}

/** The bytes that a device signs: an Ed25519 key the bytes themselves, a P-256 key their SHA-256. */
export function signingBytes(payload: Payload, context: SigningContext): Uint8Array {
	const text = utf8ToBytes(payload.tag)
	if (text.length > 16) throw new InputError('tag: more than 16 bytes')
	const tag = new Uint8Array(16)
	tag.set(text)
	return concat([
		tag,
		toBytes(context.genesisHash, 'genesisHash', 32),
		toBytes(context.deviceId, 'deviceId', 32),
		u16(context.epoch, 'epoch'),
		payload.body,
	])
}

const payload = (tag: string, ...body: readonly Uint8Array[]): Payload => ({ tag, body: concat(body) })

/**
 * Signed by the root key of a new device, in epoch 0: that who registers it holds the key, and that it
 * is to be this provider's device of this model. Accounts are 32 bytes.
 */
export const registration = (body: { readonly provider: Bytes; readonly model: number }): Payload =>
	payload('did:register:1', toBytes(body.provider, 'provider', 32), u32(body.model, 'model'))

/** Signed by the root key of an enrolled device, in epoch 0: that it goes into use, and under whom. */
export const activation = (body: {
	readonly enrolment: number
	/** Place of the device in the enrolment, from 0. */
	readonly index: number
	readonly operator: Bytes
}): Payload =>
	payload(
		'did:activate:1',
		u32(body.enrolment, 'enrolment'),
		u32(body.index, 'index'),
		toBytes(body.operator, 'operator', 32),
	)

/** Signed by the root key: another key may sign data until a time. */
export const delegation = (body: {
	/** Number of the statement among the numbered ones of its epoch, from 1 and above the last one's. */
	readonly number: number
	readonly key: PublicKey
	/** By the chain's clock, in milliseconds since 1970. */
	readonly expiresAt: Integer
}): Payload =>
	payload(
		'did:delegate:1',
		u32(body.number, 'number'),
		encodeKey(body.key),
		u64(body.expiresAt, 'expiresAt'),
	)

/** Signed by the root key: messages to the device are to be encrypted for this X25519 key. */
export const keyAgreement = (body: { readonly number: number; readonly key: Bytes }): Payload =>
	payload('did:agree:1', u32(body.number, 'number'), toBytes(body.key, 'key', 32))

/** Signed by the root key: the device runs the firmware with this SHA-256 from now on. */
export const firmwareUpdate = (body: { readonly number: number; readonly firmware: Bytes }): Payload =>
	payload('did:firmware:1', u32(body.number, 'number'), toBytes(body.firmware, 'firmware', 32))

/** Signed by the root key and by the one that takes its place, both in the old epoch. */
export const rotation = (body: { readonly newKey: PublicKey }): Payload =>
	payload('did:rotate:1', encodeKey(body.newKey))

/** A commitment to a batch of readings. Times are by the device's clock, in milliseconds since 1970. */
export interface Commitment {
	/** Root of the RFC 9162 tree over the salted readings. */
	readonly root: Bytes
	/** Number of readings, at least 1. */
	readonly count: number
	/** The device's own counter at the first reading. */
	readonly firstCounter: Integer
	/** The device's own counter at the last reading, at least `firstCounter + count - 1`. */
	readonly lastCounter: Integer
	readonly firstAt: Integer
	readonly lastAt: Integer
	/** CoAP Content-Format of the readings: 110 is `application/senml+json`. */
	readonly content: number
}

/** A commitment under a number of the device's stream. */
export interface DataStatement {
	/** Sequence number in the epoch, from 0. */
	readonly seq: Integer
	readonly commitment: Commitment
}

/** The bytes of a commitment. */
export const encodeCommitment = (commitment: Commitment): Uint8Array =>
	concat([
		toBytes(commitment.root, 'root', 32),
		u32(commitment.count, 'count'),
		u64(commitment.firstCounter, 'firstCounter'),
		u64(commitment.lastCounter, 'lastCounter'),
		u64(commitment.firstAt, 'firstAt'),
		u64(commitment.lastAt, 'lastAt'),
		u16(commitment.content, 'content'),
	])

/** Signed by the key a device signs data with. */
export const dataStatement = ({ seq, commitment }: DataStatement): Payload =>
	payload('attest:data:1', u64(seq, 'seq'), encodeCommitment(commitment))

const OUTCOMES = { dispensed: 0, failed: 1 } as const

/** What became of a purchase at the machine. */
export type VendOutcome = keyof typeof OUTCOMES

/** Signed by the key a machine signs data with: what became of a purchase. */
export const vendResult = (body: {
	readonly purchase: Integer
	readonly outcome: VendOutcome
}): Payload => {
	const outcome: number | undefined = OUTCOMES[body.outcome]
	if (outcome === undefined) throw new InputError('outcome: neither dispensed nor failed')
	return payload('sale:vend:1', u64(body.purchase, 'purchase'), u8(outcome))
}

/**
 * Signed by the key of a ticket, in epoch 0 whatever that of the machine: where the refund of its
 * purchase goes to.
 */
export const ticketClaim = (body: { readonly purchase: Integer; readonly to: Bytes }): Payload =>
	payload('sale:ticket:1', u64(body.purchase, 'purchase'), toBytes(body.to, 'to', 32))

const MEANS = { cash: 0, card: 1, chain: 2 } as const

/** What was sold of one class of products by one means of payment, in paid lines. */
export interface SalesTotal {
	readonly class: number
	readonly means: keyof typeof MEANS
	readonly quantity: number
	/** In the smallest unit. */
	readonly amount: Integer
}

/** SHA-256 of the totals of a report, which stand in the order of class and means. */
export function hashTotals(totals: readonly SalesTotal[]): Uint8Array {
	const encoded = totals.map((total) => {
		const means: number | undefined = MEANS[total.means]
		if (means === undefined) throw new InputError('means: none of cash, card and chain')
		return concat([
			u8(total.class, 'class'),
			u8(means),
			u32(total.quantity, 'quantity'),
			u128(total.amount, 'amount'),
		])
	})
	return sha256(compact(totals.length), ...encoded)
}

/** What a machine sold since its last report. */
export interface SalesReport {
	/** Number of the report, from 0, whatever the epoch of the machine's keys. */
	readonly number: number
	readonly agreement: number
	readonly version: number
	/** By the machine's clock, in milliseconds since 1970, as `closedAt`. */
	readonly openedAt: Integer
	readonly closedAt: Integer
	/** Number of lines. */
	readonly lines: number
	/** Root of the RFC 9162 tree over the lines; zero bytes where there is none. */
	readonly root: Bytes
	/** What `hashTotals` gives. */
	readonly totals: Bytes
	/** Pieces in all paid lines, and what was paid for them. */
	readonly quantity: number
	readonly gross: Integer
	/** Pieces that the machine ever sold, this report included, and what was paid for them. */
	readonly lifetimeQuantity: Integer
	readonly lifetimeGross: Integer
}

/** Signed by the key a machine signs data with: what it sold for cash and by card. */
export const salesReport = (report: SalesReport): Payload =>
	payload(
		'sale:report:1',
		u32(report.number, 'number'),
		u32(report.agreement, 'agreement'),
		u16(report.version, 'version'),
		u64(report.openedAt, 'openedAt'),
		u64(report.closedAt, 'closedAt'),
		u32(report.lines, 'lines'),
		toBytes(report.root, 'root', 32),
		toBytes(report.totals, 'totals', 32),
		u32(report.quantity, 'quantity'),
		u128(report.gross, 'gross'),
		u64(report.lifetimeQuantity, 'lifetimeQuantity'),
		u128(report.lifetimeGross, 'lifetimeGross'),
	)
