import { InputError } from '../common/input.js'
import { nodeError, type NodeError, type Request } from '../common/request.js'
import { RpcError } from './errors.js'
import { rpc, type BotRpc, type Definition } from './methods.js'

/**
 * The methods of a node as functions, over whatever sends requests. They reject with an `RpcError` where
 * the node answers with an error, with an `InputError` for a number that JSON would not keep, and as
 * `request` does where there is no answer.
 */
export function botRpc(request: Request): BotRpc {
	const sections = Object.entries(rpc).map(([section, methods]) => [
		section,
		Object.fromEntries(
			Object.entries<Definition>(methods).map(([name, { params }]) => [
				name,
				caller(request, `${section}_${name}`, params.map(({ name }) => name)),
			]),
		),
	])
	return Object.fromEntries(sections) as BotRpc
}

function caller(request: Request, method: string, names: readonly string[]) {
	return async (...args: readonly unknown[]): Promise<unknown> => {
		const params = args.slice(0, names.length).map((value, at) => {
			if (typeof value === 'number' && !Number.isSafeInteger(value)) {
				throw new InputError(`${names[at]}: ${value} is no integer up to 2^53 − 1`)
			}
			return value ?? null
		})
		try {
			return await request(method, params)
		} catch (error) {
			const answered = nodeError(error)
			if (answered === undefined || error instanceof RpcError) throw error
			throw new RpcError(method, answered.code, reasonOf(answered), answered.data)
		}
	}
}

/** polkadot.js puts the code before the message, and the data behind it. */
function reasonOf({ code, data, message }: NodeError): string {
	const [before, behind] = [`${code}: `, typeof data === 'string' ? `: ${data}` : '']
	if (!message.startsWith(before)) return message
	const end = behind !== '' && message.endsWith(behind) ? -behind.length : undefined
	return message.slice(before.length, end)
}
