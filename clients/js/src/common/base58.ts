const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The base58btc form. Every leading zero byte is a digit of its own, so that bytes have one form only. */
export function base58(bytes: Uint8Array): string {
	let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
	let digits = ''
	for (; number > 0n; number /= 58n) digits = ALPHABET.charAt(Number(number % 58n)) + digits
	const firstNonZero = bytes.findIndex((byte) => byte !== 0)
	const zeros = firstNonZero === -1 ? bytes.length : firstNonZero
	return ALPHABET.charAt(0).repeat(zeros) + digits
}

/** The `length` bytes whose base58btc form `text` is; nothing where there are none. */
export function fromBase58(text: string, length: number): Uint8Array | undefined {
	// A byte takes 1.37 digits. The bound keeps long texts from being worth a computation.
	if (text.length > 2 * length) return undefined
	let number = 0n
	for (const digit of text) {
		const value = ALPHABET.indexOf(digit)
		if (value === -1) return undefined
		number = number * 58n + BigInt(value)
	}
	if (number >> BigInt(8 * length) !== 0n) return undefined
	const bytes = new Uint8Array(length)
	for (let at = length - 1; at >= 0; at -= 1) {
		bytes[at] = Number(number & 0xffn)
		number >>= 8n
	}
	return base58(bytes) === text ? bytes : undefined
}
