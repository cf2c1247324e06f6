// What does somebody read on their home page when their hospital became another? "St. Brigid's is now Lakeside. Nothing is lost.", until they put it away.
import { z } from 'zod'
import { Button, Form, Notice } from '#parts'
import { Refusal, isId } from '#kernel'
import { type RecordContext, act } from '#web'
import type { Merger } from '../../contract/mergers.ts'
import { merged as words } from '../../words/en/find.ts'

export type Moved = { readonly merger: Merger; readonly old: string; readonly now: string }

/** The mergers of the organizations whose charts are read, which this person has not put away. No statement where there is none. */
export async function movedFor({ house, viewer, tx }: RecordContext): Promise<readonly Moved[]> {
  const { organizations, directory } = house
  const ids = [...new Set(viewer.patients.map((one) => one.organization))]
  const all = ids.flatMap((id) => {
    const merger = organizations.mergerOf(id, tx.now)
    const [old, now] = [organizations.find(id), merger === undefined ? undefined : organizations.find(merger.into)]
    return merger === undefined || old === undefined || now === undefined ? [] : [{ merger, old: old.name, now: now.name }]
  })
  if (all.length === 0) return []
  const read = await directory.mergersRead(tx, all.map((one) => one.merger.id))
  return all.filter((one) => !read.has(one.merger.id))
}

export function MovedNotes({ moved, token }: { moved: readonly Moved[]; token: string }) {
  return (
    <>
      {moved.map(({ merger, old, now }) => (
        <Notice
          key={merger.id}
          kind="note"
          heading={words.homeHeading(old, now)}
          actions={
            <>
              <a href={`/o/${merger.organization}`}>{words.see}</a>
              <Form action={`/me/moved/${merger.id}`} token={token} label={words.homeHeading(old, now)}>
                <Button quiet small>{words.putAway}</Button>
              </Form>
            </>
          }
        >
          <p>{words.homeText(merger.changed.length)}</p>
        </Notice>
      ))}
    </>
  )
}

const params = z.object({ merger: z.string().max(60) })

export const putMovedAway = act<'patient', z.ZodType, typeof params>({
  path: '/me/moved/:merger',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-account',
  audit: 'none',
  rate: 'write',
  params,
  form: z.strictObject({}),
  async act(context, input) {
    if (!isId(input.params.merger)) throw new Refusal('not-found', 'not an id')
    await context.house.directory.putMergerAway(context.tx, input.params.merger)
    return { go: '/me' }
  },
})
