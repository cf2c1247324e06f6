// Which day did somebody type in three boxes? A real day between 1880 and today, or a refusal beside the boxes.
import { Refusal } from '#kernel'

export type TypedDate = { readonly month: string; readonly day: string; readonly year: string }

/** YYYY-MM-DD. Refuses: date-missing, date-impossible (field birth). */
export function readBirthDate(typed: TypedDate, now: Date): string {
  const [month, day, year] = [typed.month, typed.day, typed.year].map((part) => part.normalize('NFKC').trim()) as [string, string, string]
  if (month === '' || day === '' || year === '') throw new Refusal('date-missing', 'birth date', { field: 'birth' })
  if (!/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day) || !/^\d{4}$/.test(year)) throw new Refusal('date-impossible', 'birth date', { field: 'birth' })
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${text}T00:00:00Z`)
  // A day on which it is already tomorrow somewhere is not in the future.
  const isReal = !Number.isNaN(at) && Number(day) <= daysIn(Number(year), Number(month)) && Number(year) >= 1880 && at <= now.getTime() + 86_400_000
  if (!isReal) throw new Refusal('date-impossible', 'birth date', { field: 'birth' })
  return text
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}
