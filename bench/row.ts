// What does one figure look like when it is kept? One line of JSON in bench/rows/<what>.jsonl; README.md says how to read it.
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../', import.meta.url))

export type Figures = Readonly<Record<string, number | string | boolean | null>>

export type Row = {
  /** What was measured, in words that stay the same from run to run. */
  readonly what: string
  readonly figures: Figures
  /** What the same machine did in the same run without the product; null where there is nothing to stand beside it. */
  readonly floor: Figures | null
  /** Ours divided by the floor's. */
  readonly ratio: number | null
  readonly goal: string
  /** Null: nothing was promised for this row. */
  readonly met: boolean | null
}

export type Machine = { readonly cpu: string; readonly cores: number; readonly memGiB: number; readonly node: string; readonly postgres: string | null }

export function machine(postgres: string | null): Machine {
  const [first] = cpus()
  return { cpu: first?.model ?? 'unknown', cores: cpus().length, memGiB: Math.round(totalmem() / 2 ** 30), node: process.version, postgres }
}

/** The commit measured; `+` when files differed from it, `none` before the first. */
function commit(): string {
  const head = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, encoding: 'utf8' })
  if (head.status !== 0) return 'none'
  const changed = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })
  return `${head.stdout.trim()}${changed.stdout.trim() === '' ? '' : '+'}`
}

/** Appends a row to bench/rows/<file>.jsonl and prints it in short. A trial run of a second or two is printed, never kept. */
export function keepRow(file: string, row: Row, about: { readonly postgres: string | null; readonly keep: boolean }): void {
  const line = { at: new Date().toISOString(), commit: commit(), machine: machine(about.postgres), ...row }
  if (about.keep) {
    const path = `${root}bench/rows/${file}.jsonl`
    mkdirSync(dirname(path), { recursive: true })
    appendFileSync(path, `${JSON.stringify(line)}\n`)
  }
  const verdict = row.met === null ? '' : row.met ? '  met' : '  MISSED'
  console.log(`${row.what}${verdict}\n  ${JSON.stringify(row.figures)}${row.floor === null ? '' : `\n  floor ${JSON.stringify(row.floor)}`}${row.ratio === null ? '' : `  ratio ${row.ratio}`}${row.goal === '' ? '' : `\n  goal: ${row.goal}`}`)
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits))

/** The value below which `share` of the sorted values lie; 0 of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
