import { load, numberIn, parseNumber, readAt, type View } from '../app.js'
import type { Chain, Head, Members } from '../chain/chain.js'
import type { Agreement } from '../package.js'
import { h, type Child } from '../ui/dom.js'
import { shareText } from '../ui/format.js'
import { account, badge, empty, field, table } from '../ui/parts.js'

/** How many numbers are looked at a time. */
export const PAGE = 16

export const agreements: View = {
	title: () => 'Agreements',
	lead: 'What a machine sells is split by an agreement that everybody with a share in it has accepted.',
	show: (app) => [
		byNumber(),
		load(app, 'agreements', async () => {
			const start = numberIn(app.route.query, 'start', 0)
			const at = await app.chain.finalized()
			const [found, members] = await Promise.all([
				agreementsFrom(app.chain, start, PAGE, at),
				app.chain.members(at),
			])
			return [
				found.length === 0 ? nothing(start) : agreementsTable(found, members),
				pages(start, found.length),
				readAt(at.number),
			]
		}),
	],
}

/** The agreements with the numbers from `start` on. Those that were withdrawn or forgotten leave gaps. */
export async function agreementsFrom(
	chain: Chain,
	start: number,
	count: number,
	at: Head,
): Promise<Agreement[]> {
	const numbers = Array.from({ length: count }, (_, add) => start + add)
	const found = await Promise.all(numbers.map((number) => chain.agreement(number, at)))
	return found.filter((each) => each !== undefined)
}

const TONES = { proposed: 'plain', active: 'good', frozen: 'warn', ended: 'plain' } as const

export const stateBadge = ({ state }: Agreement): HTMLElement => badge(state, TONES[state])

function agreementsTable(found: readonly Agreement[], members: Members): HTMLElement {
	return table(
		'Agreements by number',
		[
			{ title: 'Agreement' },
			{ title: 'State' },
			{ title: 'Device', numeric: true },
			{ title: 'Operator' },
			{ title: 'Currency' },
			{ title: 'Shares' },
		],
		found.map((each) => [
			h('a', { href: `#/agreement/${each.agreement}` }, `Agreement ${each.agreement}`),
			stateBadge(each),
			each.device,
			account(each.operator, members),
			each.currencyCode,
			each.parties.map(({ sharePpm }) => shareText(sharePpm)).join(', '),
		]),
	)
}

function nothing(start: number): Child {
	const range = `No agreement has a number from ${start} to ${start + PAGE - 1}.`
	return start > 0
		? empty(range, h('a', { href: '#/agreements' }, 'Back to the first agreements'))
		: empty(range, 'The operator of a device proposes one with ', h('code', {}, 'bot agreement propose'), '.')
}

/** The chain gives no list of agreements, so whether there are more shows only when one looks. */
function pages(start: number, found: number): HTMLElement {
	const link = (to: number, text: string): HTMLElement =>
		h('a', { href: `#/agreements?start=${to}` }, text)
	return h(
		'nav',
		{ class: 'pager', 'aria-label': 'Pages' },
		start > 0 && link(Math.max(0, start - PAGE), `← Before ${start}`),
		found > 0 && link(start + PAGE, `Look from ${start + PAGE} on →`),
	)
}

function byNumber(): HTMLElement {
	const input = h('input', { type: 'text', inputmode: 'numeric', autocomplete: 'off' })
	const number = field('Number of an agreement', input)
	return h(
		'form',
		{
			class: 'row',
			role: 'search',
			submit: (event) => {
				event.preventDefault()
				const id = parseNumber(input.value.trim())
				if (id === undefined) number.complain('Enter a number from 0 on.')
				else location.hash = `#/agreement/${id}`
			},
		},
		number.element,
		h('button', { type: 'submit' }, 'Show'),
	)
}
