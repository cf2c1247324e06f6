// How long after `npm start` does the second start answer? From the first byte of the command to the first page, in a folder
// of its own whose database was made by a first start. The first start (make the database, load the demo) is told beside it.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { keepRow, median, root, round } from './row.ts'

const { values: options } = parseArgs({ options: { short: { type: 'boolean', default: false } } })
const turns = options.short ? 1 : 5
/** Longest wait for an answer, in seconds. */
const patience = 120

async function freePort(): Promise<number> {
  const server = createServer()
  return new Promise(
    (done) =>
      void server.listen(0, 'localhost', () => {
        const { port } = server.address() as AddressInfo
        server.close(() => done(port))
      }),
  )
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let at = 0; at < patience * 100; at += 1) {
    if (child.exitCode !== null) throw new Error(`npm start ended (${child.exitCode})`)
    const said = await fetch(url).then(
      (answer) => answer.text().then((text) => answer.status === 200 && text.includes('</html>')),
      () => false,
    )
    if (said) return
    await wait(10)
  }
  throw new Error(`no answer within ${patience} s`)
}

/** Seconds from the command to the first whole page. */
async function start(folder: string): Promise<number> {
  const port = await freePort()
  const begun = performance.now()
  // A process group of its own: npm hands a signal on to its child, but not always before it ends itself.
  const child = spawn('npm', ['start'], { cwd: root, detached: true, stdio: 'ignore', env: { ...process.env, PORTICO_DATA: folder, PORT: String(port) } })
  try {
    await answers(`http://localhost:${port}/`, child)
    return (performance.now() - begun) / 1000
  } finally {
    const ended = new Promise((done) => void child.once('exit', done))
    if (child.exitCode === null && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGINT')
      await ended
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'portico-start-'))
try {
  const first = await start(folder)
  const seconds: number[] = []
  for (let turn = 0; turn < turns; turn += 1) seconds.push(await start(folder))
  const middle = median(seconds)
  keepRow(
    'start',
    { what: 'second npm start to the first page', figures: { medianSeconds: round(middle, 2), slowestSeconds: round(Math.max(...seconds), 2), turns, firstStartSeconds: round(first, 2) }, floor: null, ratio: null, goal: 'at most 5 s', met: Math.max(...seconds) <= 5 },
    { postgres: null, keep: !options.short },
  )
} finally {
  // The server is stopped by the signal; its last files may go a moment later.
  await wait(500)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
