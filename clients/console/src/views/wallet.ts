import type { App } from '../app.js'
import { h } from '../ui/dom.js'
import { shortText, visible } from '../ui/format.js'
import { field } from '../ui/parts.js'
import { problemPanel, ViewError } from '../ui/problem.js'
import { enable, walletNames, type Wallet } from '../wallet/injected.js'
import type { Outcome } from '../wallet/outcome.js'
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

/** A form that has a wallet extension sign an order and sends it. */
export interface WalletForm {
	readonly element: HTMLElement
	/** Reads the label of the order again. */
	readonly refresh: () => void
}

/** The form of an order. Without a wallet extension it says so. */
export function walletForm(app: App, order: Order): WalletForm {
	const names = walletNames()
	if (names.length === 0) {
		const element = h(
			'p',
			{ class: 'panel' },
			'There is no wallet extension in this browser. Install one for Polkadot chains and reload, or use the command below.',
		)
		return { element, refresh: () => {} }
	}
	const place = h('div')
	const button = h('button', { type: 'submit' })
	const refresh = (): void => {
		button.textContent = order.label()
	}
	refresh()
	const result = h('div', { class: 'place', role: 'status' })
	const open = async (name: string): Promise<void> => {
		try {
			const wallet = await enable(name)
			if (wallet.accounts.length === 0) {
				throw new ViewError('The wallet shows no account.', 'Let it show one to this page, then try again.')
			}
			result.replaceChildren()
			place.replaceChildren(form(app, wallet, order, button), result)
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
	return { element: place, refresh }
}

function form(app: App, wallet: Wallet, order: Order, button: HTMLButtonElement): HTMLElement {
	const select = h(
		'select',
		{},
		wallet.accounts.map(({ address, name }) =>
			h('option', { value: address }, name === undefined ? shortText(address) : `${visible(name)}, ${shortText(address)}`),
		),
	)
	const status = h('div', { class: 'place', role: 'status' })
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
			status.replaceChildren(ending(order, block, outcome))
		} catch (error) {
			status.replaceChildren(problemPanel(error))
		} finally {
			busy = false
			button.removeAttribute('aria-disabled')
		}
	}
	return h(
		'form',
		{ submit: (event) => void submit(event) },
		field('Account', select).element,
		h('p', {}, button),
		status,
	)
}

function ending(order: Order, block: number, outcome: Outcome): HTMLElement {
	switch (outcome.kind) {
		case 'done':
			return h('p', { class: 'panel proven' }, h('strong', {}, order.done()), ` Block ${block}.`)
		case 'refused':
			return problemPanel(new ViewError(`Block ${block} has it, and refused it: ${outcome.why}.`, outcome.next))
		case 'open':
			return problemPanel(
				new ViewError(`Block ${block} has it; this page cannot tell what became of it.`, 'Look in the wallet before you try again.'),
			)
	}
}
