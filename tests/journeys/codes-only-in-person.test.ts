// P6 "When my organization does not open accounts online, I am told to call or come, whom, and when they are open." Both sides: the administrator closes for a day, and the door says so.
import assert from 'node:assert/strict'
import { givenStaff, staffSignedIn } from '../given/staff.ts'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'

const open = (walk: Walk, path: string) => walk.page.goto(walk.house.url + path)

journey('a clinic that gives codes in person says whom to call, what to bring and whether it is open now', async (walk) => {
  // Friday, November 20, 2026, 10 in the morning there.
  await open(walk, '/')
  await type(walk, walk.page.getByRole('searchbox'), 'Pier Street')
  await press(walk, button(walk, 'Find'))
  await walk.page.waitForURL(/\/find\/[0-9a-f-]{36}$/)
  assert.match(await textOf(walk), /Codes only in person Pier Street Free Clinic.*gives codes in person\. Call 555-0171\. Bring a photo ID to the desk\. Open now until noon\./)
  await press(walk, link(walk, 'Pier Street Free Clinic'))
  await thenThePageSays(walk, 'Pier Street Free Clinic')
  await thenThePageIsSound(walk)
  const text = await textOf(walk)
  assert.match(text, /Mon–Thu 9.am–4.pm, Fri 9.am–noon.*November 26, 2026, Thanksgiving: closed/)
  assert.doesNotMatch(text, /Create an account/)
  walk.house.clock.advance({ hours: 3 })
  await open(walk, '/o/pier-street')
  assert.match(await textOf(walk), /Closed now\. Opens Monday at 9.am\./)
})

journey('an administrator closes for a day, looks at it first, saves, and undoes: people see each at once', async (walk) => {
  const caller = await staffSignedIn(walk.house, await givenStaff(walk.house, 'administrator', 'pier-street'))
  const [site] = await walk.house.composed.databases.web.run((tx) => walk.house.composed.house.directory.sites(tx, 'pier-street'))
  const edit = `/admin/organizations/pier-street/site/${site?.id}`
  const page = await caller.get(edit)
  const fields = Object.fromEntries([...page.body.matchAll(/<input class="inp" id="(\w+)" name="\1"[^>]*? value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))
  assert.equal(fields.day4, '9 am-noon')
  const door = async () => {
    await open(walk, '/o/pier-street')
    return textOf(walk)
  }
  const typed = { ...fields, days: '2026-11-20 closed Boiler trouble' }
  const checked = await caller.post(edit, typed, { from: edit })
  assert.match(checked.body, /Is this right\?.*2026-11-20 closed Boiler trouble/s)
  assert.match(await door(), /Open now until noon/)
  assert.equal((await caller.post(edit, { ...typed, sure: 'yes' })).status, 303)
  assert.match(await door(), /Closed now\. Opens Monday at 9.am\..*November 20, 2026, Boiler trouble: closed/)
  const undo = /action="(\/admin\/organizations\/pier-street\/undo\/[0-9a-f-]+)"/.exec((await caller.get('/admin/organizations/pier-street')).body)?.[1] ?? ''
  assert.equal((await caller.post(undo, {})).status, 303)
  assert.match(await door(), /Open now until noon/)
  assert.equal((await caller.post(undo, {})).status, 404)
}, once)
