import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { accessible, bot, chain, CONSOLE, facts, fits, launch, NODE, open, settled, shot, withPage, WORK } from './support.js'
import { install } from './wallet.js'

let browser: Browser
before(async () => {
	browser = await launch()
})
after(() => browser.close())

const [SELLER = '', SUSPENDED = '', DESTROYED = '', SENSOR = '', OTHER_SENSOR = ''] = facts.dids

const main = (page: Page): Promise<string> => page.locator('main').innerText()

async function says(page: Page, ...texts: readonly (string | RegExp)[]): Promise<void> {
	const shown = await main(page)
	for (const text of texts) {
		assert.ok(typeof text === 'string' ? shown.includes(text) : text.test(shown), `${text} is not in:\n${shown}`)
	}
}

const VIEWS = [
	['devices', 'devices'],
	['device', `device/${SENSOR}`],
	['live', 'live'],
	['streams', 'streams'],
	['agreements', 'agreements'],
	['agreement', 'agreement/0'],
	['verify', 'verify'],
	['machine', `machine/${SELLER}`],
	['suspended', `machine/${SUSPENDED}`],
	['node', 'node'],
] as const

for (const scheme of ['light', 'dark'] as const) {
	for (const width of [360, 1280]) {
		test(`every view is accessible and fits, ${scheme}, ${width} px`, async () => {
			await withPage(browser, { scheme, width }, async (page) => {
				for (const [name, view] of VIEWS) {
					await open(page, view)
					await shot(page, `${name}-${scheme}-${width}`)
					await fits(page)
					await accessible(page)
				}
			})
		})
	}
}

test('devices stand in a table with their standing, and are found by number and DID', async () => {
	await withPage(browser, {}, async (page) => {
		await open(page, 'devices')
		assert.equal(await page.title(), 'Devices – BoT console')
		const row = (number: number): Promise<string> =>
			page.locator('tbody tr').nth(number).innerText()
		assert.equal(await page.locator('tbody tr').count(), facts.dids.length)
		assert.match(await row(0), /active\s+Eve/)
		assert.match(await row(1), /suspended\s+Eve/)
		assert.match(await row(2), /destroyed/)

		const field = page.getByLabel('DID or number of a device')
		const show = page.getByRole('button', { name: 'Show' })
		await field.fill('nonsense')
		await show.click()
		await says(page, 'Enter a DID such as')
		assert.equal(await field.getAttribute('aria-invalid'), 'true')
		await field.fill('4711')
		await show.click()
		await page.getByText('No device has the number 4711.').waitFor()
		await field.fill('3')
		await show.click()
		await page.getByText('Stream', { exact: true }).waitFor()
		await says(page, SENSOR, 'Temperature sensor T-1 (number 1)', 'secure element', 'Dave', 'Eve')
		assert.equal(await page.locator(':focus').innerText(), await page.locator('h1').innerText())
	})
})

test('lists have pages', async () => {
	await withPage(browser, {}, async (page) => {
		await open(page, 'devices?start=2')
		assert.equal(await page.locator('tbody tr').count(), facts.dids.length - 2)
		await page.getByRole('link', { name: '← Before 2' }).click()
		await page.waitForFunction((all) => document.querySelectorAll('tbody tr').length === all, facts.dids.length)
		await open(page, 'devices?start=400')
		await says(page, 'No device has the number 400 or a higher one.')
		await open(page, 'agreements?start=4000')
		await says(page, 'No agreement has a number from 4000 to 4015.')
	})
})

test('what others put on the chain is text, whatever it says', async () => {
	await withPage(browser, {}, async (page) => {
		await open(page, `device/${SENSOR}`)
		await says(page, '<img src=x onerror=alert(1)>')
		assert.equal(await page.locator('main img').count(), 0)
	})
})

test('a stream shows its gaps', async () => {
	await withPage(browser, {}, async (page) => {
		await open(page, 'streams')
		const row = page.locator('tbody tr').nth(3)
		assert.match(await row.innerText(), /numbers missing/)
		assert.match(await row.innerText(), /1 number lost for good/)
		assert.equal(await row.locator('svg g').count(), 64)
		assert.match((await row.locator('svg').getAttribute('aria-label')) ?? '', /^Numbers 4 to 67: missing 4 to 66; 1 earlier never came/)
	})
})

test('what is recorded appears when it is final, and stops when paused', async () => {
	await withPage(browser, {}, async (page) => {
		await open(page, 'live')
		// A gateway sends a row once: each run has a store of its own.
		const csv = join(mkdtempSync(join(WORK, 'gateway-')), 'readings.csv')
		writeFileSync(csv, 'timestamp,value\n2026-11-28 00:00:00,20.5\n2026-11-28 00:05:00,20.7\n')
		await bot('attest', '--device', OTHER_SENSOR, '--device-key', '//Sensor2', '--csv', csv, '--store', `${csv}.store`)
		await page.getByText(/^2 readings under number \d+, taken 2026-11-28 00:00:00 UTC/).waitFor()
		const reported = (purchase: number): Promise<void> =>
			page.getByText(`purchase ${purchase}: dispensed`).waitFor()
		const paid = async (): Promise<number> => {
			const { purchase } = (await bot('purchase', '--agreement', '0', '--tier', '1', '--key', '//Bob')) as { purchase: number }
			await bot('vend', String(purchase), '--device-key', '//Drinks1')
			return purchase
		}
		await reported(await paid())
		assert.match(await page.locator('#announcer').innerText(), /new record/)
		await page.getByRole('button', { name: 'Pause' }).click()
		const late = await paid()
		await page.waitForTimeout(4_000)
		assert.ok(!(await main(page)).includes(`purchase ${late}:`))
		await page.getByRole('button', { name: 'Pause' }).click()
		await reported(late)
	})
})

test('an agreement shows shares, plots and what each payee is due, to the last unit', async () => {
	await withPage(browser, {}, async (page) => {
		await open(page, 'agreements')
		await says(page, '60 %, 32.5 %, 7.5 %')
		await page.getByRole('link', { name: 'Agreement 0' }).click()
		await page.getByRole('heading', { name: 'Statements' }).waitFor()
		const parts = (await bot('statement', '0')) as { payees?: readonly { due: string }[] }
		assert.ok(parts)
		await says(page, 'active', 'Eve', 'Dave', /pieces sold for \d+\.\d+ BOT/)
		await page.locator('.plot svg rect').first().waitFor()
		assert.ok((await page.locator('.plot svg').count()) >= 2)
		await page.getByText('The same as a table').click()
		const day = await page.locator('details tbody tr').first().innerText()
		assert.match(day, /^\d{4}-\d\d-\d\d\s+[\d.]+\s+[\d.]+\s+[\d.]+$/)
		await open(page, 'agreement/4711')
		await says(page, 'There is no agreement 4711.')
		await open(page, 'agreement/x')
		await says(page, 'This is no number of an agreement.')
	})
})

const text = readFileSync(facts.evidence, 'utf8')
const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) })

test('a valid evidence file is verified in the browser', async () => {
	await withPage(browser, {}, async (page) => {
		await open(page, 'verify')
		await page.getByLabel('Evidence file').setInputFiles(file('evidence.json', text))
		await page.getByText('evidence.json is valid').waitFor()
		await says(page, SENSOR, 'temperature', 'Taken, as the device claims', 'Received by the chain', 'Trusted header', 'clock suspect')
		assert.equal(await page.locator('.steps .badge.good').count(), 7)
		await shot(page, 'verify-valid')
		await accessible(page)

		await page.getByLabel('A header whose hash I have').check()
		await page.getByText('Enter 0x and 64').waitFor()
		const anchor = page.getByLabel('Hash of the trusted header')
		await anchor.fill(`0x${'0'.repeat(64)}`)
		await anchor.press('Enter')
		await page.getByText('proves nothing').waitFor()
		await says(page, 'HeaderHash')
	})
})

test('of a changed evidence file it says which link is broken', async () => {
	await withPage(browser, { scheme: 'dark', width: 360 }, async (page) => {
		await open(page, 'verify')
		const input = page.getByLabel('Evidence file')
		const changed = text.replace(/(\\"v\\":\d+)(\d)/, (_, head: string, digit: string) => `${head}${(Number(digit) + 1) % 10}`)
		assert.notEqual(changed, text)
		await input.setInputFiles(file('changed.json', changed))
		await page.getByText('changed.json proves nothing').waitFor()
		await says(page, 'The link Reading is broken')
		assert.equal(await page.locator('.steps .badge.good').count(), 6)
		await shot(page, 'verify-changed')
		await accessible(page)
		await fits(page)

		for (const [name, content, said] of [
			['half.json', '{', 'is no evidence file'],
			['empty.json', '', 'is no evidence file'],
			['later.json', text.replace(/"version":(\s*)1/, '"version":$12'), 'is no evidence file'],
			['number.json', text.replace(/"seq":\s*\d+/, '"seq": 9'), 'proves nothing'],
			['future.json', text.replace(/("header":\s*\{[^]*?"number":\s*)\d+/, (_, head: string) => `${head}4000000000`), 'was not verified'],
		] as const) {
			assert.notEqual(content, text)
			await input.setInputFiles(file(name, content))
			await page.getByText(`${name} ${said}`).waitFor()
		}
		await input.setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer: Buffer.alloc(5 << 20) })
		await says(page, 'too large')
	})
})

test('an evidence file can be dropped', async () => {
	await withPage(browser, {}, async (page) => {
		await open(page, 'verify')
		const transfer = await page.evaluateHandle((content) => {
			const transfer = new DataTransfer()
			transfer.items.add(new File([content], 'dropped.json'))
			return transfer
		}, text)
		await page.dispatchEvent('.drop', 'dragover', { dataTransfer: transfer })
		await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer })
		await page.getByText('dropped.json is valid').waitFor()
	})
})

test('a machine’s page tells standing, operator and who gets what', async () => {
	await withPage(browser, { width: 360 }, async (page) => {
		await open(page, `machine/${SELLER}`)
		await says(page, 'This machine may sell.', 'Eve', 'Drinks machine D-200', 'There is no wallet extension', 'bot purchase --agreement 0 --tier 0')
		const price = page.getByLabel('Price, by its place')
		await price.selectOption('2')
		await page.getByText('1.20 BOT', { exact: true }).waitFor()
		await says(page, '0.65 BOT', '0.15 BOT', '--tier 2')
		await page.getByRole('link', { name: 'All that is known of this device' }).click()
		await page.getByRole('link', { name: 'agreement 0' }).click()
		await page.getByRole('heading', { name: 'Agreement 0' }).waitFor()
		await open(page, `machine/${SUSPENDED}`)
		await says(page, 'Do not pay at this machine')
		await open(page, `machine/${DESTROYED}`)
		await says(page, 'Do not pay at this machine', 'gone for good')
		await open(page, 'machine/did:bot:dev:nonsense')
		await says(page, 'is no DID of a device')
		await open(page, `machine/${SELLER.replace(':dev:', ':other:')}`)
		await says(page, 'The device is of the network "other"')
	})
})

const ticket = JSON.parse(readFileSync(facts.failed.ticket, 'utf8')) as { secret: string }

test('a refund is claimed with the secret of a ticket, by a wallet', async () => {
	await withPage(browser, {}, async (page) => {
		const address = await install(page, 'Charlie')
		await open(page, `machine/${SELLER}`)
		const number = page.getByLabel('Number of the purchase')
		const look = page.getByRole('button', { name: 'Look', exact: true })
		await number.fill('x')
		await look.click()
		await says(page, 'Enter the number of a purchase')
		await number.fill('99999')
		await look.click()
		await page.getByText('Purchase 99999 is over, or was never made.').waitFor()
		await number.fill(String(facts.open.purchase))
		await look.click()
		await page.getByText('the refund goes to the account that paid').waitFor()

		// As the code on a ticket leads here: the secret is taken out of the address at once.
		await page.goto(`${CONSOLE}/#/machine/${SELLER}?purchase=${facts.failed.purchase}&ticket=${ticket.secret}`)
		await page.getByText('due to who holds the ticket').waitFor()
		assert.ok(!page.url().includes('ticket='))
		const secret = page.getByLabel('Secret of the ticket')
		assert.equal(await secret.inputValue(), ticket.secret)
		await shot(page, 'refund')
		await accessible(page)

		const refund = page.locator('section', { has: page.getByRole('heading', { name: 'Refund' }) })
		await refund.getByRole('button', { name: 'Open wallet test-wallet' }).click()
		const claim = refund.getByRole('button', { name: 'Claim' })
		await claim.click()
		await says(page, 'Enter an address such as')
		await secret.fill(`0x${'11'.repeat(32)}`)
		await page.getByLabel('Account that receives the refund').fill(address)
		await claim.click()
		await says(page, 'This is the secret of another ticket.')
		await secret.fill(ticket.secret)
		await claim.click()
		await page.getByText('are on the way to the account').waitFor()
		await look.click()
		await page.getByText(`Purchase ${facts.failed.purchase} is over`).waitFor()
	})
})

test('a purchase is paid by a wallet', async () => {
	await withPage(browser, {}, async (page) => {
		const address = await install(page, 'Alice')
		const held = async (): Promise<number> => {
			const at = await chain.finalized()
			const numbers = Array.from({ length: 64 }, (_, add) => BigInt(facts.open.purchase + add))
			const purchases = await Promise.all(numbers.map((number) => chain.purchase(number, at)))
			return purchases.filter((each) => each?.payer === address && each.price === 1_200_000_000_000n).length
		}
		const before = await held()
		await open(page, `machine/${SELLER}`)
		await page.getByLabel('Price, by its place').selectOption('3')
		await page.getByRole('button', { name: 'Open wallet test-wallet' }).click()
		await page.getByRole('button', { name: 'Pay 1.20 BOT' }).click()
		await page.getByText('Paid, and held. Take the product.').waitFor()
		assert.equal(await held(), before + 1)
	})
})

test('what the chain would refuse is told before it is sent', async () => {
	await withPage(browser, {}, async (page) => {
		// An account without money.
		await install(page, 'Nobody')
		await open(page, `machine/${SELLER}`)
		await page.getByRole('button', { name: 'Open wallet test-wallet' }).click()
		await page.getByRole('button', { name: /^Pay/ }).click()
		await page.getByText('The chain would refuse this: the account cannot pay the fee.').waitFor()
	})
})

test('all can be reached and used by the keyboard alone', async () => {
	await withPage(browser, {}, async (page) => {
		// Who listens from the start is sure to hear of the dialog.
		page.on('filechooser', () => {})
		await open(page, 'devices')
		await page.goto(`${CONSOLE}/`)
		await settled(page)
		const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')
		const visible = (): Promise<boolean> =>
			page.evaluate(() => {
				const style = getComputedStyle(document.activeElement ?? document.body)
				return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2
			})
		const tabTo = async (text: string): Promise<void> => {
			for (let presses = 0; presses < 40; presses++) {
				await page.keyboard.press('Tab')
				assert.ok(await visible(), `no focus is visible on ${await focused()}`)
				if ((await focused()) === text) return
			}
			assert.fail(`${text} cannot be reached`)
		}
		// From the top of the page.
		await page.evaluate(() => (document.activeElement as HTMLElement).blur())
		await page.evaluate(() => document.getElementById('skip')?.focus())
		assert.equal(await focused(), 'Skip to the content')
		await page.keyboard.press('Enter')
		assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')

		await page.evaluate(() => document.getElementById('skip')?.focus())
		await tabTo('Verify')
		await page.keyboard.press('Enter')
		await page.getByRole('heading', { name: 'Verify evidence' }).waitFor()
		await page.keyboard.press('Tab')
		const chooser = page.waitForEvent('filechooser')
		await page.keyboard.press('Enter')
		await (await chooser).setFiles(file('evidence.json', text))
		await page.getByText('evidence.json is valid').waitFor()
		await page.keyboard.press('Tab')
		await page.keyboard.press('ArrowDown')
		assert.ok(await page.getByLabel('A header whose hash I have').isChecked())

		await page.evaluate(() => document.getElementById('skip')?.focus())
		await tabTo('Devices')
		await page.keyboard.press('Enter')
		await settled(page)
		await page.keyboard.press('Tab')
		await page.keyboard.type('0')
		await page.keyboard.press('Enter')
		await page.getByRole('heading', { name: /^Device did:bot/ }).waitFor()
		await settled(page)
		await tabTo('The page for buyers at this machine')
		await page.keyboard.press('Enter')
		await page.getByText('This machine may sell.').waitFor()
	})
})

/** Stands between the page and the node, and can be cut off. */
class Line {
	readonly #sockets = new Set<Socket>()
	#server = createServer()
	port = 0

	async up(): Promise<string> {
		const { hostname, port } = new URL(NODE)
		this.#server = createServer((inbound) => {
			const outbound = connect(Number(port), hostname)
			for (const socket of [inbound, outbound]) {
				this.#sockets.add(socket)
				socket.on('error', () => {})
			}
			inbound.pipe(outbound).pipe(inbound)
		})
		await new Promise<void>((done) => this.#server.listen(this.port, '127.0.0.1', done))
		this.port = (this.#server.address() as AddressInfo).port
		return `ws://127.0.0.1:${this.port}`
	}

	async cut(): Promise<void> {
		const closed = new Promise((done) => this.#server.close(done))
		for (const socket of this.#sockets) socket.destroy()
		this.#sockets.clear()
		await closed
	}
}

test('a lost connection is told, and taken up again; the address is remembered', async () => {
	const line = new Line()
	const url = await line.up()
	try {
		await withPage(browser, { ignore: /WebSocket connection to/ }, async (page) => {
			await open(page, 'node')
			const address = page.getByLabel('Address of the node')
			const connectButton = page.getByRole('button', { name: 'Connect' })
			await address.fill('http://127.0.0.1')
			await connectButton.click()
			await says(page, 'Enter an address such as ws://')
			await address.fill(url)
			await connectButton.click()
			await page.locator('#status', { hasText: 'Final block' }).waitFor()
			await page.reload()
			await settled(page)
			assert.equal(await address.inputValue(), url)

			await line.cut()
			await page.getByText(`No connection to ${url}.`).waitFor()
			await page.getByRole('link', { name: 'Devices', exact: true }).click()
			await page.getByText('This place shows devices once the node answers.').waitFor()
			await shot(page, 'lost')
			await accessible(page)
			await line.up()
			await page.getByRole('button', { name: 'Try now' }).click()
			await page.getByRole('table').waitFor()
			assert.equal(await page.getByText(`No connection to ${url}.`).count(), 0)

			// The live view goes on where it was.
			await open(page, 'live')
			await line.cut()
			await page.getByText(`No connection to ${url}.`).waitFor()
			await line.up()
			await page.locator('#status', { hasText: 'Final block' }).waitFor()
			const before = await page.locator('.summary').innerText()
			await page.waitForFunction((old) => document.querySelector('.summary')?.textContent !== old, before)

			await open(page, 'node')
			await page.getByRole('button', { name: `Back to ${NODE}` }).click()
			await page.locator('#status', { hasText: 'Final block' }).waitFor()
			assert.equal(await address.inputValue(), NODE)
		})
	} finally {
		await line.cut()
	}
})

test('what answers and is no BoT node is told', async () => {
	await withPage(browser, { ignore: /WebSocket connection to/ }, async (page) => {
		await open(page, 'node')
		const { host } = new URL(CONSOLE)
		await page.getByLabel('Address of the node').fill(`ws://${host}`)
		await page.getByRole('button', { name: 'Connect' }).click()
		await page.getByText(`No connection to ws://${host}`).first().waitFor()
	})
})

test('the page works from a file, and nothing moves for who wants no motion', async () => {
	await withPage(browser, { motion: 'reduce', ignore: /WebSocket connection to 'ws:\/\/127.0.0.1:9944/ }, async (page) => {
		// Before it is told another address, it looks for a node where there may be none.
		const from = pathToFileURL(fileURLToPath(new URL('../../../../client/console.html', import.meta.url)))
		await page.goto(`${from}#/node`)
		await page.getByLabel('Address of the node').fill(NODE)
		await page.getByRole('button', { name: 'Connect' }).click()
		await page.locator('#status', { hasText: 'Final block' }).waitFor()
		const moving = await page.evaluate(() => document.getAnimations().length)
		assert.equal(moving, 0)
	})
})
