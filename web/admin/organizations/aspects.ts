// What of an organization can be changed on a page? Each aspect has fields, is read and written as texts, and so can be shown before and after, and undone.
import type { Directory, Said } from '#directory'
import { Refusal, type Tx } from '#kernel'
import { type ChangedThing, changedThings, mergerKinds } from '../../../contract/mergers.ts'
import { codeChannels, leadingZeros, proofKinds, signUpWays } from '../../../contract/offers.ts'
import { localDay, startOfDay } from '../../../words/en/dates.ts'
import { type aspectWords, changedWords, channelWords, clueKindWords, mergerKindWords, nameUseWords, proofWords, signUpWords, zeroWords } from '../../../words/en/directory-admin.ts'
import { siteAspect } from './site-aspect.ts'

export type Choice = { readonly value: string; readonly label: string }
export type FieldSpec = { readonly name: string; readonly kind: 'text' | 'lines' | 'choice' | 'boxes'; readonly choices?: readonly Choice[] }
/** Where a thing is: its organization, and its id (null: it is new, or there is only one). */
export type Spot = { readonly directory: Directory; readonly tx: Tx; readonly organization: string; readonly id: string | null }
export type Values = Readonly<Record<string, string>>

export type Aspect = {
  readonly fields: readonly FieldSpec[]
  /** Several of it, each with an id. */
  readonly many: boolean
  read(spot: Spot): Promise<Said>
  /** All of them, by id; for aspects with several. */
  list(spot: Omit<Spot, 'id'>): Promise<readonly { readonly id: string; readonly line: string }[]>
  /** Writes it whole; gives its id. */
  write(spot: Spot, values: Values): Promise<string>
  remove?(spot: Spot): Promise<void>
}

const choices = <T extends string>(all: readonly T[], words: Readonly<Record<T, string>>): readonly Choice[] => all.map((value) => ({ value, label: words[value] }))
export const text = (name: string): FieldSpec => ({ name, kind: 'text' })
const choice = (name: string, all: readonly Choice[]): FieldSpec => ({ name, kind: 'choice', choices: all })
const boxes = (name: string, all: readonly Choice[]): FieldSpec => ({ name, kind: 'boxes', choices: all })
export const none = (value: string | undefined): string | null => (value === undefined || value.trim() === '' ? null : value.trim())
const listed = <T extends string>(value: string | undefined, all: readonly T[]): T[] => all.filter((one) => (value ?? '').split(' ').includes(one))
function oneOf<T extends string>(value: string | undefined, all: readonly T[]): T {
  const found = all.find((one) => one === value)
  if (found === undefined) throw new Refusal('form-not-understood', 'a choice that is none')
  return found
}

/** Zones of the United States; another one that is set already stays. */
export const organizationZones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu', 'America/Puerto_Rico'] as const
export const zoneChoices: readonly Choice[] = organizationZones.map((zone) => ({ value: zone, label: zone.replace(/^.*\//, '').replace(/_/g, ' ') }))

function day(value: string | undefined, field: string): string | null {
  const typed = none(value)
  if (typed !== null && (!/^\d{4}-\d{2}-\d{2}$/.test(typed) || localDay(typed) !== typed)) throw new Refusal('date-impossible', 'no day', { field })
  return typed
}

const about: Aspect = {
  many: false,
  fields: [text('name'), text('phone'), text('recordsPhone'), text('address'), choice('timeZone', zoneChoices)],
  async read({ directory, tx, organization }) {
    const one = await directory.organization(tx, organization)
    return one === null ? null : { name: one.name, phone: one.phone ?? '', recordsPhone: one.recordsPhone ?? '', address: one.address ?? '', timeZone: one.timeZone }
  },
  list: async () => [],
  async write({ directory, tx, organization }, values) {
    const before = await directory.organization(tx, organization)
    if (before === null) throw new Refusal('not-found', 'no such organization')
    if (none(values.name) === null) throw new Refusal('place-name-missing', 'no name', { field: 'name' })
    await directory.change(tx, { ...before, name: none(values.name) ?? '', phone: none(values.phone), recordsPhone: none(values.recordsPhone), address: none(values.address), timeZone: values.timeZone === before.timeZone ? before.timeZone : oneOf(values.timeZone, organizationZones) })
    return organization
  },
}

const offer: Aspect = {
  many: false,
  fields: [choice('signUp', choices(signUpWays, signUpWords)), boxes('proofs', choices(proofKinds, proofWords)), choice('leadingZeros', choices(leadingZeros, zeroWords)), boxes('codes', choices(codeChannels, channelWords)), text('elsewhereName'), text('elsewhereUrl'), text('inPersonNote')],
  async read({ directory, tx, organization }) {
    const one = await directory.offer(tx, organization)
    return { signUp: one.signUp, proofs: one.proofs.join(' '), leadingZeros: one.mrnRule.leadingZeros, codes: one.codes.join(' '), elsewhereName: one.elsewhere?.name ?? '', elsewhereUrl: one.elsewhere?.url ?? '', inPersonNote: one.inPersonNote ?? '' }
  },
  list: async () => [],
  async write({ directory, tx, organization }, values) {
    const signUp = oneOf(values.signUp, signUpWays)
    if (signUp === 'elsewhere' && none(values.elsewhereName) === null) throw new Refusal('place-name-missing', 'the other site has no name', { field: 'elsewhereName' })
    await directory.putOffer(tx, {
      organization, signUp, proofs: listed(values.proofs, proofKinds), mrnRule: { leadingZeros: oneOf(values.leadingZeros, leadingZeros) }, codes: listed(values.codes, codeChannels),
      elsewhere: signUp === 'elsewhere' ? { name: none(values.elsewhereName) ?? '', url: values.elsewhereUrl ?? '' } : null,
      inPersonNote: none(values.inPersonNote)?.slice(0, 300) ?? null,
    })
    return organization
  },
}

const nameUses = ['official', 'former', 'alias', 'bill'] as const
const name: Aspect = {
  many: true,
  fields: [text('name'), choice('use', choices(nameUses, nameUseWords)), text('validFrom'), text('validUntil')],
  async read({ directory, tx, organization, id }) {
    const one = (await directory.names(tx, organization)).find((each) => each.id === id)
    return one === undefined ? null : { name: one.name, use: one.use, validFrom: one.validFrom ?? '', validUntil: one.validUntil ?? '' }
  },
  list: async ({ directory, tx, organization }) => (await directory.names(tx, organization)).map((one) => ({ id: one.id, line: `${one.name}: ${nameUseWords[one.use].toLowerCase()}` })),
  write: ({ directory, tx, organization, id }, values) => directory.putName(tx, { ...(id === null ? {} : { id }), organization, name: values.name ?? '', use: oneOf(values.use, nameUses), validFrom: day(values.validFrom, 'validFrom'), validUntil: day(values.validUntil, 'validUntil') }),
  remove: ({ directory, tx, organization, id }) => directory.removeFact(tx, 'name', { organization, id: id ?? '' }),
}

const doctor: Aspect = {
  many: true,
  fields: [text('name'), text('specialty')],
  async read({ directory, tx, organization, id }) {
    const one = (await directory.doctors(tx, organization)).find((each) => each.id === id)
    return one === undefined ? null : { name: one.name, specialty: one.specialty ?? '' }
  },
  list: async ({ directory, tx, organization }) => (await directory.doctors(tx, organization)).map((one) => ({ id: one.id, line: one.specialty === null ? one.name : `${one.name}, ${one.specialty}` })),
  write: ({ directory, tx, organization, id }, values) => directory.putDoctor(tx, { ...(id === null ? {} : { id }), organization, name: values.name ?? '', specialty: none(values.specialty)?.slice(0, 80) ?? null }),
  remove: ({ directory, tx, organization, id }) => directory.removeFact(tx, 'doctor', { organization, id: id ?? '' }),
}

const clueKinds = ['sender-domain', 'web-address', 'bill-phrase'] as const
const clue: Aspect = {
  many: true,
  fields: [choice('kind', choices(clueKinds, clueKindWords)), text('value')],
  async read({ directory, tx, organization, id }) {
    const one = (await directory.clues(tx, organization)).find((each) => each.id === id)
    return one === undefined ? null : { kind: one.kind, value: one.value }
  },
  list: async ({ directory, tx, organization }) => (await directory.clues(tx, organization)).map((one) => ({ id: one.id, line: `${one.value}: ${clueKindWords[one.kind].toLowerCase()}` })),
  write: ({ directory, tx, organization, id }, values) => directory.putClue(tx, { ...(id === null ? {} : { id }), organization, kind: oneOf(values.kind, clueKinds), value: values.value ?? '' }),
  remove: ({ directory, tx, organization, id }) => directory.removeFact(tx, 'clue', { organization, id: id ?? '' }),
}

const merger: Aspect = {
  many: true,
  fields: [choice('into', []), choice('kind', choices(mergerKinds, mergerKindWords)), text('from'), text('mrnPrefix'), boxes('changed', choices(changedThings, changedWords))],
  async read({ directory, tx, organization, id }) {
    const one = (await directory.mergers(tx)).find((each) => each.id === id && each.organization === organization)
    const ended = one === undefined || (one.until !== null && one.until <= tx.now.toISOString())
    const zone = (await directory.organization(tx, one?.into ?? ''))?.timeZone ?? 'UTC'
    return ended ? null : { into: one.into, kind: one.kind, from: localDay(one.from, zone) ?? '', mrnPrefix: one.mrnPrefix ?? '', changed: one.changed.join(' ') }
  },
  async list({ directory, tx, organization }) {
    const mine = (await directory.mergers(tx)).filter((one) => one.organization === organization && (one.until === null || one.until > tx.now.toISOString()))
    return Promise.all(mine.map(async (one) => ({ id: one.id, line: `${(await directory.organization(tx, one.into))?.name ?? one.into}: ${localDay(one.from) ?? ''}` })))
  },
  async write({ directory, tx, organization, id }, values) {
    const into = await directory.organization(tx, values.into ?? '')
    const theirs = await directory.administered(tx)
    if (into === null || !theirs.some((one) => one.id === into.id)) throw new Refusal('organization-cannot-join', 'it is not theirs', { field: 'into' })
    const from = day(values.from, 'from')
    if (from === null) throw new Refusal('date-missing', 'no day', { field: 'from' })
    const prefix = none(values.mrnPrefix)
    if (prefix !== null && !/^[A-Za-z0-9]{1,10}$/.test(prefix)) throw new Refusal('form-not-understood', 'a prefix of letters', { field: 'mrnPrefix' })
    return directory.putMerger(tx, { ...(id === null ? {} : { id }), organization, into: into.id, kind: oneOf(values.kind, mergerKinds), from: startOfDay(from, into.timeZone), until: null, mrnPrefix: prefix, changed: listed<ChangedThing>(values.changed, changedThings) })
  },
  remove: ({ directory, tx, id }) => directory.endMerger(tx, id ?? ''),
}

export const aspects = { about, offer, site: siteAspect, name, doctor, clue, merger } as const satisfies Record<Exclude<keyof typeof aspectWords, 'entry'>, Aspect>
export type AspectKey = keyof typeof aspects
export const aspectKeys = Object.keys(aspects) as AspectKey[]
