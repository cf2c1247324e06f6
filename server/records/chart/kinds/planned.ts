// How are an order and a procedure told? What, when, by whom, and how far it is.
import type { Order, Procedure } from '../../../../contract/clinical.ts'
import { record, stateWords } from '../../../../words/en/record.ts'
import { plainTestName } from '../../../../words/en/tests.ts'
import { type Presented, type Presenting, dated, factDate, factSection, factsOf, peopleOf, plainTerm, textsOf, titleDate } from '../presenting.ts'

export function presentOrder(body: Order, about: Presenting): Presented {
  const plain = plainTestName(body.name.code)
  return {
    title: plain ?? plainTerm(body.name.text),
    ...(plain === undefined ? {} : { subtitle: body.name.text }),
    when: titleDate(body.ordered, about),
    ...dated(body.ordered),
    ...(body.authors[0] === undefined ? {} : { who: body.authors[0].name }),
    sections: factSection(
      record.about,
      factsOf([
        ['status', stateWords.order[body.status]],
        ['why', textsOf(body.reasons)],
        ['ordered', factDate(body.ordered, about)],
        ['taken', factDate(body.taken, about)],
        ['expected', factDate(body.expected, about)],
        ['doctor', peopleOf(body.authors)],
      ]),
    ),
    about: factsOf([
      ['organization', body.organization],
      ['place', body.place],
      ['report', body.identifier],
    ]),
    attachments: [],
  }
}

export function presentProcedure(body: Procedure, about: Presenting): Presented {
  return {
    title: plainTerm(body.name.text),
    when: titleDate(body.period.start, about),
    ...dated(body.period.start),
    ...(body.authors[0] === undefined ? {} : { who: body.authors[0].name }),
    sections: factSection(
      record.about,
      factsOf([
        // What was done is told as done; what was not finished says so.
        ['status', Object.hasOwn(stateWords.procedure, body.status) ? stateWords.procedure[body.status] : undefined],
        ['start', factDate(body.period.start, about)],
        ['end', factDate(body.period.end, about)],
        ['why', textsOf(body.reasons)],
        ['doctor', peopleOf(body.authors)],
      ]),
    ),
    about: factsOf([
      ['organization', body.organization],
      ['place', body.place],
    ]),
    attachments: [],
  }
}
