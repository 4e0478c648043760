// A wallet extension: it signs as those do that people use, with a development account.
import { HDKD, secretFromSeed, sign, getPublicKey } from '@scure/sr25519'
import type { Page } from 'playwright-core'
import { addressOf } from '../../src/chain/identifiers.js'
import { fromHex } from '../../src/chain/scale.js'
import { blake2b256, compact, concat, hex, u32, u8, utf8ToBytes } from '../../src/package.js'
import type { Payload } from '../../src/wallet/extrinsic.js'

/** The seed of the phrase of all development accounts. */
const DEVELOPMENT = '0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e'

/** The secret key of the development account //name. */
function secretOf(name: string): Uint8Array {
	const chainCode = new Uint8Array(32)
	chainCode.set(concat([compact(name.length), utf8ToBytes(name)]))
	return HDKD.secretHard(secretFromSeed(fromHex(DEVELOPMENT)), chainCode)
}

const number = (text: string): number => Number(BigInt(text))

/** What is signed: the call, what the extensions add to the transaction, and what they only agree on. */
function signed(payload: Payload): Uint8Array {
	const bytes = concat([
		fromHex(payload.method),
		fromHex(payload.era),
		compact(number(payload.nonce)),
		compact(number(payload.tip)),
		u8(payload.mode),
		u32(number(payload.specVersion)),
		u32(number(payload.transactionVersion)),
		fromHex(payload.genesisHash),
		fromHex(payload.blockHash),
		u8(0),
	])
	return bytes.length > 256 ? blake2b256(bytes) : bytes
}

/** Puts a wallet with one development account into a page before it is opened. */
export async function install(page: Page, name: string): Promise<string> {
	const secret = secretOf(name)
	const address = addressOf(getPublicKey(secret))
	await page.exposeFunction('signWithTestWallet', (payload: Payload) =>
		hex(concat([u8(1), sign(secret, signed(payload))])),
	)
	await page.addInitScript(
		({ address, name }) => {
			const window = globalThis as unknown as {
				signWithTestWallet: (payload: unknown) => Promise<string>
				injectedWeb3: unknown
			}
			window.injectedWeb3 = {
				'test-wallet': {
					version: '1.0.0',
					enable: async () => ({
						accounts: { get: async () => [{ address, name, type: 'sr25519' }] },
						signer: {
							signPayload: async (payload: unknown) => ({
								id: 1,
								signature: await window.signWithTestWallet(payload),
							}),
						},
					}),
				},
			}
		},
		{ address, name },
	)
	return address
}
