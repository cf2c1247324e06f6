// Which single lab measurements do the demo's labs make, with which unit and standard range? The ranges are those of
// this made-up lab, of the usual size for adults.

export type Limits = { readonly low?: string; readonly high?: string /** As printed, when not "low-high". */; readonly text?: string }

export type LabTest = {
  readonly loinc: string
  /** What the lab calls it. */
  readonly name: string
  /** LOINC's long common name. */
  readonly longName: string
  readonly unit?: string
  readonly ucum?: string
  readonly limits?: Limits
  /** Middle and half-width of what healthy people of the demo have. */
  readonly typical?: readonly [middle: number, sway: number]
  readonly digits?: number
  /** The usual answer of a test that answers in words; also its expected answer. */
  readonly words?: string
  /** At or beyond these the lab calls the doctor. */
  readonly panic?: { readonly low?: number; readonly high?: number }
}

type Rest = Pick<LabTest, 'ucum' | 'panic'>

/** A test with a number: `[low, high]`, a printed range, or none. */
function number(loinc: string, names: readonly [name: string, longName: string], measure: { unit: string; limits?: Limits; typical: readonly [number, number]; digits: number } & Rest): LabTest {
  return { loinc, name: names[0], longName: names[1], ...measure }
}

function words(loinc: string, names: readonly [name: string, longName: string], usual: string): LabTest {
  return { loinc, name: names[0], longName: names[1], words: usual }
}

function between(low: string, high: string): Limits {
  return { low, high, text: `${low}-${high}` }
}
function under(high: string): Limits {
  return { high, text: `<${high}` }
}
function atLeast(low: string): Limits {
  return { low, text: `>=${low}` }
}

const chemistry = {
  cholesterol: number('2093-3', ['Cholesterol, total', 'Cholesterol [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: under('200'), typical: [178, 18], digits: 0 }),
  ldl: number('13457-7', ['LDL cholesterol, calculated', 'Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation'], { unit: 'mg/dL', limits: under('100'), typical: [86, 11], digits: 0 }),
  hdl: number('2085-9', ['HDL cholesterol', 'Cholesterol in HDL [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: atLeast('50'), typical: [58, 7], digits: 0 }),
  triglycerides: number('2571-8', ['Triglycerides', 'Triglyceride [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: under('150'), typical: [104, 30], digits: 0 }),
  glucose: number('2345-7', ['Glucose', 'Glucose [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: between('70', '99'), typical: [88, 8], digits: 0, panic: { low: 50, high: 450 } }),
  bun: number('3094-0', ['Urea nitrogen (BUN)', 'Urea nitrogen [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: between('7', '20'), typical: [13, 4], digits: 0 }),
  creatinine: number('2160-0', ['Creatinine', 'Creatinine [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: between('0.50', '1.10'), typical: [0.8, 0.15], digits: 2 }),
  sodium: number('2951-2', ['Sodium', 'Sodium [Moles/volume] in Serum or Plasma'], { unit: 'mmol/L', limits: between('136', '145'), typical: [140, 3], digits: 0, panic: { low: 120, high: 160 } }),
  potassium: number('2823-3', ['Potassium', 'Potassium [Moles/volume] in Serum or Plasma'], { unit: 'mmol/L', limits: between('3.5', '5.1'), typical: [4.2, 0.5], digits: 1, panic: { low: 2.8, high: 6.2 } }),
  chloride: number('2075-0', ['Chloride', 'Chloride [Moles/volume] in Serum or Plasma'], { unit: 'mmol/L', limits: between('98', '107'), typical: [103, 3], digits: 0 }),
  carbonDioxide: number('2028-9', ['Carbon dioxide', 'Carbon dioxide, total [Moles/volume] in Serum or Plasma'], { unit: 'mmol/L', limits: between('22', '29'), typical: [25, 2], digits: 0 }),
  calcium: number('17861-6', ['Calcium', 'Calcium [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: between('8.6', '10.2'), typical: [9.4, 0.4], digits: 1 }),
  protein: number('2885-2', ['Protein, total', 'Protein [Mass/volume] in Serum or Plasma'], { unit: 'g/dL', limits: between('6.0', '8.3'), typical: [7.1, 0.5], digits: 1 }),
  albumin: number('1751-7', ['Albumin', 'Albumin [Mass/volume] in Serum or Plasma'], { unit: 'g/dL', limits: between('3.5', '5.0'), typical: [4.3, 0.4], digits: 1 }),
  bilirubin: number('1975-2', ['Bilirubin, total', 'Bilirubin.total [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: between('0.2', '1.2'), typical: [0.6, 0.2], digits: 1 }),
  alp: number('6768-6', ['Alkaline phosphatase', 'Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma'], { unit: 'U/L', limits: between('40', '120'), typical: [72, 18], digits: 0 }),
  alt: number('1742-6', ['ALT', 'Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma'], { unit: 'U/L', limits: between('7', '40'), typical: [21, 8], digits: 0 }),
  ast: number('1920-8', ['AST', 'Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma'], { unit: 'U/L', limits: between('10', '37'), typical: [21, 7], digits: 0 }),
  crp: number('1988-5', ['C-reactive protein', 'C reactive protein [Mass/volume] in Serum or Plasma'], { unit: 'mg/L', limits: under('10'), typical: [6, 1], digits: 0 }),
  ferritin: number('2276-4', ['Ferritin', 'Ferritin [Mass/volume] in Serum or Plasma'], { unit: 'ng/mL', limits: between('15', '150'), typical: [52, 24], digits: 0 }),
  vitaminD: number('62292-8', ['Vitamin D, 25-hydroxy', '25-hydroxyvitamin D2+25-hydroxyvitamin D3 [Mass/volume] in Serum or Plasma'], { unit: 'ng/mL', limits: between('30', '100'), typical: [36, 5], digits: 0 }),
  b12: number('2132-9', ['Vitamin B12', 'Cobalamin (Vitamin B12) [Mass/volume] in Serum or Plasma'], { unit: 'pg/mL', limits: between('200', '900'), typical: [460, 120], digits: 0 }),
  uricAcid: number('3084-1', ['Uric acid', 'Urate [Mass/volume] in Serum or Plasma'], { unit: 'mg/dL', limits: between('3.5', '7.2'), typical: [5.6, 0.9], digits: 1 }),
} satisfies Record<string, LabTest>

const bloodCount = {
  whiteCells: number('6690-2', ['White blood cells', 'Leukocytes [#/volume] in Blood by Automated count'], { unit: 'K/uL', ucum: '10*3/uL', limits: between('4.0', '11.0'), typical: [6.8, 1.6], digits: 1 }),
  redCells: number('789-8', ['Red blood cells', 'Erythrocytes [#/volume] in Blood by Automated count'], { unit: 'M/uL', ucum: '10*6/uL', limits: between('3.80', '5.20'), typical: [4.5, 0.3], digits: 2 }),
  hemoglobin: number('718-7', ['Hemoglobin', 'Hemoglobin [Mass/volume] in Blood'], { unit: 'g/dL', limits: between('12.0', '15.5'), typical: [13.6, 0.8], digits: 1, panic: { low: 7 } }),
  hematocrit: number('4544-3', ['Hematocrit', 'Hematocrit [Volume Fraction] of Blood by Automated count'], { unit: '%', limits: between('36.0', '46.0'), typical: [40.6, 2.2], digits: 1 }),
  mcv: number('787-2', ['MCV', 'MCV [Entitic mean volume] in Red Blood Cells by Automated count'], { unit: 'fL', limits: between('80.0', '100.0'), typical: [89, 4], digits: 1 }),
  platelets: number('777-3', ['Platelets', 'Platelets [#/volume] in Blood by Automated count'], { unit: 'K/uL', ucum: '10*3/uL', limits: between('150', '400'), typical: [252, 50], digits: 0, panic: { low: 20 } }),
} satisfies Record<string, LabTest>

const hormones = {
  a1c: number('4548-4', ['Hemoglobin A1c', 'Hemoglobin A1c/Hemoglobin.total in Blood'], { unit: '%', limits: under('5.7'), typical: [5.3, 0.2], digits: 1 }),
  tsh: number('3016-3', ['TSH', 'Thyrotropin [Units/volume] in Serum or Plasma'], { unit: 'mIU/L', ucum: 'm[IU]/L', limits: between('0.40', '4.50'), typical: [1.9, 0.6], digits: 2 }),
  freeT4: number('3024-7', ['T4, free', 'Thyroxine (T4) free [Mass/volume] in Serum or Plasma'], { unit: 'ng/dL', limits: between('0.80', '1.80'), typical: [1.2, 0.2], digits: 2 }),
  tpo: number('8099-4', ['Thyroid peroxidase antibody', 'Thyroperoxidase Ab [Units/volume] in Serum or Plasma'], { unit: 'IU/mL', ucum: '[IU]/mL', limits: under('35'), typical: [12, 6], digits: 0 }),
  ige: number('19113-0', ['Immunoglobulin E, total', 'IgE [Units/volume] in Serum or Plasma'], { unit: 'kU/L', limits: under('100'), typical: [48, 20], digits: 0 }),
  psa: number('2857-1', ['Prostate-specific antigen', 'Prostate specific Ag [Mass/volume] in Serum or Plasma'], { unit: 'ng/mL', limits: under('4.00'), typical: [2.4, 0.8], digits: 2 }),
  inr: number('6301-6', ['INR', 'INR in Platelet poor plasma by Coagulation assay'], { unit: '', ucum: '{INR}', typical: [2.5, 0.4], digits: 1, panic: { high: 5 } }),
  ntProBnp: number('33762-6', ['NT-proBNP', 'Natriuretic peptide.B prohormone N-Terminal [Mass/volume] in Serum or Plasma'], { unit: 'pg/mL', limits: under('450'), typical: [280, 90], digits: 0 }),
  lead: number('77307-7', ['Lead, venous', 'Lead [Mass/volume] in Venous blood'], { unit: 'ug/dL', limits: under('3.5'), typical: [1.2, 0.4], digits: 1 }),
  urineAlbumin: number('9318-7', ['Albumin/creatinine ratio, urine', 'Albumin/Creatinine [Mass Ratio] in Urine'], { unit: 'mg/g', limits: under('30'), typical: [14, 6], digits: 0 }),
  oneHourGlucose: number('1504-0', ['Glucose, 1 hour after 50 g', 'Glucose [Mass/volume] in Serum or Plasma --1 hour post 50 g glucose PO'], { unit: 'mg/dL', limits: under('140'), typical: [112, 14], digits: 0 }),
} satisfies Record<string, LabTest>

const urine = {
  urineColor: words('5778-6', ['Color', 'Color of Urine'], 'Yellow'),
  urineAppearance: words('5767-9', ['Appearance', 'Appearance of Urine'], 'Clear'),
  urineGravity: number('5811-5', ['Specific gravity', 'Specific gravity of Urine by Test strip'], { unit: '', ucum: '1', limits: between('1.005', '1.030'), typical: [1.016, 0.006], digits: 3 }),
  urinePh: number('5803-2', ['pH', 'pH of Urine by Test strip'], { unit: '', ucum: '[pH]', limits: between('5.0', '8.0'), typical: [6.2, 0.6], digits: 1 }),
  urineGlucose: words('25428-4', ['Glucose, urine', 'Glucose [Presence] in Urine by Test strip'], 'Negative'),
  urineProtein: words('20454-5', ['Protein, urine', 'Protein [Presence] in Urine by Test strip'], 'Negative'),
  urineKetones: words('2514-8', ['Ketones, urine', 'Ketones [Presence] in Urine by Test strip'], 'Negative'),
  urineBlood: words('5794-3', ['Blood, urine', 'Hemoglobin [Presence] in Urine by Test strip'], 'Negative'),
  urineNitrite: words('5802-4', ['Nitrite, urine', 'Nitrite [Presence] in Urine by Test strip'], 'Negative'),
  urineLeukocytes: words('5799-2', ['Leukocyte esterase, urine', 'Leukocyte esterase [Presence] in Urine by Test strip'], 'Negative'),
} satisfies Record<string, LabTest>

const answers = {
  strep: words('78012-2', ['Strep A, rapid', 'Streptococcus pyogenes Ag [Presence] in Throat by Rapid immunoassay'], 'Negative'),
  covid: words('94500-6', ['SARS-CoV-2 RNA', 'SARS-CoV-2 (COVID-19) RNA [Presence] in Respiratory system specimen by NAA with probe detection'], 'Not detected'),
  fluA: words('76078-5', ['Influenza A RNA', 'Influenza virus A RNA [Presence] in Nasopharynx by NAA with probe detection'], 'Not detected'),
  fluB: words('76080-1', ['Influenza B RNA', 'Influenza virus B RNA [Presence] in Nasopharynx by NAA with probe detection'], 'Not detected'),
  pregnancy: words('2106-3', ['Pregnancy test, urine', 'Choriogonadotropin (pregnancy test) [Presence] in Urine'], 'Negative'),
  hepatitisB: words('5196-1', ['Hepatitis B surface antigen', 'Hepatitis B virus surface Ag [Presence] in Serum or Plasma by Immunoassay'], 'Nonreactive'),
  bloodType: words('882-1', ['ABO and Rh type', 'ABO and Rh group [Type] in Blood'], 'O positive'),
  antibodyScreen: words('890-4', ['Antibody screen', 'Blood group antibody screen [Presence] in Serum or Plasma'], 'Negative'),
  hpv: words('21440-3', ['HPV, high risk', 'Human papilloma virus 16+18+31+33+35+45+51+52+56 DNA [Presence] in Cervix by Probe'], 'Not detected'),
  papSmear: words('10524-7', ['Pap smear', 'Microscopic observation [Identifier] in Cervix by Cyto stain'], 'No cancer cells and no cells that may turn into cancer were seen'),
  stoolBlood: words('29771-3', ['Blood in stool (FIT)', 'Hemoglobin.gastrointestinal.lower [Presence] in Stool by Immunoassay'], 'Negative'),
  culture: words('630-4', ['Urine culture', 'Bacteria identified in Urine by Culture'], 'No growth'),
  bloodCulture: words('600-7', ['Blood culture', 'Bacteria identified in Blood by Culture'], 'No growth after 5 days'),
  chlamydia: words('43304-5', ['Chlamydia', 'Chlamydia trachomatis rRNA [Presence] in Specimen by NAA with probe detection'], 'Not detected'),
  gonorrhea: words('43305-2', ['Gonorrhea', 'Neisseria gonorrhoeae rRNA [Presence] in Specimen by NAA with probe detection'], 'Not detected'),
} satisfies Record<string, LabTest>

export const labTests = { ...chemistry, ...bloodCount, ...hormones, ...urine, ...answers }
export type LabTestKey = keyof typeof labTests

/** The limits of men where this lab has other ones. */
export const limitsOfMen: Readonly<Partial<Record<LabTestKey, { readonly limits: Limits; readonly typical: readonly [number, number] }>>> = {
  hdl: { limits: atLeast('40'), typical: [49, 6] },
  creatinine: { limits: between('0.70', '1.30'), typical: [1, 0.15] },
  redCells: { limits: between('4.30', '5.80'), typical: [5, 0.3] },
  hemoglobin: { limits: between('13.5', '17.5'), typical: [15.1, 0.8] },
  hematocrit: { limits: between('40.0', '52.0'), typical: [45, 2.4] },
  ferritin: { limits: between('30', '400'), typical: [150, 60] },
}
