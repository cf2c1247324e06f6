// How do messages come into a house that is killed again and again? Each is sent over the wire until it is answered, in any order, by two routes.
import { type ChildProcess, fork } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { rowsOf } from '../given/member.ts'
import type { Canonical } from './canonical-house.ts'
import type { DeliverySet } from './deliveries.ts'
import type { FromProcess, ToProcess } from './house-process.ts'
import { type Arriving, type OrderHouse, disordered, openRandom, orderHouse } from './orders.ts'
import { acknowledged, framed, openLine } from './wire.ts'

type Running = { readonly child: ChildProcess; readonly ports: FromProcess; readonly gone: Promise<unknown> }

async function started(house: OrderHouse): Promise<Running> {
  const child = fork(new URL('house-process.ts', import.meta.url), { execArgv: ['--import', './server/tsx.ts'] })
  const gone = new Promise((done) => void child.once('exit', done))
  const ready = new Promise<FromProcess>((done) => void child.once('message', (message) => done(message as FromProcess)))
  child.send({ connection: house.house.owner, at: house.house.clock.now().toISOString() } satisfies ToProcess)
  return { child, ports: await ready, gone }
}

/** False: no answer came, so it must be sent again. */
async function sent(one: Arriving, { ports: { mllpPort, pushPort } }: Running, { feedOf, shows }: Pick<OrderHouse, 'feedOf' | 'shows'>): Promise<boolean> {
  const feed = feedOf(one)
  if (one.form === 'hl7v2') {
    const line = await openLine(connect({ host: '127.0.0.1', port: mllpPort, localAddress: shows.get(feed) ?? '', noDelay: true }))
    line.write(framed(one.bytes.toString('latin1')))
    const [code] = acknowledged(await line.answer())
    line.end()
    return code === 'AA'
  }
  const type = one.form === 'ccda' ? 'application/xml' : 'application/fhir+json'
  return fetch(`http://127.0.0.1:${pushPort}/feeds/${feed}`, { method: 'POST', headers: { 'content-type': type, authorization: `Bearer ${shows.get(feed) ?? ''}` }, body: new Uint8Array(one.bytes) }).then((answer) => answer.status === 202, () => false)
}

const waiting = async ({ house }: OrderHouse): Promise<number> => (await rowsOf<{ n: number }>(house, "select count(*)::int as n from inbound_message where state = 'waiting'"))[0]?.n ?? 0

/** Kills the house four times, at points that chance chooses; gives what it holds once everything was answered and worked on. */
export async function throughAKilledHouse(set: DeliverySet, seed: number): Promise<{ readonly told: Canonical; readonly kills: number }> {
  const random = openRandom(seed)
  const house = await orderHouse(set)
  let kills = 0
  let running = await started(house)
  const kill = async (): Promise<void> => {
    running.child.kill('SIGKILL')
    await running.gone
    kills += 1
    running = await started(house)
  }
  try {
    const arriving = disordered(set.sent, random)
    const points = new Set(Array.from({ length: 4 }, () => Math.floor(random() * arriving.length)))
    for (const [at, one] of arriving.entries()) {
      const sending = sent(one, running, house)
      if (points.has(at)) {
        // In the middle of receiving it, of answering it, or of working on it and those before it.
        await pause(random() * 40)
        await kill()
      }
      for (let answered = await sending; !answered; answered = await sent(one, running, house)) await pause(5)
    }
    for (let tries = 0; tries < 600 && (await waiting(house)) > 0; tries += 1) {
      if (tries === 1) await kill()
      await pause(50)
    }
    return { told: await house.told(), kills }
  } finally {
    running.child.kill('SIGKILL')
    await running.gone
    await house.end()
  }
}
