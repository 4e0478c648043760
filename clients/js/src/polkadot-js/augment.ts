import type { AugmentedRpc } from '@polkadot/rpc-core/types'
import type {
	Bytes,
	Json,
	Option,
	Struct,
	Text,
	u128,
	u16,
	u32,
	u64,
	u8,
	Vec,
} from '@polkadot/types-codec'
import type { Codec } from '@polkadot/types-codec/types'
import type { AccountId, Hash } from '@polkadot/types/interfaces'
import type { Observable } from '@polkadot/types/types'
import type { Integer } from '../common/input.js'
import type { ResolutionOptions } from '../rpc/types.js'

/** The answer of `did_list`. */
export interface BotDidList extends Struct {
	readonly dids: Vec<Text>
	readonly next: Option<u32>
}

/** The answer of `attestation_stream`. */
export interface BotStream extends Struct {
	readonly device: u32
	readonly epoch: u16
	readonly nextSeq: u64
	readonly unseen: u32
	readonly missing: Vec<u64>
	readonly tat: u64
}

/** The answer of `attestation_prove`. Its `toJSON()` is what `evidenceFile` takes. */
export interface BotRecordProof extends Struct {
	readonly genesisHash: Hash
	readonly record: Bytes
	readonly keyChain: Bytes
	readonly recordIndex: u32
	readonly recordPath: Vec<Hash>
	readonly leaf: Bytes
	readonly mmrItems: Vec<Hash>
	readonly header: Bytes
	readonly headerHash: Hash
}

/** The answer of `attestation_archive`. */
export interface BotArchive extends Struct {
	readonly header: Bytes
	readonly headerHash: Hash
	readonly blocks: Vec<Struct & { readonly leaf: Bytes; readonly records: Vec<Bytes> }>
	readonly keyChains: Vec<
		Struct & {
			readonly deviceId: Hash
			readonly epoch: u16
			readonly key: Bytes
			readonly chain: Bytes
		}
	>
}

/** The answer of `revenue_agreement`. */
export interface BotAgreement extends Struct {
	readonly agreement: u32
	readonly device: u32
	readonly operator: AccountId
	readonly asset: Option<u32>
	readonly currencyCode: Text
	readonly decimals: u8
	readonly utcOffsetMinutes: Codec
	readonly arbiter: AccountId
	readonly disputeWindow: u64
	readonly state: Codec
	readonly endsAt: Option<u64>
	readonly version: u16
	readonly deductions: Vec<
		Struct & {
			readonly payee: AccountId
			readonly payout: Codec
			readonly rule: Codec
			readonly class: Option<u8>
			readonly means: Option<Text>
		}
	>
	readonly parties: Vec<
		Struct & { readonly account: AccountId; readonly sharePpm: u32; readonly payout: Codec }
	>
	readonly missing: Vec<AccountId>
}

/** The answer of `revenue_list`. */
export interface BotAgreementList extends Struct {
	readonly agreements: Vec<BotAgreement>
	readonly next: Option<u32>
}

/** One of the answer of `revenue_quote`. */
export interface BotQuotedPart extends Struct {
	readonly account: AccountId
	readonly amount: u128
}

/** The answer of `revenue_statement`. */
export interface BotStatement extends Struct {
	readonly agreement: u32
	readonly asset: Option<u32>
	readonly currencyCode: Text
	readonly decimals: u8
	readonly versions: Vec<
		Struct & {
			readonly version: u16
			readonly quantity: u64
			readonly gross: u128
			readonly due: u128
			readonly reversed: u128
			readonly returned: u128
		}
	>
	readonly days: Vec<
		Struct & {
			readonly day: Text
			readonly version: u16
			readonly quantity: u64
			readonly gross: u128
			readonly due: u128
			readonly back: u128
		}
	>
	readonly pending: u128
	readonly kept: u128
	readonly owed: u128
	readonly owedOutside: u128
	readonly stated: u128
	readonly owing: u128
	readonly paid: u128
}

type At = Hash | Uint8Array | string

declare module '@polkadot/rpc-core/types/jsonrpc' {
	interface RpcInterface {
		did: {
			resolve: AugmentedRpc<
				(did: string, options?: ResolutionOptions | null, at?: At) => Observable<Json>
			>
			list: AugmentedRpc<
				(start?: number | null, limit?: number | null, at?: At) => Observable<BotDidList>
			>
		}
		attestation: {
			stream: AugmentedRpc<(did: string, at?: At) => Observable<BotStream>>
			record: AugmentedRpc<(did: string, epoch: number, seq: Integer, at?: At) => Observable<Json>>
			recordByHash: AugmentedRpc<(hash: At, at?: At) => Observable<Json>>
			prove: AugmentedRpc<
				(did: string, epoch: number, seq: Integer, at?: At) => Observable<BotRecordProof>
			>
			verify: AugmentedRpc<(file: string, trust?: At) => Observable<Json>>
			archive: AugmentedRpc<(from: number, limit: number, at?: At) => Observable<BotArchive>>
		}
		revenue: {
			agreement: AugmentedRpc<(agreement: number, at?: At) => Observable<BotAgreement>>
			agreementOf: AugmentedRpc<(did: string, at?: At) => Observable<Option<BotAgreement>>>
			list: AugmentedRpc<
				(start?: number | null, limit?: number | null, at?: At) => Observable<BotAgreementList>
			>
			quote: AugmentedRpc<(agreement: number, amount: string, at?: At) => Observable<Vec<BotQuotedPart>>>
			statement: AugmentedRpc<
				(
					agreement: number,
					payee: AccountId | string,
					from?: string | null,
					to?: string | null,
					at?: At,
				) => Observable<BotStatement>
			>
		}
	}
}
