// How do numbers look? One result with every kind of line, its trend, a report in words, and what is said when nothing is there.
import type { PresentedValue } from '../../../contract/presented-record.ts'
import { Actions, LinkButton } from '../forms/button.tsx'
import { Filters } from '../forms/filters.tsx'
import { Crumb, Docs, Facts, Table } from '../lists/plain-lists.tsx'
import { Section, SideSection } from '../lists/section.tsx'
import { StackTable } from '../lists/stack-table.tsx'
import { AbsenceBox, AbsentThings } from '../notices/absence-box.tsx'
import { PrintButton } from '../notices/codes.tsx'
import { Disclosure } from '../notices/disclosure.tsx'
import { Notice } from '../notices/notice.tsx'
import { DoctorNote } from '../results/doctor-note.tsx'
import { TextBlocks } from '../results/text-blocks.tsx'
import { Trend } from '../results/trend.tsx'
import { Values } from '../results/values.tsx'
import { type Example, rosas } from './frame.tsx'

const language = 'en'

type Given = Pick<PresentedValue, 'name' | 'value' | 'standing' | 'standingText' | 'sentence'> & Partial<PresentedValue>
const value = (given: Given): PresentedValue => ({ notes: [], parts: [], unit: 'mg/dL', ...given })

const above = { standing: 'outside', standingText: 'Above standard range' } as const
const inside = { standing: 'in-range', standingText: 'In standard range' } as const

const lipids: readonly PresentedValue[] = [
  value({
    ...above,
    name: 'LDL (“bad”) cholesterol',
    alias: 'LDL cholesterol, calculated',
    value: '142',
    sentence: 'The range is under 100. Down 7 since October 2025.',
    rangeText: 'under 100',
    line: { value: 142, high: 100, previous: 149, preliminary: false },
  }),
  value({
    ...above,
    name: 'Total cholesterol',
    alias: 'Cholesterol, total',
    value: '218',
    sentence: 'The range is under 200. Down 6 since October 2025.',
    line: { value: 218, high: 200, previous: 224, preliminary: false },
  }),
  value({
    ...inside,
    name: 'HDL (“good”) cholesterol',
    alias: 'HDL cholesterol',
    value: '51',
    sentence: 'The range is 50 or more. Up 2 since October 2025.',
    line: { value: 51, low: 50, previous: 49, preliminary: false },
  }),
  value({
    ...inside,
    name: 'Triglycerides',
    alias: 'A type of fat in the blood',
    value: '128',
    sentence: 'The range is under 150. Down 12 since October 2025.',
    line: { value: 128, high: 150, previous: 140, preliminary: false },
  }),
]

const others: readonly PresentedValue[] = [
  value({
    name: 'Potassium',
    value: '6.8',
    unit: 'mmol/L',
    standing: 'critical',
    standingText: 'Far above standard range',
    sentence: 'The range is 3.5 to 5.1.',
    line: { value: 6.8, low: 3.5, high: 5.1, previous: 4.2, preliminary: false },
  }),
  value({ ...inside, name: 'Sodium', value: '140', unit: 'mmol/L', sentence: 'Not final yet. The range is 136 to 145.', line: { value: 140, low: 136, high: 145, preliminary: true } }),
  value({ ...inside, name: 'C-reactive protein', value: '<5', unit: 'mg/L', sentence: 'The range is under 10.', line: { value: 5, high: 10, comparator: '<', preliminary: false } }),
  value({ ...above, name: 'Ferritin', value: '>1000', unit: 'ng/mL', sentence: 'The range is 15 to 150.', line: { value: 1000, low: 15, high: 150, comparator: '>', preliminary: false } }),
  value({ ...above, name: 'Creatine kinase', value: '12345.5', unit: 'U/L', sentence: 'The range is 30 to 200.', line: { value: 12345.5, low: 30, high: 200, preliminary: false } }),
  value({ name: 'Glucose', value: '99', standing: 'no-range', standingText: 'No range', sentence: 'This lab gave no range.', line: { value: 99, preliminary: false } }),
  { name: 'COVID-19 test', value: 'Negative', standing: 'text', standingText: '', sentence: 'No virus was found.', notes: ['Done on a swab from the nose.'], parts: [] },
  { name: 'Urine culture', value: 'Mixed growth of three kinds of bacteria. Send a new sample.', standing: 'text', standingText: '', sentence: '', notes: [], parts: [] },
  {
    name: 'Blood pressure',
    value: '',
    standing: 'no-range',
    standingText: '',
    sentence: 'Taken sitting, left arm.',
    notes: [],
    parts: [{ name: 'Upper number', value: '118', unit: 'mmHg', standing: 'no-range', standingText: '', sentence: '', notes: [], parts: [] }],
  },
]

const ldl = [
  { date: '2023-03-08', when: 'Mar 8, 2023', value: 171, text: '171', lab: 'Northshore', elsewhere: true },
  { date: '2024-04-04', when: 'Apr 4, 2024', value: 163, text: '163', lab: 'Lakeside' },
  { date: '2024-10-03', when: 'Oct 3, 2024', value: 155, text: '155', lab: 'Lakeside' },
  { date: '2025-10-09', when: 'Oct 9, 2025', value: 149, text: '149', lab: 'Lakeside' },
  { date: '2026-04-12', when: 'Apr 12, 2026', value: 142, text: '142', lab: 'Lakeside' },
].map((point) => ({ ...point, high: 100, rangeText: 'under 100', standing: 'above' }))

const ldlTrend = (
  <Section id="trend" heading="LDL over time">
    <Trend
      language={language}
      points={ldl}
      events={[{ date: '2024-05-01', label: 'Started atorvastatin' }]}
      sentence="Down from 171 to 142 over 5 tests since March 2023."
      caption="LDL cholesterol over time"
      valueHeading="LDL, mg/dL"
      bandText="Standard: under 100"
      elsewhereText="The open circle was done at a different lab (Northshore). Numbers from two labs may not match exactly."
    />
  </Section>
)

const sideOfResult = (
  <>
    <SideSection id="same" heading="From the same visit">
      <p>
        <b>April 12, 2026</b>
        <br />
        Dr. Maya Chen, Family Medicine
      </p>
      <Docs
        docs={[
          { label: 'After Visit Summary', href: '/me/notes/2', line: '3 pages' },
          { label: 'Visit note', href: '/me/notes/3', line: '2 pages' },
          { label: 'Blood pressure, weight', href: '/me/vitals/4', line: '1 page' },
        ]}
      />
      <p class="row-act no-print">
        <LinkButton href="/me/visits/1.pdf" icon="down" quiet small>
          Download all 4 (PDF)
        </LinkButton>
      </p>
    </SideSection>
    <SideSection id="about" heading="About this test">
      <Facts
        facts={[
          { label: 'Blood taken', value: 'Apr 12, 8:05 am' },
          { label: 'Lab done', value: 'Apr 13, 6:40 am' },
          { label: 'You could see it', value: 'Apr 13, 6:41 am' },
          { label: 'Status', value: 'Final' },
          { label: 'Lab', value: 'Lakeside Regional Lab' },
          { label: 'Report', value: 'LR-26-104417' },
        ]}
      />
    </SideSection>
  </>
)

const result = rosas({
  title: 'Cholesterol test, April 12, 2026',
  current: '/me/results',
  within: true,
  skip: 'Skip to the result',
  printed: { recordNumber: '00418822', when: 'Nov 20, 2026, 9:20 am', who: 'Rosa Alvarez' },
  crumb: <Crumb label="Test results, April 2026" href="/me/results" />,
  asideLabel: 'About this test',
  aside: sideOfResult,
  script: true,
  children: (
    <>
      <h1>Cholesterol test</h1>
      <p class="sub">Lipid panel. April 12, 2026. Ordered by Dr. Maya Chen</p>
      <p class="sum">
        <b>2 of 4 numbers are outside the lab’s standard range.</b> This is common, and it does not always mean a problem. Dr. Chen has looked at these results.
      </p>
      <Actions>
        <LinkButton href="/me/results/0.pdf" icon="down">
          Download PDF
        </LinkButton>
        <PrintButton language={language} />
      </Actions>
      <DoctorNote id="note" heading="Dr. Chen wrote on April 14" text="Your LDL keeps going down. Stay on the same dose. We will check it again in October." />
      <Section id="numbers" heading="Your numbers">
        <Values language={language} id="nl" values={lipids} lastTime="Oct 2025" />
        <Disclosure summary="What is a “standard range”?">
          <p>It is the range this lab sees in most healthy people. A number outside it is not always a problem.</p>
        </Disclosure>
      </Section>
      {ldlTrend}
    </>
  ),
})

const everyLine = rosas({
  title: 'Every kind of value',
  current: '/me/results',
  within: true,
  script: true,
  children: (
    <>
      <h1>Every kind of value</h1>
      <Notice kind="critical" heading="This number is far outside the range.">
        <p>If you feel very ill, call 911. Call Dr. Chen’s office now: 555-0150.</p>
      </Notice>
      <Section id="numbers" heading="Your numbers">
        <Values language={language} id="nl" values={others} />
      </Section>
      <Section id="words" heading="What they saw">
        <TextBlocks
          blocks={[
            { as: 'heading', text: 'Why' },
            { as: 'paragraph', text: 'Left knee pain for 3 weeks.' },
            { as: 'heading', text: 'What they saw' },
            { as: 'item', text: 'No broken bone.' },
            { as: 'item', text: 'A little fluid.' },
          ]}
        />
      </Section>
      <Section id="table" heading="A table">
        <Table caption="Height and weight" columns={['Date', 'Height', 'Weight']} rows={[['Apr 12, 2026', '5 ft 4 in', '154 pounds']]} />
      </Section>
      <Section id="stack" heading="What came">
        <StackTable
          captioned
          caption="What came, November 20, 2026"
          columns={['What', 'Came', 'In the record', 'How it is']}
          numbers={[1, 2]}
          rows={[
            { key: 'observation', cells: ['Observation', '1833', '1833', 'Adds up'] },
            { key: 'oru', cells: ['ORU^R01', '4', '3', 'Does not add up'], marked: true },
          ]}
        />
      </Section>
    </>
  ),
})

const empty = rosas({
  title: 'Test results, none in these dates',
  current: '/me/results',
  children: (
    <>
      <h1>Test results</h1>
      <Notice
        kind="warn"
        heading="It’s not you. We can’t reach Lakeside right now."
        absence="source-down"
        aloud
        actions={
          <>
            <LinkButton href="/me/results" quiet small>
              Try again
            </LinkButton>
            <a href="/status">See the status</a>
          </>
        }
      >
        <p>This list is from 6:00 am today. Newer results may be missing.</p>
      </Notice>
      <Filters language={language} action="/me/results" label="Choose which results to show" from="2026-11-01" to="2026-11-18" button="Show results" toError="The second date is before the first." />
      <AbsenceBox
        code="filtered"
        heading="No test results from November 1 to November 18, 2026"
        actions={
          <>
            <LinkButton href="/me/results">Show all 64</LinkButton>
            <a href="/me/timeline">Look in scans, notes and letters too</a>
          </>
        }
      >
        <p class="mt2">You have 64 at other times.</p>
      </AbsenceBox>
      <Section id="way" heading="From these dates, not here yet">
        <AbsentThings
          things={[
            { code: 'in-progress', title: 'Vitamin D', tag: 'In the lab', date: { above: 'Nov', big: '18' }, say: 'The lab is still working on it. Most of these take 2 days here.' },
            { code: 'later', title: 'Gene test', tag: 'Shown on Nov 24', date: { above: 'Nov', big: '17' }, say: 'Your hospital shows this on November 24. Reason: state law gives 3 work days for this kind of test.', actions: <a href="/help/rule">Who to ask, and the rule</a> },
            { code: 'elsewhere', title: 'Bone density scan', tag: 'At another place', say: 'Northshore Imaging has not sent this to us.' },
          ]}
        />
      </Section>
    </>
  ),
})

export const resultPages: readonly Example[] = [
  { name: 'result', page: result },
  { name: 'every-value', page: everyLine },
  { name: 'empty-states', page: empty },
]
