// Is everything there that an independent script found in the raw documents? Each difference is listed with its reason; a
// difference without one fails.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Clinical, DocumentPart, LabValue } from '../../contract/clinical.ts'
import { type ReadDocument, readDocument } from '../../server/records/inbound/ccda/read-document.ts'
import { samples } from './ccda-given.ts'
import { outside } from './fhir-import-given.ts'

type Answers = {
  readonly title: string | null
  readonly docType: readonly [string | null, string | null] | null
  readonly effectiveTime: string | null
  readonly patients: readonly { readonly names: readonly string[]; readonly birthTime: string | null; readonly gender: string | null }[]
  readonly custodian: string | null
  readonly nonXmlBody: readonly unknown[] | null
  readonly sections: readonly (readonly [code: string | null, title: string | null, entries: number, nullFlavor: string | null, letters: number])[]
  readonly problems: readonly string[]
  readonly medications: readonly (readonly [name: string | null, from: string | null, status: string | null, negated: string | null])[]
  readonly immunizations: readonly (readonly [when: string | null, code: string | null, name: string | null, negated: string | null])[]
  readonly results: readonly (readonly [name: string | null, when: string | null, value: string | null, unit: string | null, status: string | null])[]
  readonly encounters: readonly (readonly [name: string | null, when: string | null])[]
}

const skip = existsSync(join(outside, 'answers.json.gz')) ? false : 'no answers.json.gz in ../shared/data: this test needs it'
/** What the script writes where a document names nothing. */
const nothing = /^(UNK|NI|NA|NASK|OTH|ASKU|MSK|null)$/
const said = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()
const day = (time: string | null): string => [time?.slice(0, 4), time?.slice(4, 6), time?.slice(6, 8)].filter((one) => one !== undefined && one !== '').join('-')

type Difference = { readonly file: string; readonly what: string; readonly reason: string | null }

describe('documents beside their answers', { skip }, () => {
  const differences: Difference[] = []
  let facts = 0
  const check = (file: string, what: string, { holds, reason }: { holds: boolean; reason: string | null }) => {
    facts += 1
    if (!holds) differences.push({ file, what, reason })
  }

  const bodiesOf = <K extends Clinical['kind']>(read: ReadDocument, kind: K) => read.facts.map((one) => one.body).filter((body): body is Extract<Clinical, { kind: K }> => body.kind === kind)
  /** Why nothing of this name stands in a list: what the reader noted, by reason. */
  const noted = (read: ReadDocument, ...reasons: readonly string[]): string | null => read.unread.find((one) => reasons.includes(one.reason))?.reason ?? null

  function header(file: string, read: ReadDocument, answers: Answers): void {
    const [own] = read.facts
    const body = own?.body
    const title = body === undefined ? undefined : body.kind === 'imaging-report' ? body.name.text : 'title' in body ? body.title : undefined
    check(file, `title ${answers.title}`, { holds: said(title) === said(answers.title), reason: null })
    check(file, `type ${answers.docType?.[0]}`, { holds: (own?.card.code ?? null) === (answers.docType?.[0] ?? null), reason: null })
    check(file, `time ${answers.effectiveTime}`, { holds: (read.effective ?? '').slice(0, 10) === day(answers.effectiveTime), reason: null })
    check(file, `custodian ${answers.custodian}`, { holds: answers.custodian === null || said(body?.organization) === said(answers.custodian), reason: null })
    for (const one of answers.patients) {
      check(file, `birth ${one.birthTime}`, { holds: (read.person?.birthDate ?? '') === day(one.birthTime) || one.birthTime === null, reason: null })
      check(file, `name ${one.names[0]}`, { holds: one.names.some((name) => said(name).split(/[ ,]+/).filter((word) => word !== '').every((word) => said(read.person?.name).toLowerCase().includes(word.toLowerCase()))), reason: read.person === null ? 'no birth date: the chart is not opened' : one.names.length > 0 ? 'a prefix, a call-me name or a degree, which is no part of the legal name' : 'no name' })
    }
  }

  function sections(file: string, read: ReadDocument, answers: Answers): void {
    const body = read.facts[0]?.body
    const parts: readonly DocumentPart[] = body !== undefined && 'told' in body ? (body.told?.parts ?? []) : []
    answers.sections.forEach(([code, title], at) => {
      const part = parts[at]
      check(file, `section ${at} ${code} ${title}`, { holds: part !== undefined && (title === null || said(part.title) === said(title)) && (code === null || part.code === code), reason: part?.code === undefined && part !== undefined ? 'a DICOM code, not LOINC' : null })
    })
  }

  function lists(file: string, read: ReadDocument, answers: Answers): void {
    // The script knows names by code; where the code itself is null the product says what its writer wrote.
    const translated = (name: string): string | null => (new RegExp(`<translation\\b[^>]*displayName="${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}"`).test(read.text) ? 'the name of a translation beside words of its own' : null)
    const conditions = bodiesOf(read, 'condition')
    const noProblems = conditions.some((one) => one.saidNone === true)
    for (const name of answers.problems) {
      check(file, `problem ${name}`, { holds: conditions.some((one) => one.name.text === said(name) || one.name.code === name), reason: nothing.test(name) ? 'names nothing' : (noted(read, 'negated', 'taken-back', 'said-unknown') ?? (noProblems ? 'said that there are none' : translated(name))) })
    }
    const medicines = bodiesOf(read, 'medicine')
    const noMedicines = medicines.some((one) => one.saidNone === true)
    for (const [name, , , negated] of answers.medications) {
      const found = medicines.some((one) => one.name.text === said(name) || one.name.code === name)
      check(file, `medicine ${name}${negated === 'true' ? ' (denied)' : ''}`, { holds: found && negated !== 'true', reason: name === null || nothing.test(name) ? 'names nothing' : noMedicines ? 'said that there are none' : noted(read, 'negated', 'planned', 'said-unknown', 'no-name') })
    }
    const vaccines = bodiesOf(read, 'vaccine')
    for (const [when, code, name, negated] of answers.immunizations) {
      const found = vaccines.some((one) => (one.name.text === said(name) || one.name.code === code) && (negated === 'true') === (one.status === 'not-given') && (when === null || (one.given ?? '').startsWith(day(when))))
      check(file, `vaccine ${when} ${name}`, { holds: found, reason: name === null || nothing.test(name) ? 'names nothing' : name === 'Vaccination' && negated === 'true' ? 'denies any vaccination, no vaccine is named' : noted(read, 'planned', 'taken-back', 'said-unknown') })
    }
    const values: readonly LabValue[] = [...bodiesOf(read, 'lab-result'), ...bodiesOf(read, 'vital-signs')].flatMap((one) => one.values)
    for (const [name, , value] of answers.results) {
      const found = values.some((one) => (one.name.text === said(name) || one.name.code === name) && (value === null || value === '' || nothing.test(value) || [one.quantity?.value, one.text].some((held) => held !== undefined && said(held).includes(said(value)))))
      check(file, `result ${name} ${value}`, { holds: found, reason: name === null || nothing.test(name) ? 'names nothing' : value === null || nothing.test(value) ? 'has no value' : noted(read, 'negated', 'taken-back', 'planned') })
    }
    const visits = [...bodiesOf(read, 'visit'), ...bodiesOf(read, 'appointment')]
    for (const [name, when] of answers.encounters) {
      const starts = (one: Clinical): string => (one.kind === 'visit' ? (one.period.start ?? '') : one.kind === 'appointment' ? (one.start ?? '') : '')
      const found = visits.some((one) => one.type.text === said(name) || (when !== null && starts(one).startsWith(day(when))))
      check(file, `visit ${name} ${when}`, { holds: found, reason: name === null || nothing.test(name) ? 'names nothing' : noted(read, 'planned', 'not-done', 'said-unknown') })
    }
  }

  before(() => {
    const all = (JSON.parse(gunzipSync(readFileSync(join(outside, 'answers.json.gz'))).toString('utf8')) as { ccda: Record<string, Answers> }).ccda
    for (const sample of samples().filter((one) => !one.negative)) {
      const answers = all[sample.name]
      if (answers === undefined) continue
      const read = readDocument(sample.bytes, 'x.xml')
      // Answers take what stands in the v3 namespace only; three examples have none.
      if (answers.docType !== null) header(sample.name, read, answers)
      if (answers.sections.length > 0) sections(sample.name, read, answers)
      lists(sample.name, read, answers)
    }
  })

  test('each answer holds, or is listed with its reason', () => {
    const byReason = new Map<string, number>()
    for (const { reason } of differences) if (reason !== null) byReason.set(reason, (byReason.get(reason) ?? 0) + 1)
    process.stdout.write(`${facts} answers, ${facts - differences.length} hold, ${differences.length} differ\n${[...byReason].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `  ${count} × ${reason}`).join('\n')}\n`)
    assert.ok(facts > 3_000, `${facts} answers`)
    assert.deepEqual(differences.filter((one) => one.reason === null), [])
  })
})
