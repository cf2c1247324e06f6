// What time is it? The only `new Date()` of the house: everything else is handed a clock, so that a test can set it.

export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is set. Instants are ISO 8601 with a zone. */
export type SetClock = Clock & { set(instant: string): void; advance(amount: { minutes?: number; seconds?: number; hours?: number; days?: number }): void }

export function clockAt(instant: string): SetClock {
  let at = new Date(instant).getTime()
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${instant}`)
  return {
    now: () => new Date(at),
    set(next) {
      at = new Date(next).getTime()
    },
    advance({ minutes = 0, seconds = 0, hours = 0, days = 0 }) {
      at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}
/** An instant from text or milliseconds; the kernel's way for rooms that must read a date and may not call `new Date()`. */
export function instant(value: string | number): Date {
  return new Date(value)
}
