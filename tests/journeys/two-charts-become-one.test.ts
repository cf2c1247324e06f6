// P13 "Once I am in, new things keep coming": a clinic opened a second chart for Noor; when the two become one her record is whole, and when that was wrong they are two again
import assert from 'node:assert/strict'
import { type Walk, journey, textOf, thenThePageIsSound } from '../given/journey.ts'
import { whenTheySignIn } from '../given/journey-door.ts'
import { atTheOffice, readyMade, whenTheOfficeSaysThatItIsRight, whenTheOfficeTakesThemApart, withTheHospital } from '../given/journeys/hospital-day.ts'
import { noorFacts } from '../../demo/people/short-records.ts'

async function theRecord(walk: Walk): Promise<{ readonly results: string; readonly vaccines: string }> {
  await walk.page.goto(`${walk.house.url}/me/results`)
  const results = await textOf(walk)
  await walk.page.goto(`${walk.house.url}/me/vaccines`)
  return { results, vaccines: await textOf(walk) }
}

journey('Noor’s strep test lies in a chart that she does not see; the charts become one and it is there; undone, each has its own again, until the office says otherwise', (walk) =>
  withTheHospital(walk, (hospital) => atTheOffice(walk, async (office) => {
    await whenTheySignIn(walk, readyMade(walk, 'Noor'))
    await hospital.sends('merge-second-chart', 'merge-result', 'vaccine')
    const apart = await theRecord(walk)
    assert.doesNotMatch(apart.results, /strep/i)
    assert.match(apart.vaccines, /Flu shot/)

    await hospital.sends('merge')
    const whole = await theRecord(walk)
    assert.match(whole.results, /strep/i)
    assert.equal(whole.vaccines, apart.vaccines)
    await thenThePageIsSound(walk, { person: [...noorFacts.given, noorFacts.family].join(' ') })

    const read = await whenTheOfficeTakesThemApart(office, noorFacts.mrn, 'Both were at the desk with their ID.')
    assert.match(read, /It shows what came under its own number: 1 test result\. No account opens it\./)
    assert.match(read, /1 account opens it, and goes on with it alone\./)
    assert.deepEqual(await theRecord(walk), apart)
    await walk.page.goto(`${walk.house.url}/me/access-log`)
    assert.match(await textOf(walk), /Rita Cole \(.+?\) took apart two record numbers/)

    // Their source is not of that opinion: what it says later waits, until the office says otherwise.
    assert.equal(await hospital.saysAgain('merge'), 'unplaced')
    assert.deepEqual(await theRecord(walk), apart)
    await whenTheOfficeSaysThatItIsRight(office, 'Registration: the ID was read wrongly.')
    assert.match((await theRecord(walk)).results, /strep/i)
  })),
)
