// The directory's door: organizations, their rules of age, and where their records come from.
export { type AgeRule, type Directory, type Organization, type Source, openDirectory, usualAges } from './directory.ts'
