// Is it me or you? What works now, hospital by hospital and function by function, what is planned, what happened. From memory: it
// answers also when the database does not. No versions, nothing of anybody.
import type { Closure, Incident } from '#directory'
import { LinkButton, Notice, Section, SideSection, Table } from '#parts'
import { type PublicContext, type SiteNow, page } from '#web'
import { siteFunctions } from '../../contract/site-functions.ts'
import { functionWords, status as words } from '../../words/en/status.ts'
import { PublicFrame } from '../frame.tsx'
import { type Asking, anyTrouble, sayer } from './trouble.ts'

type Say = ReturnType<typeof sayer>
type Asked = Pick<Asking, 'house' | 'now' | 'organizations'>

/** The one sentence, in the tone it needs. */
function Overall({ state, say, now }: { state: SiteNow; say: Say; now: Date }) {
  const said = state.asOf === null ? words.unknown : state.awaySince !== null ? words.away : anyTrouble(state, now) ? words.bad : words.well
  return (
    <Notice kind={said === words.well ? 'done' : said === words.unknown ? 'note' : 'warn'} heading={said.heading}>
      <p>{said.text}</p>
      {state.asOf !== null && (
        <p class="mute">
          {words.asOf(say.fresh(state.asOf))} {say.named ? '' : words.zone(say.name)}
        </p>
      )}
    </Notice>
  )
}

function Functions({ state, say, now }: { state: SiteNow; say: Say; now: Date }) {
  const since = (what: string): Date | null => {
    if (state.awaySince !== null && what !== 'mail' && what !== 'texts') return state.awaySince
    const incident = state.incidents.find((one) => one.ended === null && one.what === what)?.began
    const closure = state.closures.find((one) => one.organization === null && one.begins <= now && one.ends > now && one.affects.some((affected) => affected === what || affected === 'everything'))?.begins
    return incident ?? closure ?? null
  }
  const rows = siteFunctions.filter((one) => one !== 'everything' && one !== 'source' && one !== 'counts').map((what) => {
    const away = since(what)
    const how = what === 'texts' && !state.textsOffered ? words.notOffered : away === null ? words.works : words.since(say.fresh(away))
    return [functionWords[what], how]
  })
  return <Table caption={words.functions} columns={[words.what, words.how]} rows={rows} />
}

/** Each by its own clock. */
function Hospitals({ state, asking, context }: { state: SiteNow; asking: Asked; context: PublicContext }) {
  const known = context.house.organizations
  const rows = state.sources.map((source) => {
    const say = sayer(asking, known.find(source.organization)?.timeZone)
    const open = state.incidents.find((one) => one.ended === null && one.what === 'source' && one.source?.id === source.id)
    const last = source.lastReceived === null ? words.never : words.last(say.fresh(source.lastReceived))
    const missing = state.incidents.some((one) => one.ended === null && one.what === 'counts' && one.source?.id === source.id)
    return [`${known.find(source.organization)?.name ?? source.organization}${known.find(source.organization)?.name === source.name ? '' : `, ${source.name}`}`, `${open === undefined ? last : `${words.notAnswering(say.fresh(open.began))}. ${last}.`}${missing ? ` ${words.notWhole}` : ''}`]
  })
  return <Table caption={words.hospitals} columns={[words.place, words.how]} rows={rows} />
}

const plannedOf = (one: Closure, say: Say, context: PublicContext): readonly string[] => [
  words.plannedLine(say.day(one.begins), say.until(one.ends, one.begins)),
  [one.organization === null ? words.wholeSite : (context.house.organizations.find(one.organization)?.name ?? one.organization), ...one.affects.filter((what) => what !== 'everything').map((what) => functionWords[what])].join(', '),
]

function pastOf(one: Incident, say: Say): readonly string[] {
  const name = one.source === null ? functionWords[one.what] : one.what === 'counts' ? words.notWholeOf(one.source.name) : one.source.name
  return [say.day(one.began), name, one.ended === null ? words.lasting : words.lasted(Math.round((one.ended.getTime() - one.began.getTime()) / 60_000))]
}

function View({ state, context }: { state: SiteNow; context: PublicContext }) {
  const asking: Asked = { house: context.house, now: context.now, organizations: null }
  const say = sayer(asking)
  return (
    <PublicFrame
      context={context}
      title={words.title}
      place={{ name: words.tab, line: words.tabLine }}
      asideLabel={words.next}
      aside={
        <SideSection id="next" heading={words.next}>
          <p>{words.nextText}</p>
          <p class="row-act">
            <LinkButton href="/help" quiet>
              {words.help}
            </LinkButton>
          </p>
        </SideSection>
      }
    >
      <h1>{words.title}</h1>
      <Overall state={state} say={say} now={context.now} />
      <Section id="functions" heading={words.functions}>
        <Functions state={state} say={say} now={context.now} />
      </Section>
      {state.sources.length > 0 && (
        <Section id="hospitals" heading={words.hospitals}>
          <p class="mute mt3">{words.hospitalsLede}</p>
          <Hospitals state={state} asking={asking} context={context} />
        </Section>
      )}
      <Section id="planned" heading={words.planned}>
        {state.closures.length === 0 ? <p class="mt3">{words.noPlanned}</p> : <Table caption={words.planned} columns={[words.when, words.what]} rows={state.closures.map((one) => plannedOf(one, say, context))} />}
      </Section>
      <Section id="history" heading={words.history}>
        {state.incidents.length === 0 ? <p class="mt3">{words.noHistory}</p> : <Table caption={words.history} columns={[words.when, words.what, words.long]} rows={state.incidents.map((one) => pastOf(one, say))} />}
      </Section>
    </PublicFrame>
  )
}

export const statusPage = page({
  path: '/status',
  audience: 'public',
  assurance: 'none',
  reads: 'directory',
  audit: 'none',
  rate: 'directory',
  load: async (context) => context.house.state.now(),
  view: (state: SiteNow, context) => <View state={state} context={context as PublicContext} />,
})
