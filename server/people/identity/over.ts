// What became of a code that was typed right but is over? Told to whoever has the code and the birth date, and what they typed is kept.
import { type Statement, type Tx, instant, statement } from '#kernel'
import type { CodeChannel, CodeState } from '../../../contract/code-channels.ts'
import { type JoinUses, joinHash } from './joining.ts'
import { codeState } from './issuing/state.ts'

type OverRow = { code: string; organization: string; channel: CodeChannel; typed: Buffer; until: string; spent_at: string | null; voided_at: string | null; ended: 'replaced' | 'stopped' | 'not-me' | null; newer_channel: CodeChannel | null; newer_at: string | null }

const insertOver: Statement<never> = statement('identity.insert-over', 'insert into identity_over (hash, code, typed, ends_at) values ($1, $2, $3, $4)')
const enterOver: Statement<OverRow> = statement('identity.enter-over', 'select code, organization, channel, typed, until, spent_at, voided_at, ended, newer_channel, newer_at from identity_enter_over($1)')

/** How long what was typed waits for the next page. */
const overHours = 1
const typedAbout = (code: string): string => `identity_over ${code}`

/** A code that is over, for the person who has it and its birth date. */
export type OverCode = {
  readonly organization: string
  readonly channel: CodeChannel
  readonly state: Exclude<CodeState, 'open' | 'burnt'>
  /** YYYY-MM-DD, the last day it worked. */
  readonly until: string
  /** When it was used, replaced or stopped. */
  readonly at: Date | null
  /** The code that took its place. */
  readonly newer: { readonly channel: CodeChannel; readonly at: Date } | null
  /** YYYY-MM-DD, as typed: the next form begins with it. */
  readonly birthDate: string
}

/** Keeps what was typed for the next page; in the transaction that has set the cookie's hash. */
export async function keepOver(tx: Tx, uses: JoinUses, { join, code, birthDate }: { readonly join: string; readonly code: string; readonly birthDate: string }): Promise<void> {
  await tx.query(insertOver, [joinHash(join), code, uses.making.box.seal(birthDate, typedAbout(code)), instant(tx.now.getTime() + overHours * 3_600_000)])
}

/** What this cookie's holder may know of the code they typed; null when they typed none that is over, or an hour ago. */
export async function readOver(tx: Tx, uses: JoinUses, join: string | null): Promise<OverCode | null> {
  const [row] = join === null ? [] : await tx.query(enterOver, [joinHash(join)])
  if (row === undefined) return null
  const at = (text: string | null) => (text === null ? null : instant(text))
  const state = codeState({ expiresAt: 0, spentAt: at(row.spent_at)?.getTime() ?? null, voidedAt: at(row.voided_at)?.getTime() ?? null, ended: row.ended, burntAt: null }, tx.now.getTime())
  return {
    organization: row.organization, channel: row.channel, until: row.until, at: at(row.spent_at) ?? at(row.voided_at),
    state: state === 'open' || state === 'burnt' ? 'ran-out' : state,
    newer: row.newer_channel === null || row.newer_at === null ? null : { channel: row.newer_channel, at: instant(row.newer_at) },
    birthDate: uses.making.box.open(row.typed, typedAbout(row.code)),
  }
}
