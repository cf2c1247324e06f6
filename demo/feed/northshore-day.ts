// How does the same day go at Northshore, whose system pushes FHIR? Samuel comes for a planned treatment of his heart rhythm.
import type { Calendar } from '../calendar.ts'
import { type AppointmentPlan, addAppointment } from '../fhir/appointments.ts'
import { type Chart, type Reference, openChart } from '../fhir/chart.ts'
import { concept, snomed, systems } from '../fhir/codes.ts'
import { addDocument, noteType } from '../fhir/documents.ts'
import { type ImagingPlan, addImaging, addOpenOrder } from '../fhir/imaging.ts'
import { type LabStatus, addLab } from '../fhir/labs.ts'
import { addVaccine } from '../fhir/vaccines.ts'
import { samuelAtNorthshore } from '../people/samuel.ts'
import type { Step } from './step.ts'

const on = 'T-1'

type Push = { readonly key: string; readonly at: string; readonly says: string; readonly tells: (chart: Chart) => void }

/** The stay as it stands: begun, or over and gone home. */
function addStay(chart: Chart, stamp: string, gone: boolean): Reference {
  const { calendar } = chart
  return chart.add('Encounter', `stay-${stamp}`, {
    profile: 'us-core-encounter',
    fields: {
      status: gone ? 'finished' : 'in-progress',
      class: { system: systems.actCode, code: 'IMP', display: 'inpatient encounter' },
      type: [concept('Hospital stay', snomed('32485007', 'Hospital admission'))],
      subject: chart.patient,
      participant: [{ individual: chart.staff('sorensen') }],
      period: { start: calendar.at(on, '08:00'), end: gone ? calendar.at(on, '14:10') : undefined },
      reasonCode: [concept('Planned treatment of the heart rhythm')],
      hospitalization: gone ? { dischargeDisposition: concept('Home') } : undefined,
      location: [{ location: chart.place('sorensen'), status: gone ? 'completed' : 'active' }],
      serviceProvider: chart.custodian,
    },
  })
}

function addPapers(chart: Chart, stamp: string, withAddendum: boolean): void {
  const { calendar } = chart
  const visit = { reference: addStay(chart, stamp, true), start: calendar.at(on, '08:00'), end: calendar.at(on, '14:10') }
  const shared = { type: noteType(chart, 'discharge'), clinical: true, by: 'sorensen', visit } as const
  const text = 'Cardioversion under short sleep. One shock, regular rhythm since.\nApixaban goes on: do not skip it for the next 4 weeks.\nHeart clinic in 2 weeks.\n'
  const summary = addDocument(chart, { ...shared, key: `summary-${stamp}`, title: 'Discharge summary', text, written: calendar.at(on, '14:50') })
  if (withAddendum) addDocument(chart, { ...shared, key: `addendum-${stamp}`, title: 'Discharge summary, addendum', text: 'The potassium taken at 8:40 am was corrected to 4.1. No change of the plan.\n', written: calendar.at(on, '17:05'), appends: summary })
}

/** Apart from its order and the registered report, each is the whole report as it stands. */
function addBlood(chart: Chart, stamp: string, { status, at, potassium }: { readonly status: LabStatus; readonly at: string; readonly potassium: string }): void {
  const note = status === 'corrected' ? 'Corrected: the first tube had burst cells; measured again from the second.' : undefined
  addLab(chart, { panel: 'bmp', status, ready: { on, at }, values: { potassium: { value: potassium, ...(note === undefined ? {} : { note }) } } }, { key: `blood-${stamp}`, taken: chart.calendar.at(on, '08:40'), orderedBy: 'sorensen' })
}

function picture(stamp: string, signed: boolean): ImagingPlan {
  return { key: `heart-picture-${stamp}`, name: 'Ultrasound of heart', modality: 'US', bodySite: 'Heart', on, at: '09:40', pictures: 62, orderedBy: 'sorensen', readBy: 'sorensen', why: 'Before the treatment of the rhythm: is there a clot?', saw: ['No clot in the upper chambers.', 'Pump function 58 percent.'], means: ['No clot. Treatment can go on.'], ...(signed ? { signed: { on, at: '11:50' } } : {}) }
}

function pushes(stamp: string): readonly Push[] {
  const visit: AppointmentPlan = { key: `rhythm-check-${stamp}`, type: 'Heart clinic visit', on: 'T+14', at: '13:40', with: 'sorensen' }
  return [
    { key: 'north-ordered', at: '07:30', says: 'Northshore orders a blood test for Samuel.', tells: (chart) => void addOpenOrder(chart, { key: `order:blood-${stamp}`, name: 'Basic metabolic panel', loinc: '24321-2', of: 'lab', on, at: '07:30', by: 'sorensen', why: 'Before a planned treatment' }) },
    { key: 'north-admitted', at: '08:00', says: 'Samuel is admitted at Northshore.', tells: (chart) => void addStay(chart, stamp, false) },
    { key: 'north-taken', at: '08:45', says: 'His blood is at the lab.', tells: (chart) => addBlood(chart, stamp, { status: 'registered', at: '08:45', potassium: '' }) },
    { key: 'north-booked', at: '09:30', says: 'He gets an appointment at the heart clinic.', tells: (chart) => void addAppointment(chart, visit) },
    { key: 'north-first', at: '10:05', says: 'First numbers of his blood test.', tells: (chart) => addBlood(chart, stamp, { status: 'preliminary', at: '10:05', potassium: '5.9' }) },
    { key: 'north-picture-first', at: '10:35', says: 'A first look at the ultrasound of his heart.', tells: (chart) => void addImaging(chart, picture(stamp, false)) },
    { key: 'north-vaccine', at: '11:10', says: 'He gets an RSV vaccine.', tells: (chart) => void addVaccine(chart, { name: 'RSV', cvx: '303', on: chart.calendar.at(on, '11:10'), site: 'right arm', lot: 'RS4471' }, { by: 'sorensen' }) },
    { key: 'north-picture-final', at: '11:50', says: 'The ultrasound is read and signed.', tells: (chart) => void addImaging(chart, picture(stamp, true)) },
    { key: 'north-final', at: '12:30', says: 'His blood test is finished.', tells: (chart) => addBlood(chart, stamp, { status: 'final', at: '12:30', potassium: '5.8' }) },
    { key: 'north-moved', at: '13:10', says: 'His appointment is moved.', tells: (chart) => void addAppointment(chart, { ...visit, on: 'T+16', at: '09:20' }) },
    { key: 'north-discharged', at: '14:10', says: 'Samuel goes home.', tells: (chart) => void addStay(chart, stamp, true) },
    { key: 'north-summary', at: '14:50', says: 'His discharge summary is signed.', tells: (chart) => addPapers(chart, stamp, false) },
    { key: 'north-cancelled', at: '15:20', says: 'The visit planned for the spring is called off.', tells: (chart) => void addAppointment(chart, { key: 'rhythm-next', type: 'Heart clinic visit', on: 'T+90', at: '13:40', with: 'sorensen', status: 'cancelled', because: 'An earlier visit was made' }) },
    { key: 'north-corrected', at: '16:25', says: 'The lab corrects his potassium.', tells: (chart) => addBlood(chart, stamp, { status: 'corrected', at: '16:25', potassium: '4.1' }) },
    { key: 'north-addendum', at: '17:05', says: 'A line is added to his summary.', tells: (chart) => addPapers(chart, stamp, true) },
  ]
}

/** Each push is a transaction of its own: what changed, with the patient and everything it points at. */
export function northshoreDay(calendar: Calendar): readonly Step[] {
  const stamp = calendar.day(on).slice(2).replaceAll('-', '')
  return pushes(stamp).map(({ key, at, says, tells }): Step => {
    const chart = openChart('northshore', samuelAtNorthshore, calendar)
    tells(chart)
    const instant = calendar.at(on, at)
    const { id, json } = chart.message(`${key}-${stamp}`, instant)
    return { key, at: instant, feed: 'northshore:push', form: 'fhir', name: id, kind: 'transaction', says, ends: 'done', bytes: Buffer.from(json) }
  })
}
