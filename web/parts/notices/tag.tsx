// Which short mark does a thing carry? Words first; the colour only repeats them. Outside a range is amber, never red.

export type TagKind = 'new' | 'in' | 'out' | 'critical' | 'wait'

export type TagProps = { kind: TagKind; label: string }

const classes: Readonly<Record<TagKind, string>> = { new: 'tag new', in: 'tag in', out: 'tag out', critical: 'tag crit', wait: 'tag wait' }

export function Tag(props: TagProps) {
  return <span class={classes[props.kind]}>{props.label}</span>
}
