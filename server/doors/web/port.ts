// At which port does the web door listen? The one asked for, or in a trial the next free one.
import { createServer } from 'node:net'

async function free(port: number, host: string): Promise<boolean> {
  const server = createServer()
  return new Promise((done) => {
    server.once('error', () => done(false))
    server.listen(port, host, () => server.close(() => done(true)))
  })
}

/** How many ports after the usual one are tried. */
const tries = 50

/** The port asked for as it is (listening then says if it is taken); else the first free one from `port` on. */
export async function choosePort({ host, port, portGiven }: { readonly host: string; readonly port: number; readonly portGiven: boolean }): Promise<number> {
  if (portGiven) return port
  for (let one = port; one < port + tries; one += 1) if (await free(one, host)) return one
  throw new Error(`no free port from ${port} to ${port + tries - 1}: set PORT`)
}
