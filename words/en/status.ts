// What do we say when something does not work, and on the page that says what works? Whose fault it is comes first.
import type { ClosableFunction, SiteFunction } from '../../contract/site-functions.ts'

type Said = { readonly heading: string; readonly text: string }

/** "9:02 am today", "November 12": as freshness() gives it. */
const started = (when: string): string => `It started at ${when}.`.replace(/at (?=[A-Z])/, 'on ')

/** What one can still do while it is away. */
const still: Readonly<Record<Exclude<SiteFunction, 'source' | 'counts'>, string>> = {
  everything: 'You can still call us.',
  'sign-in': 'You can still call us.',
  mail: 'You can still sign in.',
  texts: 'You can still use your app, a passkey or a recovery code.',
  records: 'You can still sign in and call us.',
}

const cannot: Readonly<Record<ClosableFunction, string>> = {
  everything: 'Nothing on this site opens.',
  'sign-in': 'Nobody can sign in.',
  mail: 'Mail comes later.',
  texts: 'Texts come later.',
  records: 'Records do not open.',
}

/** The worst first: what one can still do is said of that. */
const worstFirst: readonly ClosableFunction[] = ['everything', 'sign-in', 'records', 'mail', 'texts']
const worst = (affects: readonly ClosableFunction[]): ClosableFunction => worstFirst.find((one) => affects.includes(one)) ?? 'everything'

export const trouble = {
  region: 'News about this site',
  everything: (when: string): Said => ({ heading: 'It’s not you. We can’t open records right now.', text: `${started(when)} Nothing is lost. ${still.everything}` }),
  mail: (when: string): Said => ({ heading: 'It’s not you. Our mail is not going out right now.', text: `${started(when)} What you ask for is kept and sent later. ${still.mail}` }),
  texts: (when: string): Said => ({ heading: 'It’s not you. Our texts are not going out right now.', text: `${started(when)} ${still.texts}` }),
  'sign-in': (when: string): Said => ({ heading: 'It’s not you. Nobody can sign in right now.', text: `${started(when)} ${still['sign-in']}` }),
  records: (when: string): Said => ({ heading: 'It’s not you. Records do not open right now.', text: `${started(when)} ${still.records}` }),
  source: (name: string, when: string, asOf: string | null): Said => ({
    heading: `It’s not you. ${name} is not answering.`,
    text: `${started(when)} ${asOf === null ? 'You can still sign in.' : `You can still sign in and see your record as it was at ${asOf}.`.replace(/at (?=[A-Z])/, 'on ')}`,
  }),
  now: (affects: readonly ClosableFunction[], until: string): Said => ({ heading: 'It’s not you. We are working on this site.', text: `${worstFirst.filter((one) => affects.includes(one)).map((one) => cannot[one]).join(' ')} It ends ${until}. ${still[worst(affects)]}` }),
  soon: (affects: readonly ClosableFunction[], from: string, until: string): Said => ({ heading: `Planned work: ${from}`, text: `It lasts until ${until}. ${worstFirst.filter((one) => affects.includes(one)).map((one) => cannot[one]).join(' ')} ${still[worst(affects)]}` }),
  more: 'See what works',
} as const

export const footerStatus = {
  well: 'Everything works',
  trouble: 'Something is not working',
  planned: 'Work is planned',
  help: 'Get help, step by step',
} as const

export const functionWords = {
  everything: 'The whole site',
  'sign-in': 'Signing in',
  mail: 'Mail from us',
  texts: 'Text messages from us',
  records: 'Record pages',
  source: 'Records from a hospital',
  counts: 'Everything a hospital sent is here',
} as const satisfies Record<SiteFunction, string>

/** The page on another host. */
export const staticStatus = {
  oldAfterMinutes: 15,
  written: (when: string): string => `This page was written on ${when}. Is that more than 15 minutes ago? Then our computers may be down. It is not you.`,
  old: 'This page is old. Our computers may be down. It is not you.',
  lastKnown: (when: string): string => `The last we know is from ${when}.`,
  doesNot: 'Does not work',
  site: 'Go to the site',
} as const

export const status = {
  title: 'What works right now',
  tab: 'Status',
  tabLine: 'Is it me or you?',
  well: { heading: 'Everything works.', text: 'If you can’t get in, it is not an outage.' },
  bad: { heading: 'Something is not working.', text: 'It is not you. We know about it.' },
  away: { heading: 'Our site is down.', text: 'It is not you. We know about it.' },
  unknown: { heading: 'We can’t tell yet.', text: 'We just started. Load this page again in a minute.' },
  asOf: (when: string): string => `This is how it was at ${when}.`,
  zone: (name: string): string => `Times are ${name}.`,
  functions: 'What works',
  what: 'What',
  place: 'Place',
  when: 'When',
  long: 'How long',
  how: 'How it is',
  works: 'Works',
  since: (when: string): string => `Not working since ${when}`,
  notOffered: 'Not offered here',
  hospitals: 'By hospital',
  hospitalsLede: 'When each place last sent us records.',
  last: (when: string): string => `Last sent ${when}`,
  never: 'Nothing has come yet',
  notAnswering: (when: string): string => `Not answering since ${when}`,
  notWhole: 'Some of what it sent is still being checked.',
  notWholeOf: (name: string): string => `${name}: some of it was being checked`,
  planned: 'Planned work',
  noPlanned: 'None.',
  plannedLine: (from: string, until: string): string => `${from} to ${until}`,
  wholeSite: 'All hospitals',
  history: 'In the last 90 days',
  noHistory: 'Nothing was down.',
  lasted: (minutes: number): string => (minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : minutes < 120 ? `${minutes} minutes` : minutes < 2_880 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1_440)} days`),
  lasting: 'still not working',
  next: 'Still can’t get in?',
  nextText: 'Our help page goes through it with you, step by step.',
  help: 'Go to help',
} as const
