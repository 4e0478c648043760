// Verifies an evidence file, without a node: the header hash is what you trust.
//   node verify.js evidence.json 0x…
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { BrokenLinkError, FileError, verifyEvidence } from 'bot-client/evidence'

const [, , file = 'evidence.json', headerHash = ''] = argv

try {
	const { did, block, reading } = verifyEvidence(readFileSync(file), { headerHash })
	console.log('valid:', did, block.time, new TextDecoder().decode(reading))
} catch (error) {
	if (error instanceof BrokenLinkError) console.log('proves nothing:', error.link, error.reason)
	else if (error instanceof FileError) console.log('is no evidence file:', error.message)
	else throw error
}
