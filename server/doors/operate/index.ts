// The operators' door: the installation's database, the trial's people, and what is said at start.
export { announce } from './announce.ts'
export { type Installation, openInstallation } from './installation.ts'
export { type SeededTrial, type TrialHouse, seedTrial } from './seed-trial.ts'
export { checkRecent } from './counts/check-recent.ts'
