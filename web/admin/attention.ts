// What needs an administrator's look? Each part of the house adds its question here; what needs nothing gives no line.
import type { StaffMember } from '#access'
import type { StaffContext } from '#web'
import { admin as words } from '../../words/en/admin.ts'
import { hrefOf, sourcesOf } from './sources/declared.ts'

export type Attention = { readonly title: string; readonly line: string; readonly href: string }

type Looking = { readonly context: StaffContext; readonly members: readonly StaffMember[] }

const namesOf = (members: readonly StaffMember[]): string => members.map((one) => one.name).join(', ')

export const isRanOut = (one: StaffMember, now: Date): boolean => !one.hasAccount && (one.invitedUntil === null || one.invitedUntil.getTime() <= now.getTime())

async function loneAdministrator({ members }: Looking): Promise<readonly Attention[]> {
  const able = members.filter((one) => one.roles.includes('administrator') && one.hasAccount)
  return able.length > 1 ? [] : [{ title: words.one.title, line: words.one.line, href: '/admin/staff/add' }]
}

async function unusedLinks({ context, members }: Looking): Promise<readonly Attention[]> {
  const out = members.filter((one) => isRanOut(one, context.now))
  const waiting = members.filter((one) => !one.hasAccount && !isRanOut(one, context.now))
  return [
    ...(out.length === 0 ? [] : [{ title: out.length === 1 ? words.ranOut.title : words.ranOut.many(out.length), line: words.ranOut.line(namesOf(out)), href: '/admin/staff' }]),
    ...(waiting.length === 0 ? [] : [{ title: waiting.length === 1 ? words.waiting.title : words.waiting.many(waiting.length), line: words.waiting.line(namesOf(waiting)), href: '/admin/staff' }]),
  ]
}

/** What came and is in no record, and what does not add up: one line for each thing to do. */
async function sourcesLook({ context }: Looking): Promise<readonly Attention[]> {
  const { sources, off } = await sourcesOf(context)
  const parked = sources.filter((one) => one.parked > 0)
  const late = sources.filter((one) => one.lateSince !== null)
  const [first] = parked
  const names = (of: readonly { readonly name: string }[]): string => of.map((one) => one.name).join(', ')
  return [
    ...(off.size === 0 ? [] : [{ title: words.off.title, line: words.off.line(names(sources.filter((one) => off.has(one.id)))), href: '/admin/sources' }]),
    ...(first === undefined ? [] : [{ title: words.parked.title(parked.reduce((sum, one) => sum + one.parked, 0)), line: words.parked.line(names(parked)), href: parked.length === 1 ? hrefOf(first.id) : '/admin/sources' }]),
    ...(late.length === 0 ? [] : [{ title: words.late.title, line: words.late.line(names(late)), href: '/admin/sources' }]),
  ]
}

const questions: readonly ((looking: Looking) => Promise<readonly Attention[]>)[] = [loneAdministrator, unusedLinks, sourcesLook]

export async function readAttention(context: StaffContext): Promise<readonly Attention[]> {
  const members = await context.house.staffing.members(context.tx, context.staff.organization)
  return (await Promise.all(questions.map((ask) => ask({ context, members })))).flat()
}
