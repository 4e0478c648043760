import { bytesToHex } from '@noble/hashes/utils.js'

/** Bytes as `0x` and two hexadecimal digits each. */
export type Hex = `0x${string}`

/** The hexadecimal form of bytes, as JSON-RPC has it. */
export const hex = (bytes: Uint8Array): Hex => `0x${bytesToHex(bytes)}`
