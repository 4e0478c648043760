import { load, readAt, type App, type View } from '../app.js'
import type { Members, PriceList } from '../chain/chain.js'
import type { Agreement, QuotedPart } from '../package.js'
import { h } from '../ui/dom.js'
import { amountText, shortText, visible } from '../ui/format.js'
import { account, accountInFull, code, command, empty, facts, field, section, standingBadge, table } from '../ui/parts.js'
import { problemPanel } from '../ui/problem.js'
import { purchaseCall } from '../wallet/extrinsic.js'
import { readDevice, type FoundDevice } from './device.js'
import { refund, takeTicket } from './refund.js'
import { walletForm } from './wallet.js'

export const machine: View = {
	title: ({ argument }) => `Machine ${shortText(argument)}`,
	lead: 'What to know before you pay at this machine, and how to have your money back.',
	show: (app) => {
		const ticket = takeTicket(app.route.query)
		return load(app, 'the machine', async () => {
			const did = app.route.argument
			const at = await app.chain.finalized()
			const found = await readDevice(app, did, at)
			const [prices, agreement] = await Promise.all([
				app.chain.prices(found.info.index, at),
				app.chain.agreementOf(did, at),
			])
			const offer = agreement === undefined ? undefined : offerOf(agreement, prices)
			return [
				advice(found, offer !== undefined),
				section('Who stands behind it', behind(did, found)),
				offer === undefined || agreement === undefined
					? section('Prices', nothingForSale(agreement, prices))
					: purchase(app, found.members, agreement, offer, mayAct(found)),
				refund(app, did, ticket),
				h('p', {}, h('a', { href: `#/device/${did}` }, 'All that is known of this device')),
				readAt(at.number),
			]
		})
	},
}

/** What a buyer may want to know of a machine. The rest stands on the page of the device. */
const behind = (did: string, { info, model, members }: FoundDevice): HTMLElement =>
	facts([
		['Operator', accountInFull(info.operator, members)],
		['Made by', accountInFull(info.provider, members)],
		['Model', model === undefined ? info.model : visible(model.name)],
		['DID', code(did)],
	])

const mayAct = ({ resolution }: FoundDevice): boolean =>
	resolution.didDocumentMetadata.standing === 'active'

function advice(found: FoundDevice, sells: boolean): HTMLElement {
	const { standing, recallReason } = found.resolution.didDocumentMetadata
	const text = !mayAct(found)
		? found.resolution.didDocumentMetadata.deactivated === true
			? 'Do not pay at this machine: it is gone for good.'
			: 'Do not pay at this machine: it may not act now.'
		: sells
			? 'This machine may sell.'
			: 'This machine is in order, but sells nothing through the chain now.'
	return h(
		'p',
		{ class: `panel verdict ${mayAct(found) ? 'proven' : 'problem'}` },
		standingBadge(standing, recallReason),
		' ',
		h('strong', {}, text),
	)
}

/** The prices of a machine that hold under an agreement: those that its operator set, in its asset. */
function offerOf(agreement: Agreement, prices: PriceList | undefined): PriceList | undefined {
	const holds =
		prices?.operator === agreement.operator && (prices.asset ?? null) === agreement.asset
	return holds ? prices : undefined
}

function nothingForSale(agreement: Agreement | undefined, prices: PriceList | undefined): HTMLElement {
	if (agreement === undefined) {
		return empty('No agreement splits what this machine sells.', 'It takes no payment through the chain. Coins and cards are up to the machine.')
	}
	if (prices === undefined) return empty('The operator has set no prices.', 'Ask at the machine.')
	return empty('The prices do not fit the agreement.', 'They are in another asset, or of an earlier operator. Do not pay.')
}

function purchase(
	app: App,
	members: Members,
	agreement: Agreement,
	prices: PriceList,
	isOpen: boolean,
): HTMLElement {
	const amount = (value: bigint | string): string =>
		amountText(value, agreement.decimals, agreement.currencyCode)
	const parts = h('div', { class: 'place', role: 'status' })
	const select = h(
		'select',
		{},
		prices.tiers.map(({ price, class: product }, tier) =>
			h('option', { value: tier }, `${tier}: ${amount(price)}${product === 0 ? '' : `, class ${product}`}`),
		),
	)
	const choice = field('Price, by its place in the machine’s list', select)
	const chosen = (): { readonly tier: number; readonly price: bigint } => {
		const tier = Number(select.value)
		return { tier, price: prices.tiers[tier]?.price ?? 0n }
	}
	const howTo = h('div')
	const wallet = walletForm(app, {
		label: () => `Pay ${amount(chosen().price)}`,
		call: async () => {
			const { tier, price } = chosen()
			return purchaseCall(agreement.agreement, tier, price)
		},
		done: () => 'Paid, and held. Take the product.',
	})
	const show = async (): Promise<void> => {
		const { tier, price } = chosen()
		wallet.refresh()
		howTo.replaceChildren(
			command('Command that pays', `bot purchase --agreement ${agreement.agreement} --tier ${tier} --key KEY --url ${app.chain.node.url}`),
		)
		try {
			const quoted = await app.chain.quote(agreement.agreement, price, await app.chain.finalized())
			// An answer may come after another price was chosen.
			if (chosen().tier === tier) parts.replaceChildren(quote(quoted, members, amount))
		} catch (error) {
			parts.replaceChildren(problemPanel(error, () => void show()))
		}
	}
	select.addEventListener('change', () => void show())
	void show()
	return section(
		'Prices',
		choice.element,
		parts,
		isOpen &&
			h(
				'section',
				{},
				h('h3', {}, 'Pay'),
				h('p', {}, 'The price is held until the machine says that it gave the product out. If it does not, all of it comes back to you.'),
				wallet.element,
				h('p', {}, 'By command, with the file of your key:'),
				howTo,
			),
	)
}

function quote(
	parts: readonly QuotedPart[] | undefined,
	members: Members,
	amount: (value: string) => string,
): HTMLElement {
	if (parts === undefined) return empty('Nothing can be sold for that now.')
	return table(
		'Who gets how much of it',
		[{ title: 'Payee' }, { title: 'Part', numeric: true }],
		parts.map((part) => [account(part.account, members), amount(part.amount)]),
	)
}
