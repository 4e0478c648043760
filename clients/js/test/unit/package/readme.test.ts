import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { projectUrl, vectorText } from '../support.js'

const folder = projectUrl('clients/js/examples/')
const examples = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
const readme = vectorText('clients/js/README.md')

test('all code that the README shows is that of the examples', () => {
	const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, block]) => block)
	assert.ok(blocks.length >= 10)
	for (const block of blocks) {
		assert.ok(examples.some((example) => example.includes(block)), block)
	}
})

test('the README names every sub-path and every error', () => {
	const { exports: paths } = JSON.parse(vectorText('clients/js/package.json')) as {
		readonly exports: Readonly<Record<string, unknown>>
	}
	for (const path of Object.keys(paths)) {
		if (path !== './package.json') assert.ok(readme.includes(`\`bot-client${path.slice(1)}\``), path)
	}
	const source = projectUrl('clients/js/src/')
	const files = readdirSync(source, { recursive: true }).map(String)
	for (const file of files.filter((name) => name.endsWith('.ts'))) {
		const text = readFileSync(new URL(file, source), 'utf8')
		for (const [, name] of text.matchAll(/export class (\w+) extends Error/g)) {
			// It does not leave the package: what reads SCALE says InputError.
			if (name !== 'ScaleError') assert.ok(readme.includes(`\`${name}\``), name)
		}
	}
})
