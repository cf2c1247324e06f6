// What do the pages for administrators and supervisors say: who works here, and who looked at whom?
import type { StaffRole } from '../../contract/staff-roles.ts'

export const roleDoes = {
  'front-desk': 'Helps people at the desk to sign up and to get back in.',
  supervisor: 'Decides unclear cases. Reads who looked at whom.',
  'records-office': 'Answers requests for records.',
  clinician: 'Gives care.',
  administrator: 'Adds staff and sets up this place.',
} as const satisfies Record<StaffRole, string>

export const admin = {
  title: 'Administration',
  heading: (site: string): string => `Administration of ${site}`,
  lede: 'What needs a look from you.',
  attention: 'Needs a look',
  nothing: 'Nothing needs you right now. All links are used, all sources work, and there are two administrators or more.',
  one: { title: 'There is only one administrator', line: 'If you are away, nobody can add staff. Name one more.' },
  ranOut: { title: 'A link ran out', many: (count: number): string => `${count} links ran out`, line: (names: string): string => `${names}. Send a new one.` },
  waiting: { title: 'A link is waiting', many: (count: number): string => `${count} links are waiting`, line: (names: string): string => `${names}. They have not set up their sign-in yet.` },
  off: { title: 'The counts do not add up', line: (names: string): string => `${names}. Until they do, no page says that it is all there.` },
  parked: { title: (count: number): string => (count === 1 ? '1 message could not be read' : `${count} messages could not be read`), line: (names: string): string => `From ${names}. Nothing is lost.` },
  late: { title: 'A source is late', line: (names: string): string => `${names}. People read so on their pages.` },
  more: 'Places',
} as const

export const adminStaff = {
  title: 'Staff',
  heading: 'Who works here',
  lede: (count: number): string => (count === 1 ? '1 person can sign in, or has a link to do so.' : `${count} people can sign in, or have a link to do so.`),
  add: 'Add somebody',
  columns: ['Name', 'Roles', 'Sign-in'],
  in: 'Has a sign-in',
  until: (day: string): string => `Link works until ${day}`,
  ranOut: 'Link ran out',
  done: {
    added: { heading: 'A link is on its way.', text: 'It works for 7 days, 1 time. Nobody else can see it.' },
    roles: { heading: 'The roles were changed.', text: 'They hold from the next click on. We sent a note.' },
    ended: { heading: 'The access has ended.', text: 'The next click leads to the sign-in page. We sent a note.' },
    link: { heading: 'A new link is on its way.', text: 'The old second step and all sessions ended.' },
  },
} as const

export const addStaff = {
  title: 'Add somebody',
  heading: 'Add somebody to the staff',
  lede: 'They get a link at their work email and set up their own sign-in.',
  name: 'Name',
  nameHint: 'As patients should see it in the list of who looked.',
  email: 'Work email',
  emailHint: 'The link goes there and nowhere else.',
  roles: 'What may they do?',
  button: 'Send the link',
  noRole: 'Choose at least one role.',
  noName: 'Enter the name.',
  noEmail: 'Check the email address. It needs a name, an @ sign and a place.',
  back: 'Back to staff',
} as const

export const member = {
  back: 'Back to staff',
  email: 'Work email',
  since: 'Works here since',
  signIn: 'Sign-in',
  roles: { heading: 'Roles', button: 'Change roles' },
  link: {
    heading: 'New link',
    waiting: 'The link was not used yet. A new one ends the old one.',
    lost: 'For a lost phone or a forgotten password.',
    what: 'The second step and all sessions end at once. A new link goes to the work email. The other administrators are told.',
    open: 'Send a new link',
    button: 'End the second step and send a link',
  },
  end: {
    heading: 'End the access',
    what: (name: string): string => `${name} is out at the next click. What they did stays in the list.`,
    open: 'End the access',
    button: 'End it now',
  },
  problem: { 'last-administrator': 'This is the only administrator. Make somebody else administrator first.', 'works-elsewhere': 'This person also works at another place here. Ask your IT help to send them a new link.', 'nothing-chosen': 'Choose at least one role.' } as Readonly<Record<string, string>>,
  did: { heading: 'What they did', none: 'Nothing yet.', note: (days: number): string => `The last ${days} days, the newest first.` },
} as const

export const staffTrail = {
  title: 'Who looked at whom',
  heading: 'Who looked at whom',
  lede: (site: string): string => `Each time staff of ${site} opened something about a person, and why.`,
  none: 'Nobody opened anything about a person on these days.',
  of: (deed: string, patient: string): string => `${deed}: ${patient}`,
  somebody: 'a person whose record is gone',
  why: (reason: string): string => `Why: ${reason}`,
  older: 'Show older',
  refused: 'This was not allowed.',
} as const
