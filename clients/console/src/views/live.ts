import { load, type App, type View } from '../app.js'
import { INCOMPLETE_INDEX, PRUNED_INDEX, type Head } from '../chain/chain.js'
import { ConnectionError, RpcError, type Header } from '../chain/connection.js'
import type { Body, ChainRecord, RecordedBlock } from '../chain/records.js'
import { formatDid } from '../package.js'
import { bars } from '../plots/bars.js'
import { h, type Child } from '../ui/dom.js'
import { countText, numberText, timeText } from '../ui/format.js'
import { badge, empty, section, shortCode, table, type Column } from '../ui/parts.js'
import { problemPanel } from '../ui/problem.js'

/** How many blocks the plot spans. */
const BLOCKS = 60
/** How many records are listed. */
const ROWS = 100
/** How many blocks are asked for at a time. */
const PART = 20
/** Before blocks with so many records, older ones are not asked for. */
const ENOUGH = 4_000

const COLUMNS: readonly Column[] = [
	{ title: 'Block', numeric: true },
	{ title: 'Received' },
	{ title: 'Device' },
	{ title: 'What' },
]

export const live: View = {
	title: () => 'Live records',
	lead: 'What the chain records, block by block as each is final and can be proved.',
	show: (app) =>
		load(app, 'the latest blocks', async () => {
			const network = (await app.chain.network()) ?? ''
			return new Feed(app, network).start()
		}),
}

/** The latest blocks, and how they are shown. */
class Feed {
	#blocks: RecordedBlock[] = []
	/** The first block that is not shown yet. */
	#next = 0
	#paused = false
	#reading = false
	readonly #plot = h('div')
	readonly #list = h('div')
	readonly #note = h('div')
	readonly #summary = h('p', { class: 'summary' })

	constructor(
		private readonly app: App,
		private readonly network: string,
	) {}

	/** Begins to follow the chain. */
	async start(): Promise<Child> {
		await this.#read()
		this.app.signal.throwIfAborted()
		const stop = this.app.chain.node.subscribe<Header>(
			'chain_subscribeFinalizedHeads',
			'chain_unsubscribeFinalizedHeads',
			() => void this.#follow(),
		)
		this.app.signal.addEventListener('abort', stop)
		const pause = h('button', { type: 'button', 'aria-pressed': 'false', click: () => this.#pause(pause) }, 'Pause')
		return [
			h('div', { class: 'row' }, this.#summary, pause),
			this.#note,
			section('Records in each block', this.#plot),
			section('Latest records', this.#list),
		]
	}

	#pause(button: HTMLElement): void {
		this.#paused = !this.#paused
		button.setAttribute('aria-pressed', String(this.#paused))
		if (!this.#paused) void this.#follow()
	}

	/** Takes up what became final. */
	async #follow(): Promise<void> {
		if (this.#paused || this.#reading) return
		try {
			await this.#read()
			this.#note.replaceChildren()
		} catch (error) {
			// A lost connection is told above; what is missed comes with the next block.
			if (!(error instanceof ConnectionError)) this.#note.replaceChildren(problemPanel(error))
		}
	}

	async #read(): Promise<void> {
		this.#reading = true
		try {
			const head = await this.app.chain.finalized()
			// Another chain answers at this address now.
			if (this.#next > head.number) [this.#next, this.#blocks] = [0, []]
			// After a long absence only the latest blocks are of interest.
			const fresh = await this.#between(Math.max(this.#next, head.number - BLOCKS), head)
			this.#next = head.number
			this.#show(fresh)
		} finally {
			this.#reading = false
		}
	}

	/** The blocks from `floor` on and before `head`; only the latest of them where these have many records. */
	async #between(floor: number, head: Head): Promise<RecordedBlock[]> {
		let fresh: RecordedBlock[] = []
		let end = head.number
		while (end > floor && countRecords(fresh) < ENOUGH) {
			const begin = Math.max(floor, end - PART)
			try {
				fresh = [...(await this.#part(begin, end, head)), ...fresh]
			} catch (error) {
				const isGone =
					error instanceof RpcError && [PRUNED_INDEX, INCOMPLETE_INDEX].includes(error.code)
				if (!isGone) throw error
				// The node does not keep what is older than some block.
				return fresh.length > 0 ? fresh : this.#part(head.number - 1, head.number, head)
			}
			end = begin
		}
		return fresh
	}

	/** The blocks from `begin` to `end`, without `end`: a node gives as many at a time as it likes. */
	async #part(begin: number, end: number, head: Head): Promise<RecordedBlock[]> {
		const part: RecordedBlock[] = []
		while (begin + part.length < end) {
			const next = begin + part.length
			const more = await this.app.chain.recorded(next, end - next, head.hash)
			if (more.length === 0) break
			part.push(...more)
		}
		return part
	}

	#show(fresh: readonly RecordedBlock[]): void {
		const last = fresh.at(-1)
		if (last === undefined && this.#blocks.length > 0) return
		this.#blocks = [...this.#blocks, ...fresh].slice(-BLOCKS)
		const records = countRecords(fresh)
		if (records > 0) this.app.announce(`${countText(records, 'new record')} up to block ${last?.number}`)
		this.#summary.textContent = this.#blocks.length === 0
			? 'No block can be proved yet.'
			: `Up to block ${this.#blocks.at(-1)?.number}: ${countText(countRecords(this.#blocks), 'record')} in ${countText(this.#blocks.length, 'block')}.`
		this.#plot.replaceChildren(this.#bars())
		this.#list.replaceChildren(this.#table())
	}

	#bars(): HTMLElement {
		const [first, last] = [this.#blocks.at(0), this.#blocks.at(-1)]
		return bars({
			label: `Records in the blocks ${first?.number ?? 0} to ${last?.number ?? 0}: ${countRecords(this.#blocks)} in all, at most ${Math.max(0, ...this.#blocks.map(({ records }) => records.length))} in one.`,
			whole: true,
			tick: numberText,
			bars: this.#blocks.map(({ number, records }) => ({
				name: String(number),
				parts: [records.length],
				text: `block ${number}: ${countText(records.length, 'record')}`,
			})),
		})
	}

	#table(): HTMLElement {
		const rows = this.#blocks
			.toReversed()
			.flatMap((block) => block.records.toReversed().map((record) => this.#row(block, record)))
		if (rows.length === 0) {
			return empty(
				'No record in these blocks.',
				'A gateway sends readings with ',
				h('code', {}, 'bot attest'),
				'; they appear here once their block is final.',
			)
		}
		const hidden = rows.length - ROWS
		return h(
			'div',
			{},
			table(
				hidden > 0 ? `The newest ${ROWS} records, ${numberText(hidden)} more are not listed` : 'The newest first',
				COLUMNS,
				rows.slice(0, ROWS),
			),
		)
	}

	#row(block: RecordedBlock, record: ChainRecord): Child[] {
		const did = record.device === undefined ? undefined : formatDid(this.network, record.device)
		return [
			block.number,
			h('span', { class: 'time' }, timeText(block.time)),
			did === undefined ? 'many' : h('a', { href: `#/device/${did}` }, shortCode(did)),
			what(record),
		]
	}
}

const countRecords = (blocks: readonly RecordedBlock[]): number =>
	blocks.reduce((sum, { records }) => sum + records.length, 0)

function what({ body, seq }: ChainRecord): Child {
	switch (body.kind) {
		case 'data':
			return [
				`${countText(body.count, 'reading')} under number ${seq}, taken ${timeText(body.firstAt)} to ${timeText(body.lastAt)}`,
				body.clockSuspect && [' ', badge('clock suspect', 'warn')],
			]
		case 'standing':
			return standingText(body)
		case 'sales report':
			return [`sales report ${body.number}, ${countText(body.quantity, 'piece')}, `, agreementLink(body.agreement)]
		case 'vend result':
			return [`purchase ${body.purchase}: `, badge(body.outcome, body.outcome === 'dispensed' ? 'good' : 'bad')]
		case 'statement':
			return [`statement of period ${body.period}, `, agreementLink(body.agreement)]
	}
}

function standingText({ change }: Extract<Body, { kind: 'standing' }>): string {
	if (change.kind === 'state') return `standing: ${change.state}`
	const reason = change.reason === undefined ? '' : `, for ${change.reason}`
	return `${change.kind}: ${change.target}${reason}`
}

const agreementLink = (id: number): HTMLElement =>
	h('a', { href: `#/agreement/${id}` }, `agreement ${id}`)
