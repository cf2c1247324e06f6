// What of the typst engine do we use? Its platform package carries no types; these are the parts we call, as seen in 0.7.0.
import { createRequire } from 'node:module'

/** A laid-out document; it stays on the engine's side. */
export type TypstPages = { readonly numOfPages: number }

export type TypstComplaint = { readonly message: string; readonly path: string; readonly severity: number }

export type TypstCompiled = {
  /** Null when the template or its input is at fault. */
  readonly result: TypstPages | null
  takeDiagnostics(): { readonly shortDiagnostics: readonly TypstComplaint[] } | null
}

export type TypstCompiler = {
  compile(order: { mainFilePath: string; inputs: Readonly<Record<string, string>> }): TypstCompiled
  /** Throws an Error whose message lists every broken rule of the standard. `creationTimestamp` in seconds since 1970. */
  pdf(pages: TypstPages, options: { pdfStandard?: 'ua-1'; creationTimestamp?: number }): Uint8Array
  /** Forgets what was not used in the last `age` compilations. */
  evictCache(age: number): void
}

export type TypstEngine = {
  readonly NodeCompiler: { create(options: { workspace: string; fontArgs: readonly { fontBlobs: readonly Uint8Array[] }[] }): TypstCompiler }
}

/** Loads the engine; throws where no build of it exists for this machine (it is an optional dependency). */
export function loadTypst(): TypstEngine {
  return createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu') as TypstEngine
}
