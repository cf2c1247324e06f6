// How are figures taken? `npm run bench -- pages|pdf|weight|start|import|matching|ccda|timing|find|sign-ins|feeds|lines|importing`: each in a process of its own, one after the other.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { root } from './row.ts'

const known = ['pages', 'pdf', 'weight', 'start', 'import', 'matching', 'ccda', 'timing', 'find', 'sign-ins', 'feeds', 'lines', 'importing'] as const

const [what = '', ...rest] = process.argv.slice(2)
const path = [`bench/${what}.ts`, `bench/records/${what}.ts`].find((one) => existsSync(root + one))
if (!known.some((one) => one === what) || path === undefined) {
  console.error(`Usage: npm run bench -- ${known.join('|')} [--short]\n  --short  one quick look (a second each); printed, not kept`)
  process.exit(2)
}
const ran = spawnSync(process.execPath, ['--import', './server/tsx.ts', path, ...rest], { cwd: root, stdio: 'inherit' })
process.exit(ran.status ?? 1)
