// What if a mapping was mended? `reread`: what an older one read is read again from what was sent; stopped at any moment, the same command
// goes on where it stopped.
import type { Composed } from '../../../compose.ts'

/** Gives what to print. `onProgress` hears of each chart. */
export async function rereadCommand({ inbound }: Composed, { json, onProgress }: { readonly json: boolean; readonly onProgress?: (charts: number) => void }): Promise<string> {
  const done = await inbound.feeds.reread(onProgress === undefined ? {} : { onChart: ({ charts }) => onProgress(charts) })
  if (json) return JSON.stringify(done, null, 2)
  if (done.charts === 0) return 'every record was read by the mappings of today'
  return `${done.charts} ${done.charts === 1 ? 'chart' : 'charts'} read again: ${done.records} records written anew, ${done.gone} gone that nothing says any more`
}
