// Is everything there that an independent script found in the raw messages? Each difference is listed with its reason; a difference
// without one fails.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Clinical, LabValue } from '../../contract/clinical.ts'
import { prepareHl7v2 } from '../../server/records/inbound/hl7v2/index.ts'
import { readMessage } from '../../server/records/inbound/hl7v2/reading/message.ts'
import { RefusedFile } from '../../server/records/inbound/refused-file.ts'
import type { Named, Work } from '../../server/records/inbound/work.ts'
import { outside } from './fhir-import-given.ts'
import { type Sample, origin, samples } from './v2-given.ts'

type Answers = {
  readonly type: string
  readonly control: string
  readonly segments: Readonly<Record<string, number>>
  readonly patients?: readonly { readonly ids: readonly string[]; readonly names: readonly string[]; readonly dob: string; readonly sex: string; readonly phone: string }[]
  readonly obr?: readonly (readonly [placer: string, filler: string, code: string, taken: string, status: string])[]
  readonly obx?: readonly (readonly [type: string, code: string, value: string, units: string, range: string, flags: string, status: string, when: string])[]
  readonly visit?: readonly [kind: string, place: string, doctor: string, number: string, came: string, left: string]
  readonly document?: readonly [type: string, when: string, number: string, completion: string]
  readonly appointment?: readonly [number: string, reason: string, timing: string, status: string]
  readonly mergedFrom?: readonly { readonly ids: readonly string[] }[]
}

const skip = existsSync(join(outside, 'answers.json.gz')) ? false : 'no answers.json.gz in ../shared/data: this test needs it'
const day = (time: string): string => [time.slice(0, 4), time.slice(4, 6), time.slice(6, 8)].filter((one) => one !== '').join('-')
const fold = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()
const components = (text: string): readonly string[] => text.split('^').map((one) => one.split('&')[0] ?? '')

type Difference = { readonly file: string; readonly what: string; readonly reason: string | null }

describe('messages beside their answers', { skip }, () => {
  const differences: Difference[] = []
  let facts = 0
  const check = (file: string, what: string, { holds, reason }: { holds: boolean; reason: string | null }) => {
    facts += 1
    if (!holds) differences.push({ file, what: what.slice(0, 200), reason })
  }

  function envelope({ name, bytes }: Sample, answers: Answers): void {
    const message = readMessage(bytes, undefined)
    check(name, `type ${answers.type}`, { holds: answers.type.startsWith(message.event === '' ? message.type : `${message.type}^${message.event}`), reason: answers.type.includes('^') ? null : 'MSH-9 names no event; EVN-1 does' })
    check(name, `control ${answers.control}`, { holds: message.control === answers.control, reason: null })
    for (const [segment, count] of Object.entries(answers.segments)) check(name, `${count} ${segment}`, { holds: message.segments.filter((one) => one.name === segment).length === count, reason: /^[BF]TS$/.test(segment) ? 'of the batch, not of a message' : null })
  }

  /** HL7 table 0203: types of numbers that are no record number. */
  const otherNumber = /\|(SS|DL|AN|PPN|VN|HAR|EI|BC|ANON|MA|MC|NI|XX|U|PN|NH|RRI|SR|TIN|AM)$/
  function people(file: string, named: readonly Named[], answers: Answers): void {
    const numbers = new Set(named.flatMap((one) => one.numbers.map(({ value }) => value)))
    const people = (answers.patients ?? []).filter((one) => one.ids.length > 0 || one.names.length > 0)
    for (const one of people) {
      for (const id of one.ids) {
        const [value = '', , type = ''] = id.split('|')
        check(file, `number ${id}`, { holds: numbers.has(value.trim()), reason: value === '' ? 'a number without digits' : otherNumber.test(id) ? 'not a record number' : type === '' || one.ids.some((other) => other.endsWith('|MR') || other.endsWith('|PI')) ? 'beside a number of a surer type' : null })
      }
      check(file, `born ${one.dob}`, { holds: one.dob === '' || named.some(({ person }) => person.birthDate !== null && day(one.dob).startsWith(person.birthDate)), reason: /^\d{4}/.test(one.dob) ? null : 'not a date' })
      for (const name of one.names) {
        const [family = '', given = '', , , , , type = ''] = components(name)
        const said = [family, given].filter((part) => part.trim() !== '')
        check(file, `name ${name}`, { holds: said.length === 0 || named.some(({ person }) => person.names.some((other) => said.every((part) => fold(`${other.given} ${other.family}`).includes(fold(part))))), reason: type === 'S' ? 'a pseudonym' : /unknown|^n\/a/i.test(`${family} ${given}`) ? 'says that it is not known' : null })
      }
      const sex = ({ F: 'female', M: 'male', O: 'other', U: 'unknown' } as Readonly<Record<string, string>>)[one.sex.split('^')[0] ?? '']
      check(file, `sex ${one.sex}`, { holds: sex === undefined || named.some(({ chart }) => chart === null || chart.sex === sex), reason: null })
    }
    for (const one of answers.mergedFrom ?? []) for (const id of one.ids) check(file, `merged ${id}`, { holds: numbers.has(components(id)[0] ?? ''), reason: null })
  }

  const values = (bodies: readonly Clinical[]): readonly LabValue[] => bodies.flatMap((body) => ('values' in body ? body.values.flatMap((one) => [one, ...one.parts]) : []))
  const wordsOf = (bodies: readonly Clinical[]): string => fold(bodies.flatMap((body) => [...('attachments' in body ? body.attachments.flatMap((one) => [one.text ?? '', one.base64 ?? '', one.address ?? '', one.damage ?? '']) : []), ...('findings' in body ? [body.findings ?? '', body.conclusion ?? ''] : [])]).join('\n'))
  const saidBy = (one: LabValue): string => fold([one.quantity === undefined ? '' : `${one.quantity.comparator ?? ''}${one.quantity.value}`, one.text ?? ''].join(' '))

  /** Everything that a raw value could be told by. */
  function tellings(type: string, raw: string): readonly string[] {
    const parts = raw.split('^')
    const date = /^\d{8}/.test(raw) ? [day(raw)] : []
    if (type === 'SN') return [parts.filter((one) => one !== '' && one !== '=').join('').replace('-', ' – '), parts.filter((one) => one !== '' && one !== '=').join('')]
    if (type === 'CWE' || type === 'CE' || type === 'CNE') return [parts[8], parts[1], parts[4], parts[0]].filter((one) => one !== undefined && one !== '') as string[]
    if (type === 'ED') return [parts[4] ?? '', (parts[4] ?? '') === '' ? 'empty' : '', 'not base64'].filter((one) => one !== '')
    if (type === 'XCN') return [parts[1] ?? parts[0] ?? '']
    // Several numbers stand in one line, each with its unit; several addresses are several files.
    if ((type === 'NM' || type === 'RP') && raw.includes('~')) return [raw.split('~')[0] ?? '']
    return [raw, raw.replaceAll('~', ', '), raw.replaceAll('~', ' '), parts[0] ?? '', ...date]
  }

  /** Escapes and entities are not text: only letters and digits are compared where there are any. */
  const plain = (text: string): string => fold(text.replace(/\\[A-Z.][^\\]*\\/g, ' ').replace(/\\[A-Z.][^\\]{0,3}$/, ' ')).replace(/[^\p{L}\p{N}<>]+/gu, ' ').trim()

  function observations(file: string, work: Work, answers: Answers): void {
    const bodies = work.read.mapped.records.map((one) => one.body)
    const all = values(bodies)
    const words = plain(wordsOf(bodies))
    const left = work.read.mapped.leftOut.filter((one) => one.entry.type.endsWith(': OBX'))
    for (const [type, code, raw, units, , , status] of answers.obx ?? []) {
      const value = raw.trim()
      const told = tellings(type, value).map(plain)
      const holds = value === '' || value === '""' || told.some((one) => one === '' || words.includes(one) || all.some((other) => plain(saidBy(other)).includes(one)))
      const reason = ['D', 'W'].includes(status.trim()) ? 'taken back by the lab' : left.length > 0 ? (left[0]?.reason ?? null) : null
      check(file, `value ${type} ${code} ${value}`, { holds, reason })
      const unit = units.split('^')[0] ?? ''
      if (type === 'NM' && unit !== '' && value !== '') check(file, `unit ${units}`, { holds: all.some((one) => one.quantity?.unit === unit || units.includes(one.quantity?.unit ?? '\u0000') || one.text?.includes(unit) === true), reason: reason ?? (/~/.test(value) ? 'several numbers stand in words' : null) })
    }
    for (const [, filler, code, taken, status] of answers.obr ?? []) {
      const text = components(code)
      const holds = work.read.mapped.records.some((one) => [one.card.name, one.card.code].some((told) => told !== undefined && text.some((part) => part !== '' && fold(told).includes(fold(part.replaceAll('\\T\\', '&')))))) || code === ''
      check(file, `order ${filler} ${code} ${status}`, { holds, reason: work.read.mapped.leftOut.find((one) => one.entry.type.endsWith(': OBR'))?.reason ?? null })
      if (/^\d{8}/.test(taken)) check(file, `taken ${taken}`, { holds: work.read.mapped.records.some((one) => one.card.taken?.startsWith(day(taken)) === true), reason: work.read.mapped.leftOut.some((one) => one.what === 'OBR-7') ? 'impossible-date' : (work.read.mapped.leftOut.find((one) => one.entry.type.endsWith(': OBR'))?.reason ?? null) })
    }
  }

  const bodiesOf = <K extends Clinical['kind']>(work: Work, kind: K): readonly (Clinical & { readonly kind: K })[] => work.read.mapped.records.map((one) => one.body).filter((body): body is Clinical & { readonly kind: K } => body.kind === kind)

  function rest(file: string, work: Work, answers: Answers): void {
    const [visit] = bodiesOf(work, 'visit')
    if (answers.visit !== undefined && answers.type.startsWith('ADT')) {
      const [kind, , doctor, number, came, left] = answers.visit
      const reason = visit === undefined ? 'a message about a person, or about a visit that cannot be known again' : null
      check(file, `visit ${kind} ${number}`, { holds: visit !== undefined && (number === '' || visit.identifier === components(number)[0]), reason })
      const [, family = ''] = components(doctor)
      check(file, `doctor ${doctor}`, { holds: family === '' || visit?.authors.some((one) => fold(one.name).includes(fold(family))) === true, reason })
      if (/^\d{8}/.test(came)) check(file, `came ${came}`, { holds: visit?.period.start?.startsWith(day(came)) === true, reason: reason ?? (visit?.status === 'cancelled' ? 'the admission was cancelled' : null) })
      if (/^\d{8}/.test(left)) check(file, `left ${left}`, { holds: visit?.period.end?.startsWith(day(left)) === true, reason: reason ?? (visit?.status === 'cancelled' || visit?.status === 'in-progress' || visit?.status === 'planned' || visit?.status === 'unknown' ? 'the event says that nobody left' : null) })
    }
    if (answers.document !== undefined) {
      const [, when, number, completion] = answers.document
      const found = [...bodiesOf(work, 'note'), ...bodiesOf(work, 'document'), ...bodiesOf(work, 'imaging-report')].find((one) => one.identifier === components(number)[0])
      check(file, `document ${number} ${completion}`, { holds: found !== undefined, reason: answers.type.startsWith('MDM') ? null : 'in-passing' })
      if (found !== undefined) check(file, `written ${when}`, { holds: ('written' in found ? found.written : 'taken' in found ? found.taken : undefined)?.startsWith(day(when)) === true, reason: null })
    }
    const [appointment] = bodiesOf(work, 'appointment')
    if (answers.appointment !== undefined) {
      const [, , timing, status] = answers.appointment
      const now = ({ booked: 'booked', cancelled: 'cancelled', dc: 'cancelled', deleted: 'cancelled', noshow: 'missed' } as Readonly<Record<string, string>>)[status.toLowerCase()]
      check(file, `appointment ${status}`, { holds: appointment?.status === now, reason: null })
      const start = timing.split('^')[3] ?? ''
      check(file, `start ${start}`, { holds: appointment?.start?.startsWith(day(start)) === true, reason: 'TQ1 names another time than SCH-11, and takes its place' })
    }
  }

  before(() => {
    const all = (JSON.parse(gunzipSync(readFileSync(join(outside, 'answers.json.gz'))).toString('utf8')) as { hl7v2: Record<string, readonly Answers[]> }).hl7v2
    for (const sample of samples('hl7v2')) {
      const answers = all[sample.name]?.[sample.at]
      if (answers === undefined) continue
      try {
        const work = prepareHl7v2(sample.bytes, origin)
        envelope(sample, answers)
        people(sample.name, [...work.read.charts.values()], answers)
        observations(sample.name, work, answers)
        rest(sample.name, work, answers)
      } catch (error) {
        if (!(error instanceof RefusedFile)) throw error
        check(sample.name, 'the whole message', { holds: false, reason: error.code })
      }
    }
  })

  test('each answer holds, or is listed with its reason', () => {
    const byReason = new Map<string, number>()
    for (const { reason } of differences) if (reason !== null) byReason.set(reason, (byReason.get(reason) ?? 0) + 1)
    process.stdout.write(`${facts} answers, ${facts - differences.length} hold, ${differences.length} differ\n${[...byReason].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `  ${count} × ${reason}`).join('\n')}\n`)
    assert.ok(facts > 5_000, `${facts} answers`)
    assert.deepEqual(differences.filter((one) => one.reason === null), [])
  })
})
