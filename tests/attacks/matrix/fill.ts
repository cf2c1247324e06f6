// What stands for each `:name` in an address? Something of the identity's own where there is one, somebody else's, and a thing that
// does not exist. A new parameter without a line here stops the matrix: say what it names.
import { newId } from '#kernel'
import { type RecordKind, kindNumber } from '../../../contract/record-kinds.ts'
import { caseAt } from '../../given/door.ts'
import { rowsOf } from '../../given/member.ts'
import type { Cast, Identity } from './cast.ts'
import { sendingOf } from './sources.ts'

export type Filled = { readonly own: string | null; readonly foreign: readonly string[]; readonly missing: string }

type Filler = { readonly at: string; readonly of: (cast: Cast, who: Identity) => Promise<Filled> | Filled }

const token = (): Filled => ({ own: null, foreign: [], missing: 'dGhpcy1pcy1ub2JvZHlzLXRva2VuLWF0LWFsbC1ub3c' })

/** Records of these kinds: one of one's own that is shown (with a file, if any has one), one of each other identity's chart. */
const recordsOf = (kinds: readonly RecordKind[] | null) => async ({ house, charts }: Cast, who: Identity): Promise<Filled> => {
  const rows = await rowsOf<{ record: string; patient: string }>(house, `select distinct on (l.patient, l.kind, files) l.patient, l.record, s.body::text like '%"base64"%' as files from release_ledger l join store_record s on s.patient = l.patient and s.id = l.record
    where l.visible_from <= $1 and ($2::int[] is null or l.kind = any ($2)) order by files desc, l.patient, l.kind, l.filed desc`, [house.clock.now(), kinds?.map(kindNumber) ?? null])
  const known = new Set(Object.values(charts).flat())
  const foreign = rows.filter((row) => known.has(row.patient) && !who.reads.includes(row.patient)).map((row) => row.record)
  return { own: rows.find((row) => who.reads.includes(row.patient))?.record ?? null, foreign: foreign.slice(0, 4), missing: newId() }
}

const files = async ({ house }: Cast, who: Identity): Promise<Filled> => {
  const rows = await rowsOf(house, `select 1 from store_record s join release_ledger l on l.patient = s.patient and l.record = s.id where s.patient = any ($1) and l.visible_from <= $2 and s.body::text like '%"base64"%' limit 1`, [who.reads, house.clock.now()])
  return { own: rows.length === 0 ? null : '0', foreign: ['0'], missing: '0' }
}

const searches = async ({ identities }: Cast, who: Identity): Promise<Filled> => {
  const searched = await Promise.all(identities.filter((one) => one.standing === 'patient').slice(0, 3).map(async (one) => ({ one, id: String((await one.caller.post('/me/find', { words: 'blood' }, { from: '/me' })).headers.location).split('/').at(-1) ?? '' })))
  return { own: searched.find(({ one }) => one === who)?.id ?? null, foreign: searched.filter(({ one }) => one !== who).map(({ id }) => id), missing: newId() }
}

const members = async ({ house }: Cast, who: Identity): Promise<Filled> => {
  const rows = await rowsOf<{ person: string; organization: string }>(house, "select distinct person::text, organization from access_staff where valid_until = 'infinity' and person <> $1", [who.person ?? newId()])
  return { own: rows.find((row) => row.organization === who.organization)?.person ?? null, foreign: rows.filter((row) => row.organization !== who.organization).map((row) => row.person).slice(0, 3), missing: newId() }
}

/** A stopped sign-up, opened at the desk by whoever may; another organization's is the foreign one. */
const cases = async ({ house, parked }: Cast, who: Identity): Promise<Filled> => {
  const rows = await rowsOf<{ id: string; organization: string }>(house, 'select id, organization from identity_signup')
  const mine = parked.find((one) => one.organization === who.organization)
  const opened = mine === undefined || !who.roles.some((role) => role === 'front-desk' || role === 'supervisor') ? null : await caseAt(who.caller, mine.told)
  return { own: opened?.split('/').at(-1) ?? null, foreign: rows.filter((row) => row.organization !== who.organization).map((row) => row.id), missing: newId() }
}

const entries = async ({ house }: Cast): Promise<Filled> => ({ own: (await rowsOf<{ id: string }>(house, 'select id::text from directory_entry limit 1'))[0]?.id ?? null, foreign: [], missing: newId() })

const atDesk = ({ roles }: Identity): boolean => roles.includes('front-desk') || roles.includes('supervisor')

const visits = new Map<string, Promise<ReadonlyMap<string, string>>>()
/** Each at a desk starts to help somebody of their organization once; whose it is, only they go on with. */
const visitsOf = (at: 'start' | 'codes') => async ({ house, identities, charts }: Cast, who: Identity): Promise<Filled> => {
  const made = visits.get(at) ?? (async () => {
    const opened = new Map<string, string>()
    const found = await rowsOf<{ organization: string; mrn: string; name: string; birth: string }>(house, 'select organization, mrn, name, birth_date::text as birth from patients_patient where id = any ($1) or name like $2', [charts.bela, '%Castellano%'])
    for (const one of identities.filter(atDesk)) {
      const chart = found.find((row) => row.organization === one.organization)
      const [year = '', month = '', day = ''] = chart?.birth.split('-') ?? []
      const reply = await one.caller.post(`/staff/desk/${at}`, { mrn: chart?.mrn ?? '', name: chart?.name ?? '', reason: 'here', 'birth-month': String(Number(month)), 'birth-day': String(Number(day)), 'birth-year': year }, { from: `/staff/desk/${at}` })
      if (reply.status !== 303) throw new Error(`${one.name} starts no visit at /staff/desk/${at}: ${reply.status}`)
      opened.set(one.name, String(reply.headers.location).split('/').at(-1) ?? '')
    }
    return opened
  })()
  visits.set(at, made)
  const all = await made
  return { own: all.get(who.name) ?? null, foreign: [...all].filter(([name]) => name !== who.name).map(([, id]) => id), missing: newId() }
}

const deskCharts = async ({ house, charts }: Cast, who: Identity): Promise<Filled> => {
  const [here, there] = who.organization === 'northshore' ? [charts.bela[0], charts.walter[0]] : [charts.walter[0], charts.bela[0]]
  if (!atDesk(who)) return { own: null, foreign: [there ?? ''], missing: newId() }
  const [chart] = await rowsOf<{ mrn: string; birth: string }>(house, 'select mrn, birth_date::text as birth from patients_patient where id = $1', [here])
  const [year = '', month = '', day = ''] = chart?.birth.split('-') ?? []
  const opened = await who.caller.post('/staff/desk/reset', { record: chart?.mrn ?? '', 'birth-month': String(Number(month)), 'birth-day': String(Number(day)), 'birth-year': year }, { from: '/staff/desk/reset' })
  if (opened.status !== 303) throw new Error(`${who.name} opens nobody at /staff/desk/reset: ${opened.status}`)
  // Hannah is of Lakeside too: whom they did not open, they do not reach by an id.
  return { own: here ?? null, foreign: [there ?? '', ...(who.organization === 'lakeside' ? [charts.hannah[0] ?? ''] : [])], missing: newId() }
}

const ownCharts = ({ charts }: Cast, who: Identity): Filled => ({ own: who.reads[0] ?? null, foreign: Object.values(charts).flat().filter((one) => !who.reads.includes(one)).slice(0, 3), missing: newId() })

/** Work planned a year ahead, which changes no page's words today. */
const closures = async ({ house }: Cast, who: Identity): Promise<Filled> => {
  const rows = await rowsOf<{ id: string; organization: string }>(house, `insert into directory_closure (id, organization, begins_at, ends_at, affects, announced_at, announced_by)
    select gen_random_uuid(), o, $1::timestamptz + interval '1 year', $1::timestamptz + interval '366 days', '{mail}', $1, 'matrix' from unnest(array['lakeside', 'northshore']) as o returning id, organization`, [house.clock.now()])
  return { own: rows.find((row) => row.organization === who.organization)?.id ?? null, foreign: rows.filter((row) => row.organization !== who.organization).map((row) => row.id), missing: newId() }
}

const mails = async ({ house }: Cast): Promise<Filled> => ({ own: (await rowsOf<{ id: string }>(house, 'select id from notices_mail limit 1'))[0]?.id ?? null, foreign: [], missing: newId() })

/** By the beginning of the address up to the parameter; the longest that fits counts. */
export const fillers: readonly Filler[] = [
  { at: '/me/results/:id', of: recordsOf(['lab-result']) },
  { at: '/me/visits/:id', of: recordsOf(['visit']) },
  { at: '/me/records/:id', of: recordsOf(null) },
  { at: '/me/records/:id/files/:index', of: files },
  { at: '/me/find/:id', of: searches },
  { at: '/me/moved/:merger', of: token },
  { at: '/o/:organization', of: () => ({ own: 'lakeside', foreign: [], missing: 'nowhere' }) },
  { at: '/code/:square', of: token },
  { at: '/code/stop/:token', of: token },
  // A link of a mail or a text is nobody's to guess, wherever it stands.
  { at: '/:link', of: token },
  { at: '/find/:id', of: token },
  { at: '/find/place/:entry', of: entries },
  { at: '/staff/desk/case/:case', of: cases },
  { at: '/step-up/passkey/:to', of: () => ({ own: 'L2FjY291bnQ', foreign: [], missing: 'L25vd2hlcmU' }) },
  { at: '/staff/step-up/passkey/:to', of: () => ({ own: 'L3N0YWZm', foreign: [], missing: 'L25vd2hlcmU' }) },
  { at: '/staff/welcome/:token', of: token },
  { at: '/admin/staff/:person', of: members },
  { at: '/staff/desk/start/:visit', of: visitsOf('start') },
  { at: '/staff/desk/codes/:visit', of: visitsOf('codes') },
  { at: '/staff/desk/reset/:chart', of: deskCharts },
  { at: '/account/details/:patient', of: ownCharts },
  { at: '/account/details/:patient/:field', of: () => ({ own: 'phone', foreign: ['phone'], missing: 'phone' }) },
  { at: '/admin/status/:closure', of: closures },
  { at: '/admin/organizations/found/:id', of: token },
  { at: '/admin/organizations/entries/:entry', of: token },
  { at: '/admin/organizations/:organization', of: (_cast, who) => ({ own: who.organization, foreign: [who.organization === 'lakeside' ? 'northshore' : 'lakeside'], missing: 'nowhere' }) },
  // There is one of these for each organization: "all" of it.
  { at: '/admin/organizations/:organization/:aspect', of: () => ({ own: 'about', foreign: ['about'], missing: 'about' }) },
  { at: '/admin/organizations/:organization/:aspect/:id', of: () => ({ own: 'all', foreign: ['all'], missing: 'all' }) },
  { at: '/admin/organizations/:organization/undo/:edit', of: token },
  { at: '/mailbox/:mail', of: mails },
  { at: '/admin/sources/:source', of: sendingOf('source', 'nowhere') },
  { at: '/admin/sources/:source/messages/:message', of: sendingOf('message', '999999999') },
  { at: '/admin/sources/:source/keys/:key', of: sendingOf('key', newId()) },
  { at: '/staff/whose/:source', of: sendingOf('source', 'nowhere') },
  { at: '/staff/whose/:source/:message', of: sendingOf('message', '999999999') },
  { at: '/staff/merges/:merge', of: sendingOf('merge', newId()) },
  { at: '/staff/filed/:link', of: sendingOf('link', newId()) },
]

const bare = (path: string): string => path.replace(/\.\w+$/, '')

function fillerFor(upTo: string): Filler {
  const found = fillers.filter((one) => (bare(upTo).startsWith(one.at) || one.at === '/:link') && one.at.endsWith(bare(upTo).split('/').at(-1) ?? '')).sort((a, b) => b.at.length - a.at.length)[0]
  if (found === undefined) throw new Error(`the matrix does not know what to put for the last part of ${upTo}: add it to tests/attacks/matrix/fill.ts`)
  return found
}

const known = new Map<string, Promise<Filled>>()
/** Worked out once for each identity. */
function filledFor(cast: Cast, who: Identity, filler: Filler): Promise<Filled> {
  const key = `${who.name} ${filler.at}`
  const found = known.get(key) ?? Promise.resolve(filler.of(cast, who))
  known.set(key, found)
  return found
}

export type Addresses = { readonly own: string | null; readonly foreign: readonly { readonly path: string; readonly ids: readonly string[] }[]; readonly missing: { readonly path: string; readonly ids: readonly string[] } }

/** The addresses of a route for an identity. Without a parameter the address is everybody's own. */
export async function addressesOf(cast: Cast, path: string, who: Identity): Promise<Addresses> {
  const parts = path.split('/')
  let own: string[] | null = []
  let missing: string[] = []
  let ids: string[] = []
  let foreign: { parts: string[]; ids: string[] }[] = [{ parts: [], ids: [] }]
  for (const [at, part] of parts.entries()) {
    if (!part.startsWith(':')) {
      own = own === null ? null : [...own, part]
      missing = [...missing, part]
      foreign = foreign.map((one) => ({ ...one, parts: [...one.parts, part] }))
      continue
    }
    const end = /\.\w+$/.exec(part)?.[0] ?? ''
    const filled = await filledFor(cast, who, fillerFor(parts.slice(0, at + 1).join('/')))
    own = own === null || filled.own === null ? null : [...own, filled.own + end]
    missing = [...missing, filled.missing + end]
    ids = [...ids, filled.missing]
    const others = filled.foreign.length === 0 ? (filled.own === null ? [] : [filled.own]) : filled.foreign
    foreign = foreign.flatMap((one) => others.map((id) => ({ parts: [...one.parts, id + end], ids: [...one.ids, id] })))
  }
  const isForeign = path.includes(':') && foreign.some((one) => one.ids.length > 0)
  return { own: own === null ? null : own.join('/'), foreign: isForeign ? foreign.map((one) => ({ path: one.parts.join('/'), ids: one.ids })) : [], missing: { path: missing.join('/'), ids } }
}

