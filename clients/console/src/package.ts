/** What the page takes from the package beside it, and the libraries both rest on. */
export { base58 } from '../../js/src/did.js'
export { blake2b256, sameBytes } from '../../js/src/hash.js'
export {
	AnchorError,
	BrokenLinkError,
	FileError,
	verifyEvidence,
	type Link,
	type Verdict,
} from '../../js/src/index.js'
export { compact, concat, u16, u32, u64, u8 } from '../../js/src/scale.js'
export { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
