// What becomes of a fact that its source tells and then denies? It is taken back; what comes late changes that no more.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenFeeds, givenFeeds, person, problem } from '../../../../tests/feeds/given.ts'

let feeds: GivenFeeds
before(async () => void (feeds = await givenFeeds()))
after(() => feeds.end())

const subject = { reference: 'Patient/p' }
const at = (month: string) => ({ meta: { lastUpdated: `2026-${month}-01T00:00:00Z` } })
const allergy = (month: string, certainty: string) => ({ resourceType: 'AllergyIntolerance', id: 'a', ...at(month), patient: subject, code: { text: 'Penicillin' }, verificationStatus: { coding: [{ code: certainty }] } })
const taken = (month: string, status: string) => ({ resourceType: 'MedicationStatement', id: 'm', ...at(month), status, subject, medicationCodeableConcept: { text: 'Aspirin' } })
const scope = (month: string, status: string) => ({ resourceType: 'Procedure', id: 's', ...at(month), status, subject, code: { text: 'Colonoscopy' } })
const told = async () => (await feeds.records()).map((one) => `${one.name}${one.removed ? ' (taken back)' : ''}`)

test('what is ruled out, not taken or not done after all is taken back, and comes back when it is told anew', async () => {
  const feed = await feeds.feed('ehr')
  const deliver = async (...resources: readonly object[]) => {
    await feeds.send(feed, [person('p', '7'), ...resources])
    await feeds.inbound.feeds.work()
    return told()
  }
  assert.deepEqual(await deliver(problem('c', 'p', { text: 'Cancer', status: 'confirmed', ...at('01') }), allergy('01', 'confirmed'), taken('01', 'active'), scope('01', 'in-progress')), ['Aspirin', 'Cancer', 'Colonoscopy', 'Penicillin'])
  const gone = ['Aspirin (taken back)', 'Cancer (taken back)', 'Colonoscopy (taken back)', 'Penicillin (taken back)']
  assert.deepEqual(await deliver(problem('c', 'p', { text: 'Cancer', status: 'refuted', ...at('03') }), allergy('03', 'refuted'), taken('03', 'not-taken'), scope('03', 'not-done')), gone)
  assert.deepEqual(await deliver(problem('c', 'p', { text: 'Cancer', status: 'provisional', ...at('02') }), allergy('02', 'unconfirmed'), taken('02', 'on-hold'), scope('02', 'on-hold')), gone)
  assert.deepEqual(await deliver(problem('c', 'p', { text: 'Cancer', status: 'confirmed', ...at('04') })), ['Aspirin (taken back)', 'Cancer', 'Colonoscopy (taken back)', 'Penicillin (taken back)'])
})
