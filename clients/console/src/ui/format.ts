/** The last moment that a date can tell, in milliseconds since 1970. */
const LAST_DATE = 8_640_000_000_000_000n

/** A time of the chain or of a device, in UTC: other zones would make two readers see two times. */
export function timeText(milliseconds: bigint | number): string {
	const value = BigInt(milliseconds)
	if (value > LAST_DATE || value < 0n) return `${value} ms after 1970`
	return new Date(Number(value)).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
}

/** A time that the node gives as text. */
export function isoText(text: string | undefined): string {
	const time = text === undefined ? Number.NaN : Date.parse(text)
	return Number.isNaN(time) ? 'unknown' : timeText(time)
}

/** The digits of a number in groups of three. */
export const numberText = (value: bigint | number): string =>
	value.toString().replace(/\B(?=(\d{3})+$)/g, ',')

/** A length of time in milliseconds, in the largest unit in which it is whole, but not below minutes. */
export function durationText(milliseconds: number): string {
	const minutes = Math.round(milliseconds / 60_000)
	if (minutes > 0 && minutes % 1_440 === 0) return countText(minutes / 1_440, 'day')
	if (minutes > 0 && minutes % 60 === 0) return countText(minutes / 60, 'hour')
	return countText(minutes, 'minute')
}

/** An amount in its smallest unit, as people write it, in its currency. */
export const amountText = (amount: bigint | string, decimals: number, currency: string): string =>
	`${unitsText(amount, decimals)} ${currency}`

/** An amount in its smallest unit, as people write it: with at least two digits behind the point. */
export function unitsText(amount: bigint | string, decimals: number): string {
	const value = BigInt(amount)
	const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
	const whole = digits.slice(0, digits.length - decimals)
	const shown = Math.min(2, decimals)
	const behind = digits.slice(digits.length - decimals).replace(/0+$/, '').padEnd(shown, '0')
	const sign = value < 0n ? '−' : ''
	return `${sign}${numberText(BigInt(whole))}${behind === '' || decimals === 0 ? '' : `.${behind}`}`
}

/** Parts per million as a percentage, exactly. */
export function shareText(ppm: number): string {
	const digits = ppm.toString().padStart(5, '0')
	const behind = digits.slice(-4).replace(/0+$/, '')
	return `${digits.slice(0, -4)}${behind === '' ? '' : `.${behind}`} %`
}

/** An identifier too long for a table: its beginning and its end. */
export function shortText(text: string): string {
	const colon = text.lastIndexOf(':') + 1
	const [head, tail] = [text.slice(0, colon), text.slice(colon)]
	return tail.length <= 13 ? text : `${head}${tail.slice(0, 6)}…${tail.slice(-6)}`
}

/** So many of something, in words. */
export const countText = (count: number | bigint, one: string, many = `${one}s`): string =>
	`${numberText(count)} ${BigInt(count) === 1n ? one : many}`

/**
 * Text from outside, such as a reading: control characters, and those that change the direction or the
 * line, are shown as their numbers.
 */
export const visible = (text: string): string =>
	text.replace(
		/[\p{C}\p{Zl}\p{Zp}]/gu,
		(character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
	)

/** Bytes from outside: quoted where they are text, hexadecimal where not. */
export function bytesText(bytes: Uint8Array): string {
	try {
		return visible(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
	} catch {
		return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
	}
}
