// With polkadot.js: a machine sells a drink, and three share the price.
//   node purchase.js ws://127.0.0.1:9944
import { argv } from 'node:process'
import { Keyring, type ApiPromise } from '@polkadot/api'
import { sign, vendResult, type VendOutcome } from 'bot-client/device'
import {
	findEvent,
	keyedArgument,
	requestOf,
	submitFeeless,
	submitSigned,
	type Included,
} from 'bot-client/polkadot-js'
import { botRpc } from 'bot-client/rpc'
import { alice, bob, connect, registerDevice, registerModel, type Device } from './register.js'

const keyring = new Keyring({ type: 'sr25519' })
const landlord = keyring.addFromUri('//Ferdie')
const buyer = keyring.addFromUri('//Dave')
const PRICE = 1_200_000_000_001n

/** The operator of the machine proposes shares, and all parties accept. */
async function agree(api: ApiPromise, machine: Device): Promise<number> {
	const conditions = {
		asset: 'Native',
		arbiter: keyring.addFromUri('//Charlie').address,
		currencyCode: 'BOT',
		decimals: 12,
		utcOffsetMinutes: 60,
		disputeWindow: 86_400_000,
	}
	const parties = [
		{ account: bob.address, sharePpm: 600_000, payout: 'OnChain' },
		{ account: alice.address, sharePpm: 325_000, payout: 'OnChain' },
		{ account: landlord.address, sharePpm: 75_000, payout: 'OnChain' },
	]
	const { accept, activate, propose, setPrices } = api.tx.revenueShare
	const split = { deductions: [], parties }
	const proposed = await submitSigned(api, propose(machine.index, conditions, split), bob)
	const agreement = Number(findEvent(proposed.events, 'revenueShare.AgreementProposed')?.agreement)
	// Each party names the terms that it accepts.
	await Promise.all(
		[bob, alice, landlord].map((party) => submitSigned(api, accept(agreement, split), party)),
	)
	// Calls of one account that are submitted together have numbers that follow one another.
	const nonce = (await api.rpc.system.accountNextIndex(bob.address)).toNumber()
	const prices = setPrices(machine.index, 'Native', [{ class: 0, price: PRICE }])
	await Promise.all([
		submitSigned(api, activate(agreement), bob, { nonce }),
		submitSigned(api, prices, bob, { nonce: nonce + 1 }),
	])
	return agreement
}

async function buy(api: ApiPromise, agreement: number): Promise<bigint> {
	const call = api.tx.revenueShare.purchase(agreement, 0, PRICE)
	const { events } = await submitSigned(api, call, buyer)
	return BigInt(String(findEvent(events, 'revenueShare.PurchasePaid')?.purchase))
}

async function vend(
	api: ApiPromise,
	machine: Device,
	purchase: bigint,
	outcome: VendOutcome,
): Promise<Included> {
	const context = { genesisHash: api.genesisHash.toHex(), deviceId: machine.id, epoch: 0 }
	const signature = sign(machine.key, vendResult({ purchase, outcome }), context)
	const call = api.tx.revenueShare.reportVend({ purchase, outcome }, keyedArgument(signature))
	return submitFeeless(api, call)
}

const [, , url = 'ws://127.0.0.1:9944'] = argv
const api = await connect(url)
const machine = await registerDevice(api, await registerModel(api, 'Drinks machine'))
const agreement = await agree(api, machine)
const { revenue } = botRpc(requestOf(api))

const quoted = await revenue.quote(agreement, String(PRICE))
console.log('quoted:', quoted.map(({ amount }) => amount).join(' + '))

const [sold, stuck] = [await buy(api, agreement), await buy(api, agreement)]
const [split, refund] = await Promise.all([
	vend(api, machine, sold, 'dispensed'),
	vend(api, machine, stuck, 'failed'),
])
console.log('split:', findEvent(split.events, 'revenueShare.PurchaseSplit')?.parts.toString())
console.log('refunded:', findEvent(refund.events, 'revenueShare.PurchaseRefunded')?.amount.toString())

const statement = await revenue.statement(agreement, alice.address)
const [version] = statement.versions
console.log('statement:', version?.quantity, 'sold for', version?.gross, 'due', version?.due)
await api.disconnect()
