import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base58 } from '../../../src/common/base58.js'
import { FileError, verifyEvidence } from '../../../src/evidence/index.js'
import { JsonNumber, parseJson } from '../../../src/evidence/json.js'
import { vectorText } from '../support.js'
import { edited, number, outcome, vector, without } from './support.js'

const { text, trust } = vector('valid.json')

/** The text is refused as a file, and the message says why. */
function refuses(input: string | Uint8Array, message: RegExp): void {
	assert.throws(
		() => verifyEvidence(input, { headerHash: trust }),
		(error) => error instanceof FileError && message.test(error.message),
		String(message),
	)
}

test('JSON is read as RFC 8259 has it', () => {
	const value = parseJson(' { "a" : [ 1 , -2.50e+3 , true , false , null , { } , [ ] ] , "b":"" } ')
	const items = [new JsonNumber('1'), new JsonNumber('-2.50e+3'), true, false, null, new Map(), []]
	assert.deepEqual(value, new Map<string, unknown>([['a', items], ['b', '']]))
	assert.equal(parseJson('"x\\u00e9\\n\\ud83d\\ude00é"'), 'xé\n😀é')
	const wrong = [
		'', ' ', '{', '}', '[', '[1', '[1,', '[1,]', '[,1]', '[1 2]', '{"a"}', '{"a":}', '{"a":1,}', '{a:1}',
		"{'a':1}", '{"a" 1}', '{,}', '01', '+1', '-', '1.', '.5', '1e', '0x1', 'NaN', 'Infinity', 'nul', 'nullnull', 'True',
		'1 1', '"', '"\\"', '"\\x"', '"\\u12g4"', '"\n"', '"\t"', '"\u0000"',
		'\ufeff1', '\u00a01', '1//',
		'"\\ud800"', '"\ud800"', '"\\ude00\\ud83d"',
	]
	for (const each of wrong) assert.throws(() => parseJson(each), FileError, each)
})

test('no field is there twice, be it the same or spelt in another way', () => {
	refuses(text.replace('{', '{"version":1,'), /"version" is there twice/)
	refuses(text.replace('{', '{"versio\\u006e":1,'), /"version" is there twice/)
	refuses(text.replace('"seq": 7', '"seq": 7, "seq": 7'), /"seq" is there twice/)
})

test('every field is there, and no other', () => {
	refuses(without(text, '/record/operator'), /^record has no field "operator"/)
	refuses(edited(text, { '/record/colour': 'red' }), /^record has an unknown field "colour"/)
	refuses(edited(text, { '/__proto__': new Map() }), /has an unknown field "__proto__"/)
	refuses(edited(text, { '/reading/content/hex': '0x' }), /^reading.content has more than one field/)
	refuses(edited(text, { '/signature': new Map() }), /^signature names no kind/)
	refuses(edited(text, { '/signature': new Map([['toString', '0x']]) }), /^signature is of an unknown kind/)
	const byOld = '/key_chain/rotations/0/by_old'
	refuses(edited(vector('valid-p256.json').text, { [byOld]: null }), /by_old is no object/)
})

test('bytes have one form', () => {
	const hash = 'ab'.repeat(32)
	const upper = `0x${hash.toUpperCase()}`
	for (const wrong of [hash, `0X${hash}`, upper, `0x${hash}\n`, ` 0x${hash}`, `0x${hash}a`, '0xg0', '']) {
		refuses(edited(text, { '/genesis_hash': wrong }), /^genesis_hash is not 0x/)
	}
	refuses(edited(text, { '/genesis_hash': `0x${hash}ab` }), /^genesis_hash has 33 bytes and not 32/)
	refuses(edited(text, { '/mmr_items/2': '0x' }), /^mmr_items\[2\] has 0 bytes and not 32/)
})

test('integers have one form, and the range of their type', () => {
	for (const wrong of ['-0', '-1', '7.0', '7e0', '70e-1', '18446744073709551616', '9'.repeat(30)]) {
		refuses(edited(text, { '/record/seq': new JsonNumber(wrong) }), /^record.seq is no integer of 64 bits/)
	}
	refuses(edited(text, { '/record/seq': '7' }), /^record.seq is no integer/)
	for (const [pointer, bits] of [
		['/record/model', 32],
		['/record/epoch', 16],
		['/record/seq', 64],
		['/leaf/version', 8],
		['/leaf/number', 32],
		['/record/body/data/commitment/content', 16],
	] as const) {
		refuses(edited(text, { [pointer]: number(2n ** BigInt(bits)) }), new RegExp(`is no integer of ${bits} bits`))
		assert.notEqual(outcome(edited(text, { [pointer]: number(2n ** BigInt(bits) - 1n) }), trust), 'File')
	}
})

test('another type or version is told as such, whatever the other fields are', () => {
	refuses('{"type":"bot-evidence","version":2,"new":true}', /is of version 2/)
	refuses('{"version":1}', /is not of the type bot-evidence/)
	refuses('{"type":"other","version":2}', /is not of the type bot-evidence/)
	refuses('{"type":"bot-evidence"}', /^version is no integer/)
	refuses('{"type":"bot-evidence","version":"1"}', /^version is no integer/)
	refuses('[]', /^the file is no object/)
})

test('the text is UTF-8, without a byte order mark', () => {
	refuses(Buffer.from(text, 'utf16le'), /^no JSON|is not UTF-8/)
	refuses(Buffer.concat([Buffer.from([0xff]), Buffer.from(text)]), /is not UTF-8/)
	refuses(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]), /^no JSON/)
	refuses(edited(text, { '/reading/content/text': '\ud800' }), /half of a surrogate pair/)
})

test('the DID is that of the device, in its only form', () => {
	const ids = JSON.parse(vectorText('pallets/primitives/test-vectors/vectors.json')) as {
		device_ids: readonly { device_id: string; did: string }[]
	}
	for (const { device_id, did } of ids.device_ids) {
		assert.equal(`did:bot:dev:${base58(Buffer.from(device_id.slice(2), 'hex'))}`, did)
	}
	assert.equal(base58(new Uint8Array(32)), '1'.repeat(32))
	assert.equal(base58(utf8ToBytes('\0\0Hello World!')), '112NEpo7TZRRrLZSi2U')
	const id = 'D4hTvS6bWh2QxcZiadM4EJBnSkqy1yeT4MKwRKaoz3p2'
	for (const wrong of ['', 'bot:dev:', 'did:bot:', 'did:bot:dev', 'did:bot:dev:1', 'DID:bot:dev:']) {
		refuses(edited(text, { '/did': `${wrong}${id}` }), /^did is not/)
	}
	for (const wrong of ['\n', '1', '#key', '?versionId=1', ':']) {
		refuses(edited(text, { '/did': `did:bot:dev:${id}${wrong}` }), /^did is not/)
	}
})

test('messages do not carry control characters of the file', () => {
	refuses(edited(text, { '/\u001b[2J\u202e': null }), /^[\x20-\x7e]*$/)
})
