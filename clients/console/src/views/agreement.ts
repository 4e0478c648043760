import { load, parseNumber, readAt, type View } from '../app.js'
import type { Members } from '../chain/chain.js'
import type { Agreement, Statement } from '../package.js'
import { bars, legend } from '../plots/bars.js'
import { shares } from '../plots/shares.js'
import { h, type Child } from '../ui/dom.js'
import { amountText, countText, durationText, numberText, shareText, timeText, unitsText } from '../ui/format.js'
import { account, accountInFull, empty, facts, section, table } from '../ui/parts.js'
import { ViewError } from '../ui/problem.js'
import { stateBadge } from './agreements.js'

/** How many days the plot spans. */
const DAYS = 60

export const agreement: View = {
	title: ({ argument }) => `Agreement ${argument}`,
	show: (app) =>
		load(app, 'the agreement', async () => {
			const id = parseNumber(app.route.argument)
			if (id === undefined) throw new ViewError('This is no number of an agreement.', 'See Agreements.')
			const at = await app.chain.finalized()
			const [found, members] = await Promise.all([app.chain.agreement(id, at), app.chain.members(at)])
			if (found === undefined) {
				throw new ViewError(
					`There is no agreement ${id}.`,
					'It was never proposed, or was withdrawn or forgotten. See Agreements for others.',
				)
			}
			const did = (await app.chain.dids(found.device, 1, at)).dids[0]
			const payees = payeesOf(found)
			const statements = await Promise.all(
				payees.map((payee) => app.chain.statement(id, payee, at)),
			)
			return [
				terms(found, did, members),
				split(found, payees, members),
				sold(found, payees, statements, members),
				readAt(at.number),
			]
		}),
}

/** Everybody who is paid, deductions first, each once. */
const payeesOf = ({ deductions, parties }: Agreement): string[] => [
	...new Set([...deductions.map(({ payee }) => payee), ...parties.map(({ account }) => account)]),
]

function terms(it: Agreement, did: string | undefined, members: Members): HTMLElement {
	const offset = it.utcOffsetMinutes
	const sign = offset < 0 ? '−' : '+'
	const [hours, minutes] = [Math.abs(offset) / 60, Math.abs(offset) % 60]
	const clock = `${Math.floor(hours)}`.padStart(2, '0') + `:${minutes}`.padEnd(3, '0')
	return facts([
		['State', stateBadge(it)],
		['Version in force', it.version],
		[
			'Device',
			did === undefined ? it.device : h('a', { href: `#/device/${did}` }, `number ${it.device}`),
		],
		['Operator', accountInFull(it.operator, members)],
		['Currency', `${it.currencyCode}${it.asset === null ? ', the chain’s own' : `, asset ${it.asset}`}`],
		['Days begin at', `midnight UTC${sign}${clock}`],
		['Arbiter', accountInFull(it.arbiter, members)],
		['Time to dispute', durationText(it.disputeWindow)],
		it.endsAt !== null && ['Ends', timeText(it.endsAt)],
		it.missing.length > 0 && [
			'Still to accept',
			h('ul', { class: 'plain' }, it.missing.map((who) => h('li', {}, accountInFull(who, members)))),
		],
	])
}

const PAYOUTS = { onChain: 'on the chain', external: 'outside the chain' } as const

function split(it: Agreement, payees: readonly string[], members: Members): HTMLElement {
	const series = (address: string): number => payees.indexOf(address)
	const name = (address: string): string => members.get(address) ?? address
	return section(
		'How sales are split',
		it.deductions.length > 0 &&
			table(
				'Taken off first, in this order',
				[{ title: 'Payee' }, { title: 'How much' }, { title: 'Of what' }, { title: 'Paid' }],
				it.deductions.map((deduction) => [
					account(deduction.payee, members),
					ruleText(deduction.rule, it),
					`${deduction.class === null ? 'all products' : `class ${deduction.class}`}, ${deduction.means === null ? 'however paid' : `paid by ${deduction.means.toLowerCase()}`}`,
					PAYOUTS[deduction.payout],
				]),
			),
		shares(
			`Shares of what is left: ${it.parties.map((party) => `${name(party.account)} ${shareText(party.sharePpm)}`).join(', ')}`,
			it.parties.map(({ account, sharePpm }) => ({
				share: sharePpm,
				series: series(account),
				text: `${name(account)}: ${shareText(sharePpm)}`,
			})),
		),
		legend(
			it.parties.map((party) => ({
				series: series(party.account),
				name: [account(party.account, members), ` ${shareText(party.sharePpm)}`],
			})),
		),
		table(
			'Shares of what is left',
			[{ title: 'Party' }, { title: 'Share', numeric: true }, { title: 'Paid, of reported sales' }],
			it.parties.map((party) => [
				account(party.account, members),
				shareText(party.sharePpm),
				PAYOUTS[party.payout],
			]),
		),
	)
}

function ruleText(rule: Agreement['deductions'][number]['rule'], it: Agreement): string {
	if ('ofGross' in rule) return `${shareText(rule.ofGross)} of the price`
	if ('ofRemainder' in rule) return `${shareText(rule.ofRemainder)} of what is left`
	return `${amountText(rule.perPiece, it.decimals, it.currencyCode)} a piece`
}

function sold(
	it: Agreement,
	payees: readonly string[],
	statements: readonly Statement[],
	members: Members,
): HTMLElement {
	const [first] = statements
	const quantity = first?.versions.reduce((sum, version) => sum + version.quantity, 0) ?? 0
	if (first === undefined || quantity === 0) {
		return section(
			'Statements',
			empty(
				'Nothing was sold under this agreement yet.',
				'A purchase or a sales report of the machine shows here once its block is final.',
			),
		)
	}
	const amount = (value: bigint | string): string => unitsText(value, it.decimals)
	const total = (values: readonly string[]): bigint =>
		values.reduce((sum, value) => sum + BigInt(value), 0n)
	return section(
		'Statements',
		h(
			'p',
			{},
			`${countText(quantity, 'piece')} sold for ${amount(total(first.versions.map(({ gross }) => gross)))} ${it.currencyCode}.`,
		),
		daily(it, payees, statements, members),
		table(
			`How each payee stands, in ${it.currencyCode}`,
			[
				{ title: 'Payee' },
				{ title: 'Due of all sales', numeric: true },
				{ title: 'Reversed or returned', numeric: true },
				{ title: 'Paid', numeric: true },
				{ title: 'Can be disputed', numeric: true },
				{ title: 'Owed by the operator', numeric: true },
				{ title: 'Kept for it', numeric: true },
			],
			statements.map((statement, at) => [
				account(payees[at] ?? '', members),
				amount(total(statement.versions.map(({ due }) => due))),
				amount(total(statement.versions.flatMap(({ reversed, returned }) => [reversed, returned]))),
				amount(statement.paid),
				amount(statement.pending),
				amount(total([statement.owed, statement.owedOutside, statement.stated])),
				amount(statement.kept),
			]),
		),
	)
}

/** What each payee was due, day by day. */
function daily(
	it: Agreement,
	payees: readonly string[],
	statements: readonly Statement[],
	members: Members,
): Child {
	const days = [...new Set(statements.flatMap(({ days }) => days.map(({ day }) => day)))].sort().slice(-DAYS)
	const dueOn = (statement: Statement, day: string): bigint =>
		statement.days
			.filter((each) => each.day === day)
			.reduce((sum, { due }) => sum + BigInt(due), 0n)
	const dues = days.map((day) => statements.map((statement) => dueOn(statement, day)))
	const amount = (value: bigint): string => unitsText(value, it.decimals)
	const units = (value: bigint): number => Number(value) / 10 ** it.decimals
	const columns = [
		{ title: 'Day' },
		...payees.map((payee) => ({ title: members.get(payee) ?? `${payee.slice(0, 6)}…`, numeric: true })),
	]
	return [
		h('h3', {}, `Due by day, in ${it.currencyCode}`),
		bars({
			label: `What the payees were due on ${countText(days.length, 'day')}, ${days.at(0)} to ${days.at(-1)}: the table below has the amounts.`,
			tick: (value) => numberText(Number(value.toPrecision(3))),
			bars: days.map((day, at) => ({
				name: day.slice(5),
				parts: (dues[at] ?? []).map(units),
				text: `${day}: ${(dues[at] ?? []).map(amount).join(', ')}`,
			})),
		}),
		legend(payees.map((payee, series) => ({ series, name: account(payee, members) }))),
		h(
			'details',
			{},
			h('summary', {}, 'The same as a table'),
			table(`Due by day, in ${it.currencyCode}`, columns, days.map((day, at) => [day, ...(dues[at] ?? []).map(amount)])),
		),
	]
}
