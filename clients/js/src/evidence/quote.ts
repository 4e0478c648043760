/** Longer texts are of no use in a message. */
const MAX_LENGTH = 60

const escape = (character: string): string =>
	`\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/**
 * Text that came from outside, in quotes. Control characters and those that change the direction or the
 * line are escaped: a file must not be able to write to the terminal of who reads about it.
 */
export const quote = (text: string): string =>
	JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escape)

/** As `quote`, but no longer than a message can bear. */
export const quoteShort = (text: string): string =>
	text.length <= MAX_LENGTH ? quote(text) : `${quote(text.slice(0, MAX_LENGTH))}…`
