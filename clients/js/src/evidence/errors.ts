/**
 * The links of the chain from a reading to the header, by their names in docs/evidence.md.
 *
 * The page names two more, `HeaderEncoding` and `RecordBody`, for headers and bodies that are given as
 * bytes. A file gives their fields, and these always have an encoding, so neither can be broken here.
 */
export type Link =
	| 'HeaderHash'
	| 'MmrRootMissing'
	| 'MmrRootRepeated'
	| 'MmrRootLength'
	| 'LeafVersion'
	| 'LeafNumber'
	| 'MmrProofLength'
	| 'MmrProof'
	| 'RecordPath'
	| 'DeviceId'
	| 'RotationCount'
	| 'RotationByOldKey'
	| 'RotationByNewKey'
	| 'Delegation'
	| 'DelegatedKey'
	| 'DelegationExpired'
	| 'RootKey'
	| 'RecordSignature'
	| 'Counts'
	| 'Reading'

/** The file is an evidence file, but it proves nothing: the first link that is broken, and why. */
export class BrokenLinkError extends Error {
	override readonly name = 'BrokenLinkError'

	constructor(
		/** The name of the link in docs/evidence.md. */
		readonly link: Link,
		/** What is wrong with it, for people. */
		readonly reason: string,
	) {
		super(`${link}: ${reason}`)
	}
}

/** The input is not an evidence file of this version, or not in its one form. */
export class FileError extends Error {
	override readonly name = 'FileError'
}

/** What was given as trusted is not an anchor. This is the caller's mistake and says nothing of the file. */
export class AnchorError extends Error {
	override readonly name = 'AnchorError'
}
