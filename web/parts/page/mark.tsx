// Which drawing stands beside an organization's name? Its own, or the first letter of its name.

const waves = 'M5 21c3.2 0 3.2-2.6 6.5-2.6S14.8 21 18 21s3.2-2.6 6.5-2.6S27.8 21 31 21M8 26c2.5 0 2.5-2 5-2s2.5 2 5 2 2.5-2 5-2 2.5 2 5 2'

/** `waves` is drawn for the demo's Lakeside Health; `door` stands for the page that finds a hospital. */
export type MarkName = 'waves' | 'door'

function Drawing({ mark }: { mark: MarkName }) {
  const stroke = { fill: 'none', stroke: '#0A3D38', 'stroke-width': '2.2', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const
  if (mark === 'waves')
    return (
      <>
        <path d={waves} {...stroke} />
        <circle cx="18" cy="11.5" r="3.2" fill="#C97F00" />
      </>
    )
  return (
    <>
      <path d="M11 27.5V9.5l13-2v22l-13-2z" {...stroke} />
      <circle cx="20.5" cy="18.5" r="1.7" fill="#C97F00" />
    </>
  )
}

export function Mark({ organization }: { organization: { name: string; mark?: MarkName | undefined } }) {
  const letter = [...organization.name.trim()][0]?.toLocaleUpperCase()
  return (
    <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
      <circle cx="18" cy="18" r="18" fill="#F6F4EE" />
      {organization.mark !== undefined ? (
        <Drawing mark={organization.mark} />
      ) : (
        <text x="18" y="25" text-anchor="middle" font-size="20" font-weight="650" fill="#0A3D38">
          {letter}
        </text>
      )}
    </svg>
  )
}
