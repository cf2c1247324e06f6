// How is an allergy told? What to, what happens, how strong. "None" is told only when somebody said so.
import type { Allergy } from '../../../../contract/clinical.ts'
import { record, stateWords } from '../../../../words/en/record.ts'
import { type Presented, type Presenting, dated, dayOnly, factDate, factSection, factsOf, peopleOf, plainTerm } from '../presenting.ts'

export function presentAllergy(body: Allergy, about: Presenting): Presented {
  return {
    title: plainTerm(body.name.text),
    when: dayOnly(body.recorded ?? body.onset, about),
    ...dated(body.recorded ?? body.onset),
    ...(body.authors[0] === undefined ? {} : { who: body.authors[0].name }),
    sections: factSection(
      record.about,
      factsOf([
        ['reactions', body.reactions.length === 0 ? undefined : body.reactions.map(plainTerm).join(', ')],
        ['severity', body.severe === undefined || body.severe === 'unknown' ? undefined : stateWords.severity[body.severe]],
        ['status', body.saidNone || body.clinical === 'unknown' ? undefined : stateWords.condition[body.clinical]],
        ['certainty', body.certainty === 'unknown' ? undefined : stateWords.certainty[body.certainty]],
        ['since', factDate(body.onset, about)],
        ['recorded', factDate(body.recorded, about)],
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
