// What do packages look like that tests write themselves?
import { crc32, deflateRawSync } from 'node:zlib'

/** `mode`: of Unix; `flags`, `size`: as the directory claims them; `stored`: without compression. */
export type ZipEntry = { readonly name: string; readonly bytes: Buffer; readonly mode?: number; readonly flags?: number; readonly size?: number; readonly stored?: boolean }

/** A ZIP package, byte by byte: also of what no packer would write. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const { name, bytes, mode = 0o100644, flags = 0, size = bytes.length, stored = false } of entries) {
    const packed = stored ? bytes : deflateRawSync(bytes)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(stored ? 0 : 8, 8)
    local.writeUInt16LE(name.length, 26)
    const listed = Buffer.alloc(46)
    listed.writeUInt32LE(0x02014b50, 0)
    listed.writeUInt16LE(flags, 8)
    listed.writeUInt16LE(stored ? 0 : 8, 10)
    listed.writeUInt32LE(crc32(bytes), 16)
    listed.writeUInt32LE(packed.length, 20)
    listed.writeUInt32LE(size, 24)
    listed.writeUInt16LE(name.length, 28)
    listed.writeUInt32LE((mode << 16) >>> 0, 38)
    listed.writeUInt32LE(offset, 42)
    const file = Buffer.concat([local, Buffer.from(name), packed])
    files.push(file)
    list.push(Buffer.concat([listed, Buffer.from(name)]))
    offset += file.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, directory, end])
}
