// Who are the twins? Clara and Carla Lindqvist: one birthday, one address, names one letter apart, two records.
import type { Calendar } from '../calendar.ts'
import { type PatientFacts, openChart } from '../fhir/chart.ts'
import { addMedicine } from '../fhir/medicines.ts'
import { addAllergy, addCondition, addNoKnownAllergies } from '../fhir/problems.ts'
import { addVaccine } from '../fhir/vaccines.ts'
import { type VisitPlan, addVisit } from '../fhir/visits.ts'
import type { DemoPerson } from '../shape.ts'

const home = { line: '233 Orchard Hill', city: 'North Harbor', state: 'ME', zip: '04103' } as const

function facts(key: 'clara' | 'carla', given: string, rest: { mrn: string; phone: string }): PatientFacts {
  return { key, given: [given], family: 'Lindqvist', gender: 'female', birthDate: '1997-10-08', address: home, ...rest }
}

const checkup: Omit<VisitPlan, 'key' | 'on' | 'at'> = {
  by: 'chen',
  nurse: 'brandt',
  type: 'Yearly check-up',
  why: 'Yearly check-up.',
  note: { type: 'checkup', story: 'Feels well. Works as a cook with her twin sister; we checked the birth date and the name on the ID twice.', exam: 'Without findings.', plan: ['Well adult.', 'Blood count today.'] },
  summary: { asks: ['Nothing new. Stay active.'], next: ['Next check-up in a year.'] },
}

/** Clara: penicillin allergy, blood type told by the lab. */
export function makeClara(calendar: Calendar): DemoPerson {
  const person = facts('clara', 'Clara', { mrn: '00520814', phone: '207-555-0131' })
  const chart = openChart('lakeside', person, calendar)
  addVisit(chart, { ...checkup, key: 'checkup', on: 'Y-0-02-10', at: '14:00', vitals: { pressure: '108/68', pounds: '131', inches: '66' }, labs: [{ panel: 'cbc' }, { panel: 'bloodType', values: { bloodType: 'A negative' } }] })
  addAllergy(chart, { name: 'Penicillin', snomed: '764146007', reactions: ['Swelling of the face'], severe: 'high', recorded: 'Y-6-07-01', by: 'chen' })
  addVaccine(chart, { name: 'HPV', cvx: '165', on: 'Y-9-08-14', site: 'left arm' }, {})
  return { key: 'clara', name: { given: 'Clara', family: 'Lindqvist' }, birthDate: person.birthDate, charts: [chart.finish()], address: home, phone: person.phone, links: [] }
}

/** Carla: no allergies, a thyroid condition. */
export function makeCarla(calendar: Calendar): DemoPerson {
  const person = facts('carla', 'Carla', { mrn: '00520841', phone: '207-555-0132' })
  const chart = openChart('lakeside', person, calendar)
  addVisit(chart, { ...checkup, key: 'checkup', on: 'Y-0-02-10', at: '14:40', vitals: { pressure: '110/70', pounds: '133', inches: '66' }, labs: [{ panel: 'cbc' }, { panel: 'tsh', values: { tsh: '3.10' } }] })
  addNoKnownAllergies(chart, { on: 'Y-0-02-10', by: 'chen' })
  addCondition(chart, { name: 'Underactive thyroid', snomed: '40930008', icd10: 'E03.9', onset: 'Y-3-05-16', recorded: 'Y-3-05-16', by: 'rao' })
  addMedicine(chart, { name: 'Levothyroxine 50 mcg tablet', how: '1 pill each morning, 30 minutes before breakfast', why: 'Underactive thyroid', on: 'Y-3-05-16', at: '15:10', by: 'rao', refills: 3 })
  return { key: 'carla', name: { given: 'Carla', family: 'Lindqvist' }, birthDate: person.birthDate, charts: [chart.finish()], address: home, phone: person.phone, links: [] }
}
