// How does the text of a note or report look? Headings, paragraphs and points, as the presenter found them; never markup.
import type { TextBlock } from '../../../contract/presented-record.ts'

type Group = { readonly as: TextBlock['as']; readonly texts: readonly string[] }

/** Neighbouring points become one list. */
function grouped(blocks: readonly TextBlock[]): readonly Group[] {
  const groups: Group[] = []
  for (const block of blocks) {
    const last = groups.at(-1)
    if (block.as === 'item' && last?.as === 'item') groups[groups.length - 1] = { as: 'item', texts: [...last.texts, block.text] }
    else groups.push({ as: block.as, texts: [block.text] })
  }
  return groups
}

export function TextBlocks({ blocks }: { blocks: readonly TextBlock[] }) {
  return (
    <div class="prose">
      {grouped(blocks).map((group, index) => {
        const key = String(index)
        if (group.as === 'heading') return <h3 key={key}>{group.texts[0]}</h3>
        if (group.as === 'paragraph') return <p key={key}>{group.texts[0]}</p>
        return (
          <ul key={key} class="ticks">
            {group.texts.map((text, at) => (
              <li key={String(at)}>{text}</li>
            ))}
          </ul>
        )
      })}
    </div>
  )
}
