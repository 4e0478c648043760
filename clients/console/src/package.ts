/** What the page takes from the package beside it, and the libraries both rest on. */
export { base58, fromBase58 } from '../../js/src/common/base58.js'
export { DidError, formatDid, parseDid, type Did } from '../../js/src/common/did.js'
export { blake2b256, sameBytes } from '../../js/src/common/hash.js'
export { hex } from '../../js/src/common/hex.js'
export { compact, concat, u32, u64, u8 } from '../../js/src/common/scale.js'
export { ScaleError, ScaleReader } from '../../js/src/common/scale-reader.js'
export { ed25519Key, sign } from '../../js/src/device/key.js'
export { ticketClaim } from '../../js/src/device/payloads.js'
export {
	AnchorError,
	BrokenLinkError,
	FileError,
	verifyEvidence,
	type Link,
	type Verdict,
} from '../../js/src/evidence/index.js'
export type {
	Agreement,
	AgreementList,
	Archive,
	DidList,
	FoundRecord,
	QuotedPart,
	Resolution,
	Statement,
	Stream,
} from '../../js/src/rpc/types.js'
export { utf8ToBytes } from '@noble/hashes/utils.js'
