import { utf8ToBytes } from '@noble/hashes/utils.js'
import { blake2b256 } from '../common/hash.js'
import { toBytes, type Bytes } from '../common/input.js'
import { encodeKey, type PublicKey } from '../common/keys.js'

/** The id of the device that the provider, an account of 32 bytes, made with this root key. */
export const deviceId = (provider: Bytes, rootKey: PublicKey): Uint8Array =>
	blake2b256(
		utf8ToBytes('bot:device-id:v1'),
		toBytes(provider, 'provider', 32),
		encodeKey(rootKey),
	)
