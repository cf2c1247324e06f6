// How does a questionnaire come in? As a report of scores, or as a survey Observation with its answers: never as a lab result.
import type { LabValue, Questionnaire, SentDate } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { each, present } from '../element.ts'
import { coded } from '../codings.ts'
import { sentDate, sentMoment } from '../dates.ts'
import { labelsOfResource } from '../labels.ts'
import { LeftOut } from '../left-out.ts'
import { authorsOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, identifierOf, valueWords } from '../record.ts'
import { isFinal, reportStatus, valueOf } from '../values.ts'
import { entriesOf, partsOf, valuesOf } from './lab.ts'

type Answers = { readonly values: readonly LabValue[]; readonly inside: readonly Entry[]; readonly taken: SentDate | undefined }

function made(entry: Entry, { values, inside, taken }: Answers, context: Context): Mapped {
  const { resource } = entry
  const name = coded(resource.code)
  if (name === undefined) throw new LeftOut('no-name', 'code')
  const status = reportStatus(resource.status)
  const issued = sentDate(resource.issued, 'issued')
  const authors = authorsOf(resource.performer, context.resolve, resource)
  const body = present<Questionnaire>({ kind: 'questionnaire', name, taken, issued, authors, values, identifier: identifierOf(resource) })
  const card = present<Mapped['card']>({ name: name.text, code: name.code, system: name.system, date: taken ?? issued, status, taken, values: values.length, ...cardAuthor(authors) })
  return {
    ...common({ entry, context, labels: inside.flatMap((one) => labelsOfResource(one.resource)) }),
    from: [entry, ...inside], kind: 'questionnaire', filed: taken ?? issued, final: isFinal(status) ? (issued ?? true) : null, card, search: [name.text, ...valueWords(values)], body,
  }
}

export function questionnaireReport(entry: Entry, context: Context): Mapped {
  const parts = partsOf(entry, each(entry.resource.result), context)
  return made(entry, { values: valuesOf(parts), inside: entriesOf(parts), taken: sentMoment(entry.resource, 'effective') }, context)
}

export function surveyObservation(entry: Entry, context: Context): Mapped {
  const own = valueOf(entry.resource)
  const members = partsOf(entry, each(entry.resource.hasMember), context)
  const answered = own.parts.length > 0 && own.quantity === undefined && own.text === undefined ? own.parts : [own]
  const values = members.length > 0 ? [...(own.quantity === undefined && own.text === undefined ? [] : [own]), ...valuesOf(members)] : answered
  return made(entry, { values, inside: entriesOf(members), taken: own.taken }, context)
}
