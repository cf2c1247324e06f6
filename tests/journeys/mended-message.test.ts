// A message that could not be read is kept, mended and read again, and the patient sees the result; one that fits no chart is filed, and its patient reads who looked and why. P47.
import assert from 'node:assert/strict'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { givenAnAccount, rosa, whenTheySignIn } from '../given/journey-door.ts'
import { givenSomebodyAtTheDesk } from '../given/journeys/desk.ts'
import { staffOf, whenStaffSignsIn, atAnotherComputer } from '../given/journeys/staff.ts'
import { result } from '../feeds/given.ts'
import { givenLab, sendBytes, sendResult, unreadable } from '../counts/sending.ts'

const site = 'Lakeside Health'
const potassium = (order: string) => result(order, { name: '2823-3^Potassium^LN', value: '4.4', at: '20261119080000-0500' })

async function whenTheAdministratorMendsTheAgreement(walk: Walk): Promise<void> {
  await press(walk, link(walk, 'Administration'))
  assert.match(await textOf(walk), /1 message could not be read/)
  await press(walk, link(walk, '1 message could not be read'))
  await thenThePageSays(walk, 'Lab')
  await thenThePageIsSound(walk, { site })
  await press(walk, link(walk, /ORU\^R01 LATIN/))
  assert.match(await textOf(walk), /character set/)
  await thenThePageIsSound(walk, { site })
  await press(walk, link(walk, 'Lab'))
  await press(walk, link(walk, 'Record numbers, charts, times, letters'))
  await thenThePageSays(walk, 'What is agreed with Lab')
  await thenThePageIsSound(walk, { site })
  await walk.page.getByLabel('Letters with marks').selectOption('8859/1')
  await press(walk, button(walk, 'Save'))
  assert.match(await textOf(walk), /Saved\. What could not be read can be read again now\./)
  await press(walk, button(walk, 'Read it again'))
  assert.match(await textOf(walk), /They are read again\./)
}

journey(
  'A result in letters that nobody could read is mended by an administrator, and the patient opens it',
  async (walk) => {
    const { house } = walk
    await givenLab(house)
    await sendBytes(house, { name: 'LATIN', bytes: unreadable(rosa.mrn, 'LATIN', potassium('LATIN')) })
    await atAnotherComputer(walk, async (his) => {
      await whenStaffSignsIn(his, staffOf(house, 'Amir Sato'))
      await whenTheAdministratorMendsTheAgreement(his)
    })
    await house.composed.inbound.feeds.work()
    // She chose to have five days for her doctor to call first.
    house.clock.advance({ hours: 144 })
    await whenTheySignIn(walk, await givenAnAccount(house, [rosa]))
    await walk.page.goto(`${house.url}/me/results`)
    await press(walk, link(walk, /Potassium/))
    const says = await textOf(walk)
    assert.match(says, /4\.4/)
    assert.match(says, /Came from Lakeside Health, Lab How it came A message with a result/)
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  },
  once,
)

journey(
  'A result under the wrong birth date is filed by the records office, and the patient reads who looked and why',
  async (walk) => {
    const { house } = walk
    await givenLab(house)
    await sendResult(house, { name: 'WRONG', mrn: rosa.mrn, who: { name: 'Alvarez^Rosa', born: '19860101' }, lines: potassium('WRONG') })
    const desk = await givenSomebodyAtTheDesk(walk, ['records-office'])
    const theirs = desk.walk
    try {
      await press(theirs, link(theirs, 'Whose is it?'))
      await thenThePageIsSound(theirs, { site })
      assert.doesNotMatch(await textOf(theirs), /Alvarez/)
      await press(theirs, link(theirs, 'A message with a result'))
      await thenThePageSays(theirs, 'A message with a result: whose is it?')
      await thenThePageIsSound(theirs, { site })
      await press(theirs, button(theirs, 'File it there'))
      assert.match(await textOf(theirs), /Enter a reason\./)
      await type(theirs, theirs.page.getByLabel('How do you know?'), 'Called the lab: a typing mistake.')
      await press(theirs, button(theirs, 'File it there'))
      assert.match(await textOf(theirs), /It is filed\./)
      await house.composed.inbound.feeds.work()
      await press(theirs, link(theirs, 'Called the lab: a typing mistake.'))
      await thenThePageSays(theirs, 'What staff filed in this chart')
      await thenThePageIsSound(theirs, { site })
    } finally {
      await desk.browser.end()
    }
    // She chose to have five days for her doctor to call first.
    house.clock.advance({ hours: 144 })
    await whenTheySignIn(walk, await givenAnAccount(house, [rosa]))
    await walk.page.goto(`${house.url}/me/results`)
    await press(walk, link(walk, /Potassium/))
    assert.match(await textOf(walk), /4\.4/)
    await walk.page.goto(`${house.url}/me/access-log`)
    assert.match(await textOf(walk), /to find out whose a message is/)
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  },
  once,
)
