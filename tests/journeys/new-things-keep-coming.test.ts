// P13 "Once I am in, new things keep coming without new codes": what the hospital sends later is there at the next sign-in, with no letter and nothing to type but the sign-in
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Walk, journey, link, once, press, textOf, thenThePageIsSound } from '../given/journey.ts'
import { givenSomebodyCameInByLetter, rosa, whenTheySignIn, whenTheySignOut } from '../given/journey-door.ts'
import { rowsOf } from '../given/member.ts'

/** The hospital's system sends one more test of the same record number, as it sends everything. */
async function whenTheHospitalSendsANewResult({ house }: Walk, day: string): Promise<void> {
  const code = { coding: [{ system: 'http://loinc.org', code: '5763-8' }], text: 'Zinc test' }
  const about = { status: 'final', code, subject: { reference: 'Patient/p1' }, effectiveDateTime: `${day}T09:00:00-05:00`, issued: `${day}T12:00:00-05:00` }
  const resources = [
    { resourceType: 'Patient', id: 'p1', identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, value: rosa.mrn }], name: [{ use: 'official', family: 'Alvarez', given: ['Rosa'] }], birthDate: rosa.birthDate },
    { resourceType: 'Observation', id: 'o1', ...about, category: [{ coding: [{ code: 'laboratory' }] }], valueQuantity: { value: 94, unit: 'ug/dL' } },
    { resourceType: 'DiagnosticReport', id: 'r1', ...about, category: [{ coding: [{ code: 'LAB' }] }], result: [{ reference: 'Observation/o1' }] },
  ]
  const file = join(mkdtempSync(join(tmpdir(), 'portico-later-')), 'later.json')
  writeFileSync(file, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }))
  const report = await house.composed.inbound.importPaths([file], { organization: rosa.organization })
  assert.deepEqual(report.files.filter((one) => one.refused !== null), [])
}

journey(
  'Rosa comes in once by letter; a test that the hospital sends a week later is there when she signs in again',
  async (walk) => {
    const account = await givenSomebodyCameInByLetter(walk, rosa, 'rosa@example.com')
    await walk.page.goto(`${walk.house.url}/me/results`)
    assert.doesNotMatch(await textOf(walk), /Zinc/)
    await whenTheySignOut(walk)
    const codes = () => rowsOf(walk.house, 'select 1 from identity_code')
    const before = (await codes()).length

    walk.house.clock.advance({ days: 7 })
    await whenTheHospitalSendsANewResult(walk, '2026-11-26')
    walk.house.clock.advance({ days: 30 })
    await whenTheySignIn(walk, account)
    await walk.page.goto(`${walk.house.url}/me/results`)
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
    await press(walk, link(walk, /^Zinc test/))
    assert.match(await textOf(walk), /\b94\b/)
    assert.equal((await codes()).length, before, 'no code was made for it')
  },
  once,
)
