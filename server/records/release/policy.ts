// The door by which release is told: records that came, policies, holds, the patient's wish, calls.
export { type Decision, type Facts, type RecordFacts, type RuleFacts, decideFacts } from './decide.ts'
export { type DecidableRow } from './facts.ts'
export { type Release, type Standing, openRelease } from './release.ts'
