/** The answers of the node's methods, as `node/rpc` describes them. */

export interface DidList {
	readonly dids: readonly string[]
	readonly next: number | null
}

export interface VerificationMethod {
	readonly id: string
	readonly type: string
	readonly publicKeyMultibase?: string
	readonly expires?: string
}

export interface Resolution {
	readonly didDocument: {
		readonly id: string
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
	} | null
	readonly didResolutionMetadata: { readonly error?: string; readonly errorMessage?: string }
	readonly didDocumentMetadata: {
		readonly created?: string
		readonly updated?: string
		readonly deactivated?: boolean
		readonly standing?: string
		readonly recallReason?: string
	}
}

export interface Stream {
	readonly device: number
	readonly epoch: number
	readonly nextSeq: number
	readonly unseen: number
	readonly missing: readonly number[]
}

export interface FoundRecord {
	readonly blockNumber: number
	readonly recordHash: string
	readonly record: {
		readonly seq: number
		readonly body: {
			readonly data?: {
				readonly commitment: {
					readonly count: number
					readonly firstAt: number
					readonly lastAt: number
				}
				readonly clockSuspect: boolean
			}
		}
	}
}

export type Payout = 'onChain' | 'external'

export interface Agreement {
	readonly agreement: number
	readonly device: number
	readonly operator: string
	readonly asset: number | null
	readonly currencyCode: string
	readonly decimals: number
	readonly utcOffsetMinutes: number
	readonly arbiter: string
	readonly disputeWindow: number
	readonly state: 'proposed' | 'active' | 'frozen' | 'ended'
	readonly endsAt: number | null
	readonly version: number
	readonly deductions: readonly {
		readonly payee: string
		readonly payout: Payout
		readonly rule: {
			readonly ofGross?: number
			readonly ofRemainder?: number
			readonly perPiece?: string
		}
		readonly class: number | null
		readonly means: string | null
	}[]
	readonly parties: readonly {
		readonly account: string
		readonly sharePpm: number
		readonly payout: Payout
	}[]
	readonly missing: readonly string[]
}

export interface QuotedPart {
	readonly account: string
	readonly amount: string
}

export interface Statement {
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

export interface Header {
	readonly number: string
}

export interface Archive {
	readonly headerHash: string
	readonly blocks: readonly { readonly leaf: string; readonly records: readonly string[] }[]
}
