import type { App } from '../app.js'
import { parseNumber } from '../app.js'
import { parseDid } from '../chain/identifiers.js'
import type { DidList } from '../package.js'
import { h } from '../ui/dom.js'
import { field } from '../ui/parts.js'

/** Links to the parts of a list before and after this one. */
export function pager(
	view: string,
	start: number,
	size: number,
	{ next }: Pick<DidList, 'next'>,
): HTMLElement | false {
	if (start === 0 && next === null) return false
	const link = (to: number, text: string): HTMLElement => h('a', { href: `#/${view}?start=${to}` }, text)
	return h(
		'nav',
		{ class: 'pager', 'aria-label': 'Pages' },
		start > 0 && link(Math.max(0, start - size), `← Before ${start}`),
		next !== null && link(next, `From ${next} →`),
	)
}

/** A form that leads to the device of a DID or a number. */
export function lookup(app: App): HTMLElement {
	const input = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' })
	const device = field('DID or number of a device', input)
	const submit = async (event: Event): Promise<void> => {
		event.preventDefault()
		const text = input.value.trim()
		const number = parseNumber(text)
		if (parseDid(text) !== undefined) {
			location.hash = `#/device/${text}`
		} else if (number === undefined) {
			device.complain('Enter a DID such as did:bot:dev:4UFU…, or a number from 0 on.')
		} else {
			try {
				const [did] = (await app.chain.dids(number, 1, await app.chain.finalized())).dids
				if (did === undefined) device.complain(`No device has the number ${number}.`)
				else location.hash = `#/device/${did}`
			} catch {
				device.complain('The node did not answer. Try again.')
			}
		}
	}
	return h(
		'form',
		{ class: 'row', submit: (event) => void submit(event), role: 'search' },
		device.element,
		h('button', { type: 'submit' }, 'Show'),
	)
}
