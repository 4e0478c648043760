import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { blake2b256, sameBytes } from '../common/hash.js'
import { encodeKey, isSigned, sameKey } from '../common/keys.js'
import { delegationMessage, rotationMessage, type Domain } from './encode.js'
import { BrokenLinkError } from './errors.js'
import type { Evidence, Key } from './file.js'

/** What the way from the device id to the key of the record shows. */
export interface KeyChain {
	/** The epochs whose root key the members put in place of one that was lost. */
	readonly recoveredEpochs: readonly number[]
	/** The delegation that the record's key rests on; null if it is the root key. */
	readonly delegation: { readonly number: number; readonly expiresAt: bigint } | null
}

/** Follows the keys from the device id to the key of the record. */
export function followKeys(evidence: Evidence, domain: Domain): KeyChain {
	const { record, key_chain: chain, leaf } = evidence
	const deviceId = blake2b256(
		utf8ToBytes('bot:device-id:v1'),
		record.provider,
		encodeKey(chain.first_root_key),
	)
	if (!sameBytes(deviceId, domain.deviceId)) {
		throw new BrokenLinkError('DeviceId', `provider and first root key give 0x${bytesToHex(deviceId)}`)
	}
	if (chain.rotations.length !== record.epoch) {
		throw new BrokenLinkError(
			'RotationCount',
			`epoch ${record.epoch} is not reached by ${chain.rotations.length} rotations`,
		)
	}
	const { rootKey, recoveredEpochs } = followRotations(chain, domain)

	if (chain.delegation === null) {
		if (!sameKey(rootKey, record.key)) {
			throw new BrokenLinkError('RootKey', "the record's key is not the root key")
		}
		return { recoveredEpochs, delegation: null }
	}
	const { delegation, signature } = chain.delegation
	if (!isSigned(delegationMessage(domain, record.epoch, delegation), signature, rootKey)) {
		throw new BrokenLinkError('Delegation', 'the root key did not sign it')
	}
	if (!sameKey(delegation.key, record.key)) {
		throw new BrokenLinkError('DelegatedKey', "the record's key is not the delegated one")
	}
	if (leaf.time >= delegation.expires_at) {
		throw new BrokenLinkError(
			'DelegationExpired',
			`it ended at ${delegation.expires_at}; the record is of ${leaf.time}`,
		)
	}
	return {
		recoveredEpochs,
		delegation: { number: delegation.number, expiresAt: delegation.expires_at },
	}
}

function followRotations(
	chain: Evidence['key_chain'],
	domain: Domain,
): { readonly rootKey: Key; readonly recoveredEpochs: readonly number[] } {
	const recoveredEpochs: number[] = []
	let rootKey = chain.first_root_key
	for (const [epoch, { rotation, by_old, by_new }] of chain.rotations.entries()) {
		const message = rotationMessage(domain, epoch, rotation.new_key)
		if (by_old === undefined) {
			recoveredEpochs.push(epoch + 1)
		} else if (!isSigned(message, by_old, rootKey)) {
			throw new BrokenLinkError('RotationByOldKey', `the root key of epoch ${epoch} did not sign it`)
		}
		if (!isSigned(message, by_new, rotation.new_key)) {
			throw new BrokenLinkError(
				'RotationByNewKey',
				`the root key of epoch ${epoch + 1} did not sign it`,
			)
		}
		rootKey = rotation.new_key
	}
	return { rootKey, recoveredEpochs }
}
