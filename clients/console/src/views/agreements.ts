import { load, numberIn, parseNumber, readAt, type View } from '../app.js'
import type { Members } from '../chain/chain.js'
import type { Agreement } from '../package.js'
import { h, type Child } from '../ui/dom.js'
import { shareText } from '../ui/format.js'
import { account, badge, empty, field, table } from '../ui/parts.js'
import { pager } from './pager.js'

/** How many numbers a part of the list has. What was withdrawn or forgotten leaves gaps. */
const PAGE = 16

export const agreements: View = {
	title: () => 'Agreements',
	lead: 'What a machine sells is split by an agreement that everybody with a share in it has accepted.',
	show: (app) => [
		byNumber(),
		load(app, 'agreements', async () => {
			const start = numberIn(app.route.query, 'start', 0)
			const at = await app.chain.finalized()
			const [list, members] = await Promise.all([
				app.chain.agreements(start, PAGE, at),
				app.chain.members(at),
			])
			return [
				list.agreements.length === 0 ? nothing(start) : agreementsTable(list.agreements, members),
				pager('agreements', start, PAGE, list),
				readAt(at.number),
			]
		}),
	],
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
