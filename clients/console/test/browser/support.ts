// What the tests of the page need: a chain with the data of `bot demo` and of scripts/test-console, the page
// served by `bot console`, and Chromium. The script says in the environment where they are:
//
//   BOT_NODE      address of the node
//   BOT_CONSOLE   address of the page
//   BOT_PROGRAM   the program `bot`
//   BOT_FACTS     JSON file: what the script made on the chain
//   CHROMIUM      the browser; /usr/bin/chromium where none is named
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser, type Page } from 'playwright-core'
import { Chain } from '../../src/chain/chain.js'
import type { Connection } from '../../src/chain/connection.js'

function given(name: string): string {
	const value = process.env[name]
	if (value === undefined) throw new Error(`${name} is not set: run scripts/test-console`)
	return value
}

export const NODE = given('BOT_NODE')
export const CONSOLE = given('BOT_CONSOLE')

/** Where files can be written. They go with the chain. */
export const WORK = dirname(given('BOT_FACTS'))

/** What the script made on the chain. */
export interface Facts {
	/** DIDs of the devices, by number. */
	readonly dids: readonly string[]
	/** The evidence file that the demo made. */
	readonly evidence: string
	/** A purchase that failed, and the file of its ticket. */
	readonly failed: { readonly purchase: number; readonly ticket: string }
	/** A purchase that the machine has yet to report on. */
	readonly open: { readonly purchase: number }
}

export const facts = JSON.parse(readFileSync(given('BOT_FACTS'), 'utf8')) as Facts

/** Runs `bot` against the chain, and gives the JSON that it prints. */
export async function bot(...args: readonly string[]): Promise<unknown> {
	const { stdout } = await promisify(execFile)(given('BOT_PROGRAM'), ['--url', NODE, '--json', ...args])
	return JSON.parse(stdout)
}

let failures = 0

/** What the page asks of a node, over HTTP: what the page says can be held against it. */
export const chain = new Chain({
	call: async (method: string, ...params: readonly unknown[]) => {
		const answer = await fetch(NODE.replace('ws', 'http'), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
		})
		return ((await answer.json()) as { readonly result: unknown }).result
	},
} as Connection)

export const launch = (): Promise<Browser> =>
	chromium.launch({
		executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
		// Its sandbox does not start as root, which is what containers run as.
		args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
	})

export interface Look {
	readonly scheme?: 'light' | 'dark'
	readonly width?: number
	readonly motion?: 'reduce' | 'no-preference'
	/** What of the console's messages is no error. */
	readonly ignore?: RegExp
}

/** Opens a page of its own, and fails where the page reports an error. */
export async function withPage(browser: Browser, look: Look, test: (page: Page) => Promise<void>): Promise<void> {
	const context = await browser.newContext({
		colorScheme: look.scheme ?? 'light',
		reducedMotion: look.motion ?? 'no-preference',
		viewport: { width: look.width ?? 1280, height: 900 },
	})
	const page = await context.newPage()
	page.setDefaultTimeout(60_000)
	const errors: string[] = []
	page.on('pageerror', (error) => errors.push(error.message))
	page.on('console', (message) => {
		if (message.type() === 'error' && look.ignore?.test(message.text()) !== true) errors.push(message.text())
	})
	page.on('dialog', (dialog) => {
		errors.push(`a dialog: ${dialog.message()}`)
		void dialog.dismiss()
	})
	try {
		await test(page)
		assert.deepEqual(errors, [])
	} catch (error) {
		await shot(page, `failed-${++failures}`)
		throw error
	} finally {
		await context.close()
	}
}

/** Opens a view and waits until it has all that it shows. */
export async function open(page: Page, view: string): Promise<void> {
	await page.goto(`${CONSOLE}/#/${view}`)
	await settled(page)
}

export async function settled(page: Page): Promise<void> {
	await page.locator('main h1').waitFor()
	await page.waitForFunction(() => document.querySelector('[aria-busy]') === null)
}

/** Keeps how the page looks, for people. */
export async function shot(page: Page, name: string): Promise<void> {
	mkdirSync('screenshots', { recursive: true })
	await page.screenshot({ path: `screenshots/${name}.png`, fullPage: true })
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
	readonly id: string
	readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** Finds nothing that the rules of WCAG 2.2 A and AA, as axe knows them, forbid. */
export async function accessible(page: Page): Promise<void> {
	await page.evaluate(AXE)
	const violations = await page.evaluate(async () => {
		// What is still fading in has less contrast than it is going to have.
		await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
		const axe = (window as unknown as { axe: { run: (options: object) => Promise<{ violations: unknown }> } }).axe
		const found = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
		return found.violations
	})
	const told = (violations as readonly Violation[]).map(
		({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join('\n')}`,
	)
	assert.deepEqual(told, [])
}

/** Finds that nothing sticks out at the side. */
export async function fits(page: Page): Promise<void> {
	const wide = await page.evaluate(() => {
		const width = document.documentElement.clientWidth
		return document.documentElement.scrollWidth <= width
			? []
			: [...document.querySelectorAll('main *')]
					.filter((element) => element.getBoundingClientRect().right > width + 1)
					.map((element) => element.outerHTML.slice(0, 200))
	})
	assert.deepEqual(wide, [])
}
