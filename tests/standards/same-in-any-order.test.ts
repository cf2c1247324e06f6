// Issue "once, and counted": the same messages in any order, some of them again, by two routes, interrupted at any point, end in the same record, with the same history, charts and merges. §16.3; T23
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type Canonical, differences } from '../feeds/canonical-house.ts'
import { type DeliverySet, corrections, documents, feedsOfOthers, hospitalDay, singleResources, wholeBundles } from '../feeds/deliveries.ts'
import { throughAKilledHouse } from '../feeds/killed-house.ts'
import { inDisorder, onlyOnTheWay, undisturbed, without } from '../feeds/orders.ts'
import { skipWithout } from './fhir-import-given.ts'

/** More of them: `node --import ./server/tsx.ts tests/feeds/more-orders.ts 100`. */
const seed = 20_261_120

function sameInAnyOrder(title: string, { set, seeds = [seed], skip = false }: { readonly set: () => DeliverySet; readonly seeds?: readonly number[]; readonly skip?: string | false }): void {
  describe(title, { skip }, () => {
    let twin: Canonical
    before(async () => (twin = await undisturbed(set())))
    for (const one of seeds) test(`in any order, some again, by two routes: seed ${one}`, async () => assert.deepEqual(differences(twin, await inDisorder(set(), one)), []))
  })
}

sameInAnyOrder('a hospital day, by HL7 v2 and FHIR', { set: hospitalDay, seeds: [seed, 7] })
sameInAnyOrder('corrections of one result, and of a chart', { set: corrections, seeds: [seed, 7] })
sameInAnyOrder('clinical documents, their versions and what replaces them', { set: documents })
sameInAnyOrder('the feeds of six people', { set: () => feedsOfOthers() ?? hospitalDay(), skip: skipWithout('multi-org') })

sameInAnyOrder('FHIR resources, each alone', { set: singleResources, seeds: [seed, 7] })

test('FHIR resources one by one end in the same records as in their bundles', async () => {
  const bundles = without(await undisturbed(wholeBundles()), onlyOnTheWay)
  assert.deepEqual(differences(bundles, without(await undisturbed(singleResources()), onlyOnTheWay)), [])
})

test('a house that is killed (kill -9) while it receives and works, again and again, ends as its twin', async (t) => {
  t.diagnostic(`seed ${seed}`)
  const { told, kills } = await throughAKilledHouse(hospitalDay(), seed)
  t.diagnostic(`killed ${kills} times`)
  assert.ok(kills >= 3)
  assert.deepEqual(differences(await undisturbed(hospitalDay()), told), [])
})
