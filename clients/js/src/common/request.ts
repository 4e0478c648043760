/**
 * Sends one JSON-RPC request and gives its result. With polkadot.js it is
 * `(method, params) => provider.send(method, params)`, with PAPI
 * `(method, params) => client._request(method, params)`, over HTTP `httpRequest(url)`.
 *
 * Where the node answers with an error, it rejects with an object that has the error's `code`.
 */
export type Request = (method: string, params: unknown[]) => Promise<unknown>

/** The members of a JSON-RPC error, as the libraries put them on what they throw. */
export interface NodeError {
	readonly code: number
	readonly message: string
	readonly data: unknown
}

/** The error that the node answered with; nothing where `error` is another failure. */
export function nodeError(error: unknown): NodeError | undefined {
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') return undefined
	const { code, message } = error
	return { code, message, data: 'data' in error ? error.data : undefined }
}
