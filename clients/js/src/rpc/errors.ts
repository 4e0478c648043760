/** The names of the errors of a node's own methods, by their codes: `docs/rpc.md` tells what to do. */
export const ERRORS = {
	9001: 'InvalidDid',
	9002: 'WrongNetwork',
	9003: 'UnknownDevice',
	9004: 'InvalidLimit',
	9005: 'NoNetwork',
	9010: 'UnknownBlock',
	9011: 'BlockNotFinal',
	9012: 'BlockTooEarly',
	9013: 'DiscardedState',
	9020: 'UnknownRecord',
	9021: 'RecordNotFinal',
	9022: 'IncompleteIndex',
	9023: 'PrunedIndex',
	9030: 'UnknownAgreement',
	9031: 'InvalidAmount',
	9032: 'InvalidAccount',
	9033: 'InvalidDay',
	9034: 'NothingSold',
	9040: 'InvalidEvidence',
	9090: 'RuntimeApi',
	9091: 'Database',
	9092: 'Busy',
} as const

/** The name of an error of a node's own methods. */
export type ErrorName = (typeof ERRORS)[keyof typeof ERRORS]

const NAMES: ReadonlyMap<number, ErrorName> = new Map(
	Object.entries(ERRORS).map(([code, name]) => [Number(code), name]),
)

/** The node answered with an error. */
export class RpcError extends Error {
	override readonly name = 'RpcError'
	/** The name of the code; nothing where it is not one of the node's own methods. */
	readonly errorName: ErrorName | undefined

	constructor(
		/** What was asked. */
		readonly method: string,
		/** The code of the error. */
		readonly code: number,
		/** What the node says. */
		readonly reason: string,
		/** What the error came with, if anything. */
		readonly data?: unknown,
	) {
		const name = NAMES.get(code)
		super(`${method}: ${name ?? `error ${code}`}: ${reason}`)
		this.errorName = name
	}
}
