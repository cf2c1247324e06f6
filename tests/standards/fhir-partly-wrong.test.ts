// Does a FHIR resource that is wrong in one place lose more than that place? Every element of every kind of resource, in every wrong form: its
// record stays, unless nobody could say any more what or whose it is; and no damage makes it surer than its source said.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDirectoryOfFiles } from '../../server/records/inbound/fhir/references.ts'
import type { Mapped } from '../../server/records/inbound/fhir/record.ts'
import { readBundle } from '../../server/records/inbound/read-bundle.ts'
import { understand } from '../../server/records/inbound/fhir/understand.ts'
import { everyResourceAlone } from './fhir-written.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
type Resource = { readonly resourceType: string; readonly id: string; readonly [name: string]: Json }
const all = everyResourceAlone as readonly Resource[]

function read(resources: readonly Resource[]) {
  const bundle = readBundle(Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })) })))
  return understand(bundle, { organization: 'lakeside', source: 'x', space: 'x', timeZone: 'America/New_York', name: 'x', files: openDirectoryOfFiles(), terms: { authorities: [], opensCharts: 'any', charset: null } }).read.mapped
}

const wrong: readonly Json[] = [null, true, 7, '2026-02-30', '', ['x'], ['x', 'y'], {}, [{}], [null], { x: 1 }]
/** Without these nobody knows what a thing is or whose: `DiagnosticReport.category` and what it reports tell lab from picture. */
const needed = new Set(['resourceType', 'id', 'subject', 'patient', 'code', 'category', 'vaccineCode', 'medicationReference', 'medicationCodeableConcept', 'type', 'serviceType', 'procedureCode', 'questionnaire', '_questionnaire', 'participant'])
/** How a thing stands. */
const standing = ['status', 'intent']
/** Of these a source says no more than that they are. */
const finalByNature: ReadonlySet<string> = new Set(['visit', 'medicine', 'vaccine', 'condition', 'allergy', 'procedure', 'appointment', 'order'])

/** What a source's damage must not make of a record: final, active, given, current. */
const claims = ({ final, card }: Mapped): readonly boolean[] => [final !== null, card.active === true, ['final', 'given', 'current', 'completed', 'finished', 'booked', 'kept'].includes(String(card.status))]
const keyOf = ({ key }: Mapped): string => key.join(' ')
const of = (records: readonly Mapped[], id: string) => records.find((record) => record.from.some((entry) => entry.sourceId === id))

test('each element of each kind in each wrong form: the record stays and claims no more', () => {
  const before = read(all)
  let [damaged, judged] = [0, 0]
  for (const resource of all.filter((one) => of(before.records, one.id) !== undefined)) {
    const whole = of(before.records, resource.id)
    for (const name of Object.keys(resource).filter((one) => !needed.has(one))) {
      for (const put of wrong) {
        damaged += 1
        const { records, leftOut } = read(all.map((one) => (one === resource ? { ...resource, [name]: put } : one)))
        const found = of(records, resource.id)
        const what = `${resource.resourceType}/${resource.id}.${name} = ${JSON.stringify(put)}`
        assert.ok(found !== undefined && whole !== undefined, `${what}: lost, ${JSON.stringify(leftOut.map((one) => [one.entry.type, one.reason]))}`)
        // In a group with others it may stand by itself then.
        if (keyOf(found) !== keyOf(whole)) continue
        claims(found).forEach((claimed, at) => assert.ok(!claimed || claims(whole)[at] === true, what))
        const rules = (standing.includes(name) && found.from[0]?.sourceId === resource.id) || (name === 'status' && found.kind === 'vital-signs')
        if (rules) assert.deepEqual(claims(found), [finalByNature.has(found.kind), false, false], what)
        judged += rules ? 1 : 0
      }
    }
  }
  assert.ok(damaged > 1_500 && judged > 150, `${damaged}, ${judged}`)
})

test('a wrong element never costs another resource its record', () => {
  const before = read(all).records.flatMap((one) => one.from.map((entry) => entry.sourceId))
  for (const resource of all) {
    for (const name of Object.keys(resource).filter((one) => one !== 'resourceType' && one !== 'id')) {
      const { records, leftOut } = read(all.map((one) => (one === resource ? { ...resource, [name]: { x: 1 } } : one)))
      const names = new Set(records.flatMap((one) => one.from.map((entry) => entry.sourceId)))
      // Whatever is in no record any more is the damaged one, or says why, or waits for the one that does.
      const missing = before.filter((id) => !names.has(id) && id !== resource.id && !leftOut.some((one) => one.entry.sourceId === id))
      assert.deepEqual(missing, [], `${resource.resourceType}/${resource.id}.${name}`)
    }
  }
  assert.ok(before.length > 20, `${before.length}`)
})
