// How do the parts stand together on the pages of a record? Home, a list, a visit, and the record of somebody else.
import { LinkButton, Actions } from '../forms/button.tsx'
import { Filters, Found } from '../forms/filters.tsx'
import { Button } from '../forms/button.tsx'
import { Find } from '../forms/find.tsx'
import { Form } from '../forms/form.tsx'
import { Contents } from '../lists/contents.tsx'
import { Acts, Crumb, Docs, Facts, Points, QuickLinks, ShowOlder, Sources } from '../lists/plain-lists.tsx'
import { ActionBar, PdfLink, Quote, Row, Rows } from '../lists/rows.tsx'
import { LeadBox, Section, SideSection } from '../lists/section.tsx'
import { AbsenceLine } from '../notices/absence-box.tsx'
import { PrintButton } from '../notices/codes.tsx'
import { Disclosure } from '../notices/disclosure.tsx'
import { ToDo, ViewingBand } from '../notices/notice.tsx'
import { HoldBox, OnTheWay, Track, WaitingThing } from '../notices/on-the-way.tsx'
import { type Example, rosas } from './frame.tsx'

const language = 'en'

const homeNews = (
  <Section id="new" heading="New since November 12" link={{ label: 'See everything, newest first', href: '/me/timeline' }}>
    <Rows>
      <Row
        language={language}
        date={{ above: 'Nov', big: '19' }}
        title="Kidney and blood sugar test"
        href="/me/results/1"
        meta="Basic metabolic panel. Dr. Maya Chen, Lakeside Health"
        tags={[{ kind: 'out', label: '1 of 8 outside the standard range' }]}
        pdf={{ href: '/me/results/1.pdf', of: 'Kidney and blood sugar test, Nov 19' }}
      />
      <Row language={language} date={{ above: 'Nov', big: '18' }} title="After Visit Summary" href="/me/notes/2" meta="Visit with Dr. Maya Chen, Family Medicine. 3 pages" pdf={{ href: '/me/notes/2.pdf', of: 'After Visit Summary, Nov 18' }} />
      <Row language={language} date={{ above: 'Nov', big: '17' }} title="Message: Before your skin procedure" href="/me/messages/3" meta="From Dr. Sam Okafor’s office, Skin Clinic" tags={[{ kind: 'new', label: 'Not read yet' }]} />
    </Rows>
  </Section>
)

const homeWay = (
  <Section id="way" heading="On the way" link={{ label: 'How long things take here', href: '/help/waiting' }}>
    <OnTheWay>
      <WaitingThing title="Knee MRI report" code="being-read">
        <Track
          language={language}
          steps={[
            { label: 'Scan done', line: 'Nov 18, 4:10 pm', state: 'done' },
            { label: 'A doctor is reading it', line: 'Now, since Nov 19', state: 'now' },
            { label: 'In your record', line: 'By Saturday, Nov 21', state: 'next' },
          ]}
        />
        <Disclosure summary="Why is it not here yet?">
          <p>A radiologist has to read your scan and sign the report. We show it to you as soon as it is signed.</p>
        </Disclosure>
      </WaitingThing>
      <WaitingThing title="Skin biopsy" tag="Ready, waiting for you" code="your-choice">
        <HoldBox
          actions={
            <>
              <LinkButton href="/me/choices/4" quiet small>
                Show it now
              </LinkButton>
              <a href="/me/choices">Change what I asked for</a>
            </>
          }
        >
          <p>
            This result came in on Nov 19. <b>You asked us to wait</b> until Dr. Okafor has called you. The office plans to call by Monday, Nov 23.
          </p>
        </HoldBox>
      </WaitingThing>
    </OnTheWay>
  </Section>
)

const homeSide = (
  <>
    <SideSection id="todo" heading="To do">
      <ToDo
        actions={
          <LinkButton href="/account/phone" quiet small>
            Check it
          </LinkButton>
        }
      >
        <p>
          <b>Is your phone number still right?</b> It ends in 42. We use it if you get locked out.
        </p>
      </ToDo>
    </SideSection>
    <SideSection id="next" heading="Next visit">
      <p>
        <b>Wednesday, Dec 2, 2:30 pm</b>
        <br />
        Dr. Sam Okafor, Skin Clinic
        <br />
        <span class="mute">1200 Shore Road, Floor 3</span>
      </p>
      <p class="row-act">
        <a href="/me/appointments/5">Details</a>
        <a href="/me/appointments/5/change">Change or cancel</a>
      </p>
    </SideSection>
    <SideSection id="use" heading="Use your record">
      <Acts
        acts={[
          { label: 'Download or print', href: '/me/download', icon: 'down' },
          { label: 'Ask for records you can’t see', href: '/me/requests/new', icon: 'folder' },
          { label: 'Ask a question', href: '/me/messages/new', icon: 'ask' },
          { label: 'Fix a mistake', href: '/me/corrections/new', icon: 'fix' },
        ]}
      />
    </SideSection>
    <SideSection id="looked" heading="Who looked">
      <p>
        4 people and 1 app opened your record in the last 30 days. <a href="/me/access-log">See who and why</a>
      </p>
    </SideSection>
    <SideSection id="from" heading="Where this record comes from">
      <Sources
        sources={[
          { name: 'Lakeside Health', line: 'Up to date, 9:14 am today' },
          { name: 'Northshore Imaging', line: 'Up to date, 6:00 am today' },
          { name: 'St. Brigid’s', line: 'Visits before 2019 are still being moved.', partial: true },
        ]}
      />
    </SideSection>
  </>
)

const homeContents = (
  <Section id="all" heading="Everything in your record" first>
    <Contents
      label="Everything in your record"
      entries={[
        { label: 'Test results', href: '/me/results', count: '64' },
        { label: 'Imaging reports', href: '/me/imaging', count: '7' },
        { label: 'Visits and hospital stays', href: '/me/visits', count: '31' },
        { label: 'Notes from your care team', href: '/me/notes', count: '58' },
        { label: 'Medicines', href: '/me/medicines', count: '4 now' },
        { label: 'Vaccines', href: '/me/vaccines', count: '22' },
        { label: 'Health conditions', href: '/me/conditions', count: '3' },
        { label: 'Allergies', href: '/me/allergies', count: '1' },
        { label: 'Doctors you have seen', href: '/me/doctors', count: '9' },
        { label: 'Letters and documents', href: '/me/documents', count: '12' },
      ]}
    />
  </Section>
)

const home = rosas({
  title: 'Home',
  current: '/me',
  skip: 'Skip to your record',
  asideLabel: 'To do, next visit and tools',
  aside: homeSide,
  after: homeContents,
  session: { idleSeconds: 900, extendHref: '/session/extend', endHref: '/sign-in', leaveHref: '/sign-out', token: 'example' },
  children: (
    <>
      <h1>Hello, Rosa</h1>
      <p class="lede">
        You have <b>3 new items</b>. <b>2 more</b> are on the way.
      </p>
      <Find language={language} action="/me/find" token="example" label="Find anything in your record" hint="A test, a doctor, a place or a date, like “April 12” or “Dr. Chen 2024”" />
      <QuickLinks
        label="Most used"
        links={[
          { label: 'Test results', href: '/me/results' },
          { label: 'Visits, notes', href: '/me/visits' },
          { label: 'Medicines', href: '/me/medicines' },
          { label: 'Messages', href: '/me/messages', count: '1 new' },
        ]}
      />
      {homeNews}
      {homeWay}
    </>
  ),
})

const tests = [
  { title: 'Cholesterol test', meta: 'Lipid panel', tag: { kind: 'out', label: '2 of 4 outside the standard range' } },
  { title: 'Blood sugar, 3-month average', meta: 'Hemoglobin A1c', tag: { kind: 'in', label: 'In standard range' } },
  { title: 'Kidney and blood sugar test', meta: 'Basic metabolic panel', tag: { kind: 'in', label: 'All 8 in standard range' } },
] as const

const results = rosas({
  title: 'Test results, April 2026',
  current: '/me/results',
  children: (
    <>
      <h1>Test results</h1>
      <p class="lede">You have 64 test results, from March 2011 to today.</p>
      <Filters
        language={language}
        action="/me/results"
        label="Choose which results to show"
        chips={[
          { label: 'Last 3 months', href: '/me/results?from=2026-08-20' },
          { label: '2026', href: '/me/results?from=2026-01-01', current: true },
          { label: '2025', href: '/me/results?from=2025-01-01' },
          { label: 'All 64', href: '/me/results' },
        ]}
        from="2026-04-01"
        to="2026-04-30"
        button="Show results"
      />
      <Found said="3 results from April 1 to April 30, 2026." clear={{ label: 'Clear dates, show all 64', href: '/me/results' }} />
      <Form action="/me/results/pdf" token="example">
        <Section id="g1" heading="April 12, 2026: visit with Dr. Maya Chen" link={{ label: 'See the visit and its summary', href: '/me/visits/1' }} group>
          <Rows form="chosen">
            {tests.map((test, index) => (
              <Row key={test.title} language={language} choose={{ name: 'result', value: String(index), of: `${test.title}, April 12`, checked: true }} title={test.title} href={`/me/results/${index}`} meta={test.meta} tags={[test.tag]} pdf={{ href: `/me/results/${index}.pdf`, of: `${test.title}, April 12` }} />
            ))}
          </Rows>
          <ActionBar>
            <Button icon="down">Download checked as one PDF</Button>
            <Button quiet formAction="/me/results/csv">
              Spreadsheet (CSV)
            </Button>
          </ActionBar>
        </Section>
      </Form>
      <ShowOlder label="Show older" href="/me/results?before=2025-11-20" line="40 more, back to March 2011" />
      <Section id="miss" heading="Don’t see what you need?">
        <Acts
          acts={[
            { label: 'On the way: 2 things are not ready yet. See when', href: '/me#way' },
            { label: 'Look in scans, notes and letters too', href: '/me/timeline' },
          ]}
        />
      </Section>
    </>
  ),
})

const visit = rosas({
  title: 'Visit with Dr. Maya Chen, April 12, 2026',
  current: '/me/visits',
  within: true,
  crumb: <Crumb label="Visits and notes, 2026" href="/me/visits" />,
  asideLabel: 'From this visit',
  aside: (
    <>
      <SideSection id="docs" heading="From this visit">
        <Docs
          docs={[
            { label: 'After Visit Summary', href: '/me/notes/2', line: '3 pages' },
            { label: 'Visit note', href: '/me/notes/3', line: '2 pages' },
            { label: 'Cholesterol test', href: '/me/results/0', line: '2 pages' },
          ]}
        />
      </SideSection>
      <SideSection id="about" heading="About this visit">
        <Facts
          facts={[
            { label: 'Came in', value: 'Apr 12, 7:50 am' },
            { label: 'Left', value: 'Apr 12, 8:50 am' },
            { label: 'Place', value: '400 Harbor Street, Floor 2' },
          ]}
        />
      </SideSection>
    </>
  ),
  children: (
    <>
      <h1>Visit with Dr. Maya Chen</h1>
      <p class="sub">April 12, 2026, 7:50 am. Family Medicine, Lakeside Health</p>
      <Actions>
        <LinkButton href="/me/visits/1.pdf" icon="down">
          Download all 6
        </LinkButton>
        <PrintButton language={language} />
      </Actions>
      <LeadBox id="avs" heading="After Visit Summary" href="/me/notes/2" beside={<PdfLink language={language} href="/me/notes/2.pdf" of="After Visit Summary, April 12" />}>
        <p class="meta">3 pages. What Dr. Chen asks you to do:</p>
        <Points points={['Keep taking atorvastatin, 20 mg, each night.', 'Use the new gel on your left knee for 2 weeks. Stop ibuprofen.']} />
      </LeadBox>
      <Section id="note" heading="Note">
        <Rows form="plain">
          <Row language={language} title="Dr. Chen’s visit note" href="/me/notes/3" meta="2 pages. Signed April 12, 5:20 pm" pdf={{ href: '/me/notes/3.pdf', of: 'Visit note, April 12' }}>
            <Quote>“Feels well. Left knee sore after long walks for 3 weeks. No fall.”</Quote>
          </Row>
        </Rows>
      </Section>
      <Section id="pictures" heading="Pictures">
        <OnTheWay>
          <WaitingThing title="Left knee X-ray" tag="Not here yet" code="being-read" say="A doctor has to read it and sign. We show the report as soon as it is signed.">
            <AbsenceLine code="not-online">
              The pictures are not shown here. You can get a copy. <a href="/me/requests/new">Ask for the pictures</a>
            </AbsenceLine>
          </WaitingThing>
        </OnTheWay>
      </Section>
      <Section id="medicines" heading="Medicines changed" link={{ label: 'All your medicines', href: '/me/medicines' }}>
        <Rows form="plain">
          <Row language={language} title="Diclofenac gel 1%" titleTag={{ kind: 'new', label: 'Started' }} meta="On the left knee, up to 4 times a day, until April 26" />
          <Row language={language} title="Ibuprofen 400 mg" titleTag={{ kind: 'wait', label: 'Stopped' }} meta="The gel takes its place. It is easier on the stomach." />
        </Rows>
      </Section>
    </>
  ),
})

const anas = rosas({
  title: 'Ana’s record',
  current: '/p/ana',
  person: { name: 'Ana Alvarez, 14', born: 'May 2, 2012', you: false, line: 'You see part of this record' },
  others: [{ label: 'Rosa Alvarez (you)', href: '/me' }],
  children: (
    <>
      <ViewingBand back={{ label: 'Go back to your record', href: '/me' }}>
        You are looking at <b>Ana’s</b> record as her parent.
      </ViewingBand>
      <h1>Ana’s record</h1>
      <p class="lede">Ana is 14. By law, some care for teens age 12 to 17 is private. So you see part of her record.</p>
      <Section id="see" heading="You can see">
        <Contents
          label="You can see"
          entries={[
            { label: 'Vaccines', href: '/p/ana/vaccines', count: '18' },
            { label: 'Allergies', href: '/p/ana/allergies', count: 'None' },
          ]}
        />
      </Section>
    </>
  ),
})

export const recordPages: readonly Example[] = [
  { name: 'home', page: home },
  { name: 'results', page: results },
  { name: 'visit', page: visit },
  { name: 'parent-of-teen', page: anas },
]
