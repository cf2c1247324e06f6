// How is a medicine told? Its name, whether it is taken now, how, why and by whose order.
import type { Medicine } from '../../../../contract/clinical.ts'
import { record, stateWords } from '../../../../words/en/record.ts'
import { type Presented, type Presenting, dated, dayOnly, factDate, factSection, factsOf, peopleOf, textsOf } from '../presenting.ts'

export function presentMedicine(body: Medicine, about: Presenting): Presented {
  const who = body.authors[0]?.name
  const facts = factsOf([
    ['status', stateWords.medicine[body.status]],
    ['why', textsOf(body.reasons)],
    ['refills', body.refills],
    ['prescribed', factDate(body.prescribed, about)],
    ['ended', factDate(body.ended, about)],
    ['doctor', peopleOf(body.authors)],
  ])
  return {
    title: body.name.text,
    when: dayOnly(body.prescribed, about),
    ...dated(body.prescribed),
    ...(who === undefined ? {} : { who }),
    sections: [...(body.instructions.length === 0 ? [] : [{ type: 'text' as const, heading: record.instructions, blocks: body.instructions.map((text) => ({ as: 'item' as const, text })) }]), ...factSection(record.about, facts)],
    about: factsOf([
      ['organization', body.organization],
      ['place', body.place],
    ]),
    attachments: [],
  }
}
