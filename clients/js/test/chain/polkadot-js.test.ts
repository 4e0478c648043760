import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Keyring, type ApiPromise } from '@polkadot/api'
import {
	alice,
	bob,
	connect,
	registerDevice,
	registerModel,
	type Device,
} from '../../examples/register.js'
import {
	Batch,
	dataStatement,
	ed25519Key,
	hashTotals,
	p256Key,
	salesReport,
	sign,
	type DataStatement,
	type SalesTotal,
	type Signer,
} from '../../src/device/index.js'
import { evidenceFile } from '../../src/evidence/index.js'
import { RefusedError, type RefusalName } from '../../src/general/index.js'
import {
	CallError,
	findEvent,
	keyedArgument,
	requestOf,
	submitFeeless,
	submitSigned,
} from '../../src/polkadot-js/index.js'
import {
	botRpc,
	rpc,
	RpcError,
	type BotRpc,
	type RecordProof,
	type Resolution,
} from '../../src/rpc/index.js'
import { chainUrl } from './chain.js'

let api: ApiPromise
let device: Device
let node: BotRpc

before(async () => {
	api = await connect(chainUrl())
	node = botRpc(requestOf(api))
	device = await registerDevice(
		api,
		await registerModel(api, 'Sensor of the tests'),
		p256Key('0x' + '22'.repeat(32)),
	)
})
after(() => api?.disconnect())

const batch = Batch.of(['one', 'two', 'three'])

function statement(seq: number, change: Partial<DataStatement['commitment']> = {}): DataStatement {
	const at = Date.now()
	const { root, count } = batch
	return {
		seq,
		commitment: {
			root,
			count,
			firstCounter: 0,
			lastCounter: 2,
			firstAt: at,
			lastAt: at,
			content: 42,
			...change,
		},
	}
}

const signed = (stated: DataStatement, key: Signer = device.key) => {
	const context = { genesisHash: api.genesisHash.toHex(), deviceId: device.id, epoch: 0 }
	return keyedArgument(sign(key, dataStatement(stated), context))
}

const attest = (stated: DataStatement, signature = signed(stated), index = device.index) =>
	submitFeeless(api, api.tx.attestation.attest(index, stated, signature))

const isRefused = (refusal: RefusalName) => (error: unknown) => {
	assert.ok(error instanceof RefusedError, String(error))
	assert.equal(error.refusal, refusal)
	return true
}

test('the node has every method that is defined, and no other of our sections', async () => {
	const { methods } = (await requestOf(api)('rpc_methods', [])) as { readonly methods: readonly string[] }
	const sections = Object.keys(rpc)
	const ours = methods.filter((name) => sections.includes(name.split('_')[0]))
	const defined = Object.entries(rpc).flatMap(([section, names]) =>
		Object.keys(names).map((name) => `${section}_${name}`),
	)
	assert.deepEqual([...ours].sort(), defined.sort())
})

test('an attestation of a P-256 key: recorded once, proven, and read back by every method', async () => {
	const included = await attest(statement(0))
	assert.ok(findEvent(included.events, 'system.ExtrinsicSuccess'))
	await assert.rejects(attest(statement(0)), isRefused('Used'))

	const stream = await api.rpc.attestation.stream(device.did)
	assert.equal(stream.nextSeq.toNumber(), 1)
	assert.equal(stream.device.toNumber(), device.index)
	assert.deepEqual((await node.attestation.stream(device.did)).missing, [])

	const found = await waitFor(() => node.attestation.record(device.did, 0, 0))
	assert.equal(found.blockNumber, included.blockNumber)
	assert.equal(found.blockHash, included.blockHash)
	assert.ok('data' in found.record.body)
	assert.equal(found.record.body.data.commitment.count, 3)
	const again = await node.attestation.recordByHash(found.recordHash)
	assert.deepEqual(again, found)
	assert.deepEqual((await api.rpc.attestation.record(device.did, 0, 0)).toJSON(), found)
	assert.deepEqual((await api.rpc.attestation.recordByHash(found.recordHash)).toJSON(), found)

	const plain = await waitFor(() => node.attestation.prove(device.did, 0, 0))
	const proof = await api.rpc.attestation.prove(device.did, 0, 0, plain.headerHash)
	assert.deepEqual(proof.toJSON(), plain)
	const { did } = device
	for (const [index, reading] of ['one', 'two', 'three'].entries()) {
		const { json, verdict } = evidenceFile({
			did,
			reading: batch.prove(index),
			proof: proof.toJSON() as unknown as RecordProof,
		})
		assert.equal(new TextDecoder().decode(verdict.reading), reading)
		assert.equal(verdict.block.number, included.blockNumber)
		const checked = (await api.rpc.attestation.verify(json)).toJSON()
		assert.deepEqual(checked, await node.attestation.verify(json, plain.headerHash))
	}
	const archive = await node.attestation.archive(included.blockNumber, 1)
	assert.equal(archive.blocks[0].records.includes(found.encoded), true)
	const typed = await api.rpc.attestation.archive(included.blockNumber, 1)
	assert.equal(typed.blocks[0].records.length, archive.blocks[0].records.length)
})

/** Asks again until the next blocks have made the answer there. */
async function waitFor<T>(ask: () => Promise<T>): Promise<T> {
	for (let tries = 0; tries < 60; tries += 1) {
		try {
			return await ask()
		} catch (error) {
			if (!(error instanceof RpcError) || error.errorName !== 'RecordNotFinal') throw error
			await new Promise((resolve) => setTimeout(resolve, 250))
		}
	}
	throw new Error('the record is not final after 15 s')
}

test('what is refused has its name, and nothing changes', async () => {
	const other = ed25519Key('0x' + '33'.repeat(32))
	const before = await node.attestation.stream(device.did)
	await assert.rejects(attest(statement(20), signed(statement(21))), isRefused('BadSignature'))
	await assert.rejects(attest(statement(20), signed(statement(20), other)), isRefused('BadSignature'))
	await assert.rejects(attest(statement(20), undefined, 4_000_000), isRefused('UnknownDevice'))
	await assert.rejects(attest(statement(100_000)), isRefused('TooFar'))
	await assert.rejects(attest(statement(20, { count: 0 })), isRefused('Inconsistent'))
	await assert.rejects(attest(statement(20, { content: 0 })), isRefused('UnknownContent'))
	const [, stated] = [signed(statement(20)), { purchase: 4_000_000, outcome: 'Dispensed' }]
	await assert.rejects(
		submitFeeless(api, api.tx.revenueShare.reportVend(stated, signed(statement(20)))),
		isRefused('UnknownPurchase'),
	)
	assert.deepEqual(await node.attestation.stream(device.did), before)
})

test('many statements that a gateway pays for: the bad one is reported, the rest stand', async () => {
	const good = [5, 6, 7].map((seq) => statement(seq))
	const item = (stated: DataStatement, signature = signed(stated)) => ({
		device: device.index,
		statement: stated,
		signature,
	})
	const bad = item(statement(8), signed(statement(9)))
	const gateway = new Keyring({ type: 'sr25519' }).addFromUri('//Eve')
	const call = api.tx.attestation.attestMany([...good.map((stated) => item(stated)), bad])
	const { events } = await submitSigned(api, call, gateway)
	const refused = findEvent(events, 'attestation.StatementRefused')
	assert.equal(String(refused?.item), '3')
	assert.equal(String(refused?.refusal), 'BadSignature')
	assert.equal((await node.attestation.stream(device.did)).nextSeq, 8)
})

test('a machine reports what it sold, and all see it', async () => {
	const parties = [
		{ account: bob.address, sharePpm: 750_000, payout: 'OnChain' },
		{ account: alice.address, sharePpm: 250_000, payout: 'External' },
	]
	const conditions = {
		asset: 'Native',
		arbiter: new Keyring({ type: 'sr25519' }).addFromUri('//Charlie').address,
		currencyCode: 'BOT',
		decimals: 12,
		utcOffsetMinutes: 0,
		disputeWindow: 60_000,
	}
	const deduction = {
		payee: alice.address,
		payout: 'OnChain',
		rule: { OfGross: 190_000 },
		class: 1,
		means: 'Cash',
	}
	const { accept, activate, propose, reportSales } = api.tx.revenueShare
	const split = { deductions: [deduction], parties }
	const proposed = await submitSigned(api, propose(device.index, conditions, split), bob)
	const agreement = Number(findEvent(proposed.events, 'revenueShare.AgreementProposed')?.agreement)
	await Promise.all([alice, bob].map((party) => submitSigned(api, accept(agreement, split), party)))
	await submitSigned(api, activate(agreement), bob)

	const totals: readonly SalesTotal[] = [
		{ class: 1, means: 'cash', quantity: 2, amount: 3_000n },
		{ class: 1, means: 'card', quantity: 1, amount: 1_570n },
	]
	const report = {
		number: 0,
		agreement,
		version: 0,
		openedAt: Date.now() - 3_600_000,
		closedAt: Date.now(),
		lines: 2,
		root: new Uint8Array(32).fill(7),
		totals: hashTotals(totals),
		quantity: 3,
		gross: 4_570n,
		lifetimeQuantity: 3,
		lifetimeGross: 4_570n,
	}
	const context = { genesisHash: api.genesisHash.toHex(), deviceId: device.id, epoch: 0 }
	const signature = keyedArgument(sign(device.key, salesReport(report), context))
	const { events } = await submitFeeless(api, reportSales(device.index, report, totals, signature))
	assert.ok(findEvent(events, 'revenueShare.SalesReported'))

	const typed = await api.rpc.revenue.agreement(agreement)
	assert.equal(typed.state.toString(), 'Active')
	assert.deepEqual(typed.deductions[0].rule.toJSON(), { ofGross: 190_000 })
	assert.equal(typed.parties[1].account.toString(), alice.address)
	const plain = await node.revenue.agreement(agreement)
	assert.equal(plain.state, 'active')
	assert.deepEqual(plain.deductions[0].rule, { ofGross: 190_000 })
	assert.equal(plain.parties[1].payout, 'external')

	const its = (await api.rpc.revenue.agreementOf(device.did)).unwrap()
	assert.deepEqual(its.toJSON(), typed.toJSON())
	assert.deepEqual(await node.revenue.agreementOf(device.did), plain)
	const list = await api.rpc.revenue.list(agreement, 1)
	assert.deepEqual(list.agreements.toJSON(), [typed.toJSON()])
	assert.ok(list.next.isNone)
	assert.deepEqual(await node.revenue.list(agreement, 1), { agreements: [plain], next: null })

	const quote = await api.rpc.revenue.quote(agreement, '1000')
	const parts = quote.map(({ amount }) => amount.toNumber())
	assert.equal(
		parts.reduce((sum, part) => sum + part, 0),
		1_000,
	)
	// 19 % of the 3,000 in cash come off the 4,570; three quarters of what is left are Bob's.
	const statement = await api.rpc.revenue.statement(agreement, bob.address)
	assert.equal(statement.versions[0].gross.toString(), '4570')
	assert.equal(statement.versions[0].due.toString(), '3000')
	const at = await api.rpc.chain.getFinalizedHead()
	const daily = await api.rpc.revenue.statement(agreement, bob.address, null, '2099-12-31', at)
	assert.deepEqual(daily.toJSON(), (await api.rpc.revenue.statement(agreement, bob.address)).toJSON())
	assert.equal(daily.days.length, 1)
	const plainStatement = await node.revenue.statement(agreement, bob.address)
	assert.equal(plainStatement.versions[0].due, statement.versions[0].due.toString())
})

test('errors of calls and methods are named', async () => {
	const call = api.tx.deviceDid.register(
		4_000_000,
		bob.address,
		keyedArgument(device.key.publicKey),
		signed(statement(0)),
	)
	await assert.rejects(submitSigned(api, call, alice), (error) => {
		assert.ok(error instanceof CallError, String(error))
		assert.equal(error.errorName, 'deviceDid.UnknownModel')
		return true
	})
	for (const [ask, name] of [
		[() => node.attestation.stream(`${device.did}1`), 'InvalidDid'],
		[() => node.attestation.stream(device.did.replace('dev', 'test')), 'WrongNetwork'],
		[() => node.attestation.record(device.did, 0, 60), 'UnknownRecord'],
		[() => node.attestation.archive(0, 257), 'InvalidLimit'],
		[() => node.did.list(0, 0), 'InvalidLimit'],
		[() => node.did.list(0, 1, `0x${'00'.repeat(32)}`), 'UnknownBlock'],
		[() => node.revenue.agreement(4_000_000), 'UnknownAgreement'],
		[() => node.revenue.agreementOf('did:bot'), 'InvalidDid'],
		[() => node.revenue.list(0, 257), 'InvalidLimit'],
		[() => node.revenue.quote(0, 'much'), 'InvalidAmount'],
		[() => node.revenue.statement(0, 'nobody'), 'InvalidAccount'],
		[() => node.revenue.statement(0, alice.address, 'today'), 'InvalidDay'],
		[() => node.attestation.verify('nonsense'), 'InvalidEvidence'],
	] as const) {
		await assert.rejects(ask as () => Promise<unknown>, (error) => {
			assert.ok(error instanceof RpcError, String(error))
			assert.equal(error.errorName, name)
			return true
		})
	}
})

test('DIDs are listed in parts, and resolved', async () => {
	const first = await api.rpc.did.list(0, 1)
	assert.equal(first.dids.length, 1)
	const all = await node.did.list(0, 256)
	assert.ok(all.dids.includes(device.did))
	assert.equal(all.next, null)
	const { didDocument } = await node.did.resolve(device.did)
	assert.equal(didDocument?.id, device.did)
	const at = await api.rpc.chain.getFinalizedHead()
	for (const typed of [
		await api.rpc.did.resolve(device.did),
		await api.rpc.did.resolve(device.did, { versionId: '1' }),
		await api.rpc.did.resolve(device.did, null, at),
	]) {
		const { didDocument: document } = typed.toJSON() as unknown as Resolution
		assert.deepEqual(document, didDocument)
	}
	assert.equal((await api.rpc.did.list(null, null, at)).dids.length, all.dids.length)
})
