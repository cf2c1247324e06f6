// What does signing up without a code offer to pages? The steps in their order; what each refuses stands at its function.
import { type Tx, type Statement, Refusal, statement } from '#kernel'
import type { SignUpState } from '../../../../contract/sign-ups.ts'
import { type Asked, type SignUpUses, askSignUp, beginSignUp } from './ask.ts'
import { type Begun, type Typed, openClaim } from './claim.ts'
import { type Ready, goOn, readReady } from './go-on.ts'
import { helpCodeOf } from './help-code.ts'
import { type Proving, proveSignUp } from './prove.ts'
import { enterSignUp, findSignUp } from './rows.ts'
import { type StoppableSignUp, readStoppableSignUp, stopSignUp } from './stop.ts'

/** A sign-up as its own visitor sees it: nothing that depends on whether anybody was found. */
export type SignUp = {
  readonly id: string
  readonly organization: string
  readonly state: SignUpState
  /** What was typed, for the form. */
  readonly typed: Partial<Typed>
  /** "LH4 K72". */
  readonly helpCode: string
  /** ISO instants; `askedAt` null: no answers yet. */
  readonly askedAt: string | null
  readonly endsAt: string
  readonly letterAsked: boolean
}

export type SignUps = {
  /** A sign-up with a part of its answers, for somebody who comes from elsewhere; gives its cookie. Refuses: not-found. */
  begin(tx: Tx, about: { readonly organization: string } & Begun): Promise<{ readonly signUp: string }>
  /** null: no cookie, unknown, or its 30 days are over. */
  read(tx: Tx, signUp: string | null): Promise<SignUp | null>
  ask(asked: Asked): Promise<{ readonly signUp: string; readonly id: string }>
  prove(proving: Proving): Promise<{ readonly join: string; readonly proven: boolean }>
  /** A letter instead of a code by phone or mail: the same answer for everybody; the desk's list has those that a chart stands behind. */
  askLetter(tx: Tx, signUp: string | null): Promise<void>
  ready(tx: Tx, link: string): Promise<Ready | null>
  goOn(about: { readonly link: string; readonly password: string | null }): Promise<{ readonly join: string; readonly id: string }>
  stoppable(tx: Tx, link: string): Promise<StoppableSignUp | null>
  stop(tx: Tx, link: string): Promise<void>
}

const askLetter: Statement<{ id: string }> = statement('identity.ask-letter', `update identity_signup set letter_at = coalesce(letter_at, app_now()) where id = $1 and state = 'parked' returning id`)

export function openSignUps(uses: SignUpUses): SignUps {
  return {
    begin: (tx, about) => beginSignUp(tx, uses, about),
    async read(tx, visit) {
      const row = await findSignUp(tx, visit)
      if (row === null) return null
      const organization = await uses.directory.organization(tx, row.organization)
      const typed = row.claim === null ? {} : openClaim(uses.making.box, row.id, row.claim).typed
      return { id: row.id, organization: row.organization, state: row.state, typed, helpCode: helpCodeOf(uses.keys, row, organization?.name ?? ''), askedAt: row.askedAt, endsAt: row.endsAt, letterAsked: row.letterAt !== null }
    },
    ask: (asked) => askSignUp(uses, asked),
    prove: (proving) => proveSignUp(uses, proving),
    async askLetter(tx, visit) {
      const row = await enterSignUp(tx, visit)
      if ((await tx.query(askLetter, [row.id])).length === 0) throw new Refusal('form-expired', 'the sign-up went on meanwhile')
    },
    ready: (tx, link) => readReady(tx, uses, link),
    goOn: (about) => goOn(uses, about),
    stoppable: readStoppableSignUp,
    stop: (tx, link) => stopSignUp(tx, uses, link),
  }
}
