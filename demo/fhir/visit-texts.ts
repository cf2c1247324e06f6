// What do the papers of a visit say? The plan's words, set out the way the demo's organizations print them.
import { dayWords } from '../calendar.ts'
import { panels } from '../catalogue/panels.ts'
import { demoOrganizations } from '../organizations.ts'
import type { Chart } from './chart.ts'
import { staff, staffName, staffShortName } from './staff.ts'
import type { VisitMade, VisitPlan } from './visits.ts'

type Part = readonly [heading: string, body: string | readonly string[] | undefined]

function setOut(head: readonly string[], parts: readonly Part[], foot: readonly string[]): string {
  const bodies = parts.flatMap(([heading, body]) => {
    if (body === undefined || body.length === 0) return []
    return [`${heading}:\n${typeof body === 'string' ? body : body.map((item) => `- ${item}`).join('\n')}`]
  })
  return `${[head.join('\n'), ...bodies, ...foot].join('\n\n')}\n`
}

/** "7:50 am", from an instant with offset. */
export function clockWords(instant: string): string {
  const hour = Number(instant.slice(11, 13))
  const name = hour < 12 ? 'am' : 'pm'
  return `${hour % 12 === 0 ? 12 : hour % 12}:${instant.slice(14, 16)} ${name}`
}

function phoneOf(chart: Chart): { phone: string; hours: string } {
  const found = demoOrganizations.find((each) => each.id === chart.organization)
  if (found === undefined) throw new Error(`no organization ${chart.organization}`)
  return found
}

function headOf(chart: Chart, plan: VisitPlan, made: VisitMade): readonly string[] {
  const { clinic, address } = staff[plan.by]
  return [`${chart.facts.given.join(' ')} ${chart.facts.family}, record number ${chart.facts.mrn}`, `${dayWords(made.start.slice(0, 10), true)}, ${clockWords(made.start)}`, `${staffName(plan.by)}, ${clinic}, ${address}`]
}

function vitalsWords(plan: VisitPlan): string | undefined {
  const { vitals } = plan
  if (vitals === undefined) return undefined
  const said = [
    vitals.pressure === undefined ? undefined : `Blood pressure ${vitals.pressure.replace('/', ' over ')}`,
    vitals.pulse === undefined ? undefined : `pulse ${vitals.pulse}`,
    vitals.pounds === undefined ? undefined : `weight ${vitals.pounds} pounds`,
    vitals.inches === undefined ? undefined : `height ${vitals.inches} inches`,
    vitals.fahrenheit === undefined ? undefined : `temperature ${vitals.fahrenheit} degrees F`,
    vitals.oxygen === undefined ? undefined : `oxygen ${vitals.oxygen} percent`,
  ].filter((part) => part !== undefined)
  const text = said.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function testNames(plan: VisitPlan): readonly string[] {
  return (plan.labs ?? []).map((lab) => panels[lab.panel].name)
}

/** The clinician's note. */
export function noteText(chart: Chart, plan: VisitPlan, made: VisitMade): string {
  const head = headOf(chart, plan, made)
  const parts: readonly Part[] = [
    ['Reason for visit', plan.why],
    [plan.way === 'hospital' ? 'Hospital course' : 'History', plan.note.story],
    ['Vital signs', vitalsWords(plan)],
    ['Exam', plan.note.exam],
    ['Tests ordered', testNames(plan)],
    ['Assessment and plan', plan.note.plan],
  ]
  const foot = plan.note.unsigned === true ? [`Written by ${staffName(plan.by)}. Not signed yet.`] : [`Signed by ${staffName(plan.by)}.`]
  return setOut(head, parts, foot)
}

/** The After Visit Summary the person was handed. */
export function summaryText(chart: Chart, plan: VisitPlan, made: VisitMade): string {
  const { phone, hours } = phoneOf(chart)
  const parts: readonly Part[] = [
    ['Why you came', plan.why],
    [`What ${staffShortName(plan.by)} asks you to do`, plan.summary?.asks],
    ['Your measurements', vitalsWords(plan)],
    ['Tests taken', testNames(plan)],
    ['Vaccines given', (plan.vaccines ?? []).map((vaccine) => vaccine.name)],
    ['Your medicines after this visit', plan.summary?.medicines],
    ['What comes next', plan.summary?.next],
    ['When to call', plan.summary?.call],
  ]
  const foot = [`Questions? Call the clinic at ${staff[plan.by].phone}, or ${phone}, ${hours}. In an emergency, call 911.`]
  return setOut(['After Visit Summary', ...headOf(chart, plan, made)], parts, foot)
}
