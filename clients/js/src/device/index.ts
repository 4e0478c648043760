export { DidError, formatDid, parseDid, type Did } from '../common/did.js'
export { InputError, type Bytes, type Integer } from '../common/input.js'
export { isSigned as verifySignature, type PublicKey, type Signature } from '../common/keys.js'
export { Batch, type Reading, type ReadingProof, type SaltedReading } from './batch.js'
export { deviceId } from './id.js'
export { ed25519Key, p256Key, sign, withLowS, type Signer } from './key.js'
export {
	activation,
	dataStatement,
	delegation,
	firmwareUpdate,
	hashTotals,
	keyAgreement,
	registration,
	rotation,
	salesReport,
	signingBytes,
	ticketClaim,
	vendResult,
	type Commitment,
	type DataStatement,
	type Payload,
	type SalesReport,
	type SalesTotal,
	type SigningContext,
	type VendOutcome,
} from './payloads.js'
