// What do the house and the process that works on its feeds say to each other? A closed list; no word of a message is in it.
import type { LogFields } from '#kernel'

export type LogLevel = 'info' | 'warn' | 'fault'

/** From the house. `setup`: what the rooms there are opened with; it travels so that it stands in no list of processes and no environment. */
export type Ordered =
  | { readonly what: 'open'; readonly setup: unknown; readonly everySeconds: number | undefined; readonly beatMs: number; readonly renewMegabytes: number }
  | { readonly what: 'poke' }
  | { readonly what: 'stop' }

/** A message that is worked on; `alone`: whatever memory is used is used for it. */
export type At = { readonly feed: string; readonly id: string; readonly bytes: number; readonly alone: boolean }

/** To the house. `at`: the message that is worked on from now, null between messages; `beat`: it is not standing still. */
export type Told =
  | { readonly what: 'at'; readonly message: At | null }
  | { readonly what: 'beat' }
  | { readonly what: 'log'; readonly level: LogLevel; readonly fields: LogFields }
