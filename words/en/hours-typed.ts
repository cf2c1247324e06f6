// How are opening hours typed? "9 am-4 pm", "8:30-12, 13:00-17:30", "closed", "day and night". What is said can be typed again.
import type { OpeningHours, SpecialDay, Span } from '../../contract/opening-hours.ts'
import { clockTime } from './hours.ts'

/** HH:MM of "9", "9am", "9:30 pm", "17:30", "noon", "midnight"; null when it is no time. `end`: midnight is 24:00. */
function timeOf(text: string, end: boolean): string | null {
  const plain = text.trim().toLowerCase().replace(/\u00a0/g, ' ').replace(/\./g, '')
  if (plain === 'noon') return '12:00'
  if (plain === 'midnight') return end ? '24:00' : '00:00'
  const found = /^(\d{1,2})(?::?(\d{2}))? ?(am|pm|a|p)?$/.exec(plain)
  if (found === null) return null
  const [hour, minute, half] = [Number(found[1]), Number(found[2] ?? '0'), found[3]?.[0]]
  if (minute > 59 || hour > 24 || (half !== undefined && (hour === 0 || hour > 12))) return null
  const whole = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0)
  if (whole === 24 && (minute !== 0 || !end)) return null
  return `${String(whole).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** The times of one day; an empty list when it is closed, null when it cannot be read. */
export function readDay(text: string): readonly Span[] | null {
  const plain = text.trim().toLowerCase()
  if (plain === '' || plain === 'closed') return []
  if (/^(day and night|24 ?hours|24\/7)$/.test(plain)) return [{ opens: '00:00', closes: '24:00' }]
  const spans = plain.split(/,| and /).map((part) => {
    const [from, to, ...rest] = part.split(/-|–|—| to /)
    const [opens, closes] = [timeOf(from ?? '', false), timeOf(to ?? '', true)]
    return rest.length > 0 || opens === null || closes === null || opens === closes ? null : { opens, closes }
  })
  return spans.includes(null) || spans.length > 4 ? null : spans.flatMap((span) => span ?? [])
}

const plainTime = (time: string): string => clockTime(time).replace(/\u00a0/g, ' ')
export const dayTyped = (spans: readonly Span[]): string => (spans.length === 1 && spans[0]?.opens === '00:00' && spans[0].closes === '24:00' ? 'day and night' : spans.map((span) => `${plainTime(span.opens)}-${plainTime(span.closes)}`).join(', '))

/** "2026-11-26 closed Thanksgiving", one a line; null when a line cannot be read. */
export function readSpecialDays(text: string): readonly SpecialDay[] | null {
  const days = text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line): SpecialDay | null => {
    const found = /^(\d{4}-\d{2}-\d{2})\s+(closed|[^;]*?)(?:\s*;\s*(.*))?$/i.exec(line) ?? null
    const [, date = '', rest = '', name] = found ?? []
    // After "closed" the rest of the line is the day's name.
    const closed = /^closed\b\s*(.*)$/i.exec(line.slice(date.length).trim())
    if (closed !== null && date !== '') return { date, name: (closed[1] ?? '').replace(/^;\s*/, '').slice(0, 60) || null, spans: [] }
    const spans = found === null ? null : readDay(rest)
    return spans === null ? null : { date, name: name?.slice(0, 60) || null, spans }
  })
  return days.includes(null) ? null : days.flatMap((day) => day ?? [])
}

export const specialDaysTyped = (days: OpeningHours['days']): string => days.map((day) => `${day.date} ${day.spans.length === 0 ? 'closed' : dayTyped(day.spans)}${day.name === null ? '' : day.spans.length === 0 ? ` ${day.name}` : `; ${day.name}`}`).join('\n')
