// How does a visit become records? One plan gives the Encounter, its note, its After Visit Summary, vital signs, lab
// reports and vaccines, all pointing at each other.
import type { DaySpec } from '../calendar.ts'
import type { Chart, Reference } from './chart.ts'
import { type Sensitivity, concept, snomed, systems } from './codes.ts'
import { type NoteType, addDocument, noteType, visitSummaryType } from './documents.ts'
import type { Fields } from './json.ts'
import { type LabPlan, addLab } from './labs.ts'
import { type StaffKey, staff } from './staff.ts'
import { type VaccinePlan, addVaccine } from './vaccines.ts'
import { noteText, summaryText } from './visit-texts.ts'
import { type VitalsPlan, addVitals } from './vitals.ts'

export type VisitWay = 'office' | 'virtual' | 'emergency' | 'hospital'

export type VisitPlan = {
  readonly key: string
  readonly on: DaySpec
  /** HH:MM, local time. */
  readonly at: string
  readonly minutes?: number
  readonly by: StaffKey
  readonly nurse?: StaffKey
  readonly way?: VisitWay
  /** What the organization calls such a visit; else from `way`. */
  readonly type?: string
  readonly why: string
  readonly note: { readonly type?: NoteType; readonly story: string; readonly exam?: string; readonly plan: readonly string[]; readonly signedAt?: string; readonly unsigned?: true }
  /** No summary was handed out when absent. */
  readonly summary?: SummaryPlan
  readonly vitals?: VitalsPlan
  readonly labs?: readonly LabPlan[]
  readonly vaccines?: readonly Omit<VaccinePlan, 'on'>[]
  readonly sensitive?: readonly Sensitivity[]
}

export type SummaryPlan = {
  readonly asks: readonly string[]
  readonly medicines?: readonly string[]
  readonly next?: readonly string[]
  readonly call?: string
}

export type VisitMade = { readonly reference: Reference; readonly start: string; readonly end: string }

const ways: Readonly<Record<VisitWay, { code: string; display: string; type: string; snomed: string; minutes: number }>> = {
  office: { code: 'AMB', display: 'ambulatory', type: 'Office visit', snomed: '185349003', minutes: 40 },
  virtual: { code: 'VR', display: 'virtual', type: 'Video visit', snomed: '448337001', minutes: 20 },
  emergency: { code: 'EMER', display: 'emergency', type: 'Emergency visit', snomed: '50849002', minutes: 190 },
  hospital: { code: 'IMP', display: 'inpatient encounter', type: 'Hospital stay', snomed: '32485007', minutes: 2980 },
}

function participant(who: Reference, code: 'ATND' | 'PART', display: string): Fields {
  return { type: [concept(display, { system: systems.participation, code, display })], individual: who }
}

function addEncounter(chart: Chart, plan: VisitPlan, period: { start: string; end: string }): Reference {
  const way = ways[plan.way ?? 'office']
  return chart.add('Encounter', plan.key, {
    profile: 'us-core-encounter',
    sensitive: plan.sensitive ?? [],
    fields: {
      status: 'finished',
      class: { system: systems.actCode, code: way.code, display: way.display },
      type: [concept(plan.type ?? way.type, snomed(way.snomed, way.type))],
      serviceType: concept(staff[plan.by].specialty),
      subject: chart.patient,
      participant: [participant(chart.staff(plan.by), 'ATND', 'attender'), ...(plan.nurse === undefined ? [] : [participant(chart.staff(plan.nurse), 'PART', 'Participation')])],
      period,
      reasonCode: [concept(chart.calendar.tell(plan.why))],
      hospitalization: plan.way === 'hospital' ? { dischargeDisposition: concept('Home') } : undefined,
      location: [{ location: chart.place(plan.by) }],
      serviceProvider: chart.custodian,
    },
  })
}

const defaultNotes: Readonly<Record<VisitWay, NoteType>> = { office: 'progress', virtual: 'progress', emergency: 'emergency', hospital: 'discharge' }

function addPapers(chart: Chart, plan: VisitPlan, made: VisitMade): void {
  const { calendar } = chart
  const shared = { by: plan.by, clinical: true, visit: made, sensitive: plan.sensitive ?? [] }
  const type = noteType(chart, plan.note.type ?? defaultNotes[plan.way ?? 'office'])
  const signed = calendar.pastAt(made.end.slice(0, 10), plan.note.signedAt ?? '17:20', { from: made.end, minutes: 90 })
  const written = signed > made.end ? signed : calendar.plusMinutes(made.end, 25)
  addDocument(chart, { ...shared, key: `${plan.key}:note`, type, title: 'Visit note', text: calendar.tell(noteText(chart, plan, made)), written, unsigned: plan.note.unsigned ?? false })
  if (plan.summary === undefined) return
  const text = calendar.tell(summaryText(chart, plan, made))
  addDocument(chart, { ...shared, key: `${plan.key}:summary`, type: visitSummaryType(chart), title: 'After Visit Summary', text, written: made.end })
}

/** Adds a visit and everything that came of it; gives what other records of the visit point at. */
export function addVisit(chart: Chart, plan: VisitPlan): VisitMade {
  const { calendar } = chart
  const start = calendar.at(plan.on, plan.at)
  const end = calendar.plusMinutes(start, plan.minutes ?? ways[plan.way ?? 'office'].minutes)
  const reference = addEncounter(chart, plan, { start, end })
  const made = { reference, start, end }
  const sensitive = plan.sensitive ?? []
  if (plan.vitals !== undefined) addVitals(chart, plan.vitals, { key: `${plan.key}:vitals`, at: calendar.plusMinutes(start, 5), visit: reference, by: plan.nurse ?? plan.by, sensitive })
  for (const lab of plan.labs ?? []) {
    const key = [plan.key, lab.panel, lab.tag].filter((part) => part !== undefined).join(':')
    addLab(chart, lab, { key, taken: calendar.plusMinutes(start, lab.after ?? 15), visit: reference, orderedBy: plan.by, sensitive })
  }
  for (const vaccine of plan.vaccines ?? []) addVaccine(chart, { ...vaccine, on: calendar.plusMinutes(start, 30) }, { visit: reference, by: plan.nurse ?? plan.by })
  addPapers(chart, plan, made)
  return made
}
