import type { View } from '../app.js'
import { addressOf } from '../chain/identifiers.js'
import { fromHex } from '../chain/scale.js'
import { parseAnchor, slotOf, STEPS, stepOf, verifyFile, type Outcome } from '../evidence.js'
import type { Verdict } from '../package.js'
import { h } from '../ui/dom.js'
import { bytesText, timeText, visible } from '../ui/format.js'
import { badge, code, facts, field, section } from '../ui/parts.js'

/** Larger files are no evidence of one reading. */
const MAX_BYTES = 4 * 2 ** 20

export const verify: View = {
	title: () => 'Verify evidence',
	lead: 'An evidence file proves one reading of a device. It is checked in this browser: the file is sent nowhere.',
	show: (app) => {
		const result = h('div', { class: 'place', role: 'status' })
		const input = h('input', { type: 'file', accept: '.json,application/json' })
		const file = field('Evidence file', input, 'Choose it, or drop it here.')
		const hash = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', placeholder: '0x…' })
		const anchor = field(
			'Hash of the trusted header',
			hash,
			'From a node or a source that you trust yourself, never from who sent the file.',
		)
		const [node, own] = [radio('trust', 'node', true), radio('trust', 'own', false)]
		let chosen: File | undefined

		const check = async (): Promise<void> => {
			anchor.element.hidden = !own.checked
			anchor.complain()
			file.complain()
			if (chosen === undefined) return
			if (chosen.size > MAX_BYTES) {
				file.complain('This file is too large to be evidence of one reading.')
				return
			}
			const trusted = own.checked ? parseAnchor(hash.value.trim()) : undefined
			if (own.checked && trusted === undefined) {
				result.replaceChildren()
				anchor.complain('Enter 0x and 64 hexadecimal digits.')
				return
			}
			const bytes = new Uint8Array(await chosen.arrayBuffer())
			const outcome = await verifyFile(app.chain, bytes, trusted)
			result.replaceChildren(report(chosen.name, outcome, bytes, own.checked))
		}
		const take = (files: FileList | null | undefined): void => {
			const [first] = files ?? []
			if (first === undefined) return
			chosen = first
			void check()
		}
		input.addEventListener('change', () => take(input.files))
		for (const each of [node, own]) each.addEventListener('change', () => void check())
		hash.addEventListener('change', () => void check())
		anchor.element.hidden = true

		return [
			dropZone(file.element, take),
			h(
				'fieldset',
				{},
				h('legend', {}, 'Whom do you trust?'),
				h('label', { class: 'choice' }, node, 'The node that this page is connected to'),
				h('label', { class: 'choice' }, own, 'A header whose hash I have'),
				anchor.element,
			),
			result,
		]
	},
}

const radio = (name: string, value: string, checked: boolean): HTMLInputElement =>
	h('input', { type: 'radio', name, value, checked })

function dropZone(content: HTMLElement, take: (files: FileList | null | undefined) => void): HTMLElement {
	const zone = h('div', { class: 'drop' }, content)
	const over = (event: DragEvent, is: boolean): void => {
		event.preventDefault()
		zone.classList.toggle('over', is)
	}
	zone.addEventListener('dragover', (event) => over(event, true))
	zone.addEventListener('dragleave', (event) => over(event, false))
	zone.addEventListener('drop', (event) => {
		over(event, false)
		take(event.dataTransfer?.files)
	})
	return zone
}

function report(name: string, outcome: Outcome, bytes: Uint8Array, ownAnchor: boolean): HTMLElement {
	switch (outcome.kind) {
		case 'valid':
			return valid(name, outcome.verdict, bytes, ownAnchor)
		case 'broken':
			return h(
				'section',
				{ class: 'panel problem' },
				h('h2', {}, `${visible(name)} proves nothing`),
				h('p', {}, 'The link ', h('strong', {}, outcome.link), ` is broken: ${visible(outcome.reason)}.`),
				steps(stepOf(outcome.link)),
				h(
					'p',
					{},
					outcome.link === 'HeaderHash' && !ownAnchor
						? 'It is of another chain than the node’s, or its header was changed.'
						: 'Something was changed since the chain received it, or the file was put together from others.',
				),
			)
		case 'no file':
			return h(
				'section',
				{ class: 'panel problem' },
				h('h2', {}, `${visible(name)} is no evidence file`),
				h('p', {}, visible(outcome.reason)),
				h('p', {}, 'One is made with ', h('code', {}, 'bot prove'), '.'),
			)
		case 'no anchor':
			return h(
				'section',
				{ class: 'panel problem' },
				h('h2', {}, `${visible(name)} was not verified`),
				h('p', {}, outcome.reason),
				h('p', {}, outcome.next),
			)
	}
}

/** The links in their order, up to the one that is broken, if any is. */
function steps(broken?: number): HTMLElement {
	return h(
		'ol',
		{ class: 'steps' },
		STEPS.map(({ name, says }, at) => {
			const state = broken === undefined || at < broken ? 'holds' : at === broken ? 'broken' : 'not looked at'
			return h(
				'li',
				{ class: state.replaceAll(' ', '-') },
				badge(state, state === 'holds' ? 'good' : state === 'broken' ? 'bad' : 'plain'),
				h('span', {}, h('strong', {}, name), `: ${says}`),
			)
		}),
	)
}

function valid(name: string, verdict: Verdict, bytes: Uint8Array, ownAnchor: boolean): HTMLElement {
	const { key, delegation, takenAt, block, header, place } = verdict
	const role =
		delegation === null ? 'the root key' : `a key delegated until ${timeText(delegation.expiresAt)}`
	const slot = slotOf(bytes)
	return h(
		'section',
		{ class: 'panel proven' },
		h('h2', {}, `${visible(name)} is valid`),
		h(
			'p',
			{},
			ownAnchor
				? 'It holds as far as you trust the header.'
				: 'It holds as far as you trust this node: its header is a final one of the node’s chain.',
		),
		h('pre', { class: 'reading', tabindex: 0, role: 'region', 'aria-label': 'Reading' }, bytesText(verdict.reading)),
		facts([
			['Device', h('a', { href: `#/device/${verdict.did}` }, code(verdict.did))],
			['Model', verdict.model],
			['Provider', code(addressOf(fromHex(verdict.provider)))],
			['Operator, then', code(addressOf(fromHex(verdict.operator)))],
			['Signed by', [`${role}: ${key.type} `, code(key.bytes)]],
			['Key protection', `${verdict.protection.replace('_', ' ')}, as the provider declared`],
			verdict.recoveredEpochs.length > 0 && [
				'Recovered epochs',
				`${verdict.recoveredEpochs.join(', ')}: their root keys rest on the members’ word`,
			],
			[
				'Taken, as the device claims',
				[
					`${timeText(takenAt.first)} to ${timeText(takenAt.last)}`,
					verdict.clockSuspect && [' ', badge('clock suspect', 'warn')],
				],
			],
			['Received by the chain', `${timeText(block.time)}, in block ${block.number}`],
			[
				'Trusted header',
				[
					slot === undefined ? '' : `${timeText(slot.from)} to ${timeText(slot.to)}, `,
					`block ${header.number} `,
					code(header.hash),
				],
			],
			['Place', `reading ${place.index + 1} of ${place.count} under number ${verdict.seq}, epoch ${verdict.epoch}`],
			['Chain', code(verdict.genesisHash)],
		]),
		section('What was checked', steps()),
		h(
			'p',
			{},
			'It does not prove that the sensor was right, nor that the device was not recalled since. The network label in the DID is the file’s word: the hash above names the chain.',
		),
	)
}
