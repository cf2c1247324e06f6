// How does Portico serve? Database, rooms, pages, loops; says where it listens; ends in reverse order on Ctrl-C.
import { type Config, type Log, faultFields, openLog, readConfig, systemClock } from '#kernel'
import { type Installation, announce, checkRecent, openInstallation, seedTrial } from '#operate'
import { type FeedsDoor, openFeedsDoor } from '#feeds'
import { assets, refusalView, routes } from '#pages'
import { type Web, choosePort, openWeb, watchOnce } from '#web'
import { type Composed, compose } from './compose.ts'

/** How often each loop turns, in seconds. The sealer's second is R82. */
const every = { sealSeconds: 1, mailSeconds: 2, organizationSeconds: 30, stateSeconds: 10, fileSeconds: 2, purgeSeconds: 3600, countSeconds: 900 } as const

/** Runs `turn` again and again, never twice at once; a failing turn is logged and the next one comes all the same. */
function loop(log: Log, { job, seconds }: { readonly job: string; readonly seconds: number }, turn: () => Promise<unknown>): () => Promise<void> {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(async () => {
      if (!stopped) await turn().catch((error: unknown) => log.fault({ event: 'loop-failed', job, ...faultFields(error) }))
    })
  }, seconds * 1000)
  return async () => {
    stopped = true
    clearInterval(timer)
    await running
  }
}

function startLoops(composed: Composed, log: Log): () => Promise<void> {
  const { house, sealer, databases } = composed
  const stops = [
    loop(log, { job: 'seal', seconds: every.sealSeconds }, () => sealer.sealNow()),
    loop(log, { job: 'mail', seconds: every.mailSeconds }, () => house.notices.deliver()),
    loop(log, { job: 'organizations', seconds: every.organizationSeconds }, async () => {
      await house.organizations.refresh()
      // What can be found is read when it changed, not while somebody waits for an answer.
      await databases.web.run((tx) => house.directory.ours(tx))
    }),
    loop(log, { job: 'state', seconds: every.stateSeconds }, async () => {
      try {
        await watchOnce({ directory: house.directory, notices: house.notices, database: databases.job, known: house.state, alarms: house.sources.balance.alarms })
      } finally {
        await house.state.refresh()
      }
    }),
    loop(log, { job: 'counts', seconds: every.countSeconds }, () => checkRecent(composed)),
    loop(log, { job: 'on-file', seconds: every.fileSeconds }, fileCharts(composed)),
    loop(log, { job: 'purge', seconds: every.purgeSeconds }, () => databases.operate.run(async (tx) => {
      await house.notices.purge(tx)
      await house.accounts.purge(tx)
      await house.identity.purge(tx)
      await house.chart.purge(tx)
      await house.directory.purge(tx)
    })),
  ]
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}

type Running = { readonly installation: Installation; readonly composed: Composed; readonly web: Web; readonly feeds: FeedsDoor; readonly stopLoops: () => Promise<void> }

async function close({ installation, composed, web, feeds, stopLoops }: Running): Promise<void> {
  await Promise.all([web.close(), feeds.close()])
  await stopLoops()
  await composed.close()
  await installation.stop()
}

/** Opens the door of feeds, and works on what waits from then on: at once after each message that was kept. */
async function openFeeds({ inbound, databases }: Composed, config: Config, log: Log): Promise<FeedsDoor> {
  const { mllp, push, trial } = config
  const door = await openFeedsDoor({ log, clock: systemClock, database: databases.feed, feeds: inbound.feeds, trial }, {
    mllp: mllp === null ? null : { ...mllp, port: await choosePort(mllp) },
    push: push === null ? null : { ...push, port: await choosePort(push) },
  })
  inbound.feeds.start()
  return door
}

/** Charts that were here before what is on file was kept: a few at each turn, once, so that their people are found too. */
function fileCharts({ databases, patients }: Composed): () => Promise<void> {
  let [after, done]: [string | null, boolean] = [null, false]
  return async () => {
    if (done) return
    after = await databases.operate.run((tx) => patients.fileKnown(tx, after))
    done = after === null
  }
}

/** Starts everything and returns once it listens. Ends by SIGINT or SIGTERM. */
export async function serve(): Promise<void> {
  const config = readConfig()
  const log = openLog('stderr')
  const installation = await openInstallation(config)
  try {
    const port = await choosePort(config)
    const publicUrl = config.publicUrl ?? `http://localhost:${port}`
    const composed = await compose({ config, clock: systemClock, connection: installation.connection, log: config.trial ? openLog(null) : log, publicUrl, feedsApart: true })
    const seeded = config.trial ? await seedTrial(composed, config.dataFolder) : null
    await composed.house.organizations.refresh()
    await composed.databases.web.run((tx) => composed.house.directory.ours(tx))
    await composed.house.state.refresh()
    const web = await openWeb({ house: composed.house, routes, views: { refusal: refusalView }, assets: assets(), publicUrl, trustedProxies: config.trustedProxies, health: () => composed.house.database.run(async () => true).catch(() => false) })
    await web.listen(port, config.host)
    const feeds = await openFeeds(composed, config, log)
    composed.house.feedsAt.opened(feeds)
    const running = { installation, composed, web, feeds, stopLoops: startLoops(composed, log) }
    const end = (): void => {
      process.off('SIGINT', end)
      process.off('SIGTERM', end)
      void close(running).then(() => process.exit(0))
    }
    process.on('SIGINT', end)
    process.on('SIGTERM', end)
    await announce({ publicUrl, composed, seeded, feeds, folder: config.dataFolder, print: (line) => console.log(line) })
  } catch (error) {
    await installation.stop()
    throw error
  }
}
