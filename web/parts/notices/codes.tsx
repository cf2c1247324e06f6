// How is a code shown, so that it can be read out, copied, printed or written down?
import type { ComponentChildren } from 'preact'
import { Icon } from '../page/icon.tsx'
import { type Language, spoken } from '../spoken.ts'

/** A code in a frame, with the words around it ("Your help code is …"). */
export function CodePanel(props: { before: string; code: string; children?: ComponentChildren }) {
  return (
    <div class="panel">
      <p>{props.before}</p>
      <p class="mt2">
        <span class="code">{props.code}</span>
      </p>
      {props.children}
    </div>
  )
}

/** Recovery codes, shown once. `id` is what the copy button takes its text from. */
export function RecoveryCodes(props: { language: Language; id: string; codes: readonly string[]; label?: string | undefined }) {
  return (
    <ul class="codes" id={props.id} aria-label={props.label ?? spoken(props.language).notices.recoveryCodes}>
      {props.codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  )
}

/** Copies the text of the element `of`. Only a script can, so only the script shows it. */
export function CopyButton(props: { language: Language; of: string }) {
  const words = spoken(props.language).notices
  return (
    <span class="scripted" hidden data-scripted>
      <button class="btn alt sm" type="button" data-copy={props.of} data-copied={words.copied}>
        {words.copy}
      </button>
      <span class="mute" role="status" data-copy-said />
    </span>
  )
}

/** Opens the browser's print window; shown by the script. Everything printable is also a PDF. */
export function PrintButton(props: { language: Language; small?: boolean | undefined }) {
  return (
    <button class={props.small === true ? 'btn alt sm' : 'btn alt'} type="button" hidden data-scripted data-print>
      <Icon name="print" />
      {spoken(props.language).notices.print}
    </button>
  )
}

/** The square that a phone's camera reads. `matrix` is true where it is dark; `label` says what it holds. */
export function QrCode(props: { matrix: readonly (readonly boolean[])[]; label: string }) {
  const size = props.matrix.length
  const quiet = 4
  const path = props.matrix.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('')
  return (
    <svg class="qr" viewBox={`${-quiet} ${-quiet} ${size + 2 * quiet} ${size + 2 * quiet}`} role="img" aria-label={props.label}>
      <rect x={-quiet} y={-quiet} width={size + 2 * quiet} height={size + 2 * quiet} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}
