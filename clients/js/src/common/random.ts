export { randomBytes } from '@noble/hashes/utils.js'
