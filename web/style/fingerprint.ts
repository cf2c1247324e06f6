// What is the name of a file that may be kept forever? Its content's hash is in it, so a change is a new name.
import { createHash } from 'node:crypto'

/** Something the browser may keep: the path it is served under, its bytes, and its media type. */
export type Asset = {
  readonly path: string
  readonly body: string | Uint8Array
  readonly etag: string
  readonly contentType: string
}

/** Names an asset by its content: `record` + `css` → `/assets/record-<12 hex>.css`. */
export function fingerprinted(asset: { name: string; extension: string; body: string | Uint8Array; contentType: string }): Asset {
  const hash = createHash('sha256').update(asset.body).digest('hex').slice(0, 12)
  return { path: `/assets/${asset.name}-${hash}.${asset.extension}`, body: asset.body, etag: `"${hash}"`, contentType: asset.contentType }
}
