import type { Chain } from './chain/chain.js'
import { ConnectionError } from './chain/connection.js'
import { h, type Child } from './ui/dom.js'
import { problemPanel } from './ui/problem.js'

/** Where the page is, from the part of its address behind `#`. */
export interface Route {
	readonly name: string
	readonly argument: string
	readonly query: URLSearchParams
}

/** What a view is shown with. */
export interface App {
	readonly chain: Chain
	readonly route: Route
	/** Ends when another view is shown. */
	readonly signal: AbortSignal
	/** Tells a screen reader what changed. */
	readonly announce: (text: string) => void
	/** Forgets the connection and takes up one to another node. */
	readonly connectTo: (url: string) => void
	/** The address that is taken where the user names none. */
	readonly defaultUrl: string
}

/** A view. What it gives is shown at once; what it has to wait for, it loads into a place of its own. */
export interface View {
	readonly title: (route: Route) => string
	/** What it is for, in a sentence. */
	readonly lead?: Child
	readonly show: (app: App) => Child
}

/** The route that the part of an address behind `#` names. */
export function parseRoute(hash: string): Route {
	const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
	const slash = path.indexOf('/')
	const [name, argument] = slash === -1 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)]
	return { name, argument: unescapeText(argument), query: new URLSearchParams(query) }
}

function unescapeText(text: string): string {
	try {
		return decodeURIComponent(text)
	} catch {
		return text
	}
}

/** A number from 0 to 2^32 − 1 in a query; `other` where it names none. */
export function numberIn(query: URLSearchParams, name: string, other: number): number {
	return parseNumber(query.get(name) ?? '') ?? other
}

/** A number from 0 to 2^32 − 1; nothing where `text` is none. */
export function parseNumber(text: string): number | undefined {
	const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : 2 ** 32
	return number < 2 ** 32 ? number : undefined
}

/**
 * A place that shows what `produce` gives, once it does; until then that it is loading, and where it fails,
 * why. What failed for want of a connection is tried again as soon as there is one.
 */
export function load(app: App, what: string, produce: () => Promise<Child>): HTMLElement {
	const place = h('div', { class: 'place' })
	let run = 0
	const attempt = async (): Promise<void> => {
		const mine = ++run
		const show = (...children: readonly Child[]): void => {
			if (app.signal.aborted || mine !== run) return
			place.removeAttribute('aria-busy')
			place.replaceChildren(h('div', {}, ...children))
		}
		place.setAttribute('aria-busy', 'true')
		place.replaceChildren(h('p', { class: 'loading', role: 'status' }, `Loading ${what}…`))
		try {
			show(await produce())
		} catch (error) {
			if (app.signal.aborted) return
			// That the connection is lost is told above all views.
			const isLost = error instanceof ConnectionError && app.chain.node.state === 'lost'
			show(
				isLost
					? h('p', { class: 'loading' }, `This place shows ${what} once the node answers.`)
					: problemPanel(error, () => void attempt()),
			)
			if (error instanceof ConnectionError) {
				const stop = app.chain.node.onState((state) => {
					if (state !== 'open' || mine !== run) return
					stop()
					void attempt()
				})
				app.signal.addEventListener('abort', stop)
			}
		}
	}
	void attempt()
	return place
}

/** Says which final block a view was read at. */
export const readAt = (number: number): HTMLElement =>
	h(
		'p',
		{ class: 'read-at' },
		`As of final block ${number}. `,
		h(
			'button',
			{ type: 'button', class: 'link', click: () => window.dispatchEvent(new HashChangeEvent('hashchange')) },
			'Read again',
		),
	)
