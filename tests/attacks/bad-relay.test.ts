// A relay that hangs for a minute, takes a mail and drops the line, or says no: do pages wait for it, and does each mail go out once? C7.
// A real listener speaks SMTP; no test here waits for time to pass.
import assert from 'node:assert/strict'
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { openAudit } from '#audit'
import { openLog } from '#kernel'
import { openNotices } from '#notices'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())

type Mood = 'takes' | 'silent' | 'drops-after-data' | '451-to-recipient' | '550-to-recipient' | '421-at-once'
type Relay = { readonly url: string; readonly ids: string[]; mood: Mood; end(): Promise<void> }

async function relay(): Promise<Relay> {
  const sockets = new Set<Socket>()
  const state: { mood: Mood; ids: string[] } = { mood: 'takes', ids: [] }
  const serve = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    const say = (line: string) => socket.write(`${line}\r\n`)
    if (state.mood === 'silent') return
    say(state.mood === '421-at-once' ? '421 closing' : '220 relay.example')
    let rest = ''
    let body: string | null = null
    const answer = (line: string): void => {
      if (body !== null) {
        if (line !== '.') return void (body += `${line}\n`)
        state.ids.push(/^Message-ID: (\S+)/im.exec(body)?.[1] ?? '')
        body = null
        return state.mood === 'drops-after-data' ? void socket.destroy() : void say('250 taken')
      }
      if (/^(EHLO|HELO)/i.test(line)) say('250 relay.example')
      else if (/^RCPT/i.test(line)) say(state.mood === '451-to-recipient' ? '451 greylisted' : state.mood === '550-to-recipient' ? '550 no such person' : '250 ok')
      else if (/^DATA/i.test(line)) {
        body = ''
        say('354 go on')
      } else if (/^QUIT/i.test(line)) {
        say('221 bye')
        socket.end()
      } else say('250 ok')
    }
    socket.on('data', (piece: Buffer) => {
      rest += piece.toString()
      for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
        const line = rest.slice(0, at)
        rest = rest.slice(at + 2)
        answer(line)
      }
    })
  }
  const server: Server = createServer(serve)
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', () => done()))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get ids() {
      return state.ids
    },
    get mood() {
      return state.mood
    },
    set mood(next) {
      state.mood = next
    },
    end: () => new Promise((done) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => done())
    }),
  }
}

const open = (smtpUrl: string) => openNotices({ audit: openAudit(), clock: given.clock, log: openLog(null), database: given.job, trial: false, smtpUrl, mailFrom: 'Portico <x@example.com>' })
const write = (notices: ReturnType<typeof open>, to: string) => given.web.run((tx) => notices.mail(tx, { kind: 'password-changed', to, facts: { when: 'today', site: 'https://record.example' } }))

test('while a relay says nothing, mail is written and committed all the same; the relay is called dead once that lasts', async () => {
  const there = await relay()
  const notices = open(there.url)
  there.mood = 'silent'
  await write(notices, 'one@example.com')
  let delivered = false
  const delivering = notices.deliver().then(() => (delivered = true))
  // What a page does: its transaction ends while the delivery still hangs.
  await write(notices, 'two@example.com')
  assert.equal(delivered, false)
  given.clock.advance({ minutes: 3 })
  assert.equal((await given.web.run(notices.health)).mail.dead, true)
  await there.end()
  await delivering
  given.clock.advance({ days: 8 })
  await notices.deliver()
})

test('a relay that takes a mail and drops the line gets it again under the same id, and then once', async () => {
  const there = await relay()
  const notices = open(there.url)
  there.mood = 'drops-after-data'
  await write(notices, 'three@example.com')
  assert.equal(await notices.deliver(), 0)
  there.mood = 'takes'
  given.clock.advance({ minutes: 2 })
  assert.equal(await notices.deliver(), 1)
  given.clock.advance({ minutes: 20 })
  assert.equal(await notices.deliver(), 0)
  assert.equal(there.ids.length, 2)
  assert.equal(new Set(there.ids).size, 1)
  await there.end()
})

test('no such person is given up at once; greylisted is tried again; closing is the relay’s own trouble', async () => {
  const there = await relay()
  const notices = open(there.url)
  const health = async () => (await given.web.run(notices.health)).mail
  there.mood = '550-to-recipient'
  await write(notices, 'gone@example.com')
  await notices.deliver()
  assert.deepEqual([(await health()).failingSince, (await health()).oldestWaiting], [null, null])
  there.mood = '451-to-recipient'
  await write(notices, 'grey@example.com')
  await notices.deliver()
  assert.equal((await health()).failingSince, null)
  assert.notEqual((await health()).oldestWaiting, null)
  there.mood = '421-at-once'
  given.clock.advance({ minutes: 1 })
  await notices.deliver()
  assert.notEqual((await health()).failingSince, null)
  there.mood = 'takes'
  given.clock.advance({ minutes: 2 })
  assert.equal(await notices.deliver(), 1)
  assert.deepEqual([(await health()).dead, (await health()).failingSince, (await health()).oldestWaiting], [false, null, null])
  await there.end()
})
