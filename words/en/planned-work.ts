// What do administrators read where they announce planned work? What patients read is made of what they choose.
import type { ClosableFunction } from '../../contract/site-functions.ts'

export const closableWords = {
  everything: { label: 'The whole site', hint: 'Nothing opens.' },
  'sign-in': { label: 'Signing in', hint: 'Nobody can sign in or sign up.' },
  mail: { label: 'Mail', hint: 'Mail comes later.' },
  texts: { label: 'Text messages', hint: 'Texts come later.' },
  records: { label: 'Records', hint: 'Records do not open.' },
} as const satisfies Record<ClosableFunction, { label: string; hint: string }>

export const plannedWork = {
  title: 'Planned work',
  heading: (site: string): string => `Planned work at ${site}`,
  lede: 'Patients read it before they type, from two days ahead until it is over.',
  done: { announced: { heading: 'It is announced.', text: 'The pages show it within 10 seconds.' }, off: { heading: 'It is called off.', text: 'The pages stop showing it within 10 seconds.' } },
  now: 'Announced',
  none: 'Nothing is announced.',
  columns: ['When', 'What does not work', 'Announced by', 'Change'],
  whole: 'The whole site',
  callOff: 'Call off',
  callOffThis: (when: string): string => `: ${when}`,
  operator: 'By your IT help: only they can call it off',
  add: 'Announce planned work',
  begins: 'It begins',
  ends: 'It ends',
  day: 'Day',
  time: 'Time',
  beginsDay: 'First day',
  beginsTime: 'It begins at',
  endsDay: 'Last day',
  endsTime: 'It ends at',
  timeHint: 'Like 10 pm or 22:00, by the clock of your place.',
  affects: 'What will not work?',
  nothing: 'Choose at least one.',
  button: 'Announce it',
} as const
