// Does a print shop get each letter once, whatever stops the run, and no code but on paper?
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Identity } from '#identity'
import { Refusal } from '#kernel'
import { wordsOfPdf } from '../../../../tests/given/journey-door.ts'
import { asOwner } from '../../../../tests/given/database.ts'
import { type GivenDoor, givenDoor } from '../../../../tests/given/door.ts'
import { chart } from '../../../../tests/given/identity.ts'
import { mrnsOf, writeLetters } from './letters.ts'

let door: GivenDoor
const folder = mkdtempSync(join(tmpdir(), 'portico-letters-'))
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

const register = (mrn: string, change: object = {}) => door.composed.databases.operate.run(async (tx) => (await door.composed.patients.register(tx, { ...chart, mrn, ...change })).id)
const run = (mrns: readonly string[], file: string, change: { readonly identity?: Identity; readonly reason?: string; readonly printedOn?: string } = {}) => {
  const { house, databases } = door.composed
  return writeLetters({ identity: change.identity ?? house.identity, exporting: house.export, database: databases.operate, file: join(folder, file), order: { organization: 'lakeside', mrns, reason: change.reason ?? null, printedOn: change.printedOn ?? null } })
}
const ask = <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> => asOwner(door.owner, async (client) => (await client.query(sql, values)).rows as Row[])
const codesOn = (file: string): string[] => [...(wordsOfPdf(readFileSync(join(folder, file))) ?? '').matchAll(/\b([0-9A-HJKMNP-TV-Z]{4}) +([0-9A-HJKMNP-TV-Z]{4}) +([0-9A-HJKMNP-TV-Z]{4})\b/g)].map((match) => match.slice(1).join(''))
const hasReader = existsSync('/usr/bin/pdftotext')

/** A house whose power goes at a step. */
const cutAt = (line: number, finish = false): Identity => {
  const { identity } = door.composed.house
  const cut = () => Promise.reject(new Error('the power went'))
  return { ...identity, batches: { ...identity.batches, issue: (of, place) => (place.line === line ? cut() : identity.batches.issue(of, place)), ...(finish ? { finish: cut } : {}) } }
}

test('a list becomes one file, and the list beside it says who gets no letter and why, without any code', async () => {
  await Promise.all([register('B-1'), register('B-2', { name: 'Walter Brandt' }), register('B-dead', { deceasedOn: '2026-01-01' }), register('B-child', { birthDate: '2020-05-05' }), register('B-street', { address: null })])
  const made = await run(['B-1', 'B-dead', 'B-child', 'B-2', 'B-street', 'B-nobody', 'B -1', 'L-100'], 'one.pdf')
  assert.deepEqual([made.letters, made.refused, made.before], [2, 6, 0])
  const list = readFileSync(made.list, 'utf8').replace(/^\uFEFF/, '').trim().split('\r\n')
  assert.deepEqual(list.map((line) => line.split(',').slice(0, 2).join(',')), ['Sheet,Record number', '1,B-1', ',B-dead', ',B-child', '2,B-2', ',B-street', ',B-nobody', ',B -1', ',L-100'])
  for (const [at, why] of [[2, /died/], [3, /before the age of 13/], [5, /no postal address/], [6, /no such organization or record number/], [7, /stands in the list before/], [8, /has an account already/]] as const) assert.match(list[at] ?? '', why)
  assert.deepEqual([statSync(join(folder, 'one.pdf')).mode & 0o777, statSync(made.list).mode & 0o777], [0o600, 0o600])
  assert.deepEqual(await ask('select 1 from identity_batch_line where letter is not null'), [])
  if (!hasReader) return
  const [first = ''] = codesOn('one.pdf')
  assert.equal(codesOn('one.pdf').length, 2)
  assert.ok(!readFileSync(made.list, 'utf8').replace(/\W/g, '').includes(first))
  assert.equal((await door.composed.house.identity.begin({ code: first, square: null, birthDate: chart.birthDate, network: 'one' })).state, 'open')
})

test('killed in the middle, or after the file was written, the same list goes on: nothing is lost, no letter goes out twice', async () => {
  const mrns = ['K-1', 'K-2', 'K-3', 'K-4', 'K-5']
  for (const mrn of mrns) await register(mrn)
  await assert.rejects(run(mrns, 'killed.pdf', { identity: cutAt(2) }), /the power went/)
  assert.equal(existsSync(join(folder, 'killed.pdf')), false)
  await assert.rejects(run(mrns, 'killed.pdf', { identity: cutAt(-1, true) }), /the power went/)
  const between = hasReader ? codesOn('killed.pdf') : []
  const made = await run(mrns, 'killed.pdf')
  assert.deepEqual([made.letters, made.refused, made.before], [5, 0, 5])
  if (hasReader) assert.deepEqual(codesOn('killed.pdf'), between)
  const issued = await ask<{ count: number }>("select count(*)::int as count from identity_code c join patients_patient p on p.id = c.patient where p.mrn like 'K-%'")
  assert.deepEqual(issued, [{ count: 5 }])
  assert.deepEqual(await ask('select 1 from identity_batch where done_at is null and id in (select batch from identity_batch_line where mrn like $1)', ['K-%']), [])
})

test('two runs of one list at once issue each letter once', async () => {
  const mrns = ['P-1', 'P-2', 'P-3', 'P-4', 'P-5', 'P-6']
  for (const mrn of mrns) await register(mrn)
  await Promise.allSettled([run(mrns, 'twice.pdf'), run(mrns, 'twice.pdf')])
  await run(mrns, 'twice-again.pdf').catch((error: unknown) => assert.ok(error instanceof Refusal))
  assert.deepEqual(await ask("select count(*)::int as count, count(distinct patient)::int as charts from identity_code c join patients_patient p on p.id = c.patient where p.mrn like 'P-%'"), [{ count: 6, charts: 6 }])
})

test('the same list on the next day asks again, on the same day it needs a reason, and a file that is there is not written over', async () => {
  await register('A-1')
  await run(['A-1'], 'again.pdf')
  await assert.rejects(run(['A-1'], 'again.pdf'), /is there already/)
  const [soon] = [await run(['A-1', 'A-2'], 'again-2.pdf')]
  assert.equal(soon?.letters, 0)
  assert.match(readFileSync(soon?.list ?? '', 'utf8'), /a second one within a day needs a reason/)
  assert.equal((await run(['A-1'], 'again-3.pdf', { reason: 'the paper jammed' })).letters, 1)
  door.clock.advance({ days: 1, seconds: 1 })
  assert.equal((await run(['A-1'], 'again-4.pdf')).letters, 1)
})

test('the days of a code count from the day it is printed', async () => {
  await register('D-1')
  await assert.rejects(run(['D-1'], 'past.pdf', { printedOn: '2020-01-01' }), (error) => error instanceof Refusal && error.code === 'date-impossible')
  const day = new Date(door.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10)
  const made = await run(['D-1'], 'later.pdf', { printedOn: day })
  const last = new Date(Date.parse(day) + 20 * 86_400_000).toISOString().slice(0, 10)
  assert.match(readFileSync(made.list, 'utf8'), new RegExp(`1,D-1,${last},`))
})

test('a list may be lines or the first column of a spreadsheet', () => {
  const file = join(folder, 'list.csv')
  writeFileSync(file, '\uFEFF# of November\r\n"00123",Alvarez\r\n 00 456 ;x\n\n789\n"a""b",c')
  assert.deepEqual(mrnsOf(file), ['00123', '00 456', '789', 'a"b'])
})
