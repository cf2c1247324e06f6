// P9, R35: six people with disagreeing names, dates and contacts at two organizations, one with a twin: does each come out as the files' own truth says?
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openDirectory } from '#directory'
import { matchIdentity } from '#identity'
import { openPatients } from '#patients'
import type { Claim, IdentityMatch, Proof } from '../../contract/identity.ts'
import { type GivenImport, givenImport, outside, skipWithout } from '../standards/fhir-import-given.ts'

type Facts = { readonly mrn: string; readonly family: string; readonly given: string | readonly string[]; readonly birthDate: string; readonly phone?: string; readonly email?: string }
type Truth = { readonly case: string; readonly person: { readonly riverside: Facts; readonly lakeside: Facts }; readonly linking: string; readonly twin?: Facts }
type Place = 'riverside' | 'lakeside'

const folder = join(outside, 'multi-org')
const truths = globSync(join(folder, '*', 'truth.json')).sort().map((path) => ({ folder: dirname(path), truth: JSON.parse(readFileSync(path, 'utf8')) as Truth }))

describe('six people at two organizations', { skip: skipWithout('multi-org') }, () => {
  let given: GivenImport
  const patients = () => openPatients({ keys: given.database.keys })
  before(async () => {
    given = await givenImport()
    await given.database.operate.run((tx) => openDirectory().put(tx, { id: 'riverside', name: 'Riverside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/Chicago', language: 'en' }))
    for (const { folder: at, truth } of truths) {
      for (const place of ['riverside', 'lakeside'] as const) {
        const report = await given.inbound.importPaths([join(at, `${place}.json.gz`)], { organization: place })
        assert.deepEqual(report.files.filter((file) => file.refused !== null), [], basename(at))
      }
      // The twin comes by the other feed; what registration would know of him is in the truth.
      const { twin } = truth
      const his = truth.person.riverside
      if (twin !== undefined) await given.database.feed.run((tx) => patients().register(tx, { organization: 'riverside', mrn: twin.mrn, name: `${String(twin.given)} ${twin.family}`, family: twin.family, given: String(twin.given), birthDate: twin.birthDate, deceasedOn: null, sex: null, phone: his.phone ?? null, email: null, address: null, language: null }))
    }
  })
  after(() => given.end())

  /** What a person says at `at`, with one proof. */
  const says = (facts: Facts, proof: Proof): Claim => ({ given: typeof facts.given === 'string' ? facts.given : facts.given.join(' '), family: facts.family, suffix: null, birthDate: facts.birthDate, proofs: [proof] })
  const ask = async (at: Place, claim: Claim): Promise<IdentityMatch> => matchIdentity(claim, await given.database.web.run((tx) => patients().candidates(tx, at, claim)), { leadingZeros: 'significant' })
  const chartOf = async (at: Place, mrn: string): Promise<string> => (await given.database.operate.run((tx) => patients().byMrn(tx, at, mrn)))?.id ?? ''
  const proofs = (facts: Facts): Proof[] => [...(facts.phone === undefined ? [] : [{ kind: 'phone', value: facts.phone } as const]), ...(facts.email === undefined ? [] : [{ kind: 'email', value: facts.email } as const])]
  const of = (name: string): Truth => {
    const found = truths.find((one) => one.truth.case === name)
    assert.ok(found, `no case ${name}`)
    return found.truth
  }
  const near = (found: IdentityMatch): readonly string[] => (found.outcome === 'matched' ? [found.patient] : found.outcome === 'ambiguous' ? found.patients : found.close)

  test('all are here, and each is matched by the facts of their own chart', async () => {
    assert.equal(truths.length, 6)
    for (const { truth } of truths) {
      for (const at of ['riverside', 'lakeside'] as const) {
        const facts = truth.person[at]
        for (const proof of [...proofs(facts), { kind: 'mrn', value: facts.mrn } as const]) {
          const found = await ask(at, says(facts, proof))
          assert.deepEqual([found.outcome, near(found)], ['matched', [await chartOf(at, facts.mrn)]], `${truth.case} at ${at} by ${proof.kind}`)
        }
      }
    }
  })

  for (const name of ['same-details', 'letters-lost']) {
    test(`${name}: the facts of one organization match at the other, both ways`, async () => {
      const { person } = of(name)
      for (const [facts, at] of [[person.riverside, 'lakeside'], [person.lakeside, 'riverside']] as const) {
        for (const proof of [...proofs(facts), { kind: 'mrn', value: person[at].mrn } as const]) {
          const found = await ask(at, says(facts, proof))
          assert.deepEqual([found.outcome, near(found)], ['matched', [await chartOf(at, person[at].mrn)]], `${at} by ${proof.kind}`)
        }
      }
    })
  }

  for (const name of ['maiden-name', 'birth-date-typo']) {
    test(`${name}: no proof makes it a match, and the desk sees the chart`, async () => {
      const { person } = of(name)
      for (const proof of [...proofs(person.riverside), { kind: 'mrn', value: person.lakeside.mrn } as const]) {
        const found = await ask('lakeside', says(person.riverside, proof))
        assert.notEqual(found.outcome, 'matched', proof.kind)
        assert.deepEqual(near(found), [await chartOf('lakeside', person.lakeside.mrn)], proof.kind)
      }
    })
  }

  test('nickname-old-phone: the phone of today does not match; the record number does', async () => {
    const { person } = of('nickname-old-phone')
    for (const proof of proofs(person.riverside)) assert.equal((await ask('lakeside', says(person.riverside, proof))).outcome, 'unmatched')
    const found = await ask('lakeside', says(person.riverside, { kind: 'mrn', value: person.lakeside.mrn }))
    assert.deepEqual([found.outcome, near(found)], ['matched', [await chartOf('lakeside', person.lakeside.mrn)]])
  })

  test('the twin is never matched to the chart of the other, by phone, mail or number, there or alone', async () => {
    const { person, twin } = of('twin')
    assert.ok(twin)
    for (const at of ['riverside', 'lakeside'] as const) {
      for (const proof of [...proofs(person[at]), { kind: 'mrn', value: person[at].mrn } as const]) {
        const found = await ask(at, says(twin, proof))
        if (found.outcome === 'matched') assert.equal(found.patient, await chartOf('riverside', twin.mrn), `${at} by ${proof.kind}`)
      }
    }
    const own = await ask('riverside', says(twin, { kind: 'mrn', value: twin.mrn }))
    assert.deepEqual([own.outcome, near(own)[0]], ['matched', await chartOf('riverside', twin.mrn)])
    for (const proof of proofs(person.riverside)) assert.deepEqual(near(await ask('riverside', says(person.riverside, proof))), [await chartOf('riverside', person.riverside.mrn)])
  })
})
