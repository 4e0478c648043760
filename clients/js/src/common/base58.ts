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

/** Whether `did` is a DID of the device, on a network of whatever label. */
export function isDidOf(did: string, deviceId: Uint8Array): boolean {
	const [, id] = /^did:bot:[a-z0-9]{1,16}:(.*)$/s.exec(did) ?? []
	return id === base58(deviceId)
}
