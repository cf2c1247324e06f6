// What is a statement? Named SQL with the type of its rows: the name makes PostgreSQL plan it once per connection.

export type Statement<Row> = { readonly name: string; readonly text: string; readonly row?: Row }

const known = new Map<string, string>()

/** Declares a statement. Names are `room.what`; the same name with another text is refused at start. */
export function statement<Row>(name: string, text: string): Statement<Row> {
  const before = known.get(name)
  if (before !== undefined && before !== text) throw new Error(`two statements are called ${name}`)
  known.set(name, text)
  return { name, text }
}

/** Every statement declared so far: a test prepares each against the migrated database. */
export const allStatements = (): readonly { name: string; text: string }[] => [...known].map(([name, text]) => ({ name, text }))
