// Why is something not here? One sentence and one next step for each code of the closed list.
import type { Absence, AbsenceCode } from '../../contract/shown.ts'
import { longDate, nearDate } from './dates.ts'
import { recordKindWords } from './record-kinds.ts'

export type AbsenceWords = {
  /** A few words beside the thing's name. */
  readonly tag: string
  readonly say: (absence: Absence, about: Place) => string
  readonly next?: (absence: Absence, about: Place) => string
}

/** Where the person is: today, the time zone, and who can be called. */
export type Place = { readonly now: Date; readonly zone: string; readonly phone: string | null; readonly recordsPhone: string | null }

const on = (iso: string, { now, zone }: Place) => nearDate(iso, now, zone)
const from = (absence: Absence) => absence.organization ?? 'Your hospital'
const call = (_absence: Absence, about: Place) => (about.phone === null ? 'Ask at your next visit.' : `Questions? Call ${about.phone}.`)
const callRecords = (_absence: Absence, about: Place) => (about.recordsPhone === null ? call(_absence, about) : `You can get a copy from the records office: ${about.recordsPhone}.`)
const many = (absence: Absence) => (absence.kind === null ? 'records' : recordKindWords[absence.kind].many)
/** Their own words for people, as they wrote them. */
const said = (words: string | null) => (words === null ? '' : ` ${words.trim().replace(/([^.!?])$/, '$1.')}`)
const reason = (basis: string | null) => (basis === null ? '' : ` Reason: ${basis.replace(/\.$/, '')}.`)

export const absenceWords = {
  ordered: { tag: 'Ordered', say: (a, p) => (a.since === null ? 'Ordered. Not taken yet.' : `Ordered on ${on(a.since, p)}. Not taken yet.`), next: call },
  'in-progress': { tag: 'In the lab', say: () => 'The lab is still working on it. We show it as soon as it is done.', next: call },
  'being-read': { tag: 'Being read', say: () => 'A doctor has to read it and sign. We show it as soon as it is signed.', next: call },
  later: {
    tag: 'Shown later',
    say: (a, p) => (a.until === null ? `${from(a)} shows this later.${reason(a.basis)}` : `${from(a)} shows this on ${on(a.until, p)}.${reason(a.basis)}`),
    next: call,
  },
  'your-choice': {
    tag: 'Ready, waiting for you',
    say: (a, p) => `It is ready. You asked us to wait until ${a.who ?? 'your doctor'} calls you.${a.until === null ? '' : ` We show it on ${on(a.until, p)} at the latest.`}`,
    next: (a, p) => (p.phone === null ? 'Ask us to show it now at your next visit.' : `Do you want to see it now? Call ${p.phone}.`),
  },
  held: {
    tag: 'Not shown yet',
    say: (a, p) => (a.until === null ? `Not shown here for now.${reason(a.basis)}` : `Not shown here until a review on ${on(a.until, p)}.${reason(a.basis)}`),
    next: (a, p) => (a.who === null ? call(a, p) : `Ask ${a.who}.`),
  },
  'source-down': {
    tag: 'Not reached',
    say: (a, p) => (a.kind === null ? `We can’t reach ${from(a)} right now.${a.since === null ? '' : ` This list is from ${on(a.since, p)}.`} Newer records may be missing.${said(a.basis)}` : `We can’t say if ${from(a)} has ${many(a)} for you. We can’t reach it right now.`),
    next: () => 'It’s not you. Try again in a few minutes.',
  },
  'source-incomplete': {
    tag: 'Not all here',
    say: (a) => (a.kind === null ? `Something that ${from(a)} sent is not here yet. We know, and we look for it.` : `We can’t say yet if ${from(a)} has ${many(a)} for you. Something it sent is not here yet.`),
    next: (a, p) => (p.recordsPhone === null ? call(a, p) : `Need it now? Call the records office: ${p.recordsPhone}.`),
  },
  elsewhere: { tag: 'At another place', say: (a) => `${from(a)} has not sent ${a.what === null ? 'this' : a.what} to us.`, next: callRecords },
  'not-online': { tag: 'Not online', say: (a) => `${a.what ?? 'This'} can’t be shown here.`, next: callRecords },
  'on-paper': { tag: 'On paper', say: (a, p) => `Records before ${a.until === null ? 'this system' : longDate(a.until, p.zone)} are on paper.`, next: callRecords },
  private: { tag: 'Private', say: () => 'Some parts are private. You see this note for every teen.' },
  removed: { tag: 'Removed', say: (a, p) => (a.since === null ? `${from(a)} took this back.` : `${from(a)} took this back on ${on(a.since, p)}.`), next: call },
  filtered: { tag: 'At other times', say: (a) => `You have ${a.count ?? 0} at other times.` },
  'said-none': {
    tag: 'None',
    say: (a, p) => `${a.what ?? `No known ${many(a)}`}${a.who === null ? '' : `, said ${a.who}`}${a.since === null ? '' : ` on ${longDate(a.since, p.zone)}`}.`,
    next: (_a, p) => (p.phone === null ? 'Tell them if that is wrong.' : `Is that wrong? Call ${p.phone}.`),
  },
  'none-on-file': { tag: 'None on file', say: (a) => `${from(a)} has no ${many(a)} on file for you.`, next: (_a, p) => (p.phone === null ? 'Tell them if that is wrong.' : `Is that wrong? Call ${p.phone}.`) },
} as const satisfies Record<AbsenceCode, AbsenceWords>

export const absenceText = {
  /** Only a kind may be told. */
  kindWaits: (kind: string, count: number) => (count === 1 ? `1 ${kind}` : `${count} ${kind}`),
  notAll: 'This may not be everything.',
  onTheWay: 'On the way',
  shownOn: (when: string) => `Shown on ${when}`,
  notHereYet: 'From these dates, not here yet',
  picturesNotYet: 'Pictures, not here yet',
  notFromVisit: 'From this visit, not here yet',
  steps: {
    ordered: 'Ordered',
    taken: 'Taken',
    pictureTaken: 'Pictures taken',
    written: 'Visit',
    atLab: 'The lab is working on it',
    read: 'A doctor is reading it',
    signing: 'Being written and signed',
    inRecord: 'In your record',
    now: 'Now',
    nowSince: (when: string) => `Now, since ${when}`,
    by: (when: string) => `By ${when}`,
    whenDone: 'As soon as it is done',
    whenSigned: 'As soon as it is signed',
    notYet: 'Not yet',
  },
  /** The steps of something on its way, in one line. */
  way: {
    ordered: (when: string) => `Ordered on ${when}.`,
    taken: (when: string) => `Taken on ${when}.`,
    pictureTaken: (when: string) => `Pictures taken on ${when}.`,
    expected: (when: string) => `We expect it by ${when}.`,
  },
  why: 'Why is it not here yet?',
} as const

/** What an absence says in whole: the sentence and the next step. */
export function sayAbsence(absence: Absence, about: Place): string {
  const words: AbsenceWords = absenceWords[absence.code]
  const next = words.next?.(absence, about)
  return next === undefined ? words.say(absence, about) : `${words.say(absence, about)} ${next}`
}

/** By code, for whoever asks whether every code has words. */
export { absenceWords as absences }
