import { h } from '../ui/dom.js'

/** Draws again whenever the width changes, so that text and lines keep their size on any screen. */
export function responsive(draw: (width: number) => SVGElement): HTMLElement {
	const frame = h('div', { class: 'plot' })
	let drawn = 0
	new ResizeObserver(() => {
		const width = Math.floor(frame.clientWidth)
		if (width === 0 || width === drawn) return
		drawn = width
		frame.replaceChildren(draw(width))
	}).observe(frame)
	return frame
}
