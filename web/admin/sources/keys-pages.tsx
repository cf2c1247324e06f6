// By what does a source prove who it is? Tokens, certificates and addresses; a token is shown once, on the answer to the form itself.
import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { FeedCredential, FeedState } from '#inbound/sources'
import { Refusal } from '#kernel'
import { Box, Button, Crumb, ErrorSummary, Field, Form, Notice, Section, StackTable, TextBox } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { longDate } from '../../../words/en/dates.ts'
import { routeWords, sources as words } from '../../../words/en/sources.ts'
import { StaffPage, staffZone } from '../../staff/frame.tsx'
import { feedOf, fresh, hrefOf, sourceParams } from './declared.ts'
import { ForSender } from './for-sender.tsx'

type KeysData = { readonly feed: FeedState; /** Whose messages it takes (MSH-3). */ readonly senders: readonly string[]; readonly keys: readonly FeedCredential[]; readonly added: boolean }
const kinds = words.credentials

function Keys({ data: { feed, keys }, context }: { data: KeysData; context: StaffContext }) {
  const open = keys.filter((one) => one.endedAt === null)
  if (open.length === 0) return <p class="mt3">{kinds.none}</p>
  const rows = open.map((one) => {
    const what = one.address === null ? kinds.kinds[one.kind] : `${kinds.kinds[one.kind]} ${one.address}`
    const since = longDate(one.madeAt, staffZone(context))
    return {
      key: one.id,
      cells: [what, since, (
        <Form key="end" action={`${hrefOf(feed.id)}/keys/${one.id}/end`} token={context.formToken}>
          <Button quiet small>
            {kinds.end}
            <span class="vh">{kinds.endThis(`${what}, ${since}`)}</span>
          </Button>
        </Form>
      )],
    }
  })
  return <StackTable caption={kinds.title(feed.name)} columns={kinds.columns} rows={rows} />
}

function Ways({ data: { feed }, context, problem }: { data: KeysData; context: StaffContext; problem: Problem | null }) {
  const at = `${hrefOf(feed.id)}/keys`
  return (
    <>
      {feed.route === 'fhir' && (
        <Box id="token" heading={kinds.token.heading}>
          <p>{kinds.token.text}</p>
          <Form action={`${at}/token`} token={context.formToken} label={kinds.token.heading}>
            <Button quiet>{kinds.token.button}</Button>
          </Form>
        </Box>
      )}
      {feed.route === 'mllp' && (
        <Box id="certificate-box" heading={kinds.certificate.heading}>
          <p>{kinds.certificate.text}</p>
          <Form action={`${at}/certificate`} token={context.formToken} label={kinds.certificate.heading}>
            <TextBox language="en" id="certificate" label={kinds.certificate.label} rows={6} value={problem?.typed.certificate} error={problem?.field === 'certificate' ? kinds.certificate.problem : undefined} />
            <Button quiet>{kinds.certificate.button}</Button>
          </Form>
        </Box>
      )}
      {feed.route === 'mllp' && (
        <Box id="address-box" heading={kinds.address.heading}>
          <p>{kinds.address.text}</p>
          <Form action={`${at}/address`} token={context.formToken} label={kinds.address.heading}>
            <Field language="en" id="address" label={kinds.address.label} hint={kinds.address.hint} autocomplete="off" value={problem?.typed.address} error={problem?.field === 'address' ? kinds.address.problem : undefined} />
            <Button quiet>{kinds.address.button}</Button>
          </Form>
        </Box>
      )}
    </>
  )
}

function KeysView({ data, context, problem, token }: { data: KeysData; context: StaffContext; problem: Problem | null; token?: string }) {
  const title = kinds.title(data.feed.name)
  const wrong = problem === null ? [] : [{ message: problem.field === 'certificate' ? kinds.certificate.problem : kinds.address.problem, ...(problem.field === null ? {} : { field: problem.field }) }]
  return (
    <StaffPage context={context} title={title} current="/admin/sources" within refused={problem !== null} crumb={<Crumb label={data.feed.name} href={hrefOf(data.feed.id)} />} asideLabel={kinds.side} aside={<Ways data={data} context={context} problem={problem} />}>
      <h1>{title}</h1>
      {wrong.length > 0 && <ErrorSummary language="en" errors={wrong} />}
      <p class="lede">{routeWords[data.feed.route]}</p>
      {data.added && token === undefined && problem === null && (
        <Notice kind="done" heading={words.done.added.heading}>
          <p>{kinds.none}</p>
        </Notice>
      )}
      {token !== undefined && (
        <Notice kind="done" heading={kinds.token.shown}>
          <p>
            <code class="exact" id="new-token">
              {token}
            </code>
          </p>
          <p>{kinds.token.once}</p>
        </Notice>
      )}
      <ForSender feed={data.feed} senders={data.senders} keys={data.keys} context={context} />
      <Section id="keys" heading={kinds.heading}>
        <p class="mute mt2">{kinds.lede}</p>
        <Keys data={data} context={context} />
      </Section>
    </StaffPage>
  )
}

async function keysOf(context: StaffContext, key: string): Promise<KeysData> {
  const feed = await feedOf(context, key)
  const [keys, agreed] = await Promise.all([context.house.sources.credentials.list(context.tx, feed.id), context.house.sources.registry.one(context.tx, feed.id)])
  return { feed, senders: agreed?.senders ?? [], keys, added: false }
}

export const keysPage = page({
  path: '/admin/sources/:source/keys',
  ...fresh,
  audit: 'staff-worked',
  rate: 'read',
  params: sourceParams,
  query: z.object({ done: z.enum(['added']).optional().catch(undefined) }),
  load: async (context: StaffContext, { params, query }): Promise<KeysData> => {
    context.note({ kind: 'staff-worked', reason: `keys of source ${params.source}` })
    return { ...(await keysOf(context, params.source)), added: query.done === 'added' }
  },
  view: (data: KeysData, context, problem) => <KeysView data={data} context={context as StaffContext} problem={problem} />,
})

const changing = { ...fresh, audit: 'source-changed', rate: 'write', params: sourceParams } as const

export const newToken = act({
  path: '/admin/sources/:source/keys/token', ...changing, form: z.strictObject({}),
  act: async (context: StaffContext, { params }) => {
    const feed = await feedOf(context, params.source)
    if (feed.route !== 'fhir') throw new Refusal('not-found', 'tokens are for FHIR')
    const { id, token } = await context.house.sources.credentials.newToken(context.tx, feed.id)
    context.note({ reason: 'made a token of a source', detail: { source: feed.id, credential: id } })
    // Shown here and nowhere else: it is in no address and is kept nowhere.
    return { show: <KeysView data={await keysOf(context, params.source)} context={context} problem={null} token={token} /> }
  },
})

/** The fingerprint of the first certificate in what was pasted. Refuses: form-not-understood. */
function fingerprintOf(pasted: string): string {
  try {
    return new X509Certificate(pasted).fingerprint256
  } catch {
    throw new Refusal('address-not-usable', 'not a certificate', { field: 'certificate' })
  }
}

export const addCertificate = act({
  path: '/admin/sources/:source/keys/certificate', ...changing, again: keysPage, form: z.strictObject({ certificate: z.string().max(50_000).default('') }),
  act: async (context: StaffContext, { params, form }) => {
    const feed = await feedOf(context, params.source)
    const { id } = await context.house.sources.credentials.allowCertificate(context.tx, feed.id, fingerprintOf(form.certificate.trim()))
    context.note({ reason: 'added a certificate of a source', detail: { source: feed.id, credential: id } })
    return { go: `${hrefOf(feed.id)}/keys` }
  },
})

/** Does it exist as an address, or as a network whose rest is zeros? Anything else would not be one for the database either. */
function isNetwork(typed: string): boolean {
  const [address = '', prefix] = typed.split('/')
  const parts = address.split('.')
  if (parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    if (prefix === undefined) return true
    const bits = parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('')
    return /^\d{1,2}$/.test(prefix) && Number(prefix) <= 32 && !bits.slice(Number(prefix)).includes('1')
  }
  return prefix === undefined && address.includes(':') && URL.canParse(`http://[${address}]/`)
}

export const addAddress = act({
  path: '/admin/sources/:source/keys/address', ...changing, again: keysPage, form: z.strictObject({ address: z.string().max(100).default('') }),
  act: async (context: StaffContext, { params, form }) => {
    const feed = await feedOf(context, params.source)
    const address = form.address.trim()
    if (!isNetwork(address)) throw new Refusal('address-not-usable', 'not an address or network', { field: 'address' })
    const { id } = await context.house.sources.credentials.allowAddress(context.tx, feed.id, address)
    context.note({ reason: 'added an address of a source', detail: { source: feed.id, credential: id } })
    return { go: `${hrefOf(feed.id)}/keys` }
  },
})

export const endKey = act({
  path: '/admin/sources/:source/keys/:key/end', ...changing, params: sourceParams.extend({ key: z.string().max(60) }), form: z.strictObject({}),
  act: async (context: StaffContext, { params }) => {
    const { feed, keys } = await keysOf(context, params.source)
    if (!keys.some((one) => one.id === params.key)) throw new Refusal('not-found', 'no such key of this source')
    await context.house.sources.credentials.end(context.tx, params.key)
    context.note({ reason: 'ended a key of a source', detail: { source: feed.id, credential: params.key } })
    return { go: `${hrefOf(feed.id)}/keys` }
  },
})
