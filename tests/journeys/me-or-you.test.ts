// P51 "I learn whether it is my sign-in, my identity, a missing record, or the system", P52 "When the system is down I am told, and what still works"; experience.md, journey (j)
import assert from 'node:assert/strict'
import { watchOnce } from '#web'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { type Account, givenAnAccount, rosa, whenTheySignIn, whenTheySignOut } from '../given/journey-door.ts'
import { rowsOf } from '../given/member.ts'
import { givenStaff, staffCode } from '../given/staff.ts'

/** What the house does by itself every ten seconds. */
async function tenSecondsPass({ house: { composed, clock } }: Walk): Promise<void> {
  clock.advance({ seconds: 10 })
  await watchOnce({ directory: composed.house.directory, notices: composed.house.notices, database: composed.databases.job, known: composed.house.state, alarms: composed.house.sources.balance.alarms })
  await composed.house.state.refresh()
}

const newsOf = async ({ page }: Walk): Promise<string> => ((await page.getByRole('complementary', { name: 'News about this site' }).allInnerTexts())[0] ?? '').replace(/\s+/g, ' ')

const lakesideSource = async ({ house }: Walk) => (await rowsOf<{ id: string; name: string }>(house, "select id, name from directory_source where organization = 'lakeside'"))[0] ?? { id: '', name: '' }

async function givenTheFeedIsDownAndTheRelayIsDead(walk: Walk): Promise<string> {
  const { composed } = walk.house
  const source = await lakesideSource(walk)
  await composed.databases.feed.run((tx) => composed.house.directory.notReached(tx, source.id))
  // What the delivery loop writes when the relay does not answer.
  await rowsOf(walk.house, "insert into notices_way (way, failing_since, last_failed_at) values ('mail', $1, $1)", [walk.house.clock.now()])
  walk.house.clock.advance({ minutes: 2 })
  await tenSecondsPass(walk)
  return source.name
}

async function whenAllIsBack(walk: Walk): Promise<void> {
  const { composed, clock } = walk.house
  const source = await lakesideSource(walk)
  clock.advance({ minutes: 28 })
  await composed.databases.feed.run((tx) => composed.house.directory.received(tx, source.id, clock.now()))
  await rowsOf(walk.house, 'update notices_way set failing_since = null, last_taken_at = $1', [clock.now()])
  await tenSecondsPass(walk)
}

journey('an outage is told before anybody types, with its time and what still works; the record opens as it was; afterwards the news is gone and stands in the history', async (walk) => {
  const account = await givenAnAccount(walk.house, [rosa])
  const source = await givenTheFeedIsDownAndTheRelayIsDead(walk)

  await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
  assert.match(await newsOf(walk), new RegExp(`It’s not you\\. ${source} is not answering\\. It started at 10:00 am today\\. You can still sign in and see your record as it was at`))
  await thenThePageIsSound(walk)
  await walk.page.goto(`${walk.house.url}/forgot`)
  assert.match(await newsOf(walk), /It’s not you\. Our mail is not going out right now\. It started at 10:00 am today\./)

  await press(walk, walk.page.getByRole('contentinfo').getByRole('link', { name: 'Something is not working' }))
  await thenThePageSays(walk, 'What works right now')
  assert.match(await textOf(walk), /Something is not working\. It is not you\..*Mail from us Not working since 10:00 am today/)
  await thenThePageIsSound(walk)

  await whenTheySignIn(walk, account)
  await walk.page.goto(`${walk.house.url}/me/results`)
  assert.match(await textOf(walk), /Cholesterol/)
  await whenTheySignOut(walk)

  await whenAllIsBack(walk)
  await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
  assert.equal(await newsOf(walk), '')
  await press(walk, walk.page.getByRole('contentinfo').getByRole('link', { name: 'Everything works' }))
  assert.match(await textOf(walk), new RegExp(`Everything works\\..*In the last 90 days.*${source} 3\\d minutes`))
})

async function whenStaffSignIn(walk: Walk, staff: Account): Promise<void> {
  await walk.page.goto(`${walk.house.url}/staff/sign-in`)
  await type(walk, walk.page.getByLabel('Work email', { exact: true }), staff.email)
  await type(walk, walk.page.getByLabel('Password', { exact: true }), staff.password)
  await press(walk, button(walk, 'Continue'))
  await type(walk, walk.page.getByLabel('Code', { exact: true }), staffCode(walk.house))
  await press(walk, button(walk, 'Continue'))
  await walk.page.waitForURL('**/staff')
}

journey('an administrator announces planned work; people read it before they type, while it lasts, and not after', async (walk) => {
  const { page, house } = walk
  await whenStaffSignIn(walk, await givenStaff(house, 'administrator'))
  await press(walk, link(walk, 'Planned work'))
  await thenThePageSays(walk, /Planned work at/)
  await type(walk, page.getByLabel('First day'), '2026-11-20')
  await type(walk, page.getByLabel('It begins at'), '10 pm')
  await type(walk, page.getByLabel('Last day'), '2026-11-20')
  await type(walk, page.getByLabel('It ends at'), '9 pm')
  await press(walk, button(walk, 'Announce it'))
  assert.match(await textOf(walk), /Check what you typed/)
  assert.equal(await page.getByLabel('It begins at').inputValue(), '10 pm')
  await page.getByLabel('Signing in').check()
  await type(walk, page.getByLabel('Last day'), '2026-11-21')
  await type(walk, page.getByLabel('It ends at'), '2:00')
  await press(walk, button(walk, 'Announce it'))
  assert.match(await textOf(walk), /It is announced\..*Friday, Nov 20, 10:00 pm – Nov 21, 2:00 am Signing in/)

  await tenSecondsPass(walk)
  await page.goto(`${house.url}/o/lakeside/sign-in`)
  assert.match(await newsOf(walk), /Planned work: Friday, Nov 20, 10:00 pm It lasts until Nov 21, 2:00 am\. Nobody can sign in\. You can still call us\./)
  await page.goto(`${house.url}/o/northshore/sign-in`)
  assert.equal(await newsOf(walk), '', 'another hospital’s door is not concerned')

  house.clock.advance({ hours: 13 })
  await tenSecondsPass(walk)
  await page.goto(`${house.url}/o/lakeside/sign-in`)
  assert.match(await newsOf(walk), /It’s not you\. We are working on this site\. Nobody can sign in\. It ends on Saturday, Nov 21, 2:00 am\. You can still call us\./)
  await thenThePageIsSound(walk)
  house.clock.advance({ hours: 4 })
  await tenSecondsPass(walk)
  await page.goto(`${house.url}/o/lakeside/sign-in`)
  assert.equal(await newsOf(walk), '')
}, once)
