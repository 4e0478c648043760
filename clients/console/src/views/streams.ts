import { load, numberIn, readAt, type View } from '../app.js'
import type { Stream } from '../package.js'
import { windowPlot } from '../plots/window.js'
import { h } from '../ui/dom.js'
import { countText, numberText } from '../ui/format.js'
import { badge, shortCode, table } from '../ui/parts.js'
import { noDevices } from './devices.js'
import { pager } from './pager.js'

const PAGE = 20

export const streams: View = {
	title: () => 'Streams',
	lead: 'Each statement of a device has a number. A number that was skipped shows as a gap, and can still come until 64 newer ones are there.',
	show: (app) =>
		load(app, 'streams', async () => {
			const start = numberIn(app.route.query, 'start', 0)
			const at = await app.chain.finalized()
			const list = await app.chain.dids(start, PAGE, at)
			const heads = await Promise.all(list.dids.map((did) => app.chain.stream(did, at)))
			return [
				list.dids.length === 0 ? noDevices(start) : streamsTable(start, list.dids, heads),
				pager('streams', start, PAGE, list),
				readAt(at.number),
			]
		}),
}

function streamsTable(start: number, dids: readonly string[], streams: readonly Stream[]): HTMLElement {
	return table(
		`Streams of the devices ${start} to ${start + dids.length - 1}`,
		[
			{ title: 'Device' },
			{ title: 'Epoch', numeric: true },
			{ title: 'Next number', numeric: true },
			{ title: 'Gaps' },
			{ title: 'Last 64 numbers' },
		],
		streams.map((stream, at) => {
			const did = dids[at] ?? ''
			return [
				h('a', { href: `#/device/${did}` }, shortCode(did)),
				stream.epoch,
				numberText(stream.nextSeq),
				gaps(stream),
				stream.nextSeq === 0 ? 'nothing sent yet' : windowPlot(stream),
			]
		}),
	)
}

function gaps({ missing, unseen, nextSeq }: Stream): HTMLElement {
	if (missing.length === 0 && unseen === 0) return badge(nextSeq === 0 ? 'empty' : 'none', nextSeq === 0 ? 'plain' : 'good')
	return h(
		'span',
		{ class: 'stack' },
		missing.length > 0 && badge(`${countText(missing.length, 'number')} missing`, 'warn'),
		unseen > 0 && badge(`${countText(unseen, 'number')} lost for good`, 'bad'),
	)
}
