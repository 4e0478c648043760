import type { Hex } from '../common/hex.js'

/** What a resolution is asked for beside the DID (W3C DID Resolution). */
export interface ResolutionOptions {
	/** Media type of the document: `application/did+ld+json`, where it is left out, or `application/did+json`. */
	readonly accept?: string
	/** Number of the version of a device's document. */
	readonly versionId?: string
	/** Time, in UTC and whole seconds, at which the version of a device's document held. */
	readonly versionTime?: string
}

/** A key in one of its two forms. */
export type VerificationMethod = {
	readonly id: string
	readonly controller: string
	/** From this time on the key is not accepted. */
	readonly expires?: string
} & (
	| { readonly type: 'Multikey'; readonly publicKeyMultibase: string }
	| {
			readonly type: 'JsonWebKey'
			readonly publicKeyJwk: {
				readonly kty: string
				readonly crv: string
				readonly x: string
				readonly y?: string
			}
	  }
)

/** A DID document. One of what is gone for good has no keys. */
export interface DidDocument {
	readonly '@context'?: readonly string[]
	readonly id: string
	readonly alsoKnownAs?: readonly string[]
	/** The DID of the member who runs the device. */
	readonly controller?: string
	readonly verificationMethod?: readonly VerificationMethod[]
	readonly assertionMethod?: readonly string[]
	readonly keyAgreement?: readonly string[]
	readonly capabilityDelegation?: readonly string[]
	readonly service?: readonly {
		readonly id: string
		readonly type: string
		readonly serviceEndpoint: string
	}[]
}

/** A DID resolution result. */
export interface Resolution {
	readonly didDocument: DidDocument | null
	readonly didResolutionMetadata: {
		readonly contentType?: string
		/** Why there is no document, such as `notFound`. */
		readonly error?: string
		/** The same in a sentence. */
		readonly errorMessage?: string
	}
	readonly didDocumentMetadata: {
		readonly created?: string
		readonly updated?: string
		readonly deactivated?: boolean
		readonly versionId?: string
		readonly nextVersionId?: string
		readonly createdBlock?: number
		readonly updatedBlock?: number
		readonly standing?: 'active' | 'suspended' | 'recalled' | 'retired' | 'destroyed' | 'compromised'
		readonly recallReason?: string
	}
}

/** A part of the list of all DIDs of devices. */
export interface DidList {
	readonly dids: readonly string[]
	/** Where the next part starts; null where this is the last one. */
	readonly next: number | null
}

/** The state of a device's stream. */
export interface Stream {
	/** Number of the device. */
	readonly device: number
	readonly epoch: number
	/** One above the highest number used. */
	readonly nextSeq: number
	/** How many numbers left the window unused. */
	readonly unseen: number
	/** The numbers in the window that were not used, and may come yet. */
	readonly missing: readonly number[]
	/** Theoretical arrival time, in thousandths of a block since genesis. */
	readonly tat: number
}

/** A key, or a signature, by its type. */
export type Keyed = { readonly ed25519: Hex } | { readonly ecdsaP256: Hex }

/** A commitment to readings. Times are in milliseconds since 1970. */
export interface CommitmentFields {
	readonly root: Hex
	readonly count: number
	readonly firstCounter: number
	readonly lastCounter: number
	readonly firstAt: number
	readonly lastAt: number
	/** CoAP Content-Format of the readings. */
	readonly content: number
}

/** What was stated, under the name of its kind. */
export type RecordBody =
	| { readonly data: { readonly commitment: CommitmentFields; readonly clockSuspect: boolean } }
	| { readonly standing: { readonly by: string; readonly change: unknown } }
	| {
			readonly salesReport: {
				readonly number: number
				readonly agreement: number
				readonly version: number
				readonly openedAt: number
				readonly closedAt: number
				readonly lines: number
				readonly root: Hex
				readonly totals: Hex
				readonly quantity: number
				readonly gross: string
				readonly lifetimeQuantity: number
				readonly lifetimeGross: string
			}
	  }
	| { readonly vendResult: { readonly purchase: number; readonly outcome: string } }
	| {
			readonly revenueStatement: {
				readonly agreement: number
				readonly version: number
				readonly period: number
				readonly closedAt: number
				readonly quantity: number
				readonly gross: string
				readonly payees: readonly {
					readonly account: string
					readonly due: string
					readonly reversed: string
					readonly returned: string
				}[]
			}
	  }
	| { readonly unknown: Hex }

/** A record, and where it stands. */
export interface FoundRecord {
	readonly recordHash: Hex
	readonly blockNumber: number
	/** Null where the node does not know it any more. */
	readonly blockHash: Hex | null
	readonly recordsRoot: Hex
	/** Index of the record in the block, and number of records in it. */
	readonly index: number
	readonly count: number
	readonly record: {
		/** Null where the record names no device. */
		readonly did: string | null
		readonly deviceId: Hex
		readonly provider: string
		readonly operator: string
		readonly model: number
		readonly key: Keyed
		readonly protection: 'software' | 'secureElement'
		readonly epoch: number
		readonly seq: number
		readonly body: RecordBody
	}
	/** Null where no device signed. */
	readonly signature: Keyed | null
	/** The record and its signature, SCALE-encoded. */
	readonly encoded: Hex
}

/** All that an evidence file holds but the reading. Bytes are SCALE-encoded. */
export interface RecordProof {
	readonly genesisHash: Hex
	readonly record: Hex
	readonly keyChain: Hex
	readonly recordIndex: number
	readonly recordPath: readonly Hex[]
	readonly leaf: Hex
	readonly mmrItems: readonly Hex[]
	readonly header: Hex
	readonly headerHash: Hex
}

/** What an evidence file proves, or which of its links is broken. */
export type Verification =
	| { readonly valid: false; readonly brokenLink: string; readonly reason: string }
	| {
			readonly valid: true
			readonly genesisHash: Hex
			readonly did: string
			readonly deviceId: Hex
			readonly provider: string
			readonly operator: string
			readonly model: number
			readonly key: Keyed
			/** `root`, or until when the key was delegated. */
			readonly signer: 'root' | { readonly delegated: { readonly expiresAt: number } }
			readonly recoveredEpochs: readonly number[]
			readonly protection: 'software' | 'secureElement'
			readonly epoch: number
			readonly seq: number
			readonly commitment: CommitmentFields
			readonly clockSuspect: boolean
			readonly readingIndex: number
			readonly reading: { readonly text: string } | { readonly hex: Hex }
			readonly receivedAt: number
			readonly blockNumber: number
			readonly blockHash: Hex
			readonly headerNumber: number
			readonly headerHash: Hex
	  }

/** What the chain recorded in some blocks. Bytes are SCALE-encoded. */
export interface Archive {
	readonly header: Hex
	readonly headerHash: Hex
	readonly blocks: readonly { readonly leaf: Hex; readonly records: readonly Hex[] }[]
	readonly keyChains: readonly {
		readonly deviceId: Hex
		readonly epoch: number
		readonly key: Hex
		readonly chain: Hex
	}[]
}

/** How a payee gets its parts of reported sales. */
export type PaidBy = 'onChain' | 'external'

/** An agreement, and its terms. Accounts are SS58 addresses, amounts decimal numbers. */
export interface Agreement {
	readonly agreement: number
	readonly device: number
	readonly operator: string
	/** Null for the native currency. */
	readonly asset: number | null
	readonly currencyCode: string
	/** How many digits of an amount are behind the point. */
	readonly decimals: number
	readonly utcOffsetMinutes: number
	readonly arbiter: string
	/** In milliseconds. */
	readonly disputeWindow: number
	readonly state: 'proposed' | 'active' | 'frozen' | 'ended'
	/** In milliseconds since 1970; null where nobody terminated it. */
	readonly endsAt: number | null
	readonly version: number
	readonly deductions: readonly {
		readonly payee: string
		readonly payout: PaidBy
		/** Parts per million of the gross price or of what is left, or an amount for each piece. */
		readonly rule:
			{ readonly ofGross: number } | { readonly ofRemainder: number } | { readonly perPiece: string }
		/** Null for every class of products. */
		readonly class: number | null
		/** Null for every means of payment. */
		readonly means: string | null
	}[]
	readonly parties: readonly {
		readonly account: string
		/** Parts per million of what deductions leave. */
		readonly sharePpm: number
		readonly payout: PaidBy
	}[]
	/** Whose acceptance is missing. */
	readonly missing: readonly string[]
}

/** A part of the list of all agreements. */
export interface AgreementList {
	readonly agreements: readonly Agreement[]
	/** Where the next part starts; null where this is the last one. */
	readonly next: number | null
}

/** What a payee would be due of a sale. */
export interface QuotedPart {
	readonly account: string
	readonly amount: string
}

/** What a payee was due, and how it stands. Amounts are decimal numbers, in the smallest unit. */
export interface Statement {
	readonly agreement: number
	readonly asset: number | null
	readonly currencyCode: string
	readonly decimals: number
	readonly versions: readonly {
		readonly version: number
		readonly quantity: number
		readonly gross: string
		readonly due: string
		readonly reversed: string
		readonly returned: string
	}[]
	readonly days: readonly {
		/** `YYYY-MM-DD`. */
		readonly day: string
		readonly version: number
		readonly quantity: number
		readonly gross: string
		readonly due: string
		readonly back: string
	}[]
	readonly pending: string
	readonly kept: string
	readonly owed: string
	readonly owedOutside: string
	readonly stated: string
	readonly owing: string
	readonly paid: string
}
