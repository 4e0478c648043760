import assert from 'node:assert/strict'
import { test } from 'node:test'
import { p256 } from '@noble/curves/nist.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { base58 } from '../../../src/common/base58.js'
import { blake2b256 } from '../../../src/common/hash.js'
import { encodeKey } from '../../../src/common/keys.js'
import { dataMessage, delegationMessage } from '../../../src/evidence/encode.js'
import { readEvidence, type Evidence, type Key, type Signature } from '../../../src/evidence/file.js'
import { AnchorError, BrokenLinkError, FileError, verifyEvidence } from '../../../src/evidence/index.js'
import type { Json } from '../../../src/evidence/json.js'
import { BOTM, build, ed25519Signer, headerHash, p256Signer, underHeader, write } from './builder.js'
import { edited, number, outcome, vector, without } from './support.js'

const HASH = `0x${'5c'.repeat(32)}`
const ed = vector('valid.json')
const ecdsa = vector('valid-p256.json')

/** The vector with a change is refused because of `link`. */
function refuses(base: typeof ed, link: string, edits: Readonly<Record<string, Json>>): void {
	assert.equal(outcome(edited(base.text, edits), base.trust), link, Object.keys(edits).join())
}

/** The evidence, under a header of its own that is trusted, is refused because of `link`. */
function refusesUnderHeader(link: string, evidence: Evidence, digest?: Evidence['header']['digest']) {
	const sealed = underHeader(evidence, digest)
	assert.equal(outcome(write(sealed), headerHash(sealed)), link)
}

const withRecord = (evidence: Evidence, record: Partial<Evidence['record']>): Evidence => ({
	...evidence,
	record: { ...evidence.record, ...record },
})

test('HeaderHash: another header is trusted, or a field of the header is another', () => {
	assert.equal(outcome(ed.text, HASH), 'HeaderHash')
	assert.equal(outcome(ed.text, ecdsa.trust), 'HeaderHash')
	for (const field of ['parent_hash', 'state_root', 'extrinsics_root']) {
		refuses(ed, 'HeaderHash', { [`/header/${field}`]: HASH })
	}
	refuses(ed, 'HeaderHash', { '/header/number': number(44) })
	refuses(ed, 'HeaderHash', { '/header/digest/1/consensus/data': HASH })
	refuses(ed, 'HeaderHash', { '/header/digest/2/seal/engine': '0x61757262' })
	refuses(ed, 'HeaderHash', { '/header/digest/-': 'runtime_environment_updated' })
	assert.equal(outcome(without(ed.text, '/header/digest/1'), ed.trust), 'HeaderHash')
})

test('MmrRoot…: the header holds no root, more than one, or one of another length', () => {
	const evidence = build({ roots: [ed25519Signer(1)] })
	const root = { kind: 'consensus', value: { engine: BOTM, data: new Uint8Array(32) } } as const
	const under = (digest: Evidence['header']['digest']): Evidence => ({
		...evidence,
		header: { ...evidence.header, digest },
	})
	const short = { kind: 'consensus', value: { engine: BOTM, data: new Uint8Array(31) } } as const
	const seal = { kind: 'seal', value: root.value } as const
	for (const [link, digest] of [
		['MmrRootMissing', []],
		['MmrRootMissing', [seal]],
		['MmrRootRepeated', [root, root]],
		['MmrRootRepeated', [short, root]],
		['MmrRootLength', [short]],
		['MmrProof', [root]],
	] as const) {
		assert.equal(outcome(write(under(digest)), headerHash(under(digest))), link)
	}
})

test('LeafVersion and LeafNumber', () => {
	refuses(ed, 'LeafVersion', { '/leaf/version': number(1) })
	refuses(ed, 'LeafNumber', { '/leaf/number': number(43) })
	refuses(ed, 'LeafNumber', { '/leaf/number': number(2 ** 32 - 1) })
	const evidence = build({ roots: [ed25519Signer(1)] })
	const genesis = { ...evidence, header: { ...evidence.header, number: 0 } }
	assert.equal(outcome(write(genesis), headerHash(genesis)), 'LeafNumber')
})

test('MmrProofLength: one hash too many or too few, or the leaf of another mountain', () => {
	refuses(ed, 'MmrProofLength', { '/mmr_items/-': HASH })
	refuses(ed, 'MmrProofLength', { '/mmr_items': [] })
	assert.equal(outcome(without(ed.text, '/mmr_items/0'), ed.trust), 'MmrProofLength')
	refuses(ed, 'MmrProofLength', { '/leaf/number': number(31) })
	refuses(ed, 'MmrProofLength', { '/leaf/number': number(42) })
})

test('MmrProof: another node or another leaf', () => {
	for (let index = 0; index < 5; index += 1) refuses(ed, 'MmrProof', { [`/mmr_items/${index}`]: HASH })
	for (const field of ['block_hash', 'records_root']) refuses(ed, 'MmrProof', { [`/leaf/${field}`]: HASH })
	refuses(ed, 'MmrProof', { '/leaf/number': number(33) })
	refuses(ed, 'MmrProof', { '/leaf/count': number(8) })
	refuses(ed, 'MmrProof', { '/leaf/time': number(1_790_000_000_001n) })
})

test('RecordPath: another place, node, length or record', () => {
	refuses(ed, 'RecordPath', { '/record_index': number(4) })
	refuses(ed, 'RecordPath', { '/record_index': number(7) })
	refuses(ed, 'RecordPath', { '/record_index': number(2 ** 32 - 1) })
	refuses(ed, 'RecordPath', { '/record_path/1': HASH })
	refuses(ed, 'RecordPath', { '/record_path/-': HASH })
	refuses(ed, 'RecordPath', { '/record_path': [] })
	refuses(ecdsa, 'RecordPath', { '/record_path/-': HASH })
	refuses(ed, 'RecordPath', { '/record/model': number(4) })
	refuses(ed, 'RecordPath', { '/record/protection': 'software' })
	refuses(ed, 'RecordPath', { '/record/body/data/clock_suspect': true })
	const evidence = build({ roots: [ed25519Signer(1)] })
	const leaf = { ...evidence.leaf, count: 0 }
	const empty = { ...evidence, leaf }
	const root = { kind: 'consensus', value: { engine: BOTM, data: blake2bOfLeaf(empty) } } as const
	const sealed = { ...empty, header: { ...empty.header, digest: [root] } }
	assert.equal(outcome(write(sealed), headerHash(sealed)), 'RecordPath')
})

/** The root over the only leaf of the evidence, which differs from the built one in its count alone. */
function blake2bOfLeaf({ leaf }: Evidence): Uint8Array {
	const bytes = new Uint8Array(81)
	const view = new DataView(bytes.buffer)
	bytes.set(leaf.block_hash, 5)
	view.setBigUint64(37, leaf.time, true)
	view.setUint32(45, leaf.count, true)
	bytes.set(leaf.records_root, 49)
	return blake2b256(bytes)
}

test('DeviceId: another provider, first root key or device', () => {
	const evidence = readEvidence(ed.text)
	refuses(ed, 'DeviceId', { '/key_chain/first_root_key/ed25519': HASH })
	refusesUnderHeader('DeviceId', withRecord(evidence, { provider: new Uint8Array(32) }))
	const device_id = new Uint8Array(32).fill(7)
	const other = withRecord(evidence, { device_id })
	refusesUnderHeader('DeviceId', { ...other, did: `did:bot:dev:${base58(device_id)}` })
})

test('RotationCount: one rotation too few or too many for the epoch', () => {
	for (const epoch of [0, 2, 65535]) {
		refusesUnderHeader('RotationCount', withRecord(readEvidence(ecdsa.text), { epoch }))
	}
	refuses(ecdsa, 'RotationCount', { '/key_chain/rotations': [] })
	refusesUnderHeader('RotationCount', withRecord(readEvidence(ed.text), { epoch: 1 }))
})

test('RotationByOldKey and RotationByNewKey', () => {
	refuses(ecdsa, 'RotationByOldKey', { '/genesis_hash': HASH })
	const signature = `0x${'11'.repeat(64)}`
	const at = '/key_chain/rotations/0'
	refuses(ecdsa, 'RotationByOldKey', { [`${at}/by_old/ed25519`]: signature })
	refuses(ecdsa, 'RotationByOldKey', { [`${at}/by_old`]: new Map([['ecdsa_p256', signature]]) })
	refuses(ecdsa, 'RotationByOldKey', { [`${at}/rotation/new_key/ecdsa_p256`]: `0x02${'11'.repeat(32)}` })
	refuses(ecdsa, 'RotationByNewKey', { [`${at}/by_new/ecdsa_p256`]: signature })
	refuses(ecdsa, 'RotationByNewKey', { [`${at}/by_new`]: new Map([['ed25519', signature]]) })
	const [a, b, c] = [ed25519Signer(1), p256Signer(2), ed25519Signer(3)]
	const evidence = build({ roots: [a, b, c] })
	const [first, second] = evidence.key_chain.rotations
	assert.ok(first && second)
	const swapped = { ...evidence.key_chain, rotations: [second, first] }
	refusesUnderHeader('RotationByOldKey', { ...evidence, key_chain: swapped })
})

test('Delegation, DelegatedKey and DelegationExpired', () => {
	refuses(ed, 'Delegation', { '/genesis_hash': HASH })
	const at = '/key_chain/delegation'
	refuses(ed, 'Delegation', { [`${at}/signature/ed25519`]: `0x${'11'.repeat(64)}` })
	refuses(ed, 'Delegation', { [`${at}/delegation/number`]: number(2) })
	refuses(ed, 'Delegation', { [`${at}/delegation/expires_at`]: number(1_790_000_000_002n) })
	refuses(ed, 'Delegation', { [`${at}/delegation/key/ed25519`]: HASH })
	const evidence = readEvidence(ed.text)
	refusesUnderHeader('DelegatedKey', withRecord(evidence, { key: p256Signer(2).key }))
	const at_the_end = { ...evidence, leaf: { ...evidence.leaf, time: 1_790_000_000_001n } }
	refusesUnderHeader('DelegationExpired', at_the_end)
	const expiresAt = 1_789_999_999_999n
	refusesUnderHeader('DelegationExpired', build({ roots: [ed25519Signer(1)], delegate: p256Signer(2), expiresAt }))
})

test('RootKey: no delegation, and another key than the root key', () => {
	refuses(ed, 'RootKey', { '/key_chain/delegation': null })
	refusesUnderHeader('RootKey', withRecord(readEvidence(ecdsa.text), { key: ed25519Signer(1).key }))
})

test('RecordSignature: another signature, number or commitment', () => {
	for (const [base, type] of [[ed, 'ed25519'], [ecdsa, 'ecdsa_p256']] as const) {
		refuses(base, 'RecordSignature', { [`/signature/${type}`]: `0x${'11'.repeat(64)}` })
		refuses(base, 'RecordSignature', { [`/signature/${type}`]: `0x${'00'.repeat(64)}` })
		refuses(base, 'RecordSignature', { [`/signature/${type}`]: `0x${'ff'.repeat(64)}` })
		refusesUnderHeader('RecordSignature', withRecord(readEvidence(base.text), { seq: 8n }))
	}
	for (const [base, other] of [[ed, 'ecdsa_p256'], [ecdsa, 'ed25519']] as const) {
		const { value } = readEvidence(base.text).signature
		refuses(base, 'RecordSignature', { '/signature': new Map([[other, `0x${bytesToHex(value)}`]]) })
	}
})

test('Counts: fewer counters than readings, or none', () => {
	const roots = [ed25519Signer(1)]
	refusesUnderHeader('Counts', build({ roots, firstCounter: 5n, lastCounter: 4n }))
	refusesUnderHeader('Counts', build({ roots, firstCounter: 2n ** 64n - 1n, lastCounter: 0n }))
	const evidence = readEvidence(ed.text)
	const { commitment } = evidence.record.body.value
	const signer = ed25519Signer(1)
	const base = build({ roots: [signer] })
	for (const counts of [{ count: 0 }, { last_counter: 1011n }, { count: 14 }]) {
		const changed = { ...commitment, ...counts }
		const domain = { genesisHash: base.genesis_hash, deviceId: base.record.device_id }
		refusesUnderHeader('Counts', {
			...withRecord(base, {
				body: { kind: 'data', value: { commitment: changed, clock_suspect: false } },
			}),
			reading: evidence.reading,
			signature: signer.sign(dataMessage(domain, 0, base.record.seq, changed)),
		})
	}
})

test('Reading: another place, node, length, salt or content', () => {
	refuses(ed, 'Reading', { '/reading/index': number(5) })
	refuses(ed, 'Reading', { '/reading/index': number(13) })
	refuses(ed, 'Reading', { '/reading/path/2': HASH })
	refuses(ed, 'Reading', { '/reading/path/-': HASH })
	refuses(ed, 'Reading', { '/reading/path': [] })
	refuses(ed, 'Reading', { '/reading/salt': `0x${'00'.repeat(16)}` })
	refuses(ed, 'Reading', { '/reading/content/text': '' })
	refuses(ed, 'Reading', { '/reading/content': new Map([['hex', '0x']]) })
})

const ORDER = p256.Point.Fn.ORDER

function highS(signature: Signature): Signature {
	const s = ORDER - BigInt(`0x${bytesToHex(signature.value.subarray(32))}`)
	const high = Buffer.from(s.toString(16).padStart(64, '0'), 'hex')
	return { kind: signature.kind, value: Buffer.concat([signature.value.subarray(0, 32), high]) }
}

test('a P-256 signature with s in the upper half is refused', () => {
	const evidence = readEvidence(ecdsa.text)
	const { signature, key_chain } = evidence
	assert.equal(outcome(write({ ...evidence, signature: highS(signature) }), ecdsa.trust), 'RecordSignature')
	const rotations = key_chain.rotations.map((each) => ({ ...each, by_new: highS(each.by_new) }))
	const file = { ...evidence, key_chain: { ...key_chain, rotations } }
	assert.equal(outcome(write(file), ecdsa.trust), 'RotationByNewKey')
})

test('a P-256 key that is no point signs nothing', () => {
	for (const value of [`02${'ff'.repeat(32)}`, `04${'55'.repeat(32)}`, '00'.repeat(33)]) {
		const at = '/key_chain/rotations/0/rotation/new_key/ecdsa_p256'
		const text = without(edited(ecdsa.text, { [at]: `0x${value}` }), '/key_chain/rotations/0/by_old')
		assert.equal(outcome(text, ecdsa.trust), 'RotationByNewKey')
	}
})

test('a key of small order is refused, whatever it is to have signed', () => {
	// R is the neutral element and s is 0: by the equation alone, the key signed every message.
	const signature = { kind: 'ed25519', value: new Uint8Array(64) } as const
	signature.value[0] = 1
	const neutral: Key = { kind: 'ed25519', value: signature.value.slice(0, 32) }
	const evidence = build({ roots: [ed25519Signer(1)] })
	const { provider } = evidence.record
	const device_id = blake2b256(utf8ToBytes('bot:device-id:v1'), provider, encodeKey(neutral))
	const ofNeutral = {
		...withRecord(evidence, { device_id, key: neutral }),
		did: `did:bot:dev:${base58(device_id)}`,
		key_chain: { first_root_key: neutral, rotations: [], delegation: null },
		signature,
	}
	refusesUnderHeader('RecordSignature', ofNeutral)
	const delegation = { number: 0, key: ed25519Signer(1).key, expires_at: 2n ** 64n - 1n }
	refusesUnderHeader('Delegation', {
		...withRecord(ofNeutral, { key: delegation.key }),
		key_chain: { ...ofNeutral.key_chain, delegation: { delegation, signature } },
	})
	const domain = { genesisHash: evidence.genesis_hash, deviceId: evidence.record.device_id }
	const toNeutral = { ...delegation, key: neutral }
	refusesUnderHeader('RecordSignature', {
		...withRecord(evidence, { key: neutral }),
		signature,
		key_chain: {
			...evidence.key_chain,
			delegation: {
				delegation: toNeutral,
				signature: ed25519Signer(1).sign(delegationMessage(domain, 0, toNeutral)),
			},
		},
	})
})

test('the links are gone through in the order of the page', () => {
	const all: Record<string, Json> = {
		'/reading/salt': `0x${'00'.repeat(16)}`,
		'/signature/ed25519': `0x${'11'.repeat(64)}`,
		'/key_chain/delegation/delegation/number': number(5),
		'/record_path/0': HASH,
		'/mmr_items/0': HASH,
		'/leaf/version': number(1),
		'/header/state_root': HASH,
	}
	const links = ['HeaderHash', 'LeafVersion', 'MmrProof', 'RecordPath', 'Delegation', 'RecordSignature', 'Reading']
	for (const link of links) {
		refuses(ed, link, all)
		const last = Object.keys(all).at(-1)
		if (last !== undefined) delete all[last]
	}
})

test('an error says what it is', () => {
	const trust = { headerHash: ed.trust }
	assert.throws(() => verifyEvidence(edited(ed.text, { '/leaf/version': number(9) }), trust), {
		name: 'BrokenLinkError',
		link: 'LeafVersion',
		message: 'LeafVersion: this verifier knows no version 9',
	})
	assert.throws(() => verifyEvidence('{}', trust), FileError)
	assert.throws(() => verifyEvidence(ed.text, { headerHash: HASH }), BrokenLinkError)
	for (const headerHash of ['', ed.trust.slice(2), ed.trust.toUpperCase(), `${ed.trust}00`, `${ed.trust}\n`]) {
		assert.throws(() => verifyEvidence(ed.text, { headerHash }), AnchorError)
	}
})
