// Who imports while pages are read? A process of its own, as an operator's command is one: all of a folder into an organization that is new each time.
import type pg from 'pg'
import { composeOn } from '../pages/world.ts'

export type ImportOrder = { readonly connection: pg.PoolConfig; readonly organization: string; readonly folder: string }
export type Imported = { readonly resources: number; readonly seconds: number }

async function bringIn({ connection, organization, folder }: ImportOrder): Promise<Imported> {
  const composed = await composeOn(connection, { poolSize: 2 })
  try {
    await composed.databases.operate.run((tx) => composed.house.directory.put(tx, { id: organization, name: 'Bench Clinic', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
    const begun = performance.now()
    const { total, files } = await composed.inbound.importPaths([folder], { organization })
    if (files.some((file) => file.refused !== null)) throw new Error('the import did not come in whole')
    return { resources: total.received, seconds: (performance.now() - begun) / 1000 }
  } finally {
    await composed.close()
  }
}

process.on('message', (order: ImportOrder) => {
  bringIn(order).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.once('disconnect', () => process.exit(0))
