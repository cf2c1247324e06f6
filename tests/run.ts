// What does `npm test` run? Types, lint, rooms, tidy, words, units, rooms on a real database, journeys in a real browser.
// `node tests/run.ts database` runs only what needs the database; `matrix` the journeys in every width, theme and mode.
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { testCluster } from './given/database.ts'

const everything = ['contract/**/*.test.{ts,tsx}', 'words/**/*.test.ts', 'server/**/*.test.{ts,tsx}', 'web/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', 'tests/**/*.test.{ts,tsx}']
const sets: Readonly<Record<string, readonly string[]>> = {
  all: everything,
  database: ['server/**/*.test.ts', 'tests/given/*.test.ts', 'tests/decision/*.test.ts', 'tests/attacks/*.test.ts', 'tests/standards/*.test.ts'],
  matrix: ['tests/journeys/*.test.ts'],
}

const chosen = process.argv[2] ?? 'all'
const patterns = sets[chosen] ?? [chosen]
const files = [...new Set(patterns.flatMap((pattern) => globSync(pattern)))].filter((file) => !file.includes('node_modules')).sort()

const count = { passed: 0, failed: 0, skipped: 0 }
// An own cluster for each run: two runs at once never stop each other's.
const folder = mkdtempSync(join(tmpdir(), 'pt-'))
process.env.TEST_CLUSTER ??= join(folder, 'postgres')
const cluster = await testCluster()
// A process for each file, two at a time: hooks and pools of one file never touch another (decision 0004).
const stream = run({ files, concurrency: 2, execArgv: ['--import', './server/tsx.ts'] })
stream.on('test:pass', (event) => {
  if (event.details.type === 'suite' || files.some((file) => event.name.endsWith(file))) return
  if (event.skip !== undefined && event.skip !== false) count.skipped += 1
  else count.passed += 1
})
stream.on('test:fail', (event) => {
  if (event.details.type !== 'suite') count.failed += 1
})
const report = stream.compose(spec())
report.pipe(process.stdout, { end: false })
await new Promise<void>((done) => void report.on('end', () => done()))
await cluster.stop()
rmSync(folder, { recursive: true, force: true })
const failed = count.failed > 0 || count.passed === 0
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exit(failed ? 1 : 0)
