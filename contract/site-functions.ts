// What can stop working, apart from the rest? A closed list: incidents, planned work, banners and /status speak of these.

/** `everything`: the database is away. `source`: one way in of records from a hospital. `counts`: what it sent and what is here do not add up. */
export const siteFunctions = ['everything', 'sign-in', 'mail', 'texts', 'records', 'source', 'counts'] as const
export type SiteFunction = (typeof siteFunctions)[number]

/** What planned work can touch. */
export const closableFunctions = ['everything', 'sign-in', 'mail', 'texts', 'records'] as const satisfies readonly SiteFunction[]
export type ClosableFunction = (typeof closableFunctions)[number]
