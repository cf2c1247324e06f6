// How does a hospital's day come into a journey? Message by message through the open doors, as it is told in demo/feed; steps as sentences.
import assert from 'node:assert/strict'
import { makeHospitalDay } from '../../../demo/feed/hospital-day.ts'
import { type SendingHouse, demoFeedsOf } from '../../feeds/feed-house.ts'
import { merges } from '../../../words/en/merges.ts'
import { sources, unplacedWords, whose } from '../../../words/en/sources.ts'
import { type Walk, button, link, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../journey.ts'
import type { Account } from '../journey-door.ts'
import { rowsOf } from '../member.ts'
import { atAnotherComputer, staffOf, whenStaffSignsIn } from './staff.ts'

/** The day before the one at which a journey's clock stands. */
const day = makeHospitalDay('2026-11-20')

export type Hospital = SendingHouse & {
  /** These steps happen, one after the other, and are worked on: each is taken and ends as the day says. */
  sends(...keys: readonly string[]): Promise<void>
  /** The same step is said once more, two days later; it is worked on, and gives how it ends. */
  saysAgain(key: string): Promise<string>
}

/** The demo's hospitals are connected, and closed again when the journey is over. */
export async function withTheHospital(walk: Walk, body: (hospital: Hospital) => Promise<void>): Promise<void> {
  const sending = await demoFeedsOf(walk.house)
  try {
    const stepOf = (key: string) => day.find((one) => one.key === key) ?? assert.fail(`no step ${key}`)
    const newest = async (feed: string) => (await rowsOf<{ state: string }>(walk.house, 'select state from inbound_message where feed = $1 order by id desc limit 1', [feed]))[0]?.state ?? ''
    await body({
      ...sending,
      async saysAgain(key) {
        const step = stepOf(key)
        assert.equal(await sending.sendStep({ ...step, bytes: Buffer.from(step.bytes.toString().replaceAll('20261119', '20261121').replace(/\|(\d{8,})\|P\|/, '|again$1|P|')) }), 'AA')
        await sending.workedOff()
        return newest(step.feed)
      },
      async sends(...keys) {
        for (const key of keys) {
          const step = stepOf(key)
          assert.ok(['AA', '202'].includes(await sending.sendStep(step)), key)
          await sending.workedOff()
          assert.equal(await newest(step.feed), step.ends, key)
        }
      },
    })
  } finally {
    await sending.end()
  }
}

/** The ready-made sign-in of somebody of the demo. */
export function readyMade({ house }: Walk, given: string): Account {
  const found = house.seeded?.signIns.find((one) => one.name.startsWith(`${given} `))
  assert.ok(found, `${given} has a ready-made sign-in`)
  return { email: found.email, password: found.password, totpSecret: found.totpSecret }
}

/** The records office at a computer of its own, signed in. */
export function atTheOffice(walk: Walk, body: (office: Walk) => Promise<void>): Promise<void> {
  return atAnotherComputer(walk, async (office) => {
    await whenStaffSignsIn(office, staffOf(walk.house, 'Rita Cole'))
    await body(office)
  })
}

const site = 'Lakeside Health'

/** By the navigation; on a narrow screen it is in the menu. */
async function goTo(office: Walk, place: string): Promise<void> {
  if (!(await link(office, place).isVisible())) await office.page.locator('details.menu summary').click()
  await press(office, link(office, place))
}

/** The records office opens the newest message that waits, finds the chart with this number, and files it there. */
export async function whenTheOfficeFiles(office: Walk, mrn: string, reason: string): Promise<void> {
  const { page, house } = office
  await goTo(office, whose.nav)
  await thenThePageSays(office, whose.heading)
  await thenThePageIsSound(office, { site })
  await press(office, page.getByRole('region', { name: whose.waitingHeading }).getByRole('link').first())
  await thenThePageSays(office, /whose is it\?$/)
  await thenThePageIsSound(office, { site })
  const form = page.getByRole('form', { name: `${whose.one.place.heading}, ${mrn}` })
  if ((await form.count()) === 0) {
    await type(office, page.getByLabel(whose.one.find.label, { exact: true }), mrn)
    await press(office, button(office, whose.one.find.button))
    await form.waitFor()
    await thenThePageIsSound(office, { site })
  }
  await type(office, form.getByLabel(whose.one.place.reason), reason)
  await press(office, form.getByRole('button'))
  await page.getByRole('heading', { name: sources.done.placed.heading }).waitFor()
  await thenThePageIsSound(office, { site })
  await house.composed.inbound.feeds.work()
}

/** And takes back what it filed for this reason. */
export async function whenTheOfficeTakesBack(office: Walk, filedFor: string, reason: string): Promise<void> {
  const { page, house } = office
  await goTo(office, whose.nav)
  await press(office, page.getByRole('region', { name: whose.placedHeading }).getByRole('link', { name: filedFor }))
  await thenThePageSays(office, whose.placed.heading)
  await thenThePageIsSound(office, { site })
  await type(office, page.getByLabel(whose.placed.undo.reason, { exact: true }), reason)
  await press(office, button(office, whose.placed.undo.button))
  await page.getByRole('heading', { name: sources.done.undone.heading }).waitFor()
  await house.composed.inbound.feeds.work()
}

/** Two charts that were made one are two again: the office compares them, reads what will happen, and says so. Gives what it read. */
export async function whenTheOfficeTakesThemApart(office: Walk, mrn: string, reason: string): Promise<string> {
  const { page } = office
  await goTo(office, merges.nav)
  await thenThePageSays(office, merges.heading)
  await thenThePageIsSound(office, { site })
  await type(office, page.getByLabel(merges.find.label, { exact: true }), mrn)
  await press(office, button(office, merges.find.button))
  await thenThePageSays(office, merges.one.heading)
  await thenThePageIsSound(office, { site })
  await press(office, button(office, merges.one.part.button))
  await page.getByRole('link', { name: merges.one.reasonMissing }).waitFor()
  await type(office, page.getByLabel(merges.one.part.reason), reason)
  await press(office, button(office, merges.one.part.button))
  await thenThePageSays(office, merges.check.heading)
  await thenThePageIsSound(office, { site })
  const read = await textOf(office)
  await press(office, button(office, merges.check.button))
  await page.getByRole('heading', { name: merges.done.heading }).waitFor()
  await thenThePageIsSound(office, { site })
  return read
}

/** The source says once more that they are one. The office reads why that waits, and says that it is right after all. */
export async function whenTheOfficeSaysThatItIsRight(office: Walk, who: string): Promise<void> {
  const { page, house } = office
  await goTo(office, whose.nav)
  await press(office, page.getByRole('region', { name: whose.waitingHeading }).getByRole('link').first())
  await thenThePageSays(office, whose.one.join.heading)
  await page.getByText(unplacedWords['merge-ended-here'].why).waitFor()
  for (const chart of ['Noor Haddad', 'Noor Hadad']) await page.getByRole('region', { name: whose.one.join.charts }).getByText(chart, { exact: true }).waitFor()
  await thenThePageIsSound(office, { site })
  await type(office, page.getByLabel(whose.one.accept.reason, { exact: true }), who)
  await press(office, button(office, whose.one.accept.button))
  await page.getByRole('heading', { name: sources.done.accepted.heading }).waitFor()
  await house.composed.inbound.feeds.work()
}
