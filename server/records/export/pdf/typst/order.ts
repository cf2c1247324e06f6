// What goes to a typst process and what comes back?

export type TypstOrder = {
  readonly template: 'record' | 'letter'
  /** Texts only, in the shape the template reads; never markup. */
  readonly data: Readonly<Record<string, unknown>>
  /** The sentence to print when a character had no glyph. */
  readonly unprintable: string
  /** Seconds since 1970 for the file's date; absent: the file has none. */
  readonly createdSeconds?: number
}

export type TypstAnswer = { readonly made: true; readonly bytes: Uint8Array /** Characters without a glyph. */; readonly replaced: number /** False: PDF/UA-1 could not be kept. */; readonly accessible: boolean } | { readonly made: false; readonly because: string }
