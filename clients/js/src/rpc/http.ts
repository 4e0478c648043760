import type { Request } from '../common/request.js'
import { RpcError } from './errors.js'

/** There is no answer, or one that is no JSON-RPC. */
export class TransportError extends Error {
	override readonly name = 'TransportError'
}

/** How long a node may take to answer, in milliseconds. */
const TIMEOUT = 60_000

interface Answer {
	readonly result?: unknown
	readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

const isAnswer = (value: unknown): value is Answer =>
	typeof value === 'object' && value !== null && ('result' in value || 'error' in value)

/** Sends requests to the node at `url`, an address with `http:` or `https:`, one by one. */
export function httpRequest(url: string | URL): Request {
	let id = 0
	return async (method, params) => {
		id += 1
		const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
		const answer = await post(url, body)
		if (answer.error !== undefined) {
			const { code, message, data } = answer.error
			throw new RpcError(method, code, message, data)
		}
		return answer.result
	}
}

async function post(url: string | URL, body: string): Promise<Answer> {
	try {
		const headers = { 'content-type': 'application/json' }
		const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT) })
		const answer: unknown = response.ok ? await response.json() : undefined
		if (isAnswer(answer)) return answer
		throw new TransportError(`${url}: no JSON-RPC, but status ${response.status}`)
	} catch (error) {
		if (error instanceof TransportError) throw error
		const reason = error instanceof Error ? error.message : String(error)
		throw new TransportError(`${url}: ${reason}`, { cause: error })
	}
}
