/** The node refused a request. */
export class RpcError extends Error {
	override readonly name = 'RpcError'

	constructor(
		readonly code: number,
		message: string,
		readonly data?: unknown,
	) {
		super(message)
	}
}

/** There is no connection, or it ended before the answer came. */
export class ConnectionError extends Error {
	override readonly name = 'ConnectionError'
}

/** A block's header, as far as the page reads it. */
export interface Header {
	readonly number: string
	readonly parentHash: string
}

export type ConnectionState = 'connecting' | 'open' | 'lost'

interface Waiting {
	readonly resolve: (value: unknown) => void
	readonly reject: (error: Error) => void
	readonly timer: ReturnType<typeof setTimeout>
}

interface Subscription {
	readonly method: string
	readonly params: readonly unknown[]
	readonly unsubscribe: string
	readonly listener: (value: unknown) => void
	id?: string
}

interface Message {
	readonly id?: number
	readonly result?: unknown
	readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
	readonly params?: { readonly subscription: string; readonly result: unknown }
}

const ANSWER_TIMEOUT = 30_000
const FIRST_DELAY = 500
const LONGEST_DELAY = 15_000

/** The connection to a node: JSON-RPC over a WebSocket. One that is lost is taken up again, with its subscriptions. */
export class Connection {
	#state: ConnectionState = 'connecting'
	#socket: WebSocket | undefined
	#lastId = 0
	#delay = FIRST_DELAY
	#reconnect: ReturnType<typeof setTimeout> | undefined
	#closed = false
	/** Requests that wait for the first connection. */
	#queue: string[] = []
	readonly #waiting = new Map<number, Waiting>()
	readonly #subscriptions = new Set<Subscription>()
	readonly #listeners = new Set<(state: ConnectionState) => void>()

	constructor(readonly url: string) {
		this.#connect()
	}

	get state(): ConnectionState {
		return this.#state
	}

	/** Tells of each change of the connection, until what is returned is called. */
	onState(listener: (state: ConnectionState) => void): () => void {
		this.#listeners.add(listener)
		return () => this.#listeners.delete(listener)
	}

	/** Asks the node. */
	call<T>(method: string, ...params: readonly unknown[]): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			if (this.#state === 'lost') {
				reject(new ConnectionError(`there is no connection to ${this.url}`))
				return
			}
			const id = ++this.#lastId
			const timer = setTimeout(() => {
				this.#waiting.delete(id)
				reject(new ConnectionError(`${this.url} did not answer ${method} in time`))
			}, ANSWER_TIMEOUT)
			this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, timer })
			const request = JSON.stringify({ jsonrpc: '2.0', id, method, params })
			if (this.#state === 'open') this.#socket?.send(request)
			else this.#queue.push(request)
		})
	}

	/** Subscribes, and does so again after each loss of the connection, until what is returned is called. */
	subscribe<T>(
		method: string,
		unsubscribe: string,
		listener: (value: T) => void,
		...params: readonly unknown[]
	): () => void {
		const subscription: Subscription = {
			method,
			params,
			unsubscribe,
			listener: listener as (value: unknown) => void,
		}
		this.#subscriptions.add(subscription)
		if (this.#state === 'open') this.#start(subscription)
		return () => {
			this.#subscriptions.delete(subscription)
			if (subscription.id !== undefined && this.#state === 'open') {
				void this.call(unsubscribe, subscription.id).catch(() => {})
			}
		}
	}

	/** Takes up a lost connection now. */
	retry(): void {
		if (this.#state !== 'lost') return
		clearTimeout(this.#reconnect)
		this.#connect()
	}

	close(): void {
		this.#closed = true
		clearTimeout(this.#reconnect)
		this.#listeners.clear()
		this.#socket?.close()
		this.#fail()
	}

	#connect(): void {
		let socket: WebSocket
		try {
			socket = new WebSocket(this.url)
		} catch {
			// The page's own policy forbids the address.
			this.#lose()
			return
		}
		this.#socket = socket
		const ifCurrent = (act: () => void): void => {
			if (this.#socket === socket) act()
		}
		socket.addEventListener('open', () => ifCurrent(() => this.#open()))
		socket.addEventListener('message', (event) => ifCurrent(() => this.#receive(String(event.data))))
		socket.addEventListener('close', () => ifCurrent(() => this.#lose()))
	}

	#open(): void {
		this.#delay = FIRST_DELAY
		this.#set('open')
		for (const request of this.#queue) this.#socket?.send(request)
		this.#queue = []
		for (const subscription of this.#subscriptions) this.#start(subscription)
	}

	#lose(): void {
		if (this.#closed) return
		this.#fail()
		this.#set('lost')
		this.#reconnect = setTimeout(() => this.#connect(), this.#delay)
		this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY)
	}

	#fail(): void {
		this.#queue = []
		for (const subscription of this.#subscriptions) delete subscription.id
		for (const { reject, timer } of this.#waiting.values()) {
			clearTimeout(timer)
			reject(new ConnectionError(`the connection to ${this.url} ended`))
		}
		this.#waiting.clear()
	}

	#set(state: ConnectionState): void {
		if (this.#state === state) return
		this.#state = state
		for (const listener of this.#listeners) listener(state)
	}

	#start(subscription: Subscription): void {
		void this.call<string>(subscription.method, ...subscription.params)
			.then((id) => {
				if (this.#subscriptions.has(subscription)) subscription.id = id
				else void this.call(subscription.unsubscribe, id).catch(() => {})
			})
			// A connection that is lost is taken up again, and this with it.
			.catch(() => {})
	}

	#receive(text: string): void {
		let message: Message
		try {
			message = JSON.parse(text) as Message
		} catch {
			// What answers there is no node.
			this.#socket?.close()
			return
		}
		if (message.id === undefined) this.#publish(message)
		else this.#settle(message.id, message)
	}

	#publish({ params }: Message): void {
		if (params === undefined) return
		for (const subscription of this.#subscriptions) {
			if (subscription.id === params.subscription) subscription.listener(params.result)
		}
	}

	#settle(id: number, { result, error }: Message): void {
		const waiting = this.#waiting.get(id)
		if (waiting === undefined) return
		this.#waiting.delete(id)
		clearTimeout(waiting.timer)
		if (error === undefined) waiting.resolve(result)
		else waiting.reject(new RpcError(error.code, error.message, error.data))
	}
}
