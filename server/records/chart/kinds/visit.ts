// How is a visit told? Who, when, where and why; its papers stand beside it.
import type { Visit } from '../../../../contract/clinical.ts'
import { record, stateWords, titleWords } from '../../../../words/en/record.ts'
import { type Presented, type Presenting, dated, factDate, factsOf, peopleOf, plainTerm, textSection, textsOf, titleDate } from '../presenting.ts'

export function presentVisit(body: Visit, about: Presenting): Presented {
  const who = body.authors[0]?.name
  return {
    title: who === undefined ? plainTerm(body.type.text) : titleWords.visitWith(who),
    ...(who === undefined ? {} : { subtitle: plainTerm(body.type.text), who }),
    when: titleDate(body.period.start, about),
    ...dated(body.period.start),
    ...(body.status === 'finished' || body.status === 'unknown' ? {} : { notice: stateWords.visit[body.status] }),
    sections: textSection(record.reasons, textsOf(body.reasons)),
    about: factsOf([
      ['came', factDate(body.period.start, about)],
      ['left', factDate(body.period.end, about)],
      ['kind', body.class === undefined ? plainTerm(body.type.text) : stateWords.visitClass[body.class]],
      ['whoYouSaw', peopleOf(body.authors)],
      ['specialty', body.specialty],
      ['place', body.place],
      ['discharge', body.discharge],
    ]),
    attachments: [],
  }
}
