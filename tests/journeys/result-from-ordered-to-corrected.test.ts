// P28 "What is not there yet says why, and when it comes": a test goes from ordered to corrected, message by message; Hannah sees where it stands each time, and afterwards all that it ever said
import assert from 'node:assert/strict'
import { type Walk, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { whenTheySignIn } from '../given/journey-door.ts'
import { pdfOnTheRow, thenThePaperSays, whenItIsDownloaded } from '../given/journey-record.ts'
import { readyMade, withTheHospital } from '../given/journeys/hospital-day.ts'

const hannah = 'Hannah June Brooks'

/** What home says about the test that is on the way. */
async function onTheWay(walk: Walk): Promise<string> {
  await walk.page.goto(`${walk.house.url}/me`)
  const thing = walk.page.locator('main li, main article, main section section').filter({ has: walk.page.getByRole('heading', { name: 'Cholesterol test' }) }).filter({ hasText: 'Why is it not here yet?' }).last()
  if (!(await thing.isVisible())) return ''
  await press(walk, thing.getByText('Why is it not here yet?'))
  return (await thing.innerText()).replace(/\s+/g, ' ')
}

/** What the list of results says of it: beside the results, with its steps. */
async function besideTheResults(walk: Walk): Promise<string> {
  await walk.page.goto(`${walk.house.url}/me/results`)
  const thing = walk.page.getByRole('region', { name: 'On the way' }).getByRole('listitem').filter({ hasText: 'Cholesterol test' })
  await thenThePageIsSound(walk, { person: hannah })
  return (await thing.count()) === 0 ? '' : (await thing.innerText()).replace(/\s+/g, ' ')
}

async function thenTheNumbersAre(walk: Walk, numbers: readonly string[]): Promise<void> {
  const said = await textOf(walk)
  for (const one of numbers) assert.ok(said.includes(one), `${one} in ${said.slice(0, 1_500)}`)
}

journey(
  'a cholesterol test is ordered, taken, being worked on, finished and corrected; each step is told, and the history says what it said before',
  (walk) => withTheHospital(walk, async (hospital) => {
    await whenTheySignIn(walk, readyMade(walk, 'Hannah'))
    assert.deepEqual([await onTheWay(walk), await besideTheResults(walk)], ['', ''])

    await hospital.sends('result-ordered')
    assert.match(await onTheWay(walk), /Done: Ordered Nov 19, 7:05 am.*Next: Taken Not yet.*Ordered on November 19\. Not taken yet\./)
    assert.match(await besideTheResults(walk), /Cholesterol test Ordered Ordered on November 19\. Not taken yet\./)
    assert.equal(await walk.page.getByRole('checkbox', { name: /Cholesterol/ }).count(), 0)
    await hospital.sends('result-taken')
    assert.match(await onTheWay(walk), /Done: Taken Nov 19, 7:40 am Now: The lab is working on it/)
    await thenThePageIsSound(walk, { person: hannah })
    assert.match(await besideTheResults(walk), /Cholesterol test In the lab Ordered on November 19\. Taken on November 19\. The lab is still working on it\./)

    // First numbers are not shown here before the lab has checked them, and it is said that they are on the way, once.
    await hospital.sends('result-first')
    assert.match(await onTheWay(walk), /Now: The lab is working on it/)
    await walk.page.goto(`${walk.house.url}/me/results`)
    assert.equal(((await textOf(walk)).match(/Cholesterol test/g) ?? []).length, 1)
    assert.doesNotMatch(await textOf(walk), /\b206\b/)

    await hospital.sends('result-final', 'result-final-again')
    assert.deepEqual([await onTheWay(walk), await besideTheResults(walk)], ['', ''])
    await walk.page.goto(`${walk.house.url}/me/results`)
    await press(walk, link(walk, /^Cholesterol test/))
    await thenThePageSays(walk, 'Cholesterol test')
    await thenTheNumbersAre(walk, ['203 mg/dL', '121 mg/dL', 'before it was final, it said 206 mg/dL'])

    await hospital.sends('result-corrected')
    await walk.page.reload()
    await thenTheNumbersAre(walk, ['188 mg/dL', '106 mg/dL', 'Corrected on November 19. It said 203 mg/dL before.', 'the earlier values were too high', 'This was changed after it was first sent.'])
    await thenThePageIsSound(walk, { person: hannah })
    const history = (await walk.page.locator('section:has(#history)').last().innerText()).replace(/\s+/g, ' ')
    assert.match(history, /Corrected Nov 19, 3:05 pm.*188 mg\/dL Before: 203 mg\/dL.*Final Nov 19, 11:40 am.*203 mg\/dL Before: 206 mg\/dL.*First sent\. Not final Nov 19, 9:20 am/)
    await walk.page.goto(`${walk.house.url}/me/results`)
    thenThePaperSays(await whenItIsDownloaded(walk, pdfOnTheRow(walk, /^Cholesterol test/)), ['188', 'Corrected'])
  }),
  once,
)
