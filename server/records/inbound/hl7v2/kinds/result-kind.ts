// What kind of record is a result: of a lab, of pictures, vital signs, a questionnaire, a note? By its section (OBR-24), else by codes
// whose meaning is certain; what is in doubt is of the lab.
import { questionnaireCodes } from '../../fhir/kinds/reports.ts'
import { vitalCodes } from '../../fhir/kinds/uncategorized.ts'
import type { ResultState } from './result.ts'

/** HL7 table 0074, diagnostic service section. */
const imagingSections = new Set(['RAD', 'RX', 'CT', 'NMR', 'NMS', 'OUS', 'RUS', 'VUS', 'CUS', 'XRC', 'MR', 'MRI', 'US', 'MG', 'IMG', 'PET', 'DX', 'CR'])
const labSections = new Set(['LAB', 'CH', 'HM', 'MB', 'BLB', 'BG', 'CP', 'SP', 'PAT', 'GE', 'IMM', 'SR', 'TX', 'VR', 'MYC', 'MCB', 'PAR', 'OSL'])

/** LOINC of a report of pictures as a whole, of what was seen, of what it means. */
const imagingCodes = new Set(['18748-4', '18782-3', '19005-8', '18726-0', '59776-5', '18834-2', '68604-8', '24590-2', '36643-5', '30746-2', '24627-2', '30704-1'])
/** LOINC of notes that come as results. */
const noteCodes = new Set(['11506-3', '18842-5', '34117-2', '11488-4', '28570-0', '11504-8', '34111-5', '34109-9', '18761-7', '34133-9', '51847-2', '11490-0', '34112-3', '34130-5'])
export const isImagingCode = (code: string): boolean => imagingCodes.has(code)
export const isNoteCode = (code: string): boolean => noteCodes.has(code)
export const isImagingSection = (section: string): boolean => imagingSections.has(section)
export const isLabSection = (section: string): boolean => labSections.has(section)

export type ResultKind = 'lab' | 'imaging' | 'vital-signs' | 'questionnaire' | 'note'

export function kindOfResult({ last, observations }: ResultState): ResultKind {
  const loinc = (codings: ResultState['last']['codings']): readonly string[] => codings.flatMap(({ code, system }) => (system === 'loinc' && code !== undefined ? [code] : []))
  const own = loinc(last.codings)
  const inside = observations.flatMap((one) => loinc(one.codings))
  if (imagingSections.has(last.section)) return 'imaging'
  // What came as a file has no place among measurements and answers: it is a paper.
  const files = observations.some((one) => one.attachments.length > 0)
  const asked = own.some((code) => questionnaireCodes.has(code)) || (inside.length > 0 && inside.every((code) => questionnaireCodes.has(code)))
  if (asked) return files ? 'note' : 'questionnaire'
  if (!files && observations.length > 0 && inside.length === observations.length && inside.every((code) => vitalCodes.has(code))) return 'vital-signs'
  if (labSections.has(last.section)) return 'lab'
  if ([...own, ...inside].some((code) => imagingCodes.has(code))) return 'imaging'
  const measured = observations.some((one) => one.value.quantity !== undefined || one.value.ranges.length > 0)
  return !measured && (own.some((code) => noteCodes.has(code)) || last.section === 'PHY') ? 'note' : 'lab'
}
