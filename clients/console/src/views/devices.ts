import { load, numberIn, readAt, type View } from '../app.js'
import type { Members } from '../chain/chain.js'
import { addressOf, parseDid } from '../chain/identifiers.js'
import type { DidList, Resolution } from '../package.js'
import { h, type Child } from '../ui/dom.js'
import { isoText } from '../ui/format.js'
import { account, empty, shortCode, standingBadge, table } from '../ui/parts.js'
import { lookup, pager } from './pager.js'

/** How many devices are shown at a time. */
export const PAGE = 20

export const devices: View = {
	title: () => 'Devices',
	lead: 'Every device has a DID that nobody can take. Its standing says whether it may act now.',
	show: (app) => [
		lookup(app),
		load(app, 'devices', async () => {
			const start = numberIn(app.route.query, 'start', 0)
			const at = await app.chain.finalized()
			const [list, members] = await Promise.all([
				app.chain.dids(start, PAGE, at),
				app.chain.members(at),
			])
			const resolved = await Promise.all(list.dids.map((did) => app.chain.resolve(did, at)))
			return [devicesTable(start, list, resolved, members), pager('devices', start, PAGE, list), readAt(at.number)]
		}),
	],
}

function devicesTable(
	start: number,
	{ dids }: DidList,
	resolved: readonly Resolution[],
	members: Members,
): Child {
	if (dids.length === 0) return noDevices(start)
	return table(
		`Devices ${start} to ${start + dids.length - 1}`,
		[
			{ title: 'Number', numeric: true },
			{ title: 'Device' },
			{ title: 'Standing' },
			{ title: 'Operator' },
			{ title: 'Last change' },
		],
		dids.map((did, at) => {
			const metadata = resolved[at]?.didDocumentMetadata
			return [
				start + at,
				h('a', { href: `#/device/${did}` }, shortCode(did)),
				standingBadge(metadata?.standing, metadata?.recallReason),
				operatorOf(resolved[at], members),
				h('span', { class: 'time' }, isoText(metadata?.updated ?? metadata?.created)),
			]
		}),
	)
}

export const noDevices = (start: number): Child =>
	start > 0
		? empty(`No device has the number ${start} or a higher one.`, h('a', { href: '#/devices' }, 'Back to the first devices'))
		: empty(
				'No device is registered yet.',
				'A provider registers one with ',
				h('code', {}, 'bot device register'),
				', or any number with ',
				h('code', {}, 'bot enrol'),
				'.',
			)

/** The operator of a device, by its controller in the DID document. What is gone has none. */
export function operatorOf(resolution: Resolution | undefined, members: Members): Child {
	const controller = resolution?.didDocument?.controller
	const subject = controller === undefined ? undefined : parseDid(controller)?.subject
	return subject === undefined ? 'none' : account(addressOf(subject), members)
}
