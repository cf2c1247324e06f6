// How is a note, an After Visit Summary or a document told? By its own headings, with who wrote it and when.
import type { Note } from '../../../../contract/clinical.ts'
import { record, titleWords } from '../../../../words/en/record.ts'
import { type Presented, type Presenting, dated, factDate, factsOf, filesOf, originalOf, partSections, peopleOf, textSections, titleDate } from '../presenting.ts'

export function noteTitle(kind: Note['kind'], title: string | undefined, type: string): string {
  return kind === 'visit-summary' ? titleWords.visitSummary : (title ?? type)
}

export function presentNote(body: Note, about: Presenting): Presented {
  const title = noteTitle(body.kind, body.title, body.type.text)
  const who = body.authors[0]?.name
  const notice = body.status === 'unsigned' ? record.unsigned : body.attachments.some((one) => one.text !== undefined && one.differs !== undefined) ? record.differs : undefined
  return {
    title,
    ...(title === body.type.text ? {} : { subtitle: body.type.text }),
    when: titleDate(body.written ?? body.issued, about),
    ...dated(body.written ?? body.issued),
    ...(who === undefined ? {} : { who }),
    ...(notice === undefined ? {} : { notice }),
    sections: [...textSections(body.attachments, body.kind === 'note' ? record.note : record.words, title), ...partSections(body.told)],
    about: factsOf([
      ['written', factDate(body.written, about)],
      ['signedBy', body.status === 'unsigned' ? undefined : peopleOf(body.authors)],
      ['doctor', body.status === 'unsigned' ? peopleOf(body.authors) : undefined],
      ['status', body.status === 'superseded' ? record.superseded : undefined],
      ['seen', factDate(about.seenFrom, about)],
      ['place', body.place],
      ['version', body.told?.version],
      ['report', body.identifier],
    ]),
    attachments: [...filesOf(body.attachments, title), ...originalOf(body.told)],
  }
}
