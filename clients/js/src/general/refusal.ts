import { nodeError } from '../common/request.js'

/** Why the chain does not take a feeless call of a device, by the names of `bot_primitives::Refusal`. */
export const REFUSALS = {
	UnknownDevice: 'no device has this number',
	DeviceGone: 'the device is gone for good',
	Suspended: "the device's operator has stopped it",
	Recalled: 'the device is recalled',
	Retired: 'the device is out of use',
	KeyExpired: "the device's signing key has expired",
	MemberNotInStanding: "the device's provider or operator is not in standing",
	Inconsistent: 'the counts do not agree',
	TooFar: 'the number is too far ahead',
	Used: 'a statement of this number was taken before, or its time is over',
	OverRate: 'the device sends faster than its rate allows',
	BlockFull: 'the block takes no more records',
	Filtered: 'the chain takes no such calls at present',
	BadSignature: 'the signature is not that of the device over this statement',
	UnknownContent: 'the form of the readings is not one that the chain takes',
	UnknownAgreement: 'the device has no such agreement',
	WrongVersion: "the agreement's version is not the one for these sales",
	UnknownPurchase: 'there is no such purchase at the device',
	Overflow: 'a sum would be too large to count',
} as const

/** The name of a refusal. */
export type RefusalName = keyof typeof REFUSALS

/** Those that have a number in the pool. */
export const NUMBERED: Readonly<Record<number, RefusalName>> = {
	1: 'UnknownDevice',
	2: 'DeviceGone',
	3: 'KeyExpired',
	4: 'MemberNotInStanding',
	5: 'Inconsistent',
	6: 'TooFar',
	7: 'Suspended',
	8: 'Recalled',
	9: 'Retired',
	10: 'UnknownContent',
	11: 'UnknownAgreement',
	12: 'WrongVersion',
	13: 'UnknownPurchase',
	14: 'Overflow',
}

/** Those that have a name of the pool: its words in JSON-RPC, and its name in PAPI. */
const POOL: readonly (readonly [words: string, name: string, refusal: RefusalName])[] = [
	['Transaction is outdated', 'Stale', 'Used'],
	['Transaction will be valid in the future', 'Future', 'OverRate'],
	['Transaction would exhaust the block limits', 'ExhaustsResources', 'BlockFull'],
	['Transaction call is not expected', 'Call', 'Filtered'],
	['Transaction has a bad signature', 'BadProof', 'BadSignature'],
]

/** The code of `author_submitExtrinsic` for a transaction that is not valid. */
const INVALID = 1010

/** The chain refuses a feeless call. It is refused for nothing: no block holds it. */
export class RefusedError extends Error {
	override readonly name = 'RefusedError'

	constructor(
		/** Why. */
		readonly refusal: RefusalName,
		options?: ErrorOptions,
	) {
		super(`${refusal}: ${REFUSALS[refusal]}`, options)
	}
}

/**
 * The refusal of a feeless call that a library's error stands for: an error of `author_submitExtrinsic`,
 * or PAPI's `InvalidTxError`. Nothing where it stands for something else.
 */
export function refusalOf(error: unknown): RefusalName | undefined {
	const answered = nodeError(error)
	if (answered !== undefined) return answered.code === INVALID ? ofWords(answered.data) : undefined
	if (error instanceof Error && error.name === 'InvalidTxError' && 'error' in error) {
		return ofValidity(error.error)
	}
	return undefined
}

function ofWords(data: unknown): RefusalName | undefined {
	const words = typeof data === 'string' ? data : ''
	const number = /^Custom error: (\d+)$/.exec(words)?.[1]
	if (number !== undefined) return NUMBERED[Number(number)]
	return POOL.find(([each]) => words.startsWith(each))?.[2]
}

/** A value of PAPI's enums. */
const isVariant = (value: unknown): value is { readonly type: string; readonly value?: unknown } =>
	typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function ofValidity(validity: unknown): RefusalName | undefined {
	if (!isVariant(validity) || validity.type !== 'Invalid' || !isVariant(validity.value)) return undefined
	const { type, value } = validity.value
	if (type === 'Custom') return typeof value === 'number' ? NUMBERED[value] : undefined
	return POOL.find(([, name]) => name === type)?.[2]
}
