// How many wrong credentials came in the last minute? A good one always opens: guessing 256 bits is hopeless, this only ends the noise.

export type Tries = { /** Counts one more; true when there have been too many in this minute. */ wrong(now: number): boolean }

export function openTries(most: number): Tries {
  let [minute, count] = [0, 0]
  return {
    wrong(now) {
      const current = Math.floor(now / 60_000)
      if (current !== minute) [minute, count] = [current, 0]
      count += 1
      return count > most
    },
  }
}
