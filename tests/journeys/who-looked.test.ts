// P47 "It is clear who looked, when, for whom and why": each view and each download stands in "Who looked" at once; R84 "Patient reads own access log"
import assert from 'node:assert/strict'
import { type Walk, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { rowsOf } from '../given/member.ts'
import { givenAnAccount, rosa, whenTheySignIn } from '../given/journey-door.ts'
import { pdfOnTheRow, whenItIsDownloaded, whenTheyFind } from '../given/journey-record.ts'

/** The lines of "Who looked", newest first: what, and when. */
async function whoLooked(walk: Walk): Promise<readonly string[]> {
  await walk.page.goto(`${walk.house.url}/me`)
  await press(walk, link(walk, 'See who and why'))
  await thenThePageSays(walk, 'Who looked')
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  const lines = await walk.page.locator('main ul.rows > li').allInnerTexts()
  return lines.map((line) => line.replace(/\s+/g, ' ').trim())
}

/** As the staff door leaves it when somebody at the desk looks. */
async function givenTheDeskLooked(walk: Walk): Promise<void> {
  const [patient] = await rowsOf<{ id: string }>(walk.house, "select id from patients_patient where organization = 'lakeside' and mrn = $1", [rosa.mrn])
  const { house, databases } = walk.house.composed
  await databases.desk.run((tx) => house.audit.note(tx, { kind: 'identity-viewed', patient: patient?.id ?? '', actor: null, actorRole: 'staff', actorName: 'Jo Park', purpose: 'you came to the desk', detail: { organization: 'lakeside', role: 'front-desk' } }))
}

journey(
  'A look by staff says who, in which role and organization, and why',
  async (walk) => {
    await givenTheDeskLooked(walk)
    await whenTheySignIn(walk, await givenAnAccount(walk.house, [rosa]))
    const lines = await whoLooked(walk)
    assert.ok(lines.some((line) => /^Jo Park \(front desk, Lakeside Health\) looked at name, birth date and contacts .*Why: you came to the desk/.test(line)), lines.join('\n'))
  },
  once,
)

const says = (lines: readonly string[], what: RegExp, when: string) =>
  assert.ok(
    lines.some((line) => what.test(line) && line.includes(when)),
    `“Who looked” says ${what} at ${when}:\n${lines.join('\n')}`,
  )

journey(
  'Each view and each download stands in “Who looked” at once, with what and when',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await whenTheySignIn(walk, account)

    walk.house.clock.set('2026-11-20T15:10:00Z')
    await whenTheyFind(walk, 'April 12')
    walk.house.clock.set('2026-11-20T15:11:00Z')
    await whenItIsDownloaded(walk, pdfOnTheRow(walk, /Cholesterol test/))
    walk.house.clock.set('2026-11-20T15:12:00Z')
    await press(walk, link(walk, /^Cholesterol test/))
    await thenThePageSays(walk, 'Cholesterol test')
    walk.house.clock.set('2026-11-20T15:13:00Z')
    await walk.page.goto(`${walk.house.url}/me/medicines`)

    const lines = await whoLooked(walk)
    assert.match(await textOf(walk), /November 20, 2026/)
    says(lines, /^You searched/, '10:10 am')
    says(lines, /^You downloaded a test result/, '10:11 am')
    says(lines, /^You opened a test result/, '10:12 am')
    says(lines, /^You looked at a list of medicines/, '10:13 am')
  },
  once,
)
