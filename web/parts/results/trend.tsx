// How has one number moved over time? A sentence first, then a drawing for the eye, then every number in a table.
import { Fragment } from 'preact'
import { Disclosure } from '../notices/disclosure.tsx'
import { useHatch } from '../page/icon.tsx'
import { Table } from '../lists/plain-lists.tsx'
import { type Language, spoken } from '../spoken.ts'
import { type TrendEvent, type TrendGeometry, trendGeometry, type TrendPoint } from './trend-geometry.ts'

export type TrendProps = {
  language: Language
  /** In any order. From two points on; with fewer nothing is drawn. */
  points: readonly TrendPoint[]
  events?: readonly TrendEvent[] | undefined
  /** "Down from 171 to 142 over 5 tests since March 2023." */
  sentence: string
  /** "LDL cholesterol over time". */
  caption: string
  /** "LDL, mg/dL". */
  valueHeading: string
  /** Words for the band ("Standard: under 100"). */
  bandText?: string | undefined
  /** What the open circles mean, in a sentence. */
  elsewhereText?: string | undefined
}

function Range({ geometry }: { geometry: TrendGeometry }) {
  return (
    <>
      {geometry.bands.map((band) => {
        const place = { x: `${band.x}%`, width: `${band.width}%` }
        // One range for all of the time runs on to the drawing's edge, as the lines behind it do.
        const whole = geometry.bands.length === 1 ? ' whole' : ''
        return (
          <Fragment key={place.x}>
            <rect class={`rng${whole}`} {...place} y={`${band.y}%`} height={`${band.height}%`} />
            <rect class={`rng hatch${whole}`} {...place} y={`${band.y}%`} height={`${band.height}%`} fill="url(#hatch)" />
            {band.high && <rect class={`lim${whole}`} {...place} y={`${band.y}%`} />}
            {band.low && <rect class={`lim${whole}`} {...place} y={`${band.y + band.height}%`} />}
          </Fragment>
        )
      })}
    </>
  )
}

function anchor(x: number): 'start' | 'middle' | 'end' {
  if (x < 8) return 'start'
  return x > 92 ? 'end' : 'middle'
}

/** The line falls to its end: the number stands under it, not on it. */
function steepDown({ points }: TrendGeometry): boolean {
  const [before, last] = [points.at(-2), points.at(-1)]
  return before !== undefined && last !== undefined && last.y < 80 && last.y - before.y > 5 && last.x - before.x < 15
}

/** The line rises from its begin: the number stands under it. */
function steepUp({ points }: TrendGeometry): boolean {
  const [first, next] = points
  return first !== undefined && next !== undefined && first.y < 80 && first.y - next.y > 5 && next.x - first.x < 15
}

function Points({ geometry }: { geometry: TrendGeometry }) {
  const first = geometry.points[0]
  const last = geometry.points.at(-1)
  return (
    <>
      {geometry.points.map((point) => (
        <circle key={`${point.x} ${point.y}`} class={point.elsewhere ? 'pt alt' : 'pt'} cx={`${point.x}%`} cy={`${point.y}%`} />
      ))}
      {first !== undefined && (
        <text class={steepUp(geometry) ? 'lb first under' : first.x < 8 ? 'lb first' : 'lb'} text-anchor={anchor(first.x)} x={`${first.x}%`} y={`${first.y}%`}>
          {first.text}
        </text>
      )}
      {last !== undefined && (
        <text class={steepDown(geometry) ? 'lb last under' : 'lb last'} text-anchor={anchor(last.x)} x={`${last.x}%`} y={`${last.y}%`}>
          {last.text}
        </text>
      )}
    </>
  )
}

function Plot({ geometry, bandText }: { geometry: TrendGeometry; bandText: string | undefined }) {
  const last = geometry.bands.at(-1)
  return (
    <svg class="plot" focusable="false">
      {geometry.verticalMarks.map((mark) => (
        <rect key={mark.text} class="gl" y={`${mark.y}%`} />
      ))}
      <Range geometry={geometry} />
      <rect class="base" y="100%" />
      {geometry.verticalMarks.map((mark) => (
        <text key={mark.text} class="y" y={`${mark.y}%`}>
          {mark.text}
        </text>
      ))}
      {geometry.events.map((event) => (
        <Fragment key={`${event.x} ${event.label}`}>
          <line class="ev" x1={`${event.x}%`} x2={`${event.x}%`} y1="0" y2="100%" />
          <text class={event.x > 60 ? 'et left' : 'et'} x={`${event.x}%`}>
            {event.label}
          </text>
        </Fragment>
      ))}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
        {geometry.lines.map((line) => (
          <path key={line.path} d={line.path} fill="none" stroke="currentColor" stroke-width="2.5" stroke-dasharray={line.dashed ? '6 5' : undefined} vector-effect="non-scaling-stroke" />
        ))}
      </svg>
      {last !== undefined && bandText !== undefined && (
        <text class="rt" x=".6rem" y={`${last.y}%`}>
          {bandText}
        </text>
      )}
      <Points geometry={geometry} />
      {geometry.timeMarks.map((mark) => (
        <text key={mark.text} class="x" text-anchor={anchor(mark.x)} x={`${mark.x}%`} y="100%">
          {mark.text}
        </text>
      ))}
    </svg>
  )
}

function TrendTable(props: TrendProps) {
  const words = spoken(props.language).results
  const withLab = props.points.some((point) => point.lab !== undefined)
  // Newest first, as in every list.
  const newestFirst = props.points.toSorted((one, other) => Date.parse(other.date) - Date.parse(one.date))
  const rows = newestFirst.map((point) => {
    const value = point.standing === undefined ? point.text : `${point.text}, ${point.standing}`
    const row = [point.when, value, point.rangeText ?? words.noRange]
    return withLab ? [...row, point.lab ?? ''] : row
  })
  const columns = [words.date, props.valueHeading, words.range]
  return <Table caption={props.caption} columns={withLab ? [...columns, words.lab] : columns} rows={rows} />
}

export function Trend(props: TrendProps) {
  useHatch()
  const month = new Intl.DateTimeFormat(props.language, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const geometry = trendGeometry(props.points, props.events ?? [], (at) => month.format(at))
  if (geometry === null) return null
  return (
    <>
      <p class="say">{props.sentence}</p>
      <div class="chart" aria-hidden="true">
        <Plot geometry={geometry} bandText={props.bandText} />
      </div>
      {props.elsewhereText !== undefined && <p class="small mute">{props.elsewhereText}</p>}
      <Disclosure summary={spoken(props.language).results.tableSummary} wide>
        <TrendTable {...props} />
      </Disclosure>
    </>
  )
}
