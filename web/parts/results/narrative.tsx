// How do the words of a clinical document look? Paragraphs, lists, tables with their heads, footnotes: built from the tree, never
// from markup. Wide tables scroll inside themselves and can be reached by keyboard.
import { Fragment } from 'preact'
import type { Inline, Narrative, NarrativeCell } from '../../../contract/narrative.ts'
import { sectionWords as words } from '../../../words/en/record.ts'

type Place = { /** Makes the ids of footnotes unique on the page. */ readonly id: string; /** Names tables without a caption. */ readonly heading: string }

function Line({ inside, place }: { inside: readonly Inline[]; place: Place }) {
  return inside.map((one, at) => {
    const key = String(at)
    if (typeof one === 'string') return one
    if (one.as === 'break') return <br key={key} />
    if (one.as === 'mark')
      return (
        <sup key={key}>
          <a href={`#${place.id}-note-${one.number}`} aria-label={words.footnote(one.number)}>
            {one.number}
          </a>
        </sup>
      )
    if (one.as === 'file') return <Fragment key={key}>{` ${words.file(one.name)} `}</Fragment>
    const inner = <Line inside={one.inside} place={place} />
    // An address is shown, never followed: nobody here knows where it leads.
    if (one.as === 'link')
      return (
        <Fragment key={key}>
          {inner}
          {one.inside.length === 1 && one.inside[0] === one.address ? '' : ` (${one.address})`}
        </Fragment>
      )
    if (one.as === 'bold') return <b key={key}>{inner}</b>
    if (one.as === 'underline') return <u key={key}>{inner}</u>
    // A line through words is not read aloud: words say it.
    if (one.as === 'struck')
      return (
        <Fragment key={key}>
          {words.struck.before}
          <s>{inner}</s>
          {words.struck.after}
        </Fragment>
      )
    if (one.as === 'raised') return <sup key={key}>{inner}</sup>
    return <sub key={key}>{inner}</sub>
  })
}

function Cell({ cell, place }: { cell: NarrativeCell; place: Place }) {
  const [only] = cell.inside
  const inner = cell.inside.length === 1 && only?.as === 'paragraph' ? <Line inside={only.inside} place={place} /> : <Blocks blocks={cell.inside} place={place} />
  const spans = { ...(cell.across === undefined ? {} : { colspan: cell.across }), ...(cell.down === undefined ? {} : { rowspan: cell.down }) }
  // An empty head names nothing: for a screen reader it is a plain cell.
  if (cell.heads === undefined || cell.inside.length === 0) return <td {...spans}>{inner}</td>
  return (
    <th scope={cell.heads} {...spans}>
      {inner}
    </th>
  )
}

function Rows({ rows, place }: { rows: readonly (readonly NarrativeCell[])[]; place: Place }) {
  return rows.map((row, at) => (
    <tr key={String(at)}>
      {row.map((cell, column) => (
        <Cell key={String(column)} cell={cell} place={place} />
      ))}
    </tr>
  ))
}

function NarrativeTable({ table, place }: { table: Extract<Narrative, { as: 'table' }>; place: Place }) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={words.tableOf(place.heading)}>
      <table>
        {table.caption !== undefined && (
          <caption>
            <Line inside={table.caption} place={place} />
          </caption>
        )}
        {table.head.length > 0 && (
          <thead>
            <Rows rows={table.head} place={place} />
          </thead>
        )}
        <tbody>
          <Rows rows={table.rows} place={place} />
        </tbody>
      </table>
    </div>
  )
}

function Block({ block, place }: { block: Narrative; place: Place }) {
  if (block.as === 'paragraph')
    return (
      <p>
        <Line inside={block.inside} place={place} />
      </p>
    )
  if (block.as === 'caption')
    return (
      <p class="cap">
        <Line inside={block.inside} place={place} />
      </p>
    )
  if (block.as === 'table') return <NarrativeTable table={block} place={place} />
  if (block.as === 'footnote')
    return (
      <div class="foot-note" id={`${place.id}-note-${block.number}`}>
        <sup>{block.number}</sup>
        <Blocks blocks={block.inside} place={place} />
      </div>
    )
  const items = block.items.map((item, at) => (
    <li key={String(at)}>
      <Blocks blocks={item} place={place} />
    </li>
  ))
  return (
    <>
      {block.caption !== undefined && (
        <p class="cap">
          <Line inside={block.caption} place={place} />
        </p>
      )}
      {block.numbered ? <ol class="ticks num">{items}</ol> : <ul class="ticks">{items}</ul>}
    </>
  )
}

function Blocks({ blocks, place }: { blocks: readonly Narrative[]; place: Place }) {
  return blocks.map((block, at) => <Block key={String(at)} block={block} place={place} />)
}

/** The words of one part. `id` is unique on the page. */
export function NarrativeBlocks({ blocks, id, heading }: { blocks: readonly Narrative[]; id: string; heading: string }) {
  return (
    <div class="told">
      <Blocks blocks={blocks} place={{ id, heading }} />
    </div>
  )
}
