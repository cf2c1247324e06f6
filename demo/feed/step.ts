// What is one step of the hospital day? A message on its way, told in one line, with what must become of it.
import type { DemoFeed } from './feeds.ts'

/** What becomes of a message in a house that holds the demo's charts and got the earlier steps. */
export type StepEnd = 'done' | 'same' | 'parked' | 'unplaced'

export type Step = {
  /** Tells the steps apart, in stories and tests ("result-final"). */
  readonly key: string
  /** When it leaves the sending system, an instant with offset. */
  readonly at: string
  readonly feed: DemoFeed['id']
  readonly form: 'hl7v2' | 'fhir'
  /** MSH-10, or the id of the bundle. */
  readonly name: string
  /** "ORU^R01", "transaction". */
  readonly kind: string
  /** One line for whoever watches. */
  readonly says: string
  /** On arrival. */
  readonly ends: StepEnd
  /** By the end of the day, when something that came later changed it. */
  readonly later?: StepEnd
  /** As they are sent. */
  readonly bytes: Buffer
}
