// What is new, on the way or held for Rosa in the last days?
import { type Chart, identifierSystem } from '../../fhir/chart.ts'
import { coded, concept, loinc, systems } from '../../fhir/codes.ts'
import { addImaging, addOpenOrder } from '../../fhir/imaging.ts'
import { base64 } from '../../fhir/json.ts'
import { addLab, reportNumber } from '../../fhir/labs.ts'
import { type VisitMade, type VisitPlan, addVisit } from '../../fhir/visits.ts'

const biopsyVisit: VisitPlan = {
  key: 'skin-biopsy-visit',
  on: 'T-8',
  at: '10:20',
  minutes: 35,
  by: 'okafor',
  type: 'Skin procedure',
  why: 'A mole on your right shoulder that has changed.',
  note: {
    type: 'procedure',
    story: 'Brown mole on the right shoulder, larger over about 4 months. No bleeding, no itch. No skin cancer in the family that she knows of. Risks and choices talked over, consent signed.',
    exam: 'Right shoulder: brown spot, 7 by 5 millimeters, one uneven edge. No other spots of concern.',
    plan: ['Shave biopsy under local numbing. Little bleeding. Dressing put on.', 'Sent to the lab. The patient asks that we call before the result is shown to her.', 'Check of the wound and the result on {T+12}.'],
  },
  summary: {
    asks: ['Keep the dressing dry for 24 hours.', 'Then wash gently with soap and water once a day, and put on plain ointment.', 'Keep the spot out of the sun.'],
    next: ['We call you when the result is here. You asked us to call before it is shown.', '{T+12}: visit with Dr. Okafor, 2:30 pm.'],
    call: 'Call 555-0151 if the spot bleeds for more than 10 minutes, or gets red, hot or very sore.',
  },
}

const kneeVisit: VisitPlan = {
  key: 'knee-visit',
  on: 'T-2',
  at: '09:30',
  minutes: 30,
  by: 'chen',
  nurse: 'brandt',
  why: 'Left knee pain that came back.',
  vitals: { pressure: '122/78', pulse: '72', pounds: '155' },
  note: {
    story: 'Left knee pain is back for 5 weeks, worse on stairs. It caught twice last week. No fall, no fever. The gel helped only a little this time.',
    exam: 'Left knee: small swelling, sore along the inner joint line, twisting hurts. Stable. Full bend with pain at the end.',
    plan: ['Left knee pain with catching: could be the meniscus. MRI of the left knee ordered.', 'Kidney check by basic metabolic panel before the scan.', 'No new medicine today. Ice, rest, no deep bends.'],
    unsigned: true,
  },
  summary: {
    asks: ['Have the knee scan (MRI). Imaging will call you with a time.', 'Have a blood test for your kidneys before the scan.', 'Use ice for 15 minutes, 3 times a day. Do not kneel or squat deeply.'],
    medicines: ['Nothing new. Keep taking what you take now.'],
    next: ['We look at the scan together when the report is here.'],
    call: 'Call 555-0150 if the knee locks, or if you cannot put weight on it.',
  },
}

const biopsyText = `Skin, right shoulder, shave biopsy

CLINICAL HISTORY:
Changing mole, 4 months.

GROSS DESCRIPTION:
One shave of tan-brown skin, 8 x 6 x 1 mm, all of it looked at.

MICROSCOPIC DESCRIPTION:
Nests of pigment cells along the base of the top layer, with mild uneven growth. No cells deep in the skin. Edges are free.

DIAGNOSIS:
Dysplastic nevus with mild atypia (an unusual mole). No cancer is seen. Edges are clear.

Signed by Dr. Irene Voss.
`

/** The report that waits for Dr. Okafor's call, at Rosa's wish. */
export const heldBiopsyKey = 'skin-biopsy'

function addBiopsy(chart: Chart, visit: VisitMade): void {
  const { calendar } = chart
  const taken = calendar.plusMinutes(visit.start, 15)
  const issued = calendar.at('T-1', '15:40')
  const diagnosis = 'Dysplastic nevus with mild atypia (an unusual mole). No cancer is seen. Edges are clear.'
  const order = addOpenOrder(chart, { key: 'order:skin-biopsy', name: 'Skin biopsy', loinc: '11526-1', of: 'lab', on: 'T-8', at: '10:40', by: 'okafor', why: 'Changing mole, right shoulder', visit: visit.reference, done: true })
  chart.add('DiagnosticReport', heldBiopsyKey, {
    profile: 'us-core-diagnosticreport-lab',
    fields: {
      identifier: [{ system: identifierSystem(chart.organization, 'report'), value: reportNumber('SP', taken, { key: heldBiopsyKey, digits: '008861' }) }],
      basedOn: [order],
      status: 'final',
      category: [coded(systems.diagnosticService, 'LAB', 'Laboratory'), coded(systems.diagnosticService, 'SP', 'Surgical Pathology')],
      code: concept('Skin biopsy', loinc('11526-1', 'Pathology study')),
      subject: chart.patient,
      encounter: visit.reference,
      effectiveDateTime: taken,
      issued,
      performer: [chart.lab, chart.staff('voss')],
      resultsInterpreter: [chart.staff('okafor')],
      conclusion: diagnosis,
      presentedForm: [{ contentType: 'text/plain; charset=utf-8', title: 'Skin biopsy', creation: issued, data: base64(biopsyText) }],
    },
  })
}

function addBloodTest(chart: Chart): void {
  addLab(
    chart,
    {
      panel: 'bmp',
      ready: { on: 'T-1', at: '11:20' },
      values: { glucose: '104', bun: '15', creatinine: '0.82', sodium: '139', potassium: '4.2', chloride: '102', carbonDioxide: '25', calcium: '9.5' },
    },
    { key: 'kidney-check', taken: chart.calendar.at('T-1', '07:40'), orderedBy: 'chen' },
  )
}

function addKneeScan(chart: Chart): void {
  addImaging(chart, {
    key: 'knee-mri',
    name: 'MRI of left knee without contrast',
    modality: 'MR',
    bodySite: 'Left knee',
    on: 'T-1',
    at: '16:10',
    pictures: 184,
    orderedBy: 'chen',
    readBy: 'anand',
    why: 'Left knee pain with catching for 5 weeks. Is the meniscus torn?',
    saw: ['First look only: small amount of fluid in the joint. The inner meniscus is being compared with older pictures.'],
    means: ['Not ready. The full report follows.'],
  })
}

/** Adds the last days: biopsy (held), knee visit (note unsigned), blood test, scan that is being read. */
export function addRecent(chart: Chart): void {
  addBiopsy(chart, addVisit(chart, biopsyVisit))
  addVisit(chart, kneeVisit)
  addBloodTest(chart)
  addKneeScan(chart)
}
