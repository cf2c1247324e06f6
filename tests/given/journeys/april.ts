// How does Rosa get from her printed letter to the papers of April 12? The promise to keep, walked with and without scripts.
import assert from 'node:assert/strict'
import { type Walk, button, countFromHere, link, mainOf, press, textOf, thenThePageIsSound, thenThePageSays } from '../journey.ts'
import {
  givenThePrintedLetter,
  rosa,
  thenTenRecoveryCodesAreShown,
  thenTheRulesOfAPasswordAreToldBeforeTyping,
  whenAPasswordIsChosen,
  whenAnAppIsSetUpAsSecondStep,
  whenAnEmailAddressIsGiven,
  whenTheAddressOnTheLetterIsOpened,
  whenTheCodeAndBirthDateAreTyped,
  whenTheLinkInTheMailIsOpened,
  whenTheRecoveryCodesAreKept,
} from '../journey-door.ts'
import { pdfOnTheRow, thenThePaperSays, thenThePaperSaysWhoseItIs, whenItIsDownloaded, whenTheDaysAreChosen, whenTheyFind } from '../journey-record.ts'

const email = 'rosa.alvarez@example.com'
const whose = { name: 'Rosa Alvarez', born: 'Feb', mrn: rosa.mrn, organization: 'Lakeside Health' }
const sound = (walk: Walk) => thenThePageIsSound(walk, { person: 'Rosa Alvarez' })

export async function fromThePrintedLetterToTheOpenRecord(walk: Walk): Promise<void> {
  const letter = await givenThePrintedLetter(walk.house, rosa)
  await whenTheAddressOnTheLetterIsOpened(walk, letter)
  await thenThePageSays(walk, 'Type the code from your letter')
  await thenThePageIsSound(walk)
  await whenTheCodeAndBirthDateAreTyped(walk, letter)
  await thenThePageSays(walk, 'What is your email?')
  await thenThePageIsSound(walk)
  await whenAnEmailAddressIsGiven(walk, email)
  await thenThePageIsSound(walk)
  await whenTheLinkInTheMailIsOpened(walk, email)
  await thenTheRulesOfAPasswordAreToldBeforeTyping(walk)
  await thenThePageIsSound(walk)
  await whenAPasswordIsChosen(walk)
  await thenThePageSays(walk, 'Set up your app')
  await thenThePageIsSound(walk)
  await whenAnAppIsSetUpAsSecondStep(walk)
  await thenTenRecoveryCodesAreShown(walk)
  await sound(walk)
  await whenTheRecoveryCodesAreKept(walk)
}

/** P32: one small thing to try, and it opens. */
export async function thenTheFirstVisitOffersOneSmallThing(walk: Walk): Promise<void> {
  await thenThePageSays(walk, 'Your record is open')
  await sound(walk)
  assert.equal(await walk.page.getByRole('link', { name: /^Try it: open one/ }).count(), 1)
  await press(walk, link(walk, /^Try it: open one/))
  await link(walk, /Download PDF/).waitFor()
  await sound(walk)
}

export async function whenTheResultsAreFilteredByTheDaysAroundApril12(walk: Walk): Promise<void> {
  await walk.page.goto(`${walk.house.url}/me`)
  await press(walk, link(walk, 'Test results'))
  await thenThePageSays(walk, 'Test results')
  await sound(walk)
  await whenTheDaysAreChosen(walk, '2026-04-06', '2026-04-18')
}

export async function thenOnlyTheTestsOfApril12AreListed(walk: Walk): Promise<void> {
  await walk.page.waitForURL('**/me/results?from=2026-04-06&to=2026-04-18')
  await sound(walk)
  assert.match(await textOf(walk), /3 results/)
  assert.match(await textOf(walk), /April 12, 2026/)
  assert.equal(await mainOf(walk).locator('ul.rows a.get').count(), 3)
}

export async function whenTheVisitOfTheTestsIsOpened(walk: Walk): Promise<void> {
  await press(walk, link(walk, 'See the visit and its summary'))
  await thenThePageSays(walk, 'Visit with Dr. Maya Chen')
}

/** P26. */
export async function thenEverythingOfTheVisitIsThere(walk: Walk): Promise<void> {
  await sound(walk)
  const text = await textOf(walk)
  const parts = ['April 12, 2026', 'After Visit Summary', 'Keep taking atorvastatin, 20 mg, each night.', 'Visit note', 'Blood pressure', 'Cholesterol test', 'Kidney and blood sugar test', 'Hemoglobin A1c', 'X-ray of left knee', 'Diclofenac gel', 'Tdap']
  for (const part of parts) assert.ok(text.includes(part), `the visit shows ${part}`)
}

/** Exactly this one report: its values as sent, the doctor's words, and nothing of the other reports of the day (P34). */
export async function thenTheLabReportIsInTheHand(walk: Walk): Promise<void> {
  const paper = await whenItIsDownloaded(walk, pdfOnTheRow(walk, /Cholesterol test/))
  assert.match(paper.name, /^2026-04-12 Cholesterol test.*Lakeside.*\.pdf$/)
  thenThePaperSaysWhoseItIs(paper, whose)
  thenThePaperSays(paper, ['LDL', '142', '218', '51', '128', 'mg/dL', 'Your LDL keeps going down'])
  assert.doesNotMatch(paper.words, /A1c|Creatinine/, 'nothing of the other reports of that day')
}

export async function thenTheSummaryOfTheSameVisitIsInTheHand(walk: Walk): Promise<void> {
  const paper = await whenItIsDownloaded(walk, link(walk, /^PDF ?: After Visit Summary, April 12/))
  thenThePaperSaysWhoseItIs(paper, whose)
  thenThePaperSays(paper, ['After Visit Summary', 'Keep taking atorvastatin, 20 mg, each night.'])
}

/** P35, its beginning: one file with every paper of the visit. */
export async function thenAllPapersOfTheVisitComeAsOnePack(walk: Walk): Promise<void> {
  const pack = await whenItIsDownloaded(walk, link(walk, /^Download all 7/))
  thenThePaperSaysWhoseItIs(pack, whose)
  thenThePaperSays(pack, ['After Visit Summary', 'Visit note', 'Cholesterol test', 'Kidney and blood sugar test', 'Hemoglobin A1c', 'X-ray of left knee'])
}

/** The checked results of the list, each number in a cell as it was sent. */
export async function thenTheirNumbersComeAsASpreadsheet(walk: Walk): Promise<void> {
  const sheet = await whenItIsDownloaded(walk, button(walk, 'Spreadsheet (CSV)'))
  assert.match(sheet.name, /\.csv$/)
  const lines = sheet.words.trim().split('\r\n')
  assert.equal(lines.length, 1 + 4 + 8 + 1, 'a head, and a line for each number of the three reports')
  assert.ok(
    lines.some((line) => line.includes('13457-7') && line.includes(',142,mg/dL,')),
    sheet.words,
  )
}

/** The short way: experience.md, section 3 (d). */
export async function thenFromHomeItTakesTwoClicksAndOneField(walk: Walk): Promise<void> {
  await walk.page.goto(`${walk.house.url}/me`)
  countFromHere(walk)
  await whenTheyFind(walk, 'April 12')
  await thenTheLabReportIsInTheHand(walk)
  assert.deepEqual(walk.did, { clicks: 2, fields: 1 })
  await sound(walk)
  await button(walk, 'Find').waitFor()
}

/** The whole of it. */
export async function rosaWalksFromTheLetterToHerPapers(walk: Walk): Promise<void> {
  await fromThePrintedLetterToTheOpenRecord(walk)
  await thenTheFirstVisitOffersOneSmallThing(walk)
  await whenTheResultsAreFilteredByTheDaysAroundApril12(walk)
  await thenOnlyTheTestsOfApril12AreListed(walk)
  await thenTheirNumbersComeAsASpreadsheet(walk)
  await whenTheVisitOfTheTestsIsOpened(walk)
  await thenEverythingOfTheVisitIsThere(walk)
  await thenTheLabReportIsInTheHand(walk)
  await thenTheSummaryOfTheSameVisitIsInTheHand(walk)
  await thenAllPapersOfTheVisitComeAsOnePack(walk)
  await thenFromHomeItTakesTwoClicksAndOneField(walk)
}
