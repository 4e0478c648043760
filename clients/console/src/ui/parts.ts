import type { Members } from '../chain/chain.js'
import { h, type Child } from './dom.js'
import { shortText, visible } from './format.js'

/** A heading of a part of a view, with what belongs to it. */
export function section(title: string, ...children: readonly Child[]): HTMLElement {
	return h('section', {}, h('h2', {}, title), ...children)
}

/** Names and values. */
export function facts(rows: readonly (readonly [name: string, value: Child] | false | undefined)[]): HTMLElement {
	const present = rows.filter((row) => row !== false && row !== undefined)
	return h(
		'dl',
		{ class: 'facts' },
		present.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
	)
}

/** A column of a table. */
export interface Column {
	readonly title: string
	/** Numbers, which stand at the right. */
	readonly numeric?: boolean
}

/**
 * A table. On a narrow screen each row becomes a card, which takes from a table its meaning for screen
 * readers: the roles give it back.
 */
export function table(
	caption: string,
	columns: readonly Column[],
	rows: readonly (readonly Child[])[],
): HTMLTableElement {
	const kind = (column: Column | undefined): string | undefined =>
		column?.numeric === true ? 'numeric' : undefined
	return h(
		'table',
		{ role: 'table' },
		h('caption', {}, caption),
		h(
			'thead',
			{ role: 'rowgroup' },
			h(
				'tr',
				{ role: 'row' },
				columns.map((column) =>
					h('th', { role: 'columnheader', scope: 'col', class: kind(column) }, column.title),
				),
			),
		),
		h(
			'tbody',
			{ role: 'rowgroup' },
			rows.map((row) =>
				h(
					'tr',
					{ role: 'row' },
					row.map((cell, at) =>
						h(
							'td',
							{ role: 'cell', 'data-label': columns[at]?.title, class: kind(columns[at]) },
							// One box for all of it, so that on a narrow screen it stands beside its label.
							h('div', {}, cell),
						),
					),
				),
			),
		),
	)
}

/** A word that stands out. Its color says nothing that the word does not. */
export function badge(text: string, tone: 'good' | 'warn' | 'bad' | 'plain'): HTMLElement {
	return h('span', { class: `badge ${tone}` }, text)
}

/** The standing of a device. */
export function standingBadge(standing: string | undefined, reason?: string): HTMLElement {
	const text = standing === undefined ? 'unknown' : standing + (reason === undefined ? '' : `: ${reason}`)
	switch (standing) {
		case 'active':
			return badge(text, 'good')
		case 'suspended':
		case 'retired':
			return badge(text, 'warn')
		case 'recalled':
		case 'destroyed':
		case 'compromised':
			return badge(text, 'bad')
		default:
			return badge(text, 'plain')
	}
}

/** A long identifier in full, which can be broken anywhere. */
export const code = (text: string): HTMLElement => h('code', {}, text)

/** A long identifier, shortened. The whole of it shows where the pointer rests. */
export const shortCode = (text: string): HTMLElement => h('code', { class: 'short', title: text }, shortText(text))

/** An account: by the name of the member it belongs to, where it is one. */
export function account(address: string, members: Members): HTMLElement {
	const name = members.get(address)
	if (name === undefined) return shortCode(address)
	return h('span', { title: address }, visible(name))
}

/** An account with its whole address. */
export function accountInFull(address: string, members: Members): Child {
	const name = members.get(address)
	return name === undefined ? code(address) : [visible(name), ' ', code(address)]
}

/** What a user can do where there is nothing. */
export const empty = (text: string, ...hint: readonly Child[]): HTMLElement =>
	h('div', { class: 'panel empty' }, h('p', {}, h('strong', {}, text)), hint.length > 0 && h('p', {}, hint))

/** A command for a shell. */
export const command = (label: string, text: string): HTMLElement =>
	h('pre', { class: 'command', tabindex: 0, role: 'region', 'aria-label': label }, h('code', {}, text))

/** A field of a form, under its label, with what can be wrong with it. */
export interface Field<Control extends HTMLElement> {
	readonly element: HTMLElement
	readonly control: Control
	/** Shows what is wrong; nothing is, without a text. */
	readonly complain: (text?: string) => void
}

let lastField = 0

export function field<Control extends HTMLElement>(
	label: string,
	control: Control,
	hint?: Child,
): Field<Control> {
	const id = `field-${++lastField}`
	control.id = id
	const error = h('p', { class: 'complaint', id: `${id}-error`, hidden: true })
	const help = hint === undefined ? undefined : h('p', { class: 'hint', id: `${id}-hint` }, hint)
	control.setAttribute('aria-describedby', `${id}-error${help === undefined ? '' : ` ${id}-hint`}`)
	return {
		element: h('div', { class: 'field' }, h('label', { for: id }, label), control, help, error),
		control,
		complain: (text) => {
			error.textContent = text ?? ''
			error.hidden = text === undefined
			if (text === undefined) control.removeAttribute('aria-invalid')
			else control.setAttribute('aria-invalid', 'true')
		},
	}
}
