// Which pages are there? Every route of the product, in the order of the journey, and the files that pages load.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { loadFont, loadScripts, loadStylesheet } from '#parts'
import type { Asset, Route } from '#web'
import { accountRoutes } from './account/routes.ts'
import { adminRoutes } from './admin/routes.ts'
import { createRoutes } from './create/routes.ts'
import { downloadRoutes } from './download/routes.ts'
import { findRoutes } from './find/routes.ts'
import { helpRoutes } from './help/routes.ts'
import { forgotRoutes } from './forgot/routes.ts'
import { homeRoutes } from './home/routes.ts'
import { joinRoutes } from './join/routes.ts'
import { mailboxRoutes } from './mailbox/routes.ts'
import { recordRoutes } from './records/routes.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { backInRoutes } from './staff/back-in/routes.ts'
import { caseRoutes } from './staff/cases/routes.ts'
import { deskCodeRoutes } from './staff/codes/routes.ts'
import { staffRoutes } from './staff/routes.ts'
import { mergeRoutes } from './staff/whose/merges/acts.tsx'
import { whoseRoutes } from './staff/whose/acts.ts'

export { refusalView } from './refusal.tsx'

export const routes: readonly Route[] = [...findRoutes, ...createRoutes, ...joinRoutes, ...signInRoutes, ...forgotRoutes, ...homeRoutes, ...recordRoutes, ...downloadRoutes, ...accountRoutes, ...helpRoutes, ...staffRoutes, ...caseRoutes, ...whoseRoutes, ...mergeRoutes, ...deskCodeRoutes, ...backInRoutes, ...adminRoutes, ...mailboxRoutes]

/** Stylesheet, typeface and script, packed once at the highest level: they are sent many times and never change. */
export function assets(): readonly Asset[] {
  return [loadStylesheet(), loadFont(), loadScripts()].map((asset) => {
    const body = Buffer.from(asset.body)
    // A woff2 is packed already.
    if (asset.path.endsWith('.woff2')) return { path: asset.path, type: asset.contentType, body }
    return { path: asset.path, type: asset.contentType, body, brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }), gzip: gzipSync(body, { level: 9 }) }
  })
}
