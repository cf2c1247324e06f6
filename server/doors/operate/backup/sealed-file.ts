// How does a backup lie on a disk that may be stolen (T25)? One readable line, then pieces of 1 MiB under AES-256-GCM.
// Each piece is sealed with its number and whether it is the last (the STREAM construction), under a key made for this one file
// from its first line: no byte can be changed, moved, left out or added without the reader noticing.
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { type Keys, newSecret } from '#kernel'
import { BackupRefused } from './refused.ts'

const firstWord = 'portico-backup '
const longestHeader = 1000
const pieceBytes = 1024 * 1024
const tagBytes = 16

/** The readable line. It says nothing about anybody: which form, when, which schema, which key. */
export type Header = {
  readonly format: 1
  /** ISO 8601, UTC. */
  readonly madeAt: string
  /** Names and hashes of the migrations, hashed. */
  readonly schema: string
  /** 256 random bits: two backups never share a key, so a piece's number can be its nonce. */
  readonly salt: string
  /** Tells one master key from another, and nothing about either. */
  readonly key: string
}

const whichKey = (keys: Keys): string => keys.mac('backup', 'which-key').subarray(0, 8).toString('hex')
const fileKey = (keys: Keys, line: string): Buffer => keys.mac('backup', 'file', line)

/** The first line of a new backup, and the key for what follows it. */
export function newHeader(keys: Keys, about: { readonly madeAt: string; readonly schema: string }): { readonly line: string; readonly key: Buffer } {
  const header: Header = { format: 1, ...about, salt: newSecret(), key: whichKey(keys) }
  const line = `${firstWord}${JSON.stringify(header)}\n`
  return { line, key: fileKey(keys, line) }
}

/** Blocks of `size` bytes, the last one shorter or full; the bytes are good until the next one is asked for. */
async function* blocks(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ readonly bytes: Buffer; readonly last: boolean }> {
  const held = Buffer.allocUnsafe(size)
  let filled = 0
  for await (const piece of source) {
    let at = 0
    while (at < piece.length) {
      if (filled === size) {
        yield { bytes: held, last: false }
        filled = 0
      }
      const taken = piece.copy(held, filled, at)
      filled += taken
      at += taken
    }
  }
  yield { bytes: held.subarray(0, filled), last: true }
}

/** 96 bits: the last piece's mark, then the piece's number. Never twice under one key. */
function nonce(number: bigint, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(last ? 1 : 0, 0)
  bytes.writeBigUInt64BE(number, 4)
  return bytes
}

/** Seals what comes, piece by piece; what goes out is as long as what came, and 16 bytes for each piece. */
export async function* sealed(key: Buffer, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let number = 0n
  for await (const { bytes, last } of blocks(plain, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last))
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    number += 1n
  }
}

/** What was sealed, piece by piece; refuses at the first piece that is not as it was written. */
async function* unsealed(key: Buffer, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let number = 0n
  for await (const { bytes, last } of blocks(source, pieceBytes + tagBytes)) {
    yield unsealPiece(bytes, key, { number, last })
    number += 1n
  }
}

function unsealPiece(bytes: Buffer, key: Buffer, { number, last }: { readonly number: bigint; readonly last: boolean }): Buffer {
  const damaged = () => new BackupRefused(`the backup is damaged or not whole: piece ${number + 1n} is not as it was written`)
  if (bytes.length < tagBytes) throw damaged()
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last), { authTagLength: tagBytes })
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - tagBytes)), decipher.final()])
  } catch {
    throw damaged()
  }
}

export type OpenedFile = { readonly header: Header; /** Reads the file from its beginning, each time it is called. */ pieces(): AsyncGenerator<Buffer> }

/** Reads the first line. Refuses a file that is no backup, another form of it, and one made under another key. */
export async function openSealedFile(file: string, keys: Keys): Promise<OpenedFile> {
  const line = await firstLine(file)
  const header = readHeader(line)
  if (header.key !== whichKey(keys)) throw new BackupRefused('the backup was made under another key: give the key file of the installation that made it (PORTICO_KEY_FILE)')
  return { header, pieces: () => unsealed(fileKey(keys, line), createReadStream(file, { start: Buffer.byteLength(line), highWaterMark: 256 * 1024 })) }
}

async function firstLine(file: string): Promise<string> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new BackupRefused(`${file} cannot be read: ${error.code ?? error.message}`)
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHeader), 0, longestHeader, 0)
    const end = buffer.subarray(0, bytesRead).indexOf('\n')
    const line = buffer.subarray(0, end + 1)
    // A damaged byte may be no text at all: the line must come back as the same bytes.
    if (end < 0 || !line.toString('utf8').startsWith(firstWord) || !Buffer.from(line.toString('utf8')).equals(line)) throw new BackupRefused(`${file} is not a backup of Portico, or its first line is damaged`)
    return line.toString('utf8')
  } finally {
    await handle.close()
  }
}

function readHeader(line: string): Header {
  let header: Header | null
  try {
    header = JSON.parse(line.slice(firstWord.length)) as Header | null
  } catch {
    throw new BackupRefused('the first line of the backup is damaged')
  }
  if (header?.format !== 1) throw new BackupRefused('the backup has a form that this Portico does not read')
  return header
}
