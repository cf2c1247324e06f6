// The door where feeds come in: HL7 v2 over MLLP.
export { type MllpDoor, type MllpListening, type MllpUses, openMllp } from './mllp/listener.ts'
export { type FeedLimits, feedLimits } from './limits.ts'
