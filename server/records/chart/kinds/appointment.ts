// How is an appointment told? When, with whom, where, and what to know before.
import type { Appointment } from '../../../../contract/clinical.ts'
import { weekdayAndTime } from '../../../../words/en/dates.ts'
import { factLabels, record, stateWords, titleWords } from '../../../../words/en/record.ts'
import { type Presented, type Presenting, dated, factDate, factSection, factsOf, peopleOf, textSection } from '../presenting.ts'

export function presentAppointment(body: Appointment, about: Presenting): Presented {
  const who = body.authors[0]?.name
  return {
    title: who === undefined ? body.type.text : titleWords.visitWith(who),
    ...(who === undefined ? {} : { subtitle: body.type.text, who }),
    when: body.start === undefined ? record.noDate : weekdayAndTime(body.start, about.now, about.zone),
    ...dated(body.start),
    ...(body.status === 'cancelled' || body.status === 'missed' ? { notice: stateWords.appointment[body.status] } : {}),
    sections: [
      ...factSection(
        record.about,
        factsOf([
          ['start', factDate(body.start, about)],
          ['end', factDate(body.end, about)],
          ['doctor', peopleOf(body.authors)],
          ['place', body.place],
          ['address', body.address],
          ['status', stateWords.appointment[body.status]],
        ]),
      ),
      ...textSection(factLabels.bring, body.instructions),
    ],
    about: factsOf([['organization', body.organization]]),
    attachments: [],
  }
}
