// What does the desk do for somebody who wants an account? The door of this folder; what each refuses stands at its function.
import { type Tx, Refusal } from '#kernel'
import type { CodeChannel } from '../../../../contract/code-channels.ts'
import { type IdKind, type VisitCheck, type VisitReason, waysFor } from '../../../../contract/desk-visits.ts'
import { type CodeGone, codesOf, stopOpenCode } from '../issuing/history.ts'
import { type Given, type GiveUses, type NoCode, giveCode, whyNoCode } from './give.ts'
import { type Staff, openVisit, readVisit } from './visits.ts'

/** A look of somebody at the desk, and what may be done now. */
export type StartedVisit = {
  readonly id: string
  readonly chart: { readonly id: string; readonly name: string; readonly birthDate: string; readonly mrn: string; readonly phone: string | null; readonly email: string | null }
  readonly reason: VisitReason
  readonly openedAt: Date
  /** Why there is no code for this record; null: there may be one. */
  readonly noCode: NoCode | null
  /** In full years: from when on an account of their own is theirs. */
  readonly ageFrom: number
  /** The ways that are open here, for somebody who is here or was called back. */
  readonly ways: readonly CodeChannel[]
  readonly codes: readonly CodeGone[]
}

type About = { readonly staff: Staff; readonly id: string }

export type Asked = { readonly staff: Staff; readonly mrn: string; readonly name: string; readonly birthDate: string; readonly reason: VisitReason | '' }

export type Giving = About & {
  readonly way: CodeChannel | ''
  readonly to: string
  readonly checks: readonly VisitCheck[]
  readonly idKind: IdKind | null
  readonly idLast4: string
  readonly reason: string
  readonly note: (patient: string, detail: Readonly<Record<string, string | number>>) => void
}

/** Role desk, in its own organization. */
export type Assisted = {
  open(tx: Tx, asked: Asked): Promise<{ readonly id: string; readonly patient: string }>
  read(tx: Tx, about: About): Promise<StartedVisit>
  give(tx: Tx, giving: Giving): Promise<Given>
  stop(tx: Tx, about: About & { readonly code: string; readonly why: string }): Promise<{ readonly patient: string }>
}

export type AssistedUses = GiveUses & { readonly actsFor: (tx: Tx, person: string, patient: string) => Promise<boolean> }

async function read(tx: Tx, uses: AssistedUses, about: About): Promise<StartedVisit> {
  const visit = await readVisit(tx, uses, about)
  const { chart, organization, reason } = visit
  const [{ why, age }, offer, codes] = await Promise.all([whyNoCode(tx, uses, visit), uses.directory.offer(tx, organization.id), codesOf(tx, chart.id)])
  const ways = waysFor[reason].filter((way) => offer.codes.includes(way === 'screen' ? 'desk' : way) && (way !== 'text' || uses.notices.canText))
  return { id: visit.id, chart: { id: chart.id, name: chart.name, birthDate: chart.birthDate, mrn: chart.mrn, phone: chart.phone, email: chart.email }, reason, openedAt: visit.openedAt, noCode: why, ageFrom: age, ways, codes }
}

export function openAssisted(uses: AssistedUses): Assisted {
  return {
    async open(tx, { reason, ...asked }) {
      if (reason === '') throw new Refusal('nothing-chosen', 'no reason', { field: 'reason' })
      return openVisit(tx, uses, { ...asked, reason })
    },
    read: (tx, about) => read(tx, uses, about),
    async give(tx, { staff, id, way, note, ...order }) {
      if (way === '') throw new Refusal('nothing-chosen', 'no way', { field: 'way' })
      const visit = await readVisit(tx, uses, { staff, id })
      return giveCode(tx, uses, { ...order, way, staff, visit, note: (detail) => note(visit.chart.id, detail) })
    },
    async stop(tx, { staff, id, code, why }) {
      if (why === '') throw new Refusal('nothing-chosen', 'no reason', { field: 'why' })
      const { chart } = await readVisit(tx, uses, { staff, id })
      await stopOpenCode(tx, { id: code, patient: chart.id })
      return { patient: chart.id }
    },
  }
}
