import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { hex } from '../../../src/common/hex.js'
import { encodeKey, type Signature } from '../../../src/common/keys.js'
import { compact, concat, u32, u64, u8 } from '../../../src/common/scale.js'
import { encodeHeader, encodeLeaf, encodeRecord } from '../../../src/evidence/encode.js'
import { readEvidence, type Evidence } from '../../../src/evidence/file.js'
import {
	BrokenLinkError,
	evidenceFile,
	FileError,
	InputError,
	type EvidenceParts,
} from '../../../src/evidence/index.js'
import { build, ed25519Signer, headerHash, p256Signer, underHeader } from './builder.js'
import { VECTORS } from './support.js'

const encodeSignature = ({ kind, value }: Signature): Uint8Array =>
	concat([u8(kind === 'ed25519' ? 0 : 1), value])

/** The parts of which this evidence is put together, as a node and a batch give them. */
function partsOf(evidence: Evidence): EvidenceParts {
	const { rotations, delegation, first_root_key } = evidence.key_chain
	const keyChain = [
		encodeKey(first_root_key),
		compact(rotations.length),
		...rotations.flatMap(({ rotation, by_old, by_new }) => [
			encodeKey(rotation.new_key),
			by_old === undefined ? u8(0) : concat([u8(1), encodeSignature(by_old)]),
			encodeSignature(by_new),
		]),
		u8(delegation === null ? 0 : 1),
		...(delegation === null
			? []
			: [
					u32(delegation.delegation.number),
					encodeKey(delegation.delegation.key),
					u64(delegation.delegation.expires_at),
					encodeSignature(delegation.signature),
				]),
	]
	const { content, salt, index, path } = evidence.reading
	return {
		did: evidence.did,
		reading: {
			salt,
			content: content.kind === 'text' ? utf8ToBytes(content.value) : content.value,
			index,
			path,
		},
		proof: {
			genesisHash: hex(evidence.genesis_hash),
			record: hex(concat([encodeRecord(evidence.record), encodeSignature(evidence.signature)])),
			keyChain: hex(concat(keyChain)),
			recordIndex: evidence.record_index,
			recordPath: evidence.record_path.map(hex),
			leaf: hex(encodeLeaf(evidence.leaf)),
			mmrItems: evidence.mmr_items.map(hex),
			header: hex(encodeHeader(evidence.header)),
			headerHash: headerHash(evidence) as `0x${string}`,
		},
	}
}

const engine = utf8ToBytes('aura')
const data = Uint8Array.of(1, 2)
const EVIDENCE: readonly Evidence[] = [
	...VECTORS.map(({ text }) => readEvidence(text)),
	build({
		roots: [ed25519Signer(1), p256Signer(2), ed25519Signer(3)],
		recovered: [1],
		delegate: p256Signer(4),
		content: Uint8Array.of(0xff),
	}),
	underHeader(build({ roots: [p256Signer(1)] }), [
		'runtime_environment_updated',
		{ kind: 'other', value: data },
		{ kind: 'seal', value: { engine, data } },
		{ kind: 'pre_runtime', value: { engine, data } },
		{ kind: 'consensus', value: { engine, data } },
	]),
]

test('a file has every part, as it is', () => {
	for (const evidence of EVIDENCE) {
		const file = evidenceFile(partsOf(evidence))
		const { reading, ...rest } = readEvidence(file.json)
		const { reading: before, ...restBefore } = evidence
		assert.deepEqual(rest, restBefore)
		assert.deepEqual({ ...reading, content: undefined }, { ...before, content: undefined })
		assert.equal(file.headerHash, headerHash(evidence))
		assert.deepEqual(file.verdict.reading, partsOf(evidence).reading.content)
	}
})

const parts = partsOf(build({ roots: [ed25519Signer(1)] }))
const withProof = (proof: Partial<EvidenceParts['proof']>): EvidenceParts => ({
	...parts,
	proof: { ...parts.proof, ...proof },
})

test('parts that do not fit are refused', () => {
	const reading = { ...parts.reading, content: utf8ToBytes('another') }
	assert.throws(() => evidenceFile({ ...parts, reading }), (error) => {
		assert.ok(error instanceof BrokenLinkError)
		return error.link === 'Reading'
	})
	assert.throws(() => evidenceFile({ ...parts, did: `${parts.did}1` }), FileError)
})

test('an answer that cannot be read is refused by the name of its part', () => {
	for (const name of ['record', 'keyChain', 'leaf', 'header'] as const) {
		const good = parts.proof[name]
		for (const bad of [`${good}00`, good.slice(0, -2), '0x', 'nonsense']) {
			assert.throws(() => evidenceFile(withProof({ [name]: bad })), (error) => {
				assert.ok(error instanceof InputError, String(error))
				return error.message.startsWith(`${name}: `)
			})
		}
	}
	// A record of another kind; a key of an unknown type; more rotations than there are bytes.
	for (const [name, bad] of [
		['record', parts.proof.record.replace(/^0x00/, '0x01')],
		['keyChain', parts.proof.keyChain.replace(/^0x00/, '0x07')],
		['keyChain', `${parts.proof.keyChain.slice(0, 2 + 66)}feffffff`],
		['keyChain', `${parts.proof.keyChain.slice(0, 2 + 66)}0100`],
		['header', parts.proof.header.replace(/^0x(.{64})04/, '0x$10700000000')],
	] as const) {
		assert.throws(() => evidenceFile(withProof({ [name]: bad })), InputError)
	}
})
