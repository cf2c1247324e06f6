// What is agreed with a source: whose record numbers it sends, what may open a chart, how its bytes are read. Typed when it is added or changed.
import { z } from 'zod'
import type { Feed } from '#inbound/sources'
import { Refusal } from '#kernel'
import { RadioCards, Select, TextBox } from '#parts'
import type { Problem, StaffContext } from '#web'
import { zoneName } from '../../../words/en/dates.ts'
import { sources } from '../../../words/en/sources.ts'
import { staffZone } from '../../staff/frame.tsx'
import { organizationZones } from '../organizations/aspects.ts'

const words = sources.adding

export const oneLine = (typed: string): string => typed.normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim()
const linesOf = (typed: string): readonly string[] => typed.split('\n').map(oneLine).filter((line) => line !== '')

/** As HL7 table 0211 names them. */
const charsets = ['UNICODE UTF-8', '8859/1', '8859/2', '8859/5', '8859/7', '8859/9', '8859/15', 'Windows-1250', 'Windows-1251', 'Windows-1252'] as const

const zones = Intl.supportedValuesOf('timeZone')

/** Null: as the organization. Refuses: time-not-usable. */
function readZone(typed: string): string | null {
  const zone = typed.trim()
  if (zone !== '' && zone !== 'UTC' && !zones.includes(zone)) throw new Refusal('time-not-usable', 'no such time zone', { field: 'zone' })
  return zone === '' ? null : zone
}

/** "Eastern Time (New York)"; of those that are called alike the place tells. */
const zoneLabel = (zone: string, now: Date): string => (zone === 'UTC' ? zone : `${zoneName(zone, now)} (${zone.replace(/^.*\//, '').replace(/_/g, ' ')})`)

export const agreedForm = {
  authorities: z.string().max(10_000).default(''),
  opens: z.enum(['registration', 'any']),
  senders: z.string().max(5_000).default(''),
  charset: z.string().max(40).default(''),
  zone: z.string().max(60).default(''),
}
type AgreedForm = { readonly authorities: string; readonly opens: 'registration' | 'any'; readonly senders: string; readonly charset: string; readonly zone: string }

export const agreedOf = (form: AgreedForm) => ({ authorities: linesOf(form.authorities), opensCharts: form.opens, senders: linesOf(form.senders), charset: form.charset.trim() === '' ? null : form.charset.trim(), timeZone: readZone(form.zone) })

type Known = Pick<Feed, 'authorities' | 'opensCharts' | 'senders' | 'charset' | 'timeZone'>

/** The organization's own comes first; then those of the country, and any other that is agreed already. */
function zoneChoices(context: StaffContext, agreed: string | null): readonly { readonly value: string; readonly label: string }[] {
  const own = staffZone(context)
  const near = [...organizationZones, 'UTC']
  return [{ value: '', label: words.zoneOwn(zoneLabel(own, context.now)) }, ...(agreed === null || near.includes(agreed) ? near : [agreed, ...near]).map((value) => ({ value, label: zoneLabel(value, context.now) }))]
}

/** `v2`: also what only HL7 v2 messages need. */
export function AgreedFields({ known, v2, problem, error, context }: { known: Known | null; v2: boolean; problem: Problem | null; error: string | undefined; context: StaffContext }) {
  const typed = problem?.typed
  const charset = typed?.charset ?? known?.charset ?? ''
  const names = charset === '' || (charsets as readonly string[]).includes(charset) ? charsets : [charset, ...charsets]
  return (
    <>
      <TextBox language="en" id="authorities" label={words.authorities} hint={words.authoritiesHint} rows={3} value={typed?.authorities ?? known?.authorities.join('\n')} error={problem?.field === 'authorities' ? error : undefined} />
      <RadioCards language="en" id="opens" name="opens" legend={words.opens} chosen={typed?.opens ?? known?.opensCharts ?? 'registration'} choices={(['registration', 'any'] as const).map((value) => ({ value, ...words.opensChoices[value] }))} />
      <Select language="en" id="zone" label={words.zone} hint={words.zoneHint} chosen={typed?.zone ?? known?.timeZone ?? ''} choices={zoneChoices(context, known?.timeZone ?? null)} />
      {v2 && <TextBox language="en" id="senders" label={words.senders} hint={words.sendersHint} rows={2} value={typed?.senders ?? known?.senders.join('\n')} />}
      {v2 && <Select language="en" id="charset" label={words.charset} hint={words.charsetHint} chosen={charset} choices={[{ value: '', label: words.charsetNone }, ...names.map((value) => ({ value, label: value }))]} />}
    </>
  )
}
