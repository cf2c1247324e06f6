// Which organizations are in the demo, and when do they show what they hold?
import type { ReleasePolicy, ReleaseRule } from '../contract/release-policy.ts'
import type { DemoOrganization } from './shape.ts'

const untilSigned: readonly ReleaseRule[] = [
  {
    id: 'lab-until-final',
    kinds: ['lab-result'],
    labels: [],
    wait: 'until-final',
    reason: 'in-progress',
    tell: 'full',
    basis: 'The lab has not finished this test.',
  },
  {
    id: 'imaging-until-signed',
    kinds: ['imaging-report'],
    labels: [],
    wait: 'until-final',
    reason: 'being-read',
    tell: 'full',
    basis: 'A doctor has to read the pictures and sign the report.',
  },
  {
    id: 'note-until-signed',
    kinds: ['note', 'visit-summary', 'document'],
    labels: [],
    wait: 'until-final',
    reason: 'being-read',
    tell: 'full',
    basis: 'The person who wrote this has not signed it.',
  },
]

const lakesidePolicy: ReleasePolicy = {
  organization: 'lakeside',
  version: 1,
  rules: [
    {
      id: 'gene-test-72-hours',
      kinds: ['lab-result'],
      labels: ['genetic'],
      wait: { hours: 72 },
      reason: 'later',
      tell: 'full',
      basis: 'State law gives 3 days for this kind of test, so that a doctor can call you first.',
    },
    ...untilSigned,
  ],
}

const northshorePolicy: ReleasePolicy = { organization: 'northshore', version: 1, rules: untilSigned }

/** The two organizations of the demo. */
export const demoOrganizations: readonly DemoOrganization[] = [
  {
    id: 'lakeside',
    name: 'Lakeside Health',
    formerNames: ['St. Brigid’s Hospital'],
    phone: '555-0142',
    hours: 'Mon–Fri 7 am–7 pm',
    recordsPhone: '555-0188',
    address: '400 Harbor Street, Harbor City, ME 04101',
    timeZone: 'America/New_York',
    ages: { teenFrom: 13, adultFrom: 18 },
    policy: lakesidePolicy,
  },
  {
    id: 'northshore',
    name: 'Northshore Hospital',
    formerNames: ['Northshore Imaging'],
    phone: '555-0164',
    hours: 'Mon–Fri 8 am–6 pm',
    recordsPhone: '555-0165',
    address: '90 Point Road, North Harbor, ME 04103',
    timeZone: 'America/New_York',
    ages: { teenFrom: 13, adultFrom: 18 },
    policy: northshorePolicy,
  },
]
