import type { App } from '../app.js'
import { h } from '../ui/dom.js'
import { shortText, visible } from '../ui/format.js'
import { field } from '../ui/parts.js'
import { problemPanel, ViewError } from '../ui/problem.js'
import { enable, walletNames, type Wallet } from '../wallet/injected.js'
import { send } from '../wallet/send.js'

/** What a wallet is to sign. */
export interface Order {
	/** What the button says. */
	readonly label: () => string
	/** The call; none where something entered is wrong, which is then said at its place. */
	readonly call: () => Promise<Uint8Array | undefined>
	/** What to say once a final block has it. */
	readonly done: () => string
}

/** A form that has a wallet extension sign and sends it. Without an extension it says so. */
export function walletForm(app: App, order: Order): HTMLElement {
	const place = h('div', { class: 'wallet' })
	const names = walletNames()
	if (names.length === 0) {
		return h(
			'p',
			{ class: 'panel' },
			'There is no wallet extension in this browser. Install one for Polkadot chains and reload, or use the command below.',
		)
	}
	const result = h('div', { class: 'place', role: 'status' })
	const open = async (name: string): Promise<void> => {
		try {
			const wallet = await enable(name)
			if (wallet.accounts.length === 0) {
				throw new ViewError('The wallet shows no account.', 'Let it show one to this page, then try again.')
			}
			result.replaceChildren()
			place.replaceChildren(form(app, wallet, order), result)
		} catch (error) {
			const problem =
				error instanceof ViewError
					? error
					: new ViewError(`The wallet did not open: ${error instanceof Error ? error.message : String(error)}.`, 'Allow this page in the wallet, then try again.')
			result.replaceChildren(problemPanel(problem))
		}
	}
	place.append(
		h(
			'p',
			{},
			names.map((name) =>
				h('button', { type: 'button', click: () => void open(name) }, `Open wallet ${name}`),
			),
		),
		result,
	)
	return place
}

function form(app: App, wallet: Wallet, order: Order): HTMLElement {
	const select = h(
		'select',
		{},
		wallet.accounts.map(({ address, name }) =>
			h('option', { value: address }, name === undefined ? shortText(address) : `${visible(name)}, ${shortText(address)}`),
		),
	)
	const status = h('div', { class: 'place', role: 'status' })
	const button = h('button', { type: 'submit' }, order.label())
	let busy = false
	const submit = async (event: Event): Promise<void> => {
		event.preventDefault()
		if (busy) return
		busy = true
		button.setAttribute('aria-disabled', 'true')
		try {
			const call = await order.call()
			if (call === undefined) return
			const { block, outcome } = await send(app, wallet, select.value, call, (text) =>
				status.replaceChildren(h('p', { class: 'loading' }, text)),
			)
			status.replaceChildren(
				outcome.done
					? h('p', { class: 'panel proven' }, h('strong', {}, order.done()), ` Block ${block}.`)
					: problemPanel(new ViewError(`Block ${block} has it, and it was refused: ${outcome.why}.`, outcome.next)),
			)
		} catch (error) {
			status.replaceChildren(problemPanel(error))
		} finally {
			busy = false
			button.removeAttribute('aria-disabled')
		}
	}
	const refresh = (): void => {
		button.textContent = order.label()
	}
	// What is to be paid can change above the form.
	button.addEventListener('focus', refresh)
	button.addEventListener('pointerenter', refresh)
	return h(
		'form',
		{ submit: (event) => void submit(event) },
		field('Account', select).element,
		h('p', {}, button),
		status,
	)
}
