// What do the files of some paths bring? Each in order; one that is refused says why, the others come in.
import { looksLikeXml } from '../ccda/read-document.ts'
import type { ReadingCrew } from '../ccda/reading-crew.ts'
import { workOf } from '../ccda/work.ts'
import { labelOf, looksLikeHl7v2, prepareHl7v2, splitFile } from '../hl7v2/index.ts'
import { limits } from '../limits.ts'
import { readBundle } from '../read-bundle.ts'
import { RefusedFile } from '../refused-file.ts'
import { understand } from '../fhir/understand.ts'
import type { FileOrigin, Work } from '../work.ts'
import { countRefused } from '../counts/ledger.ts'
import { type FileUses, writeFile } from '../writing/import-file.ts'
import { worksOfLines } from './lines-of-files.ts'
import { type ImportProgress, type ImportReport, type Tally, openTally, secondTime, together } from './report.ts'
import { readFileBytes } from './unpack.ts'
import { type FoundFile, isLines } from './walk.ts'
import { type Packed, isZip, packedIn, papersBeside } from './zip.ts'

/** A document or a file on its way: what it is called, and what it means or why it is refused; of lines, batch by batch. */
type Prepared = { readonly name: string; readonly work: Work | RefusedFile | AsyncGenerator<Work> }

/** What a name or the first bytes say; a text that holds neither is not read. */
function formOf(name: string, bytes: Buffer): 'zip' | 'document' | 'fhir' | 'messages' {
  if (isZip(bytes)) return 'zip'
  if (/\.zip$/i.test(name)) throw new RefusedFile(bytes.length === 0 ? 'empty' : 'zip-broken')
  if (/\.(xml|ccda|cda)(\.gz)?$/i.test(name)) return 'document'
  if (!/\.(txt|hl7)(\.gz)?$/i.test(name)) return 'fhir'
  if (looksLikeXml(bytes)) return 'document'
  // A file that calls itself HL7 v2 is told what it lacks; a text may be anything.
  if (!/\.hl7(\.gz)?$/i.test(name) && !looksLikeHl7v2(bytes)) throw new RefusedFile('not-read')
  return 'messages'
}

/** Whatever goes wrong with one file as its refusal; anything else is a fault. */
async function orRefused<T>(making: () => Promise<T> | T): Promise<T | RefusedFile> {
  try {
    return await making()
  } catch (error) {
    return asRefusal(error)
  }
}

type Preparing = { readonly crew: ReadingCrew; readonly origin: Omit<FileOrigin, 'name'>; /** Bundles are understood in their order: a later one points at the directories of an earlier one. */ readonly after: Promise<unknown> | undefined }

async function documentWork({ name, bytes }: Packed, { crew, origin }: Preparing): Promise<Prepared> {
  const short = name.split(/[\\/]/).at(-1)?.replace(/\.gz$/i, '') ?? name
  if (bytes.length > limits.xmlBytes) return { name, work: new RefusedFile('xml-too-large') }
  return { name, work: await orRefused(async () => workOf(await crew.read(bytes, short), bytes, { ...origin, name })) }
}

/** The messages of a file, each of its own, in their order; one is read while the one before is written. A batch that is not whole says so at its end. */
async function* messageWorks({ name, bytes }: Packed, origin: Omit<FileOrigin, 'name'>): AsyncGenerator<Prepared> {
  const { messages, miscounted } = splitFile(bytes)
  for (const [at, message] of messages.entries()) {
    const own = messages.length === 1 ? name : `${name} (${at + 1})`
    const { kind, sentAt } = labelOf(message.bytes, origin)
    const work = await orRefused(() => prepareHl7v2(message.bytes, { ...origin, name: own, sentAt, ...(kind === '' ? {} : { kind }) }))
    yield { name: own, work: work instanceof RefusedFile ? new RefusedFile(work.code, { line: message.line, ...(work.found === null ? {} : { found: work.found }) }) : work }
  }
  if (miscounted !== null) yield { name, work: miscounted }
}

/** What one file brings: itself, the documents of a package, or its messages, each of its own. */
async function preparedOf(file: FoundFile, preparing: Preparing): Promise<readonly Prepared[] | AsyncGenerator<Prepared>> {
  if (file.refused === null && isLines(file.name)) return [{ name: file.name, work: worksOfLines(file, preparing.origin) }]
  const bytes = await orRefused(() => (file.refused === null ? readFileBytes(file.path) : Promise.reject(new RefusedFile(file.refused))))
  if (bytes instanceof RefusedFile) return [{ name: file.name, work: bytes }]
  const form = await orRefused(() => formOf(file.name, bytes))
  if (form instanceof RefusedFile) return [{ name: file.name, work: form }]
  if (form === 'document') return [await documentWork({ name: file.name, bytes }, preparing)]
  if (form === 'messages') return messageWorks({ name: file.name, bytes }, preparing.origin)
  if (form === 'fhir') await preparing.after
  if (form === 'fhir') return [{ name: file.name, work: await orRefused(() => understand(readBundle(bytes), { ...preparing.origin, name: file.name })) }]
  const packed = await orRefused(() => packedIn(bytes))
  if (packed instanceof RefusedFile) return [{ name: file.name, work: packed }]
  const beside = papersBeside(bytes).map((one): Prepared => ({ name: `${file.name}/${one}`, work: new RefusedFile('zip-not-read') }))
  return [...(await Promise.all(packed.map((one) => documentWork({ name: `${file.name}/${one.name}`, bytes: one.bytes }, preparing)))), ...beside]
}

/** Of documents, which are small, some are read ahead; of bundles one. */
const documentsAhead = 4

type Importing = { readonly origin: Omit<FileOrigin, 'name'>; readonly onProgress: ((at: ImportProgress) => void) | undefined }
type Coming = readonly Prepared[] | AsyncGenerator<Prepared>

/** Writes what one file brings; `ahead`: to be called while the database works. */
async function takeFile(prepared: Coming, uses: FileUses, { origin, ahead }: { readonly origin: Origin; readonly ahead: () => void }): Promise<Tally> {
  const tally = openTally(origin.organization)
  for await (const { name, work } of prepared) {
    if (Symbol.asyncIterator in work) {
      await writeLines(uses, origin, { name, works: work, tally })
      ahead()
      continue
    }
    const writing = work instanceof RefusedFile ? Promise.resolve(work) : writeFile(uses, work).catch((error: unknown) => asRefusal(error))
    // While the database works on this file, the next ones are read and understood.
    ahead()
    const outcome = await writing
    if (outcome instanceof RefusedFile) await refuse(uses, origin, { name, why: outcome, tally })
    else tally.add(name, outcome)
  }
  return tally
}

/** Files that told of a patient who came only in a later one are read again, now that they are known; nothing comes in twice. */
async function waitedFor(files: readonly FoundFile[], uses: FileUses & { readonly crew: ReadingCrew }, { origin, reports, waiting }: { readonly origin: Omit<FileOrigin, 'name'>; readonly reports: ImportReport[]; readonly waiting: readonly number[] }): Promise<void> {
  const last = reports.findLastIndex((one) => one.byType.Patient !== undefined)
  for (const at of waiting.filter((one) => one <= last)) {
    const [file, first] = [files[at], reports[at]]
    if (file === undefined || first === undefined) continue
    const again = await takeFile(await preparedOf(file, { crew: uses.crew, origin, after: undefined }), uses, { origin, ahead: () => undefined })
    reports[at] = secondTime(first, again.report())
  }
}

export async function importFiles(files: readonly FoundFile[], uses: FileUses & { readonly crew: ReadingCrew }, { origin, onProgress }: Importing): Promise<ImportReport> {
  const reports: ImportReport[] = []
  const waiting: number[] = []
  const coming = new Map<number, Promise<Coming>>()
  let [asked, received] = [0, 0]
  const prepareAhead = (at: number) => {
    while (asked < files.length && (asked <= at || asked - at < (/\.json(\.gz)?$/i.test(files[asked]?.name ?? '') ? 2 : documentsAhead))) {
      const file = files[asked]
      if (file === undefined) break
      const one = preparedOf(file, { crew: uses.crew, origin, after: coming.get(asked - 1) })
      one.catch(() => undefined)
      coming.set(asked, one)
      asked += 1
    }
  }
  prepareAhead(0)
  for (const [at] of files.entries()) {
    const tally = await takeFile((await coming.get(at)) ?? [], uses, { origin, ahead: () => prepareAhead(at + 1) })
    coming.delete(at)
    // A file that brings nothing lets the next one be read too.
    prepareAhead(at + 1)
    if (tally.awaits) waiting.push(at)
    received += tally.received
    reports.push(tally.report())
    onProgress?.({ filesDone: at + 1, files: files.length, received })
  }
  await waitedFor(files, uses, { origin, reports, waiting })
  return together(origin.organization, reports)
}

type Origin = Pick<FileOrigin, 'organization' | 'source'>

/** It is in the report, and in the ledger of counts: that it came, and why nothing of it is here. */
async function refuse(uses: FileUses, { organization, source }: Origin, { name, why, tally }: { readonly name: string; readonly why: RefusedFile; readonly tally: Tally }): Promise<void> {
  tally.refuse(name, why)
  await uses.database.run((tx) => countRefused(tx, { organization, source }, why.code))
}

/** One batch of lines is written while the next is read. A batch that is refused says where it begins; the others come in. */
async function writeLines(uses: FileUses, origin: Origin, { name, works, tally }: { readonly name: string; readonly works: AsyncGenerator<Work>; readonly tally: Tally }): Promise<void> {
  const next = () => {
    const coming = works.next()
    coming.catch(() => undefined)
    return coming
  }
  try {
    for (let coming = next(); ; ) {
      const { value: work } = (await coming) as { value: Work | undefined }
      if (work === undefined) return
      coming = next()
      const outcome = await writeFile(uses, work).catch((error: unknown) => new RefusedFile(asRefusal(error).code, { line: work.bundle.entries[0]?.line ?? 1 }))
      if (outcome instanceof RefusedFile) await refuse(uses, origin, { name, why: outcome, tally })
      else tally.add(name, outcome)
    }
  } catch (error) {
    await refuse(uses, origin, { name, why: asRefusal(error), tally })
  }
}

function asRefusal(error: unknown): RefusedFile {
  if (error instanceof RefusedFile) return error
  throw error
}
