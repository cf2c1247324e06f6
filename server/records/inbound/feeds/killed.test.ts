// The house is killed (kill -9) while it works: is nothing lost and nothing done twice, and does a message that kills it each time stop there?
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type GivenFeeds, givenFeeds, person, pid, problem, result } from '../../../../tests/feeds/given.ts'

const emptied = `truncate inbound_raw, inbound_message, inbound_link, store_part, store_record, store_earlier, store_raw, store_delivery, release_ledger, release_waiting, patients_merge, patients_alike, patients_fact, patients_key, patients_patient cascade`

describe('killed at work', () => {
  let given: GivenFeeds
  let [ehr, lab] = ['', '']
  before(async () => {
    given = await givenFeeds()
    ehr = await given.feed('ehr')
    lab = await given.feed('lab', { route: 'mllp' })
  })
  after(() => given.end())
  beforeEach(() => given.look(emptied))

  const atWork = async (): Promise<number> => (await given.look("select 1 from pg_stat_activity where datname = current_database() and usename = 'portico_feed' and state <> 'idle'")).length
  const asleep = async (): Promise<boolean> => (await given.look("select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'")).length > 0
  async function killWhileAsleep(child: ChildProcess): Promise<void> {
    while (child.exitCode === null && child.signalCode === null) {
      if (await asleep()) child.kill('SIGKILL')
      await new Promise((done) => setTimeout(done, 20))
    }
  }
  /** A process that works until it has nothing left, or is killed: after so many milliseconds, or while the database sleeps in the middle of a message. */
  async function workApart(killed: number | 'asleep' | null): Promise<'done' | 'killed'> {
    const child = fork(new URL('../../../../tests/feeds/work-process.ts', import.meta.url), { execArgv: ['--import', './server/tsx.ts'] })
    const gone = new Promise<NodeJS.Signals | null>((done) => void child.once('exit', (_code, signal) => done(signal)))
    child.send(given.database.owner)
    if (typeof killed === 'number') setTimeout(() => child.kill('SIGKILL'), killed)
    if (killed === 'asleep') await killWhileAsleep(child)
    const end = (await gone) === 'SIGKILL' ? 'killed' : 'done'
    // The database notices when it next speaks to whoever is gone.
    for (let at = await atWork(); at > 0; at = await atWork()) await new Promise((done) => setTimeout(done, 50))
    return end
  }
  const send = async () => {
    for (let at = 0; at < 60; at += 1) {
      await given.send(ehr, [person(`p${at % 5}`, `M${at % 5}`), problem(`c${at % 20}`, `p${at % 5}`, { text: `Version ${at}` })], `f${at}`)
      await given.sendV2(lab, { type: 'ORU^R01', control: `L${at}`, at: '20261101090000-0500', lines: [pid(`M${at % 5}`), ...result(`O${at % 15}`, { value: String(100 + at) })] })
    }
  }
  /** What is known, apart from when it was written down. */
  const known = async () => ({
    records: await given.look("select p.mrn, r.kind, r.filed::text, r.card, r.body, r.removed_at is null as stands, r.same_as is null as own from store_record r join patients_patient p on p.id = r.patient order by p.mrn, r.kind, r.id"),
    texts: await given.look('select patient, id, version, superseded from store_raw order by 1, 2, 3'),
    ledger: await given.look('select patient, record, kind, card from release_ledger order by 1, 2'),
    charts: await given.look('select id, mrn, name, birth_date from patients_patient order by 1'),
    messages: await given.look('select name, state from inbound_message order by name'),
  })

  test('killed again and again at any moment, it ends in the same record as undisturbed', async () => {
    await send()
    assert.equal(await workApart(null), 'done')
    const undisturbed = await known()
    assert.ok(undisturbed.records.length > 20)
    await given.look(emptied)
    await send()
    // Each takes a while: the database sleeps a little in the middle of each message.
    await given.look(`create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(0.01); return new; end $$; create trigger slowly before insert or update on store_record for each row execute function slowly()`)
    let kills = 0
    for (let after_ = 700; (await workApart(after_)) === 'killed' && kills < 12; after_ += 90) kills += 1
    await given.look('drop trigger slowly on store_record; drop function slowly()')
    assert.ok(kills >= 2, `it was killed ${kills} times`)
    await workApart(null)
    assert.deepEqual(await known(), undisturbed)
  })

  test('a message that ends the process each time is parked after some tries, and all others are done', async () => {
    await given.send(ehr, [person('p1', 'M1'), problem('c1', 'p1')], 'before')
    await given.send(ehr, [problem('c2', 'p1', { text: 'Poison' })], 'poison')
    await given.send(ehr, [problem('c3', 'p1')], 'behind')
    // Whoever writes this record is killed meanwhile, as after a fault of memory.
    await given.look(`create function ends() returns trigger language plpgsql security definer as $$ begin if new.card ->> 'name' = 'Poison' then perform pg_sleep(2); end if; return new; end $$; create trigger ends before insert on store_record for each row execute function ends()`)
    for (let tries = 0; tries < 12 && (await given.messages()).some((row) => row.state === 'waiting'); tries += 1) await workApart('asleep')
    await given.look('drop trigger ends on store_record; drop function ends()')
    assert.deepEqual((await given.messages()).map((row) => [row.name, row.state]), [['before', 'done'], ['poison', 'parked'], ['behind', 'done']])
    const poison = (await given.messages())[1]
    assert.deepEqual([poison?.reasons, poison?.detail], [['fault'], { fault: 'it ended the process', at: null }])
    // Once it is mended, it is worked on again.
    await given.database.operate.run((tx) => given.inbound.feeds.deciding.replay(tx, { organization: 'lakeside', feed: ehr, id: null, reason: 'fault' }))
    await given.inbound.feeds.work()
    assert.equal((await given.messages())[1]?.state, 'done')
  })
})
