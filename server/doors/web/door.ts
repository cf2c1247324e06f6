// What does the web door hold while it answers? The house, the pages of refusals, the limits, and its own addresses.
import type { VNode } from 'preact'
import type { Refusal } from '#kernel'
import type { Language } from './context.ts'
import type { House } from './house.ts'
import type { Rates } from './rates.ts'

/** The pages a refusal or a fault is shown on: facts in, a page out. */
export type Views = {
  refusal(about: { refusal: Refusal; language: Language; reference: string; house: House; path: string; signedIn: boolean; /** An address of staff. */ staff: boolean }): VNode
}

export type Door = {
  readonly house: House
  readonly views: Views
  readonly rates: Rates
  readonly publicUrl: string
  readonly origins: readonly string[]
}
