import { load, type App, type View } from '../app.js'
import { isNodeUrl } from '../settings.js'
import { h } from '../ui/dom.js'
import { code, facts, field, section } from '../ui/parts.js'

export const node: View = {
	title: () => 'Node',
	lead: 'The node that this page reads from. What it shows is this node’s word; evidence can be verified without one.',
	show: (app) => [
		form(app),
		section(
			'What answers there',
			load(app, 'what the node says of itself', async () => {
				const { chain } = app
				const [name, version, network, genesis, head, runtime] = await Promise.all([
					chain.node.call<string>('system_chain'),
					chain.node.call<string>('system_version'),
					chain.network(),
					chain.genesis(),
					chain.finalized(),
					chain.runtimeVersion(),
				])
				return facts([
					['Chain', name],
					['Network in DIDs', network ?? 'none'],
					['Genesis', code(genesis)],
					['Runtime', `${runtime.specName}, version ${runtime.specVersion}`],
					['Node', version],
					['Last final block', [`${head.number} `, code(head.hash)]],
				])
			}),
		),
	],
}

function form(app: App): HTMLElement {
	const input = h('input', { type: 'url', autocomplete: 'off', spellcheck: 'false', value: app.chain.node.url })
	const address = field(
		'Address of the node',
		input,
		'ws:// or wss://, host and port. This browser remembers it.',
	)
	return h(
		'form',
		{
			novalidate: true,
			submit: (event) => {
				event.preventDefault()
				const url = input.value.trim()
				if (isNodeUrl(url)) app.connectTo(url)
				else address.complain('Enter an address such as ws://127.0.0.1:9944 or wss://node.example.')
			},
		},
		address.element,
		h(
			'p',
			{ class: 'row' },
			h('button', { type: 'submit' }, 'Connect'),
			app.chain.node.url !== app.defaultUrl &&
				h('button', { type: 'button', class: 'quiet', click: () => app.connectTo(app.defaultUrl) }, `Back to ${app.defaultUrl}`),
		),
	)
}
