import type { Payload } from './extrinsic.js'

/** An account that a wallet offers. */
export interface InjectedAccount {
	readonly address: string
	readonly name?: string
	readonly type?: string
}

interface Injected {
	readonly accounts: { readonly get: () => Promise<readonly InjectedAccount[]> }
	readonly signer: {
		readonly signPayload?: (payload: Payload) => Promise<{ readonly signature: string }>
	}
}

interface Extension {
	readonly version?: string
	readonly enable: (origin: string) => Promise<Injected>
}

declare global {
	interface Window {
		readonly injectedWeb3?: Readonly<Record<string, Extension>>
	}
}

/** A wallet that the user let this page see. */
export interface Wallet {
	readonly accounts: readonly InjectedAccount[]
	readonly sign: (payload: Payload) => Promise<string>
}

/** The names of the wallet extensions of this browser. */
export const walletNames = (): string[] => Object.keys(window.injectedWeb3 ?? {})

/** Asks the user, through the extension, to let this page see the wallet. */
export async function enable(name: string): Promise<Wallet> {
	const extension = window.injectedWeb3?.[name]
	if (extension === undefined) throw new Error(`there is no wallet ${name}`)
	const injected = await extension.enable('BoT console')
	const { signPayload } = injected.signer
	if (signPayload === undefined) throw new Error(`${name} cannot sign transactions`)
	const accounts = await injected.accounts.get()
	return {
		// Accounts of Ethereum have addresses of another kind.
		accounts: accounts.filter(({ type }) => type !== 'ethereum'),
		sign: async (payload) => (await signPayload.call(injected.signer, payload)).signature,
	}
}
