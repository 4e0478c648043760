import { ConnectionError, RpcError } from '../chain/connection.js'
import { ScaleError } from '../package.js'
import { h } from './dom.js'

/** What went wrong, and what to do next. */
export interface Problem {
	readonly what: string
	readonly next: string
}

/** Something that a view cannot show, said in its own words. */
export class ViewError extends Error {
	override readonly name = 'ViewError'

	constructor(
		what: string,
		readonly next: string,
	) {
		super(what)
	}
}

const METHOD_NOT_FOUND = -32601
const DISCARDED_STATE = 9013
const UNKNOWN_BLOCK = 9010
const WRONG_NETWORK = 9002
const BUSY = 9092

const ADVICE: Readonly<Record<number, string>> = {
	[METHOD_NOT_FOUND]:
		'What answers there is no BoT node, or an older one. Enter the address of another node under Node.',
	[DISCARDED_STATE]: 'Ask a node that keeps old states, or reload to read the newest block.',
	[UNKNOWN_BLOCK]: 'The node may be of another chain than a moment ago. Try again.',
	[WRONG_NETWORK]: 'Enter the address of a node of that network under Node.',
	[BUSY]: 'The node is busy. Try again in a moment.',
}

/** Explains an error to a user. */
export function explain(error: unknown): Problem {
	if (error instanceof ViewError) return { what: error.message, next: error.next }
	if (error instanceof ConnectionError) {
		return {
			what: `No answer: ${error.message}.`,
			next: 'This is read again by itself once the node answers. Is it running, and is its address right?',
		}
	}
	if (error instanceof RpcError) {
		return {
			what: `The node refused (code ${error.code}): ${error.message}`,
			next: ADVICE[error.code] ?? 'Try again. If it stays so, the log of the node may tell why.',
		}
	}
	if (error instanceof ScaleError) {
		return {
			what: `The answer of the node cannot be read: ${error.message}.`,
			next: 'This page and the node may be of different versions. Take the page of the `bot` that belongs to the node.',
		}
	}
	return {
		what: `This page failed: ${error instanceof Error ? error.message : String(error)}`,
		next: 'Reload it. If it stays so, please report it with this message.',
	}
}

/** A panel that tells of an error, with a button to try again. */
export function problemPanel(error: unknown, retry?: () => void): HTMLElement {
	const { what, next } = explain(error)
	return h(
		'div',
		{ class: 'panel problem', role: 'alert' },
		h('p', {}, h('strong', {}, what)),
		h('p', {}, next),
		retry !== undefined && h('p', {}, h('button', { type: 'button', click: retry }, 'Try again')),
	)
}
