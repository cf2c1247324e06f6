// What does a status page say that lives on another host, where it still answers when all of ours is down? A plain page that a cron
// job writes and copies away. It says when it was written, and a small script says when that is too long ago.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToString } from 'preact-render-to-string'
import { instant, isDatabaseAway } from '#kernel'
import { siteFunctions } from '../../../../contract/site-functions.ts'
import { dateAndTime, zoneName } from '../../../../words/en/dates.ts'
import { functionWords, staticStatus as words, status } from '../../../../words/en/status.ts'
import type { Composed } from '../../../compose.ts'

/** Public facts alone; kept beside the page, so that the next run can tell how things were when the database is away. */
export type PublicState = {
  readonly readAt: string
  readonly site: string | null
  /** Whose clock tells the times (IANA); UTC where it was not kept. */
  readonly timeZone?: string
  readonly away: readonly { readonly name: string; readonly since: string }[]
  readonly functions: readonly { readonly name: string; readonly works: boolean }[]
  readonly planned: readonly { readonly from: string; readonly until: string; readonly what: string }[]
}

/** How things are now, from the database. */
export async function readPublicState({ house, databases }: Composed, site: string | null): Promise<PublicState> {
  return databases.operate.run(async (tx) => {
    const state = await house.directory.site.read(tx)
    const open = state.incidents.filter((one) => one.ended === null)
    return {
      readAt: tx.now.toISOString(),
      site,
      timeZone: house.organizations.clock(null).zone,
      away: open.map((one) => ({ name: one.source?.name ?? functionWords[one.what], since: one.began.toISOString() })),
      functions: siteFunctions.filter((one) => one !== 'everything' && one !== 'source').map((one) => ({ name: functionWords[one], works: !open.some((incident) => incident.what === one) })),
      planned: state.closures.map((one) => ({ from: one.begins.toISOString(), until: one.ends.toISOString(), what: one.affects.map((what) => functionWords[what]).join(', ') })),
    }
  })
}

/** What is known of each function, and of what is planned. */
function Known({ state, down, told }: { readonly state: PublicState; readonly down: boolean; readonly told: (at: string) => string }) {
  return (
    <>
      <h2>{status.functions}</h2>
      <ul>
        {state.functions.map((one) => (
          <li key={one.name}>
            {one.name}: {one.works && !down ? status.works : words.doesNot}
          </li>
        ))}
        {state.away.map((one) => (
          <li key={`${one.name} ${one.since}`}>
            {one.name}: {status.since(told(one.since))}
          </li>
        ))}
      </ul>
      <h2>{status.planned}</h2>
      {state.planned.length === 0 && <p>{status.noPlanned}</p>}
      <ul>
        {state.planned.map((one) => (
          <li key={one.from}>
            {status.plannedLine(told(one.from), told(one.until))}. {one.what}
          </li>
        ))}
      </ul>
      {state.site !== null && (
        <p>
          <a href={state.site}>{words.site}</a>
        </p>
      )}
    </>
  )
}

/** `writtenAt`: when this page was written; `state` null: never known. `down`: the database did not answer. */
export function statusDocument({ writtenAt, state, down }: { readonly writtenAt: Date; readonly state: PublicState | null; readonly down: boolean }): string {
  const bad = down || (state?.away.length ?? 0) > 0
  const zone = state?.timeZone ?? 'UTC'
  const told = (at: string): string => `${dateAndTime(instant(at), zone)} (${zoneName(zone, writtenAt)})`
  const said = down ? status.away : bad ? status.bad : status.well
  return `<!doctype html>${renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{status.title}</title>
        <link rel="stylesheet" href="status.css" />
        <script src="status.js" defer />
      </head>
      <body data-written-at={writtenAt.toISOString()} data-old-after-minutes={String(words.oldAfterMinutes)}>
        <main>
          <h1>{status.title}</h1>
          <p id="old" role="alert" hidden>
            {words.old}
          </p>
          <p class={bad ? 'bad' : 'well'}>
            <b>{said.heading}</b> {said.text}
          </p>
          <p>{words.written(told(writtenAt.toISOString()))}</p>
          {down && state !== null && <p>{words.lastKnown(told(state.readAt))}</p>}
          {state !== null && <Known state={state} down={down} told={told} />}
        </main>
      </body>
    </html>,
  )}`
}

const style = `body{font:1.125rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem;color:#13202b;background:#fff}
.well,.bad,#old{border-left:6px solid #2b7a63;padding:.75rem 1rem;background:#d3e8df}.bad,#old{border-color:#a65e00;background:#fdebc8}
@media (prefers-color-scheme:dark){body{color:#f1f1ee;background:#10181c}.well{background:#133a30}.bad,#old{background:#4a3206}a{color:#9fdcc9}}`

/** Runs on the other host; asks nobody, only its own clock. */
const script = `'use strict'
const { writtenAt, oldAfterMinutes } = document.body.dataset
const look = () => { document.getElementById('old').hidden = performance.timeOrigin + performance.now() - Date.parse(writtenAt) < Number(oldAfterMinutes) * 60000 }
look()
setInterval(look, 30000)
`

/** A reader never sees half a file. */
function put(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, `${name}.new`), text)
  renameSync(join(folder, `${name}.new`), join(folder, name))
}

function lastKnown(folder: string): PublicState | null {
  const file = join(folder, 'status.json')
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PublicState
  } catch {
    return null
  }
}

/**
 * Writes the page into a folder; gives what to print. `read` fails while the database is away: then the page says so, with how it
 * was when it last answered. Any other failure is thrown.
 */
export async function writeStatusPage({ folder, now, read }: { readonly folder: string; readonly now: Date; readonly read: () => Promise<PublicState> }): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const state = await read().catch((error: unknown) => {
    if (!isDatabaseAway(error)) throw error
    return null
  })
  const shown = state ?? lastKnown(folder)
  put(folder, 'status.css', style)
  put(folder, 'status.js', script)
  if (state !== null) put(folder, 'status.json', JSON.stringify(state))
  put(folder, 'index.html', statusDocument({ writtenAt: now, state: shown, down: state === null }))
  return `${join(folder, 'index.html')} says: ${state === null ? 'down' : state.away.length > 0 ? 'something is not working' : 'everything works'}`
}
