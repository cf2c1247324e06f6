// How is a health condition told? Its name, whether it is active, since when, and how sure the source is.
import type { Condition } from '../../../../contract/clinical.ts'
import { record, stateWords } from '../../../../words/en/record.ts'
import { type Presented, type Presenting, dated, dayOnly, factDate, factSection, factsOf, peopleOf, plainTerm } from '../presenting.ts'

export function presentCondition(body: Condition, about: Presenting): Presented {
  return {
    title: plainTerm(body.name.text),
    when: dayOnly(body.onset ?? body.recorded, about),
    ...dated(body.onset ?? body.recorded),
    ...(body.authors[0] === undefined ? {} : { who: body.authors[0].name }),
    sections: [
      ...factSection(
        record.about,
        factsOf([
          ['status', stateWords.condition[body.clinical]],
          ['certainty', body.certainty === 'unknown' ? undefined : stateWords.certainty[body.certainty]],
          ['since', factDate(body.onset, about)],
          ['until', factDate(body.ended, about)],
          ['recorded', factDate(body.recorded, about)],
          ['doctor', peopleOf(body.authors)],
        ]),
      ),
      ...(body.notes.length === 0 ? [] : [{ type: 'text' as const, heading: record.notes, blocks: body.notes.map((text) => ({ as: 'paragraph' as const, text })) }]),
    ],
    about: factsOf([
      ['organization', body.organization],
      ['place', body.place],
    ]),
    attachments: [],
  }
}
