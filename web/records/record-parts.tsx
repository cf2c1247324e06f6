// How is one record laid out? Its sections as the presenter gave them, the side box, its files, and the crumb back.
import type { RecordPage, TestTrend } from '#chart'
import { rangeInWords, valueText, whereOf } from '#chart'
import { AbsenceLine, Disclosure, Docs, DoctorNote, Facts, NarrativeBlocks, Section, SideSection, Table, TextBlocks, Trend, type TrendPoint, Values } from '#parts'
import type { HistoryChange, PresentedRecord, Section as RecordSection } from '../../contract/presented-record.ts'
import { monthAndYear, monthOrDay, shortDate } from '../../words/en/dates.ts'
import { historyWords, provenanceWords } from '../../words/en/provenance.ts'
import { record as words, sectionWords, valueWords } from '../../words/en/record.ts'
import { plainTestName } from '../../words/en/tests.ts'

type SectionsProps = { readonly sections: readonly RecordSection[] /** When the hollow dots were measured, in words. */; readonly lastTime?: string | undefined }

/** The doctor's words stand before everything else (experience.md §1.2). */
export function Sections({ sections, lastTime }: SectionsProps) {
  const quotes = sections.filter((section) => section.type === 'quote')
  const others = sections.filter((section) => section.type !== 'quote')
  const parts = others.flatMap((section, index) => (section.type === 'narrative' ? [{ index, heading: section.heading }] : []))
  return (
    <>
      {quotes.map((quote, index) => (
        <DoctorNote key={`quote-${quote.text}`} id={`note-${index}`} heading={quote.heading} text={quote.text} />
      ))}
      {parts.length > 4 && (
        <Disclosure summary={sectionWords.contents}>
          <ul class="docs no-print">
            {parts.map((part) => (
              <li key={part.index}>
                <a href={`#part-${part.index}`}>{part.heading}</a>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {others.map((section, index) => (
        <OneSection key={`${index} ${section.heading}`} section={section} id={`part-${index}`} lastTime={lastTime} />
      ))}
    </>
  )
}

function OneSection({ section, id, lastTime }: { section: RecordSection; id: string; lastTime: string | undefined }) {
  switch (section.type) {
    case 'values':
      return (
        <Section id={id} heading={section.heading}>
          <Values language="en" id={id} values={section.values} lastTime={lastTime} />
          {section.values.some((value) => value.line !== undefined) && (
            <Disclosure summary={words.whatIsRange}>
              <p>{words.whatIsRangeText}</p>
            </Disclosure>
          )}
        </Section>
      )
    case 'facts':
      return (
        <Section id={id} heading={section.heading}>
          <Facts facts={section.facts} />
        </Section>
      )
    case 'text':
      return (
        <Section id={id} heading={section.heading}>
          <TextBlocks blocks={section.blocks} />
        </Section>
      )
    case 'table':
      return (
        <Section id={id} heading={section.heading}>
          <Table caption={section.heading} columns={section.columns} rows={section.rows} />
        </Section>
      )
    case 'narrative':
      return (
        <Section id={id} heading={section.heading} group={section.depth > 0}>
          {section.empty === undefined ? <NarrativeBlocks blocks={section.blocks} id={id} heading={section.heading} /> : <p class="mute mt2">{section.empty}</p>}
        </Section>
      )
    case 'quote':
      return null
  }
}

export function AboutBox({ record, heading = words.about }: { record: PresentedRecord; heading?: string }) {
  return record.about.length === 0 ? null : (
    <SideSection id="about" heading={heading}>
      <Facts facts={record.about} />
    </SideSection>
  )
}

/** Who sent it and in what; what only the records office needs is folded away. */
export function Whence({ record }: { record: PresentedRecord }) {
  return (
    <SideSection id="whence" heading={provenanceWords.heading}>
      <Facts facts={record.provenance} />
      {record.trace.length > 0 && (
        <Disclosure summary={provenanceWords.more}>
          <Facts facts={record.trace} />
        </Disclosure>
      )}
    </SideSection>
  )
}

function Change({ change }: { change: HistoryChange }) {
  const { what, before, after } = change
  return (
    <div>
      <dt>{what}</dt>
      {after !== undefined && <dd>{after}</dd>}
      {before !== undefined && <dd class="was">{after === undefined ? historyWords.gone(before) : historyWords.before(before)}</dd>}
    </div>
  )
}

/** Every version of the record, newest first, with what changed in it. */
export function History({ record }: { record: PresentedRecord }) {
  if (record.history.length === 0) return null
  return (
    <Section id="history" heading={historyWords.heading}>
      <ol class="history">
        {record.history.map((step) => (
          <li key={`${step.when} ${step.what}`}>
            <h3>
              {step.what} <span class="mute">{step.when}</span>
            </h3>
            {step.changes.length > 0 && (
              <dl class="changes">
                {step.changes.map((change) => (
                  <Change key={`${change.what} ${change.after ?? ''} ${change.before ?? ''}`} change={change} />
                ))}
              </dl>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Files that are not text: to keep when we hold them; else a line that says why not. */
export function Files({ record }: { record: PresentedRecord }) {
  if (record.attachments.length === 0) return null
  const held = record.attachments.filter((one) => one.available)
  return (
    <SideSection id="files" heading={words.files}>
      {held.length > 0 && <Docs docs={held.map((one) => ({ label: one.title, href: `/me/records/${record.id}/files/${one.index}`, line: [sizeOf(one.bytes), one.why].filter((part) => part !== undefined).join('. ') || undefined }))} />}
      {record.attachments
        .filter((one) => !one.available)
        .map((one) => (
          <AbsenceLine key={one.index} code="not-online">
            {one.title}: {one.why}
          </AbsenceLine>
        ))}
    </SideSection>
  )
}

function sizeOf(bytes: number | undefined): string | undefined {
  if (bytes === undefined) return undefined
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** "Oct 2025": the date of the hollow dots, when all numbers have the same. */
export function lastTimeOf(page: RecordPage): string | undefined {
  const dates = new Set(page.trends.map((trend) => trend.values.at(-2)?.date))
  const [only] = dates
  return dates.size === 1 && only !== undefined ? monthOrDay(only, { than: page.trends[0]?.values.at(-1)?.date, zone: page.places.zoneOf(page.row.patient) }) : undefined
}

function pointsOf(trend: TestTrend, zone: string): readonly TrendPoint[] {
  const newest = trend.values.at(-1)
  const named = trend.values.some((one) => one.lab !== undefined) || new Set(trend.values.map((one) => one.organization)).size > 1
  const labOf = (value: TestTrend['values'][number]) => value.lab ?? value.organization
  return trend.values.map((one): TrendPoint => {
    const range = one.value.ranges[0]
    const { where } = whereOf(one.value)
    return {
      date: one.date,
      when: shortDate(one.date, zone),
      value: Number(one.value.quantity?.value),
      text: valueText(one.value),
      ...(range?.low === undefined ? {} : { low: Number(range.low) }),
      ...(range?.high === undefined ? {} : { high: Number(range.high) }),
      rangeText: rangeInWords(range, one.value.quantity?.unit),
      ...(where.endsWith('above') ? { standing: valueWords.trend.above } : where.endsWith('below') ? { standing: valueWords.trend.below } : {}),
      ...(named ? { lab: labOf(one) } : {}),
      elsewhere: newest !== undefined && labOf(one) !== labOf(newest),
    }
  })
}

function trendSentence(points: readonly TrendPoint[], trend: TestTrend, zone: string): string {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return ''
  const since = monthAndYear(trend.values[0]?.date ?? '', zone)
  const say = last.value > first.value ? valueWords.trend.up : last.value < first.value ? valueWords.trend.down : null
  return say === null ? valueWords.trend.same(last.text, points.length, since) : say(first.text, last.text, points.length, since)
}

/** The numbers of this report over time; the first is drawn, the others stand folded. */
export function Trends({ page }: { page: RecordPage }) {
  const zone = page.places.zoneOf(page.row.patient)
  return page.trends.map((trend, index) => {
    const name = plainTestName(trend.code) ?? trend.values.at(-1)?.value.name.text ?? ''
    const points = pointsOf(trend, zone)
    const band = points.at(-1)?.rangeText
    const chart = (
      <Trend
        language="en"
        points={points}
        sentence={trendSentence(points, trend, zone)}
        caption={valueWords.trend.caption(name)}
        valueHeading={valueWords.trend.heads(name, trend.unit)}
        bandText={band === undefined ? undefined : valueWords.trend.band(band)}
        elsewhereText={points.some((point) => point.elsewhere) ? valueWords.trend.elsewhere : undefined}
      />
    )
    return index === 0 ? (
      <Section key={trend.code} id="trend" heading={valueWords.trend.heading(name)}>
        {chart}
      </Section>
    ) : (
      <Disclosure key={trend.code} summary={valueWords.trend.heading(name)} wide>
        {chart}
      </Disclosure>
    )
  })
}
