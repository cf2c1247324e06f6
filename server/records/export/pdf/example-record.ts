// Which record do the tests of the PDF print? Written for them, with every section a record can have.
import type { PresentedRecord, PresentedValue } from '../../../../contract/presented-record.ts'

export function exampleValue(change: Partial<PresentedValue> = {}): PresentedValue {
  return {
    name: 'LDL (“bad”) cholesterol',
    alias: 'LDL cholesterol, calculated',
    code: '13457-7',
    value: '142',
    unit: 'mg/dL',
    rangeText: 'under 100',
    standing: 'outside',
    standingText: 'Above standard range',
    sentence: 'The range is under 100. Down 7 since October 2025.',
    line: { value: 142, high: 100, previous: 149, preliminary: false },
    notes: [],
    parts: [],
    ...change,
  }
}

const whence: Pick<PresentedRecord, 'provenance' | 'trace' | 'history'> = {
  provenance: [{ label: 'Received', value: 'April 13, 2026, 6:41 am' }],
  trace: [{ label: 'Reference', value: '7F3A-22C1' }],
  history: [{ when: 'Apr 13, 6:41 am', what: 'Corrected', changes: [{ what: 'LDL', before: '204 mg/dL', after: '142 mg/dL' }] }, { when: 'Apr 12, 8:05 am', what: 'First sent', changes: [] }],
}

export function exampleRecord(change: Partial<PresentedRecord> = {}): PresentedRecord {
  return {
    id: 'example',
    kind: 'lab-result',
    title: 'Cholesterol test',
    subtitle: 'Lipid panel',
    when: 'April 12, 2026, 8:05 am',
    date: '2026-04-12T08:05:00-04:00',
    who: 'Ordered by Dr. Maya Chen',
    identity: {
      name: 'Rosa Alvarez',
      birthDate: 'February 3, 1984',
      mrn: '00418822',
      organization: 'Lakeside Health',
      organizationPhone: '555-0142',
      organizationAddress: '400 Harbor Street, Harbor City, ME 04101',
    },
    notice: 'Not final yet. Numbers may change.',
    summary: '2 of 4 numbers are outside the lab’s standard range.',
    sections: [
      { type: 'quote', heading: 'Dr. Chen wrote on April 14', who: 'Dr. Maya Chen', when: 'April 14, 2026', text: 'Your LDL keeps going down. Stay on the same dose.' },
      {
        type: 'values',
        heading: 'Your numbers',
        values: [
          exampleValue(),
          exampleValue({ name: 'HDL (“good”) cholesterol', value: '51', rangeText: '50 or more', standing: 'in-range', standingText: 'In standard range', sentence: 'Up 2 since October 2025.', line: { value: 51, low: 50, preliminary: true }, notes: ['The lab repeated this test.'], status: 'Not final' }),
          { name: 'Ferritin', value: '<5', unit: 'ng/mL', standing: 'no-range', standingText: 'This lab gave no range', sentence: '', notes: [], parts: [] },
          {
            name: 'Blood pressure',
            value: '',
            standing: 'text',
            standingText: '',
            sentence: '',
            notes: [],
            parts: [
              { name: 'Upper number', value: '118', unit: 'mmHg', standing: 'in-range', standingText: 'In standard range', sentence: '', notes: [], parts: [] },
              { name: 'Lower number', value: '76', unit: 'mmHg', standing: 'critical', standingText: 'Far above standard range', sentence: '', notes: [], parts: [] },
            ],
          },
        ],
      },
      { type: 'facts', heading: 'The sample', facts: [{ label: 'Kind', value: 'Blood' }] },
      {
        type: 'text',
        heading: 'Report',
        blocks: [
          { as: 'heading', text: 'What they saw' },
          { as: 'paragraph', text: 'The joint space is kept.\nNo break.' },
          { as: 'item', text: 'Small spur' },
        ],
      },
      { type: 'table', heading: 'Bacteria', columns: ['Medicine', 'Answer'], rows: [['Amoxicillin', 'Resistant'], ['Nitrofurantoin']] },
    ],
    about: [{ label: 'Lab', value: 'Lakeside Regional Lab' }],
    ...whence,
    attachments: [{ title: 'Original report', contentType: 'application/pdf', index: 0, available: true }],
    ...change,
  }
}

/** The same record with so many numbers that it fills about three pages. */
export function threePageRecord(): PresentedRecord {
  const values = Array.from({ length: 32 }, (_, index) => exampleValue({ name: `Number ${index + 1}`, value: `${100 + index}.00` }))
  return exampleRecord({ sections: [{ type: 'values', heading: 'Your numbers', values }] })
}

/** Every text of a record replaced by one and the same. */
export function everywhere(text: string): PresentedRecord {
  const swap = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') return ['type', 'as', 'kind', 'id', 'standing', 'contentType', 'date', 'code'].includes(key) ? part : text
    if (Array.isArray(part)) return part.map((inner) => swap(inner, key))
    if (part !== null && typeof part === 'object') return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, swap(inner, name)]))
    return part
  }
  return swap(exampleRecord(), '') as PresentedRecord
}
