// Does the stylesheet hold together, stay small, and keep its contrast in light and dark?
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { loadScripts } from '../scripts/bundle.ts'
import { loadFont, loadStylesheet } from './stylesheet.ts'

const css = (name: string) => readFileSync(new URL(`./css/${name}.css`, import.meta.url), 'utf8')
const tokensOf = (name: string) => Object.fromEntries([...css(name).matchAll(/--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']))

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

// Text, its ground, and the least contrast: 7 for running text, 3 for marks (experience.md, section 4).
const pairs: readonly (readonly [string, string, number])[] = [
  ...['paper', 'surface', 'sunken'].flatMap(
    (ground) =>
      [
        ['ink', ground, 7],
        ['ink-2', ground, 7],
        ['link', ground, 6.5],
      ] as const,
  ),
  ['on-bar', 'bar', 7],
  ['on-bar-2', 'bar', 7],
  ['on-action', 'action', 7],
  ['new-fg', 'new-bg', 7],
  ['in-fg', 'in-bg', 6.5],
  ['out-fg', 'out-bg', 7],
  ['crit-fg', 'crit-bg', 7],
  ['wait-fg', 'wait-bg', 7],
  ['on-proxy', 'proxy', 7],
  ['ctl', 'paper', 3],
  ['ctl', 'surface', 3],
  ['in-edge', 'surface', 3],
  ['out-edge', 'surface', 3],
  ['crit-edge', 'surface', 3],
  ['action', 'surface', 3],
]

for (const theme of ['light', 'dark'] as const) {
  test(`${theme}: every pair of colours keeps its contrast`, () => {
    const tokens = theme === 'light' ? tokensOf('tokens') : { ...tokensOf('tokens'), ...tokensOf('dark') }
    const weak = pairs.map(([text, ground, least]) => ({ pair: `${text} on ${ground}`, least, is: contrast(tokens[text] ?? '#000', tokens[ground] ?? '#000') })).filter(({ is, least }) => is < least)
    assert.deepEqual(weak, [])
  })
}

test('every token that is used exists', () => {
  const whole = readdirSync(new URL('./css/', import.meta.url))
    .map((file) => css(file.replace('.css', '')))
    .join('\n')
  const made = new Set([...whole.matchAll(/(--[a-z0-9-]+):/g)].map((match) => match[1]))
  assert.deepEqual(
    [...whole.matchAll(/var\((--[a-z0-9-]+)\)/g)].map((match) => match[1]).filter((name) => !made.has(name)),
    [],
  )
})

test('every class that is styled is used by a part or a page', () => {
  const pages = readdirSync(new URL('../', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  const words = new Set(pages.flatMap((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').split(/[^A-Za-z0-9-]+/)))
  const styled = readdirSync(new URL('./css/', import.meta.url)).flatMap((file) =>
    [
      ...css(file.replace('.css', ''))
        .replace(/\/\*.*?\*\//gs, '')
        .matchAll(/\.([a-zA-Z][a-zA-Z0-9-]*)(?=[^;{}]*\{)/g),
    ].map((match) => match[1] ?? ''),
  )
  assert.deepEqual(
    [...new Set(styled)].filter((name) => !words.has(name)),
    [],
  )
})

test('every file of css is in the stylesheet', () => {
  const source = readFileSync(new URL('./stylesheet.ts', import.meta.url), 'utf8')
  assert.deepEqual(
    readdirSync(new URL('./css/', import.meta.url)).filter((file) => !source.includes(`'${file.replace('.css', '')}'`)),
    [],
  )
})

test('files are named by what is in them', () => {
  assert.match(loadStylesheet().path, /^\/assets\/record-[0-9a-f]{12}\.css$/)
  assert.ok(String(loadStylesheet().body).includes(loadFont().path))
  assert.equal(loadStylesheet(), loadStylesheet())
})

test('stylesheet, typeface and script stay within the budget: 60 kB cold without the page, 30 kB of it script', () => {
  const packed = (body: string | Uint8Array) => gzipSync(body).length
  assert.ok(packed(loadScripts().body) <= 30_000)
  assert.ok(packed(loadStylesheet().body) + loadFont().body.length + packed(loadScripts().body) <= 60_000)
})

test('the script makes no markup and runs no text', () => {
  assert.doesNotMatch(String(loadScripts().body), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createPolicy|localStorage|sessionStorage/)
})
