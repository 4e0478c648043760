import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The program that an environment variable names. */
export function program(variable: 'BOT' | 'BOT_NODE'): string {
	const path = process.env[variable]
	if (path === undefined || path === '') {
		throw new Error(
			`${variable} is not set: the tests on a chain need BOT and BOT_NODE, the paths of bot and bot-node`,
		)
	}
	try {
		accessSync(path, constants.X_OK)
	} catch {
		throw new Error(`${variable} is ${path}, which is no program`)
	}
	return path
}

/** A program that runs until it is stopped. */
export class Service {
	readonly #process: ChildProcess
	readonly #ended: Promise<unknown>
	readonly #log: string
	#output = ''

	/** What it says goes to a file in `directory`. */
	constructor(command: string, args: readonly string[], directory: string, name: string) {
		this.#log = join(directory, `${name}.log`)
		const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
		child.stdout.on('data', (data: Buffer) => (this.#output += data.toString()))
		child.stderr.pipe(createWriteStream(this.#log))
		process.once('exit', () => child.kill())
		this.#process = child
		this.#ended = once(child, 'exit').catch(() => undefined)
	}

	/** What it has written to its standard output. */
	get output(): string {
		return this.#output
	}

	/** Tries until there is a value, for so long. */
	async until<T>(seconds: number, attempt: () => Promise<T | undefined> | T | undefined): Promise<T> {
		for (const end = Date.now() + seconds * 1_000; Date.now() < end;) {
			if (this.#process.exitCode !== null) break
			const value = await attempt()
			if (value !== undefined) return value
			await new Promise((resolve) => setTimeout(resolve, 200))
		}
		const log = readFileSync(this.#log, 'utf8').split('\n').slice(-20).join('\n')
		const what = this.#process.exitCode === null ? 'did not start in time' : 'ended'
		throw new Error(`${this.#process.spawnfile} ${what}; its last words:\n${log}`)
	}

	async stop(): Promise<void> {
		if (this.#process.exitCode === null) this.#process.kill()
		await this.#ended
	}
}

/** A directory that is removed in the end. */
export const workDirectory = (): string => mkdtempSync(join(tmpdir(), 'bot-client-'))

/** Removes a directory and all in it. */
export const removeDirectory = (directory: string): void =>
	rmSync(directory, { recursive: true, force: true })

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address() as AddressInfo
	server.close()
	return port
}

/** What a program says, if it ends well. */
export async function run(command: string, args: readonly string[]): Promise<string> {
	const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
	const output = { stdout: '', stderr: '' }
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].on('data', (data: Buffer) => (output[name] += data.toString()))
	}
	const [code] = (await once(child, 'close')) as [number | null]
	if (code !== 0)
		throw new Error(`${command} ${args.join(' ')}: ${code}\n${output.stdout}${output.stderr}`)
	return output.stdout
}

/** The address of the chain that the tests share, with `ws:`. */
export function chainUrl(): string {
	const url = process.env.BOT_URL
	if (url === undefined) throw new Error('BOT_URL is not set: run the tests by `npm run test:chain`')
	return url
}

/** What the command line program `bot` answers, as JSON. */
export async function bot(...args: readonly string[]): Promise<unknown> {
	return JSON.parse(await run(program('BOT'), ['--url', chainUrl(), '--json', ...args]))
}
