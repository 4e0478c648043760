// Starts a chain, runs the tests that need one on it, and stops it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { httpRequest } from '../../src/rpc/index.js'
import { freePort, program, removeDirectory, Service, workDirectory } from './chain.js'

/** Versions of DIDs are told apart by the second, and faster blocks share the seconds of a slot. */
const BLOCK_TIME = 3_000

/** A node compiles its runtime first, on a machine that may be busy. */
const START_SECONDS = 120

program('BOT')
const here = fileURLToPath(new URL('.', import.meta.url))
const tests = readdirSync(here).filter((name) => name.endsWith('.test.js'))
const directory = workDirectory()
const port = await freePort()
const args = ['--dev', '--no-prometheus', '--no-telemetry', '--listen-addr', '/ip4/127.0.0.1/tcp/0']
const options = ['--base-path', `${directory}/chain`, '--rpc-port', String(port)]
const node = new Service(
	program('BOT_NODE'),
	[...args, ...options, '--dev-block-time', String(BLOCK_TIME)],
	directory,
	'node',
)
try {
	const request = httpRequest(`http://127.0.0.1:${port}`)
	await node.until(START_SECONDS, () => request('system_health', []).catch(() => undefined))
	const env = { ...process.env, BOT_URL: `ws://127.0.0.1:${port}` }
	const runner = spawn(process.execPath, ['--test', ...tests.map((name) => here + name)], { env, stdio: 'inherit' })
	const [code] = (await once(runner, 'exit')) as [number | null]
	process.exitCode = code ?? 1
} finally {
	await node.stop()
	removeDirectory(directory)
}
