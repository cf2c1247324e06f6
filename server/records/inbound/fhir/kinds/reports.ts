// What kind of record is a DiagnosticReport: lab result, imaging report, questionnaire or note?
import type { Fields, Json } from '../element.ts'
import { each, texts } from '../element.ts'
import { codesOf, codings, wordsOf } from '../codings.ts'
import { LeftOut } from '../left-out.ts'
import type { Entry } from '../../read-bundle.ts'
import type { Context, Mapped } from '../record.ts'
import { imagingReport } from './imaging.ts'
import { labReport } from './lab.ts'
import { reportNote } from './note.ts'
import { questionnaireReport } from './questionnaire.ts'
import { isOfLaboratory } from './uncategorized.ts'

/** HL7 v2 table 0074, diagnostic service section: those of a laboratory and those of imaging. */
const labSections = new Set(['LAB', 'CH', 'HM', 'MB', 'BLB', 'BG', 'CP', 'SP', 'PAT', 'GE', 'IMM', 'SR', 'TX', 'VR', 'MYC', 'MCB', 'PAR', 'LP7839-6', 'LP29693-6'])
const imagingSections = new Set(['RAD', 'RX', 'CT', 'NMR', 'NMS', 'OUS', 'RUS', 'VUS', 'CUS', 'XRC', 'MR', 'US', 'MG', 'IMG', 'LP29684-5'])

/** Observation.category by its codes, and by its words where some have no code ("Vital Signs"). */
export function categoriesOf({ category }: Fields): readonly string[] {
  const words = (Array.isArray(category) ? (category as readonly Json[]) : [category]).filter((one) => codings(one).length === 0).map(wordsOf).filter((one) => one !== undefined)
  return [...codesOf(category), ...words].map((one) => one.trim().toLowerCase().replaceAll(' ', '-'))
}

/** Is a code that of a questionnaire? LOINC panels and scores that stand without a category. */
export const questionnaireCodes = new Set(['44249-1', '44261-6', '55757-9', '55758-7', '69737-5', '70274-6', '89206-7', '89204-2', '72109-2', '75626-2', '82666-9', '82667-7', '76499-3', '76504-0', '59453-1', '59460-6', '59461-4', '93025-5', '91148-7', '91145-3', '71354-5', '99046-5', '69725-0'])
export const isQuestionnaire = (resource: Fields): boolean => codings(resource.code).some((one) => one.system === 'loinc' && questionnaireCodes.has(one.code))

function mappingOf(entry: Entry, context: Context): (entry: Entry, context: Context) => Mapped {
  const { resource } = entry
  const sections = codesOf(resource.category)
  if (sections.some((code) => imagingSections.has(code)) || each(resource.imagingStudy).length > 0) return imagingReport
  if (sections.some((code) => labSections.has(code))) return labReport
  if (isQuestionnaire(resource)) return questionnaireReport
  const results = each(resource.result).map((one) => context.resolve(one, resource).resource).filter((one) => one !== null)
  if (results.length > 0 && results.every((one) => categoriesOf(one).includes('survey') || isQuestionnaire(one))) return questionnaireReport
  if (results.some((one) => categoriesOf(one).includes('laboratory') || (each(one.category).length === 0 && isOfLaboratory(one)))) return labReport
  if (each(resource.presentedForm).length > 0 || texts(resource.conclusion).length > 0 || results.length > 0) return reportNote
  throw new LeftOut('report-kind')
}

export const diagnosticReport = (entry: Entry, context: Context): Mapped => mappingOf(entry, context)(entry, context)
