// Does a line of a list say each thing once, in words that read well?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RecordCard } from '../../../contract/record-card.ts'
import { kindNumber } from '../../../contract/record-kinds.ts'
import type { Places } from './places.ts'
import { listRow } from './rows.ts'
import type { LedgerRow } from './statements.ts'

const places = { zoneOf: () => 'America/New_York', organizationOf: () => ({ name: 'My Clinic' }) } as unknown as Places
const now = new Date('2026-11-20T14:00:00Z')

function rowOf(kind: Parameters<typeof kindNumber>[0], card: Partial<RecordCard> & { readonly name: string }) {
  return listRow({ kind: kindNumber(kind), card, record: 'r', patient: 'p', visit: null, receivedAt: '', filed: '' } as unknown as LedgerRow, places, now)
}

test('who is in the title is not said again after it', () => {
  const visit = rowOf('visit', { name: 'Office visit', who: 'Dr. Maya Chen', organization: 'Lakeside Health' })
  assert.equal(visit.title, 'Visit with Dr. Maya Chen')
  assert.equal(visit.by, 'Lakeside Health')
  assert.equal(rowOf('medicine', { name: 'Atorvastatin', who: 'Dr. Maya Chen', organization: 'Lakeside Health' }).by, 'Dr. Maya Chen, Lakeside Health')
})

test('a place in capitals reads as a name', () => {
  assert.equal(rowOf('condition', { name: 'Anemia (disorder)', organization: 'PRESENCE SAINT JOSEPH HOSPITAL - ELGIN' }).by, 'Presence Saint Joseph Hospital - Elgin')
})
