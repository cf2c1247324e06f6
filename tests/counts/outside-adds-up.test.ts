// Do records that nobody here wrote add up, in whatever order and however often they come?
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { takeCounts } from '../../server/doors/operate/counts/take-counts.ts'
import { countsReport } from '../../server/doors/operate/counts/counts-report.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'

const outside = join(import.meta.dirname, '../../../shared/data')
const folders = ['fhir-recent-2026', 'fhir-odd', 'fhir-phr-ndjson', 'fhir-us-core-examples', 'fhir-r4-examples', 'ips', 'ccda/vendors-2015', 'ccda/hl7-examples', 'ccda/onc-2015-cures', 'fhir-sensitive-hiv']
const skip = folders.every((folder) => existsSync(join(outside, folder))) ? false : 'no ../shared/data: this test needs it'

let house: GivenHouse
before(async () => {
  house = await givenHouse()
  if (skip === false) await house.composed.databases.operate.run((tx) => house.composed.house.directory.put(tx, { id: 'lakeside', name: 'Lakeside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
})
after(() => house.end())

for (const folder of folders) {
  test(`${folder} adds up after it came, and after it came again`, { skip }, async () => {
    for (let time = 0; time < 2; time += 1) {
      house.clock.advance({ hours: 1 })
      await house.composed.inbound.importPaths([join(outside, folder)], { organization: 'lakeside' })
      const counts = await takeCounts(house.composed, { organization: 'lakeside', mrn: null, from: null, until: null })
      assert.ok(counts.complete, countsReport(counts))
    }
  })
}
