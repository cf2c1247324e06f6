// How does Node run our .tsx files as they are? A load hook turns them into JavaScript; there is no build step.
// One code path for development, tests and production, and one copy of each room (decision 0002).
import { readFileSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'oxc-transform'

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context)
    const file = fileURLToPath(url)
    const out = transformSync(file, readFileSync(file, 'utf8'), {
      jsx: { runtime: 'automatic', importSource: 'preact' },
      typescript: { onlyRemoveTypeImports: true },
      sourcemap: true,
    })
    if (out.errors.length > 0) throw new SyntaxError(`${file}: ${out.errors[0]?.message}`)
    const map = Buffer.from(JSON.stringify(out.map)).toString('base64')
    return { format: 'module', source: `${out.code}\n//# sourceMappingURL=data:application/json;base64,${map}`, shortCircuit: true }
  },
})
