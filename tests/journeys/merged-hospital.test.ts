// P5 "When my clinic merged or changed its name, I am told what changed for me: address, sign-in, nothing."
import assert from 'node:assert/strict'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { whenTheySignIn } from '../given/journey-door.ts'

const account = { email: 'edna.moss@example.com', password: 'Kettle-Orbit-Mango-Seven-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }

const open = (walk: Walk, path: string) => walk.page.goto(walk.house.url + path)

journey('the old name and the old address lead on with one sentence; the old sign-in works; the first page says that nothing is lost, once', async (walk) => {
  const { house, databases, patients } = walk.house.composed
  const chart = await databases.operate.run((tx) => patients.register(tx, { organization: 'st-brigids', mrn: '4471', name: 'Edna Moss', family: 'Moss', given: 'Edna', birthDate: '1950-01-02', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null }))
  await databases.operate.run(async (tx) => {
    const person = await house.accounts.createTrialAccount(tx, { name: 'Edna Moss', ...account })
    await house.access.link(tx, { person, patient: chart.id, provenBy: 'test' })
  })
  await open(walk, '/')
  await type(walk, walk.page.getByRole('searchbox'), 'saint bridgets hospital')
  await press(walk, button(walk, 'Find'))
  await walk.page.waitForURL(/\/find\/[0-9a-f-]{36}$/)
  assert.match(await textOf(walk), /Now part of Lakeside Health St\. Brigid’s Hospital.*Same people, new name\. Your old email and password still work\./)
  await open(walk, '/o/st-brigids')
  await thenThePageSays(walk, 'St. Brigid’s Hospital is now part of Lakeside Health')
  await thenThePageIsSound(walk)
  assert.match(await textOf(walk), /2 things changed.*lakeside\.example.*What stays the same.*Your passkey/)
  await whenTheySignIn(walk, account, { organization: 'st-brigids' })
  assert.match(await textOf(walk), /St\. Brigid’s Hospital is now Lakeside Health\. Nothing is lost\. 2 things changed\./)
  await press(walk, button(walk, 'OK, I know'))
  await walk.page.waitForURL(/\/me$/)
  assert.doesNotMatch(await textOf(walk), /is now Lakeside Health/)
  assert.ok(await link(walk, 'Test results').count() > 0)
}, once)
