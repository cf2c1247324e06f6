// What does the desk do with sign-ups that stopped? The door of this folder; what each refuses stands at its function.
import type { Id, Tx } from '#kernel'
import { type DeskCase, type DeskStaff, type DeskUses, readCase } from './cases.ts'
import { type LettingIn, letIn, move, pick } from './decide.ts'
import { type ToldDetails, findCase } from './find-case.ts'
import { type WantedLetter, letterSent, wantedLetters } from './letters.ts'
import { referred } from './rows.ts'

type About = { readonly staff: DeskStaff; readonly id: string }

export type Desk = {
  find(tx: Tx, about: { readonly staff: DeskStaff; readonly told: ToldDetails }): Promise<{ readonly id: Id; readonly patient: Id | null }>
  read(tx: Tx, about: About): Promise<DeskCase>
  letIn(tx: Tx, about: About & { readonly letting: LettingIn }): Promise<{ readonly patient: Id; readonly changes: number }>
  move(tx: Tx, about: About & { readonly version: number; readonly decision: 'unsure' | 'clear' | 'report' }): Promise<{ readonly patient: Id | null }>
  pick(tx: Tx, about: About & { readonly version: number; readonly record: string }): Promise<{ readonly patient: Id }>
  /** How many wait for a supervisor, the oldest first: when each was asked. Nothing of whose they are. */
  referred(tx: Tx): Promise<readonly { readonly askedAt: string }[]>
  letters(tx: Tx): Promise<readonly WantedLetter[]>
  letterSent(tx: Tx, id: string): Promise<{ readonly patient: Id }>
}

export function openDesk(uses: DeskUses): Desk {
  return {
    find: (tx, about) => findCase(tx, uses, about),
    read: (tx, about) => readCase(tx, uses, about),
    letIn: (tx, about) => letIn(tx, uses, about),
    move: (tx, about) => move(tx, uses, about),
    pick: (tx, about) => pick(tx, uses, about),
    letters: (tx) => wantedLetters(tx, uses),
    letterSent,
    referred: async (tx) => (await tx.query(referred)).map((row) => ({ askedAt: row.askedAt ?? row.startedAt })),
  }
}
