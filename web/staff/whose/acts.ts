// What may the records office do with a message that fits no chart? File it, take that back, look for another chart, set it aside.
import { z } from 'zod'
import { Refusal } from '#kernel'
import { type Route, type StaffContext, act } from '#web'
import { readReason, reasonField } from '../../admin/sources/declared.ts'
import { declared, hrefOf, whoseListPage } from './list-page.tsx'
import { messageOf, params, whosePage } from './message-page.tsx'
import { linkOf, linkParams, placedPage } from './placed-page.tsx'

const withReason = z.strictObject({ act: z.string().max(20).optional(), reason: reasonField })
const deciding = { ...declared, audit: 'message-decided', rate: 'write', params, again: whosePage } as const

const byOf = ({ staff }: StaffContext) => ({ person: staff.person, name: staff.name, organization: staff.organization, role: 'records-office' })

const place = act({
  path: '/staff/whose/:source/:message/place', ...deciding,
  form: z.strictObject({ whom: z.string().max(1_000), chart: z.uuid(), reason: reasonField }),
  act: async (context: StaffContext, input) => {
    const message = await messageOf(context, input.params)
    const { whom, chart } = input.form
    const reason = readReason(input.form.reason)
    if (await context.house.access.actsFor(context.tx, context.staff.person, chart)) throw new Refusal('not-found', 'their own chart, or one they act for')
    await context.house.sources.placement.place({ message: { feed: message.feed, id: message.id }, whom, patient: chart, reason, by: byOf(context) })
    context.note({ reason: 'filed a message', detail: { source: message.feed, message: message.id } })
    return { go: '/staff/whose?done=placed' }
  },
})

const accept = act({
  path: '/staff/whose/:source/:message/accept', ...deciding, form: withReason,
  act: async (context: StaffContext, input) => {
    const message = await messageOf(context, input.params)
    const reason = readReason(input.form.reason)
    await context.house.sources.placement.accept({ message: { feed: message.feed, id: message.id }, reason, by: byOf(context) })
    context.note({ reason: 'said that a message is right', detail: { source: message.feed, message: message.id } })
    return { go: '/staff/whose?done=accepted' }
  },
})

const undo = act({
  path: '/staff/filed/:link/undo', ...declared, audit: 'message-decided', rate: 'write', params: linkParams, again: placedPage,
  form: z.strictObject({ reason: reasonField }),
  act: async (context: StaffContext, input) => {
    const link = await linkOf(context, input.params)
    const reason = readReason(input.form.reason)
    const { records } = await context.house.sources.placement.undo({ link: link.id, reason, by: byOf(context) })
    context.note({ reason: 'took back where a message was filed', count: records })
    return { go: '/staff/whose?done=undone' }
  },
})

const aside = act({
  path: '/staff/whose/:source/:message/aside', ...deciding, form: withReason,
  act: async (context: StaffContext, input) => {
    const message = await messageOf(context, input.params)
    const reason = readReason(input.form.reason)
    await context.house.sources.setAside(context.tx, { organization: context.staff.organization, feed: message.feed, id: message.id, reason, by: context.staff })
    context.note({ reason: 'set a message aside', detail: { source: message.feed, message: message.id, why: reason } })
    return { go: '/staff/whose?done=aside' }
  },
})

const again = act({
  path: '/staff/whose/:source/:message/again', ...declared, audit: 'message-decided', rate: 'write', params, form: z.strictObject({}),
  act: async (context: StaffContext, input) => {
    const message = await messageOf(context, input.params)
    await context.house.sources.replay(context.tx, { organization: context.staff.organization, feed: message.feed, id: message.id })
    context.note({ reason: 'let a message be read again', detail: { source: message.feed, message: message.id } })
    return { go: '/staff/whose?done=replayed' }
  },
})

const find = act({
  path: '/staff/whose/:source/:message/find', ...deciding, audit: 'message-viewed',
  form: z.strictObject({ number: z.string().max(100).default('') }),
  act: async (context: StaffContext, input) => {
    const message = await messageOf(context, input.params)
    const number = input.form.number.trim()
    const chart = number === '' || number.length > 60 ? null : await context.house.patients.byMrn(context.tx, context.staff.organization, number)
    if (chart === null) throw new Refusal('no-chart-found', 'nobody has this number', { field: 'number' })
    context.note({ patient: chart.id, reason: 'to find out whose a message is', detail: { source: message.feed, message: message.id } })
    // The number itself enters no address.
    return { go: `${hrefOf(message)}?chart=${chart.id}` }
  },
})

export const whoseRoutes: readonly Route[] = [whoseListPage, whosePage, placedPage, place, accept, undo, aside, again, find]
