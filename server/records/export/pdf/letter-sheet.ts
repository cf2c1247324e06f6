// What does the letter template need? An activation letter turned into the plain texts it sets.
import type { LetterWords } from '../../../../contract/export-formats.ts'

export type LetterDocument = {
  readonly language: 'en'
  readonly organization: {
    readonly name: string
    readonly phone: string
    readonly address?: string
    /** "Monday to Friday, 7 am to 7 pm" */
    readonly hours?: string
    readonly recordsPhone?: string
  }
  readonly person: { readonly name: string; readonly addressLines: readonly string[] }
  /** The letter's date in words. */
  readonly date: string
  /** The same instant for the file's own date; absent, the file has no date of its own. */
  readonly created?: Date
  /** Where to go, as a person types it ("record.lakeside.example/code"). */
  readonly goTo: string
  /** The code in its groups ("7QF2", "M4KD", "93WX"). */
  readonly code: readonly string[]
  /** Rows of modules, true is dark, without the quiet zone. */
  readonly square: readonly (readonly boolean[])[]
  /** The last day the code works, in words. */
  readonly until: string
  readonly words: LetterWords
}

/** The data of `letter.typ`: one letter, or many that are printed and folded by a machine. */
export function letterSheet(letters: readonly [LetterDocument, ...LetterDocument[]]): Readonly<Record<string, unknown>> {
  const [first] = letters
  const title = letters.length === 1 ? `${first.words.title} – ${first.person.name} – ${first.organization.name}` : `${first.words.title} – ${letters.length} – ${first.organization.name}`
  return { language: first.language, dated: first.created !== undefined, title, letters: letters.map(oneLetter) }
}

function oneLetter(letter: LetterDocument): Readonly<Record<string, unknown>> {
  const { words, organization } = letter
  const boxes = [words.ranOut, { heading: words.person.heading, text: words.person.text(organization.phone, organization.hours) }, words.keepSafe, ...(organization.recordsPhone === undefined ? [] : [{ heading: words.onPaper.heading, text: words.onPaper.text(organization.recordsPhone) }])]
  return {
    organization: { name: organization.name, address: organization.address ?? '', phone: words.phone(organization.phone) },
    person: [letter.person.name, ...letter.person.addressLines],
    date: letter.date,
    code: letter.code,
    square: squarePath(letter.square),
    size: letter.square.length,
    goTo: words.goTo(letter.goTo),
    worksUntil: words.worksUntil(letter.until),
    boxes,
    words: {
      yourRecord: words.yourRecord,
      title: words.title,
      lede: words.lede,
      pointCamera: words.pointCamera,
      typeCode: words.typeCode,
      typeBirthDate: words.typeBirthDate,
      squareLabel: words.squareLabel,
      squareOpens: words.squareOpens,
      birthDateToo: words.birthDateToo,
    },
  }
}

/** Dark modules as runs [x, y, length], one drawn bar each, so that no hairline shows between them. */
function squarePath(square: readonly (readonly boolean[])[]): (readonly [number, number, number])[] {
  return square.flatMap((row, y) => {
    const runs: [number, number, number][] = []
    for (const [x, dark] of row.entries()) {
      const last = runs.at(-1)
      if (!dark) continue
      if (last !== undefined && last[0] + last[2] === x) last[2]++
      else runs.push([x, y, 1])
    }
    return runs
  })
}
