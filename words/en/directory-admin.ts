// What do the pages say on which an administrator keeps the doors of their organizations, and corrects the wider directory?
import type { ChangedThing } from '../../contract/mergers.ts'
import type { CodeChannel, LeadingZeros, ProofKind, SignUpWay } from '../../contract/offers.ts'
import { weekdayNames } from './hours.ts'

export const directoryAdmin = {
  nav: 'Hospitals and sites',
  title: 'Hospitals and sites',
  lede: 'What people find, and what they read at each door.',
  yours: 'Your organizations',
  columns: ['Name', 'How accounts begin', 'Sites'],
  sites: (count: number) => (count === 1 ? '1 site' : `${count} sites`),
  add: 'Add an organization',
  addLede: 'It gets a door of its own. Your administrators look after it.',
  shortName: 'Short name',
  shortNameHint: 'It stands in web addresses and stays for ever, like pier-street.',
  wider: 'Places that use another site',
  widerText: 'They come from public lists. Correct what is wrong; a new list does not undo it.',
  find: 'Find one to correct',
  addEntry: 'Add a place',
  held: 'Kept back',
  heldText: 'Nobody finds these until somebody looks at them.',
  heldWhy: { 'no-name': 'It has no name.', 'mixed-alphabets': 'Its name mixes letters of two alphabets.', 'like-official': 'Its address looks like an official one.', removed: 'It was taken out.' },
  back: 'Hospitals and sites',
  door: 'See its door',
  change: 'Change',
  addOne: 'Add',
  remove: 'Remove',
  changes: 'Last changes',
  noChanges: 'No changes yet.',
  undo: 'Undo',
  undone: 'Undone',
  changed: (what: string, who: string, when: string) => `${what}. ${who}, ${when}`,
  check: 'Check the change',
  checkTitle: 'Is this right?',
  checkLede: 'People see it as soon as you save.',
  checkColumns: ['', 'Before', 'After'],
  nothing: 'Nothing changes.',
  save: 'Save',
  goBack: 'Change something',
  saved: 'Saved. People see it now.',
  undoneNow: 'The change is undone.',
  empty: '–',
  added: 'Added',
  removed: 'Removed',
  notYours: 'To join with an organization that is not in your list, ask your operator.',
} as const

export const aspectWords = {
  about: { title: 'Name and telephone', one: 'Name and telephone', fields: { name: 'Name', phone: 'Telephone', recordsPhone: 'Records office', address: 'Address', timeZone: 'Time zone' } },
  offer: { title: 'How accounts begin', one: 'How accounts begin', fields: { signUp: 'New accounts', proofs: 'Proofs a person may choose from', leadingZeros: 'Zeros in front of record numbers', codes: 'Ways codes are sent', elsewhereName: 'Name of the other site', elsewhereUrl: 'Address of the other site', inPersonNote: 'What to bring' } },
  site: { title: 'Sites and hours', one: 'Site', fields: { name: 'Name', line: 'Street', town: 'Town', region: 'State', postalCode: 'Postal code', phone: 'Telephone', place: 'Order', ...Object.fromEntries(weekdayNames.map((day, at) => [`day${at}`, day])), days: 'Days that are not like their weekday' } as Readonly<Record<string, string>> },
  name: { title: 'Other names', one: 'Name', fields: { name: 'Name', use: 'What it is', validFrom: 'From', validUntil: 'Until' } },
  doctor: { title: 'Doctors', one: 'Doctor', fields: { name: 'Name', specialty: 'Specialty' } },
  clue: { title: 'What mail and bills carry', one: 'Clue', fields: { kind: 'What it is', value: 'The words, or the domain' } },
  merger: { title: 'Part of another organization', one: 'Merger', fields: { into: 'It becomes part of', kind: 'How', from: 'From', mrnPrefix: 'Letters before old record numbers', changed: 'What changes for people' } },
  entry: { title: 'A place that uses another site', one: 'Place', fields: { name: 'Name', names: 'Other names', line: 'Street', town: 'Town', region: 'State', postalCode: 'Postal code', phone: 'Telephone', portalName: 'Name of its site', portalUrl: 'Address of its site', website: 'Its public website', senders: 'Domains its mail comes from', confirmed: 'Asked there', removed: 'Take it out' } },
} as const

export const hintWords: Readonly<Record<string, string>> = {
  day0: 'Like 9 am-4 pm, or 8:30-12, 13-17. Leave empty when closed.',
  days: 'One a line: 2026-11-26 closed Thanksgiving. Or: 2026-12-24 9 am-noon; Christmas Eve.',
  place: '0 comes first. Its desk is meant when none is named.',
  validFrom: 'Like 2026-01-31. May stay empty.',
  validUntil: 'The first day it no longer holds. May stay empty.',
  value: 'A domain, like lakeside.example. Or words that stand on bills.',
  elsewhereUrl: 'Only for another site. It begins with https://.',
  inPersonNote: 'Only for codes in person. “Bring a photo ID to the desk.”',
  mrnPrefix: 'Like SB, if SB-1234 is the old 1234. May stay empty.',
  from: 'Like 2027-01-31. It begins at midnight.',
  names: 'One a line.',
  senders: 'One a line.',
  portalUrl: 'It begins with https://. Read it letter by letter.',
}

export const signUpWords = { online: 'Online', 'in-person': 'With a code given in person', elsewhere: 'On another site', closed: 'Not now' } as const satisfies Record<SignUpWay, string>
export const proofWords = { mrn: 'Record number', phone: 'Phone on file', email: 'Email on file', address: 'Home address on file', ssn4: 'Last 4 of the SSN' } as const satisfies Record<ProofKind, string>
export const channelWords = { letter: 'Letter', mail: 'Email', text: 'Text message', desk: 'At the desk' } as const satisfies Record<CodeChannel, string>
export const zeroWords = { significant: 'They count: 0012 is not 12', ignored: 'They do not count: 0012 is 12' } as const satisfies Record<LeadingZeros, string>
export const nameUseWords = { official: 'Official name', former: 'Former name', alias: 'Also called so', bill: 'Stands on bills' } as const
export const clueKindWords = { 'sender-domain': 'Domain its mail comes from', 'web-address': 'Its public website', 'bill-phrase': 'Words on its bills' } as const
export const mergerKindWords = { merged: 'It merged', renamed: 'Only the name is new' } as const
export const changedWords = { name: 'The name', phone: 'The phone number', address: 'The address', email: 'The email sender', bills: 'The bills', portal: 'The site' } as const satisfies Record<ChangedThing, string>
export const yesWords = { yes: 'Yes' } as const
