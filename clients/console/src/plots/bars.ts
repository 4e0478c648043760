import { h, svg, type Child } from '../ui/dom.js'
import { responsive } from './responsive.js'

/** One bar: its name under the axis, and its parts from the bottom up. */
export interface Bar {
	readonly name: string
	readonly parts: readonly number[]
	/** What the bar says, for who rests the pointer on it. */
	readonly text: string
}

export interface BarPlot {
	/** What the plot says, in a sentence: all that a screen reader has of it. */
	readonly label: string
	readonly bars: readonly Bar[]
	readonly tick: (value: number) => string
	/** Counts have no ticks between whole numbers. */
	readonly whole?: boolean
}

/** How many colors there are for parts. */
export const SERIES = 8

const HEIGHT = 200
const TOP = 10
const BOTTOM = 26
const WIDEST_BAR = 56
const TICKS = 4
/** What a character of a tick takes up. */
const CHARACTER = 7

/** A round step that divides `most` into few parts. */
function step(most: number, whole: boolean): number {
	const rough = most / TICKS
	const power = 10 ** Math.floor(Math.log10(rough))
	const factor = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10
	return whole ? Math.max(1, Math.round(factor * power)) : factor * power
}

/** Values of the axis from zero to one that is not below `most`. */
export function ticks(most: number, whole: boolean): number[] {
	if (!(most > 0)) return [0, 1]
	const by = step(most, whole)
	return Array.from({ length: Math.ceil(most / by - 1e-9) + 1 }, (_, at) => at * by)
}

/** Bars of stacked parts over one axis. */
export function bars({ label, bars, tick, whole = false }: BarPlot): HTMLElement {
	const sums = bars.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0))
	const axis = ticks(Math.max(0, ...sums), whole)
	const top = axis.at(-1) ?? 1
	const left = CHARACTER * Math.max(...axis.map((value) => tick(value).length)) + 8

	return responsive((width) => {
		const inner = Math.max(1, width - left - 4)
		const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)
		const slot = inner / Math.max(1, bars.length)
		const thick = Math.min(WIDEST_BAR, slot * 0.75)
		const middle = (at: number): number => left + slot * (at + 0.5)
		return svg(
			'svg',
			{ width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': label },
			axis.map((value) => [
				svg('line', { class: 'grid', x1: left, x2: width, y1: y(value), y2: y(value) }),
				svg('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, tick(value)),
			]),
			bars.map((bar, at) => {
				let below = 0
				return svg(
					'g',
					{},
					svg('title', {}, bar.text),
					bar.parts.map((part, series) => {
						const [from, to] = [below, below + part]
						below = to
						return svg('rect', {
							class: `series-${series % SERIES}`,
							x: middle(at) - thick / 2,
							width: thick,
							y: y(to),
							height: Math.max(0, y(from) - y(to)),
						})
					}),
				)
			}),
			names(bars, slot, middle),
		)
	})
}

/** As many names under the axis as there is room for, the last one always. */
function names(bars: readonly Bar[], slot: number, middle: (at: number) => number): Child {
	const longest = CHARACTER * Math.max(1, ...bars.map(({ name }) => name.length)) + 8
	const every = Math.max(1, Math.ceil(longest / slot))
	return bars.map(
		({ name }, at) =>
			(bars.length - 1 - at) % every === 0 &&
			svg('text', { x: middle(at), y: HEIGHT - 8, 'text-anchor': 'middle' }, name),
	)
}

/** What the colors of parts stand for. */
export function legend(names: readonly { readonly series: number; readonly name: Child }[]): HTMLElement {
	return h(
		'ul',
		{ class: 'legend' },
		names.map(({ series, name }) =>
			h('li', {}, h('span', { class: `swatch series-${series % SERIES}` }), name),
		),
	)
}
