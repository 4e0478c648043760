export type { Anchor, HeaderAnchor } from './anchor.js'
export { AnchorError, BrokenLinkError, FileError, type Link } from './errors.js'
export { verifyEvidence, type Verdict } from './verify.js'
