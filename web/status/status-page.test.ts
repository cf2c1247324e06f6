// Does the page of what works tell its times by a clock that people know, and say which?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../../tests/given/caller.ts'
import { type GivenDoor, givenDoor } from '../../tests/given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
  await opens('lakeside', 'America/New_York')
})
after(() => door.end())

/** An organization whose source sent something just now. */
async function opens(id: string, timeZone: string): Promise<void> {
  const { databases, house } = door.composed
  await databases.operate.run(async (tx) => {
    await house.directory.put(tx, { id, name: `Hospital ${id}`, phone: null, hours: null, recordsPhone: null, address: null, timeZone, language: 'en' })
    await house.directory.putSource(tx, { id: `${id}:lab`, organization: id, name: 'Lab' })
    await house.directory.received(tx, `${id}:lab`, tx.now)
  })
  await Promise.all([house.organizations.refresh(), house.state.refresh()])
}

const status = async (): Promise<string> => (await givenCaller(door, '10.8.0.1').get('/status')).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('where all have one clock the page names it once', async () => {
  const page = await status()
  assert.match(page, /This is how it was at 10:00 am today\. Times are Eastern Time\./)
  assert.match(page, /Hospital lakeside, Lab Last sent 10:00 am today /)
  assert.doesNotMatch(page, /UTC/)
})

test('where clocks differ each hospital is told by its own, the rest by that of most, and every time says which', async () => {
  await opens('harbor', 'America/New_York')
  await opens('prairie', 'America/Chicago')
  const page = await status()
  assert.match(page, /Hospital prairie, Lab Last sent 9:00 am today \(Central Time\)/)
  assert.match(page, /Hospital lakeside, Lab Last sent 10:00 am today \(Eastern Time\)/)
  assert.match(page, /This is how it was at 10:00 am today \(Eastern Time\)\./)
  assert.doesNotMatch(page, /UTC|Times are/)
})
