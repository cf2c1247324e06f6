// Somebody who knows all the facts guesses the six numbers, fifty at once: five are looked at, and steps cannot be skipped. R14, R15, R18, T9.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Refusal } from '#kernel'
import { givenCaller } from '../given/caller.ts'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'
import { type GivenDoor, givenDoor } from '../given/door.ts'
import { type GivenIdentity, type GivenSignUps, answers, givenIdentity, givenSignUps } from '../given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
let people: GivenSignUps
let door: GivenDoor
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
  people = givenSignUps(given, house)
  door = await givenDoor()
})
after(() => Promise.all([given.end(), door.end()]))

const attempt = (signUp: string, code: string, network: string) => house.identity.signUps.prove({ signUp, code, network }).then(() => 'in', (error: Refusal) => `${error.code}: ${error.because}`)
const other = (code: string, at: number): string => String((Number(code) + at + 1) % 1_000_000).padStart(6, '0')

test('of fifty parallel wrong codes exactly five are evaluated, and the right one comes too late', async () => {
  const person = await people.register({ mrn: 'G-1', birthDate: '1951-01-01' })
  const { signUp } = await people.ask(answers({ value: 'G-1', birthDate: '1951-01-01' }))
  const { code } = await people.texted(person.phone)
  const said = await Promise.all(Array.from({ length: 50 }, (_, at) => attempt(signUp, other(code, at), `network-${at}`)))
  assert.equal(said.filter((one) => one === 'code-no-match: numbers').length, 5)
  assert.equal(said.filter((one) => one === 'code-no-match: five tries').length, 45)
  assert.equal(await attempt(signUp, code, 'owner'), 'code-no-match: five tries')
  // The owner is not locked out by it: new answers bring a new code, and the desk has counters of its own.
  given.clock.advance({ seconds: 1 })
  await people.ask(answers({ value: 'G-1', birthDate: '1951-01-01' }), { signUp })
  assert.equal(await attempt(signUp, (await people.texted(person.phone)).code, 'owner'), 'in')
})

test('of fifty parallel right codes one wins', async () => {
  const person = await people.register({ mrn: 'G-2', birthDate: '1952-02-02' })
  const { signUp } = await people.ask(answers({ value: 'G-2', birthDate: '1952-02-02' }))
  const { code } = await people.texted(person.phone)
  const said = await Promise.all(Array.from({ length: 50 }, (_, at) => attempt(signUp, code, `race-${at}`)))
  assert.equal(said.filter((one) => one === 'in').length, 1)
})

test('where no code was sent no code is right, not one of a million', async () => {
  const { signUp } = await people.ask(answers({ given: 'Nemo', value: 'G-none', birthDate: '1953-03-03' }))
  const [row] = await people.look<{ code: Buffer; challenge: string }>("select challenge_code as code, challenge from identity_signup where visit = sha256(convert_to($1, 'utf8'))", [signUp])
  let hits = 0
  for (let guess = 0; guess < 1_000_000; guess += 1) if (given.keys.mac('code-index', 'sign-up', row?.challenge ?? '', String(guess).padStart(6, '0')).equals(row?.code ?? Buffer.alloc(0))) hits += 1
  assert.equal(hits, 0)
})

test('without answers every later page leads back to the questions, and without a proof no step of joining opens', async () => {
  const caller = givenCaller(door, '10.11.0.1')
  for (const page of ['check', 'help']) assert.equal((await caller.get(`/o/lakeside/create/${page}`)).headers.location, '/o/lakeside/create/you')
  await caller.get('/o/lakeside/create/you')
  assert.equal((await caller.post('/o/lakeside/create/check', { code: '123456' })).status, 403)
  assert.equal((await caller.post('/o/lakeside/create/letter', {})).status, 403)
  for (const path of [`/create/go/${'A'.repeat(22)}`, `/not-me/${'A'.repeat(22)}`]) {
    assert.equal((await caller.get(path)).status, 410, path)
    assert.equal((await caller.post(path, {}, { from: '/o/lakeside/create/you' })).status, 410, path)
  }
  for (const path of ['/join/email', '/join/password', '/join/app']) assert.equal((await caller.get(path)).headers.location, '/code', path)
  assert.equal((await caller.get('/o/nowhere/create')).status, 404)
  assert.equal((await caller.get('/o/nowhere/create/you')).status, 404)
})
