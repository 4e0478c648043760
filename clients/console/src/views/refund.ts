import type { App } from '../app.js'
import type { Purchase } from '../chain/chain.js'
import { parseAddress, parseDid } from '../chain/identifiers.js'
import { sameBytes } from '../package.js'
import { h, type Child } from '../ui/dom.js'
import { amountText, timeText } from '../ui/format.js'
import { command, empty, facts, field, section } from '../ui/parts.js'
import { problemPanel } from '../ui/problem.js'
import { claimByTicketCall } from '../wallet/extrinsic.js'
import { parseSecret, signClaim, ticketKey } from '../wallet/ticket.js'
import { walletForm } from './wallet.js'

/** A claim to a refund: by the ticket of who has no account of the purchase. */
export function refund(app: App, did: string, { purchase: named, secret: ticket }: Ticket): HTMLElement {
	const number = h('input', { type: 'text', inputmode: 'numeric', autocomplete: 'off', value: named })
	const numberField = field('Number of the purchase', number, 'It stands on the ticket or the receipt.')
	const state = h('div', { class: 'place', role: 'status' })
	let looked = 0

	const look = async (event?: Event): Promise<void> => {
		event?.preventDefault()
		const mine = ++looked
		numberField.complain()
		const id = purchaseNumber(number.value)
		if (id === undefined) {
			numberField.complain('Enter the number of a purchase, from 0 on.')
			return
		}
		state.replaceChildren(h('p', { class: 'loading' }, 'Looking for the purchase…'))
		try {
			const shown = await purchasePanel(app, did, id, ticket)
			if (mine === looked) state.replaceChildren(h('div', {}, shown))
		} catch (error) {
			if (mine === looked) state.replaceChildren(problemPanel(error, () => void look()))
		}
	}
	if (named !== undefined) void look()
	return section(
		'Refund',
		h('p', {}, 'Nothing came out? A machine that says so, or says nothing for two days, costs you nothing. Look what became of your purchase.'),
		h(
			'form',
			{ class: 'row', submit: (event) => void look(event) },
			numberField.element,
			h('button', { type: 'submit' }, 'Look'),
		),
		state,
	)
}

/** What the code on a ticket says. */
export interface Ticket {
	readonly purchase: string | undefined
	/** Empty where it names none. */
	readonly secret: string
}

/** Takes what a ticket says out of the address: its secret is worth money, and the history keeps addresses. */
export function takeTicket(query: URLSearchParams): Ticket {
	const [purchase, secret] = [query.get('purchase') ?? undefined, query.get('ticket') ?? '']
	if (secret !== '') {
		query.delete('ticket')
		const rest = query.size === 0 ? '' : `?${query}`
		history.replaceState(null, '', location.hash.replace(/\?.*$/, '') + rest)
	}
	return { purchase, secret }
}

function purchaseNumber(text: string): bigint | undefined {
	const number = /^[0-9]{1,20}$/.test(text.trim()) ? BigInt(text.trim()) : 1n << 64n
	return number < 1n << 64n ? number : undefined
}

async function purchasePanel(app: App, did: string, id: bigint, ticket: string): Promise<Child> {
	const { chain } = app
	const at = await chain.finalized()
	const [purchase, genesis] = await Promise.all([chain.purchase(id, at), chain.genesis()])
	if (purchase === undefined) {
		return empty(
			`Purchase ${id} is over, or was never made.`,
			'It was split because the machine gave the product out, or it was refunded already. Check the number.',
		)
	}
	const [[machine], agreement] = await Promise.all([
		chain.dids(purchase.device, 1, at).then(({ dids }) => dids),
		chain.agreement(purchase.agreement, at),
	])
	if (machine === undefined || machine !== did) {
		return empty(
			`Purchase ${id} was made at another machine.`,
			machine !== undefined && h('a', { href: `#/machine/${machine}?purchase=${id}` }, 'Show that machine'),
		)
	}
	const price = amountText(purchase.price, agreement?.decimals ?? 0, agreement?.currencyCode ?? 'units')
	return [
		facts([
			['Price', `${price}, held`],
			['State', STATES[purchase.state]],
			purchase.state === 'open' && ['Given out before', timeText(purchase.vendBy)],
			purchase.state === 'open' && ['Refunded from', timeText(purchase.reportBy)],
		]),
		claim(app, { did, id, purchase, genesis, price, ticket }),
	]
}

const STATES = {
	open: 'the machine has not reported yet',
	dispensed: 'the machine gave the product out; the payees are paid when the asset can be moved',
	failed: 'the machine did not give the product out',
} as const

interface Claim {
	readonly did: string
	readonly id: bigint
	readonly purchase: Purchase
	readonly genesis: string
	readonly price: string
	readonly ticket: string
}

function claim(app: App, it: Claim): Child {
	const { purchase, id } = it
	const isLate = purchase.reportBy <= BigInt(Date.now())
	if (purchase.state === 'dispensed') {
		return h('p', { class: 'panel' }, 'No refund is due.')
	}
	if (purchase.ticket === undefined) {
		return h('p', { class: 'panel' }, 'It has no ticket: the refund goes to the account that paid, by itself.')
	}
	if (purchase.state === 'open' && !isLate) {
		return h('p', { class: 'panel' }, `No refund is due yet: the machine may report until ${timeText(purchase.reportBy)}.`)
	}
	const secret = h('input', { type: 'password', autocomplete: 'off', spellcheck: 'false', value: it.ticket })
	const secretField = field('Secret of the ticket', secret, 'Its 64 hexadecimal digits. It stays in this browser.')
	const shown = h('input', { type: 'checkbox' })
	shown.addEventListener('change', () => {
		secret.type = shown.checked ? 'text' : 'password'
	})
	const to = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' })
	const toField = field('Account that receives the refund', to, 'An address of this chain. Nobody can turn the refund to another one.')

	const call = async (): Promise<Uint8Array | undefined> => {
		secretField.complain()
		toField.complain()
		const key = parseSecret(secret.value)
		const account = parseAddress(to.value.trim())
		if (key === undefined) secretField.complain('Enter the 64 hexadecimal digits that stand on the ticket.')
		else if (!sameBytes(ticketKey(key), purchase.ticket?.key ?? key)) {
			secretField.complain('This is the secret of another ticket.')
		} else if (account !== undefined) {
			const deviceId = parseDid(it.did)?.subject ?? new Uint8Array(32)
			const signature = signClaim(key, { genesisHash: it.genesis, deviceId }, id, account)
			return claimByTicketCall(id, account, signature)
		}
		if (account === undefined) toField.complain('Enter an address such as 5GrwvaEF….')
		return undefined
	}
	return h(
		'div',
		{},
		h('p', {}, h('strong', {}, `${it.price} are due to who holds the ticket`), `, who can claim them until ${timeText(purchase.ticket.claimBy)}.`),
		secretField.element,
		h('label', { class: 'choice' }, shown, 'Show the secret'),
		toField.element,
		h('p', {}, 'Any account can send the claim and pays its fee, not the one that receives it.'),
		walletForm(app, {
			label: () => `Claim ${it.price}`,
			call,
			done: () => `${it.price} are on the way to the account that you named.`,
		}).element,
		h('p', {}, 'By command, with the ticket as a key file:'),
		command('Command that claims', `bot refund ${id} --ticket ticket.json --to ACCOUNT --key KEY --url ${app.chain.node.url}`),
	)
}
