// Which parts of a record are certainly sensitive? What the source marked, and codes whose subject leaves no doubt.
// A doubtful code gets no label: the source's own mark and the patient's choice cover the rest.
import type { SensitivityLabel } from '../../../../contract/sensitivity-labels.ts'
import { type Fields, type Json, asFields, asText, each, isThere, table } from './element.ts'
import { codings } from './codings.ts'

/** HL7 v3 ActCode, InformationSensitivityPolicy. */
export const actCodes: Readonly<Record<string, SensitivityLabel>> = table({
  PSY: 'behavioral-health', BH: 'behavioral-health', MH: 'behavioral-health', PSYTHPN: 'behavioral-health', COGN: 'behavioral-health', EMOTDIS: 'behavioral-health',
  ETH: 'substance-use', SUD: 'substance-use', ETHUD: 'substance-use', OPIOIDUD: 'substance-use', ALC: 'substance-use',
  SEX: 'sexual-health', STD: 'sexual-health', HIV: 'hiv',
  REPRO: 'reproductive', PREGNANT: 'reproductive', FAMPLAN: 'reproductive', ABORTION: 'reproductive', FERTILITY: 'reproductive', PREGN: 'reproductive',
  SICKLE: 'genetic', TBOO: 'restricted', SDV: 'violence', DV: 'violence', IPV: 'violence', VIO: 'violence', SA: 'violence', GDIS: 'genetic', ADOL: 'minor-consented',
})

type Reasoned = { readonly label: SensitivityLabel; readonly because: string; readonly codes: readonly string[] }

/** By system, then code. LOINC unless the reason says SNOMED CT. */
const sensitive: readonly Reasoned[] = [
  { label: 'hiv', because: 'LOINC tests for HIV 1 and 2, its load and its status', codes: ['7917-8', '29893-5', '5220-9', '56888-1', '75622-1', '31201-7', '33866-5', '48345-3', '58900-2', '20447-9', '25836-8', '29539-4', '29541-0', '48510-2', '62469-2', '70241-5', '55277-8', '24467-3'] },
  { label: 'hiv', because: 'SNOMED CT infection by HIV, AIDS', codes: ['86406008', '62479008', '165816005', '81000119104'] },
  { label: 'behavioral-health', because: 'LOINC PHQ-2, PHQ-9, teen PHQ, GAD-7, Edinburgh and Columbia questionnaires', codes: ['44249-1', '44261-6', '55757-9', '55758-7', '69737-5', '70274-6', '89206-7', '89204-2', '89205-9', '99046-5', '71354-5', '93373-9', '69725-0'] },
  { label: 'behavioral-health', because: 'SNOMED CT depression, anxiety, psychosis, suicide attempt', codes: ['36923009', '370143000', '35489007', '80583007', '48694002', '197480006', '21897009', '47505003', '13746004', '58214004', '82313006', '192080009'] },
  { label: 'substance-use', because: 'LOINC AUDIT, AUDIT-C, DAST-10, CRAFFT', codes: ['72109-2', '75626-2', '75624-7', '72110-0', '82666-9', '82667-7', '91145-3', '91144-6'] },
  { label: 'substance-use', because: 'SNOMED CT dependence, misuse, overdose, detoxification', codes: ['6525002', '66214007', '361055000', '10939881000119105', '55680006', '56876005', '15167005', '7200002', '5602001', '191816009', '45913009', '266707007'] },
  { label: 'sexual-health', because: 'LOINC chlamydia, gonorrhoea, syphilis, trichomonas; sexual orientation', codes: ['21613-5', '43304-5', '24111-7', '43305-2', '50387-0', '36902-5', '20507-0', '22461-8', '20508-8', '46731-6', '76690-7'] },
  { label: 'reproductive', because: 'LOINC pregnancy tests', codes: ['2106-3', '2118-8', '2119-6', '21198-7', '19080-1', '2110-5', '82810-3'] },
  { label: 'reproductive', because: 'SNOMED CT pregnancy, its loss and end, contraception, sterilization', codes: ['72892002', '77386006', '19169002', '156073000', '35999006', '252160004', '169762003', '424441002', '424619006', '169553002', '183996000', '267020005', '287664005', '65200003', '198992004', '183460006', '309469004', '79586000', '47200007'] },
  { label: 'violence', because: 'LOINC HARK, HITS and their questions', codes: ['76499-3', '76504-0', '76500-8', '76501-6', '76502-4', '76503-2', '76514-9', '76515-6', '95618-5', '28245-9'] },
  { label: 'violence', because: 'SNOMED CT abuse by a partner, violence reported', codes: ['706893006', '424393004', '225826007', '371779000'] },
  { label: 'genetic', because: 'LOINC genetic variant reports', codes: ['51969-4', '69548-6', '81247-9', '51968-6', '21636-6', '21640-8', '94076-7'] },
]

const byCode = new Map<string, SensitivityLabel>(sensitive.flatMap(({ label, codes }) => codes.map((code) => [code, label] as const)))

/** ICD-10-CM chapters whose subject is certain. */
const icdChapters: readonly (readonly [RegExp, SensitivityLabel])[] = [
  [/^(B20|Z21|O98\.7)/, 'hiv'], [/^F1\d/, 'substance-use'], [/^F/, 'behavioral-health'], [/^(O|Z3[0-4A]|Z64\.0)/, 'reproductive'], [/^A(5\d|6[0-4])/, 'sexual-health'], [/^(T74|T76|Y07)/, 'violence'],
]

/** v2 table 0074, diagnostic service section. */
const geneticSection = 'GE'

/** The label of one code, when its subject leaves no doubt. */
export function labelOf(system: string | undefined, code: string): SensitivityLabel | undefined {
  if (system === 'icd10') return icdChapters.find(([chapter]) => chapter.test(code))?.[1]
  return system === 'loinc' || system === 'snomed' ? byCode.get(code) : undefined
}

/** Codings that mark a resource, or the document it points at (DocumentReference.securityLabel); null stands for one that cannot be read. */
function marksOf({ meta, securityLabel }: Fields): readonly (Fields | null)[] {
  const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter(isThere)
  const marks = [...list(asFields(meta)?.security), ...list(securityLabel).flatMap((one) => (isThere(asFields(one)?.coding) ? list(asFields(one)?.coding) : [one]))]
  return marks.map((one) => (asText(asFields(one)?.code) === undefined ? null : (asFields(one) ?? null)))
}

/** HL7 v3 ActCode and Confidentiality, by their address since R4, the one before, and their numbers; a mark without a system is one too. */
const actSystem = /(v3[-/]ActCode|2\.16\.840\.1\.113883\.5\.4)$/
const confidentialitySystem = /(v3[-/]Confidentiality|2\.16\.840\.1\.113883\.5\.25)$/
const isOf = (system: Json | undefined, known: RegExp): boolean => !isThere(system) || (typeof system === 'string' && known.test(system))

function securityLabels(resource: Fields): SensitivityLabel[] {
  const marks = marksOf(resource)
  const security = marks.filter((one) => one !== null)
  const told = security.map((one) => (isOf(one.system, actSystem) && typeof one.code === 'string' ? actCodes[one.code] : undefined)).filter((one) => one !== undefined)
  // What may say that it is not for everybody, and cannot be read, is taken to say so.
  const restricted = marks.length > security.length || security.some((one) => isOf(one.system, confidentialitySystem) && (one.code === 'R' || one.code === 'V'))
  return restricted && told.length === 0 ? ['restricted'] : told
}

/** Labels of a resource by its own mark, its code, type, category, reasons, the questions inside it and the measurements it contains. */
export function labelsOfResource(resource: Fields): readonly SensitivityLabel[] {
  const concepts = [resource.code, resource.medicationCodeableConcept, ...each(resource.type), ...each(resource.reasonCode), ...each(resource.category), ...each(resource.component).map((one) => one.code)]
  const found = concepts.flatMap((concept) => codings(concept).map((one) => labelOf(one.system, one.code))).filter((one) => one !== undefined)
  const genetic: SensitivityLabel[] = each(resource.category).some((one) => codings(one).some((coding) => coding.code === geneticSection && coding.uri.includes('v2-0074'))) ? ['genetic'] : []
  const contained = each(resource.contained).filter((one) => one.resourceType === 'Observation').flatMap(labelsOfResource)
  return [...new Set([...securityLabels(resource), ...found, ...genetic, ...contained])]
}
