import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseJson, type Json } from '../../../src/evidence/json.js'
import { projectFile } from '../support.js'
import { changed, outcome, placeOf, vector, writeJson } from './support.js'

const PATH = 'evidence/test-vectors/refused.json'
const shared = projectFile(PATH)

type Entry = ReadonlyMap<string, Json>

function textOf(entry: Entry, field: string): string {
	const value = entry.get(field)
	assert.equal(typeof value, 'string', `${field} of an entry of ${PATH} is a text`)
	return value as string
}

function entriesOf(value: Json | undefined): readonly Entry[] {
	assert.ok(Array.isArray(value) && value.every((each: Json) => each instanceof Map), 'a list of objects')
	return value as readonly Entry[]
}

const skip = shared === undefined && `there is no ${PATH}`

test('what is to be refused by every verifier', { skip }, async (context) => {
	const entries = entriesOf(parseJson(shared ?? ''))
	assert.ok(entries.length > 0, `${PATH} has entries`)
	for (const entry of entries) {
		await context.test(textOf(entry, 'name'), () => {
			const base = vector(textOf(entry, 'base'))
			let file: Json | undefined = parseJson(base.text)
			for (const change of entriesOf(entry.get('changes'))) {
				const removed = change.get('remove') === true
				assert.ok(removed !== change.has('value'), 'a change either removes or has a value')
				file = changed(file, placeOf(textOf(change, 'pointer')), () => change.get('value'))
			}
			const trust = entry.has('trust') ? textOf(entry, 'trust') : base.trust
			assert.equal(outcome(writeJson(file ?? null), trust), textOf(entry, 'link'))
		})
	}
})
