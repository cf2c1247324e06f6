// Where on the letter is the code? The letter's shape, so that the code is found on paper. Nothing is on it.

/** `label` is what it says to those who do not see it; without one it only decorates words that say the same. */
export function LetterPicture({ label }: { label?: string | undefined }) {
  return (
    <svg class="full" viewBox="0 0 300 210" role={label === undefined ? undefined : 'img'} aria-label={label} aria-hidden={label === undefined ? 'true' : undefined}>
      <rect x="24" y="8" width="252" height="194" rx="4" fill="#fff" stroke="#6F7A82" stroke-width="2" />
      <circle cx="48" cy="32" r="9" fill="#0A3D38" />
      <path d="M64 28h70M64 36h44M44 62h120M44 74h150" stroke="#B9BDBA" stroke-width="5" stroke-linecap="round" />
      <rect x="42" y="92" width="190" height="40" rx="5" fill="#FFF4D6" stroke="#13202B" stroke-width="3" />
      <path d="M58 112h40M117 112h40M176 112h40" stroke="#13202B" stroke-width="7" stroke-linecap="round" stroke-dasharray="7 4" />
      <path d="M44 154h190M44 166h170M44 178h120" stroke="#B9BDBA" stroke-width="5" stroke-linecap="round" />
    </svg>
  )
}
