// How are vital signs and answered questions told? As values, in the order in which they came.
import type { Questionnaire, VitalSigns } from '../../../../contract/clinical.ts'
import { record, titleWords } from '../../../../words/en/record.ts'
import { plainTestName } from '../../../../words/en/tests.ts'
import { type Presented, type Presenting, dated, factDate, factsOf, peopleOf, titleDate } from '../presenting.ts'
import { presentValue } from '../values/present-value.ts'
import type { LabValue } from '../../../../contract/clinical.ts'

const given = (body: { readonly taken?: string; readonly authors: readonly { readonly name: string; readonly role?: string }[]; readonly place?: string; readonly organization?: string }, about: Presenting) =>
  factsOf([
    ['taken', factDate(body.taken, about)],
    ['doctor', peopleOf(body.authors)],
    ['place', body.place],
    ['organization', body.organization],
  ])

function valuesOf(values: readonly LabValue[], about: Presenting, heading: string) {
  if (values.length === 0) return []
  // A measurement without a range needs no sentence that says so: nobody expects one.
  const shown = values.map((value) => presentValue(value, about)).map(quiet)
  return [{ type: 'values' as const, heading, values: shown }]
}

function quiet(value: ReturnType<typeof presentValue>): ReturnType<typeof presentValue> {
  const parts = value.parts.map(quiet)
  return value.standing === 'no-range' && value.rangeText === undefined ? { ...value, sentence: '', parts } : { ...value, parts }
}

export function presentVitalSigns(body: VitalSigns, about: Presenting): Presented {
  return {
    title: titleWords.vitals,
    when: titleDate(body.taken ?? body.issued, about),
    ...dated(body.taken ?? body.issued),
    ...(body.authors[0] === undefined ? {} : { who: body.authors[0].name }),
    sections: valuesOf(body.values, about, record.numbers),
    about: given(body, about),
    attachments: [],
  }
}

export function presentQuestionnaire(body: Questionnaire, about: Presenting): Presented {
  const plain = plainTestName(body.name.code)
  return {
    title: plain ?? body.name.text,
    ...(plain === undefined ? {} : { subtitle: body.name.text }),
    when: titleDate(body.taken ?? body.issued, about),
    ...dated(body.taken ?? body.issued),
    ...(body.authors[0] === undefined ? {} : { who: body.authors[0].name }),
    sections: valuesOf(body.values, about, record.results),
    about: given(body, about),
    attachments: [],
  }
}
