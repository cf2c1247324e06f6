// Which facts did the independent script write down, and how is each of them found among what is shown?
import type { ImportReport } from '#inbound'
import type { Clinical, LabValue, SentDate } from '../../contract/clinical.ts'
import type { RecordCard } from '../../contract/record-card.ts'

export type Answers = {
  readonly patient: { readonly id: string; readonly names: readonly string[]; readonly birthDate: string | null; readonly gender: string | null }
  /** Resources of each type that are of this patient. */
  readonly counts: Readonly<Record<string, number>>
  readonly labResults: number
  readonly firstLab: string | null
  readonly lastLab: string | null
  readonly labResultsLastTwoYears?: { readonly from: string; readonly to: string; readonly count: number }
  readonly lastLipidPanel?: { readonly at: string; readonly values: Readonly<Record<string, readonly [value: number, unit: string]>> }
  readonly labTests: readonly { readonly code: string | null; readonly name: string | null; readonly count: number; readonly lastAt: string | null; readonly last: number | string | null }[]
  readonly labReports: number
  readonly labReportNames: Readonly<Record<string, number>>
  readonly lipidPanelDates: readonly string[]
  readonly lastA1c?: { readonly at: string; readonly value: number }
  readonly immunizations: readonly (readonly [when: string | null, cvx: string | null, name: string | null, status: string | null])[]
  readonly medicationsByStatus: Readonly<Record<string, number>>
  readonly activeMedications: readonly (readonly [when: string | null, name: string | null])[]
  readonly conditions: number
  readonly activeConditions: readonly (readonly [since: string | null, name: string])[]
  readonly allergies: readonly (readonly [name: string | null, criticality: string | null])[]
  readonly encounters: number
  readonly encountersByClass: Readonly<Record<string, number>>
  readonly encountersLastTwoYears?: { readonly from: string; readonly to: string; readonly count: number }
  readonly organizationsSeen: Readonly<Record<string, number>>
  readonly documentsByStatus: Readonly<Record<string, number>>
  readonly encountersWithDocuments: number
  readonly doctorsSeen: readonly (readonly [name: string, visits: number])[]
  readonly encountersInBusiestYear?: { readonly list: readonly (readonly [from: string, until: string | null])[] }
  readonly documents: number
  readonly documentList: readonly (readonly [id: string | null, when: string | null, status: string | null, type: string | null, contentType: string | null, size: number | null])[]
  readonly imagingStudies: readonly (readonly [when: string | null, modalities: readonly string[], site: string | null, series: number, pictures: number | null])[]
  readonly procedures: number
  readonly lastWeight?: readonly [at: string | null, value: number | null]
  readonly lastHeight?: readonly [at: string | null, value: number | null]
  readonly lastBloodPressure?: readonly [at: string | null, systolic: number | null, diastolic: number | null]
}

/** A record that the patient may see now; type and id of the resource it is named by. */
export type Shown = { readonly visit: string | null; readonly body: Clinical; readonly card: RecordCard; readonly type: string | null; readonly sourceId: string | null; /** As it came. */ readonly text: string | null }
export type Check = { readonly what: string; readonly holds: boolean; readonly reason: string | null }
export type Chart = { readonly name: string; readonly birth: string; readonly sex: string | null }
type About = { readonly answers: Answers; readonly shown: readonly Shown[]; readonly left: ImportReport['skipped']; readonly chart: Chart | null; /** Kept resources of this patient by type, and how many versions of them rule no more. */ readonly kept: readonly { readonly type: string; readonly count: number; readonly older: number }[] }

/** The answers of several patients that are one chart. */
export function sumOf(all: readonly Answers[]): Answers {
  const [first] = all
  if (first === undefined) throw new RangeError('no patient')
  const counted = (pick: (one: Answers) => Readonly<Record<string, number>>) => all.map(pick).reduce((sum, one) => Object.fromEntries([...new Set([...Object.keys(sum), ...Object.keys(one)])].map((key) => [key, (sum[key] ?? 0) + (one[key] ?? 0)])), {})
  const { lastA1c: _a1c, lastWeight: _weight, lastHeight: _height, lastBloodPressure: _pressure, encountersInBusiestYear: _year, encountersLastTwoYears: _two, labResultsLastTwoYears: _labs, lastLipidPanel: _panel, ...rest } = first
  const add = (pick: (one: Answers) => number) => all.reduce((sum, one) => sum + pick(one), 0)
  return {
    ...rest, counts: counted((one) => one.counts), encountersByClass: counted((one) => one.encountersByClass), organizationsSeen: counted((one) => one.organizationsSeen), documentsByStatus: counted((one) => one.documentsByStatus), encountersWithDocuments: add((one) => one.encountersWithDocuments), firstLab: null, lastLab: null,
    labResults: add((one) => one.labResults), labReports: add((one) => one.labReports), conditions: add((one) => one.conditions), encounters: add((one) => one.encounters), documents: add((one) => one.documents), procedures: add((one) => one.procedures),
    labTests: all.flatMap((one) => one.labTests).map((one) => ({ ...one, count: -1 })), labReportNames: counted((one) => one.labReportNames), medicationsByStatus: counted((one) => one.medicationsByStatus), lipidPanelDates: all.flatMap((one) => one.lipidPanelDates), immunizations: all.flatMap((one) => one.immunizations),
    activeMedications: all.flatMap((one) => one.activeMedications), activeConditions: all.flatMap((one) => one.activeConditions), allergies: all.flatMap((one) => one.allergies), documentList: all.flatMap((one) => one.documentList), doctorsSeen: [],
  }
}

/** Is the resource called so anywhere in its codes? Sources give a thing their own text beside the display of its code; theirs is shown. */
const called = (one: Shown, name: string): boolean => one.text?.includes(JSON.stringify(name)) === true
const ofKind = <K extends Clinical['kind']>(shown: readonly Shown[], kind: K) => shown.flatMap((one) => (one.body.kind === kind ? [{ one, body: one.body as Extract<Clinical, { kind: K }> }] : []))
const bodies = <K extends Clinical['kind']>(shown: readonly Shown[], kind: K) => shown.map((one) => one.body).filter((body): body is Extract<Clinical, { kind: K }> => body.kind === kind)
const day = (date: SentDate | null | undefined): string => (date ?? '').slice(0, 10)
/** Numbers are rounded to four places in the answers. */
const close = (text: string | undefined, value: number): boolean => text !== undefined && Math.abs(Number(text) - value) <= 0.00006 * Math.max(1, Math.abs(value))
const says = (value: LabValue, last: number | string | null, text = ''): boolean => last === null || (typeof last === 'number' ? close(value.quantity?.value, last) : (value.text ?? '') === last || (value.text ?? '').startsWith(last) || (value.text !== undefined && text.includes(JSON.stringify(last))))

const at = (date: string): number => Date.parse(date)
/** In a window of whole days. */
const within = (date: string | undefined, { from, to }: { readonly from: string; readonly to: string }): boolean => date !== undefined && day(date) >= from && day(date) <= to

/** Why resources of a type are not shown, in the words of the import; null when it left none out. */
function leftOut(left: About['left'], type: string, missing: number): string | null {
  const own = left.filter((one) => one.type === type)
  return missing > 0 && own.reduce((sum, one) => sum + one.count, 0) >= missing ? `${type} left out: ${own[0]?.reason ?? ''}` : null
}

function labs({ answers, shown, left }: About): Check[] {
  const inside = (values: readonly LabValue[]): readonly LabValue[] => values.flatMap((one) => [one, ...inside(one.parts)])
  const reports = bodies(shown, 'lab-result')
  const values = ofKind(shown, 'lab-result').flatMap(({ one, body }) => inside(body.values).map((value) => ({ value, at: value.taken ?? body.taken ?? body.issued, text: one.text ?? '' })))
  const found: Check[] = []
  for (const test of answers.labTests) {
    const same = values.filter(({ value }) => value.name.code === test.code || (test.code === null && value.name.text === test.name))
    found.push({ what: `lab ${test.code} ${test.name}: ${test.count} times`, holds: test.count === -1 ? same.length > 0 : same.length === test.count, reason: same.length > test.count ? 'a part of the report that its source calls by another category' : leftOut(left, 'Observation', test.count - same.length) })
    const last = same.filter(({ at }) => (at ?? '') === (test.lastAt ?? ''))
    found.push({ what: `lab ${test.code} last ${test.lastAt} ${test.last}`, holds: last.some(({ value, text }) => says(value, test.last, text)), reason: leftOut(left, 'Observation', 1) })
  }
  for (const [name, count] of Object.entries(answers.labReportNames)) {
    const same = reports.filter((one) => one.name.text === name || one.name.code === name)
    found.push({ what: `lab report ${name}: ${count}`, holds: same.length >= count, reason: leftOut(left, 'DiagnosticReport', count - same.length) })
  }
  const measured = values.filter(({ at: when, value }) => when !== undefined && value.parts.length === 0).map(({ at: when }) => when ?? '')
  const strangers = 'a part of the report that its source calls by another category'
  if (answers.firstLab !== null) found.push({ what: `first lab ${answers.firstLab}`, holds: measured.some((one) => one === answers.firstLab), reason: leftOut(left, 'Observation', 1) })
  if (answers.lastLab !== null) found.push({ what: `last lab ${answers.lastLab}`, holds: measured.every((one) => at(one) <= at(answers.lastLab ?? '')), reason: leftOut(left, 'Observation', 1) })
  const two = answers.labResultsLastTwoYears
  if (two !== undefined) {
    const inTwo = values.filter(({ at: when }) => within(when, two)).length
    found.push({ what: `${two.count} labs from ${two.from} to ${two.to}`, holds: inTwo === two.count, reason: inTwo > two.count ? strangers : leftOut(left, 'Observation', two.count - inTwo) })
  }
  const named = ofKind(shown, 'lab-result').filter(({ one }) => one.type === 'DiagnosticReport').length
  found.push({ what: `${answers.labReports} lab reports`, holds: named === answers.labReports, reason: leftOut(left, 'DiagnosticReport', answers.labReports - named) })
  const last = answers.lastLipidPanel
  const lastPanel = last === undefined ? undefined : reports.find((one) => (one.name.code === '57698-3' || one.name.code === '24331-1') && one.taken === last.at)
  for (const [name, [value]] of Object.entries(last?.values ?? {})) found.push({ what: `last lipid panel: ${name} ${value}`, holds: inside(lastPanel?.values ?? []).some((one) => close(one.quantity?.value, value)), reason: null })
  const panels = reports.filter((one) => one.name.code === '57698-3' || one.name.code === '24331-1')
  for (const at of answers.lipidPanelDates) found.push({ what: `lipid panel ${at}`, holds: panels.some((one) => one.taken === at), reason: null })
  if (answers.lastA1c !== undefined) {
    const { at, value } = answers.lastA1c
    found.push({ what: `A1c ${at} ${value}`, holds: values.some((one) => one.value.name.code === '4548-4' && one.at === at && close(one.value.quantity?.value, value)), reason: null })
  }
  return found
}

function lists({ answers, shown, left }: About): Check[] {
  const vaccines = bodies(shown, 'vaccine')
  const conditions = bodies(shown, 'condition')
  const none = (kind: 'condition' | 'allergy' | 'medicine') => (bodies(shown, kind).some((one) => one.saidNone === true) ? 'said that there are none' : null)
  const statuses = { active: 'active', stopped: 'stopped', completed: 'completed', 'on-hold': 'on-hold', cancelled: 'cancelled' } as const
  const requests = shown.filter((one) => one.type === 'MedicationRequest').map((one) => one.body).filter((body) => body.kind === 'medicine')
  return [
    ...answers.immunizations.map(([when, cvx, name, status]): Check => ({ what: `vaccine ${when} ${cvx} ${name}`, holds: vaccines.some((one) => (one.given ?? null) === when && (one.name.code === cvx || one.name.text === name) && (status === 'not-done') === (one.status === 'not-given')), reason: leftOut(left, 'Immunization', 1) })),
    ...answers.activeMedications.map(([when, name]): Check => ({ what: `medicine ${when} ${name}`, holds: ofKind(shown, 'medicine').some(({ one, body }) => body.status === 'active' && (name === null || body.name.text === name || called(one, name)) && (when === null || body.prescribed === when)), reason: leftOut(left, 'MedicationRequest', 1) })),
    ...Object.entries(answers.medicationsByStatus).map(([status, count]): Check => {
      const same = requests.filter((one) => one.status === (status in statuses ? statuses[status as keyof typeof statuses] : 'unknown')).length
      return { what: `${count} medicines ${status}`, holds: same === count, reason: leftOut(left, 'MedicationRequest', count - same) }
    }),
    { what: `${answers.conditions} conditions`, holds: conditions.filter((one) => one.found === undefined).length === answers.conditions, reason: leftOut(left, 'Condition', answers.conditions - conditions.length) },
    ...answers.activeConditions.map(([since, name]): Check => ({ what: `condition ${since} ${name}`, holds: ofKind(shown, 'condition').some(({ one, body }) => (body.name.text === name || called(one, name)) && (body.clinical === 'active' || body.saidNone === true) && (since === null || body.onset === since || body.recorded === since)), reason: leftOut(left, 'Condition', 1) ?? none('condition') })),
    ...answers.allergies.map(([name, criticality]): Check => ({ what: `allergy ${name}`, holds: ofKind(shown, 'allergy').some(({ one, body }) => (name === null || body.name.text === name || called(one, name)) && (criticality === null || body.severe === (criticality === 'unable-to-assess' ? 'unknown' : criticality))), reason: leftOut(left, 'AllergyIntolerance', 1) ?? none('allergy') })),
    { what: `${answers.procedures} procedures`, holds: bodies(shown, 'procedure').length === answers.procedures, reason: leftOut(left, 'Procedure', answers.procedures - bodies(shown, 'procedure').length) },
  ]
}

function visits({ answers, shown, left }: About): Check[] {
  const own = bodies(shown, 'visit')
  return [
    { what: `${answers.encounters} visits`, holds: own.length === answers.encounters, reason: leftOut(left, 'Encounter', answers.encounters - own.length) },
    ...(answers.encountersInBusiestYear?.list ?? []).map(([from, until]): Check => ({ what: `visit ${from}`, holds: own.some((one) => one.period.start === from && (until === null || one.period.end === until)), reason: leftOut(left, 'Encounter', 1) })),
    ...answers.doctorsSeen.map(([name, count]): Check => {
      const seen = own.filter((one) => one.authors.some((author) => author.name === name)).length
      return { what: `${name} seen ${count} times`, holds: seen === count, reason: leftOut(left, 'Encounter', 1) }
    }),
  ]
}

function papers({ answers, shown, left }: About): Check[] {
  const documents = shown.filter((one) => one.type === 'DocumentReference')
  const pictures = bodies(shown, 'imaging-report').filter((one) => one.pictures > 0 || one.modality !== undefined)
  return [
    { what: `${answers.documents} documents`, holds: documents.length === answers.documents, reason: leftOut(left, 'DocumentReference', answers.documents - documents.length) },
    ...answers.documentList.map(([id, when, , type, , size]): Check => {
      const found = documents.find((one) => one.sourceId === id)?.body
      const attachments = found !== undefined && 'attachments' in found ? found.attachments : []
      const sized = size === null || attachments.some((one) => one.bytes === size)
      return { what: `document ${id} ${when} ${type} ${size}`, holds: found !== undefined && 'written' in found && (when === null || day(found.written) === day(when)) && sized, reason: found === undefined ? leftOut(left, 'DocumentReference', 1) : attachments.some((one) => one.damage !== undefined) ? 'its file is damaged, and said to be' : null }
    }),
    ...answers.imagingStudies.map(([when, , site, , count]): Check => ({ what: `pictures ${when} ${site} ${count}`, holds: pictures.some((one) => one.taken === when && (count === null || one.pictures === count)), reason: leftOut(left, 'ImagingStudy', 1) })),
  ]
}

/** LOINC: body weight, height, blood pressure with its two numbers. */
function measurements({ answers, shown, left }: About): Check[] {
  const values = bodies(shown, 'vital-signs').flatMap((body) => body.values.map((value) => ({ value, at: value.taken ?? body.taken })))
  const one = (what: string, code: string, said: readonly [at: string | null, value: number | null] | undefined): Check[] =>
    said === undefined ? [] : [{ what: `${what} ${said.join(' ')}`, holds: values.some(({ value, at }) => value.name.code === code && (at ?? null) === said[0] && (said[1] === null || close(value.quantity?.value, said[1]))), reason: values.some(({ value, at }) => at === said[0] && said[1] !== null && close(value.quantity?.value, said[1])) ? 'shown under another of its codes' : leftOut(left, 'Observation', 1) }]
  const pressure = answers.lastBloodPressure
  const part = (value: LabValue, code: string) => value.parts.find((each) => each.name.code === code)?.quantity?.value
  return [
    ...one('weight', '29463-7', answers.lastWeight), ...one('height', '8302-2', answers.lastHeight),
    ...(pressure === undefined ? [] : [{ what: `blood pressure ${pressure.join(' ')}`, holds: values.some(({ value, at }) => (at ?? null) === pressure[0] && (pressure[1] === null || close(part(value, '8480-6'), pressure[1])) && (pressure[2] === null || close(part(value, '8462-4'), pressure[2]))), reason: leftOut(left, 'Observation', 1) }]),
  ]
}

/** "Smith-Johnson, Betsy" is Betsy Smith-Johnson. */
const wordsOf = (name: string): readonly string[] => name.split(/[ ,]+/).filter((word) => word !== '')

/** HL7 v3 ActCode as visits are told. */
const classes: Readonly<Record<string, string>> = { AMB: 'office', IMP: 'hospital', ACUTE: 'hospital', NONAC: 'hospital', OBSENC: 'hospital', SS: 'hospital', EMER: 'emergency', VR: 'virtual', HH: 'home' }

function sums({ answers, shown, left, kept }: About): Check[] {
  const own = bodies(shown, 'visit')
  const byClass = new Map<string, number>()
  for (const [code, count] of Object.entries(answers.encountersByClass)) byClass.set(classes[code] ?? (code === 'null' ? 'none' : 'other'), (byClass.get(classes[code] ?? (code === 'null' ? 'none' : 'other')) ?? 0) + count)
  const two = answers.encountersLastTwoYears
  const papers = shown.filter((one) => one.type === 'DocumentReference')
  const status = (said: string) => papers.filter(({ body }) => 'status' in body && body.status === (said === 'superseded' ? 'superseded' : 'current')).length
  const seen = new Set(papers.flatMap((one) => (one.visit === null ? [] : [one.visit]))).size
  const twice = (type: string) => (left.some((one) => one.type === type && /later one with the same id/.test(one.reason)) ? 'the file has it twice' : null)
  return [
    ...Object.entries(answers.counts).filter(([type]) => type !== '(none)').map(([type, count]): Check => {
      const found = kept.find((one) => one.type === type)
      return { what: `${count} ${type} kept`, holds: (found?.count ?? 0) + (found?.older ?? 0) >= count, reason: twice(type) ?? leftOut(left, type, 1) }
    }),
    ...[...byClass].map(([name, count]): Check => ({ what: `${count} visits of class ${name}`, holds: own.filter((one) => (one.class ?? 'none') === name).length === count, reason: leftOut(left, 'Encounter', 1) })),
    ...(two === undefined ? [] : [{ what: `${two.count} visits from ${two.from} to ${two.to}`, holds: own.filter((one) => within(one.period.start, two)).length === two.count, reason: leftOut(left, 'Encounter', 1) }]),
    ...Object.entries(answers.organizationsSeen).filter(([name]) => name !== 'null').map(([name, count]): Check => ({ what: `${count} visits at ${name}`, holds: own.filter((one) => one.organization === name).length === count, reason: leftOut(left, 'Encounter', 1) })),
    ...Object.entries(answers.documentsByStatus).map(([said, count]): Check => ({ what: `${count} documents ${said}`, holds: status(said) === count, reason: leftOut(left, 'DocumentReference', count - status(said)) })),
    { what: `${answers.encountersWithDocuments} visits with documents`, holds: seen === answers.encountersWithDocuments, reason: null },
  ]
}

/** Every fact of one chart but ages (told from the birth date) and dates before birth (of the raw data). A chart that is not opened has one reason for all of them. */
export function checks(about: About): readonly Check[] {
  const { answers, chart, left } = about
  const notOpened = left.some((one) => one.type === 'Patient') ? 'the Patient says too little to open a chart' : null
  const all: Check[] = [
    { what: `name ${answers.patient.names[0]}`, holds: chart !== null && answers.patient.names.some((name) => wordsOf(name.replace(/ \(.*\)$/, '')).every((word) => wordsOf(chart.name).includes(word))), reason: null },
    { what: `born ${answers.patient.birthDate}`, holds: chart !== null && chart.birth === answers.patient.birthDate, reason: null },
    ...labs(about), ...lists(about), ...visits(about), ...papers(about), ...measurements(about), ...sums(about),
    { what: `sex ${answers.patient.gender}`, holds: (chart?.sex ?? null) === answers.patient.gender, reason: null },
  ]
  // A set of two files has versions of the same things: the one that came later is shown.
  const older = about.kept.some((one) => one.older > 0) ? 'an older version of it; another one rules' : null
  return all.map((one) => ({ ...one, reason: chart === null ? notOpened : (one.reason ?? older) }))
}
