// How do files come in? Every file of the paths in order; one that is refused says why, the others come in.
import { type Clock, type Database, type Keys, type Tx } from '#kernel'
import type { Audit } from '#audit'
import type { Directory as Organizations } from '#directory'
import type { Patients } from '#patients'
import { type WrittenRow, openStoreIn } from '#store/in'
import { openDirectoryOfFiles } from './fhir/references.ts'
import { type FileUses, writeFile } from './import-file.ts'
import { readBundle } from './read-bundle.ts'
import { RefusedFile } from './refused-file.ts'
import { type ImportProgress, type ImportReport, openTally } from './report.ts'
import { type FileOrigin, type Work, understand } from './understand.ts'
import { readFileBytes } from './unpack.ts'
import { type FoundFile, walk } from './walk.ts'

export type InboundUses = {
  readonly audit: Audit
  readonly directory: Organizations
  readonly patients: Patients
  readonly keys: Keys
  readonly clock: Clock
  /** Opened as the feed's role (or operate). */
  readonly database: Database
  /** Release is told which records were written or changed, in the same transaction. */
  readonly decided: (tx: Tx, rows: readonly WrittenRow[]) => Promise<void>
}

export type ImportOptions = {
  /** Id of an organization in the directory; throws RangeError when there is none. */
  readonly organization: string
  readonly onProgress?: (at: ImportProgress) => void
}

export type Inbound = {
  /** Reads FHIR R4 JSON (plain or gzip) from files and folders. Each file is one transaction; importing twice changes nothing. */
  importPaths(paths: readonly string[], options: ImportOptions): Promise<ImportReport>
  close(): Promise<void>
}

/** A file made ready, or why it is refused. */
type Ready = { readonly file: FoundFile; readonly bytes: Buffer | RefusedFile }

async function ready(file: FoundFile): Promise<Ready> {
  if (file.refused !== null) return { file, bytes: new RefusedFile(file.refused) }
  try {
    return { file, bytes: await readFileBytes(file.path) }
  } catch (error) {
    if (error instanceof RefusedFile) return { file, bytes: error }
    throw error
  }
}

function understood({ file, bytes }: Ready, origin: Omit<FileOrigin, 'name'>): Work | RefusedFile {
  if (bytes instanceof RefusedFile) return bytes
  try {
    return understand(readBundle(bytes), { ...origin, name: file.name })
  } catch (error) {
    if (error instanceof RefusedFile) return error
    throw error
  }
}

async function importFiles(files: readonly FoundFile[], uses: FileUses, { origin, onProgress }: { readonly origin: Omit<FileOrigin, 'name'>; readonly onProgress: ImportOptions['onProgress'] }): Promise<ImportReport> {
  const tally = openTally(origin.organization)
  const prepare = async (at: number): Promise<Work | RefusedFile | null> => {
    const file = files[at]
    return file === undefined ? null : understood(await ready(file), origin)
  }
  let next = prepare(0)
  for (const [at, file] of files.entries()) {
    const work = await next
    if (work === null) break
    const writing = work instanceof RefusedFile ? Promise.resolve(work) : writeFile(uses, work).catch((error: unknown) => asRefusal(error))
    // While the database works on this file, the next one is read and understood.
    next = prepare(at + 1)
    next.catch(() => undefined)
    const outcome = await writing
    if (outcome instanceof RefusedFile) tally.refuse(file.name, outcome)
    else tally.add(file.name, outcome)
    onProgress?.({ filesDone: at + 1, files: files.length, received: tally.received })
  }
  return tally.report()
}

function asRefusal(error: unknown): RefusedFile {
  if (error instanceof RefusedFile) return error
  throw error
}

export function openInbound(uses: InboundUses): Inbound {
  const store = openStoreIn()
  return {
    async importPaths(paths, { organization, onProgress }) {
      const known = await uses.database.run((tx) => uses.directory.organization(tx, organization))
      if (known === null) throw new RangeError(`no organization is called ${organization}`)
      const origin = { organization, source: `${organization}:files`, timeZone: known.timeZone, files: openDirectoryOfFiles() }
      return importFiles(await walk(paths), { ...uses, store }, { origin, onProgress })
    },
    close: async () => undefined,
  }
}
