// What are the bytes of a file? Read and unpacked within the limits; nothing larger than a limit is ever in memory.
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { limits } from '../limits.ts'
import { RefusedFile } from '../refused-file.ts'

const unpackBytes = promisify(gunzip)

async function readLimited(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new RefusedFile(error.code === 'ENOENT' ? 'not-found' : 'not-a-file')
  })
  try {
    const found = await file.stat()
    if (!found.isFile()) throw new RefusedFile('not-a-file')
    if (found.size > limits.fileBytes) throw new RefusedFile('too-large')
    const bytes = Buffer.allocUnsafe(found.size)
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return bytes.subarray(0, at)
  } finally {
    await file.close()
  }
}

const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** What gzip-packed bytes hold. Throws RefusedFile. */
export async function unpack(packed: Buffer): Promise<Buffer> {
  const byRatio = Math.max(packed.length * limits.packing, limits.packingFloor)
  // zlib stops at the cap: a bomb costs at most the cap, never what it claims.
  const cap = Math.min(byRatio, limits.fileBytes)
  const bytes = await unpackBytes(packed, { maxOutputLength: cap }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_BUFFER_TOO_LARGE') throw new RefusedFile('not-packed')
    throw new RefusedFile(byRatio < limits.fileBytes ? 'unpacks-too-much' : 'unpacked-too-large')
  })
  if (isPacked(bytes)) throw new RefusedFile('packed-twice')
  return bytes
}

/** The JSON bytes of a plain or gzip-packed file. Throws RefusedFile. */
export async function readFileBytes(path: string): Promise<Buffer> {
  const bytes = await readLimited(path)
  if (isPacked(bytes)) return unpack(bytes)
  if (path.endsWith('.gz')) throw new RefusedFile(bytes.length === 0 ? 'empty' : 'not-packed')
  return bytes
}
