// Which day is played at Lakeside, and how does its interface engine head a message?
import type { Calendar } from '../../calendar.ts'
import type { PatientFacts } from '../../fhir/chart.ts'
import { type StaffKey, staff } from '../../fhir/staff.ts'
import { draw } from '../../seeded.ts'
import { lakesideAuthority } from '../feeds.ts'
import { type Component, type Segment, type Single, messageText, timestamp } from '../hl7v2/write-message.ts'
import type { Step, StepEnd } from '../step.ts'

/** Numbers of the day end in it, so that another day brings other things. */
export type LakesideDay = {
  readonly calendar: Calendar
  /** "261119". */
  readonly stamp: string
  /** The instant of a time of the day. */
  at(time: string): string
}

/** The day before `today`: what is played has happened. */
export function openLakesideDay(calendar: Calendar): LakesideDay {
  return { calendar, stamp: calendar.day('T-1').slice(2).replaceAll('-', ''), at: (time) => calendar.at('T-1', time) }
}

export type Moment = {
  readonly key: string
  /** HH:MM of the day. */
  readonly at: string
  readonly says: string
  /** 'done' when absent. */
  readonly ends?: StepEnd
  readonly later?: StepEnd
}

export type Told = Moment & {
  /** MSH-9. */
  readonly event: readonly [code: string, trigger: string, structure: string]
  readonly from?: 'EHR' | 'LAB' | 'RAD'
  readonly segments: readonly Segment[]
}

/** MSH-10, at most 20 characters: the day and a number made from the key. */
function controlId(day: LakesideDay, key: string): string {
  return `${day.stamp}${String(Math.floor(draw(`control:${key}`) * 1e8)).padStart(8, '0')}`
}

/** A step with its header (MSH, §2.15.9) in front: processing P, version 2.5.1, UTF-8. */
export function lakesideStep(day: LakesideDay, told: Told): Step {
  const name = controlId(day, told.key)
  const header: Segment = {
    name: 'MSH',
    fields: { 3: `LAKESIDE_${told.from ?? 'EHR'}`, 4: [lakesideAuthority], 5: 'PORTICO', 6: 'PORTAL', 7: timestamp(day.at(told.at)), 9: told.event, 10: name, 11: 'P', 12: '2.5.1', 18: 'UNICODE UTF-8' },
  }
  const [code, trigger] = told.event
  return { key: told.key, at: day.at(told.at), feed: 'lakeside:engine', form: 'hl7v2', name, kind: `${code}^${trigger}`, says: told.says, ends: told.ends ?? 'done', ...(told.later === undefined ? {} : { later: told.later }), bytes: Buffer.from(messageText([header, ...told.segments])) }
}

/** XCN: number, name, degree, and who gave the number. */
export function clinician(key: StaffKey): readonly Component[] {
  const who: { readonly given: string; readonly family: string; readonly prefix?: string | undefined } = staff[key]
  return [key.toUpperCase(), who.family, who.given, undefined, undefined, who.prefix, undefined, undefined, lakesideAuthority]
}

/** CX: a record number and who gave it. */
export function recordNumber(mrn: string): readonly Component[] {
  return [mrn, undefined, undefined, lakesideAuthority, 'MR']
}

/** CX: a visit number, and who gave it. */
export function visitNumber(number: string): readonly Component[] {
  return [number, undefined, undefined, lakesideAuthority, 'VN']
}

/** PID: who it is about, with all that registration has. */
export function personSegment(facts: PatientFacts): Segment {
  const { address } = facts
  const phone: Single = [facts.phone, 'PRN', 'CP']
  const mail: readonly Single[] = facts.email === undefined ? [] : [[undefined, 'NET', 'Internet', facts.email]]
  return {
    name: 'PID',
    fields: { 1: '1', 3: recordNumber(facts.mrn), 5: [facts.family, facts.given[0], facts.given.slice(1).join(' '), undefined, facts.prefix, undefined, 'L'], 7: timestamp(facts.birthDate), 8: facts.gender === 'female' ? 'F' : 'M', 11: [address.line, undefined, address.city, address.state, address.zip, 'USA', 'H'], 13: { repeated: [phone, ...mail] } },
  }
}

/** NTE: the sender's words about the segment before. */
export function remark(text: string): Segment {
  return { name: 'NTE', fields: { 1: '1', 2: 'L', 3: text } }
}
