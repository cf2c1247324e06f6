// The directory's door: organizations, what they offer, their sites and hours, their rules of age, where they have gone, and where their records come from.
export { type AgeRule, type Directory, type Organization, type Resolved, type Source, openDirectory, usualAges } from './directory.ts'
export type { MrnPlace } from './mergers.ts'
export { hostName, officialAddress } from './official-address.ts'
export { openNow } from './open-now.ts'
export { readHours } from './read-hours.ts'
export type { Site } from './sites.ts'
