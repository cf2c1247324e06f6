// How does one number look beside the lab's range? A drawing for the eye only: the sentence beside it carries everything.
import type { NumberLine as Line, Standing } from '../../../contract/presented-record.ts'
import { useHatch } from '../page/icon.tsx'
import { type Language, spoken } from '../spoken.ts'
import { type NumberLineGeometry, numberLineGeometry, type Span } from './number-line-geometry.ts'

export type NumberLineProps = {
  language: Language
  /** Unique on the page. */
  id: string
  line: Line
  /** The value as the record gives it, without its unit ("142", "<5"). */
  text: string
  /** What the tag beside it says; a drawing that would contradict it is left out. */
  standing?: Standing | undefined
  /** The range's own words; made from its limits when absent. */
  rangeText?: string | undefined
}

/** Green inside the range, amber that grows stronger away from it (the gradient was the most sensitive format, [ZF-17]). */
function Gradient({ id, geometry }: { id: string; geometry: NumberLineGeometry }) {
  const { band, limits } = geometry
  if (band === null) return null
  return (
    <linearGradient id={id}>
      {limits.low && <stop class="g2" offset="0%" />}
      {limits.low && <stop class="g1" offset={`${band.from}%`} />}
      <stop class="g0" offset={`${band.from}%`} />
      <stop class="g0" offset={`${band.to}%`} />
      {limits.high && <stop class="g1" offset={`${band.to}%`} />}
      {limits.high && <stop class="g2" offset="100%" />}
    </linearGradient>
  )
}

/** Longer words for a range do not fit under a line on a narrow screen; its limits stand there instead. */
const captionLength = 24

/** "Standard: 70 to 99", in the source's own words for the range where it gave some. */
function captionWords(props: NumberLineProps): string {
  const words = spoken(props.language).results
  if (props.rangeText !== undefined && props.rangeText.length <= captionLength) return words.standard(props.rangeText)
  const { low, high } = props.line
  if (low !== undefined && high !== undefined) return words.between(String(low), String(high))
  return high === undefined ? words.over(String(low)) : words.under(String(high))
}

/** The caption stands under the band, and never runs off the line. */
function Caption(props: NumberLineProps & { geometry: NumberLineGeometry }) {
  const { band, limits } = props.geometry
  if (band === null) return null
  const place = limits.low && limits.high ? 'middle' : limits.low ? 'end' : 'start'
  const middle = Math.min(70, Math.max(30, (band.from + band.to) / 2))
  const x = { start: '0', middle: `${middle}%`, end: '100%' }[place]
  return (
    <text class="cap inr" x={x} text-anchor={place}>
      {captionWords(props)}
    </text>
  )
}

function Needle({ geometry }: { geometry: NumberLineGeometry }) {
  if (geometry.somewhere !== null) {
    const { from, to, toward } = geometry.somewhere
    return (
      <>
        <rect class="reach" x={`${from}%`} width={`${Math.max(0, to - from)}%`} />
        <svg x={toward === 'low' ? `${from}%` : `${to}%`}>
          <path class="tip" d={toward === 'low' ? 'M2 10 11 4v12z' : 'M-2 10 -11 4v12z'} />
        </svg>
      </>
    )
  }
  return (
    <svg class="you" x={`${geometry.needle}%`}>
      {geometry.preliminary ? <line class="pin-early" y1="-0.55rem" y2="1.6rem" /> : <rect class="pin" />}
    </svg>
  )
}

function Flag({ geometry, text }: { geometry: NumberLineGeometry; text: string }) {
  const said = geometry.cut === 'high' ? `${text} ››` : geometry.cut === 'low' ? `‹‹ ${text}` : text
  // 1.1 rem of room and 0.64 rem a figure: Plex Sans' figures are all as wide.
  const width = 1.1 + 0.64 * [...said].length
  const left = { start: 0, middle: -width / 2, end: -width }[geometry.flagAnchor]
  return (
    <svg class="you" x={`${geometry.flag}%`}>
      <rect class="flag" x={`${left.toFixed(2)}rem`} width={`${width.toFixed(2)}rem`} />
      <text x={`${(left + width / 2).toFixed(2)}rem`} text-anchor="middle">
        {said}
      </text>
    </svg>
  )
}

export function NumberLine(props: NumberLineProps) {
  const geometry = numberLineGeometry(props.line, { characters: props.text.length, standing: props.standing })
  // No range, no line: the sentence says that the lab gave none.
  if (geometry === null || geometry.band === null) return null
  return <Drawn {...props} geometry={geometry} band={geometry.band} />
}

function Drawn(props: NumberLineProps & { geometry: NumberLineGeometry; band: Span }) {
  useHatch()
  const { geometry, band } = props
  return (
    <svg class="nl" aria-hidden="true" focusable="false">
      <Gradient id={props.id} geometry={geometry} />
      <rect class="bg" width="100%" height="20" rx="10" fill={`url(#${props.id})`} />
      <svg class="band" x={`${band.from}%`} width={`${Math.round((band.to - band.from) * 100) / 100}%`} height="20">
        <rect width="100%" height="100%" rx="8.5" />
        <rect class="hatch" width="100%" height="100%" rx="8.5" fill="url(#hatch)" />
      </svg>
      <Caption {...props} geometry={geometry} />
      {geometry.previous !== null && <circle class="was" cx={`${geometry.previous}%`} cy="50%" />}
      <Needle geometry={geometry} />
      <Flag geometry={geometry} text={props.text} />
    </svg>
  )
}
