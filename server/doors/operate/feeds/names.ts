// Which feed, or which message of it, does an operator mean? "lakeside:lab", "lakeside:lab/42".
import { Refusal } from '#kernel'

/** "lakeside:lab" belongs to lakeside. Refuses not-found for what is no such name. */
export function organizationOf(feed: string): string {
  const at = feed.indexOf(':')
  if (at <= 0) throw new Refusal('not-found', `${feed} is no feed: they are called ORGANIZATION:KEY`)
  return feed.slice(0, at)
}

/** "lakeside:lab/42". */
export function messageAt(name: string): { readonly organization: string; readonly feed: string; readonly id: string } {
  const [feed = '', id = '', ...more] = name.split('/')
  if (!/^\d{1,18}$/.test(id) || more.length > 0) throw new Refusal('not-found', `${name} is no message: they are called FEED/NUMBER`)
  return { organization: organizationOf(feed), feed, id }
}
