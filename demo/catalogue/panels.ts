// Which measurements does an order for a lab test bring, and what is the report called?
import type { LabTestKey } from './lab-tests.ts'

export type Panel = {
  /** Absent where the lab sends only its own words. */
  readonly loinc?: string
  readonly name: string
  readonly longName: string
  readonly tests: readonly LabTestKey[]
  /** HL7 v2-0074 besides LAB: microbiology, genetics, cytology. */
  readonly service?: 'MB' | 'GE' | 'CP'
  /** Usual days from taking to final. */
  readonly days: number
}

const metabolic = ['glucose', 'bun', 'creatinine', 'sodium', 'potassium', 'chloride', 'carbonDioxide', 'calcium'] as const
const liver = ['protein', 'albumin', 'bilirubin', 'alp', 'alt', 'ast'] as const

function panel(loinc: string | undefined, [name, longName]: readonly [name: string, longName: string], rest: Pick<Panel, 'tests'> & Partial<Panel>): Panel {
  return { ...(loinc === undefined ? {} : { loinc }), name, longName, days: 1, ...rest }
}

export const panels = {
  lipid: panel('57698-3', ['Lipid panel', 'Lipid panel with direct LDL - Serum or Plasma'], { tests: ['cholesterol', 'ldl', 'hdl', 'triglycerides'] }),
  bmp: panel('24321-2', ['Basic metabolic panel', 'Basic metabolic 2000 panel - Serum or Plasma'], { tests: metabolic }),
  cmp: panel('24323-8', ['Comprehensive metabolic panel', 'Comprehensive metabolic 2000 panel - Serum or Plasma'], { tests: [...metabolic, ...liver] }),
  liver: panel('24325-3', ['Hepatic function panel', 'Hepatic function 2000 panel - Serum or Plasma'], { tests: liver }),
  cbc: panel('58410-2', ['Complete blood count', 'CBC panel - Blood by Automated count'], { tests: ['whiteCells', 'redCells', 'hemoglobin', 'hematocrit', 'mcv', 'platelets'] }),
  a1c: panel('4548-4', ['Hemoglobin A1c', 'Hemoglobin A1c/Hemoglobin.total in Blood'], { tests: ['a1c'] }),
  tsh: panel('3016-3', ['TSH', 'Thyrotropin [Units/volume] in Serum or Plasma'], { tests: ['tsh'] }),
  thyroid: panel(undefined, ['Thyroid tests', 'Thyroid tests'], { tests: ['tsh', 'freeT4', 'tpo'] }),
  ferritin: panel('2276-4', ['Ferritin', 'Ferritin [Mass/volume] in Serum or Plasma'], { tests: ['ferritin'] }),
  vitaminD: panel('62292-8', ['Vitamin D, 25-hydroxy', '25-hydroxyvitamin D2+25-hydroxyvitamin D3 [Mass/volume] in Serum or Plasma'], { tests: ['vitaminD'], days: 2 }),
  b12: panel('2132-9', ['Vitamin B12', 'Cobalamin (Vitamin B12) [Mass/volume] in Serum or Plasma'], { tests: ['b12'] }),
  crp: panel('1988-5', ['C-reactive protein', 'C reactive protein [Mass/volume] in Serum or Plasma'], { tests: ['crp'] }),
  ige: panel('19113-0', ['Immunoglobulin E, total', 'IgE [Units/volume] in Serum or Plasma'], { tests: ['ige'], days: 3 }),
  uricAcid: panel('3084-1', ['Uric acid', 'Urate [Mass/volume] in Serum or Plasma'], { tests: ['uricAcid'] }),
  psa: panel('2857-1', ['Prostate-specific antigen', 'Prostate specific Ag [Mass/volume] in Serum or Plasma'], { tests: ['psa'] }),
  inr: panel('6301-6', ['INR', 'INR in Platelet poor plasma by Coagulation assay'], { tests: ['inr'], days: 0 }),
  heartFailure: panel('33762-6', ['NT-proBNP', 'Natriuretic peptide.B prohormone N-Terminal [Mass/volume] in Serum or Plasma'], { tests: ['ntProBnp'] }),
  lead: panel('77307-7', ['Lead, venous', 'Lead [Mass/volume] in Venous blood'], { tests: ['lead'], days: 3 }),
  urineAlbumin: panel('9318-7', ['Albumin/creatinine ratio, urine', 'Albumin/Creatinine [Mass Ratio] in Urine'], { tests: ['urineAlbumin'] }),
  oneHourGlucose: panel('1504-0', ['Glucose, 1 hour after 50 g', 'Glucose [Mass/volume] in Serum or Plasma --1 hour post 50 g glucose PO'], { tests: ['oneHourGlucose'] }),
  urinalysis: panel('24356-8', ['Urinalysis', 'Urinalysis complete panel - Urine'], {
    tests: ['urineColor', 'urineAppearance', 'urineGravity', 'urinePh', 'urineGlucose', 'urineProtein', 'urineKetones', 'urineBlood', 'urineNitrite', 'urineLeukocytes'],
    days: 0,
  }),
  strep: panel('78012-2', ['Strep A, rapid', 'Streptococcus pyogenes Ag [Presence] in Throat by Rapid immunoassay'], { tests: ['strep'], days: 0 }),
  covid: panel('94500-6', ['COVID-19 test', 'SARS-CoV-2 (COVID-19) RNA [Presence] in Respiratory system specimen by NAA with probe detection'], { tests: ['covid'] }),
  flu: panel(undefined, ['Flu test', 'Flu test'], { tests: ['fluA', 'fluB'] }),
  pregnancy: panel('2106-3', ['Pregnancy test, urine', 'Choriogonadotropin (pregnancy test) [Presence] in Urine'], { tests: ['pregnancy'], days: 0 }),
  hepatitisB: panel('5196-1', ['Hepatitis B surface antigen', 'Hepatitis B virus surface Ag [Presence] in Serum or Plasma by Immunoassay'], { tests: ['hepatitisB'], days: 2 }),
  bloodType: panel('34532-2', ['Blood type and screen', 'Blood type and Indirect antibody screen panel - Blood'], { tests: ['bloodType', 'antibodyScreen'], days: 0 }),
  pap: panel('10524-7', ['Pap smear', 'Microscopic observation [Identifier] in Cervix by Cyto stain'], { tests: ['papSmear'], service: 'CP', days: 6 }),
  papHpv: panel('10524-7', ['Pap smear with HPV test', 'Microscopic observation [Identifier] in Cervix by Cyto stain'], { tests: ['papSmear', 'hpv'], service: 'CP', days: 6 }),
  stoolBlood: panel('29771-3', ['Blood in stool (FIT)', 'Hemoglobin.gastrointestinal.lower [Presence] in Stool by Immunoassay'], { tests: ['stoolBlood'], days: 3 }),
  urineCulture: panel('630-4', ['Urine culture', 'Bacteria identified in Urine by Culture'], { tests: ['culture'], service: 'MB', days: 2 }),
  bloodCulture: panel('600-7', ['Blood culture', 'Bacteria identified in Blood by Culture'], { tests: ['bloodCulture'], service: 'MB', days: 5 }),
  sexualHealth: panel('36903-3', ['Chlamydia and gonorrhea test', 'Chlamydia trachomatis and Neisseria gonorrhoeae DNA [Identifier] in Specimen by NAA with probe detection'], { tests: ['chlamydia', 'gonorrhea'], days: 2 }),
} satisfies Record<string, Panel>

export type PanelKey = keyof typeof panels
