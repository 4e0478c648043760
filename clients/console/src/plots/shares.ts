import { svg } from '../ui/dom.js'
import { SERIES } from './bars.js'
import { responsive } from './responsive.js'

const HEIGHT = 36
const GAP = 2

export interface Part {
	readonly share: number
	/** Which color it has. */
	readonly series: number
	readonly text: string
}

/** Shares of a whole, side by side in one bar. */
export function shares(label: string, parts: readonly Part[]): HTMLElement {
	const whole = parts.reduce((sum, { share }) => sum + share, 0)
	return responsive((width) => {
		let at = 0
		return svg(
			'svg',
			{ width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': label },
			parts.map(({ share, series, text }) => {
				const x = at
				at += whole === 0 ? 0 : (share / whole) * width
				return svg(
					'g',
					{},
					svg('title', {}, text),
					svg('rect', {
						class: `series-${series % SERIES}`,
						x,
						width: Math.max(1, at - x - GAP),
						y: 2,
						height: HEIGHT - 4,
						rx: 2,
					}),
				)
			}),
		)
	})
}
