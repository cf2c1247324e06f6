// Does a text fit into one message? 160 letters of the GSM alphabet (3GPP TS 23.038); one letter outside it would halve that.

const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
/** Each costs two places. */
const extended = new Set('^{}\\[~]|€')
const alike: Readonly<Record<string, string>> = { '’': "'", '‘': "'", '“': '"', '”': '"', '–': '-', '—': '-', '…': '...', '\u00a0': ' ', ç: 'Ç', '\t': ' ' }

export const longestText = 160

/** Places a text takes, or null when a letter is outside the alphabet. */
export function gsmLength(text: string): number | null {
  let length = 0
  for (const letter of text) {
    if (basic.has(letter)) length += 1
    else if (extended.has(letter)) length += 2
    else return null
  }
  return length
}

/** The text in that alphabet: curly marks straight, accents that it lacks left off, what has no likeness dropped. */
export function toGsm(text: string): string {
  const write = (letter: string): string => {
    if (basic.has(letter) || extended.has(letter)) return letter
    const near = alike[letter]
    if (near !== undefined) return near
    return [...letter.normalize('NFD').replace(/\p{M}/gu, '')].filter((one) => basic.has(one)).join('')
  }
  return [...text].map(write).join('')
}

/**
 * Words that fit: the one fact that may be cut (a name) is shortened until they do.
 * Fails when even without the name they are too long: words of ours are then wrong, not a person's.
 */
export function fitText(name: string, words: (name: string) => string): string {
  const whole = toGsm(name).replace(/\s+/g, ' ').trim()
  for (let keep = whole.length; keep >= 3; keep -= 1) {
    const text = toGsm(words(keep === whole.length ? whole : whole.slice(0, keep).trimEnd()))
    if ((gsmLength(text) ?? longestText + 1) <= longestText) return text
  }
  throw new Error('a text message is longer than 160 letters')
}
