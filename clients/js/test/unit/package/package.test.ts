import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { vector } from '../evidence/support.js'
import { projectUrl } from '../support.js'

const ROOT = fileURLToPath(projectUrl('clients/js/'))
const { exports: paths } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
	readonly exports: Readonly<Record<string, unknown>>
}
const SUB_PATHS = Object.keys(paths).filter((path) => path !== './package.json')

/** What each sub-path has of what the README shows of it. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
	'./device': ['Batch', 'deviceId', 'ed25519Key', 'sign', 'signingBytes'],
	'./did-resolver': ['getResolver'],
	'./evidence': ['evidenceFile', 'verifyEvidence'],
	'./general': ['generalTransaction', 'refusalOf', 'submitGeneral', 'waitForFinalized'],
	'./papi': ['feeless', 'refusalOf', 'requestOf', 'signedStatement'],
	'./polkadot-js': [
		'findEvent',
		'keyedArgument',
		'requestOf',
		'rpc',
		'signedExtensions',
		'submitFeeless',
		'submitSigned',
		'types',
	],
	'./rpc': ['botRpc', 'ERRORS', 'httpRequest', 'rpc', 'RpcError', 'types'],
}

/** Those that a page in a browser bundles. */
const FOR_BROWSERS = ['./device', './did-resolver', './evidence', './general', './papi', './rpc', './polkadot-js']

const consumer = mkdtempSync(join(tmpdir(), 'bot-client-package-'))
after(() => rmSync(consumer, { recursive: true, force: true }))

before(() => {
	// The scripts of the package would build what the tests run from.
	execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', consumer], { cwd: ROOT, stdio: 'pipe' })
	const [tarball] = readdirSync(consumer)
	const modules = join(consumer, 'node_modules')
	mkdirSync(join(modules, 'bot-client'), { recursive: true })
	execFileSync('tar', ['-xzf', join(consumer, tarball), '-C', join(modules, 'bot-client'), '--strip-components', '1'])
	for (const name of ['@noble', '@polkadot', '@types', 'did-resolver', 'polkadot-api', 'rxjs']) {
		symlinkSync(join(ROOT, 'node_modules', name), join(modules, name))
	}
	writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }')
})

function nodeRun(...args: readonly string[]) {
	const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: consumer, encoding: 'utf8' })
	return { status, stderr, stdout }
}

test('the package has what it is built of, and nothing else', () => {
	const files = readdirSync(join(consumer, 'node_modules/bot-client'), { recursive: true }).map(String)
	assert.deepEqual(
		files.filter((name) => !name.startsWith('dist')).sort(),
		['README.md', 'package.json'],
	)
	for (const name of files.filter((name) => /\.\w+$/.test(name) && name.startsWith('dist'))) {
		assert.match(name, /\.(?:js|d\.ts)$/)
	}
})

test('every sub-path is imported from the package, and has its names', () => {
	assert.deepEqual(SUB_PATHS, Object.keys(NAMES))
	const script = SUB_PATHS.map((path) => `[${JSON.stringify(path)}, await import('bot-client/${path.slice(2)}')]`)
	writeFileSync(
		join(consumer, 'names.js'),
		`const all = [${script.join()}]
		console.log(JSON.stringify(Object.fromEntries(all.map(([path, names]) => [path, Object.keys(names)]))))`,
	)
	const { status, stderr, stdout } = nodeRun('names.js')
	assert.equal(status, 0, stderr)
	const found = JSON.parse(stdout) as Readonly<Record<string, readonly string[]>>
	for (const [path, names] of Object.entries(NAMES)) {
		for (const name of names) assert.ok(found[path].includes(name), `${path}: ${name}`)
	}
})

test('what is inside is not imported from outside, and there is no root', () => {
	for (const path of ['bot-client', 'bot-client/dist/common/scale.js']) {
		const { status, stderr } = nodeRun('--input-type=module', '--eval', `import '${path}'`)
		assert.equal(status, 1)
		assert.match(stderr, /ERR_PACKAGE_PATH_NOT_EXPORTED/)
	}
})

test('a strict program finds the types', () => {
	const { text, trust } = vector('valid.json')
	writeFileSync(join(consumer, 'valid.json'), text)
	writeFileSync(
		join(consumer, 'program.ts'),
		`import { ApiPromise } from '@polkadot/api'
		import { readFileSync } from 'node:fs'
		import { Batch, ed25519Key, type PublicKey } from 'bot-client/device'
		import { getResolver } from 'bot-client/did-resolver'
		import { verifyEvidence, type Verdict } from 'bot-client/evidence'
		import { generalTransaction } from 'bot-client/general'
		import { feeless } from 'bot-client/papi'
		import { rpc, types, type BotStream } from 'bot-client/polkadot-js'
		import { botRpc, httpRequest, type Stream } from 'bot-client/rpc'
		import { Resolver } from 'did-resolver'
		const key: PublicKey = ed25519Key(new Uint8Array(32)).publicKey
		export const resolver = new Resolver(getResolver({ node: 'http://127.0.0.1:9944' }))
		export const api = () => ApiPromise.create({ rpc, types })
		export const stream = async (): Promise<BotStream> => (await api()).rpc.attestation.stream('did:bot:dev:x')
		export const plain = (): Promise<Stream> => botRpc(httpRequest('http://x')).attestation.stream('did:bot:dev:x')
		export const all = [key, Batch, generalTransaction, feeless]
		const verdict: Verdict = verifyEvidence(readFileSync('valid.json'), { headerHash: '${trust}' })
		// @ts-expect-error: there is no such method
		export const none = () => botRpc(httpRequest('http://x')).attestation.nothing()
		console.log(verdict.did)`,
	)
	const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
	const options = ['--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', '--types', 'node']
	const compiled = nodeRun(tsc, ...options, 'program.ts')
	assert.equal(compiled.status, 0, compiled.stdout)
	const { status, stderr, stdout } = nodeRun('program.js')
	assert.equal(status, 0, stderr)
	assert.match(stdout, /^did:bot:/)
})

test('the command of the package verifies', () => {
	const { text, trust } = vector('valid.json')
	writeFileSync(join(consumer, 'valid.json'), text)
	const cli = 'node_modules/bot-client/dist/evidence/cli.js'
	assert.equal(nodeRun(cli, 'valid.json', '--trust', trust).status, 0)
})

/** What a module of the package imports, itself and by others of the package. */
function importsOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
	const source = readFileSync(file, 'utf8')
	for (const [, name] of source.matchAll(/^(?:import|export) (?:[{*][^']*from )?'([^']+)';$/gm)) {
		// A browser's bundler takes what is there for others than Node.
		const path = name === '#random' ? '../common/random.js' : name
		const target = path.startsWith('.') ? join(file, '..', path) : path
		if (seen.has(target)) continue
		seen.add(target)
		if (path.startsWith('.')) importsOf(target, seen)
	}
	return seen
}

test('sub-paths for browsers rest on nothing of Node, nor on a library that their user has not chosen', () => {
	for (const path of FOR_BROWSERS) {
		const entry = join(ROOT, 'dist', path, 'index.js')
		const outside = [...importsOf(entry)].filter((name) => !name.startsWith('/'))
		for (const name of outside) assert.match(name, /^@noble\//, `${path}: ${name}`)
	}
	assert.ok(importsOf(join(ROOT, 'dist/device/index.js')).has(join(ROOT, 'dist/common/random.js')))
	assert.ok(importsOf(join(ROOT, 'dist/evidence/cli.js')).has('node:fs'))
	assert.equal(existsGlobally('Buffer'), false)
})

/** Whether a module of the package, but for the command, names a global of Node. */
function existsGlobally(name: string): boolean {
	const files = readdirSync(join(ROOT, 'dist'), { recursive: true }).map(String)
	const modules = files.filter((file) => file.endsWith('.js') && !file.endsWith('cli.js'))
	return modules.some((file) => new RegExp(`\\b${name}\\b`).test(readFileSync(join(ROOT, 'dist', file), 'utf8')))
}
