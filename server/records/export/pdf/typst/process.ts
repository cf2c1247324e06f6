// What does one typst process do? It gets a template's name and its data, and gives back a PDF. It is a process of its own,
// with an empty environment: the engine is native code, so only a process can be stopped when it hangs, and a fault in it
// takes one page with it, not the house.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { glyphCover } from './glyph-cover.ts'
import { printableTree } from './printable.ts'
import { loadTypst } from './engine.ts'
import type { TypstAnswer, TypstOrder } from './order.ts'

const faces = ['400Regular/OpenSans_400Regular.ttf', '600SemiBold/OpenSans_600SemiBold.ttf', '700Bold/OpenSans_700Bold.ttf']
const openSans = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/open-sans/package.json'))
const fonts = faces.map((face) => readFileSync(join(openSans, face)))
const [regular, ...bolder] = fonts.map(glyphCover)
const covered = new Set([...(regular ?? [])].filter((code) => bolder.every((cover) => cover.has(code))))

const templates = join(import.meta.dirname, '..', 'templates')
const compiler = loadTypst().NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: fonts }] })

function answer(order: TypstOrder): TypstAnswer {
  const { tree, replaced } = printableTree(order.data, covered)
  const data = { ...(tree as Record<string, unknown>), unprintable: replaced > 0 ? order.unprintable : '' }
  const compiled = compiler.compile({ mainFilePath: join(templates, `${order.template}.typ`), inputs: { document: JSON.stringify(data) } })
  if (compiled.result === null) {
    // The messages of typst name the template's line and may quote the data; only where it happened may leave.
    const complaints = compiled.takeDiagnostics()?.shortDiagnostics ?? []
    return { made: false, because: `typst refused ${order.template}: ${complaints.length} complaints` }
  }
  const stamp = order.createdSeconds === undefined ? {} : { creationTimestamp: order.createdSeconds }
  try {
    return { made: true, bytes: compiler.pdf(compiled.result, { ...stamp, pdfStandard: 'ua-1' }), replaced, accessible: true }
  } catch {
    // ISO 14289-1 could not be kept; the whole record without its seal is better for the person than none.
    return { made: true, bytes: compiler.pdf(compiled.result, stamp), replaced, accessible: false }
  }
}

process.on('message', (message: { id: number; order: TypstOrder }) => {
  let reply: TypstAnswer
  try {
    reply = answer(message.order)
  } catch (fault) {
    reply = { made: false, because: `the typst process threw ${fault instanceof Error ? fault.name : typeof fault}` }
  }
  process.send?.({ id: message.id, reply })
  // Tidied after the answer is on its way: it takes a seventh of the time, and nobody waits for it.
  compiler.evictCache(8)
})
process.on('disconnect', () => process.exit(0))
