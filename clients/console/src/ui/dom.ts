type Value = string | number | boolean | undefined | ((event: Event) => void)
type Attributes = Readonly<Record<string, Value>>

export type Child = Node | string | number | bigint | false | undefined | readonly Child[]

/** An HTML element. Text becomes text nodes: nothing that comes from outside is ever read as HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
	return fill(document.createElement(tag), attributes, children)
}

/** An SVG element. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
	return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function fill<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
	for (const [name, value] of Object.entries(attributes)) {
		if (typeof value === 'function') element.addEventListener(name, value)
		else if (value === true) element.setAttribute(name, '')
		else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
	}
	append(element, children)
	return element
}

function append(parent: Element, children: readonly Child[]): void {
	for (const child of children) {
		if (child === undefined || child === false) continue
		if (Array.isArray(child)) append(parent, child as readonly Child[])
		else parent.append(child instanceof Node ? child : String(child))
	}
}
