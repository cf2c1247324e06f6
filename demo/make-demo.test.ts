// Is the demo whole, the same on the same day, true to its stories, and never ahead of its own day?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeDemo } from './make-demo.ts'
import type { Demo, DemoBundle, DemoResource } from './shape.ts'

const usual = '2026-11-20'
const edges = [usual, '2026-04-12', '2026-04-13', '2026-04-14', '2027-01-01', '2028-02-29', '2028-03-01', '2026-05-01', '2026-08-18', '2026-10-05', '2026-10-06']

type Chart = { readonly person: string; readonly organization: string; readonly json: string; readonly bundle: DemoBundle }

const made = new Map<string, Demo>()
/** The demo of a day, made once for all tests that only read it. */
function demoOf(today: string): Demo {
  const demo = made.get(today) ?? makeDemo(today)
  made.set(today, demo)
  return demo
}

function chartsOf(demo: Demo): Chart[] {
  return demo.people.flatMap((person) => person.charts.flatMap((chart) => [chart, ...(chart.later === undefined ? [] : [{ ...chart.later, organization: chart.organization }])].map((part) => ({ person: person.key, organization: part.organization, json: part.json, bundle: part.bundle }))))
}

const resourcesOf = (charts: readonly Chart[], type: string): DemoResource[] => charts.flatMap((chart) => chart.bundle.entry.map((entry) => entry.resource).filter((resource) => resource.resourceType === type))
const rosa = (demo: Demo): Chart[] => chartsOf(demo).filter((chart) => chart.person === 'rosa')

/** Looks down a path of names and list positions; undefined where it ends early. */
function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined), value)
}

function everyString(value: unknown, see: (text: string, path: string) => void, path = ''): void {
  if (typeof value === 'string') see(value, path)
  else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) everyString(inner, see, `${path}.${name}`)
}

test('the same day gives the same bytes, another day gives others with the same ids', () => {
  const bytes = (today: string): string => JSON.stringify(makeDemo(today))
  assert.equal(bytes(usual), bytes(usual))
  assert.notEqual(bytes(usual), bytes('2026-11-21'))
  const ids = (today: string): string[] => chartsOf(makeDemo(today)).flatMap((chart) => chart.bundle.entry.map((entry) => entry.resource.id))
  assert.deepEqual(ids(usual), ids('2026-11-21'))
})

test('every reference is answered inside its own bundle, and every id is there once', () => {
  for (const chart of edges.flatMap((today) => chartsOf(demoOf(today)))) {
    const urls = chart.bundle.entry.map((entry) => entry.fullUrl)
    assert.equal(new Set(urls).size, urls.length, chart.person)
    for (const entry of chart.bundle.entry) {
      assert.equal(entry.fullUrl, `urn:uuid:${entry.resource.id}`)
      everyString(entry.resource, (text, path) => {
        if (path.endsWith('.reference')) assert.ok(urls.includes(text), `${chart.person} ${entry.resource.resourceType}${path}`)
      })
    }
  }
})

test('nothing that has happened is told as of today or later', () => {
  const happened = new Set(['Encounter', 'Observation', 'DiagnosticReport', 'DocumentReference', 'ImagingStudy', 'Immunization', 'MedicationRequest', 'AllergyIntolerance'])
  for (const today of edges) {
    for (const chart of chartsOf(demoOf(today))) {
      for (const { resource } of chart.bundle.entry.filter((entry) => happened.has(entry.resource.resourceType))) {
        everyString(resource, (text, path) => {
          if (/^\d{4}-\d{2}-\d{2}/.test(text) && !path.includes('validityPeriod')) assert.ok(text.slice(0, 10) < today, `${today} ${chart.person} ${resource.resourceType}${path} ${text}`)
        })
      }
    }
  }
})

test('results are finished after they were taken, and nobody was treated before birth', () => {
  for (const today of edges) {
    for (const person of demoOf(today).people) {
      for (const chart of person.charts) {
        for (const { resource } of chart.bundle.entry) {
          const taken = at(resource, 'effectiveDateTime') ?? at(resource, 'period', 'start') ?? at(resource, 'occurrenceDateTime')
          const issued = at(resource, 'issued') ?? at(resource, 'period', 'end')
          if (typeof taken === 'string') assert.ok(taken.slice(0, 10) >= person.birthDate.slice(0, Math.min(10, taken.length)), `${person.key} ${taken}`)
          if (typeof taken === 'string' && typeof issued === 'string') assert.ok(Date.parse(issued) >= Date.parse(taken), `${today} ${person.key} ${resource.resourceType} ${taken} ${issued}`)
        }
      }
    }
  }
})

test('the cholesterol test lies on the last April 12, with its visit, summary and comment', () => {
  for (const today of edges) {
    const demo = demoOf(today)
    const anchor = today.slice(5) > '04-12' ? `${today.slice(0, 4)}-04-12` : `${Number(today.slice(0, 4)) - 1}-04-12`
    const charts = rosa(demo)
    const lipids = resourcesOf(charts, 'DiagnosticReport').filter((report) => at(report, 'code', 'coding', 0, 'code') === '57698-3')
    assert.equal(lipids.length, 5, today)
    const report = lipids.find((one) => at(one, 'effectiveDateTime') === `${anchor}T08:05:00-04:00`)
    assert.ok(report !== undefined, today)
    const encounter = at(report, 'encounter', 'reference')
    const sameVisit = resourcesOf(charts, 'DocumentReference').filter((document) => at(document, 'context', 'encounter', 0, 'reference') === encounter)
    assert.deepEqual(sameVisit.map((document) => String(at(document, 'description'))).sort(), ['After Visit Summary', 'Visit note'])
    assert.equal(at(report, 'note', 0, 'authorString'), 'Dr. Maya Chen')
    assert.ok(String(at(report, 'note', 0, 'time')) > String(at(report, 'effectiveDateTime')))
  }
})

test('Rosa has 64 results since March 2011, one more that waits, 31 visits, 58 readable notes, 7 imaging reports', () => {
  const charts = rosa(demoOf(usual))
  const reports = resourcesOf(charts, 'DiagnosticReport')
  const labs = reports.filter((report) => JSON.stringify(report['category']).includes('"LAB"'))
  const pictures = reports.filter((report) => JSON.stringify(report['category']).includes('"RAD"'))
  assert.equal(labs.filter((report) => report['status'] === 'final').length, 65)
  assert.equal(
    labs
      .map((report) => String(report['effectiveDateTime']))
      .sort()[0]
      ?.slice(0, 7),
    '2011-03',
  )
  assert.deepEqual([pictures.filter((report) => report['status'] === 'final').length, pictures.filter((report) => report['status'] === 'preliminary').length], [7, 1])
  const visits = new Set(resourcesOf(charts, 'Encounter').map((visit) => visit.id))
  assert.equal(visits.size, 31)
  const notes = resourcesOf(charts, 'DocumentReference').filter((document) => JSON.stringify(document['category']).includes('clinical-note'))
  assert.equal(notes.filter((document) => document['docStatus'] === 'final').length, 58)
  assert.equal(notes.filter((document) => document['docStatus'] === 'preliminary').length, 1)
  assert.deepEqual(
    ['Immunization', 'Condition', 'AllergyIntolerance'].map((type) => resourcesOf(charts, type).length),
    [22, 3, 1],
  )
  assert.equal(resourcesOf(charts, 'MedicationRequest').filter((medicine) => medicine['status'] === 'active').length, 4)
  const doctors = new Set(resourcesOf(charts, 'Encounter').map((visit) => at(visit, 'participant', 0, 'individual', 'display')))
  assert.equal(doctors.size, 9)
})

test('what the wish makes wait comes in the second delivery only', () => {
  const person = demoOf(usual).people.find((one) => one.letter === true)
  const [chart] = person?.charts ?? []
  const held = person?.wish?.records ?? []
  assert.equal(held.length, 1)
  const ids = (bundle: DemoBundle | undefined): string[] => bundle?.entry.map((entry) => entry.resource.id) ?? []
  for (const id of held) {
    assert.ok(!ids(chart?.bundle).includes(id))
    assert.ok(ids(chart?.later?.bundle).includes(id))
  }
  assert.deepEqual(
    chart?.later?.bundle.entry.filter((entry) => entry.resource.resourceType === 'DiagnosticReport').map((entry) => entry.resource.id),
    held,
  )
})

test('decimals keep their zeros and comparators stay', () => {
  const text = chartsOf(demoOf(usual))
    .map((chart) => chart.json)
    .join('')
  for (const part of ['"value":2.00,', '"value":0.80,', '"value":1000,"comparator":">"', '"value":5,"comparator":"<"']) assert.ok(text.includes(part), part)
  assert.ok(!text.includes('\uE000'))
})

test('flags agree with the range that stands beside them', () => {
  const observations = resourcesOf(chartsOf(demoOf(usual)), 'Observation').filter((one) => at(one, 'referenceRange', 0) !== undefined && at(one, 'valueQuantity') !== undefined)
  assert.ok(observations.length > 1000)
  for (const one of observations) {
    const value = Number(at(one, 'valueQuantity', 'value'))
    const low = at(one, 'referenceRange', 0, 'low', 'value')
    const high = at(one, 'referenceRange', 0, 'high', 'value')
    const flag = String(at(one, 'interpretation', 0, 'coding', 0, 'code'))
    const expected = typeof low === 'number' && value < low ? /^LL?$/ : typeof high === 'number' && (low === undefined ? value >= high : value > high) && at(one, 'valueQuantity', 'comparator') !== '<' ? /^HH?$/ : /^N$/
    assert.match(flag, expected, JSON.stringify(one))
  }
})

test('every odd thing a source sends is somewhere', () => {
  const demo = demoOf(usual)
  const charts = chartsOf(demo)
  const reports = resourcesOf(charts, 'DiagnosticReport')
  for (const status of ['final', 'preliminary', 'registered', 'corrected', 'cancelled', 'entered-in-error'])
    assert.ok(
      reports.some((report) => report['status'] === status),
      status,
    )
  const text = charts.map((chart) => chart.json).join('')
  for (const part of ['"code":"HH"', '"code":"GDIS"', '"code":"SEX"', '"code":"PSY"', '"code":"ETH"', '"occurrenceDateTime":"1985"', '"status":"not-done"', '"status":"on-hold"', '"status":"noshow"', '"code":"716186003"', '"code":"MB"', '"code":"survey"', '"deceasedDateTime"']) assert.ok(text.includes(part), part)
  assert.ok(reports.some((report) => report['encounter'] === undefined))
  assert.ok(reports.some((report) => report['effectiveDateTime'] === undefined && report['issued'] === undefined))
  assert.ok(resourcesOf(charts, 'DocumentReference').some((document) => document['date'] === undefined))
  const clinical = (key: string): number =>
    charts
      .filter((chart) => chart.person === key)
      .flatMap((chart) => chart.bundle.entry)
      .filter((entry) => ['Observation', 'DiagnosticReport', 'Encounter', 'DocumentReference', 'MedicationRequest'].includes(entry.resource.resourceType)).length
  assert.equal(clinical('noor'), 0)
  assert.equal(clinical('ben'), 0)
  assert.ok(clinical('walter') > 600)
})

test("Ana's private visits are labelled on every record that came of them", () => {
  const charts = chartsOf(demoOf(usual)).filter((chart) => chart.person === 'ana')
  const labelled = (resource: DemoResource): boolean => JSON.stringify(at(resource, 'meta', 'security') ?? []).includes('"R"')
  const visits = resourcesOf(charts, 'Encounter')
    .filter(labelled)
    .map((visit) => `urn:uuid:${visit.id}`)
  assert.equal(visits.length, 3)
  const came = charts.flatMap((chart) => chart.bundle.entry.map((entry) => entry.resource)).filter((resource) => visits.some((visit) => JSON.stringify(resource).includes(`"reference":"${visit}"`)))
  assert.ok(came.length >= 8)
  assert.deepEqual(
    came.filter((resource) => !labelled(resource)).map((resource) => resource.resourceType),
    [],
  )
})

test('people, record numbers, sign-ins and links fit together', () => {
  const { people, organizations } = demoOf(usual)
  assert.equal(people.length, 13)
  assert.deepEqual(
    organizations.map((one) => one.policy.organization),
    ['lakeside', 'northshore'],
  )
  const numbers = people.flatMap((person) => person.charts.map((chart) => `${chart.organization} ${chart.mrn}`))
  assert.equal(new Set(numbers).size, numbers.length)
  for (const number of numbers) assert.match(number, / \d{8}$/)
  assert.equal(people.filter((person) => person.letter === true && person.account === undefined).length, 1)
  const accounts = people.flatMap((person) => (person.account === undefined ? [] : [person.account]))
  assert.equal(accounts.length, 4)
  for (const account of accounts) assert.match(account.totpSecret, /^[A-Z2-7]{32}$/)
  assert.equal(new Set(accounts.map((account) => account.totpSecret)).size, 4)
  for (const link of people.flatMap((person) => person.links))
    assert.ok(
      people.some((person) => person.key === link.to),
      link.to,
    )
})

test('a day that is no day is refused', () => {
  assert.throws(() => makeDemo('April 12'), RangeError)
})
