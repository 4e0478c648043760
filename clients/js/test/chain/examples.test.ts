import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { hex } from '../../src/common/hex.js'
import { botRpc, httpRequest } from '../../src/rpc/index.js'
import { ed25519Key } from '../../src/device/index.js'
import { connect, registerDevice, registerModel } from '../../examples/register.js'
import { chainUrl, program, removeDirectory, run, workDirectory } from './chain.js'

const directory = workDirectory()
after(() => removeDirectory(directory))

const example = (name: string, ...args: readonly string[]): Promise<string> =>
	run(process.execPath, [fileURLToPath(new URL(`../../examples/${name}.js`, import.meta.url)), ...args])

const httpUrl = chainUrl().replace('ws:', 'http:')
const { attestation } = botRpc(httpRequest(httpUrl))

test('attest, prove and verify, with polkadot.js', async () => {
	const file = join(directory, 'evidence.json')
	const output = await example('attest', chainUrl(), file)
	const [, did] = /^(did:bot:dev:\w+): 3 readings in block \d+$/m.exec(output) ?? []
	const [, headerHash] = /proven to header (0x[0-9a-f]{64})$/m.exec(output) ?? []
	assert.ok(did && headerHash, output)

	const reading = '[{"n":"temperature","u":"Cel","v":21.5}]'
	const verified = await example('verify', file, headerHash)
	assert.match(verified, /^valid: /)
	assert.ok(verified.startsWith(`valid: ${did} `) && verified.endsWith(` ${reading}\n`), verified)
	const other = `0x${'00'.repeat(32)}`
	assert.match(await example('verify', file, other), /^proves nothing: HeaderHash /)

	// The verifiers in Rust say the same: the program without a node, and the node.
	assert.match(await run(program('BOT'), ['verify', file, '--trust', headerHash]), /^VALID: /m)
	const json = readFileSync(file, 'utf8')
	const verification = await attestation.verify(json)
	assert.ok(verification.valid, JSON.stringify(verification))
	assert.equal(verification.did, did)
	assert.deepEqual(verification.reading, { text: reading })
	const changed = await attestation.verify(json.replace('21.5', '22.5'))
	assert.deepEqual(changed.valid ? changed : changed.brokenLink, 'Reading')

	assert.match(await example('resolve', httpUrl, did), new RegExp(`^${did} active `))
	assert.match(await example('resolve', httpUrl, `${did}1`), /^not resolved: invalidDid$/m)
})

test('attest, and many at once, with PAPI', async () => {
	const seed = hex(randomBytes(32))
	const api = await connect(chainUrl())
	const device = await registerDevice(api, await registerModel(api, 'Sensor of PAPI'), ed25519Key(seed))
	await api.disconnect()
	const output = await example('papi', chainUrl(), String(device.index), device.did, seed)
	assert.match(output, /^attested: true block \d+$/m)
	assert.match(output, /^refused: Used$/m)
	assert.match(output, /^attested with a fee: true refused 0$/m)
	assert.match(output, /^stream: next 4 missing 0$/m)
})

test('purchase, vend and statement, with polkadot.js', async () => {
	const output = await example('purchase', chainUrl())
	const [quoted, split] = ['quoted', 'split'].map(
		(name) => new RegExp(`^${name}: (.*)$`, 'm').exec(output)?.[1]?.match(/\d+/g) ?? [],
	)
	assert.deepEqual(quoted, ['720000000001', '390000000000', '90000000000'], output)
	assert.deepEqual(split, quoted, output)
	assert.match(output, /^refunded: 1200000000001$/m)
	assert.match(output, /^statement: 1 sold for 1200000000001 due 390000000000$/m)
})
