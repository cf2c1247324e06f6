// Which stylesheet do the pages load? The files of css/ in this order, with the typeface, minified and named by their content.
import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'
import { type Asset, fingerprinted } from './fingerprint.ts'

// The order is the cascade: what a narrow screen, forced colours and paper change comes last.
const sheets = ['tokens', 'dark', 'ground', 'masthead', 'sheet', 'controls', 'forms', 'lists', 'waiting', 'results', 'history', 'told', 'trend', 'steps', 'status', 'find', 'create', 'desk', 'case', 'stack', 'narrow', 'forced', 'print'] as const

let font: Asset | undefined
let stylesheet: Asset | undefined

/** IBM Plex Sans, Latin letters, weights 400-700 in one file (SIL Open Font License, fonts/OFL-LICENSE.txt). */
export function loadFont(): Asset {
  font ??= fingerprinted({
    name: 'plex-latin',
    extension: 'woff2',
    body: readFileSync(new URL('./fonts/plex-latin.woff2', import.meta.url)),
    contentType: 'font/woff2',
  })
  return font
}

/**
 * The whole stylesheet. It is a fact of the source code, so it is made once and the same for the life of the process.
 * `path` holds the content's hash: answers may say `Cache-Control: public, max-age=31536000, immutable`.
 */
export function loadStylesheet(): Asset {
  stylesheet ??= makeStylesheet()
  return stylesheet
}

function makeStylesheet(): Asset {
  const face = `@font-face{font-family:"Plex Sans";src:url(${loadFont().path}) format("woff2");font-weight:400 700;font-display:swap}\n`
  const css = face + sheets.map((name) => readFileSync(new URL(`./css/${name}.css`, import.meta.url), 'utf8')).join('\n')
  const { code, warnings } = transformSync(css, { loader: 'css', minify: true, legalComments: 'none' })
  if (warnings.length > 0) throw new SyntaxError(`web/style/css: ${warnings.map((one) => `${one.text} (line ${one.location?.line})`).join('; ')}`)
  return fingerprinted({ name: 'record', extension: 'css', body: code, contentType: 'text/css; charset=utf-8' })
}
