// P7 "With an activation code from a letter I am in within minutes", P25 "I can filter by any dates", P26 "From a visit I get to everything that belongs to it", P34 "View, download exactly the thing I need": for a record that another system sent
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { type Walk, countFromHere, journey, link, press, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { type Patient, givenSomebodyCameInByLetter } from '../given/journey-door.ts'
import { pdfOnTheRow, thenThePaperSays, thenThePaperSaysWhoseItIs, whenItIsDownloaded, whenTheDaysAreChosen, whenTheyFind } from '../given/journey-record.ts'

const file = '../shared/data/fhir-synthea-uscore/Vanessa263_Page791_Lang846_6fd8fee9.json.gz'
const vanessa: Patient = { organization: 'lakeside', mrn: '6fd8fee9-7fba-4446-5a2a-dfe9257e1631', birthDate: '1951-01-26', name: 'Vanessa263 Page791 Lang846' }
const sound = (walk: Walk) => thenThePageIsSound(walk, { person: vanessa.name.replace('Mrs. ', '') })

async function givenHerRecordWasImported({ house }: Walk): Promise<void> {
  const report = await house.composed.inbound.importPaths([file], { organization: vanessa.organization })
  assert.deepEqual(
    report.files.filter((one) => one.refused !== null),
    [],
  )
}

async function thenTheReportOfThatDayIsInTheHand(walk: Walk): Promise<void> {
  const paper = await whenItIsDownloaded(walk, pdfOnTheRow(walk, /Cholesterol test/))
  assert.match(paper.name, /^2021-05-21 Cholesterol test.*\.pdf$/)
  thenThePaperSaysWhoseItIs(paper, { name: vanessa.name, born: '1951', mrn: vanessa.mrn, organization: 'Lakeside Health' })
  // Numbers exactly as the source wrote them.
  thenThePaperSays(paper, ['228.38', '149.36', '109.61', '57.1'])
}

async function thenTheVisitSaysThatNoSummaryWasSent(walk: Walk): Promise<void> {
  await sound(walk)
  const absence = walk.page.locator('[data-absence="elsewhere"], [data-absence="none-on-file"]').filter({ hasText: 'After Visit Summary' })
  assert.equal(await absence.count(), 1)
  assert.equal(await walk.page.getByRole('link', { name: 'After Visit Summary' }).count(), 0, 'and offers none')
}

async function thenTheVisitNoteIsInTheHand(walk: Walk): Promise<void> {
  const paper = await whenItIsDownloaded(walk, link(walk, /^PDF ?: .*note/i))
  thenThePaperSaysWhoseItIs(paper, { name: vanessa.name, born: '1951', mrn: vanessa.mrn, organization: 'Lakeside Health' })
  thenThePaperSays(paper, ['Chief Complaint', 'No complaints.', '70 year-old'])
}

const title = 'A patient whose record another system sent goes from the printed letter to the lab report of a day and the visit note'

if (existsSync(file)) {
  journey(title, async (walk) => {
    await givenHerRecordWasImported(walk)
    await givenSomebodyCameInByLetter(walk, vanessa, 'vanessa@example.com')
    await thenThePageSays(walk, 'Your record is open')
    await sound(walk)

    countFromHere(walk)
    await whenTheyFind(walk, 'May 21, 2021')
    await thenTheReportOfThatDayIsInTheHand(walk)
    assert.deepEqual(walk.did, { clicks: 2, fields: 1 })

    await walk.page.goto(`${walk.house.url}/me/results`)
    await whenTheDaysAreChosen(walk, '2021-05-21', '2021-05-21')
    await sound(walk)
    await press(walk, link(walk, 'See the visit and its summary'))
    assert.match(await textOf(walk), /May 21, 2021/)
    await thenTheVisitSaysThatNoSummaryWasSent(walk)
    await thenTheReportOfThatDayIsInTheHand(walk)
    await thenTheVisitNoteIsInTheHand(walk)
  })
} else test(title, { skip: `${file} is not here: the folder of test data is no part of the product` }, () => undefined)
