// When is a place open? Spans of each weekday and of single days, by the clock on its own wall.

/** Times as HH:MM, 00:00 to 24:00. A span that closes at or before it opens lasts past midnight; it belongs to the day it begins. */
export type Span = { readonly opens: string; readonly closes: string }

/** A day that is not like its weekday: a holiday (no spans), or other hours. */
export type SpecialDay = { readonly date: string; readonly name: string | null; readonly spans: readonly Span[] }

export type OpeningHours = {
  /** Seven lists, Monday first. */
  readonly week: readonly (readonly Span[])[]
  readonly days: readonly SpecialDay[]
}

/** Whether a place is open at an instant. `until` null: around the clock. `opens` null: not within two weeks. */
export type OpenState = { readonly open: true; readonly until: Date | null } | { readonly open: false; readonly opens: Date | null }
