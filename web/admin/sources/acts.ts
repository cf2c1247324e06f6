// What may an administrator do with a source and with what it sent? Each leaves a line under their name.
import { z } from 'zod'
import { Refusal } from '#kernel'
import { type StaffContext, act } from '#web'
import { declared, feedOf, hrefOf, messageParams, readReason, reasonField, sourceOf, sourceParams } from './declared.ts'
import { messagePage } from './message-page.tsx'
import { sourcePage } from './source-page.tsx'

const changing = { ...declared, audit: 'source-changed', rate: 'write', params: sourceParams } as const
const deciding = { ...declared, audit: 'message-decided', rate: 'write', params: messageParams } as const
const nothing = z.strictObject({})

const pausing = (path: '/admin/sources/:source/pause' | '/admin/sources/:source/resume', paused: boolean) =>
  act({
    path, ...changing, form: nothing,
    act: async (context: StaffContext, { params }) => {
      const feed = await feedOf(context, params.source)
      await context.house.sources.registry.pause(context.tx, feed.id, paused)
      context.note({ reason: paused ? 'paused a source' : 'let a source go on', detail: { source: feed.id } })
      return { go: `${hrefOf(feed.id)}?done=${paused ? 'paused' : 'resumed'}` }
    },
  })
export const pauseSource = pausing('/admin/sources/:source/pause', true)
export const resumeSource = pausing('/admin/sources/:source/resume', false)

export const endSource = act({
  path: '/admin/sources/:source/end', ...changing, form: nothing,
  act: async (context: StaffContext, { params }) => {
    const feed = await feedOf(context, params.source)
    await context.house.sources.registry.end(context.tx, feed.id)
    context.note({ reason: 'ended a source', detail: { source: feed.id } })
    return { go: '/admin/sources?done=ended' }
  },
})

/** Whole hours; empty: silence is never late. Refuses: time-not-usable. */
function readHours(typed: string): number | null {
  const text = typed.trim()
  if (text === '') return null
  const hours = Number(text)
  if (!/^\d{1,4}$/.test(text) || hours < 1 || hours > 1_000) throw new Refusal('time-not-usable', 'no number of hours', { field: 'hours' })
  return hours * 60
}

export const sayLate = act({
  path: '/admin/sources/:source/late', ...changing, again: sourcePage,
  form: z.strictObject({ hours: z.string().max(20).default(''), words: z.string().max(2_000).default('') }),
  act: async (context: StaffContext, { params, form }) => {
    const { source: feed } = await sourceOf(context, params.source)
    const words = form.words.normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, 300)
    await Promise.all([
      context.house.directory.site.expect(context.tx, feed.id, readHours(form.hours)),
      context.house.directory.putSource(context.tx, { id: feed.id, organization: feed.organization, name: feed.name, downWords: words === '' ? null : words }),
    ])
    context.note({ reason: 'said when a source is late', detail: { source: feed.id } })
    return { go: `${hrefOf(feed.id)}?done=saved` }
  },
})

/** Everything of this source that could not be read. */
export const readAllAgain = act({
  path: '/admin/sources/:source/again', ...changing, audit: 'message-decided', form: nothing,
  act: async (context: StaffContext, { params }) => {
    const feed = await feedOf(context, params.source)
    const count = await context.house.sources.replay(context.tx, { organization: feed.organization, feed: feed.id, id: null })
    context.note({ reason: 'let messages be read again', count, detail: { source: feed.id } })
    return { go: `${hrefOf(feed.id)}?done=replayed` }
  },
})

const hrefOfMessage = (source: string, message: string): string => `/admin/sources/${source}/messages/${message}`

export const readAgain = act({
  path: '/admin/sources/:source/messages/:message/again', ...deciding, form: nothing,
  act: async (context: StaffContext, { params }) => {
    const feed = await feedOf(context, params.source)
    if ((await context.house.sources.replay(context.tx, { organization: feed.organization, feed: feed.id, id: params.message })) === 0) throw new Refusal('not-found', 'no such message, or it waits for nothing')
    context.note({ reason: 'let a message be read again', detail: { source: feed.id, message: params.message } })
    return { go: `${hrefOfMessage(params.source, params.message)}?done=replayed` }
  },
})

const withReason = { form: z.strictObject({ act: z.string().max(20).optional(), reason: reasonField }), again: messagePage }

export const setAside = act({
  path: '/admin/sources/:source/messages/:message/aside', ...deciding, ...withReason,
  act: async (context: StaffContext, { params, form }) => {
    const feed = await feedOf(context, params.source)
    const reason = readReason(form.reason)
    await context.house.sources.setAside(context.tx, { organization: feed.organization, feed: feed.id, id: params.message, reason, by: context.staff })
    context.note({ reason: 'set a message aside', detail: { source: feed.id, message: params.message, why: reason } })
    return { go: `${hrefOfMessage(params.source, params.message)}?done=aside` }
  },
})

/** Bytes that only a program reads: no browser shows or runs them. */
export const bytesOf = act({
  path: '/admin/sources/:source/messages/:message/bytes', ...deciding, ...withReason, audit: 'message-downloaded', rate: 'export',
  act: async (context: StaffContext, { params, form }) => {
    const feed = await feedOf(context, params.source)
    const reason = readReason(form.reason)
    const at = { organization: feed.organization, feed: feed.id, id: params.message }
    const [bytes, charts] = await Promise.all([context.house.sources.bytes(context.tx, at), context.house.sources.chartsOf(context.tx, at)])
    if (bytes === null) throw new Refusal('not-found', 'no such message of this source')
    // Whoever's record it went into reads who took it, and why.
    context.note({ ...(charts.length === 0 ? {} : { patients: charts }), reason, detail: { source: feed.id, message: params.message, bytes: bytes.length } })
    return { file: { body: bytes, type: 'application/octet-stream', name: `${params.source}-${params.message}.bin` } }
  },
})
