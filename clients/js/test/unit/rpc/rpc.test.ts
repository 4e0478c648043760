import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { TypeRegistry } from '@polkadot/types'
import {
	botRpc,
	ERRORS,
	httpRequest,
	InputError,
	rpc,
	RpcError,
	TransportError,
	types,
	type Definition,
} from '../../../src/rpc/index.js'
import { vectorText } from '../support.js'

test('codes and names of errors are those of the node', () => {
	const source = vectorText('node/rpc/src/error.rs')
	const codes = [...source.matchAll(/^\t(90\d\d) => (\w+),$/gm)].map(([, code, name]) => [code, name])
	assert.deepEqual(Object.entries(ERRORS), codes)
})

test('methods and parameters are those of the documentation', () => {
	const documentation = vectorText('docs/rpc.md')
	const documented = documentation.split(/^### /m).flatMap((section) => {
		const method = /^`(\w+)`$/m.exec(section)?.[1]
		const rows = [...section.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)]
		const params = rows.map(([, name, type]) => [name, type.includes('optional')])
		return method === undefined ? [] : [[method, params]]
	})
	const defined = Object.entries(rpc).flatMap(([section, methods]) =>
		Object.entries<Definition>(methods).map(([name, { params }]) => [
			`${section}_${name}`,
			params.map(({ name, isOptional = false }) => [name, isOptional]),
		]),
	)
	assert.deepEqual(defined, documented)
})

test('parameters are sent in order, and what is left out as null', async () => {
	const sent: unknown[] = []
	const { did, attestation, revenue } = botRpc(async (...request) => sent.push(request))
	await did.resolve('did:bot:dev:x')
	await did.list(7, 5, '0xab')
	await attestation.recordByHash('0xcd')
	await attestation.prove('did:bot:dev:x', 1, 2n)
	await revenue.list(null, 5)
	await revenue.statement(0, 'payee', null, '2026-01-01')
	assert.deepEqual(sent, [
		['did_resolve', ['did:bot:dev:x']],
		['did_list', [7, 5, '0xab']],
		['attestation_recordByHash', ['0xcd']],
		['attestation_prove', ['did:bot:dev:x', 1, 2]],
		['revenue_list', [null, 5]],
		['revenue_statement', [0, 'payee', null, '2026-01-01']],
	])
})

test('a number that JSON would not keep is not sent', async () => {
	const { attestation } = botRpc(() => assert.fail('it was sent'))
	for (const seq of [2 ** 53, 2n ** 53n, 0.5, NaN]) {
		await assert.rejects(attestation.record('x', 0, seq), (error) => {
			assert.ok(error instanceof InputError)
			return error.message.startsWith('seq: ')
		})
	}
})

test('errors of the node have their names, whichever library brings them', async () => {
	const throwing = (error: unknown) => botRpc(() => Promise.reject(error))
	const polkadot = Object.assign(new Error('9003: no such device'), { code: 9003, data: undefined })
	const papi = Object.assign(new Error('no such device'), { code: 9003 })
	const named = Object.assign(new Error('9003: no such device: UnknownDevice'), {
		code: 9003,
		data: 'UnknownDevice',
	})
	for (const error of [polkadot, papi, named]) {
		await assert.rejects(throwing(error).attestation.stream('x'), (error) => {
			assert.ok(error instanceof RpcError)
			assert.equal(error.errorName, 'UnknownDevice')
			assert.equal(error.message, 'attestation_stream: UnknownDevice: no such device')
			return true
		})
	}
	const unknown = Object.assign(new Error('Method not found'), { code: -32601 })
	await assert.rejects(throwing(unknown).did.list(), (error) => {
		assert.ok(error instanceof RpcError)
		assert.equal(error.errorName, undefined)
		assert.equal(error.message, 'did_list: error -32601: Method not found')
		return true
	})
	const closed = new Error('closed')
	await assert.rejects(throwing(closed).did.list(), (error) => error === closed)
})

test('polkadot.js knows the types of every method', () => {
	const registry = new TypeRegistry()
	registry.register(types)
	for (const methods of Object.values(rpc)) {
		for (const { params, type } of Object.values<Definition>(methods)) {
			for (const name of [type, ...params.map((param) => param.type)]) {
				assert.ok(registry.createType(name), name)
			}
		}
	}
	const party = {
		account: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
		sharePpm: 7,
		payout: 'onChain',
	}
	assert.deepEqual(registry.createType('BotParty', party).toHuman(), {
		account: party.account,
		sharePpm: '7',
		payout: 'OnChain',
	})
	const rule = (value: object) => registry.createType('BotRule', value).toJSON()
	assert.deepEqual(rule({ ofGross: 190_000 }), { ofGross: 190_000 })
	assert.deepEqual(rule({ perPiece: '340282366920938463463374607431768211455' }), {
		perPiece: '0xffffffffffffffffffffffffffffffff',
	})
})

async function body(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = []
	for await (const chunk of request) chunks.push(chunk as Buffer)
	return Buffer.concat(chunks).toString()
}

test('over HTTP: answers, errors, and what is no answer', async () => {
	const server = createServer(async (request, response) => {
		const { id, method, params } = JSON.parse(await body(request)) as Record<string, unknown>
		assert.equal(request.headers['content-type'], 'application/json')
		const answers: Readonly<Record<string, string>> = {
			echo: JSON.stringify({ jsonrpc: '2.0', id, result: params }),
			nothing: JSON.stringify({ jsonrpc: '2.0', id, result: null }),
			error: JSON.stringify({ jsonrpc: '2.0', id, error: { code: 9092, message: 'busy', data: 'Busy' } }),
			list: '[]',
			text: 'busy',
		}
		response.statusCode = method === 'status' ? 429 : 200
		response.end(answers[String(method)])
	}).listen(0, '127.0.0.1')
	await new Promise((resolve) => server.once('listening', resolve))
	const { port } = server.address() as AddressInfo
	const request = httpRequest(`http://127.0.0.1:${port}`)
	try {
		assert.deepEqual(await request('echo', [1, 'a', null]), [1, 'a', null])
		assert.equal(await request('nothing', []), null)
		await assert.rejects(request('error', []), (error) => {
			assert.ok(error instanceof RpcError)
			assert.equal(error.errorName, 'Busy')
			assert.equal(error.data, 'Busy')
			return true
		})
		for (const method of ['status', 'list', 'text']) {
			await assert.rejects(request(method, []), TransportError)
		}
		await assert.rejects(request('status', []), /status 429$/)
	} finally {
		server.close()
		server.closeAllConnections?.()
	}
	await assert.rejects(request('echo', []), TransportError)
	await assert.rejects(httpRequest('nonsense')('echo', []), TransportError)
})
