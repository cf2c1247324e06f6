// The door of identity: letters with codes, and joining with one.
export { squareOf } from './letter.ts'
export type { IssuedLetter } from './letter.ts'
export type { FirstFactor, Proven } from './finish.ts'
export { type Identity, type IdentityUses, openIdentity } from './identity.ts'
export type { CodeGiven, Joining } from './joining.ts'
