// How is a person called on the page? As the record names them, without the title in front.

const titles = /^(?:(?:mr|mrs|ms|mx|miss|dr|prof)\.?\s+)+(?=\S)/i

/** "Mr. Walter Eugene Hendricks" → "Walter Eugene Hendricks". */
export const withoutTitle = (name: string): string => name.replace(titles, '')

/** "Walter": a title in front is not a first name. */
export const firstName = (name: string): string => withoutTitle(name).split(' ')[0] ?? name
