// Which characters can a TrueType font draw? Reads its character map (OpenType 1.9, `cmap`, formats 4 and 12).

/** The code points of a font file that lead to a glyph. Throws RangeError when the file has no Unicode map we can read. */
export function glyphCover(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableStart(view, 'cmap')
  const covered = new Set<number>()
  const count = view.getUint16(cmap + 2)
  for (let index = 0; index < count; index++) {
    const record = cmap + 4 + index * 8
    const platform = view.getUint16(record)
    if (platform !== 0 && platform !== 3) continue
    const map = cmap + view.getUint32(record + 4)
    const format = view.getUint16(map)
    if (format === 4) addSegments(view, map, covered)
    if (format === 12) addGroups(view, map, covered)
  }
  if (covered.size === 0) throw new RangeError('the font has no Unicode character map of format 4 or 12')
  return covered
}

function tableStart(view: DataView, tag: string): number {
  const tables = view.getUint16(4)
  for (let index = 0; index < tables; index++) {
    const at = 12 + index * 16
    const name = String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
    if (name === tag) return view.getUint32(at + 8)
  }
  throw new RangeError(`the font has no ${tag} table`)
}

/** Format 4: parallel arrays of segments, each with its last and first code, a delta, and an offset into glyph numbers. */
function addSegments(view: DataView, map: number, covered: Set<number>): void {
  const twice = view.getUint16(map + 6)
  for (let index = 0; index < twice; index += 2) {
    const last = view.getUint16(map + 14 + index)
    const first = view.getUint16(map + 16 + twice + index)
    const delta = view.getInt16(map + 16 + 2 * twice + index)
    const offsetAt = map + 16 + 3 * twice + index
    const offset = view.getUint16(offsetAt)
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const listed = offset === 0 ? code : view.getUint16(offsetAt + offset + (code - first) * 2)
      const glyph = offset !== 0 && listed === 0 ? 0 : (listed + delta) & 0xffff
      if (glyph !== 0) covered.add(code)
    }
  }
}

/** Format 12: groups of consecutive codes that lead to consecutive glyphs. */
function addGroups(view: DataView, map: number, covered: Set<number>): void {
  const groups = view.getUint32(map + 12)
  for (let index = 0; index < groups; index++) {
    const at = map + 16 + index * 12
    const first = view.getUint32(at)
    const last = view.getUint32(at + 4)
    const glyph = view.getUint32(at + 8)
    for (let code = first; code <= last; code++) if (glyph + code - first !== 0) covered.add(code)
  }
}
