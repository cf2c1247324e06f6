// The door where feeds come in: HL7 v2 over MLLP, FHIR and clinical documents by push.
export { type FeedsDoor, type FeedsDoorUses, openFeedsDoor } from './door.ts'
export { type FeedLimits, feedLimits } from './limits.ts'
