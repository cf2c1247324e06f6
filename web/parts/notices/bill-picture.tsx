// Where on a bill is the record number? The bill's shape, so that the number is found on paper. Nothing is on it.

/** `label` is what it says to those who do not see it; without one it only decorates words that say the same. */
export function BillPicture({ label }: { label?: string | undefined }) {
  return (
    <svg class="full" viewBox="0 0 300 210" role={label === undefined ? undefined : 'img'} aria-label={label} aria-hidden={label === undefined ? 'true' : undefined}>
      <rect x="24" y="8" width="252" height="194" rx="4" fill="#fff" stroke="#6F7A82" stroke-width="2" />
      <circle cx="48" cy="32" r="9" fill="#0A3D38" />
      <path d="M64 28h70M64 36h44" stroke="#B9BDBA" stroke-width="5" stroke-linecap="round" />
      <path d="M196 28h58M212 36h42" stroke="#B9BDBA" stroke-width="5" stroke-linecap="round" />
      <path d="M44 62h96" stroke="#414C56" stroke-width="6" stroke-linecap="round" />
      <rect x="38" y="72" width="136" height="28" rx="5" fill="#FFF4D6" stroke="#13202B" stroke-width="3" />
      <path d="M50 86h26" stroke="#6F7A82" stroke-width="6" stroke-linecap="round" />
      <path d="M90 86h70" stroke="#13202B" stroke-width="8" stroke-linecap="round" stroke-dasharray="6 4" />
      <path d="M38 118h224M38 176h224" stroke="#6F7A82" stroke-width="2" />
      <path d="M44 134h110M44 148h90M44 162h120M222 134h34M228 148h28M216 162h40" stroke="#B9BDBA" stroke-width="5" stroke-linecap="round" />
      <path d="M206 189h50" stroke="#414C56" stroke-width="6" stroke-linecap="round" />
    </svg>
  )
}
