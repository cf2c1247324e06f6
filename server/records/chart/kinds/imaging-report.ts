// How is an imaging report told? What it means first, then what they saw and why; the pictures themselves are not here.
import type { ImagingReport } from '../../../../contract/clinical.ts'
import type { Section } from '../../../../contract/presented-record.ts'
import { record, statusNotices, statusWords } from '../../../../words/en/record.ts'
import { type Presented, type Presenting, dated, factDate, factsOf, filesOf, originalOf, partSections, peopleOf, textSection, textSections, titleDate } from '../presenting.ts'

/** A text with parts of its own is the whole report: it stands under that name, after why; it need not repeat the title. */
function findings(body: ImagingReport): readonly Section[] {
  const why = textSection(record.why, body.why)
  const told = textSection(record.findings, body.findings)
  const [section] = told
  if (section?.type !== 'text' || !section.blocks.some((block) => block.as === 'heading')) return [...told, ...why]
  const [first] = section.blocks
  const blocks = first?.text.toLowerCase() === body.name.text.toLowerCase() ? section.blocks.slice(1) : section.blocks
  return [...why, { ...section, heading: record.wholeReport, blocks }]
}

export function presentImagingReport(body: ImagingReport, about: Presenting): Presented {
  const notice = statusNotices[body.status]
  const who = body.authors[0]?.name
  const pictures = body.pictures > 0 ? [record.picturesAway, about.recordsPhone === null ? '' : record.picturesCopy(about.recordsPhone)].join(' ').trim() : undefined
  return {
    title: body.name.text,
    when: titleDate(body.taken ?? body.issued, about),
    ...dated(body.taken ?? body.issued),
    ...(who === undefined ? {} : { who }),
    ...(notice === undefined ? {} : { notice }),
    sections: [...textSection(record.conclusion, body.conclusion), ...findings(body), ...textSections(body.attachments, record.text), ...partSections(body.told), ...textSection(record.pictures, pictures)],
    about: factsOf([
      ['taken', factDate(body.taken, about)],
      ['signedBy', peopleOf(body.authors)],
      ['seen', factDate(about.seenFrom, about)],
      ['status', statusWords[body.status]],
      ['modality', body.modality],
      ['bodySite', body.bodySite],
      ['place', body.place],
      ['report', body.identifier],
    ]),
    attachments: [...filesOf(body.attachments, body.name.text), ...originalOf(body.told)],
  }
}
