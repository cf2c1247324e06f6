// How is a site changed on a page: where it is, its telephone, and its hours as they are typed?
import { readHours } from '#directory'
import { Refusal } from '#kernel'
import type { OpeningHours } from '../../../contract/opening-hours.ts'
import { weekSaid, weekdayNames } from '../../../words/en/hours.ts'
import { dayTyped, readDay, readSpecialDays, specialDaysTyped } from '../../../words/en/hours-typed.ts'
import type { Aspect, FieldSpec, Values } from './aspects.ts'

const text = (name: string): FieldSpec => ({ name, kind: 'text' })
const none = (value: string | undefined): string | null => (value === undefined || value.trim() === '' ? null : value.trim())
const dayFields = weekdayNames.map((_day, at) => `day${at}`)

function hoursOf(values: Values): OpeningHours | null {
  if (dayFields.every((field) => none(values[field]) === null) && none(values.days) === null) return null
  const week = dayFields.map((field) => {
    const spans = readDay(values[field] ?? '')
    if (spans === null) throw new Refusal('hours-not-usable', `hours of ${field}`, { field })
    return spans
  })
  const days = readSpecialDays(values.days ?? '')
  if (days === null || readHours({ week, days }) === null) throw new Refusal('hours-not-usable', 'single days', { field: 'days' })
  return { week, days }
}

export const siteAspect: Aspect = {
  many: true,
  fields: [text('name'), text('line'), text('town'), text('region'), text('postalCode'), text('phone'), text('place'), ...dayFields.map(text), { name: 'days', kind: 'lines' }],
  async read({ directory, tx, organization, id }) {
    const one = (await directory.sites(tx, organization)).find((each) => each.id === id)
    if (one === undefined) return null
    return {
      name: one.name, line: one.line ?? '', town: one.town ?? '', region: one.region ?? '', postalCode: one.postalCode ?? '', phone: one.phone ?? '', place: String(one.place),
      ...Object.fromEntries(dayFields.map((field, at) => [field, one.hours === null ? '' : dayTyped(one.hours.week[at] ?? [])])),
      days: one.hours === null ? '' : specialDaysTyped(one.hours.days),
    }
  },
  list: async ({ directory, tx, organization }) => (await directory.sites(tx, organization)).map((one) => ({ id: one.id, line: [one.name, one.line, one.town, one.hours === null ? null : weekSaid(one.hours)].filter((part) => part !== null && part !== '').join('. ') })),
  async write({ directory, tx, organization, id }, values) {
    const name = none(values.name)
    if (name === null) throw new Refusal('place-name-missing', 'no name', { field: 'name' })
    const place = Number(none(values.place) ?? '0')
    const written = await directory.putSite(tx, {
      ...(id === null ? {} : { id }), organization, name: name.slice(0, 120), line: none(values.line), town: none(values.town), region: none(values.region), postalCode: none(values.postalCode), phone: none(values.phone),
      hours: hoursOf(values), place: Number.isInteger(place) && place >= 0 && place < 1000 ? place : 0,
    })
    // The footer of every page says the hours of the first desk.
    const [[first], about] = [await directory.sites(tx, organization), await directory.organization(tx, organization)]
    if (about !== null && first !== undefined && first.hours !== null && about.hours !== weekSaid(first.hours)) await directory.change(tx, { ...about, hours: weekSaid(first.hours) })
    return written
  },
  remove: ({ directory, tx, organization, id }) => directory.removeSite(tx, organization, id ?? ''),
}
