import { test } from 'node:test'
import { verifyEvidence } from '../../../src/evidence/index.js'
import { VECTORS } from './support.js'

const TIMES = 200

for (const { name, text, trust } of VECTORS) {
	test(`${name}: time of ${TIMES} verifications`, (context) => {
		const start = performance.now()
		for (let time = 0; time < TIMES; time += 1) verifyEvidence(text, { headerHash: trust })
		context.diagnostic(`${Math.round(performance.now() - start)} ms`)
	})
}
