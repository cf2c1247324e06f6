// How are pictures and their reports sent? An order, an ImagingStudy (the pictures stay at the source) and a report
// whose text a radiologist signs.
import type { DaySpec } from '../calendar.ts'
import { type Chart, type Reference, identifierSystem } from './chart.ts'
import { concept, loinc, systems } from './codes.ts'
import { base64 } from './json.ts'
import { reportNumber } from './labs.ts'
import { type StaffKey, staffName } from './staff.ts'

export type ImagingPlan = {
  readonly key: string
  readonly name: string
  readonly loinc?: string
  /** DICOM modality: CR and DX are X-rays, MG mammograms, US ultrasound, MR, CT. */
  readonly modality: 'DX' | 'MG' | 'US' | 'MR' | 'CT'
  readonly bodySite: string
  readonly on: DaySpec
  readonly at: string
  readonly pictures: number
  readonly orderedBy: StaffKey
  readonly readBy: StaffKey
  readonly why: string
  /** When the report was signed; a preliminary one only has the first words. */
  readonly signed?: { readonly on: DaySpec; readonly at: string }
  readonly saw: readonly string[]
  readonly means: readonly string[]
  readonly visit?: Reference
}

function reportText(chart: Chart, plan: ImagingPlan): string {
  const end = plan.signed === undefined ? `Preliminary text by ${staffName(plan.readBy)}. Not signed yet.` : `Signed by ${staffName(plan.readBy)}.`
  const text = [plan.name, `REASON FOR EXAM:\n${plan.why}`, `FINDINGS:\n${plan.saw.join('\n\n')}`, `IMPRESSION:\n${plan.means.join('\n')}`, end]
  return `${chart.calendar.tell(text.join('\n\n'))}\n`
}

/** The source's name and, where it gives one, the LOINC code. */
function code(plan: { readonly name: string; readonly loinc?: string }): ReturnType<typeof concept> {
  return plan.loinc === undefined ? concept(plan.name) : concept(plan.name, { system: systems.loinc, code: plan.loinc })
}

function addOrder(chart: Chart, plan: ImagingPlan, started: string): Reference {
  return chart.add('ServiceRequest', `order:${plan.key}`, {
    profile: 'us-core-servicerequest',
    fields: {
      status: plan.signed === undefined ? 'active' : 'completed',
      intent: 'order',
      category: [concept('Imaging', { system: systems.snomed, code: '363679005', display: 'Imaging' })],
      code: code(plan),
      subject: chart.patient,
      encounter: plan.visit,
      authoredOn: plan.visit === undefined ? chart.calendar.plusMinutes(started, -1500) : chart.calendar.plusMinutes(started, -30),
      requester: chart.staff(plan.orderedBy),
      reasonCode: [concept(chart.calendar.tell(plan.why))],
    },
  })
}

function addStudy(chart: Chart, plan: ImagingPlan, { started, order }: { readonly started: string; readonly order: Reference }): Reference {
  return chart.add('ImagingStudy', plan.key, {
    fields: {
      identifier: [{ system: identifierSystem(chart.organization, 'accession'), value: reportNumber('AC', started, { key: plan.key }) }],
      status: 'available',
      modality: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: plan.modality }],
      subject: chart.patient,
      encounter: plan.visit,
      started,
      basedOn: [order],
      numberOfSeries: 1,
      numberOfInstances: plan.pictures,
      description: plan.name,
      series: [{ uid: `2.25.${BigInt(`0x${chart.idOf('ImagingStudy', plan.key).replaceAll('-', '')}`)}`, number: 1, modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: plan.modality }, numberOfInstances: plan.pictures, bodySite: { display: plan.bodySite } }],
    },
  })
}

/** Adds pictures and their report; without `signed` the report is preliminary and the order still open. */
export function addImaging(chart: Chart, plan: ImagingPlan): Reference {
  const { calendar } = chart
  const started = calendar.at(plan.on, plan.at)
  const order = addOrder(chart, plan, started)
  const study = addStudy(chart, plan, { started, order })
  const issued = plan.signed === undefined ? calendar.plusMinutes(started, 55) : calendar.pastAt(plan.signed.on, plan.signed.at, { from: started, minutes: 120 })
  return chart.add('DiagnosticReport', plan.key, {
    profile: 'us-core-diagnosticreport-note',
    fields: {
      identifier: [{ system: identifierSystem(chart.organization, 'report'), value: reportNumber('IR', started, { key: plan.key }) }],
      basedOn: [order],
      status: plan.signed === undefined ? 'preliminary' : 'final',
      category: [concept('Radiology', loinc('LP29684-5', 'Radiology'), { system: systems.diagnosticService, code: 'RAD', display: 'Radiology' })],
      code: code(plan),
      subject: chart.patient,
      encounter: plan.visit,
      effectiveDateTime: started,
      issued,
      performer: [chart.staff(plan.readBy)],
      resultsInterpreter: [chart.staff(plan.readBy)],
      imagingStudy: [study],
      conclusion: plan.signed === undefined ? undefined : plan.means.join(' '),
      presentedForm: [{ contentType: 'text/plain; charset=utf-8', title: plan.name, creation: issued, data: base64(reportText(chart, plan)) }],
    },
  })
}

/** Adds an order for which nothing has come yet. */
export function addOpenOrder(chart: Chart, plan: { key: string; name: string; loinc?: string; of: 'lab' | 'imaging'; on: DaySpec; at: string; by: StaffKey; why: string; expected?: DaySpec; visit?: Reference; done?: true }): Reference {
  const category = plan.of === 'lab' ? concept('Laboratory procedure', { system: systems.snomed, code: '108252007', display: 'Laboratory procedure' }) : concept('Imaging', { system: systems.snomed, code: '363679005', display: 'Imaging' })
  return chart.add('ServiceRequest', plan.key, {
    profile: 'us-core-servicerequest',
    fields: {
      status: plan.done === true ? 'completed' : 'active',
      intent: 'order',
      category: [category],
      priority: 'routine',
      code: code(plan),
      subject: chart.patient,
      encounter: plan.visit,
      occurrenceDateTime: plan.expected === undefined ? undefined : chart.calendar.day(plan.expected),
      authoredOn: chart.calendar.at(plan.on, plan.at),
      requester: chart.staff(plan.by),
      reasonCode: [concept(plan.why)],
    },
  })
}
