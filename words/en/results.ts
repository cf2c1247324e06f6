// Which words stand on the lists of the record: results, visits, notes, medicines and the rest?
import { longDate, monthAndYear, rangeInWords } from './dates.ts'

export const rowWords = {
  /** Short things one after the other; what the next one already says is not said twice. */
  join: (parts: readonly (string | undefined)[]): string => {
    const said = parts.filter((part): part is string => part !== undefined && part.trim() !== '').map((part) => part.trim().replace(/\.$/, ''))
    return said.filter((part, at) => !(said[at + 1] ?? '').toLowerCase().startsWith(part.toLowerCase())).join('. ')
  },
  outside: (outside: number, values: number) => (values === 1 ? 'Outside the standard range' : `${outside} of ${values} outside the standard range`),
  critical: 'Far outside the standard range',
  in: 'In standard range',
  allIn: (values: number) => `All ${values} in standard range`,
  someIn: (inside: number, values: number) => `${inside} of ${values} have a range, all in it`,
  notFinal: 'Not final',
  corrected: 'Corrected',
  cancelled: 'Cancelled',
  mistake: 'Entered by mistake',
  unsigned: 'Not signed yet',
  missed: 'Missed',
  notGiven: 'Not given',
  unconfirmed: 'Not confirmed',
  now: 'Now',
  stopped: 'Stopped',
  of: (item: string, day: string) => (day === '' ? item : `${item}, ${day}`),
  noDate: 'No date given',
  prescribed: (when: string) => `Prescribed ${when}`,
  since: (when: string) => `Since ${when}`,
  sinceUntil: (from: string, to: string) => `${from} to ${to}`,
  given: (when: string) => `Given ${when}`,
  pictures: 'The pictures are not shown here',
  measured: (count: number) => (count === 1 ? '1 number' : `${count} numbers`),
} as const

/** Dates of the first and the last one; what is a month old or newer ends "today". */
type Spanned = { readonly first: string | null; readonly last: string | null; readonly now: Date; readonly zone: string }
const monthMs = 31 * 86_400_000

/** "You have 64 test results, from March 2011 to today." */
function span(count: string, { first, last, now, zone }: Spanned): string {
  if (first === null || last === null) return `You have ${count}.`
  const [from, to] = [monthAndYear(first, zone), now.getTime() - Date.parse(last) < monthMs ? 'today' : monthAndYear(last, zone)]
  return from === to ? `You have ${count}, from ${from}.` : `You have ${count}, from ${from} to ${to}.`
}

export const lists = {
  results: {
    title: 'Test results',
    lede: span,
    none: 'You have no test results here yet.',
    filter: 'Choose which results to show',
    words: 'Test, doctor or place',
    show: 'Show results',
    last3: 'Last 3 months',
    all: (count: number) => `All ${count}`,
    found: (count: number, range: string) => `${count} ${count === 1 ? 'result' : 'results'} ${range}.`,
    foundWords: (count: number, words: string, range: string) => `${count} ${count === 1 ? 'result' : 'results'} for “${words}”${range === '' ? '' : ` ${range}`}.`,
    noneIn: (range: string) => `No test results ${range}`,
    noneFor: (words: string, range: string) => `No test results for “${words}”${range === '' ? '' : ` ${range}`}`,
    clear: (count: number) => `Clear dates, show all ${count}`,
    showAll: (count: number) => `Show all ${count}`,
    others: (count: number) => `You have ${count} at other times.`,
    lookElsewhere: 'Look in scans, notes and letters too',
    download: 'Download checked as one PDF',
    csv: 'Spreadsheet (CSV)',
    csvAll: 'Spreadsheet of these results (CSV)',
    seeVisit: 'See the visit and its summary',
    noVisit: (date: string) => `${date}: not from a visit`,
    undated: 'No date given',
    visitWith: (date: string, who: string) => `${date}: visit with ${who}`,
    visitOf: (date: string, what: string) => `${date}: ${what}`,
    missing: 'Don’t see what you need?',
    wayLink: (count: number) => `On the way: ${count} ${count === 1 ? 'thing is' : 'things are'} not ready yet. See when`,
    recordsOffice: (phone: string) => `Ask the records office for something that is missing: ${phone}`,
    oneDay: (day: string) => `Test results, ${longDate(day)}`,
    named: (from: string | undefined, to: string | undefined) => (from === undefined && to === undefined ? 'Test results' : `Test results ${rangeInWords(from, to)}`),
    chooseOne: 'Check at least one result, then choose again.',
  },
  visits: {
    title: 'Visits and notes',
    lede: span,
    filter: 'Choose which visits to show',
    show: 'Show visits',
    noneIn: (range: string) => `No visits ${range}`,
    found: (count: number, range: string) => `${count} ${count === 1 ? 'visit' : 'visits'} ${range}.`,
    notesLink: 'All notes from your care team',
    crumb: (year: string) => `Visits and notes, ${year}`,
    why: 'Why you came',
    who: 'Who you saw',
    measured: 'Measured',
    changed: 'Medicines from this visit',
    asks: 'What you are asked to do:',
    allOf: { medicine: 'All your medicines', vaccine: 'All your vaccines' },
    fromThis: 'From this visit',
    notIn: (things: string) => `Not in the file yet: ${things}.`,
    reason: 'Reason',
    next: 'What comes next',
  },
  notes: { title: 'Notes from your care team', filter: 'Choose which notes to show', show: 'Show notes' },
  documents: { title: 'Letters and documents' },
  imaging: { title: 'Imaging reports', note: 'These are the reports. The pictures are not shown here.' },
  medicines: { title: 'Medicines', now: 'You take these now', past: 'Stopped or finished', noneNow: 'No medicine is marked as taken now.', careful: 'This list is what your hospital has. Tell them about anything else you take.' },
  vaccines: { title: 'Vaccines', all: 'Download this list (PDF)' },
  conditions: { title: 'Health conditions', now: 'Active now', past: 'Over or not active', social: 'About your life and home', socialNote: 'Your care team wrote these down because life at home can affect health.' },
  allergies: { title: 'Allergies', now: 'Allergies', past: 'Over or ruled out' },
  doctors: { title: 'Doctors you have seen', heading: 'The last one seen comes first', times: (count: number) => (count === 1 ? '1 visit' : `${count} visits`), last: (when: string) => `Last on ${when}`, more: (count: number) => `${count} more saw you longer ago.` },
  appointments: { title: 'Appointments', coming: 'Coming', past: 'Past', noneComing: 'You have no appointment coming up that we know of.', change: (phone: string) => `To make, change or cancel one, call ${phone}.` },
  timeline: { title: 'Everything, newest first', lede: 'All that your hospital shows you, by month.', openTitle: 'What is here, newest first', openLede: 'By month.', undated: 'No date given' },
  vitals: { title: 'Blood pressure, weight and more' },
  asOf: (when: string) => `As of ${when}.`,
  asOfFrom: (name: string, when: string, down: boolean) => `From ${name}: as of ${when}${down ? ', not reached since' : ''}.`,
  older: (shown: number, total: number) => `${shown} of ${total} shown.`,
  shownSoFar: (count: number) => `${count} shown.`,
  showOlder: 'Show older',
  wayTitle: 'On the way',
  removedTitle: 'Taken back by the source',
  rangeBackwards: 'The first day is after the last day.',
  dateNotUnderstood: 'We could not read this date. Write it like 04/12/2026.',
  backTo: { results: 'Test results', visits: 'Visits and notes', imaging: 'Imaging reports', notes: 'Notes', home: 'Home', medicines: 'Medicines', vaccines: 'Vaccines', conditions: 'Health conditions', allergies: 'Allergies', appointments: 'Appointments' },
} as const

export const find = {
  title: 'Find in your record',
  label: 'Find anything in your record',
  hint: 'A test, a doctor, a place or a date, like “April 12” or “Dr. Chen 2024”',
  understood: (what: string) => `We looked for: ${what}`,
  found: (count: number, what: string) => `${count} ${count === 1 ? 'thing' : 'things'} found: ${what}.`,
  foundFirst: (count: number, what: string) => `The newest ${count} found: ${what}.`,
  none: (what: string) => `Nothing found: ${what}`,
  noneHelp: 'Check the spelling, or use fewer words. A doctor’s last name, a test or a date is enough.',
  words: (words: string) => `“${words}”`,
  all: 'Everything, newest first',
  empty: 'Type a test, a doctor, a place or a date.',
  old: 'This search is too old. Type it again.',
} as const
