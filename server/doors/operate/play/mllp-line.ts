// How does a hospital's system send HL7 v2? One message in its frame, then the answer, then the next (MLLP release 1, HL7 v2.5.1 §2.9.2).
import { type Socket, connect } from 'node:net'

const begin = '\u000b'
const end = '\u001c\r'

/** The answer's MSA-1, and what MSA-3 or ERR-8 says of it. */
export type MllpAnswer = { readonly code: string; readonly says: string }

export type MllpLine = {
  /** Sends one message and waits for its answer; rejects when the line breaks or nothing comes within 30 seconds. */
  send(message: Buffer): Promise<MllpAnswer>
  close(): void
}

const patienceMs = 30_000

function answerIn(text: string): MllpAnswer {
  const field = text.charAt(3)
  const segment = (name: string): readonly string[] => text.split('\r').find((one) => one.startsWith(`${name}${field}`))?.split(field) ?? []
  return { code: segment('MSA')[1] ?? '', says: segment('ERR')[8] ?? segment('MSA')[3] ?? '' }
}

function opened(host: string, port: number): Promise<Socket> {
  return new Promise((done, failed) => {
    const socket = connect({ host, port, noDelay: true }, () => {
      socket.off('error', failed)
      done(socket)
    })
    socket.once('error', failed)
  })
}

/** Opens a line, without TLS: for the trial's own port on this machine. */
export async function openMllpLine({ host, port }: { readonly host: string; readonly port: number }): Promise<MllpLine> {
  const socket = await opened(host, port)
  let heard = ''
  let waiting: { readonly done: (answer: MllpAnswer) => void; readonly failed: (error: Error) => void } | null = null
  const broke = (why: string): void => {
    waiting?.failed(new Error(why))
    waiting = null
  }
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    heard += chunk
    const at = heard.indexOf(end)
    if (at < 0) return
    const answer = answerIn(heard.slice(0, at).replace(begin, ''))
    heard = heard.slice(at + end.length)
    waiting?.done(answer)
    waiting = null
  })
  socket.on('error', (error) => broke(error.message))
  socket.on('close', () => broke('the line was closed before an answer came'))
  socket.setTimeout(patienceMs, () => {
    broke('no answer came')
    socket.destroy()
  })
  return {
    send: (message) =>
      new Promise((done, failed) => {
        waiting = { done, failed }
        socket.write(Buffer.concat([Buffer.from(begin), message, Buffer.from(end)]))
      }),
    close: () => void socket.end(),
  }
}
