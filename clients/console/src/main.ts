import { parseRoute, type App, type View } from './app.js'
import { Chain } from './chain/chain.js'
import { Connection, type Header } from './chain/connection.js'
import { defaultUrl, nodeUrl, rememberNodeUrl } from './settings.js'
import { h } from './ui/dom.js'
import { agreement } from './views/agreement.js'
import { agreements } from './views/agreements.js'
import { device } from './views/device.js'
import { devices } from './views/devices.js'
import { live } from './views/live.js'
import { machine } from './views/machine.js'
import { node } from './views/node.js'
import { streams } from './views/streams.js'
import { verify } from './views/verify.js'

const VIEWS: Readonly<Record<string, View>> = {
	devices,
	device,
	live,
	streams,
	agreements,
	agreement,
	verify,
	machine,
	node,
}

/** The link of the navigation under which a view without its own link stands. */
const UNDER: Readonly<Record<string, string>> = { device: 'devices', machine: 'devices', agreement: 'agreements' }

/** After so long without a new final block the page says so, in milliseconds. */
const SILENCE = 60_000

const place = (id: string): HTMLElement => {
	const element = document.getElementById(id)
	if (element === null) throw new Error(`the page has no element ${id}`)
	return element
}

const [main, status, announcer, notice] = [place('main'), place('status'), place('announcer'), place('notice')]

let chain = connect(nodeUrl())
let leaving = new AbortController()
let silence: ReturnType<typeof setTimeout> | undefined

function connect(url: string): Chain {
	const connection = new Connection(url)
	const connected = new Chain(connection)
	connection.onState((state) => {
		if (state === 'lost') connected.forget()
		showState()
	})
	connection.subscribe<Header>(
		'chain_subscribeFinalizedHeads',
		'chain_unsubscribeFinalizedHeads',
		({ number }) => showBlock(Number(number)),
	)
	return connected
}

/** Says how the connection is. */
function showState(): void {
	const { state, url } = chain.node
	clearTimeout(silence)
	status.dataset['state'] = state
	if (state === 'open') {
		status.textContent = 'Connected'
		if (notice.childElementCount > 0) announce('The connection is back.')
		notice.replaceChildren()
		return
	}
	status.textContent = state === 'connecting' ? 'Connecting…' : 'No connection'
	if (state !== 'lost' || notice.childElementCount > 0) return
	notice.replaceChildren(
		h(
			'div',
			{ class: 'panel problem', role: 'alert' },
			h('p', {}, h('strong', {}, `No connection to ${url}.`), ' It is tried again by itself.'),
			h(
				'p',
				{ class: 'row' },
				h('button', { type: 'button', click: () => chain.node.retry() }, 'Try now'),
				h('a', { href: '#/node' }, 'Another node'),
			),
		),
	)
}

function showBlock(number: number): void {
	status.textContent = `Final block ${number}`
	status.dataset['state'] = 'open'
	clearTimeout(silence)
	silence = setTimeout(() => {
		status.textContent = `Final block ${number}, none since a minute`
		status.dataset['state'] = 'silent'
	}, SILENCE)
}

function announce(text: string): void {
	announcer.textContent = text
}

function connectTo(url: string): void {
	rememberNodeUrl(url)
	chain.node.close()
	notice.replaceChildren()
	chain = connect(url)
	showState()
	show()
}

/** Shows the view that the address names. */
function show(): void {
	leaving.abort()
	leaving = new AbortController()
	const route = parseRoute(location.hash)
	const view = VIEWS[route.name]
	if (view === undefined) {
		location.replace('#/devices')
		return
	}
	const title = view.title(route)
	document.title = `${title} – BoT console`
	const under = UNDER[route.name] ?? route.name
	for (const link of document.querySelectorAll<HTMLAnchorElement>('#views a')) {
		if (link.hash === `#/${under}`) link.setAttribute('aria-current', 'page')
		else link.removeAttribute('aria-current')
	}
	const app: App = { chain, route, signal: leaving.signal, announce, connectTo, defaultUrl: defaultUrl() }
	const heading = h('h1', { tabindex: -1 }, title)
	main.replaceChildren(
		h('div', {}, heading, view.lead !== undefined && h('p', { class: 'lead' }, view.lead), view.show(app)),
	)
	// A new view begins at its top, for readers of the screen and for those who listen.
	heading.focus({ preventScroll: true })
	window.scrollTo(0, 0)
}

// The part of the address behind `#` names the view, so a link into the page cannot use it.
place('skip').addEventListener('click', (event) => {
	event.preventDefault()
	main.focus()
})
window.addEventListener('hashchange', show)
showState()
show()
