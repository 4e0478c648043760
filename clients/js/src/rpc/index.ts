export type { Hex } from '../common/hex.js'
export { InputError } from '../common/input.js'
export type { Request } from '../common/request.js'
export { botRpc } from './client.js'
export { ERRORS, RpcError, type ErrorName } from './errors.js'
export { httpRequest, TransportError } from './http.js'
export { rpc, type BotRpc, type Definition } from './methods.js'
export { types } from './polkadot-types.js'
export type {
	Agreement,
	AgreementList,
	Archive,
	CommitmentFields,
	DidDocument,
	DidList,
	FoundRecord,
	Keyed,
	PaidBy,
	QuotedPart,
	RecordBody,
	RecordProof,
	Resolution,
	ResolutionOptions,
	Statement,
	Stream,
	Verification,
	VerificationMethod,
} from './types.js'
