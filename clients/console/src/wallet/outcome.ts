import { Reader } from '../chain/scale.js'

/** What became of a transaction, or would. */
export type Outcome =
	| { readonly kind: 'done' }
	| { readonly kind: 'refused'; readonly why: string; readonly next: string }
	/** It depends on what else is in the block. */
	| { readonly kind: 'open' }

/** The errors of the pallet that sells, by number. */
export const ERRORS = [
	'AlreadyAccepted',
	'AlreadyActive',
	'AlreadyAgreed',
	'AlreadyTerminated',
	'AmendmentPending',
	'DeviceNotActive',
	'DuplicateParty',
	'DuplicateReference',
	'InvalidConditions',
	'InvalidDeduction',
	'MoreThanDue',
	'MoreThanPaid',
	'NoAmendment',
	'NoPrices',
	'NotAccepted',
	'NotActive',
	'NotArbiter',
	'NotDeviceOperator',
	'NotDispensed',
	'NotFinished',
	'NotFrozen',
	'NothingOwed',
	'NothingToAccept',
	'NothingToClaim',
	'NoTicket',
	'NotInReport',
	'NotInStanding',
	'NotOpen',
	'NotOperator',
	'NotParty',
	'NotPriceSetter',
	'NotProposer',
	'NotRefundable',
	'NotReversible',
	'NotSettled',
	'OperatorCannotPay',
	'OtherAsset',
	'Overflow',
	'PriceTooHigh',
	'SharesNotWhole',
	'TooFewParties',
	'TooLate',
	'TooManyRecords',
	'TooSoon',
	'UnknownAgreement',
	'UnknownAsset',
	'UnknownDevice',
	'UnknownDispute',
	'UnknownPayment',
	'UnknownPurchase',
	'UnknownReport',
	'UnknownReversal',
	'UnknownTier',
	'UnknownVersion',
	'WeakTicket',
	'WrongTicket',
	'ZeroPrice',
	'ZeroShare',
] as const

type ErrorName = (typeof ERRORS)[number]

/** What buyers and those who claim can meet. */
const ADVICE: Readonly<Partial<Record<ErrorName, string>>> = {
	DeviceNotActive: 'The machine may not act now. Do not pay at it.',
	NoPrices: 'The operator has set no prices. Ask at the machine.',
	NoTicket: 'The purchase has no ticket: its refund goes to the payer by itself.',
	NotActive: 'Nothing is sold under this agreement now.',
	NotDeviceOperator: 'Another operator runs the machine now. Scan its code again.',
	NotInStanding: 'A member behind the machine is suspended. Do not pay at it.',
	NotRefundable: 'The machine gave the product out, or can still report: wait until the time above.',
	PriceTooHigh: 'The price rose in the meantime. Read it again before you pay.',
	UnknownPurchase: 'It is over: split or refunded already. Check the number.',
	UnknownTier: 'The prices changed in the meantime. Read them again.',
	WrongTicket: 'The secret is not that of this purchase’s ticket. Check both.',
}

const TOKEN_ERRORS = [
	'the account has too little',
	'the account would be left with too little to exist',
	'the amount is too small for the account that receives it',
	'the account that receives it cannot be made',
	'there is no such asset',
	'the balance is frozen',
	'the asset does not allow this',
	'the hold cannot be made',
	'the account would cease to exist',
	'the account is blocked',
] as const

const INVALID = [
	'the chain does not take this call',
	'the account cannot pay the fee',
	undefined,
	'another transaction of the account came first',
	'the signature is not valid for this chain',
	'it is too old',
	undefined,
] as const

/** Others of the account come before it, or the block is full: neither says anything of the next block. */
const UNSURE: readonly (number | undefined)[] = [2, 6]

const SALES_PALLET = 62

function dispatchError(reader: Reader): Outcome {
	const kind = reader.u8()
	if (kind === 3) {
		const [pallet, index] = [reader.u8(), reader.u32()]
		const name = pallet === SALES_PALLET ? ERRORS[index] : undefined
		return {
			kind: 'refused',
			why: name ?? `error ${index} of pallet ${pallet}`,
			next: (name && ADVICE[name]) ?? 'Nothing was changed. Check what you entered.',
		}
	}
	if (kind === 7) {
		const why = TOKEN_ERRORS[reader.u8()] ?? 'the asset cannot be moved'
		return { kind: 'refused', why, next: 'Nothing was paid. Use another account, or fill this one up.' }
	}
	return { kind: 'refused', why: `dispatch error ${kind}`, next: 'Nothing was changed. Try again later.' }
}

/** Reads what applying a transaction gave. */
export const readOutcome = (input: Uint8Array): Outcome => readResult(new Reader(input))

function readResult(reader: Reader): Outcome {
	if (!reader.bool()) return reader.bool() ? dispatchError(reader) : { kind: 'done' }
	const index = reader.bool() ? undefined : reader.u8()
	if (UNSURE.includes(index)) return { kind: 'open' }
	const why = index === undefined ? undefined : INVALID[index]
	return {
		kind: 'refused',
		why: why ?? 'the chain does not take it now',
		next: 'Nothing was changed. Try again.',
	}
}
