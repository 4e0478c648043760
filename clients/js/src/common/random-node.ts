import { randomBytes as randomBuffer } from 'node:crypto'

/** As many bytes that nobody can guess. Node.js 18 has no `crypto` among its globals. */
export const randomBytes = (length: number): Uint8Array => new Uint8Array(randomBuffer(length))
