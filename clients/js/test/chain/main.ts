// Starts chains, runs the tests that need one on them, and stops them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { httpRequest } from '../../src/rpc/index.js'
import { freePort, program, removeDirectory, Service, workDirectory } from './chain.js'

/** Tests that need the time of the chain to be that of the clock: versions of DIDs are told apart by it. */
const ON_THE_CLOCK = ['resolver.test.js']

/** Time between two blocks, in milliseconds. Below 3,000 the time on the chain runs ahead of the clock. */
const [CLOCK, FAST] = [3_000, 500]

/** A node compiles its runtime first, on a machine that may be busy. */
const START_SECONDS = 300

const here = fileURLToPath(new URL('.', import.meta.url))
const directory = workDirectory()

/** Runs tests on a chain of their own, and tells whether all passed. */
async function runOn(blockTime: number, tests: readonly string[]): Promise<boolean> {
	const port = await freePort()
	const args = ['--dev', '--no-prometheus', '--no-telemetry', '--listen-addr', '/ip4/127.0.0.1/tcp/0']
	const place = ['--base-path', `${directory}/${blockTime}`, '--rpc-port', String(port)]
	const time = ['--dev-block-time', String(blockTime)]
	const node = new Service(program('BOT_NODE'), [...args, ...place, ...time], directory, `node-${blockTime}`)
	try {
		const request = httpRequest(`http://127.0.0.1:${port}`)
		await node.until(START_SECONDS, () => request('system_health', []).catch(() => undefined))
		const results: boolean[] = []
		// One after the other: the tests act for the same members.
		for (const name of tests) results.push(await runTest(name, `ws://127.0.0.1:${port}`))
		return results.every(Boolean)
	} finally {
		await node.stop()
	}
}

async function runTest(name: string, url: string): Promise<boolean> {
	const env = { ...process.env, BOT_URL: url }
	const runner = spawn(process.execPath, ['--test', here + name], { env, stdio: ['ignore', 'pipe', 'inherit'] })
	let output = ''
	runner.stdout.on('data', (data: Buffer) => (output += data.toString()))
	const [code] = (await once(runner, 'close')) as [number | null]
	process.stdout.write(output)
	return code === 0
}

// Whoever ends this ends the chains with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

program('BOT')
const tests = readdirSync(here).filter((name) => name.endsWith('.test.js'))
const outcomes = await Promise.allSettled([
	runOn(CLOCK, ON_THE_CLOCK),
	runOn(FAST, tests.filter((name) => !ON_THE_CLOCK.includes(name))),
])
removeDirectory(directory)
for (const outcome of outcomes) {
	if (outcome.status === 'rejected') console.error(outcome.reason)
	if (outcome.status === 'rejected' || !outcome.value) process.exitCode = 1
}
