const KEY = 'bot-console:node'

/** The address of a node, and the default in whose place the user chose it. */
interface Choice {
	readonly url: string
	readonly instead: string
}

/** Whether a node can be at this address. */
export function isNodeUrl(text: string): boolean {
	try {
		const { protocol, hostname, hash } = new URL(text)
		return ['ws:', 'wss:'].includes(protocol) && hostname !== '' && hash === ''
	} catch {
		return false
	}
}

/** The address that whoever serves the page put into it. */
export function defaultUrl(): string {
	const served = document.querySelector<HTMLMetaElement>('meta[name="bot-node"]')?.content ?? ''
	return isNodeUrl(served) ? served : 'ws://127.0.0.1:9944'
}

/** The address of the node: that which the user chose, unless the page is served with another default since. */
export function nodeUrl(): string {
	const instead = defaultUrl()
	try {
		const choice = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Choice | null
		if (choice?.instead === instead && isNodeUrl(choice.url)) return choice.url
	} catch {
		// Without a store, or with nonsense in it, the default holds.
	}
	return instead
}

/** Remembers the address that the user chose. */
export function rememberNodeUrl(url: string): void {
	const instead = defaultUrl()
	try {
		if (url === instead) localStorage.removeItem(KEY)
		else localStorage.setItem(KEY, JSON.stringify({ url, instead } satisfies Choice))
	} catch {
		// A browser that stores nothing asks again next time.
	}
}
