// P9, P13, P33: six people, a clinic's and a hospital's files, then the hospital's feed over the wire: does what the files' own truth says come out, and can the patient see each step?
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { PresentedRecord, PresentedValue } from '../../contract/presented-record.ts'
import { givenHouse } from '../given/house.ts'
import { type SendingHouse, sendingTo } from '../feeds/feed-house.ts'
import { type ShownRecord, shownOf } from '../feeds/shown-record.ts'
import { skipWithout } from './fhir-import-given.ts'
import { type Case, type Counts, cases } from './multi-org-given.ts'

const valuesOf = (record: PresentedRecord): readonly PresentedValue[] => record.sections.flatMap((section) => (section.type === 'values' ? section.values : [])).flatMap((value) => (value.parts.length > 0 ? value.parts : [value]))
const factsOf = (record: PresentedRecord) => [...record.about, ...record.sections.flatMap((section) => (section.type === 'facts' ? section.facts : []))]
const wordsOf = (record: PresentedRecord): string => record.sections.flatMap((section) => (section.type === 'text' ? section.blocks.map((block) => block.text) : [])).join('\n')
const labsOf = ({ records }: ShownRecord) => records.filter((one) => one.kind === 'lab-result')

function countsOf(shown: ShownRecord): Counts {
  const of = (...kinds: readonly string[]) => shown.records.filter((one) => kinds.includes(one.kind))
  return {
    encounters: of('visit').length,
    labResults: labsOf(shown).reduce((sum, one) => sum + valuesOf(one).length, 0),
    immunizations: of('vaccine').length,
    documents: of('note', 'visit-summary', 'document').length,
    activeProblems: of('condition').filter((one) => factsOf(one).some((fact) => fact.value === 'You have this now')).length,
    allergies: of('allergy').length,
  }
}

describe('a hospital’s feed over the wire', { skip: skipWithout('multi-org') }, () => {
  let given: SendingHouse
  const all = cases()
  const chartOf = async (organization: string, mrn: string): Promise<string> => (await given.house.composed.databases.operate.run((tx) => given.house.composed.patients.byMrn(tx, organization, mrn)))?.id ?? ''
  const seen = async (organization: string, mrn: string): Promise<ShownRecord> => shownOf(given.house.composed, [await chartOf(organization, mrn)])
  const filed = new Map<string, ShownRecord>()
  const came = new Map<string, ShownRecord>()

  before(async () => {
    given = await sendingTo(await givenHouse())
    await given.organization('riverside')
    await given.organization('lakeside')
    await given.feed({ key: 'ehr', organization: 'riverside', name: 'Riverside hospital', route: 'mllp', authorities: ['RIVERSIDE', '2.16.840.1.113883.19.9002'] })
    for (const { folder, truth } of all) {
      for (const organization of ['riverside', 'lakeside'] as const) {
        const report = await given.house.composed.inbound.importPaths([join(folder, `${organization}.json.gz`)], { organization })
        assert.deepEqual(report.files.filter((file) => file.refused !== null), [])
        filed.set(`${truth.case} ${organization}`, await seen(organization, truth.person[organization].mrn))
      }
    }
    for (const one of all) {
      for (const message of one.messages) assert.equal(await given.send(message), 'AA')
      await given.workedOff()
      came.set(one.truth.case, await seen('riverside', one.truth.person.riverside.mrn))
    }
  })
  after(async () => {
    await given.end()
    await given.house.end()
  })

  test('before the feed the files alone give what the truth counts', () => {
    assert.equal(all.length, 6)
    for (const { truth } of all) {
      for (const organization of ['riverside', 'lakeside'] as const) {
        const shown = filed.get(`${truth.case} ${organization}`)
        assert.ok(shown)
        assert.deepEqual(countsOf(shown), truth[organization], `${truth.case} at ${organization}`)
      }
    }
  })

  const each = (title: string, check: (one: Case, shown: ShownRecord) => void | Promise<void>) =>
    test(title, async (t) => {
      for (const one of all) {
        const shown = came.get(one.truth.case)
        assert.ok(shown)
        await t.test(one.truth.case, () => check(one, shown))
      }
    })

  each('every message was taken in; nothing waits for anybody', async ({ truth }) => {
    assert.deepEqual(await given.states('riverside:ehr'), { done: all.reduce((sum, one) => sum + one.messages.length, 0) }, truth.case)
  })

  each('the lipid panel shows its corrected values, and in its history all three versions', ({ truth }, shown) => {
    const { lipidPanel } = truth.afterFeed
    const panels = labsOf(shown).filter((one) => one.date?.startsWith(lipidPanel.date) === true && valuesOf(one).length === 4)
    assert.equal(panels.length, 1)
    const [panel] = panels
    if (panel === undefined) return
    const value = (code: string) => valuesOf(panel).find((one) => one.code === code)
    assert.deepEqual(['2093-3', '13457-7', '2085-9', '2571-8'].map((code) => Number(value(code)?.value)), [lipidPanel.cholesterol, lipidPanel.ldl, lipidPanel.hdl, lipidPanel.triglyceride])
    assert.ok(factsOf(panel).some((fact) => /corrected/i.test(fact.value)), 'it says that it was corrected')
    assert.ok(JSON.stringify(panel.sections).includes('calibration error'), 'and why')
    const earlier = value('2093-3')?.earlier?.map((one) => Number.parseFloat(one.value)).reverse() ?? []
    assert.deepEqual([...earlier, Number(value('2093-3')?.value)], lipidPanel.versions)
    assert.equal(panel.history.length, 3)
  })

  each('the H. pylori test, the MRI with its impression, and the note are there', ({ truth }, shown) => {
    const { hPylori, mri, note } = truth.afterFeed
    const stool = labsOf(shown).flatMap((one) => valuesOf(one).flatMap((value) => (value.code === '17780-8' ? [[one.date?.slice(0, 10), value.value]] : [])))
    assert.deepEqual(stool, [[hPylori.date, hPylori.result]])
    const pictures = shown.records.find((one) => one.kind === 'imaging-report' && one.date?.startsWith(mri.date) === true)
    assert.ok(pictures && wordsOf(pictures).includes(mri.impression), 'the impression')
    const written = shown.records.find((one) => one.kind === 'note' && one.date?.startsWith(note.date) === true)
    assert.ok(written && [written.title, written.subtitle].includes(note.type), `${written?.title}, ${written?.subtitle}`)
    assert.match(wordsOf(written), /Plan: follow up in four weeks\./)
  })

  each('the appointment is where it was moved to, and says where it was before', ({ truth }, shown) => {
    const { appointment } = truth.afterFeed
    const booked = shown.records.filter((one) => one.kind === 'appointment')
    assert.equal(booked.length, 1)
    const [one] = booked
    assert.ok(one && Date.parse(one.date ?? '') === Date.parse(appointment.start))
    assert.match(`${one.who} ${JSON.stringify(factsOf(one))}`, /Ruth Ames/)
    assert.ok(one.history.some((step) => step.changes.some((change) => /December 8|Dec 8/.test(`${change.before}`))), JSON.stringify(one.history))
  })

  each('the number that was given up finds the same record', async ({ truth }, shown) => {
    const { mrn } = truth.person.riverside
    const merged = await seen('riverside', truth.afterFeed.mergedMrn)
    assert.deepEqual(merged.records.map((one) => one.id).sort(), shown.records.map((one) => one.id).sort())
    const charts = await given.house.composed.databases.operate.run(async (tx) => given.house.composed.patients.alike(tx, await chartOf('riverside', mrn)))
    assert.equal(charts.length, 2)
  })

  each('so many results came in addition, and nothing of what was there before is gone', ({ truth }, shown) => {
    const earlier = filed.get(`${truth.case} riverside`)
    assert.ok(earlier)
    const now = new Set(shown.records.map((one) => one.id))
    assert.deepEqual(earlier.records.filter((one) => !now.has(one.id)).map((one) => one.title), [])
    assert.equal(countsOf(shown).labResults - countsOf(earlier).labResults, truth.afterFeed.labResultsAdded)
  })

  test('the twin has a chart of his own; his result stands there and nowhere else', async () => {
    const twins = all.find((one) => one.truth.twin !== undefined)
    assert.ok(twins?.truth.twin)
    const his = await seen('riverside', twins.truth.twin.mrn)
    assert.deepEqual(labsOf(his).flatMap((one) => valuesOf(one).map((value) => value.code)), ['4548-4'])
    const hers = came.get(twins.truth.case)
    assert.ok(hers)
    const result = new Set(his.records.map((one) => one.id))
    assert.deepEqual(hers.records.filter((one) => result.has(one.id)), [])
  })

  test('sending the whole feed once more changes nothing', async () => {
    for (const { messages } of all) for (const message of messages) assert.equal(await given.send(message), 'AA')
    await given.workedOff()
    for (const { truth } of all) assert.deepEqual(await seen('riverside', truth.person.riverside.mrn), came.get(truth.case), truth.case)
  })
})
