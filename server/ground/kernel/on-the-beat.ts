// May the time of an answer depend on what was found? Not where strangers ask: the work starts with a timer, and the answer
// leaves with one of its beats, whatever the work took (R22).

/** Longer than the work takes on a quiet machine, shorter than anybody notices after pressing a button. */
export const beatMs = 100

/**
 * What `work` gives or throws, at the first beat after it ended. Equal work must still be equal: a beat hides milliseconds, and
 * where a machine is so busy that work spans a beat, differences show again by how often it does.
 */
export async function onTheBeat<T>(work: () => Promise<T>): Promise<T> {
  let beat: () => void = () => undefined
  let next = new Promise<void>((resolve) => { beat = resolve })
  const timer = setInterval(() => {
    beat()
    next = new Promise<void>((resolve) => { beat = resolve })
  }, beatMs)
  try {
    const ended = work()
    await ended.catch(() => undefined)
    await next
    return await ended
  } finally {
    clearInterval(timer)
  }
}
