export { InputError } from '../common/input.js'
export type { Request } from '../common/request.js'
export { REFUSALS, RefusedError, refusalOf, type RefusalName } from './refusal.js'
export {
	DroppedError,
	submitGeneral,
	waitForFinalized,
	type Inclusion,
	type WaitOptions,
} from './submit.js'
export {
	assembleGeneral,
	ExtensionError,
	generalTransaction,
	refuseWithoutAuthorizeCall,
	type Mortality,
} from './transaction.js'
