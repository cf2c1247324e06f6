// Does every part keep the rules that a machine can read off its markup? (axe in a browser reads the rest.)
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examples, renderExample } from './examples.tsx'
import { Page, renderPage } from './page/page.tsx'

const pages = examples.map((example) => ({ name: example.name, html: renderExample(example) }))
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '')

for (const { name, html } of pages) {
  test(`${name}: no style, no script and no handler stands in the page itself`, () => {
    assert.doesNotMatch(html, /\sstyle=/)
    assert.doesNotMatch(html, /<style/)
    assert.doesNotMatch(html, /\son[a-z]+=/)
    assert.deepEqual(
      all(html, /<script[^>]*>([^<]*)<\/script>/g).filter((text) => text !== ''),
      [],
    )
  })

  test(`${name}: every id is there once, and everything that points to one finds it`, () => {
    const ids = all(html, /\sid="([^"]*)"/g)
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    )
    const named = new Set(ids)
    const pointers = [...all(html, /\sfor="([^"]*)"/g), ...all(html, /aria-(?:labelledby|describedby)="([^"]*)"/g).flatMap((list) => list.split(' ')), ...all(html, /href="#([^"]+)"/g), ...all(html, /url\(#([^)]*)\)/g), ...all(html, /data-copy="([^"]*)"/g)]
    assert.deepEqual(
      pointers.filter((id) => !named.has(id)),
      [],
    )
  })

  test(`${name}: one first heading, and no level is skipped`, () => {
    const levels = all(html, /<h([1-6])/g).map(Number)
    assert.equal(levels.filter((level) => level === 1).length, 1)
    for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 0) + 1, `h${level} after h${levels[index - 1]}`)
  })

  test(`${name}: each form that posts carries the form token`, () => {
    const forms = all(html, /<form([^>]*method="post"[\s\S]*?)<\/form>/g)
    assert.deepEqual(
      forms.filter((form) => !form.includes('name="form-token"')),
      [],
    )
  })

  test(`${name}: only icons that are used are drawn, and each once`, () => {
    const drawn = all(html, /<symbol id="i-([a-z]+)"/g)
    const used = new Set(all(html, /<use href="#i-([a-z]+)"/g))
    assert.deepEqual(drawn, [...used].sort())
  })

  test(`${name}: links to a PDF say of what`, () => {
    assert.deepEqual(
      all(html, /<a class="get"[^>]*>([\s\S]*?)<\/a>/g).filter((words) => !/PDF<span class="vh">: .+, .+<\/span>/.test(words)),
      [],
    )
  })
}

test('what a record says is text, whatever it looks like', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'&</title><script>alert(1)</script>'
  const html = renderPage(
    <Page title={hostile} language="en" trial={false} organization={{ name: hostile, phone: hostile }} person={{ name: hostile, born: hostile, you: true }}>
      <h1>{hostile}</h1>
    </Page>,
  )
  assert.doesNotMatch(html, /<img|<script>/)
  assert.equal(all(html, /(<\/title>)/g).length, 1)
})

test('the title says the thing, the person and the organization; after a refusal it says so first', () => {
  const title = (name: string) => /<title>([^<]*)<\/title>/.exec(pages.find((page) => page.name === name)?.html ?? '')?.[1]
  assert.equal(title('result'), 'Cholesterol test, April 12, 2026 – Rosa Alvarez – Lakeside Health record')
  assert.equal(title('create-code-refused'), 'Error: Type your code – Lakeside Health record')
})

test('two renderings of one page have the same bytes', () => {
  for (const example of examples) assert.equal(renderExample(example), renderExample(example))
})

test('a page that asks for no script loads none', () => {
  assert.doesNotMatch(pages.find((page) => page.name === 'find')?.html ?? '', /<script/)
  assert.match(pages.find((page) => page.name === 'sign-in')?.html ?? '', /<script type="module" src="\/assets\/record-[0-9a-f]{12}\.js"><\/script>/)
})

test('the trial says that it is one', () => {
  assert.match(pages.find((page) => page.name === 'create-code')?.html ?? '', /This is a trial\./)
  assert.doesNotMatch(pages.find((page) => page.name === 'home')?.html ?? '', /This is a trial\./)
})
