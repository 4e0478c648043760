import { HALF_PAIR } from '../common/input.js'
import { FileError } from './errors.js'
import { quoteShort } from './quote.js'

/** A number as it is written. Numbers of JavaScript have no room for every u64. */
export class JsonNumber {
	constructor(
		/** The spelling in the text, which is that of RFC 8259. */
		readonly text: string,
	) {}
}

/** An object. It is a map and no JavaScript object, so that no name in a file has a meaning of its own. */
export type JsonObject = ReadonlyMap<string, Json>

/** A value of RFC 8259. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject

/** An evidence file is 6 deep. The limit keeps hostile texts off the end of the stack. */
const MAX_DEPTH = 32

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const WHITE_SPACE = /[ \t\n\r]*/y
const WORDS: ReadonlyMap<string, null | boolean> = new Map([
	['null', null],
	['true', true],
	['false', false],
])

/**
 * Reads JSON by RFC 8259, and more strictly in two ways: no object has two fields of one name, and every
 * text is made of Unicode characters, with no half of a surrogate pair. `JSON.parse` would take both, and
 * would round large numbers.
 */
export function parseJson(text: string): Json {
	const parser = new Parser(text)
	const value = parser.value(0)
	parser.end()
	return value
}

class Parser {
	#at = 0
	readonly #text: string

	constructor(text: string) {
		this.#text = text
	}

	value(depth: number): Json {
		if (depth > MAX_DEPTH) this.#refuse('values are nested too deeply')
		this.#match(WHITE_SPACE)
		const value = this.#bare(depth)
		this.#match(WHITE_SPACE)
		return value
	}

	end(): void {
		if (this.#at < this.#text.length) this.#refuse('something follows the value')
	}

	#bare(depth: number): Json {
		if (this.#eat('{')) return this.#object(depth)
		if (this.#eat('[')) return this.#array(depth)
		if (this.#text[this.#at] === '"') return this.#string()
		for (const [word, value] of WORDS) {
			if (this.#eat(word)) return value
		}
		const number = this.#match(NUMBER)
		if (number === '') this.#refuse('a value is expected')
		return new JsonNumber(number)
	}

	#object(depth: number): JsonObject {
		const fields = new Map<string, Json>()
		this.#match(WHITE_SPACE)
		if (this.#eat('}')) return fields
		do {
			this.#match(WHITE_SPACE)
			const name = this.#string()
			if (fields.has(name)) this.#refuse(`the field ${quoteShort(name)} is there twice`)
			this.#match(WHITE_SPACE)
			if (!this.#eat(':')) this.#refuse('a colon is expected')
			fields.set(name, this.value(depth + 1))
		} while (this.#eat(','))
		if (!this.#eat('}')) this.#refuse('a comma or the end of the object is expected')
		return fields
	}

	#array(depth: number): readonly Json[] {
		const items: Json[] = []
		this.#match(WHITE_SPACE)
		if (this.#eat(']')) return items
		do items.push(this.value(depth + 1))
		while (this.#eat(','))
		if (!this.#eat(']')) this.#refuse('a comma or the end of the list is expected')
		return items
	}

	#string(): string {
		const start = this.#at
		if (!this.#eat('"')) this.#refuse('a text is expected')
		while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
			this.#at += this.#text[this.#at] === '\\' ? 2 : 1
		}
		if (!this.#eat('"')) this.#refuse('a text has no end')
		const text = unescape(this.#text.slice(start, this.#at))
		if (text === undefined) this.#refuse('a text has a wrong character or escape')
		if (HALF_PAIR.test(text)) this.#refuse('a text has half of a surrogate pair')
		return text
	}

	#eat(token: string): boolean {
		if (!this.#text.startsWith(token, this.#at)) return false
		this.#at += token.length
		return true
	}

	#match(pattern: RegExp): string {
		pattern.lastIndex = this.#at
		const found = pattern.exec(this.#text)?.[0] ?? ''
		this.#at += found.length
		return found
	}

	#refuse(reason: string): never {
		throw new FileError(`no JSON: ${reason}, at character ${this.#at}`)
	}
}

/** `JSON.parse` is exact for texts; it gives nothing where the text breaks the rules. */
function unescape(quoted: string): string | undefined {
	try {
		return JSON.parse(quoted) as string
	} catch {
		return undefined
	}
}
