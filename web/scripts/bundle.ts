// Which script do the pages load? The modules of browser/, bundled once and named by their content. Pages work without it.
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { type Asset, fingerprinted } from '../style/fingerprint.ts'

let bundle: Asset | undefined

/** The one browser script (ES module). Made once; the same for the life of the process. */
export function loadScripts(): Asset {
  bundle ??= makeBundle()
  return bundle
}

function makeBundle(): Asset {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./browser/main.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
  })
  const body = outputFiles[0]?.text
  if (body === undefined) throw new Error('web/scripts: esbuild gave no file')
  return fingerprinted({ name: 'record', extension: 'js', body, contentType: 'text/javascript; charset=utf-8' })
}
