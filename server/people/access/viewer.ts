// Who is looking? A viewer is a person with what they may reach, bound to one open transaction. Nothing outside this room
// can make one: the class is not exported as a value, its state is private, and a look-alike is not assignable to it.
import type { Id, Statement, Tx, Value } from '#kernel'
import { type Reach, type Relation, may } from './may.ts'

export type ReachedPatient = {
  readonly patient: Id
  readonly organization: string
  readonly relation: Relation
  /** Some parts are private to a teen: said by relation and age only, whether or not anything is there. */
  readonly limitedByAge: boolean
  readonly name: string
  /** YYYY-MM-DD. */
  readonly birthDate: string
  readonly mrn: string
  readonly deceasedOn: string | null
}

export type ViewerState = {
  readonly tx: Tx
  readonly person: Id
  readonly name: string
  readonly patients: readonly (ReachedPatient & { readonly reaches: readonly Reach[] })[]
}

/** Known in this file only, so that the constructor found on a viewer makes no other one. */
const madeHere = Symbol('made by access')

export class Viewer {
  readonly #state: ViewerState

  constructor(key: typeof madeHere, state: ViewerState) {
    if (key !== madeHere) throw new TypeError('only access makes viewers')
    this.#state = state
  }
  get person(): Id {
    return this.#state.person
  }
  get name(): string {
    return this.#state.name
  }
  /** The charts within reach (of the scope asked for), one line each. */
  get patients(): readonly ReachedPatient[] {
    return this.#state.patients
  }
  /** Their ids, for `patient = any ($1)`. */
  get patientIds(): readonly Id[] {
    return this.#state.patients.map((one) => one.patient)
  }
  /** The instant this viewer's answers are true for. */
  get now(): Date {
    return this.#state.tx.now
  }
  /** The first wall, in code: may this kind with these labels of that chart be reached? The second is in the database. */
  may(record: { readonly patient: Id; readonly kind: number; readonly labels: number }): boolean {
    const found = this.#state.patients.find((one) => one.patient === record.patient)
    return found !== undefined && may(found.reaches, record)
  }
  /** Runs a named statement in the viewer's transaction: the database shows only what this viewer may see now. */
  query<Row>(statement: Statement<Row>, values: readonly Value[] = []): Promise<Row[]> {
    return this.#state.tx.query(statement, values)
  }
}

/** For access.ts only; the room's door does not hand it out. */
export const makeViewer = (state: ViewerState): Viewer => new Viewer(madeHere, state)
