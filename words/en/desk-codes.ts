// What do staff read when they start a sign-up with somebody, and when they look at the codes of a record?
import type { CodeChannel, CodeState } from '../../contract/code-channels.ts'
import type { IdKind, VisitCheck, VisitReason } from '../../contract/desk-visits.ts'

/** How a code goes out, as staff call it. */
export const channelWords: Readonly<Record<CodeChannel, string>> = { letter: 'Letter', mail: 'Email', text: 'Text message', desk: 'Sheet from the desk', screen: 'Square on the screen' }

export const codeStateWords: Readonly<Record<CodeState, string>> = {
  open: 'Open',
  used: 'Used',
  replaced: 'Replaced by a newer one',
  stopped: 'Stopped by staff',
  reported: 'Stopped: “this was not me”',
  burnt: 'Stopped: 5 wrong tries',
  'ran-out': 'Ran out',
}

export const reasonWords: Readonly<Record<VisitReason, { readonly label: string; readonly hint: string }>> = {
  here: { label: 'They are here', hint: 'You can see their photo ID.' },
  phone: { label: 'They are on the phone', hint: 'You called them back on a number we have on file.' },
}

export const checkWords: Readonly<Record<VisitCheck, string>> = { 'id-good': 'I hold a photo ID that has not run out', 'photo-fits': 'The photo looks like them', 'record-fits': 'Name and birth date fit the record' }
export const idKindWords: Readonly<Record<IdKind, string>> = { license: 'Driver’s license', 'state-id': 'State ID', passport: 'Passport', other: 'Another photo ID' }

export const deskCodes = {
  navStart: 'Start a sign-up',
  navCodes: 'Codes',
  find: {
    startTitle: 'Start a sign-up',
    startHeading: 'Start a sign-up with somebody',
    startLede: 'They finish on their own phone or at home. You see no code of a message and no password.',
    codesTitle: 'Codes',
    codesHeading: 'Look at the codes of a record',
    codesLede: 'Which codes went out, what became of each, and a new one.',
    skip: 'Skip to the search',
    mrn: 'Record number',
    mrnHint: 'From a card or a bill. Spaces, dashes and zeros in front do not matter.',
    name: 'Or first and last name',
    birth: 'Birth date',
    reason: 'Why do you look?',
    button: 'Find the record',
    two: 'Type the birth date, and a record number or a first and last name.',
    none: 'No record here has both. Check how it is spelled, or use the record number.',
    several: 'More than one record has both. Use the record number.',
    own: 'This is your own record, or one you act for. Ask a colleague.',
    reasonMissing: 'Choose why you look.',
    aside: 'About this search',
    rules: { heading: 'Two details, always', points: ['Ask them. Do not read a detail out first.', 'Each search is kept with your name and why.', 'The person can see that you looked.'] },
  },
  start: {
    title: (name: string): string => `Start a sign-up: ${name}`,
    skip: 'Skip to the ways on',
    born: (date: string, number: string): string => `Born ${date}. Record number ${number}.`,
    strip: { account: 'Account', code: 'Newest code', onFile: 'On file', reason: 'You look because' },
    hasAccount: 'Has an account',
    noAccount: 'None',
    noCode: 'None',
    state: (state: string, channel: string, date: string): string => `${state} (${channel.toLowerCase()}, ${date})`,
    onFile: (phone: boolean, mail: boolean): string => (phone && mail ? 'A phone and an email' : phone ? 'A phone' : mail ? 'An email' : 'No phone, no email'),
    refused: {
      died: { heading: 'The record says this person has died', text: 'No code is made. Send the family to the records office: it helps those who may ask.', toRecords: (phone: string): string => `Records office: ${phone}` },
      'too-young': { heading: 'Too young for an account of their own', text: (age: number): string => `It opens at ${age}. The records office helps parents until then.` },
      'has-account': { heading: 'This record has an account', text: 'A new code is not needed. Help them get back in.', button: 'Help them get back in' },
    },
    check: { heading: '1. Check their ID', kind: 'Kind of ID', last4: 'Last 4 of its number', missing: 'Check all 3 points and choose the kind of ID.', last4Missing: 'Type the last 4 letters or numbers of the ID.' },
    ways: { heading: (first: boolean): string => (first ? '2. How do they go on?' : 'How do they go on?'), legend: 'Way on' },
    way: {
      text: { label: 'Text a link to their phone', hint: 'Works 10 minutes. Good while they stand here.' },
      mail: { label: 'Email a link', hint: 'Works 24 hours. It proves the address too.' },
      screen: { label: 'Show a square on this screen', hint: 'They scan it with their own phone. Works 10 minutes.' },
      desk: { label: 'Print a sheet to take home', hint: 'Works 7 days.' },
      letter: { label: 'Send a letter', hint: 'To the address on file. Works 21 days.' },
    } satisfies Record<CodeChannel, { readonly label: string; readonly hint: string }>,
    onFileHint: { text: 'To the phone on file.', mail: 'To the email on file.' },
    phone: 'Their phone number, as they say it',
    email: 'Their email, as they say it',
    again: 'Why a second letter today?',
    button: 'Go on',
    told: 'Phone and email on file hear that a code was made.',
    wayMissing: 'Choose a way.',
    contactMissing: 'Ask them for it and type it here.',
    noContact: 'Nothing on file can be used today: it is missing, new, or a parent’s. Send a letter, or ask them to come.',
    parents: 'A grown-up in their files uses this one too. Ask for one that only they read.',
    noAddress: 'There is no address on file. Choose another way.',
    phoneWrong: 'Check the number. It needs 10 digits, or a plus and the country.',
    cannotText: 'We can’t send texts to that number. Choose another way.',
    emailWrong: 'Check the address. It needs a name, an @ sign and a place.',
    wayClosed: 'This way is not open here. Choose another.',
    tooSoon: (when: string): string => `A letter went out on ${when}. Say why a second one goes out, or choose another way.`,
    sent: { heading: (what: string): string => `The ${what} is on its way`, text: (until: string): string => `It works until ${until}. Ask if it has come. They need their birth date.` },
    codes: 'See all codes of this record',
    another: 'Start with somebody else',
  },
  screen: {
    title: 'Scan the square',
    heading: 'Scan this with your own phone',
    lede: 'Open the camera of your phone and point it at the square. Then type your birth date.',
    label: 'Square that opens the sign-up page on a phone',
    until: (time: string): string => `It works 1 time, until ${time}.`,
    back: 'Back to the record',
    staff: { heading: 'For staff', text: 'Turn the screen to them. Do not scan it yourself. When they are in, close this page.' },
  },
  list: {
    title: (name: string): string => `Codes: ${name}`,
    heading: (name: string): string => `Codes of ${name}`,
    columns: ['Made', 'Way', 'By', 'Works until', 'What became of it'],
    caption: 'Codes that went out for this record',
    none: 'No code was made for this record in the last 3 months.',
    operator: 'Mail room',
    on: (state: string, date: string): string => `${state}, ${date}`,
    alsoReported: 'Somebody said: this was not me',
    stop: 'Stop the open code',
    stopText: 'It opens nothing any more, at once. Whoever is on the way in with it stops too.',
    why: { legend: 'Why?', lost: 'It got lost', wrong: 'It went to the wrong place', asked: 'They asked us to' },
    whyMissing: 'Choose why.',
    stopped: 'The code is stopped.',
    newOne: 'Give a new code',
    newText: 'The old one stops then.',
  },
} as const
