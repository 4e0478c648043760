#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { AnchorError, BrokenLinkError, FileError } from './errors.js'
import { quote, quoteShort } from './quote.js'
import { verifyEvidence, type Verdict } from './verify.js'

const USAGE = `bot-verify FILE --trust 0x…

Verifies the evidence in FILE against the hash of a finalized header that you trust.

exit 0  the evidence is valid, and what it proves is printed
exit 1  a link is broken; its name and the reason are printed
exit 2  FILE is no evidence file, or this was called in a wrong way
`

/** Called in a wrong way. */
class UsageError extends Error {}

interface Call {
	readonly file: string
	readonly headerHash: string
}

/** What the arguments ask for; nothing if they ask for help. */
function readArguments(args: readonly string[]): Call | undefined {
	const { values, positionals } = parse(args)
	if (values.help === true) return undefined
	const [file, ...files] = positionals
	const [headerHash, ...hashes] = values.trust ?? []
	if (file === undefined || files.length > 0) throw new UsageError('one FILE is needed')
	if (headerHash === undefined || hashes.length > 0) throw new UsageError('one --trust is needed')
	return { file, headerHash }
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			allowPositionals: true,
			options: { trust: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
		})
	} catch (error) {
		throw new UsageError(quote(reasonOf(error)))
	}
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function readBytes(file: string): Uint8Array {
	try {
		return readFileSync(file)
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : reasonOf(error)
		throw new UsageError(`cannot read ${quoteShort(file)}: ${code}`)
	}
}

/** The last moment that a date can tell. */
const LAST_DATE = 8_640_000_000_000_000n

const time = (milliseconds: bigint): string =>
	milliseconds > LAST_DATE
		? `${milliseconds} ms after 1970`
		: new Date(Number(milliseconds)).toISOString()

/** The content of a reading comes from outside: it is quoted where it is text, and hexadecimal where not. */
function content(bytes: Uint8Array): string {
	try {
		return quote(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
	} catch {
		return `0x${Buffer.from(bytes).toString('hex')}`
	}
}

function report(verdict: Verdict): string {
	const { key, delegation, recoveredEpochs, takenAt, block, header, place } = verdict
	const role =
		delegation === null
			? 'root key'
			: `delegated, number ${delegation.number}, until ${time(delegation.expiresAt)}`
	const lines = {
		valid: 'as far as the header is trusted',
		did: `${verdict.did} (the network label is not proven)`,
		chain: verdict.genesisHash,
		device: verdict.deviceId,
		provider: verdict.provider,
		operator: verdict.operator,
		model: verdict.model,
		key: `${key.type} ${key.bytes}, ${role}`,
		protection: verdict.protection,
		epoch: verdict.epoch,
		'recovered epochs': recoveredEpochs.length === 0 ? 'none' : recoveredEpochs.join(', '),
		'sequence number': verdict.seq,
		'taken, by the device': `${time(takenAt.first)} to ${time(takenAt.last)}`,
		'received, by the chain': `${time(block.time)}, block ${block.number} ${block.hash}`,
		'before header': `${header.number} ${header.hash}`,
		'clock suspect': verdict.clockSuspect ? 'yes' : 'no',
		place: `${place.index} of ${place.count}, from 0`,
		'content format': verdict.content,
		reading: content(verdict.reading),
	}
	const width = Math.max(...Object.keys(lines).map((name) => name.length))
	return Object.entries(lines)
		.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`)
		.join('')
}

function run(args: readonly string[]): number {
	try {
		const call = readArguments(args)
		if (call === undefined) {
			process.stdout.write(USAGE)
			return 0
		}
		const verdict = verifyEvidence(readBytes(call.file), { headerHash: call.headerHash })
		process.stdout.write(report(verdict))
		return 0
	} catch (error) {
		if (error instanceof BrokenLinkError) {
			process.stdout.write(`broken: ${error.message}\n`)
			return 1
		}
		if (error instanceof FileError) {
			process.stderr.write(`no evidence file: ${error.message}\n`)
			return 2
		}
		if (error instanceof UsageError || error instanceof AnchorError) {
			process.stderr.write(`${error.message}\n\n${USAGE}`)
			return 2
		}
		throw error
	}
}

// Who reads the output may close it early; the exit code still tells the result.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
process.exitCode = run(process.argv.slice(2))
