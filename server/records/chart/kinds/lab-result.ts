// How is a lab report told? The doctor's words, one sentence about all numbers, then each number.
import type { LabResult, LabValue } from '../../../../contract/clinical.ts'
import type { PresentedValue, Section } from '../../../../contract/presented-record.ts'
import { dayOfYear } from '../../../../words/en/dates.ts'
import { record, standingWords, statusNotices, statusWords, summaryWords } from '../../../../words/en/record.ts'
import { plainTestName } from '../../../../words/en/tests.ts'
import { type Presented, type Presenting, dated, factDate, factsOf, filesOf, peopleOf, shortName, textSection, textSections, titleDate } from '../presenting.ts'
import { outsideFirst, presentValue } from '../values/present-value.ts'

/** The everyday name of a report: its own code's, or that of its only value. */
export function labTitle(name: { readonly text: string; readonly code?: string | undefined }, only?: { readonly code?: string | undefined }): { readonly title: string; readonly subtitle?: string } {
  const plain = plainTestName(name.code) ?? plainTestName(only?.code)
  return plain === undefined || plain.toLowerCase() === name.text.toLowerCase() ? { title: name.text } : { title: plain, subtitle: name.text }
}

function leaves(values: readonly PresentedValue[]): readonly PresentedValue[] {
  // A value that says something of its own counts beside what explains it.
  return values.flatMap((value) => [...(value.parts.length === 0 || value.value !== '' ? [value] : []), ...leaves(value.parts)])
}

/** "2 of 4 numbers are outside the lab's standard range. This is common, …" */
export function labSummary(values: readonly PresentedValue[], phone: string | null): string | undefined {
  const all = leaves(values)
  const numbers = all.filter((value) => value.standing !== 'text')
  const ranged = numbers.filter((value) => value.standing !== 'no-range')
  const outside = ranged.filter((value) => value.standing !== 'in-range')
  if (numbers.length === 0) return undefined
  if (outside.some((value) => value.standing === 'critical')) return [summaryWords.critical, phone === null ? '' : summaryWords.criticalCall(phone)].join(' ').trim()
  // Words ("Escherichia coli") are no number and have no range.
  const [only] = numbers.length === 1 ? numbers : []
  if (only?.standingText === standingWords.unexpected) return all.length === 1 ? summaryWords.notAsExpected : summaryWords.oneNotAsExpected
  // Of the others nothing is known: nothing is said of the whole.
  if (only?.standingText === standingWords.expected) return all.length === 1 ? summaryWords.asExpected : undefined
  if (ranged.length === 0) return numbers.length === 1 ? summaryWords.noRangeOne : summaryWords.noRange
  if (outside.length > 0) return `${ranged.length === numbers.length ? summaryWords.outside(outside.length, numbers.length) : summaryWords.outsideOfSome(outside.length, ranged.length, numbers.length)} ${summaryWords.common}`
  return ranged.length === numbers.length ? summaryWords.allIn(numbers.length) : summaryWords.someIn(ranged.length, numbers.length)
}

function commentSections(body: LabResult, { zone }: Presenting): readonly Section[] {
  return body.comments.map((comment): Section => {
    const when = comment.when === undefined ? undefined : dayOfYear(comment.when, zone)
    return {
      type: 'quote',
      heading: record.wrote(comment.who === undefined ? undefined : shortName(comment.who), when),
      ...(comment.who === undefined ? {} : { who: comment.who }),
      ...(when === undefined ? {} : { when }),
      text: comment.text,
    }
  })
}

function numbersHeading(values: readonly LabValue[]): string {
  if (values.every((value) => value.quantity === undefined && value.parts.length === 0)) return record.results
  return values.length === 1 ? record.oneNumber : record.numbers
}

export function presentLabResult(body: LabResult, about: Presenting): Presented {
  const values = outsideFirst(body.values.map((value) => presentValue(value, { ...about, day: body.taken ?? body.issued })))
  const [only] = body.values.length === 1 ? body.values.map((value) => value.name) : []
  const notice = statusNotices[body.status]
  const summary = labSummary(values, about.phone)
  const who = body.authors[0]?.name
  return {
    ...labTitle(body.name, only),
    when: titleDate(body.taken ?? body.issued, about),
    ...dated(body.taken ?? body.issued),
    ...(who === undefined ? {} : { who }),
    ...(notice === undefined ? {} : { notice }),
    ...(summary === undefined ? {} : { summary }),
    sections: [...commentSections(body, about), ...(values.length === 0 ? [] : [{ type: 'values' as const, heading: numbersHeading(body.values), values }]), ...textSection(record.conclusion, body.conclusion), ...textSections(body.attachments, record.text)],
    about: factsOf([
      ['taken', factDate(body.taken, about)],
      ['done', factDate(body.issued, about)],
      ['seen', factDate(about.seenFrom, about)],
      ['status', statusWords[body.status]],
      ['lab', body.lab ?? body.place],
      ['specimen', body.specimen],
      ['doctor', peopleOf(body.authors)],
      ['report', body.identifier],
    ]),
    attachments: filesOf(body.attachments, body.name.text),
  }
}
