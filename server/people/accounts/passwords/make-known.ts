// How was known-passwords.bloom made? From the word lists named on the command line, one password a line, most common first:
//   node server/people/accounts/passwords/make-known.ts LIST...
// Lists and their licences: known-passwords.md. Entries are folded as the check folds them (NFKC, small letters).
import { readFileSync, writeFileSync } from 'node:fs'
import { knownFile, probes } from './known.ts'

/** One wrong answer in about a million: 29 bits an entry, 20 probes. */
const bitsPerEntry = 29
const howMany = 20

function entriesOf(files: readonly string[]): Set<string> {
  const entries = new Set<string>()
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
      const word = line.normalize('NFKC').trim().toLowerCase()
      if (word !== '' && !word.startsWith('#!comment')) entries.add(word)
    }
  }
  return entries
}

const entries = entriesOf(process.argv.slice(2))
const bits = entries.size * bitsPerEntry
const filter = Buffer.alloc(Math.ceil(bits / 8))
for (const entry of entries) {
  for (const bit of probes(entry, bits, howMany)) filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7))
}
const header = Buffer.alloc(knownFile.headerBytes)
header.write(knownFile.magic, 0, 'latin1')
header.writeUInt32BE(entries.size, 4)
header.writeUInt32BE(bits, 8)
header.writeUInt8(howMany, 12)
writeFileSync(new URL('known-passwords.bloom', import.meta.url), Buffer.concat([header, filter]))
process.stdout.write(`${entries.size} passwords, ${filter.length} bytes\n`)
