import { load, readAt, type App, type View } from '../app.js'
import type { Device, Head, Members, Model } from '../chain/chain.js'
import { parseDid } from '../chain/identifiers.js'
import type { FoundRecord, Resolution, Stream } from '../package.js'
import { windowPlot, windowText } from '../plots/window.js'
import { h, type Child } from '../ui/dom.js'
import { bytesText, isoText, shortText, timeText, visible } from '../ui/format.js'
import { accountInFull, code, empty, facts, section, standingBadge, table } from '../ui/parts.js'
import { ViewError } from '../ui/problem.js'

/** How many of its latest statements are shown. */
const STATEMENTS = 8

export const device: View = {
	title: ({ argument }) => `Device ${shortText(argument)}`,
	show: (app) =>
		load(app, 'the device', async () => {
			const at = await app.chain.finalized()
			const did = app.route.argument
			const found = await readDevice(app, did, at)
			const stream = await app.chain.stream(did, at)
			const [records, agreement] = await Promise.all([
				latest(app, did, stream),
				app.chain.agreementOf(did, at),
			])
			return [
				identity(did, found),
				keys(found.resolution),
				services(found),
				section(
					'Stream',
					h('p', {}, windowText(stream)),
					windowPlot(stream),
					statements(records),
				),
				agreement !== undefined &&
					h(
						'p',
						{},
						'It sells under ',
						h('a', { href: `#/agreement/${agreement.agreement}` }, `agreement ${agreement.agreement}`),
						'.',
					),
				h('p', {}, h('a', { href: `#/machine/${did}` }, 'The page for buyers at this machine')),
				readAt(at.number),
			]
		}),
}

/** All that the page reads of a device. */
export interface FoundDevice {
	readonly resolution: Resolution
	readonly info: Device
	readonly model: Model | undefined
	readonly members: Members
}

/** Reads a device, and says why there is none. */
export async function readDevice(app: App, did: string, at: Head): Promise<FoundDevice> {
	const parsed = parseDid(did)
	if (parsed === undefined) {
		throw new ViewError(
			`${visible(did) || 'Nothing'} is no DID of a device.`,
			'A DID reads did:bot:<network>:<id>. Scan the code again, or look the device up under Devices.',
		)
	}
	const { chain } = app
	const [network, resolution, info, members] = await Promise.all([
		chain.network(),
		chain.resolve(did, at),
		chain.device(parsed.subject, at),
		chain.members(at),
	])
	if (network !== parsed.network) {
		throw new ViewError(
			`The device is of the network "${parsed.network}", the node of "${network ?? 'none'}".`,
			'Enter the address of a node of that network under Node.',
		)
	}
	if (info === undefined) {
		throw new ViewError(
			'No device was ever registered under this DID on this network.',
			'Check that it was copied in full. Who registered a device a moment ago waits for the next final block.',
		)
	}
	return { resolution, info, members, model: await chain.model(info.model, at) }
}

/** What a device is, and who stands behind it. */
function identity(did: string, { resolution, info, model, members }: FoundDevice): HTMLElement {
	const { created, updated, standing, recallReason, deactivated } = resolution.didDocumentMetadata
	return facts([
		['Standing', [standingBadge(standing, recallReason), deactivated === true && ' gone for good']],
		['DID', code(did)],
		['Number', info.index],
		['Operator', accountInFull(info.operator, members)],
		['Provider', accountInFull(info.provider, members)],
		['Model', model === undefined ? info.model : `${visible(model.name)} (number ${info.model})`],
		['Key protection', `${info.protection}, as the provider declared`],
		info.firmware !== undefined && ['Firmware', code(info.firmware)],
		['Registered', isoText(created)],
		updated !== undefined && ['Last change', isoText(updated)],
	])
}

function keys({ didDocument }: Resolution): Child {
	const methods = didDocument?.verificationMethod?.filter((method) => method.type === 'Multikey') ?? []
	if (methods.length === 0) return false
	const role = (id: string): string => {
		const roles = [
			didDocument?.capabilityDelegation?.includes(id) === true && 'root',
			didDocument?.assertionMethod?.includes(id) === true && 'signs data',
			didDocument?.keyAgreement?.includes(id) === true && 'messages to it',
		]
		return roles.filter((each) => each !== false).join(', ')
	}
	return section(
		'Keys',
		table(
			'Keys in force',
			[{ title: 'Use' }, { title: 'Key (Multikey)' }, { title: 'Until' }],
			methods.map(({ id, publicKeyMultibase, expires }) => [
				role(id),
				code(publicKeyMultibase),
				expires === undefined ? 'no end' : isoText(expires),
			]),
		),
	)
}

function services({ resolution, info }: FoundDevice): Child {
	const services = resolution.didDocument?.service ?? []
	const said = [
		...services.map(({ id, type, serviceEndpoint }): Child[] => [
			visible(id.slice(id.indexOf('#') + 1)),
			visible(type),
			h('span', { class: 'breakable' }, visible(serviceEndpoint)),
		]),
		...info.metadata.map(({ name, value }): Child[] => [
			visible(name),
			'metadata',
			h('span', { class: 'breakable' }, bytesText(value)),
		]),
	]
	if (said.length === 0) return false
	return section(
		'Services and metadata',
		table('As the operator says', [{ title: 'Name' }, { title: 'Type' }, { title: 'Value' }], said),
	)
}

/** The latest recorded statements, the newest first. */
async function latest(app: App, did: string, stream: Stream): Promise<FoundRecord[]> {
	const missing = new Set(stream.missing)
	const length = Math.min(stream.nextSeq, STATEMENTS + missing.size)
	const numbers = Array.from({ length }, (_, back) => stream.nextSeq - 1 - back)
		.filter((number) => !missing.has(number))
		.slice(0, STATEMENTS)
	const records = numbers.map((number) => app.chain.record(did, stream.epoch, number))
	return (await Promise.all(records)).filter((record) => record !== undefined)
}

function statements(records: readonly FoundRecord[]): Child {
	if (records.length === 0) return empty('The node has no statement of this device in its index.')
	return table(
		'Latest statements',
		[
			{ title: 'Number', numeric: true },
			{ title: 'Block', numeric: true },
			{ title: 'Readings', numeric: true },
			{ title: 'Taken, as the device claims' },
		],
		records.map(({ blockNumber, record }) => {
			const data = 'data' in record.body ? record.body.data : undefined
			return [
				record.seq,
				blockNumber,
				data === undefined ? '' : data.commitment.count,
				data === undefined
					? ''
					: [
							`${timeText(data.commitment.firstAt)} to ${timeText(data.commitment.lastAt)}`,
							data.clockSuspect && ' (far from the chain’s time)',
						],
			]
		}),
	)
}
