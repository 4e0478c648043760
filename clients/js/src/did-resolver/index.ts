import type { DIDResolutionOptions, DIDResolutionResult, ParsedDID, Resolvable } from 'did-resolver'
import type { Request } from '../common/request.js'
import { botRpc, httpRequest, type ResolutionOptions } from '../rpc/index.js'

/** Who is asked: one of the three. */
export type ResolverOptions =
	/** A node, by its address with `http:` or `https:`. */
	| { readonly node: string | URL }
	/** A node, through a connection that is there already. */
	| { readonly request: Request }
	/** A driver of the Universal Resolver, such as `bot resolver`, by its address. */
	| { readonly driver: string | URL }

/** How long a driver may take to answer, in milliseconds. */
const TIMEOUT = 60_000

/** Resolves the DIDs of one method. */
type Resolve = (
	did: string,
	parsed: ParsedDID,
	resolver: Resolvable,
	options: DIDResolutionOptions,
) => Promise<DIDResolutionResult>

/** Resolves a DID URL that names no fragment. */
type Ask = (didUrl: string, options: ResolutionOptions) => Promise<DIDResolutionResult>

/**
 * The method `bot` for the package did-resolver: `new Resolver(getResolver({ node: 'http://…' }))`.
 *
 * What cannot be resolved is an answer with an `error`, as W3C DID Resolution has it; so is a node that
 * does not answer: `internalError`.
 */
export function getResolver(options: ResolverOptions): { readonly bot: Resolve } {
	const ask = asker(options)
	return {
		async bot(did, { path = '', query }, _resolver, options) {
			const didUrl = query === undefined ? did + path : `${did}${path}?${query}`
			try {
				return await ask(didUrl, known(options))
			} catch (error) {
				const errorMessage = error instanceof Error ? error.message : String(error)
				return {
					didDocument: null,
					didResolutionMetadata: { error: 'internalError', errorMessage },
					didDocumentMetadata: {},
				}
			}
		},
	}
}

function asker(options: ResolverOptions): Ask {
	if ('driver' in options) return (didUrl, asked) => askDriver(options.driver, didUrl, asked)
	const { did } = botRpc('node' in options ? httpRequest(options.node) : options.request)
	// The same form, but for the lists, which did-resolver does not mark as read-only.
	return async (didUrl, asked) => (await did.resolve(didUrl, asked)) as DIDResolutionResult
}

/** A node refuses options that it does not know; did-resolver lets its callers give any. */
function known(options: DIDResolutionOptions): ResolutionOptions {
	const { accept, versionId, versionTime } = options as Readonly<Record<string, unknown>>
	return {
		...(typeof accept === 'string' && { accept }),
		...(versionId !== undefined && { versionId: String(versionId) }),
		...(versionTime !== undefined && { versionTime: String(versionTime) }),
	}
}

async function askDriver(
	driver: string | URL,
	didUrl: string,
	{ accept, versionId, versionTime }: ResolutionOptions,
): Promise<DIDResolutionResult> {
	const [did = '', query = ''] = didUrl.split('?', 2)
	const url = new URL(`/1.0/identifiers/${encodeURIComponent(did)}`, driver)
	url.search = query
	for (const [name, value] of Object.entries({ versionId, versionTime })) {
		if (value !== undefined) url.searchParams.set(name, value)
	}
	const response = await fetch(url, {
		headers: { accept: 'application/did-resolution' },
		signal: AbortSignal.timeout(TIMEOUT),
	})
	const result = (await response.json()) as DIDResolutionResult
	return accept === undefined ? result : represented(result, accept)
}

/** The result with its document in the form `accept`. Over HTTP the form of the result is asked for. */
function represented(result: DIDResolutionResult, accept: string): DIDResolutionResult {
	const { didDocument, didResolutionMetadata } = result
	if (didDocument === null) return result
	switch (accept.toLowerCase()) {
		case 'application/did+ld+json':
		case 'application/did':
			return result
		case 'application/did+json': {
			const { '@context': _, ...document } = didDocument
			const contentType = 'application/did+json'
			return {
				...result,
				didDocument: document,
				didResolutionMetadata: { ...didResolutionMetadata, contentType },
			}
		}
		default:
			return {
				didDocument: null,
				didResolutionMetadata: { error: 'representationNotSupported' },
				didDocumentMetadata: {},
			}
	}
}
