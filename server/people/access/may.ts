// May this viewer reach a record of this kind with these labels? The viewer's half of the decision, pure; the same rules
// stand in SQL (schema/001-reach.sql), and tests/decision compares both with a third telling of them.

export type Relation = 'self' | 'parent' | 'trusted' | 'staff' | 'app'

/** What ties a person to a chart, before age is asked. Kinds: mask over record kinds, -1n all; hidden: mask over labels. */
export type Held = { readonly relation: 'self' | 'parent' | 'trusted'; readonly kinds: bigint; readonly hidden: number }

export type AgeRuleThen = { readonly teenFrom: number; readonly adultFrom: number; readonly parentTeenKinds: bigint; readonly parentTeenHidden: number }

/** What is within reach: `limitedByAge` says the note that some parts are private to a teen, whether or not anything is. */
export type Reach = { readonly relation: Relation; readonly kinds: bigint; readonly hidden: number; readonly limitedByAge: boolean; readonly unreleased: boolean }

/** Full years between two dates (YYYY-MM-DD). Born on February 29: a year older on March 1 of other years. */
export function fullYears(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/**
 * What one tie gives today, at the age the chart says and by the rule of the chart's organization; null: nothing.
 * `app`: the scope a person gave to an app; it never reaches further than the person.
 */
export function reachOf(held: Held, age: { readonly years: number; readonly rule: AgeRuleThen }, app: { readonly kinds: bigint; readonly hidden: number } | null = null): Reach | null {
  const { years, rule } = age
  if (held.relation === 'self' && years < rule.teenFrom) return null
  if (held.relation === 'parent' && years >= rule.adultFrom) return null
  const limitedByAge = held.relation === 'parent' && years >= rule.teenFrom
  const kinds = limitedByAge ? held.kinds & rule.parentTeenKinds : held.kinds
  const hidden = limitedByAge ? held.hidden | rule.parentTeenHidden : held.hidden
  if (app === null) return { relation: held.relation, kinds, hidden, limitedByAge, unreleased: false }
  return { relation: 'app', kinds: kinds & app.kinds, hidden: hidden | app.hidden, limitedByAge, unreleased: false }
}

/** One of the viewer's reaches must cover the kind and hide none of the labels. `kind` is the kind's number. */
export function may(reaches: readonly Pick<Reach, 'kinds' | 'hidden'>[], record: { readonly kind: number; readonly labels: number }): boolean {
  return reaches.some((reach) => ((reach.kinds >> BigInt(record.kind)) & 1n) === 1n && (reach.hidden & record.labels) === 0)
}
