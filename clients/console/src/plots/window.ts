import type { Stream } from '../package.js'
import { svg } from '../ui/dom.js'

/** How many sequence numbers the chain keeps in view for each device. */
export const WINDOW = 64

const CELL = 12
const COLUMNS = 16

/** What the window says, in a sentence. */
export function windowText({ nextSeq, missing, unseen }: Stream): string {
	if (nextSeq === 0) return 'Nothing was sent yet.'
	const first = Math.max(0, nextSeq - WINDOW)
	const range = first === nextSeq - 1 ? `Number ${first}` : `Numbers ${first} to ${nextSeq - 1}`
	const gaps = missing.length === 0 ? 'none missing' : `missing ${rangesText(missing)}`
	const lost = unseen === 0 ? '' : `; ${unseen} earlier never came`
	return `${range}: ${gaps}${lost}.`
}

/** Numbers in order, those that follow each other as a range. */
export function rangesText(numbers: readonly number[]): string {
	const ranges: [first: number, last: number][] = []
	for (const number of numbers) {
		const range = ranges.at(-1)
		if (range?.[1] === number - 1) range[1] = number
		else ranges.push([number, number])
	}
	return ranges.map(([first, last]) => (first === last ? `${first}` : `${first} to ${last}`)).join(', ')
}

/** The last numbers of a stream, oldest first: a full cell for each that was used, a crossed one for each that was not. */
export function windowPlot(stream: Stream): SVGElement {
	const first = Math.max(0, stream.nextSeq - WINDOW)
	const numbers = Array.from({ length: stream.nextSeq - first }, (_, at) => first + at)
	const missing = new Set(stream.missing)
	const rows = Math.max(1, Math.ceil(numbers.length / COLUMNS))
	const [width, height] = [COLUMNS * CELL, rows * CELL]
	return svg(
		'svg',
		{
			class: 'window',
			width,
			height,
			viewBox: `0 0 ${width} ${height}`,
			role: 'img',
			'aria-label': windowText(stream),
		},
		numbers.map((number, at) => {
			const [x, y] = [(at % COLUMNS) * CELL + 1, Math.floor(at / COLUMNS) * CELL + 1]
			const size = CELL - 2
			const gap = missing.has(number)
			return svg(
				'g',
				{},
				svg('title', {}, `number ${number}: ${gap ? 'missing' : 'recorded'}`),
				svg('rect', { class: gap ? 'gap' : 'used', x, y, width: size, height: size, rx: 1 }),
				gap &&
					svg('path', {
						class: 'cross',
						d: `M${x + 2} ${y + 2}l${size - 4} ${size - 4}m0 ${4 - size}l${4 - size} ${size - 4}`,
					}),
			)
		}),
	)
}
