// What does every page know about the site without asking? Read every few seconds and kept with its time, so that a banner costs
// no statement and /status still answers when the database does not.
import type { Directory, SiteState } from '#directory'
import type { Clock, Database } from '#kernel'

export type SiteNow = SiteState & {
  /** When this was read; null: never yet. */
  readonly asOf: Date | null
  /** Since when the database does not answer; null while it does. */
  readonly awaySince: Date | null
  readonly textsOffered: boolean
}

export type KnownState = {
  now(): SiteNow
  /** Reads anew. While the database does not answer the last state stays, with its time, and its absence is noted. */
  refresh(): Promise<void>
  /** Somebody else noticed that the database does not answer. */
  noteAway(): void
  /** The absence that is over and not yet written, once. */
  takePastAbsence(): { readonly began: Date; readonly ended: Date } | null
}

export type KnownStateUses = { readonly directory: Directory; readonly database: Database; readonly clock: Clock; readonly textsOffered: boolean }

export function openKnownState({ directory, database, clock, textsOffered }: KnownStateUses): KnownState {
  let state: SiteNow = { incidents: [], closures: [], sources: [], asOf: null, awaySince: null, textsOffered }
  let past: { began: Date; ended: Date } | null = null
  const noteAway = (): void => {
    state = { ...state, awaySince: state.awaySince ?? clock.now() }
  }
  return {
    now: () => state,
    noteAway,
    async refresh() {
      try {
        const read = await database.run((tx) => directory.site.read(tx))
        if (state.awaySince !== null) past = { began: past?.began ?? state.awaySince, ended: clock.now() }
        state = { ...read, asOf: clock.now(), awaySince: null, textsOffered }
      } catch (error) {
        noteAway()
        throw error
      }
    },
    takePastAbsence() {
      const taken = past
      past = null
      return taken
    },
  }
}
